"""How fast a store answers: python -m tests.benchmarks.storage [--incidents 1000000] [--url postgresql://…]

Fills a store with incidents of an invented world, unless the one at the address is filled already, then times what the API asks for.
"""

import argparse
import multiprocessing
import random
import re
import resource
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import EventType, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.expression import Compared, Every, Field, Literal, Operator
from dateline.storage.query import Query, Sort
from dateline.storage.sql import open_store
from dateline.storage.store import COLUMNS
from tests.builders import a_place, a_report, an_event, store_url

WORDS = [f"word{number}" for number in range(5000)]
COMMON = ["jets", "struck", "the", "town", "residents", "said"]
FIRST = date(2010, 1, 1)
BATCH = 5000


def places(rng):
    """Four thousand places in forty clusters, as wars have them."""
    centers = [(rng.uniform(-170, 170), rng.uniform(-50, 65)) for _ in range(40)]
    found = []
    for number in range(4000):
        lon, lat = rng.choice(centers)
        found.append(
            a_place(f"Place {number}", lon=round(lon + rng.gauss(0, 2), 4), lat=round(lat + rng.gauss(0, 2), 4), admin1=f"P{number % 200}")
        )
    return found


def reports(count, seed=1):
    """Reports that each tell one incident, in batches."""
    rng = random.Random(seed)
    where, kinds = places(rng), list(SubEventType)
    batch = []
    for number in range(count):
        day = FIRST + timedelta(days=int(5500 * rng.random() ** 0.7))
        text = " ".join([*rng.sample(COMMON, 3), *(WORDS[int(5000 * rng.random() ** 3)] for _ in range(12)), str(number)])
        report = a_report(text, published=day + timedelta(days=1), source=f"Source {number % 300}")
        month = rng.random() < 0.05
        span = DateSpan(day, day + timedelta(days=30 if month else 0), DatePrecision.MONTH if month else DatePrecision.DAY)
        event = an_event(report, kind=rng.choice(kinds), place=rng.choice(where), on=span, killed=rng.choice([None, 0, 1, 5]))
        batch.append((report, [event]))
        if len(batch) == BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def queries():
    """What the API asks for, by name."""
    year = {"start": date(2020, 1, 1), "end": date(2020, 12, 31)}
    box = Bbox(-30, -20, 60, 45)
    at_least_one = Compared(Operator.AT_LEAST, Field("fatalities_low"), Literal(1))
    in_a_unit = Compared(Operator.EQUAL, Field("admin1"), Literal("P3"))
    return {
        "first 100": Query(),
        "by toll, falling": Query(order=(Sort("fatalities_high", descending=True),)),
        "latest changed": Query(order=(Sort("updated", descending=True),)),
        "by title": Query(order=(Sort("title"),)),
        "of a unit and a source": Query(admin1s=frozenset({"P7"}), sources=frozenset({"Source 3"})),
        "of a country, with a toll": Query(countries=frozenset({"XA"}), least_toll=5),
        "an expression": Query(filter=Every((at_least_one, in_a_unit))),
        "first 100 of a kind": Query(event_types=frozenset({EventType.BATTLES}), statuses=frozenset({Status.OCCURRED})),
        "box and year, 1000": Query(bbox=box, limit=1000, **year),
        "small box, 100": Query(bbox=Bbox(0, 0, 30, 30)),
        "common word": Query(text="jets"),
        "two common words": Query(text="jets struck"),
        "rare and common word": Query(text="word4990 the"),
    }


def timed(work, times=5):
    """The median in milliseconds, and the first, which nothing remembers."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - start))
    return f"first {took[0]:8.1f} ms   again {sorted(took[1:])[len(took[1:]) // 2]:8.1f} ms"


def _read(url, seconds, waits):
    store, took = open_store(url), []
    end = time.perf_counter() + seconds
    while (start := time.perf_counter()) < end:
        store.features(Query(limit=100))
        took.append(1000 * (time.perf_counter() - start))
        time.sleep(0.005)
    waits.put(took)
    store.close()


def _written():
    """Bytes that this process gave to files so far; 0 where the system does not tell."""
    told = Path("/proc/self/io")
    return int(re.search(r"wchar: (\d+)", told.read_text())[1]) if told.exists() else 0


def beside_a_writer(store, url, at_once, seconds=10):
    """What four reading processes wait while reports are written, so many in one transaction, 99th percentile."""
    fresh = reports(10 * BATCH, seed=time.time_ns())
    ready = [part for batch in fresh for part in (batch[first : first + at_once] for first in range(0, BATCH, at_once))]
    waits = multiprocessing.Queue()
    readers = [multiprocessing.Process(target=_read, args=(url, seconds, waits)) for _ in range(4)]
    for reader in readers:
        reader.start()
    start, processor, before = time.perf_counter(), time.process_time(), _written()
    written = 0
    while ready and time.perf_counter() < start + seconds:
        written += len(store.add_many(ready.pop(), merge=False))
    took, spent, given = time.perf_counter() - start, time.process_time() - processor, _written() - before
    waited = sorted(wait for _ in readers for wait in waits.get())
    for reader in readers:
        reader.join()
    return (
        f"{written / took:,.0f} incidents/s written, each {1e6 * spent / written:.0f} µs CPU and {given / written / 1000:.0f} kB to files; "
        f"{len(waited)} reads, median {waited[len(waited) // 2]:.1f} ms, p99 {waited[int(len(waited) * 0.99)]:.1f} ms"
    )


def main():
    """Fill, ask, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=100_000)
    asked.add_argument("--url")
    options = asked.parse_args()
    url = options.url or store_url(Path(tempfile.mkdtemp(prefix="dateline-bench-")))
    store = open_store(url)
    held = store.summary().incidents
    if held < options.incidents:
        start = time.perf_counter()
        for batch in reports(options.incidents):
            store.add_many(batch, merge=False)
        print(f"filled with {options.incidents:,} in {time.perf_counter() - start:.0f} s ({url})")
    held = store.summary().incidents
    print(f"{'summary':24}{timed(store.summary)}")
    for name, query in queries().items():
        print(f"{name:24}{timed(lambda query=query: store.features(query))}   {store.features(query).matched:,} match")
    deep = Query(offset=int(held * 0.9))
    print(f"{'page at 90 % depth':24}{timed(lambda: store.features(deep))}")
    behind = Query(behind=store.features(deep).last)
    print(f"{'the same by cursor':24}{timed(lambda: store.features(behind))}")
    toll = Query(order=(Sort("fatalities_high", descending=True),), offset=int(held * 0.5))
    behind_toll = Query(order=toll.order, behind=store.features(toll).last)
    print(f"{'half way down by toll':24}{timed(lambda: store.features(behind_toll))}")
    print(f"{'places':24}{timed(lambda: store.places(Query()))}")
    start = time.perf_counter()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    read = sum(1 for _ in store.each_incident(Query(end=date(2013, 1, 1))))
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"{'stream':24}{read / (time.perf_counter() - start):,.0f} incidents/s, +{more:.0f} MB")
    for name, stream in (("features", store.each_feature), ("columns", lambda query: store.rows(query, COLUMNS))):
        start = time.perf_counter()
        read = sum(1 for _ in stream(Query()))
        print(f"{'all ' + name:24}{read / (time.perf_counter() - start):,.0f} incidents/s")
    for at_once in (250, 2_500):
        print(f"{f'beside a writer of {at_once}':24}{beside_a_writer(store, url, at_once)}")
    store.close()


if __name__ == "__main__":
    main()
