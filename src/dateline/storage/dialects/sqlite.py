"""SQLite: write-ahead log, R*Tree for space and time, FTS5 for words."""

import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    RootTransaction,
    Select,
    Table,
    Text,
    and_,
    cast,
    create_engine,
    delete,
    event,
    func,
    insert,
    make_url,
    or_,
    select,
    text,
)

from dateline.errors import StoreError
from dateline.geography import Bbox
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.tables import UNDATED

BUSY_MS = 60_000
"""How long a writer waits for its turn."""
APPLICATION_ID = 0x44544C4E
"""Marks a file as a store of Dateline ("DTLN")."""

_virtual = MetaData()
"""Virtual tables: known here for queries only, created by `create_search`."""


def _space(name: str) -> Table:
    edges = [Column(edge, Float) for edge in ("west", "east", "south", "north", "since", "until")]
    return Table(name, _virtual, Column("number", Integer, primary_key=True), *edges)


def _words(name: str) -> Table:
    return Table(name, _virtual, Column("rowid", Integer, primary_key=True), Column("words", Text), Column(name, Text))


_EVENT_SPACE = _space("find_event_space")
_INCIDENT_SPACE = _space("find_incident_space")
_REPORT_WORDS = _words("find_report_words")
_INCIDENT_WORDS = _words("find_incident_words")

# Words come cut and folded: blanks part them, and only whether a row holds a word is asked, not where.
_PLAIN = "tokenize = 'ascii', detail = 'none'"
_SEARCH = (
    "CREATE VIRTUAL TABLE find_event_space USING rtree(number, west, east, south, north, since, until)",
    "CREATE VIRTUAL TABLE find_incident_space USING rtree(number, west, east, south, north, since, until)",
    # The texts stand in `reports`; the index need not keep them again.
    f"CREATE VIRTUAL TABLE find_report_words USING fts5(words, content = '', {_PLAIN})",
    f"CREATE VIRTUAL TABLE find_incident_words USING fts5(words, {_PLAIN})",
)

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_MS}",
    "PRAGMA journal_mode = WAL",
    # What is acknowledged is on the disk, also when the power fails: NORMAL would outlive a kill of the process only.
    "PRAGMA synchronous = FULL",
    # The log goes into the file every 128 MB, not every 4: a page that is written often is copied over once for all of them.
    "PRAGMA wal_autocheckpoint = 32000",
    "PRAGMA journal_size_limit = 134217728",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA mmap_size = 0",
)
_READING_CACHE = "PRAGMA cache_size = -16000"
_WRITING_CACHE = "PRAGMA cache_size = -64000"
"""A batch of new rows touches pages all over the indexes: what does not fit here is written to the log more than once."""


