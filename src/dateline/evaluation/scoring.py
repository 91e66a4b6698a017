"""Answers against gold, strictly: what is not answered is wrong, and nothing is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.evaluation.gold import GoldReport, GoldToponym
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place
from dateline.geography import LonLat, distance_km
from dateline.resolution.resolution import Resolution

RIGHT_WITHIN_KM = 161.0
"""A hundred miles: the customary tolerance, for corpora and gazetteers place the same city differently."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One gold toponym and what was answered for it."""

    gold: GoldToponym
    answer: Resolution | None
    """The nearest overlapping answer; None when the toponym was not found."""
    right: bool | None
    """Whether the answered place is the gold one; None when the gold has no place to compare with."""
    right_country: bool | None
    """The same for its country; None when the country of the gold place is not known."""
    kind: str
    """Of the gold place, as the gazetteer calls it; "unknown" when it does not hold it."""


@dataclass(frozen=True, slots=True)
class ReportScore:
    """The counts of one report."""

    language: str
    predicted: int
    exact: int
    judged: tuple[Judged, ...]


def score_report(gold: GoldReport, answers: Sequence[Resolution], gazetteer: Gazetteer, *, demonyms: bool, language: str) -> ReportScore:
    """The counts of one report; without `demonyms` those of the gold are not judged."""
    toponyms = [toponym for toponym in gold.toponyms if demonyms or not toponym.demonym]
    ignored = list(gold.ignore)
    if not demonyms:
        ignored += [(toponym.start, toponym.end) for toponym in gold.toponyms if toponym.demonym]
    counted = [
        answer
        for answer in answers
        if not _touches(answer, ignored) or _touches(answer, [(toponym.start, toponym.end) for toponym in toponyms])
    ]
    spans = {(toponym.start, toponym.end) for toponym in toponyms}
    exact = len(spans & {(answer.toponym.start, answer.toponym.end) for answer in counted})
    used: set[int] = set()
    judged: list[Judged] = []
    for toponym in toponyms:
        best = _nearest(toponym, counted, used)
        if best is not None:
            used.add(best)
        judged.append(_judge(toponym, counted[best] if best is not None else None, gazetteer))
    return ReportScore(language, len(counted), exact, tuple(judged))


def _touches(answer: Resolution, spans: Sequence[tuple[int, int]]) -> bool:
    toponym = answer.toponym
    return any(toponym.start < end and start < toponym.end for start, end in spans)


def _nearest(gold: GoldToponym, answers: Sequence[Resolution], used: set[int]) -> int | None:
    found = [
        index
        for index, answer in enumerate(answers)
        if index not in used and answer.toponym.start < gold.end and gold.start < answer.toponym.end
    ]
    return min(
        found,
        key=lambda index: abs(answers[index].toponym.start - gold.start) + abs(answers[index].toponym.end - gold.end),
        default=None,
    )


def _judge(gold: GoldToponym, answer: Resolution | None, gazetteer: Gazetteer) -> Judged:
    held = gazetteer.get(gold.place_id) if gold.place_id is not None else None
    kind = held.kind.value if held is not None else "unknown"
    place = answer.place if answer is not None else None
    if gold.point is None and gold.place_id is None:
        right_country = None if gold.country is None else (place is not None and place.country == gold.country)
        return Judged(gold, answer, None, right_country, kind)
    point = gold.point or (held.point if held is not None else None)
    right = place is not None and is_right(place, gold.place_id, point)
    country = _country(held, point, gazetteer)
    right_country = None if country is None else (place is not None and place.country == country)
    return Judged(gold, answer, right, right_country, kind)


def is_right(place: Place, place_id: str | None, point: LonLat | None) -> bool:
    """Whether a place is the one of the gold: the same, or no farther from it than the customary tolerance."""
    return place.id == place_id or (point is not None and distance_km(place.point, point) <= RIGHT_WITHIN_KM)


def _country(held: Place | None, point: LonLat | None, gazetteer: Gazetteer) -> str | None:
    if held is not None:
        return held.country
    if point is None:
        return None
    nearest = gazetteer.nearest(point)
    return nearest[0][0].country if nearest and nearest[0][1] <= RIGHT_WITHIN_KM else None
