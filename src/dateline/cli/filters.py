"""The API's filters as options: the same words mean the same on the command line."""

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from dateline.errors import BadInput, BadParameter

if TYPE_CHECKING:
    from dateline.geography import Bbox
    from dateline.storage.query import Query

_PANEL = "Only incidents that"
Codes = TypeVar("Codes", bound=StrEnum)

BboxOption = Annotated[
    str | None,
    typer.Option("--bbox", metavar="W,S,E,N", help="lie in this box, in degrees; W > E crosses the 180° meridian", rich_help_panel=_PANEL),
]
DatetimeOption = Annotated[
    str | None,
    typer.Option(
        "--datetime",
        metavar="DAYS",
        help="fall on a day or between two: 2016-12-13, 2016-01-01/2016-12-31, 2020-01-01/..",
        rich_help_panel=_PANEL,
    ),
]
EventTypeOption = Annotated[
    list[str] | None,
    typer.Option("--event-type", metavar="CODE", help="are of this event type; repeat or separate by commas", rich_help_panel=_PANEL),
]
SubEventTypeOption = Annotated[
    list[str] | None, typer.Option("--sub-event-type", metavar="CODE", help="are of this sub-event type", rich_help_panel=_PANEL)
]
StatusOption = Annotated[
    list[str] | None,
    typer.Option("--status", metavar="CODE", help="have this status: occurred, alleged, planned, denied", rich_help_panel=_PANEL),
]
SalienceOption = Annotated[
    list[str] | None,
    typer.Option("--salience", metavar="CODE", help="are what a report tells (main) or its history (background)", rich_help_panel=_PANEL),
]
CountryOption = Annotated[
    list[str] | None, typer.Option("--country", metavar="CODE", help="lie in this country: ISO 3166-1 alpha-2", rich_help_panel=_PANEL)
]
Admin1Option = Annotated[
    list[str] | None, typer.Option("--admin1", metavar="NAME", help="lie in this province or governorate", rich_help_panel=_PANEL)
]
SourceOption = Annotated[
    list[str] | None, typer.Option("--source", metavar="NAME", help="are told by this publisher", rich_help_panel=_PANEL)
]
ActorOption = Annotated[list[str] | None, typer.Option("--actor", metavar="NAME", help="this actor is a party to", rich_help_panel=_PANEL)]
LeastTollOption = Annotated[
    int, typer.Option("--least-toll", min=0, help="killed and wounded at least so many, by the highest account", rich_help_panel=_PANEL)
]
LeastConfidenceOption = Annotated[
    float,
    typer.Option(
        "--least-confidence", min=0.0, max=1.0, help="are at least so sure to be what they are said to be", rich_help_panel=_PANEL
    ),
]
TextOption = Annotated[
    str | None,
    typer.Option("-q", "--text", metavar="WORDS", help="hold all these words in title, place name, quote or text", rich_help_panel=_PANEL),
]


def query_of(
    *,
    bbox: str | None,
    days: str | None,
    event_types: list[str] | None,
    sub_event_types: list[str] | None,
    statuses: list[str] | None,
    saliences: list[str] | None,
    text: str | None,
    countries: list[str] | None = None,
    admin1s: list[str] | None = None,
    sources: list[str] | None = None,
    actors: list[str] | None = None,
    least_toll: int = 0,
    least_confidence: float = 0.0,
) -> "Query":
    """What to look for; raises `BadParameter` with the name of the option that cannot be used."""
    from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
    from dateline.storage.query import Query

    start, end = _days(days)
    return Query(
        bbox=_bbox(bbox),
        start=start,
        end=end,
        text=(text or "").strip() or None,
        event_types=_codes("--event-type", event_types, EventType),
        sub_event_types=_codes("--sub-event-type", sub_event_types, SubEventType),
        statuses=_codes("--status", statuses, Status),
        saliences=_codes("--salience", saliences, Salience),
        countries=frozenset(code.strip().upper() for value in countries or () for code in value.split(",")),
        # Names may hold commas: each has an option of its own.
        admin1s=frozenset(admin1s or ()),
        sources=frozenset(sources or ()),
        actors=frozenset(actors or ()),
        least_toll=least_toll,
        least_confidence=least_confidence,
    )


def _bbox(text: str | None) -> "Bbox | None":
    from dateline.geography import Bbox

    if text is None:
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise BadParameter("--bbox", f"takes four numbers (west, south, east, north), not {text!r}") from None
    try:
        return Bbox(west, south, east, north)
    except BadInput as error:
        raise BadParameter("--bbox", str(error)) from None


def _days(text: str | None) -> tuple[date | None, date | None]:
    if text is None:
        return None, None
    first, slash, second = text.partition("/")
    start = _day(first)
    end = _day(second) if slash else start
    if start and end and end < start:
        raise BadParameter("--datetime", f"the interval ends ({end}) before it starts ({start})")
    return start, end


def _day(text: str) -> date | None:
    """The day; of an instant, the day it is written with."""
    if text in ("", ".."):
        return None
    try:
        return date.fromisoformat(text.partition("T")[0])
    except ValueError:
        raise BadParameter("--datetime", f"{text!r} is no day such as 2020-07-23") from None


def _codes(option: str, given: list[str] | None, codes: type[Codes]) -> frozenset[Codes]:
    known = {code.value: code for code in codes}
    wanted = [code.strip() for value in given or () for code in value.split(",")]
    for code in wanted:
        if code not in known:
            raise BadParameter(option, f"{code!r} is none of {', '.join(known)}")
    return frozenset(known[code] for code in wanted)
