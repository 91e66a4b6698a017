"""Which of the readings of a run of capitalized words hold together: those whose scores add up to the most, none overlapping."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from dateline.recognition.spans import NameSpan


def runs_of(spans: Iterable[NameSpan]) -> Iterator[list[NameSpan]]:
    """The spans of each run, in the order of the text."""
    for _, members in groupby(spans, key=lambda span: span.run):
        yield list(members)


def best_of(spans: Sequence[NameSpan], least: float) -> list[NameSpan]:
    """The spans of one run, sorted, that together exceed `least` by the most; each alone must reach it."""
    if len(spans) == 1:
        return [spans[0]] if spans[0].score >= least else []
    firsts = [span.first for span in spans]
    totals = [0.0] * (len(spans) + 1)
    following = [0] * len(spans)
    taken = [False] * len(spans)
    for at in range(len(spans) - 1, -1, -1):
        span = spans[at]
        following[at] = bisect_right(firsts, span.last)
        gained = span.score - least + totals[following[at]]
        taken[at] = span.score >= least and gained >= totals[at + 1]
        totals[at] = gained if taken[at] else totals[at + 1]
    found: list[NameSpan] = []
    at = 0
    while at < len(spans):
        if taken[at]:
            found.append(spans[at])
            at = following[at]
        else:
            at += 1
    return found
