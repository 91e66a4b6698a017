"""The store over SQLAlchemy Core."""

import hashlib
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, and_, func, insert, make_url, or_, select
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError, SQLAlchemyError

from dateline.errors import BadInput, NotFound, StoreError
from dateline.extraction.event import Event
from dateline.merging.incident import Account, Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.reading.report import Report
from dateline.storage.adding import Adding
from dateline.storage.codec import load
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.dialects.sqlite import SqliteDialect
from dateline.storage.migrating import upgrade
from dateline.storage.query import Query
from dateline.storage.rows import REPORT_COLUMNS, Documents, day_of, moment, now, report_of
from dateline.storage.searching import Condition, event_conditions, incident_conditions, plan, report_conditions
from dateline.storage.store import Added, Page, Quarantined, Store, Summary
from dateline.storage.tables import (
    UNDATED,
    changes,
    events,
    incident_events,
    incidents,
    judgements,
    quarantine,
    redirects,
    reports,
)

V = TypeVar("V")

_DIALECTS: dict[str, Callable[[], StoreDialect]] = {"sqlite": SqliteDialect}
_STREAM_PAGE = 500
"""Incidents read at a time when all are streamed."""
_WRITE_TRIES = 8
_COUNTS_KEPT = 512


def open_store(url: str) -> Store:
    """Open the store at a SQLAlchemy address ("sqlite:////path/to/dateline.sqlite"), creating or migrating its schema.

    Raises `StoreError` when it cannot be opened, is no database, holds another program's tables, or was written by a newer Dateline.
    """
    try:
        name = make_url(url).get_backend_name()
    except ArgumentError as error:
        raise StoreError(f"not an address of a database: {url}") from error
    if name not in _DIALECTS:
        raise StoreError(f"no store for {name}; there is {', '.join(_DIALECTS)}")
    dialect = _DIALECTS[name]()
    try:
        engine = dialect.open(url)
        try:
            _patiently(lambda: upgrade(engine, dialect))
        except BaseException:
            engine.dispose()
            raise
    except SQLAlchemyError as error:
        raise StoreError(f"the store at {make_url(url).render_as_string()} cannot be opened: {_cause(error)}") from error
    return SqlStore(engine, dialect)


