"""What stores hold after being killed: python -m tests.benchmarks.kills [--kills 100] [--only sqlite|postgresql]

A writer adds reports one by one and many at once, and corrects incidents; it tells what was acknowledged, and is killed at any moment. Then
the store must open, fit together, and hold all that was acknowledged. Of PostgreSQL, every tenth kill is of the server and all its
processes instead.
"""

import argparse
import os
import random
import signal
import tempfile
import time
from pathlib import Path

from dateline.errors import DatelineError
from dateline.extraction.codebook import Status
from dateline.storage.correction import Correction
from dateline.storage.sql import open_store
from tests.builders import a_place, an_account, store_url
from tests.storage.postgres import cluster

MANY = 25


def account_of(number):
    """What the report with this number tells; every few tell the same."""
    place = a_place(f"P{number % 37}", lon=20 + number % 37)
    return an_account(f"Report {number}.", place=place, on=f"2020-07-{1 + number % 28:02}", killed=number % 9, by="Army")


def write(url, first, told):
    """Write until killed; every acknowledged step is told by the number behind its last report."""
    store, number = open_store(url), first
    while True:
        if number % 3 == 0:
            items = [(account.report, [account.event]) for account in map(account_of, range(number, number + MANY))]
            store.add_many(items, merge=number % 2 == 0)
            number += MANY
        else:
            account = account_of(number)
            store.add(account.report, [account.event])
            if number % 5 == 0:
                store.correct(store.incident_of(account.event.id), Correction(status=Status.DENIED), who="me", reason=f"report {number}")
            number += 1
        os.write(told, f"{number}\n".encode())


def corrected(first, acknowledged):
    """The numbers of the reports, written alone from the first on, whose incidents were corrected."""
    number = first
    while number < acknowledged:
        if number % 3 and number % 5 == 0:
            yield number
        number += 1 if number % 3 else MANY


def killed_once(url, first, rng, kill_server):
    """Let a writer write and be killed; the number behind the last report that it acknowledged."""
    reading, telling = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        try:
            write(url, first, telling)
        except DatelineError:
            os._exit(1)
    os.close(telling)
    acknowledged, steps = first, rng.randint(1, 12)
    with os.fdopen(reading) as told:
        for line in told:
            acknowledged, steps = int(line), steps - 1
            if steps == 0:
                # Not between two steps, but in the midst of one.
                time.sleep(rng.random() * 0.03)
                if kill_server is None:
                    os.kill(pid, signal.SIGKILL)
                else:
                    kill_server()
    os.waitpid(pid, 0)
    return acknowledged


def check(url, acknowledged, since):
    """How many reports are stored; raises `AssertionError` where the store does not hold what it must."""
    store = open_store(url)
    try:
        # A server's process may be in the midst of its last transaction: whoever writes next waits for it.
        store.quarantine("the writer", "was killed")
        faults = store.check().faults
        assert not faults, faults
        stored = store.summary().reports
        assert stored in (acknowledged, acknowledged + 1, acknowledged + MANY), (stored, acknowledged)
        for account in map(account_of, range(since, stored)):
            assert store.event(account.event.id) == account
        for number in corrected(since, acknowledged):
            found = store.revisions(store.incident_of(account_of(number).event.id))
            assert any(revision.reason == f"report {number}" for revision in found), f"the correction of {number}"
        return stored
    finally:
        store.close()


def run(url, kills, server=None):
    """Kill so often and check after each."""
    rng, stored, start = random.Random(11), 0, time.perf_counter()
    open_store(url).close()
    for turn in range(kills):
        whole = server is not None and turn % 10 == 9
        acknowledged = killed_once(url, stored, rng, server.kill if whole else None)
        if whole:
            server.start()
        stored = check(url, acknowledged, stored)
        if turn % 10 == 9:
            print(f"  {turn + 1} kills, {stored} reports, {time.perf_counter() - start:.0f} s", flush=True)
    print(f"{kills} kills: opened, whole, nothing acknowledged lost; {stored} reports")


def main():
    """Kill writers of both stores."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--only", choices=["sqlite", "postgresql"])
    options = asked.parse_args()
    if options.only != "postgresql":
        print("SQLite")
        run(store_url(Path(tempfile.mkdtemp(prefix="dateline-kills-"))), options.kills)
    if options.only != "sqlite":
        print("PostgreSQL")
        with cluster() as server:
            server.sql("postgres", "ALTER SYSTEM SET fsync = on", "CREATE DATABASE kills")
            server.stop()
            server.start()
            server.sql("kills", "CREATE EXTENSION postgis")
            run(server.url("kills"), options.kills, server)


if __name__ == "__main__":
    main()
