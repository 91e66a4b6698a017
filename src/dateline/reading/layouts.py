"""Whose event table a table is, by the names of its columns."""

from collections.abc import Sequence
from enum import StrEnum


class EventTable(StrEnum):
    """Whose layout a table has; the value is what ids and places of its rows begin with."""

    UCDP = "ucdp"
    ACLED = "acled"
    GTD = "gtd"

    @property
    def label(self) -> str:
        """The name for a reader."""
        return {"ucdp": "UCDP GED", "acled": "ACLED", "gtd": "GTD"}[self.value]


_WANTED: dict[EventTable, frozenset[str]] = {
    EventTable.UCDP: frozenset({"id", "type_of_violence", "date_start", "date_end", "latitude", "longitude", "where_prec", "best"}),
    EventTable.ACLED: frozenset({"event_id_cnty", "event_date", "sub_event_type", "latitude", "longitude", "geo_precision", "fatalities"}),
    EventTable.GTD: frozenset({"eventid", "iyear", "imonth", "iday", "attacktype1", "latitude", "longitude", "specificity", "nkill"}),
}
"""By which columns each layout is known, and without which its rows mean nothing."""


def layout_of(columns: Sequence[str]) -> EventTable | None:
    """Whose layout a table with these columns has; None when it is no event table."""
    names = {column.strip().lower() for column in columns}
    return next((table for table, wanted in _WANTED.items() if wanted <= names), None)
