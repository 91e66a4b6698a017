"""Reports to incidents: the whole story on one page.

report  →  toponyms  →  resolutions  →  events  →  incidents
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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


def ingest(pipeline: Pipeline, store: Store, sources: Iterable[Report | UnreadableReport]) -> Iterator[Ingested]:
    """Read reports into the store one after another, safe to repeat and to interrupt.

    One that cannot be read is put into the store's quarantine with its cause, and the rest goes on.
    """
    for source in sources:
        if isinstance(source, UnreadableReport):
            store.quarantine(source.origin, source.cause)
            yield Ingested(source.origin, None, cause=source.cause)
            continue
        origin = source.url or source.name
        if store.has_report(source.id):
            yield Ingested(origin, Added.KNOWN)
            continue
        try:
            events = pipeline.read(source).events
        except Exception as error:  # noqa: BLE001  # one report that breaks a stage must not stop the batch; the cause is kept
            cause = f"{type(error).__name__}: {error}"
            store.quarantine(origin, cause)
            yield Ingested(origin, None, cause=cause)
            continue
        yield Ingested(origin, store.add(source, events), events=len(events))
