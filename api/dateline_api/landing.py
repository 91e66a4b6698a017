"""The landing page, the conformance classes, the description of the API and the state of the store."""

from functools import lru_cache

from fastapi import APIRouter, Request, Response

from dateline import __version__
from dateline.publishing.columnar import MEDIA
from dateline.publishing.encoding import to_json
from dateline.publishing.properties import instant
from dateline_api.context import Here
from dateline_api.freshness import check_fresh
from dateline_api.links import base, link, self_and_alternate
from dateline_api.negotiation import HTML, JSON, Format, format_of, json_answer
from dateline_api.openapi import document
from dateline_api.openapi_parts import OPENAPI
from dateline_api.pages import page
from dateline_api.parameters import FORMAT, given, values
from dateline_api.relations import SCHEMES, TILESETS

_SPEC = "http://www.opengis.net/spec"
_CQL2 = (
    "cql2-text",
    "cql2-json",
    "basic-cql2",
    "advanced-comparison-operators",
    "basic-spatial-functions",
    "basic-spatial-functions-plus",
    "temporal-functions",
    "property-property",
)
_TILES = ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "datetime", "mvt", "oas30")
CONFORMS_TO = [
    *(f"{_SPEC}/ogcapi-features-1/1.0/conf/{name}" for name in ("core", "oas30", "html", "geojson")),
    f"{_SPEC}/ogcapi-features-2/1.0/conf/crs",
    *(f"{_SPEC}/ogcapi-features-3/1.0/conf/{name}" for name in ("queryables", "filter", "features-filter")),
    *(f"{_SPEC}/cql2/1.0/conf/{name}" for name in _CQL2),
    *(f"{_SPEC}/ogcapi-tiles-1/1.0/conf/{name}" for name in _TILES),
    *(f"{_SPEC}/tms/2.0/conf/{name}" for name in ("tilematrixset", "json-tilematrixset", "json-tilesetmetadata")),
]

TITLE = "Dateline"
DESCRIPTION = (
    "Where and when the incidents that news reports tell happened. Every incident is backed by the words of reports; "
    "a claim is shown as a claim, and what is not known exactly is marked as not exact."
)

router = APIRouter()


@router.api_route("/", methods=["GET", "HEAD"])
@router.api_route("", methods=["GET", "HEAD"])
def landing(request: Request) -> Response:
    """Where everything is."""
    wanted = format_of(request, values(request, (FORMAT,)).get("f"))
    root = base(request)
    links = [
        *self_and_alternate(root, given(request), wanted, JSON),
        link(f"{root}/openapi.json", "service-desc", OPENAPI, "the description of this API"),
        link(f"{root}/docs", "service-doc", HTML, "the description of this API, to read"),
        link(f"{root}/conformance", "conformance", JSON, "the conformance classes that it meets"),
        link(f"{root}/collections", "data", JSON, "the collections"),
        link(f"{root}/tiles", TILESETS, JSON, "the sets of vector tiles"),
        link(f"{root}/tileMatrixSets", SCHEMES, JSON, "the schemes of tiles"),
        link(f"{root}/incidents.bin", "related", MEDIA, "all incidents by column"),
        link(f"{root}/session", "authenticate", JSON, "who one is to this server"),
        link(f"{root}/changes", "changes", JSON, "what changed, in order"),
        link(f"{root}/status", "status", JSON, "what the store holds"),
    ]
    body = {"title": TITLE, "description": DESCRIPTION, "links": links}
    if wanted is Format.HTML:
        return page("landing.html", title=TITLE, root=root, body=body)
    return json_answer(body)


@router.api_route("/conformance", methods=["GET", "HEAD"])
def conformance(request: Request) -> Response:
    """The conformance classes that the API meets."""
    wanted = format_of(request, values(request, (FORMAT,)).get("f"))
    root = base(request)
    links = self_and_alternate(f"{root}/conformance", given(request), wanted, JSON)
    body = {"conformsTo": CONFORMS_TO, "links": links}
    if wanted is Format.HTML:
        return page("conformance.html", title="Conformance", root=root, body=body)
    return json_answer(body)


@router.api_route("/openapi.json", methods=["GET", "HEAD"])
def openapi(request: Request) -> Response:
    """The description of the API after OpenAPI 3.0."""
    values(request, ())
    return Response(_document(base(request)), media_type=OPENAPI)


@lru_cache(maxsize=8)
def _document(root: str) -> bytes:
    return to_json(document(root))


@router.api_route("/docs", methods=["GET", "HEAD"])
def docs(request: Request) -> Response:
    """The description of the API, to read."""
    values(request, ())
    root = base(request)
    return page("docs.html", title="The API", root=root, body=document(root))


@router.api_route("/status", methods=["GET", "HEAD"])
def status(request: Request, here: Here) -> Response:
    """What the store holds."""
    values(request, ())
    check_fresh(request, here)
    summary = here.store.summary()
    return json_answer(
        {
            "version": __version__,
            "reports": summary.reports,
            "events": summary.events,
            "incidents": summary.incidents,
            "quarantined": summary.quarantined,
            "first_day": summary.first_day.isoformat() if summary.first_day else None,
            "last_day": summary.last_day.isoformat() if summary.last_day else None,
            "updated": instant(summary.updated),
            "sequence": summary.sequence,
        }
    )
