"""Dates in digits alone: 2017-05-13, 13/05/2017, 5.3.2020; the order of day and month is decided elsewhere."""

from datetime import date

from dateline.extraction.dates.expressions import Calendar, Hit
from dateline.extraction.dates.readings import DASHES
from dateline.extraction.dates.tokens import Tokens

_SEPARATORS = frozenset({"/", ".", "-"})


def numeric(tokens: Tokens, at: int) -> Hit | None:
    """A date in digits that begins at this token."""
    first, mark = tokens.at(at), tokens.at(at + 1)
    if len(first) > 4 or mark not in _SEPARATORS or not tokens.glued(at) or _continues(tokens, at):
        return None
    second, third = tokens.at(at + 2), tokens.at(at + 4)
    if not second.isdecimal() or len(second) > 2 or not tokens.glued(at + 1):
        return None
    full = tokens.at(at + 3) == mark and tokens.glued(at + 2) and tokens.glued(at + 3) and third.isdecimal()
    if not full:
        return _without_year(tokens, at, int(first), int(second)) if len(first) <= 2 and mark != "-" else None
    end = at + 5
    if tokens.glued(end - 1) and tokens.at(end) in _SEPARATORS and tokens.glued(end) and tokens.at(end + 1).isdecimal():
        return None
    if len(first) == 4:
        return _year_first(tokens, at, end, (int(first), int(second), int(third))) if len(third) <= 2 else None
    if len(third) not in {2, 4} or len(first) > 2:
        return None
    written = int(third) if len(third) == 4 else 2000 + int(third) if int(third) < 70 else 1900 + int(third)
    if not 1900 <= written <= 2099:
        return None
    return _ordered(at, end, int(first), int(second), written, dotted=mark == ".")


def _continues(tokens: Tokens, at: int) -> bool:
    """Whether the digits go on from something before: a telephone number, a version, an address."""
    before = tokens.at(at - 1)
    return tokens.glued(at - 1) and (before in _SEPARATORS or before in {":", "=", "+", "#", "@", "&"} or before.isalnum())


def _year_first(tokens: Tokens, at: int, end: int, parts: tuple[int, int, int]) -> Hit | None:
    written, month, day = parts
    if not 1900 <= written <= 2099 or not _real(written, month, day):
        return None
    if tokens.at(end) == "t" and tokens.glued(end - 1) and tokens.glued(end):
        # The clock time of ISO 8601 belongs to the words: 2017-05-13T10:00:00Z.
        end += 1
        while tokens.glued(end) and end < at + 14 and (tokens.at(end + 1).isdecimal() or tokens.at(end + 1) in {":", ".", "+", "z"}):
            end += 1
        end += 1
    return Hit(Calendar(year=written, month=month, day=day), at, end)


def _ordered(at: int, end: int, first: int, second: int, written: int, *, dotted: bool) -> Hit | None:
    by_day, by_month = _real(written, second, first), _real(written, first, second)
    if by_day and by_month and first != second and not dotted:
        return Hit(Calendar(year=written, month=second, day=first, swappable=True), at, end)
    if by_day:
        return Hit(Calendar(year=written, month=second, day=first, day_first=None if dotted or by_month else True), at, end)
    return Hit(Calendar(year=written, month=first, day=second, day_first=False), at, end) if by_month else None


def _without_year(tokens: Tokens, at: int, first: int, second: int) -> Hit | None:
    """13/05 after a word that announces a day; 24/7, 9/11 and scores are none."""
    if tokens.at(at + 1) != "/" or (first, second) in {(24, 7), (9, 11)} or tokens.at(at + 3) in {"/", *DASHES}:
        return None
    if tokens.at(at - 1) not in {"on", "dated", "le", "el", "il", "dia"}:
        return None
    if tokens.glued(at + 2) and tokens.at(at + 3) not in {".", ",", ")", ";", ":"}:
        return None
    leap = 2020
    if _real(leap, second, first):
        return Hit(Calendar(month=second, day=first, swappable=_real(leap, first, second) and first != second), at, at + 3)
    return Hit(Calendar(month=first, day=second), at, at + 3) if _real(leap, first, second) else None


def _real(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
