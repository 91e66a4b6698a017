"""Which places the words that placed an event may mean."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.extraction.event import Event, Span
from dateline.gazetteer.place import PlaceKind
from dateline.recognition.toponym import ToponymKind
from dateline.resolution.resolution import Candidate, Resolution


@dataclass(frozen=True, slots=True)
class Meaning:
    """A place that the words may mean."""

    candidate: Candidate
    likeness: float
    """From 0 to 1, over all meanings of the same words at most 1."""
    words: str
    """The name as the report writes it."""


def meanings_of(event: Event, named: Sequence[Resolution]) -> Iterator[Meaning]:
    """What the words that gave an event its place may mean, given the names of its report; none where no words did."""
    span = event.evidence.place
    if span is None:
        return
    inside = [resolution for resolution in named if _overlap(resolution, span)]
    if inside:
        yield from _of_name(max(inside, key=lambda found: (found.toponym.end - found.toponym.start, -found.toponym.start)))
    elif event.where is not None:
        yield from _of_reference(
            event.where.place.id, event.where.confidence, [found for found in named if found.toponym.kind is ToponymKind.PLACE]
        )


def _of_name(resolution: Resolution, share: float = 1.0) -> Iterator[Meaning]:
    top = max((candidate.score for candidate in resolution.candidates), default=0.0)
    odds = [math.exp(candidate.score - top) for candidate in resolution.candidates]
    for candidate, chance in zip(resolution.candidates, odds, strict=True):
        yield Meaning(candidate, share * chance / sum(odds), resolution.toponym.text)


def _of_reference(place_id: str, confidence: float, named: Sequence[Resolution]) -> Iterator[Meaning]:
    """What "the city" stands for: a name told elsewhere in the report, and what that may mean; or another place of the report."""
    meant = next((found for found in named if found.place and found.place.id == place_id), None)
    if meant:
        yield from _of_name(meant, confidence)
    others = {
        found.place.id: found
        for found in named
        if found.chosen and found.place and found.place.id != place_id and found.place.kind is not PlaceKind.COUNTRY
    }
    for found in others.values():
        if found.chosen:
            told = Candidate(found.chosen.place, found.chosen.score, ("named in the same report",))
            yield Meaning(told, (1 - confidence) / len(others), found.toponym.text)


def _overlap(resolution: Resolution, span: Span) -> bool:
    return resolution.toponym.start < span.end and span.start < resolution.toponym.end
