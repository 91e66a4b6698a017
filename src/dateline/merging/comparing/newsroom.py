"""Told twice by one publisher: it agrees with itself, so that what differs tells two incidents apart or brings the first up to date."""

from dateline.extraction.event import Toll
from dateline.merging.comparing.clue import NOTHING, Clue
from dateline.merging.telling import Telling


def compare_newsroom(a: Telling, b: Telling) -> Clue:
    """Two texts of one publisher that differ in the hour, or in the toll other than by growing, are mostly of two incidents."""
    if a.publisher is None or a.publisher != b.publisher or a.fingerprint == b.fingerprint:
        return NOTHING
    weight = 0.0
    if None not in (a.event.time_of_day, b.event.time_of_day) and a.event.time_of_day != b.event.time_of_day:
        weight -= 1.5
    in_order = a.published is not None and b.published is not None and a.published != b.published
    earlier, later = (b, a) if a.published is not None and b.published is not None and b.published < a.published else (a, b)
    weight += min(
        _unlike(*counts, in_order=in_order) for counts in zip(_counts(earlier.event.toll), _counts(later.event.toll), strict=True)
    )
    return Clue(weight, f"{a.publisher} tells it otherwise in another text") if weight else NOTHING


def _counts(toll: Toll) -> tuple[tuple[int | None, int | None], ...]:
    return (toll.fatalities_low, toll.fatalities_high), (toll.injuries_low, toll.injuries_high)


def _unlike(first: tuple[int | None, int | None], second: tuple[int | None, int | None], *, in_order: bool) -> float:
    """How much two counts of one harm speak against one incident."""
    low, high = first
    later_low, later_high = second
    if low is None or high is None or later_low is None or later_high is None or (later_low <= high and low <= later_high):
        return 0.0
    if not in_order:
        return -1.2
    return -0.2 if later_low > high else -1.8
