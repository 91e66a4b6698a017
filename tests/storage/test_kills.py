"""Killed at any moment, a store opens whole with everything that was acknowledged."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from dateline.merging.across import merge
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from tests.builders import a_place, an_account
from tests.storage.helpers import incidents_of
from tests.storage.postgres import cluster

KILLS = int(os.environ.get("DATELINE_TEST_KILLS", "5"))
"""Of each store; set higher for a thorough run."""
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


def test_sigkill_while_writing_loses_nothing_acknowledged(url):
    rng = random.Random(7)
    acknowledged = -1
    for _ in range(KILLS):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, url, str(acknowledged + 1)],
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

        store = open_store(url)
        # The writer's server process may be in the midst of its last transaction: whoever writes next waits for it.
        store.quarantine("the writer", "was killed")
        assert store.check().faults == ()
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


def test_a_server_that_dies_while_writing_loses_nothing_acknowledged():
    with cluster() as server:
        server.sql("postgres", "CREATE DATABASE blank")
        server.sql("blank", "CREATE EXTENSION postgis")
        url = server.url("blank")
        acknowledged = -1
        for _ in range(2):
            writer = subprocess.Popen(
                [sys.executable, "-c", WRITER, url, str(acknowledged + 1)],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            target = acknowledged + 8
            for line in writer.stdout:
                acknowledged = int(line)
                if acknowledged == target:
                    server.kill()
            writer.stdout.close()
            assert writer.wait() == 1
            server.start()
            store = open_store(url)
            assert store.check().faults == ()
            stored = store.summary().reports
            assert stored in (acknowledged + 1, acknowledged + 2)
            accounts = [type(an_account())(event, report) for report, events in map(accounts_of, range(stored)) for event in events]
            assert incidents_of(store) == merge(accounts).incidents
            store.close()
            acknowledged = stored - 1
