"""The application: the API under `/api`, the map page at `/`."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response

from dateline import __version__
from dateline.keys import KeyFile
from dateline.pipeline import Pipeline
from dateline.storage.store import Store
from dateline_api import (
    changes,
    collections,
    columns,
    errors,
    geoparse,
    intake,
    items,
    landing,
    nominatim,
    pages,
    photon,
    plans,
    review,
    revisions,
    signing_in,
    tiles,
)
from dateline_api import static as _static
from dateline_api.access import Access
from dateline_api.basemap import Basemap
from dateline_api.compression import Compression
from dateline_api.context import Context
from dateline_api.deadline import Deadline
from dateline_api.headers import Headers, is_geocoding
from dateline_api.routes import Methods
from dateline_api.sessions import Sessions

MAX_BODY_BYTES = 2_000_000
TIMEOUT_S = 60.0


def create_app(
    *,
    store: Store,
    pipeline: Pipeline,
    static: Path | None = None,
    base_url: str | None = None,
    max_body_bytes: int = MAX_BODY_BYTES,
    editing: bool = False,
    timeout_s: float = TIMEOUT_S,
    keys: KeyFile | None = None,
    basemap: Basemap | None = None,
) -> FastAPI:
    """The application over a store.

    `static` is the folder of the built web page (`dateline_web.STATIC`); without one, or before it is built, `/` says how to build it.
    `base_url` is the public address where a proxy hides it (`https://maps.example.org`); else links follow the Host header.
    `max_body_bytes` bounds what a body may have, `timeout_s` the time until an answer begins. `editing` lets whoever reaches the server
    under a name of this machine correct incidents. `keys` asks a key, or the session of a browser that one began, of whoever uses the
    API, and editors may correct from anywhere. `basemap` puts other ground under the map. The caller keeps and closes the store.
    """
    app = FastAPI(title="Dateline", version=__version__, openapi_url=None, docs_url=None, redoc_url=None, redirect_slashes=False)
    sessions = Sessions(keys) if keys is not None else None
    app.state.context = Context(store, pipeline, static, base_url, max_body_bytes, editing, sessions, basemap)
    parts = [
        (part.router, "/api")
        for part in (landing, collections, items, columns, tiles, changes, revisions, review, plans, intake, signing_in, geoparse, pages)
    ]
    parts += [(door.router, "") for door in (nominatim, photon)]
    for router, prefix in parts:
        app.include_router(router, prefix=prefix)
    app.state.methods = Methods(parts)
    app.include_router(_options)
    app.include_router(_static.router)
    errors.install(app)
    app.add_middleware(Compression)
    app.add_middleware(Deadline, seconds=timeout_s)
    if keys is not None and sessions is not None:
        app.add_middleware(Access, keys=keys, sessions=sessions, base_url=base_url)
    app.add_middleware(Headers, basemap=basemap)
    return app


_options = APIRouter()


@_options.options("/{path:path}")
def options(request: Request, path: str) -> Response:  # noqa: ARG001  # the pattern's
    """What may be asked: reading from anywhere; sending a text only from the page itself."""
    headers = {"Allow": ", ".join([*(request.app.state.methods.at(request.scope["path"]) or ("GET", "HEAD")), "OPTIONS"])}
    if request.scope["path"].startswith("/api") or is_geocoding(request.scope["path"]):
        headers |= {
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "Accept, Authorization, If-None-Match",
            "Access-Control-Max-Age": "86400",
        }
    return Response(status_code=204, headers=headers)
