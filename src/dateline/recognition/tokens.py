"""Text to tokens: words with their spans, and the folded keys by which word lists are matched. Linear in the length of the text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

_MARKS = "\u0300-\u036f\u0640\u064b-\u0652\u0670"
_WORD = rf"[^\W_][\w{_MARKS}]*"
_PLAIN_WORD = r"[^\W_]\w*"


def _words_of(word: str, flags: int = 0) -> re.Pattern[str]:
    # A possessive 's is no word; "U.S." is one, "O'Brien" and "Ba'ath" too. The one group is the word: a split gives words and gaps.
    return re.compile(rf"((?!(?<=['’])s\b)(?:(?:[A-Z]\.){{2,}}|[NSW]\.(?:Va|Dak|Car|Mex|Hamp)\b|{word}(?:['’ʼ‘`](?!s\b){word})*))", flags)


_TOKEN, _ASCII_TOKEN = _words_of(_WORD), _words_of(_PLAIN_WORD, re.ASCII)


@dataclass(frozen=True, slots=True, eq=False)
class Tokens:
    """The words of a text, in its order. `text[starts[i]:ends[i]] == words[i]`; a possessive 's belongs to no word.

    Shared between the stages that read the same report, so its lists must not be changed.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    gaps: list[str]
    """What stands between each word and the next; behind the last word up to 16 characters."""
    large: list[int]
    """The indices of the words that do not begin with a small letter of the Latin alphabet: what a name may begin with."""

    def __len__(self) -> int:
        return len(self.words)

    def gap(self, index: int) -> str:
        """What stands between word `index` and the next; for the last word up to 16 characters behind it."""
        return self.gaps[index]


@lru_cache(maxsize=2)
def tokenize(text: str) -> Tokens:
    """The words of a text; those of the last texts are kept, for several stages ask for them.

    >>> tokenize("Syria's U.S.-led al-Nusra").words
    ['Syria', 'U.S.', 'led', 'al', 'Nusra']
    """
    # Split, for that leaves the loop over every word of every report to the regular expression.
    pieces = (_ASCII_TOKEN if text.isascii() else _TOKEN).split(text)
    bounds = list(accumulate(map(len, pieces)))
    words, gaps = pieces[1::2], pieces[2::2]
    if gaps:
        gaps[-1] = gaps[-1][:16]
    return Tokens(text, words, bounds[:-1:2], bounds[1::2], gaps, [at for at, word in enumerate(words) if not "a" <= word[0] <= "z"])


ARTICLES = frozenset({"al", "el", "ul", "il", "ash", "as", "ad", "ar", "an", "at", "az", "the"})
"""Articles that spellings of one name share or lack; "the" among them."""

_ARABIC_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": None})
_DOTLESS = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "’": None, "'": None, "ʼ": None, "‘": None, "`": None, ".": None})
_CYRILLIC_ENDING = "аеёиоуыэюяіїєйьмхв"


@lru_cache(maxsize=1 << 16)
def key(word: str) -> str:
    """The word as lists are matched: without case, accents, plural s, the Arabic article or a Slavic ending.

    >>> key("Forces"), key("Séléka"), key("الحزب"), key("Хезболлы") == key("Хезболла")
    ('force', 'seleka', 'حزب', True)
    """
    if len(word) > 64:
        return word
    if word.isascii():
        plain = word.lower()
        if "'" in plain or "." in plain or "`" in plain:
            plain = plain.translate(_DOTLESS)
        return plain[:-1] if len(plain) > 4 and plain[-1] == "s" and plain[-2] not in "su" else plain
    decomposed = unicodedata.normalize("NFKD", word.casefold().translate(_DOTLESS))
    folded = unicodedata.normalize("NFC", "".join(char for char in decomposed if not unicodedata.combining(char)))
    first = folded[:1]
    if "\u0600" <= first <= "\u06ff":
        folded = folded.translate(_ARABIC_LETTERS)
        return folded[2:] if len(folded) > 4 and folded.startswith("ال") else folded
    if "\u0400" <= first <= "\u04ff":
        stem = folded
        while len(stem) > 4 and len(folded) - len(stem) < 3 and stem[-1] in _CYRILLIC_ENDING:
            stem = stem[:-1]
        return stem
    return folded[:-1] if len(folded) > 4 and folded[-1] == "s" and folded[-2] not in "su" else folded


_ARABIC_CLITIC = re.compile("^(?:وال|بال|فال|كال|لل|ولل|وبال|و|ب|ل|ف|ك)(?=..)")


@lru_cache(maxsize=1 << 14)
def without_clitic(word: str) -> str | None:
    """An Arabic word without the conjunction or preposition written onto it; None when it has none.

    >>> without_clitic("وبالرقة"), without_clitic("Homs") is None
    ('رقة', True)
    """
    if not ("\u0600" <= word[:1] <= "\u06ff") or not 4 <= len(word) <= 40:
        return None
    found = _ARABIC_CLITIC.match(word)
    return word[found.end() :] if found else None


def is_capitalized(word: str) -> bool:
    """Whether the word begins with a capital letter, or with a figure and holds one ("M23", "3R")."""
    first = word[0]
    return first.isupper() or first.istitle() or (first.isdigit() and any(char.isupper() for char in word[:8]))
