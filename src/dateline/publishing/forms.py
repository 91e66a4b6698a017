"""The JSON forms of toponyms and events: one line a report on the command line, one body from `POST /api/geoparse`.

Spans are `[start, end]` in code points of the report's text, end exclusive. (A JavaScript string counts UTF-16 units instead.)
"""

from collections.abc import Iterable
from typing import Any

from dateline.extraction.event import Event, Role, Span
from dateline.gazetteer.place import Place
from dateline.merging.titles import title_of
from dateline.reading.report import Report
from dateline.resolution.resolution import Candidate, Resolution

DECIMALS = 5
"""Of a published degree: about a meter."""


def geoparse_line(report: Report, resolutions: Iterable[Resolution]) -> dict[str, Any]:
    """A report's toponyms: `{"id", "toponyms": [...]}`; the id is the supplier's where there is one."""
    return {"id": report.name, "toponyms": [toponym_form(resolution) for resolution in resolutions]}


def extract_line(report: Report, events: Iterable[Event]) -> dict[str, Any]:
    """The events that a report tells: `{"id", "events": [...]}`; the id is the supplier's where there is one."""
    return {"id": report.name, "events": [event_form(event) for event in events]}


def toponym_form(resolution: Resolution) -> dict[str, Any]:
    """A toponym with the place it means (null when none is good enough) and the places it may mean, best first."""
    toponym = resolution.toponym
    return {
        "start": toponym.start,
        "end": toponym.end,
        "text": toponym.text,
        "kind": toponym.kind,
        "place": place_form(resolution.place) if resolution.place else None,
        "confidence": round(resolution.confidence, 4),
        "recognition_confidence": round(toponym.confidence, 4),
        "candidates": [candidate_form(candidate) for candidate in resolution.candidates],
    }


def candidate_form(candidate: Candidate) -> dict[str, Any]:
    """A place that a toponym may mean, with its score and why."""
    return {**place_form(candidate.place), "score": round(candidate.score, 4), "reasons": list(candidate.reasons)}


def place_form(place: Place) -> dict[str, Any]:
    """A place, flat."""
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind,
        "lon": round(place.point.lon, DECIMALS),
        "lat": round(place.point.lat, DECIMALS),
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
    }


def event_form(event: Event) -> dict[str, Any]:
    """An event with its values and the spans of the words that gave them; a value that was not told is null."""
    when, where, toll = event.when, event.where, event.toll
    return {
        "id": event.id,
        "title": event_title(event),
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "salience": event.salience,
        "date_start": when.start.isoformat() if when else None,
        "date_end": when.end.isoformat() if when else None,
        "date_precision": when.precision if when else "unknown",
        "time_of_day": event.time_of_day,
        "said_on": event.said_on.isoformat() if event.said_on else None,
        "lon": round(where.point.lon, DECIMALS) if where else None,
        "lat": round(where.point.lat, DECIMALS) if where else None,
        "place": place_form(where.place) if where else None,
        "uncertainty_km": round(where.uncertainty_km, 3) if where else None,
        "geo_precision": where.geo_precision if where else None,
        "where_prec": where.where_prec if where else None,
        "place_confidence": round(where.confidence, 4) if where else None,
        "fatalities_low": toll.fatalities_low,
        "fatalities_high": toll.fatalities_high,
        "injuries_low": toll.injuries_low,
        "injuries_high": toll.injuries_high,
        "actors": [actor.name for actor in event.actors],
        "initiators": [actor.name for actor in event.actors if actor.role is Role.INITIATOR],
        "targets": [actor.name for actor in event.actors if actor.role is Role.TARGET],
        "attribution": list(event.attribution),
        "confidence": round(event.confidence, 4),
        "quote": event.quote,
        "evidence": evidence_form(event),
    }


def event_title(event: Event) -> str:
    """One line that says what happened and where, as an incident of this event alone would be named."""
    return title_of(event.sub_event_type, event.status, event.where, (event.quote,))


def evidence_form(event: Event) -> dict[str, Any]:
    """The spans of the words that gave an event its values; null where no words did."""
    evidence = event.evidence
    return {
        "sentence": _span(evidence.sentence),
        "trigger": _span(evidence.trigger),
        "place": _span(evidence.place),
        "date": _span(evidence.date),
        "said_on": _span(evidence.said_on),
        "attribution": _span(evidence.attribution),
        "status": _span(evidence.status),
        "actors": [_span(span) for span in evidence.actors],
        "toll": [_span(span) for span in evidence.toll],
    }


def _span(span: Span | None) -> list[int] | None:
    return [span.start, span.end] if span else None
