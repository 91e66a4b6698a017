"""Vector tiles after OGC API – Tiles: of the incidents as a collection and as the whole data set, which are the same."""

import math
import re
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Request, Response

from dateline.errors import BadInput, BadParameter, NotFound
from dateline.publishing.tiles import FIELDS, LAYER, MAX_ZOOM, MEDIA, tile
from dateline.storage.query import Query
from dateline_api.compression import compressed, encoding_of
from dateline_api.context import Context, Here
from dateline_api.crs import CRS84
from dateline_api.freshness import check_fresh
from dateline_api.links import address, base, link
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameters import BBOX, BBOX_CRS, FILTERS, Parameter, given, query_of, values
from dateline_api.relations import SCHEME
from dateline_api.schemas import Schema

WEB_MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
SQUARE = "WebMercatorQuad"
URI = f"http://www.opengis.net/def/tilematrixset/OGC/1.0/{SQUARE}"

_HALF = math.pi * 6_378_137.0
"""Meters from the middle of the map to its edge."""
_PIXEL = 0.28e-3
"""Meters, of the pixel that scales are counted with."""
_SMALL = 300
"""Bytes below which compressing a tile is not worth it."""


def _one_of(*known: str) -> Parameter:
    def read(text: str) -> str:
        if text not in known:
            raise BadInput(f"{text[:40]!r} is none of {', '.join(known)}")
        return text

    return Parameter("f", "The form of the answer.", {"type": "string", "enum": list(known)}, read)


TILE_FILTERS = tuple(parameter for parameter in FILTERS if parameter not in (BBOX, BBOX_CRS))
"""The tile itself is the box."""
F_JSON, F_TILESET, F_TILE = _one_of("json"), _one_of("json", "tilejson"), _one_of("mvt")

router = APIRouter()


@router.api_route("/tileMatrixSets", methods=["GET", "HEAD"])
def tile_matrix_sets(request: Request) -> Response:
    """The schemes by which the world is cut into tiles: there is one."""
    values(request, (F_JSON,))
    here = f"{base(request)}/tileMatrixSets"
    one = {
        "id": SQUARE,
        "title": "The web's square map",
        "uri": URI,
        "crs": WEB_MERCATOR,
        "links": [link(f"{here}/{SQUARE}", SCHEME, JSON)],
    }
    return json_answer({"links": [link(here, "self", JSON)], "tileMatrixSets": [one]})


@router.api_route("/tileMatrixSets/{scheme}", methods=["GET", "HEAD"])
def tile_matrix_set(request: Request, scheme: str) -> Response:
    """One of the schemes, with its zoom levels."""
    _known_scheme(scheme)
    values(request, (F_JSON,))
    matrices = [
        {
            "id": str(zoom),
            "scaleDenominator": 2 * _HALF / (256 << zoom) / _PIXEL,
            "cellSize": 2 * _HALF / (256 << zoom),
            "cornerOfOrigin": "topLeft",
            "pointOfOrigin": [-_HALF, _HALF],
            "tileWidth": 256,
            "tileHeight": 256,
            "matrixWidth": 1 << zoom,
            "matrixHeight": 1 << zoom,
        }
        for zoom in range(MAX_ZOOM + 1)
    ]
    return json_answer(
        {
            "id": SQUARE,
            "title": "The web's square map",
            "uri": URI,
            "crs": WEB_MERCATOR,
            "orderedAxes": ["X", "Y"],
            "wellKnownScaleSet": "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible",
            "tileMatrices": matrices,
        }
    )


@router.api_route("/tiles", methods=["GET", "HEAD"])
@router.api_route("/collections/{collection_id}/tiles", methods=["GET", "HEAD"])
def tilesets(request: Request, collection_id: str | None = None) -> Response:
    """The sets of tiles: one, of the web's square map."""
    _has_tiles(collection_id)
    values(request, (F_JSON,))
    path = _path(request, collection_id)
    return json_answer({"links": [link(path, "self", JSON)], "tilesets": [_tileset(request, path)]})


@router.api_route("/tiles/{scheme}", methods=["GET", "HEAD"])
@router.api_route("/collections/{collection_id}/tiles/{scheme}", methods=["GET", "HEAD"])
def tileset(request: Request, here: Here, scheme: str, collection_id: str | None = None) -> Response:
    """One set of tiles: what is in it, and where its tiles are; filters that are sent go into the address of the tiles."""
    _has_tiles(collection_id)
    _known_scheme(scheme)
    found = values(request, (*TILE_FILTERS, F_TILESET))
    query_of(found)
    check_fresh(request, here)
    path = _path(request, collection_id)
    box = here.store.summary().bbox
    edges = [box.west, box.south, box.east, box.north] if box else [-180.0, -90.0, 180.0, 90.0]
    if found.get("f") == "tilejson":
        return json_answer(
            {
                "tilejson": "3.0.0",
                "name": "Incidents",
                "description": "Dots, and where there are too many, clusters of them.",
                "scheme": "xyz",
                "tiles": [_template(request, path, "{z}/{y}/{x}")],
                "minzoom": 0,
                "maxzoom": MAX_ZOOM,
                "bounds": [edges[0], max(edges[1], -85.0511), edges[2], min(edges[3], 85.0511)],
                "vector_layers": [{"id": LAYER, "description": "Incidents", "minzoom": 0, "maxzoom": MAX_ZOOM, "fields": FIELDS}],
            }
        )
    body = _tileset(request, path)
    body["boundingBox"] = {"lowerLeft": edges[:2], "upperRight": edges[2:], "crs": CRS84.uri}
    body["layers"] = [{"id": LAYER, "dataType": "vector", "geometryDimension": 0, "propertiesSchema": _PROPERTIES}]
    return json_answer(body)


