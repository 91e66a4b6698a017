"""Annotated reports whose incidents were told by people, and events as `dateline extract --format jsonl` prints them."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from dateline.errors import BadCoordinate, BadInput
from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.event import Event
from dateline.geography import LonLat
from dateline.reading.report import Report

T = TypeVar("T")

ACCEPTED: dict[str, frozenset[Status]] = {
    "reported": frozenset({Status.OCCURRED, Status.ALLEGED}),
    "claimed": frozenset({Status.OCCURRED, Status.ALLEGED}),
    "planned": frozenset({Status.PLANNED}),
    "denied": frozenset({Status.DENIED}),
}
"""The statuses that agree with each of the annotators' words; their null accepts any."""


@dataclass(frozen=True, slots=True)
class GoldIncident:
    """An incident as annotated."""

    place: str
    point: LonLat
    km: float
    """An event no farther than this from the point is at the place."""
    start: date | None
    """None when the report does not tell the day; any day then agrees."""
    end: date | None
    kinds: frozenset[str]
    status: frozenset[Status] | None
    """The statuses that agree; None accepts any."""
    fatalities: int | None


@dataclass(frozen=True, slots=True)
class GoldIncidents:
    """A report with its annotation."""

    id: str
    report: Report
    incidents: tuple[GoldIncident, ...]


@dataclass(frozen=True, slots=True)
class Predicted:
    """What of an event is compared."""

    kind: str
    status: str
    start: date | None
    end: date | None
    point: LonLat | None
    fatalities_low: int | None
    fatalities_high: int | None

    @staticmethod
    def of(event: Event) -> "Predicted":
        """An event as the extraction tells it."""
        when, toll = event.when, event.toll
        return Predicted(
            event.sub_event_type.value,
            event.status.value,
            when.start if when else None,
            when.end if when else None,
            event.where.point if event.where else None,
            toll.fatalities_low,
            toll.fatalities_high,
        )


def read_gold_incidents(path: Path) -> tuple[GoldIncidents, ...]:
    """The annotated reports of a JSONL file; raises `BadInput` that names the line."""
    reports = tuple(_each(path, _gold))
    if not reports:
        raise BadInput(f"{path} holds no annotated reports")
    return reports


def read_predicted(path: Path) -> dict[str, tuple[Predicted, ...]]:
    """The events of each report by its id, of what `dateline extract --format jsonl` printed; raises `BadInput` that names the line."""
    return dict(_each(path, lambda row: (str(row["id"]), tuple(_predicted(event) for event in row["events"]))))


def _each(path: Path, make: Callable[[Any], T]) -> Iterator[T]:
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            yield make(json.loads(line))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            cause = f"lacks {error}" if isinstance(error, KeyError) else str(error)
            raise BadInput(f"{path}, line {number}: {cause}") from error


def _gold(row: Any) -> GoldIncidents:
    report = Report.of(
        row["text"],
        title=row.get("title"),
        url=row.get("url"),
        source=row.get("source"),
        language=row.get("language"),
        published=_day(row.get("published")),
        external_id=str(row["id"]),
    )
    return GoldIncidents(str(row["id"]), report, tuple(_incident(incident) for incident in row["incidents"]))


def _incident(row: Any) -> GoldIncident:
    kinds = frozenset(row["type"])
    if unknown := kinds - {kind.value for kind in SubEventType}:
        raise BadInput(f"no sub-event type is called {', '.join(sorted(unknown))}")
    status = row["status"]
    if status is not None and status not in ACCEPTED:
        raise BadInput(f"status is one of {', '.join(ACCEPTED)} or null, not {status!r}")
    start = _day(row["start"])
    deaths = row.get("fatalities")
    return GoldIncident(
        str(row["place"]),
        LonLat(float(row["lon"]), float(row["lat"])),
        float(row["km"]),
        start,
        _day(row["end"]) or start,
        kinds,
        None if status is None else ACCEPTED[status],
        None if deaths is None else int(deaths),
    )


def _predicted(row: Any) -> Predicted:
    start = _day(row.get("date_start"))
    try:
        point = None if row.get("lat") is None else LonLat(float(row["lon"]), float(row["lat"]))
    except BadCoordinate as error:
        raise BadInput(f"the event's place: {error}") from error
    return Predicted(
        str(row.get("sub_event_type")),
        str(row.get("status")),
        start,
        _day(row.get("date_end")) or start,
        point,
        row.get("fatalities_low"),
        row.get("fatalities_high"),
    )


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told[:10]) if told else None
