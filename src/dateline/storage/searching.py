"""A query as SQL conditions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Connection, Select, Table, and_, bindparam, exists, false, func, or_, select, union

from dateline.geography import Bbox
from dateline.storage.counting import Moment, asked
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.fields import FIELDS
from dateline.storage.filtering import condition_of
from dateline.storage.query import Query
from dateline.storage.safetext import is_safe
from dateline.storage.tables import MAX_COUNT, UNDATED, events, incident_events, incident_names, incidents, names, reports
from dateline.storage.words import words_of

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a query is best answered, by what the store holds at this moment."""

    longest_days: int
    """The longest span of days in the table, less one."""
    by_space: bool
    """Whether few rows lie in the box and days, so that they are fetched by place and then sorted; else the timeline is walked."""
    words: tuple[str, ...] = ()
    """The words of the search, the rarest first."""
    is_rare: bool = False
    """Whether the first word is so rare that the others are looked up for each row that has it; else all rows of every word are met."""
    by_row: bool = False
    """Whether so many rows are found that a page of them is soon met on the timeline, each row asked for all words."""

    def paging(self, matched: int) -> "Plan":
        """How to read a page of so many."""
        return replace(self, by_row=bool(self.words) and not self.is_rare and matched > FEW)


FEW = 4000
"""Up to so many rows, fetching them by place and sorting them beats walking the timeline."""


def plan(connection: Connection, dialect: StoreDialect, table: Table, query: Query, moment: Moment) -> Plan:
    """How to look for incidents or events."""
    found: Plan = moment.values.of(("plan", table.name, asked(query)), lambda: _planned(connection, dialect, table, query, moment))
    return found


def _planned(connection: Connection, dialect: StoreDialect, table: Table, query: Query, moment: Moment) -> Plan:
    spans = select(func.max(table.c.span_days))
    longest = moment.values.of(("longest", table.name), lambda: connection.scalar(spans) or 0)
    words, is_rare = _ranked(connection, dialect, words_of(query.text or ""))
    if query.bbox is None:
        return Plan(longest, by_space=False, words=words, is_rare=is_rare)
    within = dialect.incidents_within if table is incidents else dialect.events_within
    found = _at_most(connection, within(query.bbox.parts(), *_days(query)))
    return Plan(longest, by_space=found <= FEW, words=words, is_rare=is_rare)


def _ranked(connection: Connection, dialect: StoreDialect, words: tuple[str, ...]) -> tuple[tuple[str, ...], bool]:
    """The words, the rarest first, and whether that is rare."""
    if not words:
        return words, False
    held = {
        word: sum(_at_most(connection, found) for found in (dialect.reports_with(word), dialect.incidents_with(word))) for word in words
    }
    ranked = tuple(sorted(words, key=lambda word: held[word]))
    return ranked, held[ranked[0]] <= FEW


def _at_most(connection: Connection, found: Select[tuple[int]]) -> int:
    """How many there are, counted to one more than a few."""
    return connection.scalar(select(func.count()).select_from(found.limit(FEW + 1).subquery())) or 0


def incident_conditions(dialect: StoreDialect, query: Query, how: Plan) -> list[Condition]:
    """What an incident must fulfil."""
    conditions = [*_coded(incidents, query, how), *_faceted(incidents, query)]
    if query.numbers:
        conditions.append(dialect.among(incidents.c.number, _numbers(dialect, query)))
    if query.actors:
        conditions.append(incidents.c.number.in_(_named("actor", query.actors)))
    if query.sources:
        conditions.append(incidents.c.number.in_(_named("source", query.sources)))
    if query.filter is not None:
        conditions.append(condition_of(query.filter, incidents))
    if query.bbox is not None:
        boxes = query.bbox.parts()
        if how.by_space:
            conditions.append(incidents.c.number.in_(dialect.incidents_within(boxes, *_days(query))))
        conditions.append(_in_boxes(incidents, boxes))
    for place, word in enumerate(how.words):
        if how.by_row or (place and how.is_rare):
            conditions.append(_tells(dialect, word))
        else:
            conditions.append(incidents.c.number.in_(_incidents_telling(dialect, word)))
    if query.incident_id is not None:
        conditions.append(incidents.c.id == query.incident_id)
    if query.report_id is not None:
        of_report = (
            select(incident_events.c.incident_number)
            .join(events, events.c.number == incident_events.c.event_number)
            .join(reports, reports.c.number == events.c.report_number)
            .where(reports.c.id == query.report_id)
        )
        conditions.append(incidents.c.number.in_(of_report))
    return conditions


