"""The store over SQLAlchemy Core."""

import hashlib
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from sqlalchemy import Connection, Engine, delete, insert, make_url, select, update
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from dateline.errors import BadInput, NotFound, StoreError
from dateline.extraction.event import Event
from dateline.merging.incident import Incident
from dateline.reading.report import Report
from dateline.storage.adding import Adding
from dateline.storage.answering import Answers
from dateline.storage.batch_adding import BatchAdding
from dateline.storage.correcting import Correcting
from dateline.storage.correction import Correction
from dateline.storage.dialects.dialect import StoreDialect
from dateline.storage.dialects.postgis import PostgisDialect
from dateline.storage.dialects.sqlite import SqliteDialect
from dateline.storage.grouping import Author, Grouping
from dateline.storage.migrating import upgrade
from dateline.storage.prepared_adding import PreparedAdding
from dateline.storage.preparing import PreparedReports, prepare
from dateline.storage.refilling import refill
from dateline.storage.restating import restate
from dateline.storage.rows import REPORT_COLUMNS, moment, now, report_of
from dateline.storage.store import Added, Store
from dateline.storage.tables import changes, quarantine, reports, totals
from dateline.storage.transactions import Transactions, cause_of, patiently

V = TypeVar("V")

_DIALECTS: dict[str, Callable[[], StoreDialect]] = {"sqlite": SqliteDialect, "postgresql": PostgisDialect}


def open_store(url: str) -> Store:
    """Open the store at a SQLAlchemy address, creating or migrating its schema.

    "sqlite:////path/to/dateline.sqlite", or "postgresql://user@host/database" for a database of its own on a server with PostGIS.

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
            patiently(lambda: upgrade(engine, dialect))
        except BaseException:
            engine.dispose()
            raise
    except SQLAlchemyError as error:
        raise StoreError(f"the store at {make_url(url).render_as_string()} cannot be opened: {cause_of(error)}") from error
    return SqlStore(engine, dialect)


class SqlStore(Answers):
    """See `Store`. Several processes and threads may use one database; make one store a process with `open_store`."""

    def __init__(self, engine: Engine, dialect: StoreDialect) -> None:
        super().__init__(Transactions(engine, dialect), dialect)
        self._engine = engine

    def add(self, report: Report, told: Sequence[Event]) -> Added:
        """See `Store.add`; raises `BadInput` when an event is of another report."""
        _of_report(report.id, told)
        if self.has_report(report.id):
            return Added.KNOWN
        added = self._transactions.write(lambda connection: Adding(self._grouping(connection)).add(report, told))
        return Added.NEW if added else Added.KNOWN

    def add_many(self, items: Sequence[tuple[Report, Sequence[Event]]], *, merge: bool = True) -> list[Added]:
        """See `Store.add_many`; raises `BadInput` when an event is of another report."""
        if not merge:
            return self.add_prepared(prepare(items, now()))
        for report, told in items:
            _of_report(report.id, told)
        return self._transactions.write(lambda connection: BatchAdding(self._grouping(connection)).add(items))

    def add_prepared(self, prepared: PreparedReports) -> list[Added]:
        """See `Store.add_prepared`."""
        return self._transactions.write(lambda connection: PreparedAdding(self._grouping(connection, at=prepared.at)).add(prepared))

    def quarantine(self, origin: str, cause: str) -> None:
        """See `Store.quarantine`."""
        digest = _kept_as(origin, cause)

        def keep(connection: Connection) -> None:
            if connection.execute(select(quarantine.c.number).where(quarantine.c.digest == digest)).first() is None:
                at = moment(now())
                connection.execute(insert(quarantine), {"digest": digest, "origin": origin, "cause": cause, "at": at})
                connection.execute(insert(changes), {"at": at, "kind": "quarantine", "id": digest})
                connection.execute(update(totals).where(totals.c.name == "quarantine").values(rows=totals.c.rows + 1))

        self._transactions.write(keep)

    def release(self, origin: str, cause: str) -> None:
        """See `Store.release`."""
        digest = _kept_as(origin, cause)

        def let_go(connection: Connection) -> None:
            if connection.execute(delete(quarantine).where(quarantine.c.digest == digest)).rowcount:
                connection.execute(insert(changes), {"at": moment(now()), "kind": "quarantine", "id": digest})
                connection.execute(update(totals).where(totals.c.name == "quarantine").values(rows=totals.c.rows - 1))

        self._transactions.write(let_go)

    def correct(self, incident_id: str, correction: Correction, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """See `Store.correct`."""
        return self._decide(lambda deciding: deciding.correct(incident_id, correction), who, reason, expected_revision)

    def merge(self, incident_id: str, other_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """See `Store.merge`."""
        return self._decide(lambda deciding: deciding.merge(incident_id, other_id), who, reason, expected_revision)

    def split(
        self, incident_id: str, event_ids: Sequence[str], *, who: str, reason: str, expected_revision: int | None = None
    ) -> tuple[Incident, Incident]:
        """See `Store.split`."""
        return self._decide(lambda deciding: deciding.split(incident_id, event_ids), who, reason, expected_revision)

    def reject(self, incident_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> None:
        """See `Store.reject`."""
        self._decide(lambda deciding: deciding.reject(incident_id), who, reason, expected_revision)

    def restore(self, incident_id: str, *, who: str, reason: str, expected_revision: int | None = None) -> Incident:
        """See `Store.restore`."""
        return self._decide(lambda deciding: deciding.restore(incident_id), who, reason, expected_revision)

    def reread(self, report_id: str, told: Sequence[Event]) -> bool:
        """See `Store.reread`; raises `NotFound`, and `BadInput` when an event is of another report."""
        _of_report(report_id, told)

        def work(connection: Connection) -> bool:
            row = connection.execute(select(*(reports.c[name] for name in REPORT_COLUMNS)).where(reports.c.id == report_id)).first()
            if row is None:
                raise NotFound(f"no report {report_id}")
            return Adding(self._grouping(connection)).reread(report_of(row), told)

        return self._transactions.write(work)

    def backup(self, file: Path) -> None:
        """See `Store.backup`."""
        self._dialect.backup(self._engine, file)

    def reindex(self) -> None:
        """See `Store.reindex`."""

        def work(connection: Connection) -> None:
            restate(connection)
            refill(connection, self._dialect)

        self._transactions.write(work)

    def close(self) -> None:
        """See `Store.close`."""
        self._transactions.close()

    def _decide(self, work: Callable[[Correcting], V], who: str, reason: str, expected_revision: int | None) -> V:
        author = Author(who, reason)
        return self._transactions.write(lambda connection: work(Correcting(self._grouping(connection, author), expected_revision)))

    def _grouping(self, connection: Connection, author: Author | None = None, *, at: datetime | None = None) -> Grouping:
        return Grouping(connection, self._dialect, self._documents, at or now(), author)


def _kept_as(origin: str, cause: str) -> str:
    return hashlib.sha256(f"{origin}\x1f{cause}".encode("utf-8", "surrogatepass")).hexdigest()


def _of_report(report_id: str, told: Sequence[Event]) -> None:
    for event in told:
        if event.report_id != report_id:
            raise BadInput(f"event {event.id} is of report {event.report_id}, not of {report_id}")
