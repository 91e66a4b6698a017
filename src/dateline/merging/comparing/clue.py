"""A clue: what one aspect says about two tellings."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Clue:
    """What one aspect of two tellings says about their being of one incident."""

    weight: float
    """In log-odds: above 0 it speaks for the same incident, below 0 against it; minus infinity rules it out."""
    reason: str
    """A short clause for a reader; empty when the aspect says nothing."""

    @property
    def is_veto(self) -> bool:
        """Whether the two cannot be of one incident, whatever the other aspects say."""
        return self.weight == -math.inf


NOTHING = Clue(0.0, "")
"""The aspect is not told, or says nothing."""


def veto(reason: str) -> Clue:
    """The two cannot be of one incident."""
    return Clue(-math.inf, reason)
