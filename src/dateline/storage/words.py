"""Words as they are indexed and looked for: cut and folded here, so that every database finds the same."""

import re
import unicodedata
from operator import itemgetter

from dateline.errors import BadParameter

MAX_WORDS = 32
"""Words in one search."""
_LONGEST = 64
"""Longer words are cut, in texts and in searches alike."""

# Tatweel, which only stretches a word; accents; Hebrew points; Arabic vowel marks, mostly left out.
_DROPPED = re.compile("[\u0640\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670]+")
# The carriers of hamza, to a plain alef; one letter's several forms.
_FORMS = {**dict.fromkeys([0x0622, 0x0623, 0x0625, 0x0671], "\u0627"), 0x0649: "\u064a", 0x0629: "\u0647"}
_HAS_FORMS = re.compile(f"[{''.join(map(chr, _FORMS))}]")
# Letters and digits; and the scripts of South and South-East Asia whole, whose vowel signs are no letters.
_WORD = re.compile(r"(?:[^\W_]+|[\u0900-\u0963\u0966-\u0dff\u0e00-\u109f\u1780-\u17ff]+)+")
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""For plain text, which a table cuts many times faster than a pattern."""
_MARKS = "’‘“”–—…\u00a0"
"""Often all that keeps a text from being plain."""


def fold(text: str) -> str:
    """Text without the differences that writers of one word make: case, accents, vowel marks, ligatures, one letter's several forms."""
    if text.isascii():
        return text.lower()
    return _plain(unicodedata.normalize("NFC", _plain(unicodedata.normalize("NFKD", text)))).casefold()


def _plain(text: str) -> str:
    # Patterns pass over what they do not look for several times faster than a table that is asked for each letter.
    text = _DROPPED.sub("", text)
    return text.translate(_FORMS) if _HAS_FORMS.search(text) else text


_CUT = itemgetter(slice(_LONGEST))


def words_in(text: str) -> tuple[str, ...]:
    """The words of a text that is to be found, folded, each once."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    folded = fold(text)
    words = dict.fromkeys(folded.translate(_BLANKS).split() if folded.isascii() else _WORD.findall(folded))
    return tuple(words) if max(map(len, words), default=0) <= _LONGEST else tuple(dict.fromkeys(map(_CUT, words)))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, as `words_in`.

    Raises `BadParameter` when there are more than `MAX_WORDS`.
    """
    words = words_in(text)
    if len(words) > MAX_WORDS:
        raise BadParameter("q", f"at most {MAX_WORDS} words, not {len(words)}")
    return words
