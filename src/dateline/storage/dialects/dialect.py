"""What a database must offer beside SQL that all share."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from sqlalchemy import BindParameter, ColumnElement, Connection, Engine, RootTransaction, Select

from dateline.geography import Bbox


class Spot(NamedTuple):
    """Where and when a numbered row stands: degrees, and days as ordinals."""

    number: int
    lon: float
    lat: float
    first_day: int
    last_day: int


Filing = tuple[int, Spot | None, str]
"""An incident's number, where it stands, and its words with blanks between them."""


class StoreDialect(Protocol):
    """One database's ways of opening, locking, and searching space and words.

    Searches hand out selects of row numbers, to be used as subqueries. Those over space may let through rows
    just outside the box or the days; the caller compares the exact columns.
    """

    def open(self, url: str) -> Engine:
        """An engine whose connections are set up; nothing is created. Raises `StoreError`."""

    def writer(self, engine: Engine) -> Engine:
        """The engine that whoever has the writers' turn writes by: the same, or one of its own beside what `open` gave."""

    def begin_write(self, connection: Connection) -> RootTransaction:
        """Start a transaction that no other writer can be in; waits for its turn."""

    def create_search(self, connection: Connection) -> None:
        """Create the tables or indexes for searching space and words."""

    def drop_search(self, connection: Connection) -> None:
        """Drop what `create_search` made, so that it can be made and filled anew."""

    def guard(self, connection: Connection, tables: Sequence[str]) -> None:
        """Make the database itself refuse changes to rows of these tables, which are only ever added to."""

    def is_search_table(self, name: str) -> bool:
        """Whether a table of this name belongs to `create_search` or to the database, not to the shared metadata."""

    def file_events(self, connection: Connection, spots: Sequence[Spot]) -> None:
        """Make new events findable by place and day."""

    def unfile_events(self, connection: Connection, numbers: Sequence[int]) -> None:
        """Forget where these events stood."""

    def file_incident(self, connection: Connection, number: int, spot: Spot | None, words: Sequence[str], *, known: bool) -> None:
        """Make a new or changed incident findable by place, day and words; `known` when it was before."""

    def unfile_incident(self, connection: Connection, number: int) -> None:
        """Forget an incident that is no more."""

    def file_report(self, connection: Connection, number: int, words: Sequence[str]) -> None:
        """Make a new report findable by words."""

    def file_reports(self, connection: Connection, filed: Sequence[tuple[int, str]]) -> None:
        """As `file_report`, for many at once, by their numbers."""

    def file_incidents(self, connection: Connection, filed: Sequence[Filing]) -> None:
        """As `file_incident`, for many new ones at once."""

    def numbered(self, connection: Connection, table: str) -> None:
        """Let the database go on counting behind rows whose numbers it did not give itself."""

    def incidents_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """Numbers of incidents in any of the boxes within the days; boxes do not cross the 180° meridian."""

    def events_within(self, boxes: Sequence[Bbox], first_day: int, last_day: int) -> Select[tuple[int]]:
        """As `incidents_within`, for events."""

    def incidents_with(self, word: str) -> Select[tuple[int]]:
        """Numbers of incidents whose own words hold the word."""

    def reports_with(self, word: str) -> Select[tuple[int]]:
        """Numbers of reports that hold the word."""

    def among(self, column: ColumnElement[int], listed: BindParameter[Any]) -> ColumnElement[bool]:
        """Whether a column is one of some numbers, in a statement that is the same for however many; see `listed`."""

    def listed(self, numbers: Sequence[int]) -> Any:
        """Numbers as the parameter of `among` takes them."""

    def raw(self, text: ColumnElement[str]) -> ColumnElement[Any]:
        """A text as the driver hands it out with the least work: as UTF-8 bytes or as text."""

    def backup(self, engine: Engine, file: Path) -> None:
        """Write everything as of one moment to a new file, whatever is written meanwhile. Raises `StoreError`."""

    def faults(self, connection: Connection) -> list[str]:
        """What the database itself finds wrong with its files; nothing when they are whole."""
