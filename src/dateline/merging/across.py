"""Merging across reports: the events of many reports to the incidents they tell together."""

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.merging.blocking import candidate_pairs
from dateline.merging.clustering import Judged, cluster
from dateline.merging.deriving import derive, in_order
from dateline.merging.incident import Account, Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.judging import is_ruled_out, judge
from dateline.merging.telling import Telling


@dataclass(frozen=True, slots=True)
class Merged:
    """What the events of several reports tell together."""

    incidents: tuple[Incident, ...]
    """In the order of their timeline day, undated last, then id."""
    judgements: tuple[Judgement, ...]
    """One for each compared pair that no veto rules out, in the order of the pairs' ids."""


def merge(accounts: Iterable[Account]) -> Merged:
    """Merge events that tell one incident; the order of the accounts does not matter, and an account given twice counts once.

    Events of one report are never merged: that report tells them apart.
    """
    return merge_tellings(Telling.of(account) for account in accounts)


def merge_tellings(tellings: Iterable[Telling]) -> Merged:
    """As `merge`, without the reports' texts."""
    distinct = {telling.event.id: telling for telling in tellings}
    judgements = [judge(a, b) for a, b in candidate_pairs(distinct.values())]
    judged = Judged(distinct.values(), judgements)
    groups = cluster(judged, (judgement for judgement in judgements if judgement.verdict is Verdict.SAME))
    incidents = [derive([distinct[event_id] for event_id in group]) for group in groups]
    kept = [judgement for judgement in judgements if not is_ruled_out(judgement)]
    return Merged(in_order(incidents), tuple(sorted(kept, key=lambda judgement: (judgement.left, judgement.right))))
