"""PostgreSQL 15 and later with PostGIS: GiST for space and time, GIN for words."""

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Integer,
    MetaData,
    RootTransaction,
    Select,
    Table,
    cast,
    create_engine,
    delete,
    func,
    insert,
    make_url,
    or_,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, INT4RANGE, Range
from sqlalchemy.exc import DBAPIError
from sqlalchemy.types import UserDefinedType

from dateline.errors import StoreError
from dateline.geography import Bbox
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.safetext import SafeText
from dateline.storage.tables import UNDATED

_WRITERS = 0x44544C4E
"""The advisory lock of writers ("DTLN"): one at a time, so that merging sees all that was added before."""
_WORLD_SYSTEM = 4326

_search = MetaData()
"""Tables for searching: known here for queries only, created by `create_search`."""


class _Point(UserDefinedType[str]):
    cache_ok = True

    def get_col_spec(self, **_: object) -> str:
        return f"geometry(Point, {_WORLD_SYSTEM})"


def _space(name: str) -> Table:
    return Table(
        name, _search, Column("number", Integer, primary_key=True), Column("spot", _Point), Column("days", INT4RANGE(), nullable=False)
    )


def _words(name: str) -> Table:
    return Table(name, _search, Column("number", Integer, primary_key=True), Column("words", ARRAY(SafeText), nullable=False))


_EVENT_SPACE = _space("find_event_space")
_INCIDENT_SPACE = _space("find_incident_space")
_REPORT_WORDS = _words("find_report_words")
_INCIDENT_WORDS = _words("find_incident_words")

_REFUSE = """
CREATE OR REPLACE FUNCTION find_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME; END $$
"""


