"""Reports to incidents: the whole story on one page.

report  →  toponyms  →  resolutions  →  events  →  incidents
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from dateline.errors import UnreadableReport
from dateline.extraction.event import Event
from dateline.extraction.extractor import Extractor
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.merging.across import merge
from dateline.merging.incident import Account, Incident
from dateline.merging.within import fold
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.recognizer import Recognizer
from dateline.resolution.resolution import Resolution
from dateline.resolution.resolver import Resolver
from dateline.storage.store import Added, Store


@dataclass(frozen=True, slots=True)
class Reading:
    """What was understood of one report."""

    report: Report
    resolutions: tuple[Resolution, ...]
    """Every toponym with the places it may mean, in the order of the text."""
    events: tuple[Event, ...]
    """One for each occurrence that the report tells."""


@dataclass(frozen=True, slots=True)
class Ingested:
    """What came of one report, row or file that was to be stored."""

    origin: str
    outcome: Added | None
    """None when it could not be read; it is then in the store's quarantine."""
    events: int = 0
    cause: str | None = None
    """Why it could not be read."""


class Pipeline:
    """Reads reports with one gazetteer and one actor table; keeps no state between reports and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorTable | None = None) -> None:
        self.gazetteer = gazetteer
        self.actors = actors or ActorTable.default()
        self._recognizer = Recognizer(gazetteer, self.actors)
        self._resolver = Resolver(gazetteer)
        self._extractor = Extractor(gazetteer, self.actors)

    def geoparse(self, report: Report) -> tuple[Resolution, ...]:
        """Which words name a place, and which place each means."""
        toponyms = self._recognizer.recognize(report)
        return self._resolver.resolve(report, toponyms)

    def read(self, report: Report) -> Reading:
        """The toponyms of a report and the events it tells, each told once."""
        resolutions = self.geoparse(report)
        mentions = self._extractor.extract(report, resolutions)
        return Reading(report, resolutions, fold(report, mentions))

    def incidents(self, reports: Iterable[Report]) -> tuple[Incident, ...]:
        """The incidents that these reports tell together; nothing is stored, and the order of the reports does not matter."""
        accounts = [Account(event, report) for report in reports for event in self.read(report).events]
        return merge(accounts).incidents


Told = tuple[Event, ...] | str
"""The events of a report, or why it could not be read."""


class Readers(Protocol):
    """Whoever reads reports: this process, or several others at once."""

    @property
    def ahead(self) -> int:
        """How many batches are worth handing in before the first is asked for."""

    def submit(self, reports: Sequence[Report]) -> Callable[[], Sequence[Told]]:
        """Hand in some reports; what is given back waits for what they tell, one answer a report, in order."""


class ReadHere:
    """Reads in this process, at once."""

    ahead = 0

    def __init__(self, pipeline: Pipeline) -> None:
        self._pipeline = pipeline

    def submit(self, reports: Sequence[Report]) -> Callable[[], Sequence[Told]]:
        """See `Readers.submit`."""
        told = [self._told(report) for report in reports]
        return lambda: told

    def _told(self, report: Report) -> Told:
        try:
            return self._pipeline.read(report).events
        except Exception as error:  # noqa: BLE001  # one report that breaks a stage must not stop the batch; the cause is kept
            return f"{type(error).__name__}: {error}"


def ingest(readers: Readers, store: Store, sources: Iterable[Report | UnreadableReport]) -> Iterator[Ingested]:
    """Read reports into the store some at a time, safe to repeat and to interrupt: what is told to be stored survives a kill.

    One that cannot be read is put into the store's quarantine with its cause, and the rest goes on.
    """
    waiting: deque[tuple[list[Report | UnreadableReport], list[Report], Callable[[], Sequence[Told]]]] = deque()
    for batch in _batches(sources):
        known = store.reports_among([source.id for source in batch if isinstance(source, Report)])
        fresh = [source for source in batch if isinstance(source, Report) and source.id not in known]
        waiting.append((batch, fresh, readers.submit(fresh)))
        while len(waiting) > readers.ahead:
            yield from _stored(store, *waiting.popleft())
    while waiting:
        yield from _stored(store, *waiting.popleft())


_MOST = 50
_SLOW_SECONDS = 0.2


def _batches(sources: Iterable[Report | UnreadableReport]) -> Iterator[list[Report | UnreadableReport]]:
    """Batches that grow while sources come fast and shrink when they are waited for, so that what comes slowly is stored as it comes."""
    batch: list[Report | UnreadableReport] = []
    size, waited = 1, 0.0
    asked = time.monotonic()
    for source in sources:
        waited += time.monotonic() - asked
        batch.append(source)
        if len(batch) >= size:
            yield batch
            size = max(1, size // 2) if waited > _SLOW_SECONDS else min(_MOST, 2 * size)
            batch, waited = [], 0.0
        asked = time.monotonic()
    if batch:
        yield batch


def _stored(
    store: Store, batch: Sequence[Report | UnreadableReport], fresh: Sequence[Report], told: Callable[[], Sequence[Told]]
) -> Iterator[Ingested]:
    by_id = dict(zip((report.id for report in fresh), told(), strict=True))
    items = [(report, events) for report in fresh if isinstance(events := by_id[report.id], tuple)]
    # One that is twice in a batch is new the first time and known the second.
    outcomes = iter(store.add_many(items))
    for source in batch:
        if isinstance(source, UnreadableReport):
            store.quarantine(source.origin, source.cause)
            yield Ingested(source.origin, None, cause=source.cause)
            continue
        origin = source.url or source.name
        answer = by_id.get(source.id)
        if answer is None:
            yield Ingested(origin, Added.KNOWN)
        elif isinstance(answer, str):
            store.quarantine(origin, answer)
            yield Ingested(origin, None, cause=answer)
        else:
            outcome = next(outcomes)
            yield Ingested(origin, outcome, events=len(answer) if outcome is Added.NEW else 0)
