"""Words as they are indexed and looked for."""

import unicodedata

from dateline.errors import BadParameter

MAX_WORDS = 32
"""Words in one search."""

_FOLDED = {
    **dict.fromkeys(range(0xD800, 0xE000), " "),
    0: " ",
    0x0640: None,  # tatweel only stretches a word
    **dict.fromkeys([*range(0x0610, 0x061B), *range(0x064B, 0x0660), 0x0670], None),  # Arabic vowel marks, mostly left out
    **dict.fromkeys([0x0622, 0x0623, 0x0625, 0x0671], "\u0627"),  # the carriers of hamza, to a plain alef
    0x0649: "\u064a",
    0x0629: "\u0647",
    **dict.fromkeys([0x2018, 0x2019, 0x02BC, 0x02BF, 0x02BE, 0x0060], "'"),
}


def fold(text: str) -> str:
    """Text as it is handed to the index: one form for what Arabic writers spell in several ways, nothing a database would refuse."""
    return unicodedata.normalize("NFC", text).translate(_FOLDED)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, folded, each once; a piece without a letter or digit is none.

    Raises `BadParameter` when there are more than `MAX_WORDS`.
    """
    words = tuple(dict.fromkeys(word.casefold() for word in fold(text).split() if any(char.isalnum() for char in word)))
    if len(words) > MAX_WORDS:
        raise BadParameter("q", f"at most {MAX_WORDS} words, not {len(words)}")
    return words
