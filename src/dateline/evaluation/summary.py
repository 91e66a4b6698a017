"""Scores of many reports in figures: shares with bootstrap intervals, calibration, and how they differ by kind and language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation.scoring import Judged, ReportScore

Floats = NDArray[np.float64]
RESAMPLES = 1000
SURE = 0.7
"""Answers at least this sure are counted apart."""
BINS = 10


@dataclass(frozen=True, slots=True)
class Share:
    """A figure from 0 to 1 with the interval that holds it in 95 of 100 resamplings of the reports."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Bin:
    """The answers within a range of confidence."""

    low: float
    high: float
    answers: int
    confidence: float
    """Their mean."""
    right: float
    """The share of them that is right."""


@dataclass(frozen=True, slots=True)
class Part:
    """The figures of a part of the toponyms, such as those of one kind."""

    name: str
    toponyms: int
    found: float
    """The share that an answer overlaps."""
    end_to_end: float | None
    """Of those with a place: the share found and placed rightly."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of an evaluation."""

    reports: int
    toponyms: int
    answers: int
    exact_f1: Share
    exact_precision: Share
    exact_recall: Share
    overlap_f1: Share
    overlap_precision: Share
    overlap_recall: Share
    end_to_end: Share
    """Of the gold toponyms with a place: found, and placed at the same place or near it."""
    resolved: Share
    """Of those found and answered: placed rightly."""
    country: Share
    """Of those found whose country is known: the right country is answered."""
    calibration_error: float
    """Expected calibration error: the mean distance between confidence and the share right, over ten ranges."""
    sure: float
    """The share of answers that are sure."""
    sure_right: float
    """The share of sure answers that are right."""
    bins: tuple[Bin, ...]
    by_kind: tuple[Part, ...]
    by_language: tuple[Part, ...]


_COUNTS = ("gold", "predicted", "exact", "overlap", "placed", "answered", "right", "countries", "right_countries")


def summarize(scores: Sequence[ReportScore], *, seed: int = 0) -> Summary:
    """The figures of an evaluation. `seed` fixes the resamplings."""
    counts = np.array([_counts(score) for score in scores], dtype=np.float64).reshape(len(scores), len(_COUNTS))
    draws = np.random.default_rng(seed).multinomial(len(scores), np.full(len(scores), 1 / len(scores)), size=RESAMPLES) @ counts
    total = counts.sum(axis=0)

    def share(figure: Callable[[Floats], Floats]) -> Share:
        low, high = np.quantile(figure(draws.T), (0.025, 0.975))
        return Share(float(figure(total[:, None])[0]), float(low), float(high))

    at = {name: index for index, name in enumerate(_COUNTS)}

    def of(hit: str, whole: str) -> Callable[[Floats], Floats]:
        return lambda c: _divided(c[at[hit]], c[at[whole]])

    def f1(hit: str) -> Callable[[Floats], Floats]:
        return lambda c: _divided(2 * c[at[hit]], c[at["predicted"]] + c[at["gold"]])

    judged = [entry for score in scores for entry in score.judged]
    answered = [(entry.answer.confidence, bool(entry.right)) for entry in judged if _is_answered(entry) and entry.answer is not None]
    bins = reliability(answered)
    sure = [right for confidence, right in answered if confidence >= SURE]
    return Summary(
        reports=len(scores),
        toponyms=int(total[at["gold"]]),
        answers=int(total[at["predicted"]]),
        exact_f1=share(f1("exact")),
        exact_precision=share(of("exact", "predicted")),
        exact_recall=share(of("exact", "gold")),
        overlap_f1=share(f1("overlap")),
        overlap_precision=share(of("overlap", "predicted")),
        overlap_recall=share(of("overlap", "gold")),
        end_to_end=share(of("right", "placed")),
        resolved=share(of("right", "answered")),
        country=share(of("right_countries", "countries")),
        calibration_error=calibration_error(bins),
        sure=len(sure) / len(answered) if answered else 0.0,
        sure_right=sum(sure) / len(sure) if sure else 0.0,
        bins=bins,
        by_kind=_parts(judged, lambda entry: entry.kind),
        by_language=_parts_by_report(scores),
    )


def _counts(score: ReportScore) -> tuple[int, ...]:
    judged = score.judged
    answered = [entry for entry in judged if _is_answered(entry)]
    found = [entry for entry in judged if entry.answer is not None and entry.right_country is not None]
    return (
        len(judged),
        score.predicted,
        score.exact,
        sum(entry.answer is not None for entry in judged),
        sum(entry.right is not None for entry in judged),
        len(answered),
        sum(bool(entry.right) for entry in answered),
        len(found),
        sum(bool(entry.right_country) for entry in found),
    )


def _is_answered(entry: Judged) -> bool:
    return entry.right is not None and entry.answer is not None and entry.answer.place is not None


def _divided(part: Floats, whole: Floats) -> Floats:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def reliability(answers: Sequence[tuple[float, bool]]) -> tuple[Bin, ...]:
    """Answers by confidence in ten equal ranges, empty ones left out.

    >>> [(b.answers, b.right) for b in reliability([(0.95, True), (0.91, False), (0.2, False)])]
    [(1, 0.0), (2, 0.5)]
    """
    found: list[Bin] = []
    for index in range(BINS):
        inside = [(confidence, right) for confidence, right in answers if min(int(confidence * BINS), BINS - 1) == index]
        if inside:
            mean = sum(confidence for confidence, _ in inside) / len(inside)
            found.append(Bin(index / BINS, (index + 1) / BINS, len(inside), mean, sum(right for _, right in inside) / len(inside)))
    return tuple(found)


def calibration_error(bins: Sequence[Bin]) -> float:
    """The mean distance between confidence and the share right, each range weighted by its answers.

    >>> calibration_error(reliability([(0.95, True), (0.95, True)])) < 0.051
    True
    """
    total = sum(each.answers for each in bins)
    return sum(each.answers * abs(each.confidence - each.right) for each in bins) / total if total else 0.0


def _parts(judged: Sequence[Judged], name_of: Callable[[Judged], str]) -> tuple[Part, ...]:
    groups: dict[str, list[Judged]] = {}
    for entry in judged:
        groups.setdefault(name_of(entry), []).append(entry)
    return tuple(_part(name, members) for name, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _parts_by_report(scores: Sequence[ReportScore]) -> tuple[Part, ...]:
    groups: dict[str, list[Judged]] = {}
    for score in scores:
        groups.setdefault(score.language, []).extend(score.judged)
    return tuple(_part(name, members) for name, members in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0])))


def _part(name: str, members: Sequence[Judged]) -> Part:
    placed = [bool(entry.right) for entry in members if entry.right is not None]
    found = sum(entry.answer is not None for entry in members)
    return Part(name, len(members), found / len(members) if members else 0.0, sum(placed) / len(placed) if placed else None)