class SqlStore:
    """See `Store`. Several processes and threads may use one database; make one store a process with `open_store`."""

    def __init__(self, engine: Engine, dialect: StoreDialect) -> None:
        self._engine = engine
        self._dialect = dialect
        self._documents = Documents()
        # The threads of one process take turns here, in fair order, rather than by polling the database's lock.
        self._writing = threading.Lock()
        self._counts: dict[tuple[int, str, Query | None], int] = {}

    def has_report(self, report_id: str) -> bool:
        """See `Store.has_report`."""
        with self._read() as connection:
            return connection.execute(select(reports.c.number).where(reports.c.id == report_id)).first() is not None

    def add(self, report: Report, told: Sequence[Event]) -> Added:
        """See `Store.add`; raises `BadInput` when an event is of another report."""
        for event in told:
            if event.report_id != report.id:
                raise BadInput(f"event {event.id} is of report {event.report_id}, not of {report.id}")
        if self.has_report(report.id):
            return Added.KNOWN
        added = self._write(lambda connection: Adding(connection, self._dialect, self._documents, now()).add(report, told))
        return Added.NEW if added else Added.KNOWN

    def quarantine(self, origin: str, cause: str) -> None:
        """See `Store.quarantine`."""
        digest = hashlib.sha256(f"{origin}\x1f{cause}".encode("utf-8", "surrogatepass")).hexdigest()

        def keep(connection: Connection) -> None:
            if connection.execute(select(quarantine.c.number).where(quarantine.c.digest == digest)).first() is None:
                at = moment(now())
                connection.execute(insert(quarantine), {"digest": digest, "origin": origin, "cause": cause, "at": at})
                connection.execute(insert(changes), {"at": at, "kind": "quarantine", "id": digest})

        self._write(keep)

    def quarantined(self, limit: int = 100, offset: int = 0) -> Page[Quarantined]:
        """See `Store.quarantined`."""
        c = quarantine.c
        statement = select(c.origin, c.cause, c.at).order_by(c.number.desc()).limit(limit).offset(offset)
        with self._read() as connection:
            rows = connection.execute(statement).all()
            matched = connection.scalar(select(func.count()).select_from(quarantine)) or 0
        return Page(tuple(Quarantined(row.origin, row.cause, datetime.fromisoformat(row.at)) for row in rows), matched)

    def incidents(self, query: Query) -> Page[Incident]:
        """See `Store.incidents`."""
        with self._read() as connection:
            query = self._resolved(connection, query)
            conditions = incident_conditions(self._dialect, query, plan(connection, self._dialect, incidents, query))
            matched = self._matched(connection, incidents, query, conditions)
            if query.offset >= matched:
                return Page((), matched)
            numbers = _page(incidents, conditions, query)
            documents = connection.scalars(_documents_of(incidents, numbers)).all()
            return Page(tuple(self._documents.incidents(connection, documents)), matched)

    def each_incident(self, query: Query) -> Iterator[Incident]:
        """See `Store.each_incident`; all are of one moment, whatever is written meanwhile."""
        c = incidents.c
        with self._read() as connection:
            query = self._resolved(connection, query)
            conditions = incident_conditions(self._dialect, query, plan(connection, self._dialect, incidents, query))
            statement = select(c.first_day, c.id, c.document).where(*conditions).order_by(c.first_day, c.id).limit(_STREAM_PAGE)
            rows = connection.execute(statement).all()
            while rows:
                yield from self._documents.incidents(connection, [row.document for row in rows])
                if len(rows) < _STREAM_PAGE:
                    return
                day, last_id = rows[-1].first_day, rows[-1].id
                after = and_(c.first_day >= day, or_(c.first_day > day, c.id > last_id))
                rows = connection.execute(statement.where(after)).all()

    def events(self, query: Query) -> Page[Account]:
        """See `Store.events`."""
        with self._read() as connection:
            query = self._resolved(connection, query)
            conditions = event_conditions(self._dialect, query, plan(connection, self._dialect, events, query))
            matched = self._matched(connection, events, query, conditions)
            if query.offset >= matched:
                return Page((), matched)
            return Page(self._accounts(connection, _page(events, conditions, query)), matched)

    def reports(self, query: Query) -> Page[Report]:
        """See `Store.reports`; a box, kinds, statuses or an incident ask for reports that tell such an event."""
        c = reports.c
        with self._read() as connection:
            query = self._resolved(connection, query)
            conditions = report_conditions(self._dialect, query)
            matched = self._matched(connection, reports, query, conditions)
            columns = [c[name] for name in REPORT_COLUMNS]
            order = (c.published_day, c.id)
            rows = connection.execute(select(*columns).where(*conditions).order_by(*order).limit(query.limit).offset(query.offset))
            return Page(tuple(report_of(row) for row in rows), matched)

    def incident(self, incident_id: str) -> Incident:
        """See `Store.incident`."""
        with self._read() as connection:
            current = self._current_id(connection, incident_id)
            documents = connection.scalars(select(incidents.c.document).where(incidents.c.id == current)).all()
            found = self._documents.incidents(connection, documents)
        return _only(found, f"no incident {incident_id}")

    def event(self, event_id: str) -> Account:
        """See `Store.event`."""
        with self._read() as connection:
            found = self._accounts(connection, select(events.c.number).where(events.c.id == event_id))
        return _only(found, f"no event {event_id}")

    def report(self, report_id: str) -> Report:
        """See `Store.report`."""
        statement = select(*(reports.c[name] for name in REPORT_COLUMNS)).where(reports.c.id == report_id)
        with self._read() as connection:
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
        with self._read() as connection:
            found: Sequence[str] = connection.scalars(statement).all()
        return _only(found, f"no event {event_id}")

    def judgements(self, incident_id: str) -> tuple[Judgement, ...]:
        """See `Store.judgements`; in the order of the pairs, raises `NotFound`."""
        left, right = events.alias("its_left"), events.alias("its_right")
        c = judgements.c
        with self._read() as connection:
            number = connection.scalar(select(incidents.c.number).where(incidents.c.id == self._current_id(connection, incident_id)))
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

    def summary(self) -> Summary:
        """See `Store.summary`."""
        day = incidents.c.first_day
        dated = day < UNDATED
        with self._read() as connection:
            held = {table.name: self._matched(connection, table) for table in (reports, events, incidents, quarantine)}
            first = connection.scalar(select(func.min(day)).where(dated))
            last = connection.scalar(select(func.max(day)).where(dated))
            at = connection.scalar(select(changes.c.at).order_by(changes.c.sequence.desc()).limit(1))
        return Summary(
            reports=held["reports"],
            events=held["events"],
            incidents=held["incidents"],
            quarantined=held["quarantine"],
            first_day=day_of(first) if first else None,
            last_day=day_of(last) if last else None,
            updated=datetime.fromisoformat(at) if at else None,
        )

    def close(self) -> None:
        """See `Store.close`."""
        self._engine.dispose()

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        """One transaction that sees one moment of the store."""
        with _as_store_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    def _write(self, work: Callable[[Connection], V]) -> V:
        """Do work in one transaction that is all there or not at all; again when another process held the database too long."""

        def once() -> V:
            with self._engine.connect() as connection, self._dialect.begin_write(connection):
                return work(connection)

        with _as_store_errors(), self._writing:
            return _patiently(once)

    def _matched(self, connection: Connection, table: Table, query: Query | None = None, conditions: Sequence[Condition] = ()) -> int:
        """How many rows fulfil the conditions, which are the query's; remembered until something changes."""
        sequence = connection.scalar(select(func.max(changes.c.sequence))) or 0
        key = (sequence, table.name, replace(query, limit=1, offset=0) if query else None)
        if (known := self._counts.get(key)) is not None:
            return known
        matched = connection.scalar(select(func.count()).select_from(table).where(*conditions)) or 0
        if len(self._counts) >= _COUNTS_KEPT:
            self._counts = {}
        self._counts[key] = matched
        return matched

    def _accounts(self, connection: Connection, numbers: Select[tuple[int]]) -> tuple[Account, ...]:
        columns = [reports.c[name] for name in REPORT_COLUMNS]
        statement = _documents_of(events, numbers).join(reports, reports.c.number == events.c.report_number)
        statement = statement.with_only_columns(events.c.document, *columns)
        rows = connection.execute(statement).all()
        found = self._documents.events(connection, [row.document for row in rows])
        return tuple(Account(event, report_of(row)) for event, row in zip(found, rows, strict=True))

    def _current_id(self, connection: Connection, incident_id: str) -> str:
        """The id itself, or that of the incident that it became part of."""
        statement = (
            select(incidents.c.id)
            .join(incident_events, incident_events.c.incident_number == incidents.c.number)
            .join(redirects, redirects.c.event_number == incident_events.c.event_number)
            .where(redirects.c.id == incident_id)
        )
        current: str | None = connection.scalar(statement)
        return current or incident_id

    def _resolved(self, connection: Connection, query: Query) -> Query:
        if query.incident_id is None:
            return query
        return replace(query, incident_id=self._current_id(connection, query.incident_id))


