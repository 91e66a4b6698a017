"""Which of a source's spellings are names that people write, and which of them a reader should see."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from dateline.gazetteer.names import fold_name

_CODE = re.compile(r"[A-Z0-9]{2,4}")
_TRANSLITERATED = re.compile(
    r"(?!(?:al|el|as|es|ash|esh|ad|ed|an|en|ar|er|at|et|az|ez|de|la|le|les|los|las|da|do|di|du|den|der|het|van|s)[- '’])[a-z]"
)
_JUNK = re.compile(r"[\d/:@#%=<>\x00-\x1f]|\bwww\b|\.(?:com|org|net)\b")
_MIXED = frozenset({"", "HIRAGANA", "KATAKANA", "CJK", "MODIFIER"})
"""Not scripts of their own, or written together with another."""
_SCHOLARLY = frozenset("āīūēōĀĪŪĒŌḩḨşŞţŢḑḐz̧Z̧ḥḤṣṢṭṬḍḌẓẒḏḎṯṮǧġḫ‘’ʻʼʾʿ\u0327\u0304")


@lru_cache(maxsize=1 << 14)
def _script(char: str) -> str:
    """The script of a letter, by the first word of its Unicode name; empty for what is no letter."""
    return unicodedata.name(char, "?").partition(" ")[0] if unicodedata.category(char) in ("Lu", "Ll", "Lo") else ""


def is_name(text: str) -> bool:
    """Whether the text can stand in a report as a name: no code, no address, no machine transliteration, not of mixed scripts.

    >>> [is_name(text) for text in ("Halab", "ALP", "hlb", "al-Bab", "حلب", "hoምsi")]
    [True, False, False, True, True, False]
    """
    if len(text) < 2 or len(text) > 80 or _JUNK.search(text) or _CODE.fullmatch(text) or _TRANSLITERATED.match(text):
        return False
    if text.isascii():
        return True
    return len({_script(char) for char in text} - _MIXED) <= 1


def plain(name: str) -> str:
    """A scholarly romanization without its marks, as newspapers write it; other names as they are.

    >>> plain("Şāfītā"), plain("Kraków")
    ('Safita', 'Kraków')
    """
    if not any(char in _SCHOLARLY for char in name):
        return name
    decomposed = unicodedata.normalize("NFD", name)
    return unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char) and char not in "‘’ʻʼʾʿ"))


def distinct(names: Iterable[str], *, without: str = "") -> tuple[str, ...]:
    """The names in their order, each spelling once, however it is accented; without those that are spelled as `without`."""
    seen = {fold_name(without), ""}
    kept = []
    for name in names:
        folded = fold_name(name)
        if folded not in seen:
            seen.add(folded)
            kept.append(name)
    return tuple(kept)
