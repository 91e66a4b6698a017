"""One task: read a part's reports and keep what they tell."""

import functools
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import __version__
from dateline.bulk.part_reading import reports_of
from dateline.bulk.parts import Part
from dateline.bulk.places import Folder, written_whole
from dateline.bulk.tables import events_table, reports_table, write_table
from dateline.errors import UnreadableReport
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.merging.incident import Account
from dateline.pipeline import Pipeline
from dateline.publishing.encoding import printable
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.report import Report

READ, REPORTS, PARTS = "_read", "reports", "_parts"
"""Folders of the output: events as they were read, the reports that tell them, and a note for every part that is done."""


@dataclass(frozen=True, slots=True)
class Setup:
    """What every task needs besides its part; small enough to be sent along."""

    out: Folder
    gazetteer: str
    """Folder of the compiled gazetteer, as the workers see it."""
    defaults: ReadDefaults = field(default_factory=ReadDefaults)
    limits: ReadLimits = field(default_factory=ReadLimits)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of a part; its note in the output says the same, so that a later run need not read it again."""

    part: str
    reports: int
    events: int
    unreadable: tuple[tuple[str, str], ...]
    """Origin and cause of each report that was kept aside."""
    cpu_seconds: float
    months: tuple[tuple[str, int], ...]
    """In which its events stand, and how many in each."""
    reach: tuple[int, int] | None
    """The first and last day, as ordinals, that its events can meet others on."""
    version: str = __version__

    @classmethod
    def of(cls, note: dict[str, Any]) -> "Done":
        """What a note says."""
        reach = note["reach"]
        return cls(
            note["part"],
            note["reports"],
            note["events"],
            tuple((origin, cause) for origin, cause in note["unreadable"]),
            note["cpu_seconds"],
            tuple((month, count) for month, count in note["months"]),
            (reach[0], reach[1]) if reach else None,
            note["version"],
        )

    @property
    def file(self) -> str:
        """Its events' file within the output."""
        return f"{READ}/{self.part}.parquet"

    def note(self) -> dict[str, Any]:
        """What `of` reads."""
        return {
            "part": self.part,
            "reports": self.reports,
            "events": self.events,
            "unreadable": [list(pair) for pair in self.unreadable],
            "cpu_seconds": round(self.cpu_seconds, 3),
            "months": [list(pair) for pair in self.months],
            "reach": list(self.reach) if self.reach else None,
            "version": self.version,
        }


def extract_part(part: Part, setup: Setup) -> Done:
    """Read a part and write what it tells; files appear whole, the note last, so that a part is either done or not begun.

    A report that breaks a stage is kept aside with its cause. Raises `OSError` when a file cannot be read or written.
    """
    pipeline = _pipeline(setup.gazetteer)
    started = time.thread_time()
    count = 0
    unreadable: list[tuple[str, str]] = []
    accounts: list[Account] = []
    telling: list[Report] = []
    for answer in reports_of(part, setup.defaults, setup.limits):
        count += 1
        if isinstance(answer, UnreadableReport):
            unreadable.append((printable(answer.origin), printable(answer.cause)))
            continue
        try:
            told = [Account(event, answer) for event in pipeline.read(answer).events]
        except Exception as error:  # noqa: BLE001  # one report that breaks a stage must not stop the archive; the cause is kept
            unreadable.append((printable(answer.url or answer.name), printable(f"{type(error).__name__}: {error}")))
            continue
        if told:
            accounts += told
            telling.append(answer)
    events = events_table(accounts)
    done = Done(
        part.id,
        count,
        len(accounts),
        tuple(unreadable),
        time.thread_time() - started,
        tuple(sorted(Counter(events["month"].to_pylist()).items())),
        _span(events),
    )
    for name, table in ((READ, events), (REPORTS, reports_table(telling))):
        with written_whole((setup.out / name).file(f"{part.id}.parquet")) as stream:
            write_table(table, stream)
    (setup.out / PARTS).write_json(f"{part.id}.json", done.note())
    return done


def _span(events: Any) -> tuple[int, int] | None:
    first = [day for day in events["reach_from"].to_pylist() if day is not None]
    last = [day for day in events["reach_to"].to_pylist() if day is not None]
    return (min(first), max(last)) if first else None


_opening = threading.Lock()


def _pipeline(gazetteer: str) -> Pipeline:
    with _opening:
        return _opened(gazetteer)


@functools.cache
def _opened(gazetteer: str) -> Pipeline:
    """Once in a worker: the index is mapped into memory and shared by the workers of a machine."""
    return Pipeline(Gazetteer.open(Path(gazetteer)))