def _page(table: Table, conditions: Sequence[Condition], query: Query) -> Select[tuple[int]]:
    """The numbers of one page's rows: found in the index alone, so that rows which are skipped are not read."""
    c = table.c
    return select(c.number).where(*conditions).order_by(c.first_day, c.id).limit(query.limit).offset(query.offset)


def _documents_of(table: Table, numbers: Select[tuple[int]]) -> Select[Any]:
    return select(table.c.document).where(table.c.number.in_(numbers)).order_by(table.c.first_day, table.c.id)


def _patiently(work: Callable[[], V]) -> V:
    """Do it, and again a little later while another process keeps the database locked."""
    for attempt in range(_WRITE_TRIES):
        try:
            return work()
        except OperationalError as error:
            if attempt == _WRITE_TRIES - 1 or not _is_busy(error):
                raise
            time.sleep(0.05 * 2**attempt)
    raise AssertionError("unreachable")


def _is_busy(error: DBAPIError) -> bool:
    return "locked" in str(error.orig) or "busy" in str(error.orig)


@contextmanager
def _as_store_errors() -> Iterator[None]:
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"the store could not answer: {_cause(error)}") from error


def _cause(error: SQLAlchemyError) -> str:
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)


def _only(found: Sequence[V], otherwise: str) -> V:
    if not found:
        raise NotFound(otherwise)
    return found[0]
