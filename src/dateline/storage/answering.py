"""What a store answers: everything that only reads."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, Table, func, select

from dateline.errors import NotFound
from dateline.geography import Bbox
from dateline.merging.incident import Account, Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.reading.report import Report
from dateline.storage.checking import check
from dateline.storage.codec import load, place_of
from dateline.storage.correction import Change, Revision
from dateline.storage.counting import Counts, total
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.finding import Finding, keyed_page
from dateline.storage.history import changes_since, current_id, revisions_of, sequence_of
from dateline.storage.ordering import Ordering, behind_last
from dateline.storage.query import Query
from dateline.storage.rows import REPORT_COLUMNS, Documents, day_of, report_of, reports_among
from dateline.storage.searching import event_conditions, incident_conditions, plan, report_conditions
from dateline.storage.store import Checked, Page, PlaceCount, Quarantined, Summary
from dateline.storage.tables import (
    UNDATED,
    changes,
    events,
    incident_documents,
    incident_events,
    incidents,
    judgements,
    places,
    quarantine,
    reports,
)
from dateline.storage.transactions import Transactions

V = TypeVar("V")


class Answers:
    """The part of `Store` that only reads; see there."""

    def __init__(self, transactions: Transactions, dialect: StoreDialect) -> None:
        self._transactions = transactions
        self._dialect = dialect
        self._documents = Documents()
        self._counts = Counts()
        self._finding = Finding(dialect, self._counts)

    def has_report(self, report_id: str) -> bool:
        """See `Store.has_report`."""
        with self._transactions.read() as connection:
            return connection.execute(select(reports.c.number).where(reports.c.id == report_id)).first() is not None

    def reports_among(self, report_ids: Collection[str]) -> set[str]:
        """See `Store.reports_among`."""
        with self._transactions.read() as connection:
            return reports_among(connection, report_ids)

    def quarantined(self, limit: int = 100, offset: int = 0) -> Page[Quarantined]:
        """See `Store.quarantined`."""
        c = quarantine.c
        statement = select(c.origin, c.cause, c.at).order_by(c.number.desc()).limit(limit).offset(offset)
        with self._transactions.read() as connection:
            rows = connection.execute(statement).all()
            matched = total(connection, quarantine)
        return Page(tuple(Quarantined(row.origin, row.cause, datetime.fromisoformat(row.at)) for row in rows), matched)

    def incidents(self, query: Query) -> Page[Incident]:
        """See `Store.incidents`."""
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            return Page(*self._finding.page(connection, query, incident_documents.c.document, self._documents.incidents))

    def each_incident(self, query: Query) -> Iterator[Incident]:
        """See `Store.each_incident`; all are of one moment, whatever is written meanwhile."""
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            yield from self._finding.each(connection, query, incident_documents.c.document, self._documents.incidents)

    def features(self, query: Query) -> Page[bytes]:
        """See `Store.features`."""
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            return Page(*self._finding.page(connection, query, incident_documents.c.feature, _features))

    def each_feature(self, query: Query) -> Iterator[bytes]:
        """See `Store.each_feature`; all are of one moment, as of `each_incident`."""
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            yield from self._finding.each(connection, query, incident_documents.c.feature, _features)

    def rows(self, query: Query, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """See `Store.rows`; all are of one moment, as of `each_incident`."""
        with self._transactions.read() as connection:
            yield from self._finding.rows(connection, self._resolved(connection, query), columns)

    def events(self, query: Query) -> Page[Account]:
        """See `Store.events`."""
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            moment = self._counts.at(connection)
            how = plan(connection, self._dialect, events, query, moment)
            matched = moment.matched(connection, events, query, event_conditions(self._dialect, query, how))
            if query.offset >= matched:
                return Page((), matched)
            rows = keyed_page(connection, events, event_conditions(self._dialect, query, how.paging(matched)), query)
            numbers = select(events.c.number).where(events.c.number.in_([row[0] for row in rows]))
            by_id = {account.event.id: account for account in self._accounts(connection, numbers)}
            return Page(tuple(by_id[str(row[-1])] for row in rows), matched, tuple(rows[-1][1:]) if rows else None)

    def reports(self, query: Query) -> Page[Report]:
        """See `Store.reports`; a box, kinds, statuses or an incident ask for reports that tell such an event."""
        c = reports.c
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            conditions = report_conditions(self._dialect, query)
            matched = self._counts.at(connection).matched(connection, reports, query, conditions)
            columns = [c[name] for name in REPORT_COLUMNS]
            ordering = Ordering(reports, query)
            conditions += ordering.behind(query.behind)
            statement = select(*columns).where(*conditions).order_by(*ordering.columns).limit(query.limit).offset(query.offset)
            found = tuple(report_of(row) for row in connection.execute(statement))
            return Page(found, matched, behind_last(found))

    def incident(self, incident_id: str) -> Incident:
        """See `Store.incident`."""
        with self._transactions.read() as connection:
            current = current_id(connection, incident_id)
            d = incident_documents.c
            rows = connection.execute(select(d.number, d.document).join(incidents).where(incidents.c.id == current)).all()
            found = self._documents.incidents(connection, rows)
        return _only(found, f"no incident {incident_id}")

    def event(self, event_id: str) -> Account:
        """See `Store.event`."""
        with self._transactions.read() as connection:
            found = self._accounts(connection, select(events.c.number).where(events.c.id == event_id))
        return _only(found, f"no event {event_id}")

    def report(self, report_id: str) -> Report:
        """See `Store.report`."""
        statement = select(*(reports.c[name] for name in REPORT_COLUMNS)).where(reports.c.id == report_id)
        with self._transactions.read() as connection:
            found = [report_of(row) for row in connection.execute(statement)]
        return _only(found, f"no report {report_id}")

    def incident_of(self, event_id: str) -> str:
        """See `Store.incident_of`."""
        statement = (
            select(incidents.c.id)
            .join(incident_events, incident_events.c.incident_number == incidents.c.number)
            .join(events, events.c.number == incident_events.c.event_number)
            .where(events.c.id == event_id)
        )
        with self._transactions.read() as connection:
            found: Sequence[str] = connection.scalars(statement).all()
        return _only(found, f"no event {event_id}")

    def judgements(self, incident_id: str) -> tuple[Judgement, ...]:
        """See `Store.judgements`; in the order of the pairs, raises `NotFound`."""
        left, right = events.alias("its_left"), events.alias("its_right")
        c = judgements.c
        with self._transactions.read() as connection:
            number = connection.scalar(select(incidents.c.number).where(incidents.c.id == current_id(connection, incident_id)))
            if number is None:
                raise NotFound(f"no incident {incident_id}")
            members = select(incident_events.c.event_number).where(incident_events.c.incident_number == number)
            rows = connection.execute(
                select(left.c.id, right.c.id, c.verdict, c.score, c.reasons)
                .join(left, left.c.number == c.left_number)
                .join(right, right.c.number == c.right_number)
                .where(c.left_number.in_(members), c.right_number.in_(members))
                .order_by(left.c.id, right.c.id)
            ).all()
        return tuple(Judgement(a, b, Verdict(verdict), score, tuple(load(reasons))) for a, b, verdict, score, reasons in rows)

    def places(self, query: Query) -> Page[PlaceCount]:
        """See `Store.places`."""
        c = incidents.c
        with self._transactions.read() as connection:
            query = self._resolved(connection, query)
            moment = self._counts.at(connection)
            conditions = incident_conditions(self._dialect, query, plan(connection, self._dialect, incidents, query, moment))
            conditions.append(c.place_id.is_not(None))
            counted = select(func.count(c.place_id.distinct())).where(*conditions)
            matched = moment.count(connection, places.name, query, counted)
            found = select(c.place_id, func.min(c.place_digest).label("digest"), func.count().label("held")).where(*conditions)
            found = found.group_by(c.place_id).order_by(c.place_id).limit(query.limit).offset(query.offset)
            page = found.subquery()
            statement = select(places.c.document, page.c.held).join(page, page.c.digest == places.c.digest).order_by(page.c.place_id)
            rows = connection.execute(statement).all()
        return Page(tuple(PlaceCount(place_of(load(row.document)), row.held) for row in rows), matched)

    def summary(self) -> Summary:
        """See `Store.summary`."""
        c = incidents.c
        edges = (func.min(c.lon), func.min(c.lat), func.max(c.lon), func.max(c.lat))
        with self._transactions.read() as connection:
            held = {table.name: total(connection, table) for table in (reports, events, incidents, quarantine)}
            first = connection.scalar(select(func.min(c.first_day)).where(c.first_day < UNDATED))
            last = connection.scalar(select(func.max(c.first_day)).where(c.first_day < UNDATED))
            # One by one, each is read off an index.
            box = [connection.scalar(select(edge)) for edge in edges]
            changed = connection.execute(select(changes.c.sequence, changes.c.at).order_by(changes.c.sequence.desc()).limit(1)).first()
        return Summary(
            reports=held["reports"],
            events=held["events"],
            incidents=held["incidents"],
            quarantined=held["quarantine"],
            first_day=day_of(first) if first else None,
            last_day=day_of(last) if last else None,
            updated=datetime.fromisoformat(changed.at) if changed else None,
            bbox=Bbox(*box) if box[0] is not None else None,
            sequence=changed.sequence if changed else 0,
        )

    def sequence(self) -> int:
        """See `Store.sequence`."""
        with self._transactions.read() as connection:
            return sequence_of(connection)

    def changes(self, since: int = 0, limit: int = 1000) -> tuple[Change, ...]:
        """See `Store.changes`."""
        with self._transactions.read() as connection:
            return changes_since(connection, since, limit)

    def revisions(self, incident_id: str) -> tuple[Revision, ...]:
        """See `Store.revisions`."""
        with self._transactions.read() as connection:
            found = revisions_of(connection, self._documents, incident_id)
        if not found:
            raise NotFound(f"no incident {incident_id}")
        return found

    def report_ids(self, after: str = "", limit: int = 1000) -> tuple[str, ...]:
        """See `Store.report_ids`."""
        with self._transactions.read() as connection:
            return tuple(connection.scalars(select(reports.c.id).where(reports.c.id > after).order_by(reports.c.id).limit(limit)))

    def check(self) -> Checked:
        """See `Store.check`."""
        with self._transactions.read() as connection:
            return check(connection, self._dialect)

    def _accounts(self, connection: Connection, numbers: Select[tuple[int]]) -> tuple[Account, ...]:
        columns = [reports.c[name] for name in REPORT_COLUMNS]
        statement = (
            _documents_of(events, numbers)
            .join(reports, reports.c.number == events.c.report_number)
            .outerjoin(incident_events, incident_events.c.event_number == events.c.number)
            .outerjoin(incidents, incidents.c.number == incident_events.c.incident_number)
            .with_only_columns(events.c.document, incidents.c.id.label("incident_id"), *columns)
        )
        rows = connection.execute(statement).all()
        found = self._documents.events(connection, [row.document for row in rows])
        return tuple(Account(event, report_of(row), row.incident_id) for event, row in zip(found, rows, strict=True))

    def _resolved(self, connection: Connection, query: Query) -> Query:
        if query.incident_id is None:
            return query
        return replace(query, incident_id=current_id(connection, query.incident_id))


def _features(_connection: Connection, rows: Sequence[tuple[int, Any]]) -> list[bytes]:
    return [text if isinstance(text, bytes) else text.encode() for _, text in rows]


def _documents_of(table: Table, numbers: Select[tuple[int]]) -> Select[Any]:
    return select(table.c.document).where(table.c.number.in_(numbers)).order_by(table.c.first_day, table.c.id)


def _only(found: Sequence[V], otherwise: str) -> V:
    if not found:
        raise NotFound(otherwise)
    return found[0]
