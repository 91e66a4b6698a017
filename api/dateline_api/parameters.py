"""Query parameters: what each means, its schema, and how its text is read. A wrong one is refused with a message that names it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from dateline.errors import BadInput, BadParameter
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.expression import Expression
from dateline.storage.query import MAX_LIMIT, Query, Sort
from dateline_api.cql2_json import read_cql2_json
from dateline_api.cql2_text import MAX_LENGTH, read_cql2_text
from dateline_api.crs import ALL, CRS84, Crs, read_crs
from dateline_api.cursors import MAX_CURSOR, Cursor, read_cursor
from dateline_api.negotiation import read_format
from dateline_api.shapes import bbox_of

DEFAULT_LIMIT = 100
MAX_SORTS = 4
CQL2_TEXT, CQL2_JSON = "cql2-text", "cql2-json"
MAX_QUERY_BYTES = 8_000
MAX_TEXT = 500
"""Characters of `q` or of an id."""
MAX_OFFSET = 1_000_000_000_000
"""Far beyond any store, and far below what a database's integers hold."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter; the API's description is made from these rows."""

    name: str
    meaning: str
    schema: dict[str, Any]
    read: Callable[[str], Any]
    """The value of its text; raises `BadInput` with what would do."""
    listed: bool = False
    """Whether it takes values separated by commas."""


@dataclass(frozen=True, slots=True)
class Days:
    """An interval of whole days, both ends included; None is open."""

    start: date | None
    end: date | None


def given(request: Request) -> list[tuple[str, str]]:
    """The query parameters as sent, in order; raises `BadParameter` where they cannot be read."""
    raw: bytes = request.scope["query_string"]
    if len(raw) > MAX_QUERY_BYTES:
        raise BadParameter("query", f"is {len(raw)} bytes long; at most {MAX_QUERY_BYTES} are taken")
    try:
        pairs = parse_qsl(raw.decode("ascii"), keep_blank_values=True, encoding="utf-8", errors="strict")
    except UnicodeDecodeError:
        raise BadParameter("query", "must be UTF-8, percent-encoded") from None
    for name, value in pairs:
        if any(char < " " for char in name + value):
            raise BadParameter(_shown(name), "must not hold control characters")
    return pairs


def values(request: Request, parameters: Iterable[Parameter]) -> dict[str, Any]:
    """The values of the parameters that were sent, by name; unknown and repeated ones are refused."""
    known = {parameter.name: parameter for parameter in parameters}
    found: dict[str, Any] = {}
    for name, text in given(request):
        if name not in known:
            raise BadParameter(_shown(name), f"is not a parameter here; known are {', '.join(known) or 'none'}")
        if name in found:
            raise BadParameter(name, "is given more than once" + ("; separate values by commas" if known[name].listed else ""))
        try:
            found[name] = known[name].read(text)
        except BadParameter:
            raise
        except BadInput as error:
            raise BadParameter(name, str(error)) from None
    return found


def query_of(found: dict[str, Any]) -> Query:
    """What to look for in the store; raises `BadParameter` for parameters that do not fit each other."""
    days: Days = found.get("datetime", Days(None, None))
    order: tuple[Sort, ...] = found.get("sortby", ())
    if order == (Sort("timeline_date"),):
        order = ()
    cursor: Cursor | None = found.get("cursor")
    if cursor is not None and "offset" in found:
        raise BadParameter("offset", "goes not with a cursor, which says where the page begins")
    if cursor is not None and cursor.order != order:
        raise BadParameter("cursor", "is of another sortby")
    return Query(
        bbox=_bbox_of(found.get("bbox"), found.get("bbox-crs", CRS84)),
        filter=filter_of(found),
        order=order,
        behind=cursor.behind if cursor else None,
        start=days.start,
        end=days.end,
        text=found.get("q"),
        event_types=found.get("event_type", frozenset()),
        sub_event_types=found.get("sub_event_type", frozenset()),
        statuses=found.get("status", frozenset()),
        saliences=found.get("salience", frozenset()),
        incident_id=found.get("incident_id"),
        report_id=found.get("report_id"),
        limit=found.get("limit", DEFAULT_LIMIT),
        offset=found.get("offset", 0),
    )


def _bbox_of(edges: tuple[float, ...] | None, crs: Crs) -> Bbox | None:
    try:
        return None if edges is None else bbox_of(list(edges), crs)
    except BadInput as error:
        raise BadParameter("bbox", str(error)) from None


def filter_of(found: dict[str, Any]) -> Expression | None:
    """The filter in the language and the coordinates that it is said to be in."""
    text: str | None = found.get("filter")
    if text is None:
        return None
    read = read_cql2_json if found.get("filter-lang", CQL2_TEXT) == CQL2_JSON else read_cql2_text
    try:
        return read(text, found.get("filter-crs", CRS84))
    except BadInput as error:
        raise BadParameter("filter", str(error)) from None


def _shown(name: str) -> str:
    """A name that was sent, short and printable enough to be told back."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name[:60])


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


