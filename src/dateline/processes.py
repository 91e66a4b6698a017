"""Reports read by several processes at once, in the order in which they were handed in."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import TracebackType

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Pipeline, ReadHere, Told
from dateline.reading.report import Report


class ReadingProcesses:
    """Reads in `count` processes of its own, until the block ends; the compiled gazetteer in `folder` is mapped by all of them.

    A report that ends the process that reads it is told as unreadable, and others read on.
    """

    def __init__(self, folder: Path, count: int) -> None:
        self._folder = folder
        self._count = count
        self._pool = self._opened()

    @property
    def ahead(self) -> int:
        """Two batches for each process: one that it reads, one that waits."""
        return 2 * self._count

    def submit(self, reports: Sequence[Report]) -> Callable[[], Sequence[Told]]:
        """See `Readers.submit`."""
        if not reports:
            return lambda: ()
        future = self._handed_in(reports)
        return lambda: self._answer(future, reports)

    def __enter__(self) -> "ReadingProcesses":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._pool.shutdown(wait=error is None, cancel_futures=True)

    def _opened(self) -> ProcessPoolExecutor:
        # A new interpreter, not a copy of this one: what threads of this process hold would stay held in a copy for ever.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(self._count, context, _open, (str(self._folder),))

    def _handed_in(self, reports: Sequence[Report]) -> "Future[list[Told]]":
        try:
            return self._pool.submit(_read, reports)
        except BrokenProcessPool:
            self._pool = self._opened()
            return self._pool.submit(_read, reports)

    def _answer(self, future: "Future[list[Told]]", reports: Sequence[Report]) -> Sequence[Told]:
        """Where a process was lost, its batch is read again, one report after another, to find the one that did it."""
        try:
            return future.result()
        except BrokenProcessPool:
            return [self._alone(report) for report in reports]

    def _alone(self, report: Report) -> Told:
        try:
            return self._handed_in([report]).result()[0]
        except BrokenProcessPool:
            return "reading it ended the process that read it"


_here: ReadHere | None = None


def belong_to_parent() -> None:
    """End this process with the one that started it, however that ends, and only then."""
    # The process that asked is interrupted, and ends these.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # One that is killed ends nobody; its workers would wait for work for ever.
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _open(folder: str) -> None:
    global _here  # one pipeline for each process, opened once
    belong_to_parent()
    _here = ReadHere(Pipeline(Gazetteer.open(Path(folder))))


def _read(reports: Sequence[Report]) -> list[Told]:
    assert _here is not None
    return list(_here.submit(reports)())
