"""Judging whether two events tell one incident: the clues of every aspect added up."""

import math

from dateline.merging.comparing.actors import compare_actors
from dateline.merging.comparing.clue import Clue
from dateline.merging.comparing.days import compare_days
from dateline.merging.comparing.kind import compare_kind
from dateline.merging.comparing.newsroom import compare_newsroom
from dateline.merging.comparing.place import compare_place
from dateline.merging.comparing.status import compare_status
from dateline.merging.comparing.toll import compare_toll
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.telling import Telling, normal_words

_COMPARISONS = (compare_status, compare_kind, compare_days, compare_place, compare_actors, compare_toll, compare_newsroom)
"""Cheap vetoes first. The wording of the reports is not among them: alike texts tell different incidents all the time."""

_PRIOR = -3.3
"""That two events which share a block are one incident, before anything is known of them: about 1 in 28."""
_COPIED = 4.0
SAME_FROM = 0.5
UNSURE_FROM = 0.25


def judge(a: Telling, b: Telling) -> Judgement:
    """Whether two events of different reports tell one incident; the order of the two does not matter.

    The score is the logistic of the clues' weights; a veto gives 0 and stands as the only reason.
    """
    if b.event.id < a.event.id:
        a, b = b, a
    clues: list[Clue] = []
    for compare in _COMPARISONS:
        clue = compare(a, b)
        if clue.is_veto:
            return Judgement(a.event.id, b.event.id, Verdict.DIFFERENT, 0.0, (clue.reason,))
        clues.append(clue)
    if _copied(a, b):
        clues.append(Clue(_COPIED, "the same words in copies of one text"))
    score = round(1 / (1 + math.exp(-(_PRIOR + sum(clue.weight for clue in clues)))), 4)
    verdict = Verdict.SAME if score >= SAME_FROM else Verdict.UNSURE if score >= UNSURE_FROM else Verdict.DIFFERENT
    return Judgement(a.event.id, b.event.id, verdict, score, tuple(clue.reason for clue in clues if clue.reason))


def is_ruled_out(judgement: Judgement) -> bool:
    """Whether a veto decided; such a judgement can be made again at any time and is not kept."""
    return judgement.score == 0.0


def _copied(a: Telling, b: Telling) -> bool:
    """Whether both are the same words of copies of one text, which is one telling printed twice."""
    return (
        a.fingerprint == b.fingerprint
        and a.event.sub_event_type is b.event.sub_event_type
        and normal_words(a.event.quote) == normal_words(b.event.quote)
    )
