"""How many were killed and wounded."""

import math
import re
from datetime import date
from functools import lru_cache

from dateline.merging.comparing.clue import NOTHING, Clue
from dateline.merging.telling import Telling

Range = tuple[int, int]

_COUNTED_UP = re.compile(
    r"\b(?:toll|(?:number|count) of (?:the )?(?:\w+ )?(?:dead|killed|victims|fatalities|deaths))\b.{0,80}"
    r"\b(?:rose|risen|rises|climb|reach|mount|jump|increas|now|revised|soar|stands|stood)",
    re.IGNORECASE | re.DOTALL,
)
"""How a report says that it brings an earlier toll up to date."""
_GROWS = 5
"""A toll that is counted up seldom grows to more than this many times the first."""


def compare_toll(a: Telling, b: Telling) -> Clue:
    """Equal tolls speak for one incident, tolls far apart against it; a later report's higher toll may be the same one counted up."""
    left, right = a.event.toll, b.event.toll
    killed = _compare(
        _range(left.fatalities_low, left.fatalities_high),
        _range(right.fatalities_low, right.fatalities_high),
        a.published,
        b.published,
        "killed",
        counted_up=_counts_up(a.event.quote) or _counts_up(b.event.quote),
    )
    wounded = _compare(
        _range(left.injuries_low, left.injuries_high), _range(right.injuries_low, right.injuries_high), a.published, b.published, "wounded"
    )
    reason = "; ".join(clue.reason for clue in (killed, wounded) if clue.reason)
    return Clue(killed.weight + wounded.weight / 2, reason) if reason else NOTHING


@lru_cache(maxsize=4096)
def _counts_up(quote: str) -> bool:
    return _COUNTED_UP.search(quote) is not None


def _range(low: int | None, high: int | None) -> Range | None:
    if low is None and high is None:
        return None
    low, high = low if low is not None else high, high if high is not None else low
    return (min(low or 0, high or 0), max(low or 0, high or 0))


def _compare(
    a: Range | None, b: Range | None, a_published: date | None, b_published: date | None, harm: str, *, counted_up: bool = False
) -> Clue:
    if a is None or b is None:
        return NOTHING
    told = f"{_words(min(a, b))} and {_words(max(a, b))} {harm}"
    if a == b:
        # Many incidents kill nobody or one; few kill exactly thirty-seven.
        exact = a[0] == a[1]
        weight = 0.3 if a[1] == 0 else 0.5 if a[1] <= 2 or not exact else min(2.2, 1.1 + 0.5 * math.log(max(a[1] / 8, 1)))
        return Clue(weight, f"the same toll: {_words(a)} {harm}")
    if a[0] <= b[1] and b[0] <= a[1]:
        return Clue(0.4, f"tolls that overlap: {told}")
    lower, higher = (a, b) if a[1] < b[0] else (b, a)
    gap = higher[0] - lower[1]
    if gap <= 1 or gap <= 0.35 * higher[0]:
        return Clue(0.1 if lower[1] else -0.4, f"tolls close to each other: {told}")
    if a_published and b_published and a_published != b_published:
        later = a if a_published > b_published else b
        if later is higher and higher[0] <= 10 * max(lower[1], 1):
            return Clue(0.8 if counted_up else -0.4, f"the later report tells a higher toll: {told}")
    # Six and twenty may be a first and a full count; one and thirty are two attacks.
    if gap <= 2:
        return Clue(-0.6, f"tolls not far from each other: {told}")
    times = higher[0] / max(lower[1], 1)
    return Clue(-1.8 if times <= _GROWS else -3.2 if times <= 4 * _GROWS else -4.5, f"tolls far apart: {told}")


def _words(toll: Range) -> str:
    return str(toll[0]) if toll[0] == toll[1] else f"{toll[0]}–{toll[1]}"
