"""Small readings shared by the rules: a number, an ordinal, a month, a year at a place among the tokens."""

from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import COUNTED, MEASURES, MONTHS, NUMBERS, ORDINAL_ENDINGS, ORDINALS, SHORT_MONTHS

DASHES = frozenset({"-", "–", "—", "‑", "‒"})
_VAGUE = {"several": (2, 6), "few": (2, 6), "some": (2, 6), "many": (5, 15), "couple": (2, 2), "dozen": (12, 12)}


def month(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """The month named at a token and the token after it, past the full stop of an abbreviation."""
    word = tokens.at(at)
    value = MONTHS.get(word)
    if value is not None:
        return value, at + 1
    value = SHORT_MONTHS.get(word)
    if value is None:
        return None
    return value, at + 2 if tokens.at(at + 1) == "." and tokens.glued(at) else at + 1


def day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A day of the month, in digits or as an ordinal, and the token after it."""
    word = tokens.at(at)
    if word.isdecimal():
        value = tokens.number(at) if len(word) <= 2 else None
        if value is None or not 1 <= value <= 31:
            return None
        if tokens.glued(at) and tokens.at(at + 1).isalpha():
            return (value, at + 2) if tokens.at(at + 1) in ORDINAL_ENDINGS else None
        return value, at + 1
    ordinal = ORDINALS.get(word)
    if ordinal is not None:
        return ordinal, at + 1
    unit = ORDINALS.get(tokens.at(at + 2), 10)
    if word in {"twenty", "thirty"} and tokens.at(at + 1) in DASHES and unit < 10:
        value = (20 if word == "twenty" else 30) + unit
        return (value, at + 3) if value <= 31 else None
    return None


def year(tokens: Tokens, at: int, earliest: int = 1900) -> int | None:
    """Four digits from `earliest` to 2099 that count nothing."""
    value = tokens.number(at)
    if value is None or not earliest <= value <= 2099 or len(tokens.at(at)) != 4:
        return None
    after = tokens.at(at + 1)
    # "2000 people" counts; "in 2018 rebels" does not: only round numbers are told so exactly by chance.
    if after in MEASURES or (after in COUNTED and value % 50 == 0):
        return None
    if tokens.glued(at) and (tokens.at(at + 1).isalpha() or tokens.at(at + 1) == "_"):
        return None
    return value


def counts_something(tokens: Tokens, at: int) -> bool:
    """Whether the words from here show that the number before them counts people or things."""
    return tokens.at(at) in COUNTED or (tokens.at(at) in {"more", "other"} and tokens.at(at + 1) in COUNTED)


def count(tokens: Tokens, at: int) -> tuple[int, int, int] | None:
    """How many units: the least, the most, and the token after; "a few" is 2 to 6."""
    word = tokens.at(at)
    value = tokens.number(at)
    if value is not None:
        return value, value, at + 1
    if word == "a" and tokens.at(at + 1) in {"few", "couple", "dozen"}:
        low, high = _VAGUE[tokens.at(at + 1)]
        return low, high, at + 3 if tokens.at(at + 2) == "of" else at + 2
    if word == "half" and tokens.at(at + 1) in {"a", "an"}:
        return 0, 1, at + 2
    if word in _VAGUE:
        low, high = _VAGUE[word]
        return low, high, at + 2 if tokens.at(at + 1) == "of" else at + 1
    value = NUMBERS.get(word)
    if value is None:
        return None
    if value >= 20 and tokens.at(at + 1) in DASHES and 1 <= NUMBERS.get(tokens.at(at + 2), 10) < 10:
        value += NUMBERS[tokens.at(at + 2)]
        return value, value, at + 3
    return value, value, at + 1
