"""The names that incidents are found by: actors and sources, each stored once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from sqlalchemy import Connection, delete, insert, select

from dateline.storage.tables import incident_names, names

K = TypeVar("K")

Name = tuple[str, str]
"""A kind (`actor`, `source`) and a name."""
_CHUNK = 500


def store_names(connection: Connection, named: Mapping[int, Iterable[Name]]) -> None:
    """Let new incidents, by their numbers, be found by these names."""
    numbers = _numbers(connection, {name for held in named.values() for name in held})
    pairs = sorted((numbers[name], incident) for incident, held in named.items() for name in held)
    if not pairs:
        return
    if connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql("INSERT INTO incident_names (name_number, incident_number) VALUES (?, ?)", pairs)
    else:
        connection.execute(insert(incident_names), [{"name_number": name, "incident_number": incident} for name, incident in pairs])


def forget_names(connection: Connection, number: int) -> None:
    """Let an incident be found by no name."""
    connection.execute(delete(incident_names).where(incident_names.c.incident_number == number))


def _numbers(connection: Connection, wanted: set[Name]) -> dict[Name, int]:
    """The numbers of names; new ones are stored."""
    found: dict[Name, int] = {}
    by_kind: defaultdict[str, list[str]] = defaultdict(list)
    for kind, name in sorted(wanted):
        by_kind[kind].append(name)
    for kind, held in by_kind.items():
        for chunk in _chunks(held):
            stored = select(names.c.name, names.c.number).where(names.c.kind == kind, names.c.name.in_(chunk))
            found.update(((kind, name), number) for name, number in connection.execute(stored))
    fresh = sorted(wanted - found.keys())
    if fresh:
        connection.execute(insert(names), [{"kind": kind, "name": name} for kind, name in fresh])
        found |= _numbers(connection, set(fresh))
    return found


def _chunks(values: Sequence[K]) -> Iterator[Sequence[K]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