class PostgisDialect:
    """Stores in a PostgreSQL database of their own, which several servers may share."""

    def open(self, url: str) -> Engine:
        """See `StoreDialect.open`."""
        address = make_url(url).set(drivername="postgresql+psycopg")
        try:
            # Every reading transaction sees one moment.
            return create_engine(address, isolation_level="REPEATABLE READ", pool_pre_ping=True, pool_size=8, max_overflow=24)
        except ModuleNotFoundError as error:
            raise StoreError("a store in PostgreSQL needs the driver psycopg: pip install 'dateline[postgis]'") from error

    def writer(self, engine: Engine) -> Engine:
        """See `StoreDialect.writer`."""
        return engine

    def begin_write(self, connection: Connection) -> RootTransaction:
        """See `StoreDialect.begin_write`; each statement sees what was committed before it, also by the writer just waited for."""
        connection.execution_options(isolation_level="READ COMMITTED")
        transaction = connection.begin()
        connection.execute(select(func.pg_advisory_xact_lock(_WRITERS)))
        return transaction

    def create_search(self, connection: Connection) -> None:
        """See `StoreDialect.create_search`; raises `StoreError` where PostGIS is missing."""
        if connection.scalar(text("SELECT count(*) FROM pg_extension WHERE extname = 'postgis'")) == 0:
            try:
                connection.execute(text("CREATE EXTENSION postgis"))
            except DBAPIError as error:
                raise StoreError(
                    f"the database has no PostGIS, and it cannot be added ({str(error.orig).splitlines()[0]}): "
                    "install PostGIS on its server and let a superuser run CREATE EXTENSION postgis in it"
                ) from error
        _search.create_all(connection, checkfirst=False)
        for table in (_EVENT_SPACE, _INCIDENT_SPACE):
            connection.execute(text(f"CREATE INDEX ix_{table.name} ON {table.name} USING gist (spot, days)"))
        for table in (_REPORT_WORDS, _INCIDENT_WORDS):
            connection.execute(text(f"CREATE INDEX ix_{table.name} ON {table.name} USING gin (words)"))

    def drop_search(self, connection: Connection) -> None:
        """See `StoreDialect.drop_search`."""
        _search.drop_all(connection)

    def guard(self, connection: Connection, tables: Sequence[str]) -> None:
        """See `StoreDialect.guard`."""
        connection.execute(text(_REFUSE))
        for table in tables:
            connection.execute(
                text(f"CREATE TRIGGER guard_{table} BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION find_refuse()")
            )

    def is_search_table(self, name: str) -> bool:
        """See `StoreDialect.is_search_table`; PostGIS brings a table of its own."""
        return name.startswith("find_") or name == "spatial_ref_sys"

    def file_events(self, connection: Connection, spots: Sequence[Spot]) -> None:
        """See `StoreDialect.file_events`."""
        if spots:
            connection.execute(_FILE_EVENT, [_values(spot) for spot in spots])

    def unfile_events(self, connection: Connection, numbers: Sequence[int]) -> None:
        """See `StoreDialect.unfile_events`."""
        connection.execute(delete(_EVENT_SPACE).where(_EVENT_SPACE.c.number.in_(numbers)))

    def file_incident(self, connection: Connection, number: int, spot: Spot | None, words: Sequence[str], *, known: bool) -> None:
        """See `StoreDialect.file_incident`."""
        if known:
            self.unfile_incident(connection, number)
        if spot is not None:
            connection.execute(_FILE_INCIDENT, _values(spot))
        connection.execute(insert(_INCIDENT_WORDS), {"number": number, "words": list(words)})

    def unfile_incident(self, connection: Connection, number: int) -> None:
        """See `StoreDialect.unfile_incident`."""
        connection.execute(delete(_INCIDENT_SPACE).where(_INCIDENT_SPACE.c.number == number))
        connection.execute(delete(_INCIDENT_WORDS).where(_INCIDENT_WORDS.c.number == number))

    def file_report(self, connection: Connection, number: int, words: Sequence[str]) -> None:
        """See `StoreDialect.file_report`."""
        connection.execute(insert(_REPORT_WORDS), {"number": number, "words": list(words)})

    def file_reports(self, connection: Connection, filed: Sequence[tuple[int, str]]) -> None:
        """See `StoreDialect.file_reports`."""
        connection.execute(insert(_REPORT_WORDS), [{"number": number, "words": words.split()} for number, words in filed])

    def file_incidents(self, connection: Connection, filed: Sequence[Filing]) -> None:
        """See `StoreDialect.file_incidents`."""
        if spots := [_values(spot) for _, spot, _ in filed if spot is not None]:
            connection.execute(_FILE_INCIDENT, spots)
        connection.execute(insert(_INCIDENT_WORDS), [{"number": number, "words": words.split()} for number, _, words in filed])

    def numbered(self, connection: Connection, table: str) -> None:
        """See `StoreDialect.numbered`."""
        connection.execute(
            text(f"SELECT setval(pg_get_serial_sequence('{table}', 'number'), (SELECT max(number) FROM {table}))")  # noqa: S608  # ours
        )

    def incidents_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """See `StoreDialect.incidents_within`."""
        return _within(_INCIDENT_SPACE, boxes, first_day, last_day)

    def events_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """See `StoreDialect.events_within`."""
        return _within(_EVENT_SPACE, boxes, first_day, last_day)

    def incidents_with(self, word: str) -> Select[tuple[int]]:
        """See `StoreDialect.incidents_with`."""
        return select(_INCIDENT_WORDS.c.number).where(_INCIDENT_WORDS.c.words.contains([word]))

    def reports_with(self, word: str) -> Select[tuple[int]]:
        """See `StoreDialect.reports_with`."""
        return select(_REPORT_WORDS.c.number).where(_REPORT_WORDS.c.words.contains([word]))

    def among(self, column: ColumnElement[int], listed: BindParameter[Any]) -> ColumnElement[bool]:
        """See `StoreDialect.among`."""
        return column == func.any(cast(listed, ARRAY(Integer)))

    def listed(self, numbers: Sequence[int]) -> Any:
        """See `StoreDialect.listed`."""
        return list(numbers)

    def raw(self, text: ColumnElement[str]) -> ColumnElement[Any]:
        """See `StoreDialect.raw`; bytes would come as hexadecimal digits."""
        return text

    def backup(self, engine: Engine, file: Path) -> None:
        """See `StoreDialect.backup`; an archive for `pg_restore`, written by `pg_dump`."""
        part = file.with_name(f".{file.name}.part")
        command = ["pg_dump", "--format=custom", f"--file={part}", f"--dbname={_libpq(engine.url)}"]
        try:
            done = subprocess.run(  # noqa: S603  # the program is fixed; the address goes as one argument
                command, capture_output=True, text=True, check=False, env=_environment(engine.url)
            )
            if done.returncode:
                raise StoreError(f"pg_dump failed: {done.stderr.strip()}")
            part.replace(file)
        except FileNotFoundError as error:
            raise StoreError("pg_dump was not found: install PostgreSQL's client programs") from error
        except OSError as error:
            raise StoreError(f"the store cannot be written to {file}: {error}") from error
        finally:
            part.unlink(missing_ok=True)

    def faults(self, connection: Connection) -> list[str]:
        """See `StoreDialect.faults`; PostgreSQL holds its foreign keys and checks its pages itself."""
        missing = "SELECT relname FROM pg_class JOIN pg_index ON indexrelid = oid WHERE NOT indisvalid"
        return [f"the index {name} is not valid: REINDEX it" for name in connection.scalars(text(missing))]


_ADD_SPOT = "INSERT INTO {} VALUES (:number, ST_SetSRID(ST_MakePoint(:lon, :lat), 4326), int4range(:first, :last, '[]'))"
_FILE_EVENT = text(_ADD_SPOT.format(_EVENT_SPACE.name))
_FILE_INCIDENT = text(_ADD_SPOT.format(_INCIDENT_SPACE.name))


def _values(spot: Spot) -> dict[str, float]:
    return {"number": spot.number, "lon": spot.lon, "lat": spot.lat, "first": spot.first_day, "last": spot.last_day}


def _within(space: Table, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
    c = space.c
    days = [] if (first_day, last_day) == (1, UNDATED) else [c.days.overlaps(Range(first_day, last_day, bounds="[]"))]
    envelopes = [func.ST_MakeEnvelope(box.west, box.south, box.east, box.north, _WORLD_SYSTEM) for box in boxes]
    return select(c.number).where(or_(*(c.spot.op("&&")(envelope) for envelope in envelopes)), *days)


def _libpq(url: URL) -> str:
    """The address as PostgreSQL's own programs take it, without the password, which others could read in the list of processes."""
    plain = url.set(drivername="postgresql")
    return URL.create("postgresql", plain.username, None, plain.host, plain.port, plain.database, plain.query).render_as_string()


def _environment(url: URL) -> dict[str, str] | None:
    if url.password is None:
        return None
    return {**os.environ, "PGPASSWORD": str(url.password)}
