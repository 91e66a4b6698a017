"""What an archive costs: the cluster's own share, what a second worker brings, and CPU and memory for a thousand reports.

    python -m tests.benchmarks.bulk [REPORTS.jsonl] [COUNT]

Without a file the example reports are read, over and over with another number at their end.
"""

import json
import os
import sys
import tempfile
import time
from collections import deque
from functools import partial
from itertools import cycle, islice
from pathlib import Path

import cloudpickle
import psutil

from dateline.bulk.cluster import cluster, run
from dateline.bulk.extracting import Done, Setup
from dateline.bulk.parts import Part, cut, files_of
from dateline.bulk.places import Folder
from dateline.bulk.run import run_bulk
from dateline.bulk.tasks import run_here
from dateline.gazetteer.compile import build, is_current
from dateline.settings import Settings

cloudpickle.register_pickle_by_value(sys.modules[__name__])


def nothing(part: Part, setup: Setup) -> Done:
    """A task that takes no time."""
    return Done(part.id, part.reports, 0, (), 0.0, (), None)


def archive(file: Path | None, count: int, folder: Path) -> Path:
    """A file of `count` reports, no two alike."""
    source = file or Path(__file__).parents[2] / "src/dateline/examples/reports.jsonl"
    rows = [json.loads(line) for line in source.read_text("utf-8").split("\n") if line.strip()]
    with (folder / "in.jsonl").open("w") as stream:
        for number, row in enumerate(islice(cycle(rows), count)):
            stream.write(json.dumps({**row, "id": f"{number}", "text": f"{row['text']} ({number})"}) + "\n")
    return folder / "in.jsonl"


def timed(parts: list[Part], workers: int, setup: Setup) -> tuple[float, float, float]:
    """Seconds, CPU-seconds a thousand reports, and the resident megabytes of the largest worker; the workers are warm."""
    with cluster(None, workers, "4GB") as client:
        warm = Setup(Folder.of(setup.out.address + ".warm"), setup.gazetteer)
        run_bulk(partial(run, client), parts[:workers], warm)
        started = time.perf_counter()
        result = run_bulk(partial(run, client), parts, setup)
        seconds = time.perf_counter() - started
        sizes = client.run(lambda: psutil.Process().memory_info().rss / 1e6)
    return seconds, 1000 * result.cpu_seconds / result.reports, max(sizes.values())


def main(file: str | None = None, count: str = "4000") -> None:
    """Print the figures."""
    index = Settings().gazetteer_dir
    if not is_current(index):
        build(index)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        files = files_of([str(archive(Path(file) if file else None, int(count), folder))])
        parts = list(cut(files, 500))
        empty = [Part(part.slices, 500, first=number) for number, part in enumerate(parts * 200)][: 200 * len(parts)]
        with cluster(None, 2, "4GB") as client:
            list(run(client, nothing, deque(empty[:20]), Setup(Folder.of(scratch), "")))
            started = time.perf_counter()
            done = list(run(client, nothing, deque(empty), Setup(Folder.of(scratch), "")))
            overhead = (time.perf_counter() - started) / sum(outcome.answer.reports for outcome in done if outcome.answer)
        print(f"{len(empty):,} empty tasks of 500 reports: {1e6 * overhead:.1f} µs a report")

        started = time.perf_counter()
        here = run_bulk(run_here, parts, Setup(Folder.of(str(folder / "here")), str(index)))
        alone = time.perf_counter() - started
        print(f"in this process, no cluster: {here.reports:,} reports in {alone:.1f} s")
        seconds = {}
        for workers in (1, 2):
            seconds[workers], cpu, size = timed(parts, workers, Setup(Folder.of(str(folder / f"out{workers}")), str(index)))
            print(
                f"{workers} worker{'s' if workers > 1 else ''}: {seconds[workers]:.1f} s, {cpu:.2f} CPU-seconds for 1,000 reports, "
                f"{size:.0f} MB the largest worker"
            )
        print(f"two workers are {seconds[1] / seconds[2]:.2f} times one (load average {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores)")


if __name__ == "__main__":
    main(*sys.argv[1:3])