_TYPES = {"number": "integer", "day": "integer", "point_count": "integer", "cluster": "boolean"}
_PROPERTIES: Schema = {
    "type": "object",
    "properties": {name: {"type": _TYPES.get(name, "string"), "description": meaning} for name, meaning in FIELDS.items()},
}


def _tileset(request: Request, path: str) -> dict[str, Any]:
    here = f"{path}/{SQUARE}"
    pairs = [(name, value) for name, value in given(request) if name != "f"]
    template = link(_template(request, here, "{tileMatrix}/{tileRow}/{tileCol}"), "item", MEDIA, "the tiles")
    return {
        "title": "Incidents",
        "dataType": "vector",
        "crs": WEB_MERCATOR,
        "tileMatrixSetURI": URI,
        "links": [
            link(address(here, pairs), "self", JSON, "this set of tiles"),
            link(address(here, pairs, f="tilejson"), "alternate", JSON, "this set of tiles as TileJSON"),
            link(f"{base(request)}/tileMatrixSets/{SQUARE}", SCHEME, JSON, "how the world is cut"),
            {**template, "templated": True},
        ],
    }


def _template(request: Request, path: str, variables: str) -> str:
    pairs = [(name, value) for name, value in given(request) if name != "f"]
    here = path if path.endswith(SQUARE) else f"{path}/{SQUARE}"
    return f"{here}/{variables}" + (f"?{urlencode(pairs)}" if pairs else "")


@router.api_route("/tiles/{scheme}/{matrix}/{row}/{column}", methods=["GET", "HEAD"])
@router.api_route("/collections/{collection_id}/tiles/{scheme}/{matrix}/{row}/{column}", methods=["GET", "HEAD"])
async def one_tile(
    request: Request, here: Here, scheme: str, matrix: str, row: str, column: str, collection_id: str | None = None
) -> Response:
    """A tile."""
    _has_tiles(collection_id)
    _known_scheme(scheme)
    zoom = _within("tileMatrix", matrix, MAX_ZOOM + 1)
    south, east = _within("tileRow", row, 1 << zoom), _within("tileCol", column, 1 << zoom)
    query = query_of(values(request, (*TILE_FILTERS, F_TILE)))
    encoding = encoding_of(request.headers.get("accept-encoding", ""))
    await to_thread.run_sync(check_fresh, request, here)
    body = await to_thread.run_sync(_made, here, zoom, south, east, query, encoding, limiter=here.snapshots.limiter)
    if not body:
        return Response(status_code=HTTPStatus.NO_CONTENT)
    headers = {"Content-Encoding": encoding} if encoding is not None and not body.startswith(_LAYER) else {}
    return Response(body, headers=headers, media_type=MEDIA)


_LAYER = b"\x1a"
"""How a tile begins; neither gzip nor zstd does."""


def _made(here: Context, zoom: int, row: int, column: int, query: Query, encoding: str | None) -> bytes:
    """The tile, compressed where that is worth it; kept until the store changes."""
    snapshot = here.snapshots.latest()

    def make() -> bytes:
        made = tile(snapshot.columns, snapshot.grid, zoom, column, row, here.snapshots.picked(snapshot, query))
        return made if encoding is None or len(made) < _SMALL else compressed([made], encoding)

    return here.snapshots.answer((snapshot.sequence, "tile", zoom, row, column, query, encoding), make)


def _has_tiles(collection_id: str | None) -> None:
    if collection_id not in (None, "incidents"):
        raise NotFound(f"there are no tiles of {(collection_id or '')[:60]!r}; there are of incidents")


def _known_scheme(scheme: str) -> None:
    if scheme != SQUARE:
        raise NotFound(f"no scheme of tiles has the id {scheme[:60]!r}; there is {SQUARE}")


def _within(name: str, text: str, count: int) -> int:
    if not re.fullmatch(r"[0-9]{1,12}", text):
        raise BadParameter(name, f"{text[:40]!r} is no whole number from 0")
    if int(text) >= count:
        raise NotFound(f"{name} is less than {count} there, not {int(text)}")
    return int(text)


def _path(request: Request, collection_id: str | None) -> str:
    return f"{base(request)}/collections/{collection_id}/tiles" if collection_id else f"{base(request)}/tiles"
