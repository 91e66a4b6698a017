"""Figures in words and digits, exact and vague: "twenty-three", "at least 9", "between 5 and 7", "dozens"."""

from collections.abc import Sequence
from dataclasses import dataclass

_UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
_TENS = {word: value * 10 for value, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DASHES = frozenset({"-", "–", "—", "‑"})

VAGUE = {
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2000, 9999),
    "tens": (20, 99),
    "several": (3, 9),
    "numerous": (3, 99),
    "handful": (3, 6),
}
"""What a word without a number is taken for: from twice its unit to just below the next greater one. A plural of "dozen" is at least two
of them, and nobody says "dozens" of a hundred; "several" is more than two and less than ten."""

_AT_LEAST = (
    ("at", "least"),
    ("no", "fewer", "than"),
    ("no", "less", "than"),
    ("not", "less", "than"),
    ("a", "minimum", "of"),
    ("a", "total", "of"),
    ("some",),
    ("about",),
    ("around",),
    ("approximately",),
    ("roughly",),
    ("nearly",),
    ("almost",),
    ("exactly",),
    ("another",),
    ("the",),
    ("all",),
    ("these",),
    ("those",),
    ("other",),
    ("her",),
    ("his",),
    ("their",),
    ("its",),
    ("an", "estimated"),
    ("reportedly",),
    ("altogether",),
)
_MORE_THAN = (("more", "than"), ("over",), ("upwards", "of"), ("above",), ("in", "excess", "of"), ("well", "over"))
_UP_TO = (("up", "to"), ("as", "many", "as"), ("at", "most"), ("fewer", "than"), ("less", "than"), ("a", "maximum", "of"))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people, at least `low` and at most `high`, and the words it was read from, end exclusive.

    An open end keeps the told figure on both sides ("at least nine" is 9 to 9); "more than 20" is 20 to 21, "up to 40" is 1 to 40.
    """

    low: int
    high: int
    first: int
    end: int


def figure(words: Sequence[str], at: int) -> Figure | None:
    """The figure that begins at a word, with the words that qualify it."""
    place, kind = at, ""
    while (qualifier := _qualifier(words, place)) is not None and place < at + 8:
        place, kind = qualifier[0], qualifier[1] or kind
    vague = _vague(words, place)
    if vague is not None:
        return Figure(vague[0], vague[1], at, vague[2])
    number = cardinal(words, place)
    if number is None and place < len(words) and words[place] == "between":
        number = cardinal(words, place + 1)
        kind = "between"
    if number is None:
        return None
    value, end = number
    other = _upper(words, end, kind)
    if other is not None and other[0] > value:
        return Figure(value, other[0], at, other[1])
    if kind == "more":
        return Figure(value, value + 1, at, end)
    if kind == "up":
        return Figure(min(1, value), value, at, end)
    return Figure(value, value, at, end)


_QUALIFYING = frozenset(phrase[0] for phrases in (_MORE_THAN, _UP_TO, _AT_LEAST) for phrase in phrases)


def _qualifier(words: Sequence[str], at: int) -> tuple[int, str] | None:
    if at >= len(words) or words[at] not in _QUALIFYING:
        return None
    for kind, phrases in (("more", _MORE_THAN), ("up", _UP_TO), ("", _AT_LEAST)):
        for phrase in phrases:
            if tuple(words[at : at + len(phrase)]) == phrase:
                return at + len(phrase), kind
    return None


def _vague(words: Sequence[str], at: int) -> tuple[int, int, int] | None:
    word = words[at] if at < len(words) else ""
    following = words[at + 1] if at + 1 < len(words) else ""
    if word == "a" and following in {"handful", "few", "couple"}:
        low, high = {"handful": (3, 6), "few": (2, 5), "couple": (2, 2)}[following]
        return low, high, _past_of(words, at + 2)
    if word in VAGUE and not (word == "scores" and following not in {"of", "were", "more", "dead", "killed", "wounded", "injured"}):
        low, high = VAGUE[word]
        if word in {"tens", "hundreds"} and tuple(words[at + 1 : at + 3]) == ("of", "thousands"):
            return low * 1000, high * 1000 + 999, _past_of(words, at + 3)
        return low, high, _past_of(words, at + 1)
    return None


def _past_of(words: Sequence[str], at: int) -> int:
    return at + 1 if at < len(words) and words[at] == "of" else at


def _upper(words: Sequence[str], end: int, kind: str) -> tuple[int, int] | None:
    """The greater end of "5 to 7", "5-7", "five or six", "between 5 and 7"."""
    joint = words[end] if end < len(words) else ""
    if joint in _DASHES or joint in {"to", "or"} or (joint == "and" and kind == "between"):
        return cardinal(words, end + 1)
    return None


def cardinal(words: Sequence[str], at: int) -> tuple[int, int] | None:
    """A whole number in digits or words and the word after it: "1,200", "one hundred and five", "a dozen", "2.5 million"."""
    if at >= len(words):
        return None
    word = words[at]
    if word[0].isdigit():
        return _digits(words, at)
    if tuple(words[at : at + 3]) == ("half", "a", "dozen"):
        return 6, at + 3
    if word == "a" and at + 1 < len(words) and words[at + 1] in {"dozen", "hundred", "thousand"}:
        return _scaled(words, 1, at + 1)
    total, end = 0, at
    if word in _TENS:
        total, end = _TENS[word], at + 1
        after = end + 1 if end < len(words) and words[end] in _DASHES else end
        if after < len(words) and 0 < _UNITS.get(words[after], 0) < 10:
            total, end = total + _UNITS[words[after]], after + 1
    elif word in _UNITS:
        total, end = _UNITS[word], at + 1
    else:
        return None
    return _scaled(words, total, end)


def _scaled(words: Sequence[str], value: int, end: int) -> tuple[int, int]:
    """Takes in "hundred", "thousand", "dozen" and what is added behind them."""
    if end < len(words) and words[end] == "dozen":
        return value * 12, _past_of(words, end + 1)
    while end < len(words) and words[end] in _SCALES and value < 1_000_000:
        scale = _SCALES[words[end]]
        value, end = value * scale, end + 1
        rest = end + 1 if end < len(words) and words[end] == "and" else end
        if rest < len(words) and (words[rest] in _TENS or words[rest] in _UNITS):
            more = cardinal(words, rest)
            if more is not None and more[0] < scale:
                value, end = value + more[0], more[1]
    return value, end


def _digits(words: Sequence[str], at: int) -> tuple[int, int] | None:
    written = words[at].replace(",", "").replace("\u00a0", "").replace("\u202f", "")
    if len(written) > 9:
        return None
    following = words[at + 1] if at + 1 < len(words) else ""
    if "." in written:
        if following not in _SCALES:
            return None
        return round(float(written) * _SCALES[following]), at + 2
    if following in {"hundred", "thousand", "million"}:
        return int(written) * _SCALES[following], at + 2
    if following == "dozen":
        return int(written) * 12, at + 2
    return int(written), at + 1
