"""What is doubtful about an incident, and how much it matters."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from dateline.extraction.codebook import Status
from dateline.geography import Bbox
from dateline.storage.tables import UNDATED

_SURE_PLACE, _SURE_TYPE = 0.8, 0.75
"""From here on nobody is asked."""
_HALF_LIFE_DAYS = 365.0
_OLDEST = 0.2
"""What age leaves of the weight at least: old incidents matter to researchers, too."""


class Question(StrEnum):
    """What a person is asked about."""

    PLACE = "place"
    DAY = "day"
    TYPE = "type"
    MERGE = "merge"


class Cause(StrEnum):
    """Why it is asked."""

    UNPLACED = "unplaced"
    UNSURE_PLACE = "unsure_place"
    UNDATED = "undated"
    ROUGH_DAY = "rough_day"
    DAY_AFTER_REPORT = "day_after_report"
    UNSURE_TYPE = "unsure_type"
    MAYBE_SAME = "maybe_same"
    """Two incidents that may be one."""
    MAYBE_TWO = "maybe_two"
    """One incident of two accounts that may be two."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question about an incident."""

    question: Question
    cause: Cause
    doubt: float
    """From 0 to 1: how likely it is that something is wrong."""
    weight: float
    """How much it matters: the doubt, times what is at stake, times how new it is. Comparable within one store."""
    incident_id: str
    other_id: str | None = None
    """The incident that may be the same."""
    event_ids: tuple[str, ...] = ()
    """Of a merge: the accounts that were compared, one of each side."""


@dataclass(frozen=True, slots=True)
class Case:
    """What the queue keeps of an incident that somebody may be asked about."""

    stake: float
    reported: int
    """The day from which its age counts."""
    first_day: int
    last_day: int
    lon: float | None
    lat: float | None
    doubts: tuple[tuple[Question, Cause, float], ...]


class Row(Protocol):
    """What is looked at of an incident's row."""

    sub_event_type: str
    status: str
    first_day: int
    last_day: int
    date_precision: str | None
    first_reported: int | None
    place_digest: str | None
    place_confidence: float | None
    confidence: float
    fatalities_high: int | None
    injuries_high: int | None
    report_count: int


def doubts_of(row: Row) -> Iterator[tuple[Question, Cause, float]]:
    """What may be wrong with an incident's values."""
    planned = row.status == Status.PLANNED.value
    if row.place_digest is None:
        yield Question.PLACE, Cause.UNPLACED, 0.5
    elif row.place_confidence is not None and row.place_confidence < _SURE_PLACE:
        yield Question.PLACE, Cause.UNSURE_PLACE, round(1 - row.place_confidence, 4)
    if row.date_precision is None:
        if not planned:
            yield Question.DAY, Cause.UNDATED, 0.5
    elif not planned and row.first_reported is not None and row.first_day > row.first_reported:
        yield Question.DAY, Cause.DAY_AFTER_REPORT, 0.9
    elif row.date_precision in _ROUGH:
        yield Question.DAY, Cause.ROUGH_DAY, _ROUGH[row.date_precision]
    if row.confidence < _SURE_TYPE:
        yield Question.TYPE, Cause.UNSURE_TYPE, round(1 - row.confidence, 4)


_ROUGH = {"month": 0.3, "year": 0.4}


def value_of(question: Question, row: Row) -> str:
    """What an acceptance holds for: it ends when this changes."""
    if question is Question.PLACE:
        return row.place_digest or "-"
    if question is Question.DAY:
        return f"{row.first_day}/{row.last_day}/{row.date_precision}"
    return f"{row.sub_event_type}/{row.status}"


def stake_of(row: Row) -> float:
    """How much it matters that an incident is told right: more with its toll and with how often it is told."""
    harmed = (row.fatalities_high or 0) + (row.injuries_high or 0) / 4
    return 1 + math.log1p(harmed) + math.log(max(1, row.report_count)) / 2


def recency_of(newest: int, reported: int) -> float:
    """What age leaves of the weight of what was reported on a day, where the newest was reported on another."""
    if reported >= UNDATED:
        return _OLDEST
    return _OLDEST + (1 - _OLDEST) * math.exp2(-max(0, newest - reported) / _HALF_LIFE_DAYS)


def within_of(bbox: Bbox | None, start: date | None, end: date | None) -> Callable[[Case], bool]:
    """Whether an incident lies in a box and an interval; those that are left out keep nothing out."""
    first = start.toordinal() if start else 0
    last = end.toordinal() if end else UNDATED + 1

    def is_within(case: Case) -> bool:
        if (start or end) and (case.first_day >= UNDATED or case.last_day < first or case.first_day > last):
            return False
        if bbox is None:
            return True
        if case.lon is None or case.lat is None or not bbox.south <= case.lat <= bbox.north:
            return False
        return bbox.west <= case.lon <= bbox.east if bbox.west <= bbox.east else case.lon >= bbox.west or case.lon <= bbox.east

    return is_within
