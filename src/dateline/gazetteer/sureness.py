"""How sure it is that the first of some places is the one meant, when nothing but the name is known."""

import math
from collections.abc import Sequence
from itertools import islice

from dateline.gazetteer.importance import ANOTHER_NAME, importance
from dateline.gazetteer.match import Match, NameMatch
from dateline.gazetteer.names import fold
from dateline.geography import distance_km

SURE = 0.4
"""Below this an answer is no more than a guess."""
_COMPARED = 30
_SAME_KM = 25.0
"""Places of one name so near each other are no question."""
_STEEPNESS = 1.2
_OTHERWISE_MET = 0.4
# Fitted on what the names of two corpora of news and of villages of Myanmar find, without a country; names in another romanization stood in
# neither, and lose what resolution takes off.
_START, _IMPORTANCE, _SHARE, _ALIAS, _LETTERS, _NAMESAKES = -2.42, 0.41, 1.3, -0.81, 0.08, -0.33
_MET = {NameMatch.EXACT: 0.0, NameMatch.NORMALIZED: -0.8, NameMatch.GENERIC: -1.0, NameMatch.FUZZY: -2.7}
_MOST_LETTERS = 14


def sureness(matches: Sequence[Match], reported: Sequence[bool] | None = None) -> float:
    """From 0 to 1, how likely the first match is the place meant; 0 when there is none.

    Long names of large places that have no namesakes are sure; a short one that dozens of villages bear is not, and "none of these" is
    always possible. `reported` says of each match whether a curated table has its place.
    """
    if not matches:
        return 0.0
    first = matches[0]
    weights = [_weight(match, bool(reported and reported[at])) for at, match in islice(enumerate(matches), _COMPARED)]
    near = max(_SAME_KM, first.place.radius_km)
    total = same = 0.0
    for match, weight in zip(matches, weights, strict=False):
        share = math.exp(_STEEPNESS * (weight - weights[0])) * (1.0 if match.how is first.how else _OTHERWISE_MET)
        total += share
        if distance_km(match.place.point, first.place.point) <= near:
            same += share
    odds = _START + _IMPORTANCE * weights[0] + _SHARE * same / total + _MET[first.how] + (0.0 if first.primary else _ALIAS)
    odds += _LETTERS * min(len(fold(first.name)), _MOST_LETTERS) + _NAMESAKES * math.log(min(len(matches), 50))
    return 1 / (1 + math.exp(-odds))


def _weight(match: Match, reported: bool) -> float:
    return importance(match.place, reported=reported) - (0.0 if match.primary else ANOTHER_NAME)
