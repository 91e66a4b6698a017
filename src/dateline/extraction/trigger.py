"""What a trigger is."""

from dataclasses import dataclass

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.triggers import Open


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a sentence that tell an event."""

    start: int
    end: int
    """Token indices, end exclusive."""
    kind: Kind
    weight: float
    """From 0 to 1: how surely the words tell an event of this kind."""
    open: Open | None = None
    """What sort of general trigger it is; None when the words themselves name the kind."""
    guessed: bool = False
    """Whether nothing in the sentence names the weapon, so that the sentence before may."""
