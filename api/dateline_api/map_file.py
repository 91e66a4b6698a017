"""The map in one file, with the incidents that a request matches."""

from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path

from dateline.errors import BadParameter
from dateline.merging.incident import Incident
from dateline.publishing.files import write_map
from dateline.publishing.single import MAX_ACCOUNTS
from dateline.storage.query import Query
from dateline_api.context import Context

MOST = 20_000
"""Incidents in one file: more are slow to write and to open."""


def map_writer(here: Context) -> Callable[[Iterable[Incident], Path], None]:
    """What writes the map; it raises `BadParameter` for too many incidents, and where the page is not built."""

    def work(incidents: Iterable[Incident], path: Path) -> None:
        told = list(islice(incidents, MOST + 1))
        if len(told) > MOST:
            raise BadParameter("f", f"a map in one file holds {MOST} incidents at most: filter them")
        built = here.static / "single.html" if here.static else None
        if built is None or not built.is_file():
            raise BadParameter("f", "the map in one file is not built here")
        store = here.store
        write_map(
            told,
            path,
            page=built.read_text("utf-8"),
            accounts_of=lambda incident: store.events(Query(incident_id=incident.id, limit=MAX_ACCOUNTS)).items,
        )

    return work
