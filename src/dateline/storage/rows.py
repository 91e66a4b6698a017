"""Rows of the store as values, and values as rows."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Row, select

from dateline.chronology import DateSpan
from dateline.extraction.codebook import Status
from dateline.extraction.event import Event
from dateline.gazetteer.place import Place
from dateline.merging.clustering import Judged
from dateline.merging.copies import Sketch, sketch_of
from dateline.merging.incident import Incident
from dateline.merging.judgement import Judgement
from dateline.merging.judging import judge
from dateline.merging.telling import Telling, fingerprint, publisher
from dateline.publishing.features import incident_text
from dateline.reading.report import Report
from dateline.storage.codec import (
    dump,
    event_document,
    event_of,
    incident_document,
    incident_of,
    load,
    place_digest,
    place_digest_in,
    place_of,
)
from dateline.storage.tables import MAX_COUNT, UNDATED, places, reports

REPORT_COLUMNS = ("id", "text", "title", "url", "source", "language", "published_day", "retrieved", "external_id")

Values = dict[str, Any]
"""A row to be written, by column."""


def now() -> datetime:
    """The present moment, aware, UTC."""
    return datetime.now(UTC)


@lru_cache(maxsize=64)
def moment(at: datetime) -> str:
    """A moment as text that sorts by time."""
    return at.isoformat(timespec="microseconds")


def ordinal(day: date | None) -> int:
    """A day as it is stored."""
    return UNDATED if day is None else day.toordinal()


def day_of(stored: int) -> date | None:
    """The day that is stored so."""
    return None if stored >= UNDATED else date.fromordinal(stored)


def report_values(report: Report, at: datetime, *, sketched: bool = True) -> Values:
    """A report's row, without its number; a report whose events are never merged need not be `sketched`."""
    return {
        "id": report.id,
        "text": report.text,
        "title": report.title,
        "url": report.url,
        "source": report.source,
        "language": report.language,
        "published_day": ordinal(report.published),
        "retrieved": report.retrieved.isoformat() if report.retrieved else None,
        "external_id": report.external_id,
        "publisher": publisher(report.source, report.url),
        "fingerprint": fingerprint(report.text),
        "sketch": sketch_of(report.text).written() if sketched else None,
        "added": moment(at),
    }


def sketch_read(line: str | None) -> Sketch | None:
    """A stored sketch; None for reports stored before sketches were kept."""
    return Sketch.read(line) if line else None


def reports_among(connection: Connection, report_ids: Iterable[str]) -> set[str]:
    """Those of these ids whose reports are stored."""
    wanted = sorted(set(report_ids))
    found: set[str] = set()
    for start in range(0, len(wanted), 500):
        found.update(connection.scalars(select(reports.c.id).where(reports.c.id.in_(wanted[start : start + 500]))))
    return found


def report_of(row: Row[Any]) -> Report:
    """The report of a row that has `REPORT_COLUMNS`."""
    return Report(
        row.id,
        row.text,
        row.title,
        row.url,
        row.source,
        row.language,
        day_of(row.published_day),
        datetime.fromisoformat(row.retrieved) if row.retrieved else None,
        row.external_id,
    )


def event_values(event: Event, published: date | None) -> Values:
    """An event's row, without its number and its report's."""
    first_day, last_day = _timeline(event.when, published or event.said_on if event.status is Status.PLANNED else None)
    return {
        "id": event.id,
        "event_type": str(event.event_type),
        "sub_event_type": str(event.sub_event_type),
        "status": str(event.status),
        "salience": str(event.salience),
        "first_day": first_day,
        "last_day": last_day,
        "span_days": last_day - first_day,
        "lon": event.where.point.lon if event.where else None,
        "lat": event.where.point.lat if event.where else None,
        "document": dump(event_document(event)),
    }


def judgement_values(judgement: Judgement, left: int, right: int) -> Values:
    """A judgement's row; `left` and `right` are the numbers of its events."""
    return {
        "left_number": left,
        "right_number": right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": dump(list(judgement.reasons)),
    }


def incident_values(incident: Incident) -> Values:
    """An incident's row, without its number and what was decided about it; it must have `updated`."""
    assert incident.updated is not None
    first_day, last_day = _timeline(incident.when, incident.timeline_date)
    where, toll = incident.where, incident.toll
    place = where.place if where else None
    return {
        "id": incident.id,
        "event_type": str(incident.event_type),
        "sub_event_type": str(incident.sub_event_type),
        "status": str(incident.status),
        "salience": str(incident.salience),
        "first_day": first_day,
        "last_day": last_day,
        "span_days": last_day - first_day,
        "lon": where.point.lon if where else None,
        "lat": where.point.lat if where else None,
        "updated": moment(incident.updated),
        "revision": incident.revision,
        "place_id": place.id if place else None,
        "place_digest": place_digest(place) if place else None,
        "date_precision": str(incident.when.precision) if incident.when else None,
        "said_on": incident.said_on.toordinal() if incident.said_on else None,
        "first_reported": incident.first_reported.toordinal() if incident.first_reported else None,
        "time_of_day": incident.time_of_day,
        "place_name": place.name if place else None,
        "place_kind": str(place.kind) if place else None,
        "admin1": place.admin1 if place else None,
        "admin2": place.admin2 if place else None,
        "country": place.country if place else None,
        "geo_precision": where.geo_precision if where else None,
        "where_prec": where.where_prec if where else None,
        "uncertainty_km": where.uncertainty_km if where else None,
        "place_confidence": where.confidence if where else None,
        "confidence": incident.confidence,
        "fatalities_low": _bounded(toll.fatalities_low),
        "fatalities_high": _bounded(toll.fatalities_high),
        "fatalities_best": _bounded(toll.fatalities_best),
        "injuries_low": _bounded(toll.injuries_low),
        "injuries_high": _bounded(toll.injuries_high),
        "report_count": incident.report_count,
        "actors": _listed(tuple(actor.name for actor in incident.actors)),
        "sources": _listed(incident.sources),
    }


