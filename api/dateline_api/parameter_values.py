"""The values of query parameters: how the text of each is read. A wrong one is refused with what would do."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any, TypeVar

from dateline.errors import BadInput
from dateline.geography import Bbox
from dateline.storage.query import MAX_CHOICES, MAX_LIMIT, MAX_NUMBERS, Sort

T = TypeVar("T")

MAX_SORTS = 4
CQL2_TEXT, CQL2_JSON = "cql2-text", "cql2-json"
MAX_TEXT = 500
"""Characters of `q` or of an id."""
MAX_OFFSET = 1_000_000_000_000
"""Far beyond any store, and far below what a database's integers hold."""


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of whole days, both ends included; None is open."""

    start: date | None
    end: date | None


_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,30})?|\.[0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?")


def read_bbox(text: str) -> Bbox:
    """West, south, east, north; or with a lowest and a highest height, which are not looked at."""
    return Bbox(*read_edges(text))


def read_edges(text: str) -> tuple[float, float, float, float]:
    """The lower and the upper corner; or with a lowest and a highest height, which are not looked at."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) not in (4, 6):
        raise BadInput(f"takes 4 numbers (west, south, east, north) or 6 with heights, not {len(parts)}")
    for part in parts:
        if not _NUMBER.fullmatch(part):
            raise BadInput(f"{part[:40]!r} is no number")
    numbers = [float(part) for part in parts]
    if len(numbers) == 6:
        west, south, low, east, north, high = numbers
        if low > high:
            raise BadInput(f"the lowest height ({low}) lies above the highest ({high})")
        numbers = [west, south, east, north]
    return numbers[0], numbers[1], numbers[2], numbers[3]


_INSTANT = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[Tt](?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]{1,20})?"
    r"(?:(?P<utc>[Zz])|(?P<sign>[+-])(?P<off_hour>[0-9]{2}):(?P<off_minute>[0-9]{2})))?"
)


def read_datetime(text: str) -> Days:
    """An RFC 3339 instant or day, or an interval of two, either of which may be `..` or empty for open."""
    parts = text.split("/")
    if len(parts) == 1:
        day = _day(parts[0])
        return Days(day, day)
    if len(parts) != 2:
        raise BadInput("takes one instant or two with a slash between them")
    # GDAL sends a day with a lone T behind it, "2021-01-01T/..", for a filter on a field of days.
    parts = [part.removesuffix("T") if len(part) == len("2021-01-01T") else part for part in parts]
    start, end = (None if part in ("", "..") else _day(part) for part in parts)
    if start and end and end < start:
        raise BadInput(f"the interval ends ({end}) before it starts ({start})")
    return Days(start, end)


def _day(text: str) -> date:
    """The UTC day of an instant. Years before 1 and beyond 9999 cannot be told."""
    found = _INSTANT.fullmatch(text)
    if not found:
        hint = "; encode + as %2B" if " " in text else ""
        raise BadInput(f"{text[:40]!r} is neither a day (2020-07-23) nor an RFC 3339 instant (2020-07-23T18:00:00Z){hint}")
    try:
        day = date.fromisoformat(found["day"])
        if found["hour"] is None:
            return day
        # RFC 3339 knows leap seconds; Python's clock does not.
        moment = datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), min(int(found["second"]), 59))  # noqa: DTZ001
        if int(found["second"]) > 60:
            raise ValueError("a minute has 60 seconds")
        if found["utc"]:
            return day
        offset = timedelta(hours=int(found["off_hour"]), minutes=int(found["off_minute"]))
        zone = timezone(offset if found["sign"] == "+" else -offset)
    except ValueError as error:
        raise BadInput(f"{text[:40]!r} is no such day or time: {error}") from None
    try:
        return moment.replace(tzinfo=zone).astimezone(UTC).date()
    except OverflowError:
        return day


def read_limit(text: str) -> int:
    """A whole number of at least 1; more than the most is taken as the most, as OGC API – Features allows."""
    if not re.fullmatch(r"[0-9]{1,200}", text) or int(text) == 0:
        raise BadInput(f"{text[:40]!r} is not a whole number of at least 1")
    return min(int(text), MAX_LIMIT)


def read_offset(text: str) -> int:
    """A whole number from 0."""
    if not re.fullmatch(r"[0-9]{1,200}", text):
        raise BadInput(f"{text[:40]!r} is not a whole number of at least 0")
    if int(text) > MAX_OFFSET:
        raise BadInput(f"is at most {MAX_OFFSET}")
    return int(text)


