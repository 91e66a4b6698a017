"""The day of publication, in the forms that suppliers write it."""

from collections.abc import Callable
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import partial

_FORMS = ("%Y/%m/%d", "%Y.%m.%d", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%B %d %Y", "%d.%m.%Y")
_LONGEST = 60


def parse_day(value: object) -> date | None:
    """The day as its publisher writes it, in the publisher's own time zone; None when nothing is given.

    ISO 8601 days and times, RFC 2822 and a few plain forms are understood. Raises `ValueError` for anything else: a day whose month could
    be its day, such as 04/05/2017, is not guessed.

    >>> parse_day("2020-07-24T23:30:00+03:00")
    datetime.date(2020, 7, 24)
    >>> parse_day("Fri, 24 Jul 2020 10:00:00 GMT")
    datetime.date(2020, 7, 24)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and 10_000_101 <= value <= 99_991_231:
        value = str(value)
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError(f"published is a {type(value).__name__}, not a day such as 2020-07-24")
    text = value.strip()
    if not text:
        return None
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    if len(text) <= _LONGEST:
        for parse in _PARSERS:
            try:
                return parse(text).date()
            except (ValueError, TypeError, IndexError, OverflowError):
                continue
    raise ValueError(f"published {shown!r} is no day that can be read; write it as 2020-07-24")


def _iso(text: str) -> datetime:
    for zone in (" UTC", " GMT"):
        text = text.removesuffix(zone)
    return datetime.fromisoformat(text)


def _in_form(text: str, form: str) -> datetime:
    return datetime.strptime(text, form)  # noqa: DTZ007  # only the day is used


_PARSERS: tuple[Callable[[str], datetime], ...] = (_iso, parsedate_to_datetime, *(partial(_in_form, form=form) for form in _FORMS))
