"""Killed at any moment, a store opens whole with everything that was acknowledged."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

from dateline.merging.across import merge
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from tests.builders import a_place, an_account, store_url
from tests.storage.helpers import incidents_of

KILLS = 6
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from dateline.storage.sql import open_store
from tests.storage.test_kills import accounts_of
store = open_store(sys.argv[1])
for number in range(int(sys.argv[2]), 10_000):
    report, events = accounts_of(number)
    store.add(report, events)
    print(number, flush=True)
"""


def accounts_of(number):
    """Report `number` with its three events, which other reports tell too."""
    first = an_account(f"Report {number}.", place=a_place("Mirna"), on=f"2020-07-{1 + number % 28:02}", killed=number % 9)
    report = first.report
    further = [
        an_account(
            report=report,
            number=told,
            place=a_place(f"P{number % 11}", lon=40 + told),
            kind="armed_clash",
            on=f"2020-06-{1 + number % 28:02}",
        ).event
        for told in (1, 2)
    ]
    return report, [first.event, *further]


def test_sigkill_while_writing_loses_nothing_acknowledged(tmp_path):
    rng = random.Random(7)
    acknowledged = -1
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, store_url(tmp_path), str(acknowledged + 1)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        # Killed while the report after some acknowledged one is being written.
        target = acknowledged + rng.randint(1, 25)
        for line in writer.stdout:
            acknowledged = int(line)
            if acknowledged >= target:
                break
        writer.send_signal(signal.SIGKILL)
        rest = writer.stdout.read().split()
        acknowledged = int(rest[-1]) if rest else acknowledged
        writer.stdout.close()
        assert writer.wait() == -signal.SIGKILL

        with sqlite3.connect(tmp_path / "dateline.sqlite") as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.close()
        store = open_store(store_url(tmp_path))
        stored = store.summary().reports
        # The one in work when the kill came is there whole, or not at all.
        assert stored in (acknowledged + 1, acknowledged + 2)
        whole = [accounts_of(number) for number in range(stored)]
        for report, events in whole:
            assert {account.event for account in store.events(Query(report_id=report.id)).items} == set(events)
        told = [an_account(report=report) for report, _ in whole]
        accounts = [type(told[0])(event, report) for report, events in whole for event in events]
        assert incidents_of(store) == merge(accounts).incidents
        store.close()
        acknowledged = stored - 1
