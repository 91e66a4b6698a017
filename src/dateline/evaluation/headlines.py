"""How what is read in a headline agrees with where people placed the incident, over the rows of an event table."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from dateline.geography import LonLat, distance_km
from dateline.merging.telling import normal_words
from dateline.reading.event_tables import CodedRow
from dateline.reading.report import Report

if TYPE_CHECKING:
    from dateline.pipeline import Pipeline

NEAR_KM = 25.0
_LEAST_LETTERS = 3
_SORTS = frozenset(
    [
        "town",
        "village",
        "city",
        "district",
        "governorate",
        "province",
        "area",
        "areas",
        "neighborhood",
        "neighbourhood",
        "camp",
        "base",
        "airbase",
        "airport",
        "suburb",
        "suburbs",
        "upazila",
        "division",
        "union",
        "subdistrict",
        "region",
        "county",
        "municipality",
        "valley",
        "mountains",
        "mountain",
        "river",
        "island",
        "refugee",
        "military",
        "air",
        "near",
    ]
)
"""Words that a table adds to a name to say what it names."""


class Agreement(StrEnum):
    """What came of a headline that names the coded place."""

    PLACED = "an incident at the coded place"
    NO_INCIDENT = "the place found, but no incident told"
    INCIDENT_ELSEWHERE = "the place found, the incident put elsewhere"
    FOUND_ELSEWHERE = "the name found, but put elsewhere"
    NOT_PLACED = "the name found, but put nowhere"
    NOT_FOUND = "the name not found"

    @property
    def found(self) -> bool:
        """Whether the name was found and put at the coded place."""
        return self in (Agreement.PLACED, Agreement.NO_INCIDENT, Agreement.INCIDENT_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Compared:
    """One row whose headline names the place that people coded."""

    row: CodedRow
    agreement: Agreement
    km: float | None
    """From the coded place to the nearest that was found; None when none was."""


def compare(pipeline: "Pipeline", rows: Iterable[CodedRow], counts: Counter[str]) -> Iterator[Compared]:
    """Every row whose headline names its place; `counts` gets how many rows there were ("rows"), and how many had words ("headlines")."""
    for row in rows:
        counts["rows"] += 1
        if not row.words or row.lon is None or row.lat is None:
            continue
        counts["headlines"] += 1
        if names_place(row.words, row.place):
            yield _compared(pipeline, row, LonLat(row.lon, row.lat))


def names_place(words: str, place: str) -> bool:
    """Whether a name stands in the words, but for what it is said to be.

    >>> names_place("Air strikes on Saraqib and Idlib", "Saraqib town")
    True
    """
    name = " ".join(word for word in normal_words(place).split() if word not in _SORTS)
    return len(name) >= _LEAST_LETTERS and f" {name} " in f" {normal_words(words)} "


def _compared(pipeline: "Pipeline", row: CodedRow, coded: LonLat) -> Compared:
    reading = pipeline.read(Report.of(row.words, published=row.published))
    named = [resolution for resolution in reading.resolutions if names_place(resolution.toponym.text, row.place)]
    placed = [resolution.chosen.place for resolution in reading.resolutions if resolution.chosen is not None]
    nearest = min((distance_km(place.point, coded) for place in placed), default=None)
    if nearest is None or nearest > NEAR_KM:
        if not named:
            return Compared(row, Agreement.NOT_FOUND, nearest)
        elsewhere = any(resolution.chosen is not None for resolution in named)
        return Compared(row, Agreement.FOUND_ELSEWHERE if elsewhere else Agreement.NOT_PLACED, nearest)
    if not reading.events:
        return Compared(row, Agreement.NO_INCIDENT, nearest)
    reached = any(
        event.where is not None and distance_km(event.where.point, coded) <= max(NEAR_KM, event.where.uncertainty_km)
        for event in reading.events
    )
    return Compared(row, Agreement.PLACED if reached else Agreement.INCIDENT_ELSEWHERE, nearest)
