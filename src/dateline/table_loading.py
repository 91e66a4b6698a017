"""Event tables into the store: rows are coded and made ready here or in other processes, and written by this one."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Protocol

from dateline.coding import Coder, Item
from dateline.errors import UnreadableReport
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Ingested
from dateline.processes import belong_to_parent
from dateline.reading.event_tables import RowBlock
from dateline.storage.preparing import PreparedReports, prepare
from dateline.storage.rows import now
from dateline.storage.store import Added, Store

BATCH = 5_000
"""Rows stored in one transaction."""


class Coded(NamedTuple):
    """What became of a block of rows."""

    faults: tuple[tuple[str, str], ...]
    """Where a row that cannot be used stands, and why it cannot."""
    names: tuple[str, ...]
    """What the rows' incidents are called, as `prepared` has them."""
    prepared: PreparedReports


class Coders(Protocol):
    """Whoever codes rows: this process, or another beside it."""

    @property
    def ahead(self) -> int:
        """How many blocks are worth handing in before the first is asked for."""

    def submit(self, block: RowBlock) -> Callable[[], Coded]:
        """Hand in a block; what is given back waits for what became of it."""


class CodeHere:
    """Codes in this process, when asked for."""

    ahead = 0

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def submit(self, block: RowBlock) -> Callable[[], Coded]:
        """See `Coders.submit`."""
        return lambda: coded(self._coder, block)


class CodingProcesses:
    """Codes in `count` processes of its own, until the block ends; the compiled gazetteer in `folder` is mapped by all of them."""

    def __init__(self, folder: Path, coder: Coder, count: int) -> None:
        self._folder = folder
        self._here = coder
        self._count = count
        self._pool = self._opened()

    @property
    def ahead(self) -> int:
        """One block that each process works on, and one that waits."""
        return self._count + 1

    def submit(self, block: RowBlock) -> Callable[[], Coded]:
        """See `Coders.submit`; what a process that was lost had in hand is coded in this one."""
        try:
            future = self._pool.submit(_code, block)
        except BrokenProcessPool:
            self._pool = self._opened()
            future = self._pool.submit(_code, block)
        return lambda: self._answer(future, block)

    def __enter__(self) -> "CodingProcesses":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=error is None, cancel_futures=True)

    def _opened(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(self._count, multiprocessing.get_context("spawn"), _open, (str(self._folder),))

    def _answer(self, future: Future[Coded], block: RowBlock) -> Coded:
        try:
            return future.result()
        except BrokenProcessPool:
            return coded(self._here, block)


def coded(coder: Coder, block: RowBlock) -> Coded:
    """Code the rows of a block and make them ready to be written."""
    items: list[Item] = []
    faults: list[tuple[str, str]] = []
    for row in block.coded():
        if isinstance(row, UnreadableReport):
            faults.append((row.origin, row.cause))
            continue
        try:
            items.append(coder.code(row))
        except ValueError as error:
            faults.append((f"{row.table.label} {row.id}", str(error)))
    return Coded(tuple(faults), tuple(report.name for report, _ in items), prepare(items, now()))


def ingest_table(coders: Coders, store: Store, blocks: Iterable[RowBlock]) -> Iterator[Ingested]:
    """Load an event table into the store, safe to repeat and to interrupt; its rows stand beside each other and are not merged.

    A row that cannot be used is put into the store's quarantine with its cause, and the rest goes on.
    """
    waiting: deque[Callable[[], Coded]] = deque()
    for block in blocks:
        waiting.append(coders.submit(block))
        while len(waiting) > coders.ahead:
            yield from _stored(store, waiting.popleft()())
    while waiting:
        yield from _stored(store, waiting.popleft()())


def _stored(store: Store, done: Coded) -> Iterator[Ingested]:
    for origin, cause in done.faults:
        store.quarantine(origin, cause)
        yield Ingested(origin, None, cause=cause)
    outcomes = store.add_prepared(done.prepared)
    for name, item, outcome in zip(done.names, done.prepared.items, outcomes, strict=True):
        yield Ingested(name, outcome, events=len(item.events) if outcome is Added.NEW else 0)


_coder: Coder | None = None


def _open(folder: str) -> None:
    global _coder  # one for each process, opened once
    belong_to_parent()
    _coder = Coder(Gazetteer.open(Path(folder)))


def _code(block: RowBlock) -> Coded:
    assert _coder is not None
    return coded(_coder, block)