def event_conditions(dialect: StoreDialect, query: Query, how: Plan) -> list[Condition]:
    """What an event must fulfil; an incident's id must be one that is."""
    conditions = [*_coded(events, query, how), *_faceted(events, query)]
    if query.numbers:
        conditions.append(events.c.number.in_(_events_of(dialect.among(incident_events.c.incident_number, _numbers(dialect, query)))))
    if query.actors:
        conditions.append(events.c.number.in_(_events_of(incident_events.c.incident_number.in_(_named("actor", query.actors)))))
    if query.sources:
        told = select(reports.c.number).where(reports.c.publisher.in_(sorted(query.sources)))
        conditions.append(events.c.report_number.in_(told))
    if query.filter is not None:
        conditions.append(condition_of(query.filter, events))
    if query.bbox is not None:
        boxes = query.bbox.parts()
        if how.by_space:
            conditions.append(events.c.number.in_(dialect.events_within(boxes, *_days(query))))
        conditions.append(_in_boxes(events, boxes))
    for word in how.words:
        in_report = select(events.c.number).where(events.c.report_number.in_(dialect.reports_with(word)))
        if how.by_row:
            conditions.append(_is_told_with(dialect, word))
            continue
        in_incident = select(incident_events.c.event_number).where(incident_events.c.incident_number.in_(dialect.incidents_with(word)))
        conditions.append(events.c.number.in_(union(in_report, in_incident)))
    if query.incident_id is not None:
        of_incident = (
            select(incident_events.c.event_number)
            .join(incidents, incidents.c.number == incident_events.c.incident_number)
            .where(incidents.c.id == query.incident_id)
        )
        conditions.append(events.c.number.in_(of_incident))
    if query.report_id is not None:
        conditions.append(events.c.report_number.in_(select(reports.c.number).where(reports.c.id == query.report_id)))
    return conditions


def report_conditions(dialect: StoreDialect, query: Query) -> list[Condition]:
    """What a report must fulfil: its own day and words; box, kinds, statuses and incident hold for one and the same of its events."""
    conditions: list[Condition] = []
    if query.start is not None or query.end is not None:
        first, last = _days(query)
        conditions += [reports.c.published_day >= first, reports.c.published_day <= min(last, UNDATED - 1)]
    conditions += [reports.c.number.in_(dialect.reports_with(word)) for word in words_of(query.text or "")]
    if query.report_id is not None:
        conditions.append(reports.c.id == query.report_id)
    of_event = event_conditions(
        dialect,
        Query(
            bbox=query.bbox,
            event_types=query.event_types,
            sub_event_types=query.sub_event_types,
            statuses=query.statuses,
            saliences=query.saliences,
            countries=query.countries,
            admin1s=query.admin1s,
            sources=query.sources,
            actors=query.actors,
            date_precisions=query.date_precisions,
            geo_precisions=query.geo_precisions,
            least_toll=query.least_toll,
            least_confidence=query.least_confidence,
            numbers=query.numbers,
            incident_id=query.incident_id,
        ),
        Plan(0, by_space=True),
    )
    if of_event:
        conditions.append(exists().where(events.c.report_number == reports.c.number, *of_event))
    return conditions


def _days(query: Query) -> tuple[int, int]:
    """Ordinals of the query's days; from the first day to `UNDATED` when it has none, so that undated rows pass."""
    if query.start is None and query.end is None:
        return 1, UNDATED
    return (query.start.toordinal() if query.start else 1), (query.end.toordinal() if query.end else UNDATED - 1)


