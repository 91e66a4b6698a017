"""`dateline ingest`: reports into the store."""

import gc
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from dateline.cli.console import notes, one_line, plural, say
from dateline.cli.inputs import Language, Published, Source, Sources, defaults_of, limits_of, required
from dateline.cli.ready import open_pipeline, opened_store, settings_of
from dateline.errors import BadInput

if TYPE_CHECKING:
    from dateline.pipeline import Ingested, Pipeline, Readers
    from dateline.reading.limits import ReadDefaults, ReadLimits
    from dateline.settings import Settings
    from dateline.storage.store import Store
    from dateline.table_loading import Coders

_CAUSES_SHOWN = 20
_MANY = 1_000
"""Reports."""
_BYTES_PER_REPORT = 3_000
_MOST_WORKERS = 8
_MOST_CODERS = 3
"""Writing is one process's work, and two keep it busy."""
_MANY_ROWS_BYTES = 3_000_000
_BULK = "dateline-bulk.json"
"""In a folder that `dateline bulk` made."""


def ingest(
    ctx: typer.Context,
    sources: Sources = None,
    examples: Annotated[bool, typer.Option("--examples", help="Read the example reports that come with Dateline.")] = False,
    published: Published = None,
    source: Source = None,
    language: Language = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, help="Processes that read; one for each core where there is much to read, else this one."),
    ] = None,
) -> None:
    """Read reports into the store and merge what they tell into incidents.

    Safe to repeat: a report that is there already changes nothing. Safe to interrupt: what was stored stays, and the same command goes on
    from there. What cannot be read is kept aside with its cause, and the rest goes on.

    [bold]Examples[/bold]

      dateline ingest --examples

      dateline ingest news/ reports.jsonl --published 2020-07-24

      dateline ingest https://www.example.org/feed.xml

      dateline ingest GEDEvent_v24_1.csv

      dateline ingest incidents/          what dateline bulk wrote

    An event table in the layout of UCDP GED, ACLED or GTD is told by its columns. Its rows become incidents as they are coded, without
    reading their words, each for itself.

    Ends with status 0 when anything could be read, 1 when nothing could, 130 when interrupted.
    """
    from dateline.storage.store import Added

    wanted = required(sources) if not examples else sources or []
    settings = settings_of(ctx)
    defaults, limits = defaults_of(published, source, language), limits_of(settings)
    pipeline = open_pipeline(settings)
    # Nothing here makes cycles worth looking for every few hundred objects; looking takes a tenth of the time.
    gc.set_threshold(100_000, 20, 50)
    count, interrupted = _Count(), False
    expected = _expected(wanted, examples)
    count_of = workers or _workers_for(wanted, expected), workers or _coders_for(wanted)
    with (
        opened_store(settings) as store,
        _readers(pipeline, settings, count_of[0]) as readers,
        _coders(pipeline, settings, count_of[1]) as coders,
    ):
        try:
            with _shown_progress(expected) as bar:
                for done in ingested(readers, coders, store, wanted, examples, defaults, limits):
                    count.add(done, new=done.outcome is Added.NEW)
                    bar.step(count)
        except KeyboardInterrupt:
            interrupted = True
        summary = store.summary()
    _print_summary(count)
    say(f"The store holds {plural(summary.reports, 'report')} and {plural(summary.incidents, 'incident')}.")
    if interrupted:
        say("Interrupted; what was stored stays. Run the same command again to go on.")
        raise typer.Exit(130)
    if count.unreadable and not count.new and not count.known:
        raise typer.Exit(1)


@contextmanager
def _readers(pipeline: "Pipeline", settings: "Settings", count: int) -> "Iterator[Readers]":
    from dateline.pipeline import ReadHere
    from dateline.processes import ReadingProcesses

    if count == 1:
        yield ReadHere(pipeline)
        return
    with ReadingProcesses(settings.gazetteer_dir, count) as processes:
        yield processes


def _workers_for(wanted: list[str], expected: int | None) -> int:
    """Further processes take a second to start and a hundred megabytes each: only much to read is worth them."""
    tables = [source for source in wanted if Path(source).is_file() and is_event_table(Path(source))]
    if expected is None or tables:
        sizes = (Path(source).stat().st_size for source in wanted if Path(source).is_file() and source not in tables)
        expected = sum(sizes) // _BYTES_PER_REPORT
    return min(os.cpu_count() or 1, _MOST_WORKERS) if expected >= _MANY else 1


@contextmanager
def _coders(pipeline: "Pipeline", settings: "Settings", count: int) -> "Iterator[Coders]":
    from dateline.coding import Coder
    from dateline.table_loading import CodeHere, CodingProcesses

    coder = Coder(pipeline.gazetteer, pipeline.actors)
    if count == 1:
        yield CodeHere(coder)
        return
    # This process writes meanwhile, which takes about as long as coding.
    with CodingProcesses(settings.gazetteer_dir, coder, count - 1) as processes:
        yield processes


def _coders_for(wanted: list[str]) -> int:
    """Another process codes while this one writes, where there are enough rows to be worth its start."""
    sizes = [Path(source).stat().st_size for source in wanted if Path(source).is_file() and is_event_table(Path(source))]
    return min(os.cpu_count() or 1, _MOST_CODERS) if sum(sizes) >= _MANY_ROWS_BYTES else 1


