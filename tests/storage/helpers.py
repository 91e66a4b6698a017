"""Filling a store and looking at it whole."""

import sqlite3
from collections import defaultdict
from dataclasses import replace

from dateline.storage.query import Query


def add_all(store, accounts):
    """Add every report with its events, in the order of the accounts; what came of each."""
    told = defaultdict(list)
    reports = {}
    for account in accounts:
        reports[account.report.id] = account.report
        told[account.report.id].append(account.event)
    return [store.add(report, told[report_id]) for report_id, report in reports.items()]


def incidents_of(store, query=None):
    """All incidents, without what only a store knows."""
    return tuple(replace(incident, updated=None, revision=1) for incident in store.each_incident(query or Query()))


def contents(path):
    """Every row of every table of an SQLite file, the search indexes' own among them."""
    with sqlite3.connect(path) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
        rows = {name: connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}  # names are the file's own
    connection.close()
    return rows
