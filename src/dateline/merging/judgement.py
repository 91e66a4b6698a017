"""Whether two events are the same incident."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What was decided about a pair of events."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision about a pair of events, with its score and reasons; `left < right`, so that a pair has one form."""

    left: str
    """An event's id."""
    right: str
    verdict: Verdict
    score: float
    """From 0 to 1: how likely the two tell the same incident."""
    reasons: tuple[str, ...]