class SqliteDialect:
    """Stores in one file that several processes may read and write at the same time."""

    def open(self, url: str) -> Engine:
        """See `StoreDialect.open`; makes the file's folder."""
        path = make_url(url).database
        if not path or path == ":memory:":
            raise StoreError("a store needs a file: sqlite:////path/to/dateline.sqlite")
        file = Path(path)
        if file.is_dir():
            raise StoreError(f"{file} is a folder, not a store's file")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreError(f"the folder of the store cannot be made: {error}") from error
        return _engine(url, _READING_CACHE, pool_size=8, max_overflow=24)

    def writer(self, engine: Engine) -> Engine:
        """See `StoreDialect.writer`; one connection with a cache that would be too much for each reader."""
        return _engine(engine.url, _WRITING_CACHE, pool_size=1, max_overflow=0)

    def begin_write(self, connection: Connection) -> RootTransaction:
        """See `StoreDialect.begin_write`; a transaction that began by reading could not be raised to writing beside another writer."""
        connection.execution_options(dateline_begin="BEGIN IMMEDIATE")
        return connection.begin()

    def create_search(self, connection: Connection) -> None:
        """See `StoreDialect.create_search`."""
        for statement in _SEARCH:
            connection.execute(text(statement))
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))

    def drop_search(self, connection: Connection) -> None:
        """See `StoreDialect.drop_search`."""
        for table in _virtual.sorted_tables:
            connection.execute(text(f"DROP TABLE IF EXISTS {table.name}"))

    def guard(self, connection: Connection, tables: Sequence[str]) -> None:
        """See `StoreDialect.guard`."""
        for table in tables:
            for act in ("UPDATE", "DELETE"):
                connection.execute(
                    text(
                        f"CREATE TRIGGER guard_{table}_{act.lower()} BEFORE {act} ON {table} "
                        f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
                    )
                )

    def is_search_table(self, name: str) -> bool:
        """See `StoreDialect.is_search_table`; the virtual tables and the shadow tables behind them."""
        return name.startswith("find_")

    def file_events(self, connection: Connection, spots: Sequence[Spot]) -> None:
        """See `StoreDialect.file_events`."""
        _put_boxes(connection, _EVENT_SPACE, spots)

    def unfile_events(self, connection: Connection, numbers: Sequence[int]) -> None:
        """See `StoreDialect.unfile_events`."""
        for number in numbers:
            connection.execute(delete(_EVENT_SPACE).where(_EVENT_SPACE.c.number == number))

    def file_incident(self, connection: Connection, number: int, spot: Spot | None, words: Sequence[str], *, known: bool) -> None:
        """See `StoreDialect.file_incident`."""
        if known:
            self.unfile_incident(connection, number)
        if spot is not None:
            connection.execute(insert(_INCIDENT_SPACE), _box(spot))
        connection.execute(insert(_INCIDENT_WORDS), {"rowid": number, "words": " ".join(words)})

    def unfile_incident(self, connection: Connection, number: int) -> None:
        """See `StoreDialect.unfile_incident`."""
        connection.execute(delete(_INCIDENT_SPACE).where(_INCIDENT_SPACE.c.number == number))
        connection.execute(delete(_INCIDENT_WORDS).where(_INCIDENT_WORDS.c.rowid == number))

    def file_report(self, connection: Connection, number: int, words: Sequence[str]) -> None:
        """See `StoreDialect.file_report`."""
        connection.execute(insert(_REPORT_WORDS), {"rowid": number, "words": " ".join(words)})

    def file_reports(self, connection: Connection, filed: Sequence[tuple[int, str]]) -> None:
        """See `StoreDialect.file_reports`."""
        put = f"INSERT INTO {_REPORT_WORDS.name} (rowid, words) VALUES (?, ?)"  # noqa: S608  # the name is ours
        connection.exec_driver_sql(put, list(filed))

    def file_incidents(self, connection: Connection, filed: Sequence[Filing]) -> None:
        """See `StoreDialect.file_incidents`."""
        _put_boxes(connection, _INCIDENT_SPACE, [spot for _, spot, _ in filed if spot is not None])
        put = f"INSERT INTO {_INCIDENT_WORDS.name} (rowid, words) VALUES (?, ?)"  # noqa: S608  # the name is ours
        connection.exec_driver_sql(put, [(number, words) for number, _, words in filed])

    def numbered(self, connection: Connection, table: str) -> None:
        """See `StoreDialect.numbered`; SQLite goes on behind the highest number by itself."""

    def incidents_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """See `StoreDialect.incidents_within`."""
        return _within(_INCIDENT_SPACE, boxes, first_day, last_day)

    def events_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """See `StoreDialect.events_within`."""
        return _within(_EVENT_SPACE, boxes, first_day, last_day)

    def incidents_with(self, word: str) -> Select[tuple[int]]:
        """See `StoreDialect.incidents_with`."""
        return _with(_INCIDENT_WORDS, word)

    def reports_with(self, word: str) -> Select[tuple[int]]:
        """See `StoreDialect.reports_with`."""
        return _with(_REPORT_WORDS, word)

    def among(self, column: ColumnElement[int], listed: BindParameter[Any]) -> ColumnElement[bool]:
        """See `StoreDialect.among`."""
        return column.in_(select(func.json_each(listed).table_valued("value").c.value))

    def listed(self, numbers: Sequence[int]) -> Any:
        """See `StoreDialect.listed`."""
        return json.dumps(list(numbers))

    def raw(self, text: ColumnElement[str]) -> ColumnElement[Any]:
        """See `StoreDialect.raw`; texts stand in the file as UTF-8."""
        return cast(text, LargeBinary)

    def backup(self, engine: Engine, file: Path) -> None:
        """See `StoreDialect.backup`; the file is a store itself."""
        part = file.with_name(f".{file.name}.part")
        try:
            part.unlink(missing_ok=True)
            with engine.connect() as connection:
                source = connection.connection.driver_connection
                assert isinstance(source, sqlite3.Connection)
                with closing(sqlite3.connect(part)) as target:
                    source.backup(target)
                    # One file, without a log beside it.
                    target.execute("PRAGMA journal_mode = DELETE").close()
            part.replace(file)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"the store cannot be written to {file}: {error}") from error
        finally:
            part.unlink(missing_ok=True)

    def faults(self, connection: Connection) -> list[str]:
        """See `StoreDialect.faults`."""
        found = [line for line in connection.scalars(text("PRAGMA integrity_check")) if line != "ok"]
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        return found + [f"{row[0]}, row {row[1]}: names a row of {row[2]} that is not there" for row in broken]


