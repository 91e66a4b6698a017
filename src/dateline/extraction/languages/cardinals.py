"""Numbers in words and figures in the languages besides English: "soixante-dix-sept", "خمسة وعشرين", "2.700"."""

from collections.abc import Sequence
from dataclasses import dataclass

_THOUSANDS = frozenset({".", ",", " ", "\u00a0", "\u202f"})
_INSIDE = frozenset({",", ".", ":", "/"})
_HYPHENS = frozenset("-‑'’ʼ")
_HUNDRED, _THOUSAND = 100, 1000
_GERMAN_UNITS = ["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]
_GERMAN_TENS = ["zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"]


@dataclass(frozen=True, slots=True)
class Word:
    """A word folded as the tables are, with its span in the text."""

    word: str
    start: int
    end: int


def german_compounds(values: dict[str, int]) -> dict[str, int]:
    """The numbers that German writes as one word, beside those given: "fünfundzwanzig", "zweihundert"."""
    found = dict(values)
    for unit, name in enumerate(_GERMAN_UNITS, 1):
        found |= {f"{name}und{ten}": 10 * tens + unit for tens, ten in enumerate(_GERMAN_TENS, 2)}
        found[f"{name}hundert"] = _HUNDRED * unit
    return found


class Cardinals:
    """The numbers of one language; `joints` are the words for "and" that may stand within one."""

    def __init__(self, code: str, values: dict[tuple[str, ...], int], joints: frozenset[str]) -> None:
        self._code = code
        single = {words[0]: value for words, value in values.items() if len(words) == 1}
        self._single = german_compounds(single) if code == "de" else single
        self._several = {words: value for words, value in values.items() if len(words) > 1}
        self._heads = {words[0] for words in self._several}
        self._joints = joints

    def read(self, text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
        """The number that begins at a word, with the index behind it."""
        if words[at].word.isdecimal():
            return self._figures(text, words, at)
        first = self._value(words, at)
        if first is None:
            return None
        total = 0
        current, end = first
        while True:
            follows = self._follows(text, words, end)
            if follows is None:
                break
            value, after, joined = follows
            if value == _THOUSAND and 1 < current < _THOUSAND and not joined:
                total, current, end = total + current * _THOUSAND, 0, after
                continue
            grown: int | None = self._grown(current, value, joined=joined) if current else value if value < _THOUSAND else None
            if grown is None:
                break
            current, end = grown, after
        return total + current, end

    def _grown(self, current: int, value: int, *, joined: bool) -> int | None:
        """What a number word makes of the number before it; None when it begins another."""
        match self._code:
            case "ar" if current < 10 and value == 10 and not joined:
                return current + 10
            case "ar" if current % _HUNDRED < 10 and current % _HUNDRED and value in range(20, 100, 10) and joined:
                return current + value
            case "fr" if current % _HUNDRED == 4 and value == 20 and not joined:
                return current + 76
            case "fr" if current % _HUNDRED in (60, 80) and value < 20:
                return current + value
            case "fr" if current % 20 == 10 and current % _HUNDRED and 7 <= value < 10 and not joined:
                return current + value
            case _:
                pass
        if value == _HUNDRED and 1 < current < 10 and not joined:
            return current * _HUNDRED
        if value < 10 and current >= 20 and current % 10 == 0:
            return current + value
        if value < 20 and self._code == "tr" and current % _HUNDRED == 10 and value < 10:
            return current + value
        if value < _HUNDRED and current >= _HUNDRED and current % _HUNDRED == 0:
            return current + value
        return None

    def _follows(self, text: str, words: Sequence[Word], at: int) -> tuple[int, int, bool] | None:
        """The number word behind, over a hyphen or the word for "and": its value, the index behind it, whether it was joined."""
        if at >= len(words):
            return None
        word = words[at].word
        if word in _HYPHENS and at + 1 < len(words) and words[at - 1].end == words[at].start:
            found = self._value(words, at + 1)
            return (*found, False) if found else None
        if self._code == "ar":
            if word.startswith("و") and (value := self._single.get(word[1:])) is not None:
                return value, at + 1, True
        elif word in self._joints:
            found = self._value(words, at + 1)
            return (*found, True) if found else None
        if text[words[at - 1].end : words[at].start].strip():
            return None
        found = self._value(words, at)
        return (*found, False) if found else None

    def _value(self, words: Sequence[Word], at: int) -> tuple[int, int] | None:
        if at >= len(words):
            return None
        word = words[at].word
        if word in self._heads:
            for wording, value in self._several.items():
                if tuple(one.word for one in words[at : at + len(wording)]) == wording:
                    return value, at + len(wording)
        single = self._single.get(word)
        return (single, at + 1) if single is not None else None

    def _figures(self, text: str, words: Sequence[Word], at: int) -> tuple[int, int] | None:
        """A number in figures, its thousands apart or not, with the word for a thousand behind it."""
        digits, end = words[at].word, at + 1
        if at and words[at - 1].word in _INSIDE and words[at - 1].end == words[at].start and words[at - 2].word.isdecimal():
            return None
        while len(digits) <= 6 and len(words[at].word) <= 3:
            step = 1 if end + 1 < len(words) and words[end].word in _THOUSANDS and words[end - 1].end == words[end].start else 0
            if end + step >= len(words):
                break
            group = words[end + step]
            gap = text[words[end - 1].end : group.start]
            if gap not in _THOUSANDS or len(group.word) != 3 or not group.word.isdecimal():
                break
            digits, end = digits + group.word, end + step + 1
        if len(digits) > 7:
            return None
        value = int(digits)
        behind = words[end] if end < len(words) and words[end - 1].end == words[end].start else None
        if behind is not None and behind.word == "%":
            return None
        if behind is not None and behind.word in _INSIDE and _figure_at(words, end + 1, behind.end):
            return None
        if end < len(words) and self._single.get(words[end].word) == _THOUSAND:
            value, end = value * _THOUSAND, end + 1
        return value, end


def _figure_at(words: Sequence[Word], at: int, start: int) -> bool:
    return at < len(words) and words[at].word.isdecimal() and words[at].start == start
