"""What the store gives for the columns."""

from collections.abc import Iterator, Sequence
from typing import Any

from dateline.publishing.columns import ASKED
from dateline.storage.expression import Field, Literal, OneOf
from dateline.storage.query import Query
from dateline.storage.store import Store

_AT_ONCE = 500


def rows_of(store: Store) -> Iterator[tuple[Any, ...]]:
    """All incidents."""
    return store.rows(Query(), ASKED)


def some_rows(store: Store, ids: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    """The incidents with these ids, as far as they are there."""
    for start in range(0, len(ids), _AT_ONCE):
        some = OneOf(Field("id"), tuple(Literal(one) for one in ids[start : start + _AT_ONCE]))
        yield from store.rows(Query(filter=some), ASKED)


def numbers_of(store: Store, query: Query) -> Iterator[int]:
    """The numbers of the incidents that match."""
    for (number,) in store.rows(query, ("number",)):
        yield number
