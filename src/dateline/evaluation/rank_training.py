"""Learns which candidate a name means: a softmax over the candidates of a name and "none of these", held near the hand-set weights.

What a candidate hears from the other names depends on how likely they are, so the evidence is gathered again with what was learned.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation.gold import GoldReport, GoldToponym
from dateline.evaluation.minimizing import Floats, minimize
from dateline.evaluation.scoring import is_right
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolver import Resolver, choice_of
from dateline.resolution.weights import FROM_THE_CHOICE, HAND_SET, NAMES, Ranking

Ints = NDArray[np.int64]
HOLD = 30.0
"""How firmly each weight is held near the hand-set one: the weight of its squared distance."""
SAME_WEIGHT = 0.3
"""Of answering the very place, against any place near it."""
NOTHING_WEIGHT = 0.25
"""Of a name whose place is not among the candidates."""
GATHERINGS = 2
_AT_MOST = {"not in its parent": -4.5, "small and abroad": -0.4, "small, abroad, another spelling": -1.5}
_AT_LEAST = {"curated": 0.0, "a site": 0.0}
"""What the corpora hold too few cases of to judge: names in a land that the text rules out, and bases, camps and other sites."""
_SURE_AT_MOST = {"small and abroad": -1.5}
"""Of confidence: the corpora tell mostly of lands whose villages the gazetteer holds, so a lone village abroad is rarely wrong."""


@dataclass(frozen=True, slots=True)
class Names:
    """The candidates of names, all in one matrix."""

    matrix: Floats
    starts: Ints
    """The first row of each name."""
    right: Floats
    """1 for candidates near the gold place, else 0."""
    same: Floats
    """1 for the gold place itself, else 0."""
    weights: Floats
    """Of each name."""


def names_of(gold: Sequence[GoldReport], toponyms: Sequence[Sequence[Toponym]], resolver: Resolver, gazetteer: Gazetteer) -> Names:
    """The candidates of every found toponym whose place the gold gives."""
    blocks: list[Floats] = []
    right: list[float] = []
    same: list[float] = []
    starts: list[int] = []
    weights: list[float] = []
    for entry, found in zip(gold, toponyms, strict=True):
        _, group_of, evidence, _ = resolver.weigh(entry.report, found)
        if evidence is None:
            continue
        for toponym, group in zip(found, group_of, strict=True):
            meant = _meant(toponym, entry)
            if meant is None or len(group.table) == 0:
                continue
            held = gazetteer.get(meant.place_id) if meant.place_id is not None else None
            point = meant.point or (held.point if held is not None else None)
            own = [is_right(option.place, meant.place_id, point) for option in group.table.options]
            starts.append(len(right))
            blocks.append(evidence.matrix[group.first : group.first + len(own)])
            right.extend(map(float, own))
            same.extend(float(option.place.id == meant.place_id) for option in group.table.options)
            weights.append(1.0 if any(own) else NOTHING_WEIGHT)
    return Names(np.concatenate(blocks), np.array(starts), np.array(right), np.array(same), np.array(weights))


def _meant(toponym: Toponym, gold: GoldReport) -> GoldToponym | None:
    for candidate in gold.toponyms:
        if toponym.start < candidate.end and candidate.start < toponym.end:
            return None if candidate.point is None and candidate.place_id is None else candidate
    return None


def fit(parts: Sequence[Names], *, hold: float = HOLD) -> Ranking:
    """The ranking that fits the names of several corpora, each corpus counting the same; its confidence is the hand-set one."""
    matrix = np.concatenate([part.matrix for part in parts])
    offsets = np.cumsum([0, *(len(part.right) for part in parts)])
    starts = np.concatenate([part.starts + offset for part, offset in zip(parts, offsets[:-1], strict=True)])
    right = np.concatenate([part.right for part in parts])
    same = np.concatenate([part.same for part in parts])
    mean = sum(float(part.weights.sum()) for part in parts) / len(parts)
    weights = np.concatenate([part.weights * (mean / float(part.weights.sum())) for part in parts])
    name_of = np.repeat(np.arange(len(starts)), np.diff(np.append(starts, len(right))))
    any_right = np.add.reduceat(right, starts) > 0
    any_same = np.add.reduceat(same, starts) > 0
    start = np.array([*(HAND_SET.weights[name] for name in NAMES), HAND_SET.nothing])

    def loss(at: Floats) -> tuple[float, Floats]:
        scores, nothing = matrix @ at[:-1], at[-1]
        top = np.maximum(np.maximum.reduceat(scores, starts), nothing)
        odds, spare = np.exp(scores - top[name_of]), np.exp(nothing - top)
        total = np.add.reduceat(odds, starts) + spare
        chances = odds / total[name_of]
        value = 0.0
        pull = np.zeros(len(scores))
        for target, present, worth in ((right, any_right, 1.0), (same, any_same, SAME_WEIGHT)):
            # Names without a right candidate should end with none.
            wanted = np.where(present, np.add.reduceat(odds * target, starts), spare if worth == 1.0 else total)
            value -= float((worth * weights * np.log(np.maximum(wanted / total, 1e-12))).sum())
            share = odds * target / np.maximum(wanted, 1e-300)[name_of] * present[name_of]
            counted = (present | (worth == 1.0)).astype(np.float64) * weights * worth
            pull += (chances - share) * counted[name_of]
        spared = np.zeros(len(starts))
        for present, worth in ((any_right, 1.0), (any_same, SAME_WEIGHT)):
            counted = (present | (worth == 1.0)).astype(np.float64) * weights * worth
            wish = np.where(present, 0.0, 1.0) if worth == 1.0 else 0.0
            spared += (spare / total - wish) * counted
        moved = at - start
        gradient = np.append(matrix.T @ pull, spared.sum())
        return value + hold * float(moved @ moved), gradient + 2 * hold * moved

    learned = minimize(loss, start, steps=200, tolerance=1e-3)
    told = {
        name: max(min(float(value), _AT_MOST.get(name, np.inf)), _AT_LEAST.get(name, -np.inf))
        for name, value in zip(NAMES, learned[:-1], strict=True)
    }
    return replace(HAND_SET, weights=told, nothing=float(learned[-1]))


def learn(
    corpora: Sequence[tuple[Sequence[GoldReport], Sequence[Sequence[Toponym]]]], gazetteer: Gazetteer, *, hold: float = HOLD
) -> Ranking:
    """The ranking learned from annotated reports and the toponyms found in them."""
    ranking = HAND_SET
    for _ in range(GATHERINGS):
        resolver = Resolver(gazetteer, ranking)
        ranking = fit([names_of(gold, found, resolver, gazetteer) for gold, found in corpora], hold=hold)
    return ranking


@dataclass(frozen=True, slots=True)
class Choices:
    """The answers to toponyms of reports kept apart: what their confidence is worked out from, and whether they proved right."""

    features: Floats
    right: Floats


def choices_of(gold: Sequence[GoldReport], toponyms: Sequence[Sequence[Toponym]], ranking: Ranking, gazetteer: Gazetteer) -> Choices:
    """The answers of a ranking to the toponyms whose place the gold gives."""
    resolver = Resolver(gazetteer, ranking)
    rows: list[Floats] = []
    right: list[bool] = []
    for entry, found in zip(gold, toponyms, strict=True):
        _, group_of, evidence, scores = resolver.weigh(entry.report, found)
        if evidence is None:
            continue
        chances = resolver.chances(scores, evidence)
        for toponym, group in zip(found, group_of, strict=True):
            meant = _meant(toponym, entry)
            if meant is None or len(group.table) == 0:
                continue
            choice = choice_of(group, chances, scores, evidence)
            row = choice.row
            if scores[row] < ranking.nothing:
                continue
            held = gazetteer.get(meant.place_id) if meant.place_id is not None else None
            place = group.table.options[row - group.first].place
            rows.append(np.concatenate((choice.features(toponym), evidence.matrix[row])))
            right.append(is_right(place, meant.place_id, meant.point or (held.point if held is not None else None)))
    return Choices(np.array(rows), np.array(right, dtype=np.float64))


def calibrated(ranking: Ranking, parts: Sequence[Choices], *, hold: float = 2.0) -> Ranking:
    """The ranking with the confidence that its answers to reports kept apart earned."""
    features = np.concatenate([part.features for part in parts])
    right = np.concatenate([part.right for part in parts])
    names = (*FROM_THE_CHOICE, *NAMES)
    start = np.array([HAND_SET.confidence[name] for name in names])

    def loss(at: Floats) -> tuple[float, Floats]:
        scores = features @ at
        value = float(np.logaddexp(0.0, np.where(right > 0, -scores, scores)).sum())
        slope = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))) - right
        moved = at - start
        return value + hold * float(moved @ moved), features.T @ slope + 2 * hold * moved

    learned = minimize(loss, start, steps=200, tolerance=1e-3)
    told = {
        name: min(max(float(value), _AT_LEAST.get(name, -np.inf)), _SURE_AT_MOST.get(name, np.inf))
        for name, value in zip(names, learned, strict=True)
    }
    return replace(ranking, confidence=told)