def _engine(url: str | URL, cache: str, *, pool_size: int, max_overflow: int) -> Engine:
    def set_up(connection: sqlite3.Connection, _record: Any) -> None:
        # SQLAlchemy's own BEGIN is sent by `_begin`; the driver must not send another, nor commit before DDL.
        connection.isolation_level = None
        for pragma in (*_PRAGMAS, cache):
            connection.execute(pragma).close()

    seconds = BUSY_MS / 1000
    engine = create_engine(url, connect_args={"timeout": seconds}, pool_size=pool_size, max_overflow=max_overflow, pool_timeout=seconds)
    event.listen(engine, "connect", set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("dateline_begin", "BEGIN"))


def _years(day: int) -> float:
    """Days in years: the tree weighs its axes alike, and degrees and years are of one order."""
    return day / 365.2425


def _box(spot: Spot) -> dict[str, float]:
    return {
        "number": spot.number,
        "west": spot.lon,
        "east": spot.lon,
        "south": spot.lat,
        "north": spot.lat,
        "since": _years(spot.first_day),
        "until": _years(spot.last_day),
    }


def _put_boxes(connection: Connection, space: Table, spots: Sequence[Spot]) -> None:
    if spots:
        put = f"INSERT INTO {space.name} (number, west, east, south, north, since, until) VALUES (?, ?, ?, ?, ?, ?, ?)"  # noqa: S608  # ours
        connection.exec_driver_sql(put, [(spot[0], spot[1], spot[1], spot[2], spot[2], _years(spot[3]), _years(spot[4])) for spot in spots])


def _within(space: Table, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
    c = space.c
    # The tree keeps 32-bit floats, rounded outward: a day more on either side costs nothing.
    days = [] if (first_day, last_day) == (1, UNDATED) else [c.until >= _years(first_day - 1), c.since <= _years(last_day + 1)]
    in_boxes = [and_(c.east >= box.west, c.west <= box.east, c.north >= box.south, c.south <= box.north) for box in boxes]
    return select(c.number).where(or_(*in_boxes), *days)


def _with(words: Table, word: str) -> Select[tuple[int]]:
    # Quoted, a word is a phrase to FTS5 and never an operator.
    phrase = '"' + word.replace('"', '""') + '"'
    return select(words.c.rowid).where(words.c[words.name].op("MATCH")(phrase))
