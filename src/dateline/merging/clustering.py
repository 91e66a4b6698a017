"""Grouping events into incidents from pairwise judgements, whatever their order."""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from dateline.merging.comparing.place import SPOT_KM
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.judging import SAME_FROM, judge
from dateline.merging.telling import Telling

_GROUPS_FROM = 0.8
"""In log-odds, on average: of two alike incidents some accounts always fit, so that two groups must fit better than one account."""
_MARGIN = 0.1
"""A vague account that fits two different incidents with scores this close tells neither of them for sure."""


class Judged:
    """Judgements by pair, made once each; those that were made before may be handed in."""

    def __init__(self, tellings: Iterable[Telling], judgements: Iterable[Judgement] = ()) -> None:
        self.tellings: Mapping[str, Telling] = {telling.event.id: telling for telling in tellings}
        self._by_pair = {(judgement.left, judgement.right): judgement for judgement in judgements}

    def of(self, a: str, b: str) -> Judgement:
        """The judgement about two events."""
        pair = (a, b) if a < b else (b, a)
        judgement = self._by_pair.get(pair)
        if judgement is None:
            judgement = self._by_pair[pair] = judge(self.tellings[pair[0]], self.tellings[pair[1]])
        return judgement

    def are_different(self, a: str, b: str) -> bool:
        """Whether the two must not stand in one incident."""
        same_report = self.tellings[a].event.report_id == self.tellings[b].event.report_id
        return same_report or self.of(a, b).verdict is Verdict.DIFFERENT


def cluster(judged: Judged, same: Iterable[Judgement]) -> tuple[tuple[str, ...], ...]:
    """Groups of the ids of events that tell one incident, each sorted, the groups in order of their first id.

    The likeliest pairs are joined first. Two groups are joined only when no event of one is judged different from an event of the other,
    none are of one report, and the pairs between them are the same on average, clearly so
    where both are of several events. `same` are the judgements of that verdict among
    the events; those which no chain of such judgements connects never influence each other, so that a chain's events can be grouped again
    alone when a new event touches them.
    """
    groups: dict[int, tuple[str, ...]] = {}
    group_of: dict[str, int] = {}
    for number, event_id in enumerate(sorted(judged.tellings)):
        groups[number], group_of[event_id] = (event_id,), number
    following = len(groups)
    apart: set[tuple[int, int]] = set()
    for judgement in sorted(_without_ambiguous(judged, same), key=lambda judgement: (-judgement.score, judgement.left, judgement.right)):
        left, right = sorted((group_of[judgement.left], group_of[judgement.right]))
        if left == right or (left, right) in apart:
            continue
        if not _may_join(judged, groups[left], groups[right]):
            apart.add((left, right))
            continue
        groups[following] = groups.pop(left) + groups.pop(right)
        group_of.update(dict.fromkeys(groups[following], following))
        following += 1
    return tuple(sorted(tuple(sorted(group)) for group in groups.values()))


def _may_join(judged: Judged, left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    reports = {judged.tellings[event_id].event.report_id for event_id in left}
    if any(judged.tellings[event_id].event.report_id in reports for event_id in right):
        return False
    total = 0.0
    # Sorted, so that the sum's rounding does not depend on how the groups grew.
    for a in sorted(left):
        for b in sorted(right):
            judgement = judged.of(a, b)
            if judgement.verdict is Verdict.DIFFERENT:
                return False
            total += _log_odds(judgement.score)
    threshold = _GROUPS_FROM if min(len(left), len(right)) > 1 else _log_odds(SAME_FROM)
    return total >= threshold * len(left) * len(right)


def _log_odds(score: float) -> float:
    score = min(max(score, 0.001), 0.999)
    return math.log(score / (1 - score))


def _without_ambiguous(judged: Judged, same: Iterable[Judgement]) -> list[Judgement]:
    """Leave out the pairs of an account that knows only the area and fits two different incidents in it about equally well."""
    same = list(same)
    fitting: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for judgement in same:
        for event_id, other in ((judgement.left, judgement.right), (judgement.right, judgement.left)):
            if _is_vague(judged, event_id) and not _is_vague(judged, other):
                fitting[event_id].append((judgement.score, other))
    ambiguous = set()
    for event_id, fits in fitting.items():
        score, best = max(fits, key=lambda fit: (fit[0], fit[1]))
        if any(other_score >= score - _MARGIN and judged.are_different(best, other) for other_score, other in fits if other != best):
            ambiguous.add(event_id)
    return [
        judgement
        for judgement in same
        if not (judgement.left in ambiguous and not _is_vague(judged, judgement.right))
        and not (judgement.right in ambiguous and not _is_vague(judged, judgement.left))
    ]


def _is_vague(judged: Judged, event_id: str) -> bool:
    where = judged.tellings[event_id].event.where
    return where is None or where.uncertainty_km > SPOT_KM