def incident_texts(incident: Incident) -> Values:
    """An incident whole, as it is read back and as it is published; it must have its number."""
    return {"number": incident.number, "document": dump(incident_document(incident)), "feature": incident_text(incident)}


def incident_named(incident: Incident) -> set[tuple[str, str]]:
    """The names that an incident is found by, each with its kind."""
    named = {("source", source) for source in incident.sources}
    named.update(("actor", actor.name) for actor in incident.actors)
    return named


def _bounded(count: int | None) -> int | None:
    return None if count is None else min(count, MAX_COUNT)


@lru_cache(maxsize=20_000)
def _listed(held: tuple[str, ...]) -> str:
    return dump(held)


def _timeline(when: DateSpan | None, stands_at: date | None) -> tuple[int, int]:
    if when is not None:
        return when.start.toordinal(), when.end.toordinal()
    return ordinal(stands_at), ordinal(stands_at)


class Documents:
    """Reads documents back, with the places that they name; remembers places, tellings and judgements, which follow from the documents."""

    def __init__(self, places_kept: int = 20_000, tellings_kept: int = 20_000, judgements_kept: int = 200_000) -> None:
        self._places: dict[str, Place] = {}
        self._tellings: dict[str, tuple[str, Telling]] = {}
        self._judgements: dict[tuple[str, str], tuple[Telling, Telling, Judgement]] = {}
        self._places_kept = places_kept
        self._tellings_kept = tellings_kept
        self._judgements_kept = judgements_kept

    def incidents(self, connection: Connection, rows: Iterable[Sequence[Any]]) -> list[Incident]:
        """The incidents of rows with their number, None for what is no more, and document."""
        loaded = [(number, load(document)) for number, document in rows]
        found = self._find(connection, [document for _, document in loaded])
        return [incident_of(document, found, number) for number, document in loaded]

    def events(self, connection: Connection, documents: Iterable[str]) -> list[Event]:
        """The events of these documents."""
        loaded = [load(document) for document in documents]
        found = self._find(connection, loaded)
        return [event_of(document, found) for document in loaded]

    def tellings(self, connection: Connection, rows: Sequence[Any]) -> list[Telling]:
        """The tellings of rows with an event's id and document and its report's publisher, published_day, fingerprint and sketch."""
        kept = self._tellings
        if len(kept) > self._tellings_kept:
            kept = self._tellings = {}
        # An event that was read anew has another document.
        missing = [row for row in rows if row.id not in kept or kept[row.id][0] != row.document]
        for row, event in zip(missing, self.events(connection, (row.document for row in missing)), strict=True):
            kept[row.id] = row.document, Telling(event, row.publisher, day_of(row.published_day), row.fingerprint, sketch_read(row.sketch))
        return [kept[row.id][1] for row in rows]

    def judged(self, tellings: Iterable[Telling], judgements: Iterable[Judgement]) -> Judged:
        """Judgements among the tellings; those made for an earlier grouping are not made again."""
        if len(self._judgements) > self._judgements_kept:
            self._judgements = {}
        return _RememberedJudged(tellings, judgements, self._judgements)

    def _find(self, connection: Connection, documents: Iterable[Any]) -> dict[str, Place]:
        """Places by digest. Content-addressed, so what is remembered holds whatever another process writes or rolls back."""
        digests = {digest for document in documents if (digest := place_digest_in(document)) is not None}
        known = self._places
        if len(known) > self._places_kept:
            known = self._places = {}
        missing = sorted(digests - known.keys())
        for start in range(0, len(missing), 500):
            chunk = missing[start : start + 500]
            for digest, document in connection.execute(select(places.c.digest, places.c.document).where(places.c.digest.in_(chunk))):
                known[digest] = place_of(load(document))
        return known


class _RememberedJudged(Judged):
    """Judgements by pair that outlive one grouping; each holds for the very tellings that it was made of."""

    def __init__(
        self,
        tellings: Iterable[Telling],
        judgements: Iterable[Judgement],
        remembered: dict[tuple[str, str], tuple[Telling, Telling, Judgement]],
    ) -> None:
        super().__init__(tellings, judgements)
        self._remembered = remembered

    def of(self, a: str, b: str) -> Judgement:
        """See `Judged.of`."""
        pair = (a, b) if a < b else (b, a)
        given = self._by_pair.get(pair)
        if given is not None:
            return given
        left, right = self.tellings[pair[0]], self.tellings[pair[1]]
        known = self._remembered.get(pair)
        if known is None or known[0] is not left or known[1] is not right:
            known = self._remembered[pair] = (left, right, judge(left, right))
        self._by_pair[pair] = known[2]
        return known[2]
