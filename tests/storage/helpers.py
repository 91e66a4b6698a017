"""Filling a store and looking at it whole."""

from collections import defaultdict
from dataclasses import replace

from sqlalchemy import create_engine, inspect, make_url, text

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


def contents(address):
    """Every row of every table of a store, the search indexes' own among them."""
    engine = _engine(address)
    with engine.connect() as connection:
        names = [name for name in sorted(inspect(connection).get_table_names()) if name != "spatial_ref_sys"]
        rows = {
            name: sorted(connection.execute(text(f'SELECT * FROM "{name}"')).all(), key=repr) for name in names
        }  # names are the store's own
    engine.dispose()
    return rows


def execute(address, statement):
    """Do something to a store behind its back."""
    engine = _engine(address)
    try:
        with engine.begin() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _engine(address):
    url = make_url(address)
    return create_engine(url.set(drivername="postgresql+psycopg") if url.get_backend_name() == "postgresql" else url)
