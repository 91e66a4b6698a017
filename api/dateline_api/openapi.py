"""The description of the API after OpenAPI 3.0, made from the same rows that requests and features are made from."""

from dateline import __version__
from dateline_api import openapi_changes, openapi_features, openapi_geocoding, openapi_review, openapi_session, openapi_tiles
from dateline_api.openapi_parts import OPENAPI, operation, problem
from dateline_api.openapi_schemas import schemas
from dateline_api.schemas import Schema

_TAGS = ("features", "tiles", "description", "changes", "corrections", "access", "reading", "geocoding")
_DESCRIPTION = """Where and when the incidents that news reports tell happened. After OGC API – Features, Parts 1 to 3, and OGC API – Tiles.

**Who may ask.** On an address that only its own machine reaches, reading needs no key, and corrections are taken from that machine under
its own name (`127.0.0.1`, `localhost`), from no page of another site. On any other address every request needs a key, as
`Authorization: Bearer KEY`, or the session of a browser that a key began (`POST /api/session`): keys of readers open reading, those of
editors and admins corrections too. What a session changes is taken only from the server's own pages."""


def document(root: str) -> Schema:
    """The whole description; `root` is the API's address."""
    paths = _paths() | openapi_features.paths() | openapi_tiles.paths() | openapi_changes.paths() | openapi_review.paths()
    for path, methods in paths.items():
        for method, described in methods.items():
            described["responses"] |= {"429": problem("Too many requests, where the server asks for keys.")}
            if path != "/api/session":
                described["responses"] |= {"401": problem("A key is needed, where the server asks for keys.")}
            if method == "get":
                described["responses"]["304"] = {"description": "The client has the answer already, as If-None-Match says."}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": _DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": root.removesuffix("/api") or "/"}],
        "tags": [{"name": tag} for tag in _TAGS],
        "paths": paths | openapi_session.paths() | openapi_geocoding.paths(),
        "security": [{}, {"key": []}, {"session": []}],
        "components": {
            "schemas": schemas() | openapi_tiles.schemas() | openapi_session.SCHEMAS | openapi_review.SCHEMAS | openapi_geocoding.SCHEMAS,
            "securitySchemes": openapi_session.SCHEMES,
            "parameters": {},
            "responses": {},
        },
    }


def _paths() -> Schema:
    return {
        "/api": {"get": operation("landing", "Where everything is", "Landing", tag="description")},
        "/api/conformance": {"get": operation("conformance", "The conformance classes", "Conformance", tag="description")},
        "/api/openapi.json": {"get": operation("openapi", "This document", None, parameters=(), json_media=OPENAPI, tag="description")},
        "/api/docs": {"get": operation("docs", "This document, to read", None, parameters=(), json_media=None, tag="description")},
        "/api/status": {"get": operation("status", "What the store holds", "State", parameters=(), html=False, tag="description")},
    }
