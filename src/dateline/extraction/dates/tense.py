"""Whether a day is told as still to come, by the words of its sentence."""

from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import AUXILIARY_FUTURE, PAST_VERBS
from dateline.recognition.words import words

_REACH = 14
_NO_PAST = words("planned scheduled expected intended need united armed displaced besieged occupied red hundred")
_NOUN_USES = {
    "plan": {"peace", "a", "the"},
    "plans": {"peace", "the"},
    "set": {"a", "the", "was", "were", "had"},
    "expected": {"had"},
    "planned": {"had"},
}
_PASSIVE = words("be the a an to")


def is_future(tokens: Tokens, first: int, end: int, opening: int, closing: int) -> bool:
    """Whether the day at tokens `first:end` of the sentence `opening:closing` is to come.

    The nearest verb before it decides; a day at the head of its sentence follows the first verb behind it.
    """
    before = _nearest(tokens, range(first - 1, max(opening, first - _REACH) - 1, -1))
    if before is not None:
        return before
    behind = _nearest(tokens, range(end, min(closing, end + _REACH)))
    return behind is True


def _nearest(tokens: Tokens, places: range) -> bool | None:
    for place in places:
        word = tokens.at(place)
        if word in {";", "\u201d"}:
            return None
        if word in AUXILIARY_FUTURE and tokens.at(place - 1) not in _NOUN_USES.get(word, ()):
            if word == "set" and tokens.at(place + 1) not in {"to", "for"}:
                continue
            if word == "ahead" and tokens.at(place + 1) != "of":
                continue
            return True
        if word == "would" and places.step < 0:
            # "would meet on Monday" is still to come; "said it would" is told by the verb before only when no day lies between.
            return True
        if word == "to" and tokens.at(place + 1) == "be" and tokens.at(place - 1) in {"is", "are"}:
            return True
        if word in PAST_VERBS:
            if tokens.at(place - 1) in {"be", "being"}:
                continue
            return False
        past = word.endswith("ed") and len(word) > 3 and word not in _NO_PAST and not tokens.capital(place)
        if past and tokens.at(place - 1) not in _PASSIVE:
            return False
    return None
