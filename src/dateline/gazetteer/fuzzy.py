"""Names spelled nearly so: candidates by their consonants, then compared letter by letter."""

import re

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from dateline.gazetteer.index import Index
from dateline.gazetteer.names import arabic_key, skeleton
from dateline.gazetteer.variants import romanized

_NO_VOWELS = str.maketrans("", "", "aeiouwy")
_TWICE = re.compile(r"([a-z])\1+")
_CONSONANTS = "bdfgjklmnrstx"
_MOST_CANDIDATES = 1500
"""Compared letter by letter; more than these share the commonest skeletons."""
_LOOKED_AT = 200
_WORTH_A_LOOK = 0.4
"""Romanizations of one name ("dayr az zawr", "deir ezzor") share so much of their letters."""
_LEAST_LIKENESS = 0.72
_LONGEST = 60


def similar_keys(index: Index, folded: str, limit: int) -> list[tuple[str, float]]:
    """The keys of the index most like a folded name, each with its likeness from 0 to 1, likest first."""
    if len(folded) > _LONGEST:
        return []
    latin = romanized(folded)
    if latin is not None:
        return _other_script(index, latin)[:limit]
    own = arabic_key(folded)
    found = []
    keys = _candidates(index, skeleton(folded))
    # Sorted out in one go first; what follows costs a hundred times as much for each.
    likely = process.extract(folded, keys, scorer=DamerauLevenshtein.normalized_similarity, score_cutoff=_WORTH_A_LOOK, limit=_LOOKED_AT)
    for key, *_ in likely:
        likeness = max(_likeness(folded, key), _likeness(own, arabic_key(key)) - 0.02)
        if likeness >= _LEAST_LIKENESS:
            found.append((key, likeness))
    found.sort(key=lambda pair: -pair[1])
    return found[:limit]


def _other_script(index: Index, latin: str) -> list[tuple[str, float]]:
    """Keys whose consonants are those of an Arabic name; vowels are not written there, so what is alike is less sure."""
    bare = _bare(latin)
    if len(bare) < 3:
        return []
    found = []
    for key in index.keys_by_skeleton(skeleton(latin))[:_MOST_CANDIDATES]:
        other = _bare(key)
        likeness = 1 - DamerauLevenshtein.distance(bare, other) / max(len(bare), len(other))
        if likeness >= _LEAST_LIKENESS:
            found.append((key, round(0.9 * likeness, 3)))
    return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _bare(latin: str) -> str:
    """A romanized name without what romanizations disagree on: vowels, articles, doubled letters."""
    return _TWICE.sub(r"\1", " ".join(arabic_key(latin).translate(_NO_VOWELS).split()))


def _candidates(index: Index, bones: str) -> list[str]:
    if len(bones) < 2:
        return []
    keys = index.keys_by_skeleton(bones)
    if len(bones) > 2:
        for near in _one_off(bones):
            if len(keys) >= _MOST_CANDIDATES:
                break
            keys += index.keys_by_skeleton(near)
    return keys[:_MOST_CANDIDATES]


def _one_off(bones: str) -> list[str]:
    """Every skeleton one swap, one missing, one other or one further consonant away."""
    ends = [(bones[:i], bones[i:]) for i in range(len(bones) + 1)]
    near = [left + right[1:] for left, right in ends if right and len(bones) > 3]
    near += [left + right[1] + right[0] + right[2:] for left, right in ends if len(right) > 1]
    near += [left + letter + right[1:] for left, right in ends if right for letter in _CONSONANTS]
    near += [left + letter + right for left, right in ends for letter in _CONSONANTS]
    return list(dict.fromkeys(other for other in near if other != bones))


def _likeness(one: str, other: str) -> float:
    longest = max(len(one), len(other))
    if abs(len(one) - len(other)) > max(2, longest // 3):
        return 0.0
    edits = DamerauLevenshtein.distance(one, other, score_cutoff=max(2, longest // 3))
    return 0.7 * (1 - edits / longest) + 0.3 * float(JaroWinkler.similarity(one, other))
