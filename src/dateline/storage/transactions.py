"""Transactions of a store: reading one moment, and writing all or nothing."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError

from dateline.errors import StoreError
from dateline.storage.dialects.dialect import StoreDialect

V = TypeVar("V")

_WRITE_TRIES = 8


class Transactions:
    """Over one engine; shared between threads."""

    def __init__(self, engine: Engine, dialect: StoreDialect) -> None:
        self._engine = engine
        self._writer = dialect.writer(engine)
        self._dialect = dialect
        # The threads of one process take turns here, in fair order, rather than by polling the database's lock.
        self._writing = threading.Lock()

    def close(self) -> None:
        """Give back connections; calling twice does nothing."""
        self._engine.dispose()
        self._writer.dispose()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One transaction that sees one moment of the store."""
        with as_store_errors(), self._engine.connect() as connection, connection.begin():
            yield connection

    def write(self, work: Callable[[Connection], V]) -> V:
        """Do work in one transaction that is all there or not at all; again when another process held the database too long."""

        def once() -> V:
            with self._writer.connect() as connection, self._dialect.begin_write(connection):
                return work(connection)

        with as_store_errors(), self._writing:
            return patiently(once)


def patiently(work: Callable[[], V]) -> V:
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
    return any(word in str(error.orig) for word in ("locked", "busy", "deadlock"))


@contextmanager
def as_store_errors() -> Iterator[None]:
    """What the database raises, as `StoreError`."""
    try:
        yield
    except SQLAlchemyError as error:
        raise StoreError(f"the store could not answer: {cause_of(error)}") from error


def cause_of(error: SQLAlchemyError) -> str:
    """What the database itself says."""
    return str(error.orig) if isinstance(error, DBAPIError) else str(error)
