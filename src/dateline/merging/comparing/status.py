"""Planned, occurred, alleged, denied."""

from dateline.extraction.codebook import Status
from dateline.merging.comparing.clue import NOTHING, Clue, veto
from dateline.merging.telling import Telling


def compare_status(a: Telling, b: Telling) -> Clue:
    """A plan is never the deed; what one report denies may be what another tells."""
    left, right = a.event.status, b.event.status
    if (left is Status.PLANNED) != (right is Status.PLANNED):
        return veto("one is planned, the other is told as done")
    return NOTHING if left is right else Clue(-0.1, " and ".join(sorted((left, right))))
