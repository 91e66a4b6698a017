"""Query parameters: what each means, its schema, and how its text is read. A wrong one is refused with a message that names it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request

from dateline.chronology import DatePrecision
from dateline.errors import BadInput, BadParameter
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.expression import Expression
from dateline.storage.query import MAX_CHOICES, MAX_LIMIT, MAX_NUMBERS, Query, Sort
from dateline_api.cql2_json import read_cql2_json
from dateline_api.cql2_text import MAX_LENGTH, read_cql2_text
from dateline_api.crs import ALL, CRS84, Crs, read_crs
from dateline_api.cursors import MAX_CURSOR, Cursor, read_cursor
from dateline_api.negotiation import read_format
from dateline_api.parameter_values import (
    CQL2_JSON,
    CQL2_TEXT,
    MAX_OFFSET,
    MAX_SORTS,
    codes_reader,
    read_choices,
    read_countries,
    read_datetime,
    read_edges,
    read_geo_precisions,
    read_id,
    read_language,
    read_limit,
    read_names,
    read_numbers,
    read_offset,
    read_share,
    read_sortby,
)
from dateline_api.parameter_values import MAX_TEXT as MAX_TEXT
from dateline_api.parameter_values import Days as Days
from dateline_api.parameter_values import read_text as read_text
from dateline_api.shapes import bbox_of

DEFAULT_LIMIT = 100
MAX_QUERY_BYTES = 8_000


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
        countries=found.get("country", frozenset()),
        admin1s=found.get("admin1", frozenset()),
        sources=found.get("source", frozenset()),
        actors=found.get("actor", frozenset()),
        date_precisions=found.get("date_precision", frozenset()),
        geo_precisions=found.get("geo_precision", frozenset()),
        least_toll=found.get("least_toll", 0),
        least_confidence=found.get("least_confidence", 0.0),
        numbers=found.get("numbers", frozenset()),
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


def _of_codes(name: str, codes: type[StrEnum], meaning: str) -> Parameter:
    schema = {"type": "array", "items": {"type": "string", "enum": [code.value for code in codes]}}
    return Parameter(name, meaning, schema, codes_reader(codes), listed=True)


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

_NAMES: dict[str, Any] = {"type": "array", "items": {"type": "string", "minLength": 1, "maxLength": MAX_TEXT}, "maxItems": MAX_CHOICES}
COUNTRY = Parameter(
    "country",
    "Only in these countries: ISO 3166-1 alpha-2 codes, separated by commas.",
    {"type": "array", "items": {"type": "string", "pattern": "^[A-Za-z]{2}$"}, "maxItems": MAX_CHOICES},
    read_countries,
    listed=True,
)
ADMIN1 = Parameter(
    "admin1",
    "Only in these first-level units, by the names that features have; separated by commas, between double quotes where one holds a comma.",
    _NAMES,
    read_choices,
    listed=True,
)
SOURCE = Parameter("source", "Only what one of these publishers tells; written as admin1 is.", _NAMES, read_choices, listed=True)
ACTOR = Parameter("actor", "Only where one of these actors is a party; written as admin1 is.", _NAMES, read_choices, listed=True)
DATE_PRECISION = _of_codes("date_precision", DatePrecision, "Only what is told with this precision of days, separated by commas.")
GEO_PRECISION = Parameter(
    "geo_precision",
    "Only with this precision of place, separated by commas: 1 a named spot, 2 near it, 3 a province or more.",
    {"type": "array", "items": {"type": "integer", "enum": [1, 2, 3]}},
    read_geo_precisions,
    listed=True,
)
LEAST_TOLL = Parameter(
    "least_toll",
    "Only with at least so many killed and wounded together, by the highest account.",
    {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0},
    read_offset,
)
LEAST_CONFIDENCE = Parameter(
    "least_confidence",
    "Only what is at least so likely a real event of its kind.",
    {"type": "number", "minimum": 0, "maximum": 1, "default": 0},
    read_share,
)
NUMBERS = Parameter(
    "numbers",
    f"Only incidents with these numbers (at most {MAX_NUMBERS}), as `number` of features and `incidents.bin` tell them.",
    {"type": "array", "items": {"type": "integer", "minimum": 1, "maximum": 10**15 - 1}, "minItems": 1, "maxItems": MAX_NUMBERS},
    read_numbers,
    listed=True,
)

PAGING = (LIMIT, OFFSET, FORMAT)
ORDERED = (LIMIT, OFFSET, CURSOR, SORTBY)
CHOICES = (
    *(EVENT_TYPE, SUB_EVENT_TYPE, STATUS, SALIENCE, COUNTRY, ADMIN1, SOURCE, ACTOR),
    *(DATE_PRECISION, GEO_PRECISION, LEAST_TOLL, LEAST_CONFIDENCE, NUMBERS),
)
FILTERS = (BBOX, BBOX_CRS, DATETIME, Q, *CHOICES, FILTER, FILTER_LANG, FILTER_CRS)
SHAPING = (PROPERTIES, CRS)