def _codes(codes: type[StrEnum]) -> Callable[[str], frozenset[Any]]:
    def read(text: str) -> frozenset[Any]:
        known = {code.value: code for code in codes}
        wanted = [part.strip() for part in text.split(",")] if text else []
        for code in wanted:
            if code not in known:
                raise BadInput(f"{code[:60]!r} is none of {', '.join(known)}")
        return frozenset(known[code] for code in wanted)

    return read


def _of_codes(name: str, codes: type[StrEnum], meaning: str) -> Parameter:
    schema = {"type": "array", "items": {"type": "string", "enum": [code.value for code in codes]}}
    return Parameter(name, meaning, schema, _codes(codes), listed=True)


BBOX = Parameter(
    "bbox",
    "Only features in this box: west, south, east, north in degrees (WGS 84), or six numbers with heights, which are not looked at. "
    "West above east crosses the 180° meridian.",
    # OGC's own fragment says oneOf four or six.
    {"type": "array", "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}], "items": {"type": "number"}},
    read_edges,
    listed=True,
)
_CRS_SCHEMA: dict[str, Any] = {"type": "string", "format": "uri", "enum": list(ALL), "default": CRS84.uri}
BBOX_CRS = Parameter("bbox-crs", "The coordinate reference system that `bbox` is in, with the order of its axes.", _CRS_SCHEMA, read_crs)
CRS = Parameter("crs", "The coordinate reference system of the answer's coordinates, with the order of its axes.", _CRS_SCHEMA, read_crs)
CURSOR = Parameter(
    "cursor",
    "Where the page begins, as a `next` link says it: however deep, it costs what the first page costs.",
    {"type": "string", "maxLength": MAX_CURSOR},
    read_cursor,
)
SORTBY = Parameter(
    "sortby",
    "Properties to sort by, separated by commas; a minus before one sorts it falling. What is not told comes last.",
    {"type": "array", "items": {"type": "string", "pattern": "^[+-]?[a-z0-9_]+$"}, "minItems": 1, "maxItems": MAX_SORTS},
    read_sortby,
    listed=True,
)
PROPERTIES = Parameter(
    "properties",
    "Only these properties of each feature, separated by commas.",
    {"type": "array", "items": {"type": "string"}, "minItems": 1},
    read_names,
    listed=True,
)
FILTER = Parameter("filter", "Only features that fulfil this expression in CQL2.", {"type": "string", "maxLength": MAX_LENGTH}, str)
FILTER_LANG = Parameter(
    "filter-lang", "The language of `filter`.", {"type": "string", "enum": [CQL2_TEXT, CQL2_JSON], "default": CQL2_TEXT}, read_language
)
FILTER_CRS = Parameter("filter-crs", "The coordinate reference system of the geometries in `filter`.", _CRS_SCHEMA, read_crs)
DATETIME = Parameter(
    "datetime",
    "Only features of this time: an RFC 3339 instant or day, or an interval such as 2020-01-01/2020-12-31, 2020-07-01T00:00:00Z/.. or "
    "../2020-07-01. Dateline knows days: an instant means its day in UTC.",
    {"type": "string"},
    read_datetime,
)
LIMIT = Parameter(
    "limit",
    f"At most so many features in one page; more than {MAX_LIMIT} is taken as {MAX_LIMIT}.",
    {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
    read_limit,
)
OFFSET = Parameter(
    "offset", "So many features are passed over.", {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}, read_offset
)
Q = Parameter(
    "q",
    "Words that must all occur in the title, place name, quote or report text.",
    {"type": "string", "maxLength": MAX_TEXT},
    read_text,
)
FORMAT = Parameter(
    "f",
    "The answer as JSON or as a page to read; else the Accept header decides.",
    {"type": "string", "enum": ["json", "html"]},
    read_format,
)
EVENT_TYPE = _of_codes("event_type", EventType, "Only these event types, separated by commas.")
SUB_EVENT_TYPE = _of_codes("sub_event_type", SubEventType, "Only these sub-event types, separated by commas.")
STATUS = _of_codes("status", Status, "Only these statuses, separated by commas.")
SALIENCE = _of_codes("salience", Salience, "Only what reports tell (main) or tell as history (background).")
INCIDENT_ID = Parameter("incident_id", "Only events of this incident.", {"type": "string", "maxLength": MAX_TEXT}, read_id)
REPORT_ID = Parameter("report_id", "Only what this report tells.", {"type": "string", "maxLength": MAX_TEXT}, read_id)

PAGING = (LIMIT, OFFSET, FORMAT)
ORDERED = (LIMIT, OFFSET, CURSOR, SORTBY)
FILTERS = (BBOX, BBOX_CRS, DATETIME, Q, EVENT_TYPE, SUB_EVENT_TYPE, STATUS, SALIENCE, FILTER, FILTER_LANG, FILTER_CRS)
SHAPING = (PROPERTIES, CRS)