def is_event_table(path: Path) -> bool:
    """Whether a file's rows are incidents that people coded, which need no reading."""
    from dateline.reading.event_tables import event_table_in

    return event_table_in(path) is not None


def ingested(
    readers: "Readers",
    coders: "Coders",
    store: "Store",
    wanted: list[str],
    examples: bool,
    defaults: "ReadDefaults",
    limits: "ReadLimits",
) -> "Iterator[Ingested]":
    """What came of everything that was named, in order: event tables are loaded as they are coded, everything else is read."""
    from dateline.examples import load
    from dateline.pipeline import ingest as read_into
    from dateline.reading.event_tables import row_blocks
    from dateline.reading.read import files_in, read_sources
    from dateline.table_loading import BATCH, ingest_table

    if examples:
        yield from read_into(readers, store, load())
    for source in wanted:
        is_file = source != "-" and "://" not in source
        if is_file and (Path(source) / _BULK).is_file():
            yield from _loaded(store, source)
            continue
        for part in files_in(Path(source)) if is_file and Path(source).is_dir() else (source,):
            if is_file and is_event_table(Path(part)):
                yield from ingest_table(coders, store, row_blocks(Path(part), limits=limits, size=BATCH))
            else:
                yield from read_into(readers, store, read_sources([part], defaults=defaults, limits=limits))


def _loaded(store: "Store", folder: str) -> "Iterator[Ingested]":
    try:
        from dateline.bulk.loading import load_into
        from dateline.bulk.places import Folder
    except ImportError as error:
        raise BadInput(f"{folder} was made by dateline bulk; reading it needs pip install 'dateline[bulk]' ({error})") from error
    yield from load_into(store, Folder.of(folder))


@dataclass(slots=True)
class _Count:
    """What came of the reports so far."""

    new: int = 0
    known: int = 0
    unreadable: int = 0
    events: int = 0
    without_events: int = 0
    causes: Counter[str] = field(default_factory=Counter)
    started: float = field(default_factory=time.monotonic)

    @property
    def all(self) -> int:
        return self.new + self.known + self.unreadable

    @property
    def rate(self) -> float:
        """Reports a second."""
        return self.all / max(1e-6, time.monotonic() - self.started)

    def add(self, done: "Ingested", *, new: bool) -> None:
        if done.outcome is None:
            self.unreadable += 1
            if len(self.causes) <= _CAUSES_SHOWN:
                self.causes[f"{one_line(done.origin, 80)}: {one_line(done.cause or 'unknown', 200)}"] += 1
        elif new:
            self.new += 1
            self.events += done.events
            self.without_events += not done.events
        else:
            self.known += 1


def _print_summary(count: _Count) -> None:
    """Counts and causes, on standard error."""
    for cause in list(count.causes)[:_CAUSES_SHOWN]:
        say(f"dateline: {cause}")
    if count.unreadable > min(len(count.causes), _CAUSES_SHOWN):
        say(f"dateline: … and {count.unreadable - min(len(count.causes), _CAUSES_SHOWN):,} more")
    say(f"{plural(count.all, 'report')}, {count.rate:,.0f} a second:")
    telling = f" that tell {plural(count.events, 'event')}" if count.new else ""
    silent = f"; {count.without_events:,} of them tell no event" if count.without_events else ""
    say(f"  new         {count.new:>8,}{telling}{silent}")
    say(f"  known       {count.known:>8,}")
    say(f"  unreadable  {count.unreadable:>8,}{' (kept aside with their causes)' if count.unreadable else ''}")


class _Bar(Protocol):
    def step(self, count: _Count) -> None: ...


class _Quiet:
    def step(self, count: _Count) -> None:
        """Nobody looks on."""


@contextmanager
def _shown_progress(expected: int | None) -> Iterator[_Bar]:
    if not sys.stderr.isatty():
        yield _Quiet()
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("Reading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=notes()) as progress:
        task = progress.add_task("", total=expected)

        class Shown:
            def step(self, count: _Count) -> None:
                description = f"{count.new:,} new, {count.known:,} known, {count.unreadable:,} unreadable, {count.rate:,.0f} a second"
                progress.update(task, completed=count.all, description=description)

        yield Shown()


def _expected(sources: Iterable[str], examples: bool) -> int | None:
    """How many reports to expect; None where that cannot be told without reading them."""
    from dateline.examples import load

    total = len(load()) if examples else 0
    for source in sources:
        path = Path(source)
        if source == "-" or "://" in source or not path.exists():
            return None
        files = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
        for file in files:
            count = _count_in(file)
            if count is None:
                return None
            total += count
    return total


def _count_in(file: Path) -> int | None:
    """How many reports a file holds, about; None where that cannot be told by its lines."""
    match file.suffix.lower():
        case ".jsonl" | ".ndjson":
            return _line_count(file)
        case ".csv" | ".tsv":
            # Below the names of the columns; a text with line breaks counts several times, and the bar ends early.
            return max(0, _line_count(file) - 1)
        case ".parquet":
            return _row_count(file)
        case ".json" | ".xml" | ".mbox" | ".warc" | ".gz" | ".epub" | ".xlsx" | "":
            return None
    return 1


def _row_count(file: Path) -> int | None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(file).num_rows)
    except (OSError, pa.ArrowInvalid):
        return None


def _line_count(file: Path) -> int:
    try:
        with file.open("rb") as stream:
            return sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    except OSError:
        return 1
