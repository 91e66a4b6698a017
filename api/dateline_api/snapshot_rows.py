"""What the store gives for the columns."""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from dateline.chronology import DatePrecision
from dateline.extraction.event import Toll
from dateline.publishing.columns import Row, Spot
from dateline.storage.expression import Field, Literal, OneOf
from dateline.storage.query import Query
from dateline.storage.store import Store

_FIRST_UNDATED = 3_652_060
"""Behind the ordinal of every day."""
_ASKED = (
    *("number", "id", "sub_event_type", "status", "salience", "first_day", "last_day", "date_precision"),
    *("lon", "lat", "uncertainty_km", "geo_precision", "place_name", "place_kind", "admin1", "country", "place_confidence"),
    *("fatalities_low", "fatalities_high", "injuries_low", "injuries_high"),
    *("confidence", "report_count", "actors", "sources", "corrected"),
)
_AT_ONCE = 500


def rows_of(store: Store) -> Iterator[Row]:
    """All incidents."""
    return _read(store.rows(Query(), _ASKED))


def some_rows(store: Store, ids: Sequence[str]) -> Iterator[Row]:
    """The incidents with these ids, as far as they are there."""
    for start in range(0, len(ids), _AT_ONCE):
        some = OneOf(Field("id"), tuple(Literal(one) for one in ids[start : start + _AT_ONCE]))
        yield from _read(store.rows(Query(filter=some), _ASKED))


def numbers_of(store: Store, query: Query) -> Iterator[int]:
    """The numbers of the incidents that match."""
    for (number,) in store.rows(query, ("number",)):
        yield number


class _Names(dict[str, tuple[str, ...]]):
    """Lists of names by their JSON: most incidents share theirs with others."""

    def __missing__(self, text: str) -> tuple[str, ...]:
        self[text] = names = tuple(json.loads(text))
        return names


def _read(rows: Iterator[tuple[Any, ...]]) -> Iterator[Row]:
    names = _Names()
    untold = Toll()
    for (
        number,
        incident_id,
        kind,
        status,
        salience,
        first_day,
        last_day,
        precision,
        lon,
        lat,
        km,
        geo_precision,
        place_name,
        place_kind,
        admin1,
        country,
        place_confidence,
        killed_low,
        killed_high,
        wounded_low,
        wounded_high,
        confidence,
        reports,
        actors,
        sources,
        corrected,
    ) in rows:
        told = killed_low is not None or wounded_low is not None
        yield Row(
            number,
            incident_id,
            first_day if first_day < _FIRST_UNDATED else None,
            last_day if last_day < _FIRST_UNDATED else None,
            precision or DatePrecision.UNKNOWN,
            kind,
            status,
            salience,
            bool(corrected),
            precision is not None or first_day >= _FIRST_UNDATED,
            None if lon is None else Spot(lon, lat, km, geo_precision, place_name, place_kind, admin1, country),
            place_confidence,
            Toll(killed_low, killed_high, wounded_low, wounded_high) if told else untold,
            confidence,
            reports,
            names[actors],
            names[sources],
        )
