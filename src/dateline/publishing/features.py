"""Incidents, events, reports and places as GeoJSON features: plain dicts with flat, snake_case properties, longitude first."""

from collections.abc import Sequence
from typing import Any, TypeVar

from dateline.gazetteer.place import Place
from dateline.geography import LonLat
from dateline.merging.incident import Account, Incident
from dateline.publishing.encoding import to_json
from dateline.publishing.forms import DECIMALS
from dateline.publishing.properties import EVENT, INCIDENT, PLACE, REPORT, PlacedAccount, Property, values
from dateline.reading.report import Report

T = TypeVar("T")


def incident_feature(incident: Incident) -> dict[str, Any]:
    """An incident at its place; its geometry is null when it is not located."""
    return _feature(incident.id, incident.where.point if incident.where else None, INCIDENT, incident)


def incident_text(incident: Incident) -> str:
    """The incident's feature as JSON text: what a store keeps and hands out unread."""
    return to_json(incident_feature(incident)).decode()


def numbered(text: str, number: int) -> str:
    """The text that `incident_text` gave for an incident without a number, with its number."""
    assert text.endswith(_NO_NUMBER)
    return f"{text.removesuffix(_NO_NUMBER)}{number}}}}}"


_NO_NUMBER = "null}}"
"""How a feature ends whose last property, `number`, is null."""


def event_feature(account: Account, *, incident_id: str | None = None) -> dict[str, Any]:
    """What one report says happened, with the spans of the words that say so; its geometry is null when it is not located."""
    where = account.event.where
    return _feature(account.event.id, where.point if where else None, EVENT, PlacedAccount(account, incident_id))


def report_feature(report: Report) -> dict[str, Any]:
    """A report with its text; it has no geometry."""
    return _feature(report.id, None, REPORT, report)


def place_feature(place: Place) -> dict[str, Any]:
    """A place of the gazetteer at its point."""
    return _feature(place.id, place.point, PLACE, place)


def _feature(feature_id: str, point: LonLat | None, rows: Sequence[Property[T]], item: T) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [round(point.lon, DECIMALS), round(point.lat, DECIMALS)]} if point else None
    return {"type": "Feature", "id": feature_id, "geometry": geometry, "properties": values(rows, item)}
