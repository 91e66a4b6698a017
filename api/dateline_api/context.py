"""What every request needs: the store, the pipeline and the settings of the application."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from dateline.gazetteer.place import Place
from dateline.pipeline import Pipeline
from dateline.storage.query import MAX_LIMIT, Query
from dateline.storage.store import Store
from dateline_api.basemap import Basemap
from dateline_api.sessions import Sessions
from dateline_api.snapshots import Snapshots


@dataclass(slots=True)
class Context:
    """The application's parts; shared between threads."""

    store: Store
    pipeline: Pipeline
    static: Path | None
    """The built web page; None serves only the API."""
    base_url: str | None
    """The public address, where a proxy hides it: `https://maps.example.org`; None takes the Host header."""
    max_body_bytes: int
    editing: bool = False
    """Whether incidents may be corrected."""
    sessions: Sessions | None = None
    """Of browsers, where keys are asked for."""
    basemap: Basemap | None = None
    """Other ground under the map than its own."""
    run: str = field(default_factory=lambda: secrets.token_hex(8))
    """Of this process: entity tags of another are not compared, whose code or gazetteer may be another."""
    streams: int = 0
    """Of changes, that are open."""
    readers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """Texts read at the same time; more wait without keeping other requests from a thread."""
    snapshots: Snapshots = field(init=False)
    """The incidents by column."""
    _places: tuple[int, dict[str, Place]] | None = None
    _lock: Lock = field(default_factory=Lock)

    def __post_init__(self) -> None:
        self.snapshots = Snapshots(self.store)

    def place(self, place_id: str) -> Place | None:
        """The place with this id at which incidents stand; the places are kept until the store changes."""
        sequence = self.store.sequence()
        with self._lock:
            if self._places is None or self._places[0] != sequence:
                self._places = (sequence, dict(self._each_place()))
            return self._places[1].get(place_id)

    def _each_place(self) -> Iterator[tuple[str, Place]]:
        offset = 0
        while found := self.store.places(Query(limit=MAX_LIMIT, offset=offset)).items:
            yield from ((counted.place.id, counted.place) for counted in found)
            offset += len(found)


async def context_of(request: Request) -> Context:
    """The application's context; asynchronous, so that it costs no change of threads."""
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


Here = Annotated[Context, Depends(context_of)]
"""The context, as an argument of an endpoint."""
