"""Leaves out names that no place has and that nothing around hints at a place for: a quarter of all spans, hardly a toponym among them."""

from collections.abc import Sequence

from dateline.recognition import lexicon
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.organizations import LOCAL_HEADS
from dateline.recognition.spans import Mask, NameSpan
from dateline.recognition.surroundings import Surroundings

_BEFORE = (
    lexicon.PLACE_PREPOSITIONS
    | lexicon.LOOSE_PREPOSITIONS
    | lexicon.DIRECTIONS
    | lexicon.PLACE_NOUNS
    | lexicon.PLACE_VERBS
    | frozenset({"D", "R", "I"})
)
_BEHIND = lexicon.PLACE_NOUNS | lexicon.ROLES | LOCAL_HEADS | frozenset({"is", "was", "also", "a", "an", "the", "one"})
_INTO = (", ", " (")
_AREA = 4
"""The tier of a name that another may be said to lie in."""


def worth_weighing(spans: Sequence[NameSpan], around: Surroundings) -> list[NameSpan]:
    """The spans that are known, or have a noun for a kind of place, or a hint beside them; and other mentions of such names."""
    hinted = [span.standing is not None or span.noun or _is_hinted(span, around) for span in spans]
    names = {span.key for span, hint in zip(spans, hinted, strict=True) if hint}
    return [span for span, hint in zip(spans, hinted, strict=True) if hint or span.key in names]


def _is_hinted(span: NameSpan, around: Surroundings) -> bool:
    tokens, first, last = around.tokens, span.first, span.last
    words, gaps = tokens.words, tokens.gaps
    if span.start > tokens.starts[first] or span.end < tokens.ends[last] or tokens.starts[first] == 0:
        return True  # a preposition or an ending is written onto it, or nothing stands before
    before = words[first - 1]
    if before in _BEFORE or before.lower() in _BEFORE or around.masks[first - 1] == Mask.DEMONYM:
        return True
    gap = gaps[last]
    if gap[:1] == "-" or last + 1 >= len(words):
        return True
    behind = words[last + 1]
    if behind in _BEHIND and (gap == " " or gap == ", "):
        return True
    if gap in _INTO:
        following = around.begins.get(last + 1)
        if behind in US_STATES or (following is not None and following.standing is not None and following.standing.tier >= _AREA):
            return True
    return gaps[first - 1] in _INTO and before not in lexicon.PARTICLES and _follows_a_place(span, around)


def _follows_a_place(span: NameSpan, around: Surroundings) -> bool:
    previous = around.ends.get(span.first - 1)
    return previous is not None and previous.standing is not None
