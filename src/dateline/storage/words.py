"""Words as they are indexed and looked for: cut and folded here, so that every database finds the same."""

import re
import unicodedata
from operator import itemgetter

from dateline.errors import BadParameter

MAX_WORDS = 32
"""Words in one search."""
_LONGEST = 64
"""Longer words are cut, in texts and in searches alike."""

_FOLDED = {
    0x0640: None,  # tatweel only stretches a word
    **dict.fromkeys([*range(0x0300, 0x0370), *range(0x0591, 0x05C8)], None),  # accents, and Hebrew points
    **dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670], None),  # Arabic vowel marks, mostly left out
    **dict.fromkeys([0x0622, 0x0623, 0x0625, 0x0671], "\u0627"),  # the carriers of hamza, to a plain alef
    0x0649: "\u064a",
    0x0629: "\u0647",
}
# Letters and digits; and the scripts of South and South-East Asia whole, whose vowel signs are no letters.
_WORD = re.compile(r"(?:[^\W_]|[\u0900-\u0963\u0966-\u0dff\u0e00-\u109f\u1780-\u17ff])+")


def fold(text: str) -> str:
    """Text without the differences that writers of one word make: case, accents, vowel marks, ligatures, one letter's several forms."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text).translate(_FOLDED)
    return unicodedata.normalize("NFC", decomposed).translate(_FOLDED).casefold()


_CUT = itemgetter(slice(_LONGEST))


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that is to be found, folded, each once."""
    return tuple(dict.fromkeys(map(_CUT, _WORD.findall(fold(text)))))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, as `words_in`.

    Raises `BadParameter` when there are more than `MAX_WORDS`.
    """
    words = words_in(text)
    if len(words) > MAX_WORDS:
        raise BadParameter("q", f"at most {MAX_WORDS} words, not {len(words)}")
    return words
