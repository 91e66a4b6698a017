"""The map as one file: the page, made as one file when it was built, with incidents put into it."""

import base64
import gzip
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

from dateline.chronology import DatePrecision
from dateline.errors import BadInput
from dateline.extraction.event import Evidence, Span
from dateline.merging.incident import Account, Incident
from dateline.publishing.columnar import columnar
from dateline.publishing.columns import Columns, Row, Spot, days_since_epoch, gathered
from dateline.publishing.encoding import to_json

AccountsOf = Callable[[Incident], Sequence[Account]]
"""Who tells an incident."""

PLACE = "<!--INCIDENTS-->"
"""Where in the page incidents are put."""
MAX_ACCOUNTS = 8
"""Of one incident; who tells it beyond them is counted, not quoted."""
MAX_QUOTE = 600
"""Code points of a quote; a longer sentence is cut around the word for what happened."""
BYTES_EACH = 85
"""What is told of an incident beside its columns shall take no more, packed, where there are many of them."""
_BYTES_ANYWAY = 500_000


@dataclass(frozen=True, slots=True)
class _Telling:
    """How much is told of each report."""

    titles: bool
    quote: int
    """Code points."""
    accounts: int = MAX_ACCOUNTS


_TELLINGS = (_Telling(True, MAX_QUOTE), _Telling(True, 300), _Telling(False, 300), _Telling(False, 160, 4), _Telling(False, 100, 1))
"""From all to least: the first is taken that is small enough, else the last."""


def write_single(incidents: Iterable[Incident], path: Path, *, page: str, accounts_of: AccountsOf) -> None:
    """Write a map that opens from disk in any browser, without a network.

    `page` is the text of the built page (`single.html`). Raises `BadInput` when it is none.
    """
    before, place, after = page.partition(PLACE)
    if not place:
        raise BadInput("the page has no place for incidents: build it anew")
    content = packed(list(incidents), accounts_of)
    with path.open("wb") as file:
        file.write(before.encode())
        file.write(letters(content))
        file.write(after.encode())


def packed(incidents: Sequence[Incident], accounts_of: AccountsOf) -> bytes:
    """What the page reads, packed: the length of the columns, the columns themselves, and whatever else there is as JSON.

    Where there are many incidents, titles of reports are left out, quotes are cut shorter and fewer are told, so that the file can still
    be sent around.
    """
    numbered = [(incident.number or at, incident) for at, incident in enumerate(incidents, start=1)]
    if len({number for number, _ in numbered}) < len(numbered):
        numbered = list(enumerate(incidents, start=1))
    columns = b"".join(columnar(columns_of(numbered), sequence=0))
    head = len(columns).to_bytes(8, "little") + columns
    accounts = [tuple(accounts_of(incident)[:MAX_ACCOUNTS]) for _, incident in numbered]
    most = max(_BYTES_ANYWAY, BYTES_EACH * len(numbered))
    content = head
    for telling in _TELLINGS:
        content = head + to_json(_told(numbered, [each[: telling.accounts] for each in accounts], telling))
        if len(gzip.compress(content, compresslevel=6)) <= most:
            break
    return gzip.compress(content, compresslevel=9, mtime=0)


def columns_of(numbered: Iterable[tuple[int, Incident]]) -> Columns:
    """Incidents by column, under these numbers."""
    return gathered(_row(number, incident) for number, incident in numbered)


def letters(content: bytes) -> bytes:
    """Bytes as base 85, in letters that mean nothing in HTML: `/` and `,` in the place of `<` and `&`."""
    return base64.b85encode(content).translate(_HARMLESS)


_HARMLESS = bytes.maketrans(b"<&", b"/,")


def _row(number: int, incident: Incident) -> Row:
    when, where, stands = incident.when, incident.where, incident.timeline_date
    spot = None
    if where is not None:
        place, point = where.place, where.point
        spot = Spot(
            point.lon, point.lat, where.uncertainty_km, where.geo_precision, place.name, place.kind.value, place.admin1, place.country
        )
    last = when.end if when else stands
    return Row(
        number=number,
        id=incident.id,
        first_day=stands.toordinal() if stands else None,
        last_day=last.toordinal() if last else None,
        precision=(when.precision if when else DatePrecision.UNKNOWN).value,
        kind=incident.sub_event_type.value,
        status=incident.status.value,
        salience=incident.salience.value,
        corrected=False,
        own_day=when is not None,
        spot=spot,
        place_confidence=where.confidence if where else None,
        toll=incident.toll,
        confidence=incident.confidence,
        report_count=incident.report_count,
        actors=tuple(actor.name for actor in incident.actors),
        sources=incident.sources,
    )


class _Names(dict[str, int]):
    """Numbers names in the order in which they first come."""

    def __missing__(self, name: str) -> int:
        self[name] = number = len(self)
        return number


def _told(numbered: Sequence[tuple[int, Incident]], accounts: Sequence[Sequence[Account]], telling: _Telling) -> dict[str, Any]:
    names = _Names()
    places: dict[str, int] = {}
    reports: dict[str, list[Any]] = {name: [] for name in ("title", "source", "url", "published", "language")}
    for account in chain.from_iterable(accounts):
        report = account.report
        if report.id not in places:
            places[report.id] = len(places)
            for name in reports:
                value = None if name == "title" and not telling.titles else getattr(report, name)
                reports[name].append(value.isoformat() if isinstance(value, date) else value)
    told_incidents = {
        "number": [number for number, _ in numbered],
        "saidOn": [_day(incident.said_on) for _, incident in numbered],
        "firstReported": [_day(incident.first_reported) for _, incident in numbered],
        "timeOfDay": [incident.time_of_day for _, incident in numbered],
        "attribution": [[names[name] for name in incident.attribution] for _, incident in numbered],
        "accounts": [[_account(account, places[account.report.id], names, telling.quote) for account in each] for each in accounts],
    }
    return {"incidents": told_incidents, "reports": reports, "names": list(names)}


def _account(account: Account, report: int, names: _Names, most: int) -> list[Any]:
    event = account.event
    sentence = event.evidence.sentence
    quote, start = event.quote, sentence.start
    if len(quote) > most:
        cut = max(0, min(event.evidence.trigger.start - sentence.start - most // 3, len(quote) - most))
        quote, start = quote[cut : cut + most], start + cut
    told: list[Any] = [report, event.status.value, quote, [names[name] for name in event.attribution]]
    if account.report.text[sentence.start : sentence.end] != event.quote:
        return told  # a row of an event table, whose words gave no value
    for role, span in _spans(event.evidence):
        first, last = max(0, span.start - start), min(len(quote), span.end - start)
        if first < last:
            told += [role, first, last]
    return told


def _spans(evidence: Evidence) -> list[tuple[str, Span]]:
    one = (
        ("t", evidence.trigger),
        ("p", evidence.place),
        ("d", evidence.date),
        ("s", evidence.said_on),
        ("a", evidence.attribution),
        ("u", evidence.status),
    )
    found = [(role, span) for role, span in one if span is not None]
    return found + [("w", span) for span in evidence.actors] + [("n", span) for span in evidence.toll]


def _day(day: date | None) -> int | None:
    return None if day is None else days_since_epoch(day)
