"""What every request needs: the store, the pipeline and the settings of the application."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Annotated

from anyio import CapacityLimiter
from fastapi import Depends, Request

from dateline.gazetteer.place import Place
from dateline.pipeline import Pipeline
from dateline.storage.query import Query
from dateline.storage.store import Store


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
    readers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(2))
    """Texts read at the same time; more wait without keeping other requests from a thread."""
    _places: tuple[str, tuple[Place, ...]] | None = None
    _lock: Lock = field(default_factory=Lock)

    def places(self) -> tuple[Place, ...]:
        """The distinct places at which incidents stand, by id; kept until the store changes."""
        summary = self.store.summary()
        state = hashlib.sha256(repr(summary).encode()).hexdigest()
        with self._lock:
            if self._places is None or self._places[0] != state:
                found = {incident.where.place.id: incident.where.place for incident in self.store.each_incident(Query()) if incident.where}
                self._places = (state, tuple(found[place_id] for place_id in sorted(found)))
            return self._places[1]


def context_of(request: Request) -> Context:
    """The application's context."""
    context = request.app.state.context
    assert isinstance(context, Context)
    return context


Here = Annotated[Context, Depends(context_of)]
"""The context, as an argument of an endpoint."""