def _coded(table: Table, query: Query, how: Plan) -> list[Condition]:
    """Days and codes, which incidents and events share."""
    conditions: list[Condition] = []
    if query.start is not None or query.end is not None:
        first, last = _days(query)
        # No span is longer than the longest: what began earlier is over, and the timeline need not be walked from its beginning.
        conditions += [table.c.first_day >= first - how.longest_days, table.c.first_day <= last, table.c.last_day >= first]
    filters: list[tuple[str, frozenset[Any]]] = [
        ("event_type", query.event_types),
        ("sub_event_type", query.sub_event_types),
        ("status", query.statuses),
        ("salience", query.saliences),
    ]
    conditions += [table.c[name].in_(sorted(values)) for name, values in filters if values]
    return conditions


def _faceted(table: Table, query: Query) -> list[Condition]:
    """What incidents have in columns, and events in their documents."""
    fields = FIELDS[table.name]
    # Inside of documents, what the databases would not take as text is not told apart; columns have it escaped.
    named = [{text for text in texts if table is incidents or is_safe(text)} for texts in (query.countries, query.admin1s)]
    chosen: list[tuple[str, Collection[Any]]] = [
        ("country", named[0]),
        ("admin1", named[1]),
        ("date_precision", [precision.value for precision in query.date_precisions]),
        ("geo_precision", query.geo_precisions),
    ]
    conditions: list[Condition] = [fields[name].of(table).in_(sorted(values)) for name, values in chosen if values]
    if (query.countries and not named[0]) or (query.admin1s and not named[1]):
        conditions.append(false())
    if query.least_toll > 0:
        killed, wounded = (fields[name].of(table) for name in ("fatalities_high", "injuries_high"))
        conditions.append(func.coalesce(killed, 0.0) + func.coalesce(wounded, 0.0) >= float(query.least_toll))
    if query.least_confidence > 0:
        conditions.append(fields["confidence"].of(table) >= query.least_confidence)
    return conditions


def _numbers(dialect: StoreDialect, query: Query) -> BindParameter[Any]:
    """Those that a row can have."""
    return bindparam("numbers", dialect.listed(sorted(number for number in query.numbers if 0 < number <= MAX_COUNT)), unique=True)


def _named(kind: str, chosen: frozenset[str]) -> Select[tuple[int]]:
    """Numbers of the incidents with one of these names."""
    numbers = select(names.c.number).where(names.c.kind == kind, names.c.name.in_(sorted(chosen)))
    return select(incident_names.c.incident_number).where(incident_names.c.name_number.in_(numbers))


def _events_of(condition: Condition) -> Select[tuple[int]]:
    return select(incident_events.c.event_number).where(condition)


def _in_boxes(table: Table, boxes: Sequence[Bbox]) -> Condition:
    inside = [and_(table.c.lon >= box.west, table.c.lon <= box.east, table.c.lat >= box.south, table.c.lat <= box.north) for box in boxes]
    return or_(*inside)


def _incidents_telling(dialect: StoreDialect, word: str) -> Select[tuple[int]]:
    """Incidents whose own words, or one of whose reports, hold the word."""
    in_report = (
        select(incident_events.c.incident_number)
        .join(events, events.c.number == incident_events.c.event_number)
        .where(events.c.report_number.in_(dialect.reports_with(word)))
    )
    found = union(dialect.incidents_with(word), in_report).subquery()
    return select(found.c[0])


def _tells(dialect: StoreDialect, word: str) -> Condition:
    """As `_incidents_telling`, asked of one incident at a time."""
    own, reported = dialect.incidents_with(word), dialect.reports_with(word)
    of_incident = (
        select(events.c.report_number)
        .join(incident_events, incident_events.c.event_number == events.c.number)
        .where(incident_events.c.incident_number == incidents.c.number)
        .correlate(incidents)
    )
    return or_(
        own.where(own.selected_columns[0] == incidents.c.number).correlate(incidents).exists(),
        reported.where(reported.selected_columns[0].in_(of_incident)).correlate(incidents).exists(),
    )


def _is_told_with(dialect: StoreDialect, word: str) -> Condition:
    """The same of one event at a time: its report or its incident holds the word."""
    own, reported = dialect.incidents_with(word), dialect.reports_with(word)
    its_incident = select(incident_events.c.incident_number).where(incident_events.c.event_number == events.c.number).correlate(events)
    return or_(
        reported.where(reported.selected_columns[0] == events.c.report_number).correlate(events).exists(),
        own.where(own.selected_columns[0].in_(its_incident)).correlate(events).exists(),
    )
