"""How fast incidents by column and tiles are: python -m tests.benchmarks.columns [--incidents 100000] [--times 10] [--url sqlite:///…]

Fills a store with incidents of an invented world, unless the one at the address is filled already. The reference is the same incidents
sent as GeoJSON. Times are CPU time, and stand beside that of a loop that only counts to a million, for machines that others use too.
"""

import argparse
import resource
import tempfile
import time
from datetime import date
from pathlib import Path

import numpy as np

from dateline.extraction.codebook import Status
from dateline.publishing.columnar import columnar
from dateline.publishing.columns import ASKED, gathered_stored
from dateline.publishing.tiles import Grid, tile
from dateline.storage.correction import Correction
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline.storage.tables import UNDATED
from dateline_api.compression import ENCODINGS, compressed
from dateline_api.snapshots import Snapshots
from tests.benchmarks.storage import reports
from tests.builders import store_url


def timed(work):
    """What it gives, and in how many milliseconds of this process: what others do on the machine does not count."""
    start = time.process_time()
    made = work()
    return made, 1000 * (time.process_time() - start)


def memory():
    """Megabytes held at most so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def tiles_at(columns, grid, zoom, most=200):
    """The tiles of a zoom level where most stands: each as (column, row)."""
    spots = columns.spot[grid.order]
    shift = np.uint64(30 - zoom)
    both = np.stack([grid.x[spots] >> shift, grid.y[spots] >> shift])
    found, counts = np.unique(both, axis=1, return_counts=True)
    return [tuple(map(int, found[:, place])) for place in np.argsort(-counts)[:most]]


def multiplied(store, times):
    """The store's incidents, each so many times in a row of days: as many as a store would take long to be filled with."""
    step = max(number for (number,) in store.rows(Query(), ("number",)))
    first, last = ASKED.index("first_day"), ASKED.index("last_day")
    for number, incident_id, *rest in store.rows(Query(), ASKED):
        told = [number, incident_id, *rest]
        for turn in range(times):
            told[0], told[1] = number + turn * step, f"{turn:02x}{incident_id[2:]}"
            yield tuple(told)
            if told[last] < UNDATED - 1:
                told[first], told[last] = told[first] + 1, told[last] + 1


def counted():
    """A loop that only counts."""
    for _ in range(1_000_000):
        pass


def print_tiles(columns, grid):
    """What the fullest tiles of some zoom levels take."""
    for zoom in (0, 3, 6, 9, 12):
        made = [timed(lambda at=at, zoom=zoom: tile(columns, grid, zoom, *at)) for at in tiles_at(columns, grid, zoom)]
        took = sorted(milliseconds for _, milliseconds in made)
        largest = max(len(body) for body, _ in made) / 1000
        print(f"tile z{zoom:<2} of {len(made):3}: median {took[len(took) // 2]:6.2f} ms, most {took[-1]:6.2f} ms, at most {largest:.1f} kB")


def main():
    """Fill, ask, print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--incidents", type=int, default=100_000)
    asked.add_argument("--times", type=int, default=1, help="tiles also of the incidents so many times")
    asked.add_argument("--url")
    options = asked.parse_args()
    store = open_store(options.url or store_url(Path(tempfile.mkdtemp(prefix="dateline-bench-"))))
    if store.summary().incidents < options.incidents:
        for batch in reports(options.incidents):
            store.add_many(batch, merge=False)
    before = memory()
    snapshots = Snapshots(store)
    snapshot, took = timed(snapshots.latest)
    count = len(snapshot.columns)
    print(f"{count:,} incidents: snapshot made in {took:,.0f} ms, +{memory() - before:.0f} MB")
    pieces, took = timed(lambda: list(columnar(snapshot.columns, sequence=1)))
    print(f"written in {took:.0f} ms, {sum(map(len, pieces)) / count:.1f} bytes an incident")
    for name in ENCODINGS:
        body, took = timed(lambda name=name: compressed(pieces, name))
        print(f"{name:6} {len(body) / count:.2f} bytes an incident, in {took:.0f} ms")
    head = sum(len(feature) for feature in store.features(Query(limit=10_000)).items) / min(count, 10_000)
    print(f"as GeoJSON {head:.0f} bytes an incident")
    one = store.incidents(Query(limit=1)).items[0]
    store.correct(one.id, Correction(status=Status.DENIED if one.status is Status.ALLEGED else Status.ALLEGED), who="bench", reason="bench")
    snapshot, took = timed(snapshots.latest)
    print(f"brought up to date after one change in {took:.0f} ms")
    for name, query in {
        "a year": Query(start=date(2020, 1, 1), end=date(2020, 12, 31)),
        "a common word": Query(text="jets"),
        "a source": Query(sources=frozenset({"Source 7"})),
    }.items():
        rows, took = timed(lambda query=query: snapshots.picked(snapshot, query))
        _, again = timed(lambda query=query: snapshots.picked(snapshot, query))
        print(f"picked {name:15} {len(rows):9,} in {took:7.1f} ms, again in {again:.2f} ms")
    print(f"counting to a million: {timed(counted)[1]:.0f} ms")
    print_tiles(snapshot.columns, snapshot.grid)
    if options.times > 1:
        columns, took = timed(lambda: gathered_stored(multiplied(store, options.times)))
        grid, more = timed(lambda: Grid.of(columns))
        print(f"{len(columns):,} incidents: columns gathered in {took:,.0f} ms, sorted by place in {more:,.0f} ms")
        print_tiles(columns, grid)
    store.close()


if __name__ == "__main__":
    main()