def read_text(text: str) -> str | None:
    """Words to look for; None when there are none."""
    if len(text) > MAX_TEXT:
        raise BadInput(f"is {len(text)} characters long; at most {MAX_TEXT} are taken")
    return text.strip() or None


def read_id(text: str) -> str:
    """An id; one that cannot be is refused here rather than looked for."""
    if not text or len(text) > MAX_TEXT or not text.isprintable():
        raise BadInput(f"must be an id of at most {MAX_TEXT} printable characters")
    return text


def read_sortby(text: str) -> tuple[Sort, ...]:
    """Fields, each with a minus before it for falling; a plus, which becomes a blank in addresses, says rising."""
    fields = []
    for part in text.split(","):
        name = part[1:] if part[:1] in "+- " else part
        if not re.fullmatch(r"[a-z0-9_]{1,60}", name):
            raise BadInput(f"{part[:40]!r} is no name of a property")
        fields.append(Sort(name, part[:1] == "-"))
    if len({sort.field for sort in fields}) < len(fields) or len(fields) > MAX_SORTS:
        raise BadInput(f"takes at most {MAX_SORTS} different properties")
    return tuple(fields)


def read_names(text: str) -> tuple[str, ...]:
    """Names separated by commas."""
    return tuple(dict.fromkeys(part.strip() for part in text.split(",")))


def read_language(text: str) -> str:
    """A language of filters."""
    if text not in (CQL2_TEXT, CQL2_JSON):
        raise BadInput(f"{text[:40]!r} is neither {CQL2_TEXT} nor {CQL2_JSON}")
    return text


def _read_each(text: str, most: int, read: Callable[[str], T]) -> frozenset[T]:
    parts = [part.strip() for part in text.split(",")] if text else []
    if len(parts) > most:
        raise BadInput(f"takes at most {most}, not {len(parts)}")
    return frozenset(read(part) for part in parts)


def read_countries(text: str) -> frozenset[str]:
    """Codes of countries, in small letters too."""

    def read(part: str) -> str:
        if not re.fullmatch(r"[A-Za-z]{2}", part):
            raise BadInput(f"{part[:40]!r} is no code of a country such as SY (ISO 3166-1 alpha-2)")
        return part.upper()

    return _read_each(text, MAX_CHOICES, read)


def read_choices(text: str) -> frozenset[str]:
    """Names; what holds a comma itself is written between double quotes, as in a table of comma-separated values."""
    try:
        [names] = csv.reader([text], strict=True, skipinitialspace=True) if text else [[]]
    except (csv.Error, ValueError):
        raise BadInput('takes names separated by commas; "between quotes" what holds a comma') from None
    found = frozenset(name.strip() for name in names)
    if "" in found or any(len(name) > MAX_TEXT for name in found):
        raise BadInput(f"takes names of 1 to {MAX_TEXT} characters")
    if len(found) > MAX_CHOICES:
        raise BadInput(f"takes at most {MAX_CHOICES} names, not {len(found)}")
    return found


def read_numbers(text: str) -> frozenset[int]:
    """Whole numbers from 1."""

    def read(part: str) -> int:
        if not re.fullmatch(r"[0-9]{1,15}", part) or int(part) == 0:
            raise BadInput(f"{part[:40]!r} is no number of an incident")
        return int(part)

    found = _read_each(text, MAX_NUMBERS, read)
    if not found:
        raise BadInput("takes at least one number")
    return found


def read_geo_precisions(text: str) -> frozenset[int]:
    """ACLED's three."""

    def read(part: str) -> int:
        if part not in ("1", "2", "3"):
            raise BadInput(f"{part[:40]!r} is none of 1, 2, 3")
        return int(part)

    return _read_each(text, MAX_CHOICES, read)


def read_share(text: str) -> float:
    """A number from 0 to 1."""
    if not _NUMBER.fullmatch(text) or not 0 <= float(text) <= 1:
        raise BadInput(f"{text[:40]!r} is no number from 0 to 1")
    return float(text)


def codes_reader(codes: type[StrEnum]) -> Callable[[str], frozenset[Any]]:
    """What reads some of the codes, separated by commas."""

    def read(text: str) -> frozenset[Any]:
        known = {code.value: code for code in codes}
        wanted = [part.strip() for part in text.split(",")] if text else []
        for code in wanted:
            if code not in known:
                raise BadInput(f"{code[:60]!r} is none of {', '.join(known)}")
        return frozenset(known[code] for code in wanted)

    return read
