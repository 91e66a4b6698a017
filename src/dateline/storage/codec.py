"""Events, incidents and places as JSON documents and back, without loss."""

import hashlib
import json
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import orjson

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Evidence, Role, Span, Toll
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat
from dateline.merging.incident import Incident
from dateline.resolution.location import Location
from dateline.storage.correction import KEEP, Correction

Document = Any
"""Plain JSON values, as `json.loads` gives them."""


def dump(document: Document) -> str:
    """A document as text.

    What the fast writer refuses (a lone surrogate, an integer beyond 64 bits) goes through the slow one and starts with a blank,
    so that the slow reader reads it back exactly.
    """
    try:
        return orjson.dumps(document).decode()
    except TypeError:
        return " " + json.dumps(document, ensure_ascii=False)


def load(text: str) -> Document:
    """The document that was dumped."""
    return json.loads(text) if text.startswith(" ") else orjson.loads(text)


def place_document(place: Place) -> Document:
    """A place as a document."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "point": [place.point.lon, place.point.lat],
        "radius_km": place.radius_km,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "names": list(place.names),
    }


def place_of(document: Document) -> Place:
    """The place of a document."""
    return Place(
        document["id"],
        document["name"],
        PlaceKind(document["kind"]),
        LonLat(*document["point"]),
        document["radius_km"],
        document["country"],
        document["admin1"],
        document["admin2"],
        document["population"],
        tuple(document["names"]),
    )


def place_digest(place: Place) -> str:
    """A hash of all of a place's values: documents name the place by it, so that its many names are stored once."""
    # Remembered by the object itself: hashing all its names costs as much as this does.
    known = _DIGESTS.get(id(place))
    if known is not None and known[0] is place:
        return known[1]
    digest = hashlib.sha256(dump(place_document(place)).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    if len(_DIGESTS) >= _DIGESTS_KEPT:
        _DIGESTS.clear()
    _DIGESTS[id(place)] = place, digest
    return digest


_DIGESTS: dict[int, tuple[Place, str]] = {}
_DIGESTS_KEPT = 8_192


def event_document(event: Event) -> Document:
    """An event as a document."""
    told = event.evidence
    return {
        "id": event.id,
        "report_id": event.report_id,
        "sub_event_type": str(event.sub_event_type),
        "status": str(event.status),
        "salience": str(event.salience),
        "when": _span_document(event.when),
        "said_on": event.said_on.isoformat() if event.said_on else None,
        "where": _location_document(event.where),
        "evidence": {
            "sentence": [told.sentence.start, told.sentence.end],
            "trigger": [told.trigger.start, told.trigger.end],
            "place": [told.place.start, told.place.end] if told.place else None,
            "date": [told.date.start, told.date.end] if told.date else None,
            "said_on": [told.said_on.start, told.said_on.end] if told.said_on else None,
            "attribution": [told.attribution.start, told.attribution.end] if told.attribution else None,
            "status": [told.status.start, told.status.end] if told.status else None,
            "actors": [[span.start, span.end] for span in told.actors],
            "toll": [[span.start, span.end] for span in told.toll],
        },
        "quote": event.quote,
        "confidence": event.confidence,
        "time_of_day": event.time_of_day,
        "actors": _actors_document(event.actors),
        "attribution": event.attribution,
        "toll": _toll_document(event.toll),
    }


def event_of(document: Document, places: dict[str, Place]) -> Event:
    """The event of a document; `places` by their digests."""
    evidence = document["evidence"]
    spans = {name: _span(evidence[name]) for name in _SPANS}
    sentence, trigger = spans.pop("sentence"), spans.pop("trigger")
    assert sentence is not None
    assert trigger is not None
    return Event(
        id=document["id"],
        report_id=document["report_id"],
        sub_event_type=SubEventType(document["sub_event_type"]),
        status=Status(document["status"]),
        salience=Salience(document["salience"]),
        when=_date_span(document["when"]),
        said_on=_day(document["said_on"]),
        where=_location(document["where"], places),
        evidence=Evidence(
            sentence,
            trigger,
            actors=tuple(Span(*pair) for pair in evidence["actors"]),
            toll=tuple(Span(*pair) for pair in evidence["toll"]),
            **spans,
        ),
        quote=document["quote"],
        confidence=document["confidence"],
        time_of_day=document["time_of_day"],
        actors=_actors(document["actors"]),
        attribution=tuple(document["attribution"]),
        toll=Toll(*document["toll"]),
    )


def incident_document(incident: Incident) -> Document:
    """An incident as a document."""
    return {
        "id": incident.id,
        "title": incident.title,
        "sub_event_type": str(incident.sub_event_type),
        "status": str(incident.status),
        "salience": str(incident.salience),
        "when": _span_document(incident.when),
        "said_on": incident.said_on.isoformat() if incident.said_on else None,
        "where": _location_document(incident.where),
        "time_of_day": incident.time_of_day,
        "actors": _actors_document(incident.actors),
        "attribution": incident.attribution,
        "toll": _toll_document(incident.toll),
        "confidence": incident.confidence,
        "event_ids": incident.event_ids,
        "report_count": incident.report_count,
        "sources": incident.sources,
        "first_reported": incident.first_reported.isoformat() if incident.first_reported else None,
        "updated": _iso(incident.updated) if incident.updated else None,
        "revision": incident.revision,
    }


def incident_of(document: Document, places: dict[str, Place], number: int | None = None) -> Incident:
    """The incident of a document; `places` by their digests, `number` that of its row."""
    return Incident(
        id=document["id"],
        title=document["title"],
        sub_event_type=SubEventType(document["sub_event_type"]),
        status=Status(document["status"]),
        salience=Salience(document["salience"]),
        when=_date_span(document["when"]),
        said_on=_day(document["said_on"]),
        where=_location(document["where"], places),
        time_of_day=document["time_of_day"],
        actors=_actors(document["actors"]),
        attribution=tuple(document["attribution"]),
        toll=Toll(*document["toll"]),
        confidence=document["confidence"],
        event_ids=tuple(document["event_ids"]),
        report_count=document["report_count"],
        sources=tuple(document["sources"]),
        first_reported=_day(document["first_reported"]),
        updated=datetime.fromisoformat(document["updated"]) if document["updated"] else None,
        revision=document["revision"],
        number=number,
    )


def correction_document(correction: Correction) -> Document:
    """A correction as a document: only what it changes; its place whole, so that it stands for itself."""
    document: dict[str, Document] = {}
    if correction.place is not KEEP:
        document["place"] = None if correction.place is None else place_document(correction.place)
    if correction.when is not KEEP:
        document["when"] = _span_document(correction.when)
    if correction.sub_event_type is not KEEP:
        document["sub_event_type"] = correction.sub_event_type.value
    if correction.status is not KEEP:
        document["status"] = correction.status.value
    if correction.toll is not KEEP:
        document["toll"] = _toll_document(correction.toll)
    if correction.actors is not KEEP:
        document["actors"] = _actors_document(correction.actors)
    return document


def correction_of(document: Document) -> Correction:
    """The correction of a document."""
    readers: dict[str, Callable[[Document], Any]] = {
        "place": lambda value: None if value is None else place_of(value),
        "when": _date_span,
        "sub_event_type": SubEventType,
        "status": Status,
        "toll": lambda value: Toll(*value),
        "actors": _actors,
    }
    return Correction(**{name: readers[name](value) for name, value in document.items()})


def place_digest_in(document: Document) -> str | None:
    """The digest of the place that an event's or an incident's document names."""
    where = document["where"]
    return None if where is None else where[0]


_SPANS = ("sentence", "trigger", "place", "date", "said_on", "attribution", "status")


def _span(pair: list[int] | None) -> Span | None:
    return None if pair is None else Span(*pair)


@lru_cache(maxsize=64)
def _iso(moment: datetime) -> str:
    """One moment is that of many."""
    return moment.isoformat()


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _span_document(span: DateSpan | None) -> Document:
    return None if span is None else [span.start.isoformat(), span.end.isoformat(), str(span.precision), span.expression]


def _date_span(document: Document) -> DateSpan | None:
    if document is None:
        return None
    start, end, precision, expression = document
    return DateSpan(date.fromisoformat(start), date.fromisoformat(end), DatePrecision(precision), expression)


def _location_document(where: Location | None) -> Document:
    if where is None:
        return None
    point = [where.point.lon, where.point.lat]
    return [place_digest(where.place), point, where.uncertainty_km, where.geo_precision, where.where_prec, where.confidence]


def _location(document: Document, places: dict[str, Place]) -> Location | None:
    if document is None:
        return None
    digest, point, *values = document
    return Location(places[digest], LonLat(*point), *values)


def _actors_document(actors: tuple[Actor, ...]) -> Document:
    return [[actor.name, str(actor.role), actor.id] for actor in actors]


def _actors(document: Document) -> tuple[Actor, ...]:
    return tuple(Actor(name, Role(role), actor_id) for name, role, actor_id in document)


def _toll_document(toll: Toll) -> Document:
    counts = [toll.fatalities_low, toll.fatalities_high, toll.injuries_low, toll.injuries_high]
    return counts if toll.fatalities_best is None else [*counts, toll.fatalities_best]
