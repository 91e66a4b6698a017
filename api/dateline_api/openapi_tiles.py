"""The tiles and columns of incidents, as the description of the API tells them."""

from typing import Any

from dateline.publishing import columnar, tiles
from dateline_api.columns import PARAMETERS
from dateline_api.negotiation import JSON
from dateline_api.openapi_parts import a_list, an_object, operation, ref
from dateline_api.schemas import Schema
from dateline_api.tiles import F_JSON, F_TILE, F_TILESET, SQUARE, TILE_FILTERS

_BINARY: Schema = {"type": "string", "format": "binary"}
_TEXT: Schema = {"type": "string"}
_ANY: Schema = {"type": "object"}
_INDEXES = {"tileMatrix": "the zoom level", "tileRow": "the row, counted from the north", "tileCol": "the column, counted from the west"}


def paths() -> Schema:
    """The paths and what may be asked of them."""
    scheme: Schema = {
        "name": "tileMatrixSetId",
        "in": "path",
        "required": True,
        "description": "how the world is cut into tiles",
        "schema": {"type": "string", "enum": [SQUARE]},
    }
    one_scheme = operation(
        "tileMatrixSet.getTileMatrixSet", "A scheme of tiles", "TileMatrixSet", parameters=(F_JSON,), html=False, absent=True, tag="tiles"
    )
    one_scheme["parameters"].insert(0, scheme)
    by_column = operation(
        "columns", "All incidents that match by column", None, parameters=PARAMETERS, json_media=columnar.MEDIA, html=False, tag="tiles"
    )
    by_column["responses"]["200"]["content"][columnar.MEDIA] = {"schema": _BINARY}
    found: Schema = {
        "/api/incidents.bin": {"get": by_column},
        "/api/tileMatrixSets": {
            "get": operation(
                "tileMatrixSet.getTileMatrixSetsList",
                "The schemes of tiles",
                "TileMatrixSets",
                parameters=(F_JSON,),
                html=False,
                tag="tiles",
            )
        },
        "/api/tileMatrixSets/{tileMatrixSetId}": {"get": one_scheme},
    }
    for where, name, what in (
        ("/api", "dataset.vector", "everything"),
        ("/api/collections/incidents", "collection.vector", "the incidents"),
    ):
        found |= _tilesets(f"{where}/tiles", name, what, scheme)
    return found


def _tilesets(path: str, name: str, what: str, scheme: Schema) -> Schema:
    listed = operation(
        f".{name}.getTileSetsList", f"The sets of tiles of {what}", "TileSets", parameters=(F_JSON,), html=False, absent=True, tag="tiles"
    )
    one = operation(
        f".{name}.getTileSet",
        f"A set of tiles of {what}; a filter goes into the address of its tiles",
        None,
        parameters=(*TILE_FILTERS, F_TILESET),
        html=False,
        absent=True,
        tag="tiles",
    )
    one["responses"]["200"]["content"][JSON] = {"schema": {"anyOf": [ref("TileSet"), ref("TileJson")]}}
    tile = operation(
        f".{name}.getTile",
        f"A tile of {what}",
        None,
        parameters=(*TILE_FILTERS, F_TILE),
        json_media=tiles.MEDIA,
        html=False,
        absent=True,
        tag="tiles",
    )
    tile["responses"]["200"]["content"][tiles.MEDIA] = {"schema": _BINARY}
    tile["responses"]["204"] = {"description": "Nothing stands there."}
    one["parameters"].insert(0, scheme)
    tile["parameters"] = [scheme, *(_index(name) for name in ("tileMatrix", "tileRow", "tileCol")), *tile["parameters"]]
    return {
        path: {"get": listed},
        f"{path}/{{tileMatrixSetId}}": {"get": one},
        f"{path}/{{tileMatrixSetId}}/{{tileMatrix}}/{{tileRow}}/{{tileCol}}": {"get": tile},
    }


def _index(name: str) -> Schema:
    most = tiles.MAX_ZOOM if name == "tileMatrix" else (1 << tiles.MAX_ZOOM) - 1
    schema = {"type": "integer", "minimum": 0, "maximum": most, "example": 0}
    return {"name": name, "in": "path", "required": True, "description": _INDEXES[name], "schema": schema}


def schemas() -> dict[str, Any]:
    """The schemas of answers about tiles."""
    number: Schema = {"type": "number"}
    links = a_list(ref("Link"))
    return {
        "TileMatrixSets": an_object(
            {"links": links, "tileMatrixSets": a_list(an_object({"id": _TEXT, "title": _TEXT, "uri": _TEXT, "links": links}, "links"))},
            "tileMatrixSets",
        ),
        "TileMatrixSet": an_object(
            {
                "id": _TEXT,
                "title": _TEXT,
                "uri": _TEXT,
                "crs": _TEXT,
                "orderedAxes": a_list(_TEXT),
                "wellKnownScaleSet": _TEXT,
                "tileMatrices": a_list(
                    an_object(
                        {
                            "id": _TEXT,
                            "scaleDenominator": number,
                            "cellSize": number,
                            "cornerOfOrigin": _TEXT,
                            "pointOfOrigin": a_list(number),
                            **{name: {"type": "integer"} for name in ("tileWidth", "tileHeight", "matrixWidth", "matrixHeight")},
                        },
                        *("id", "scaleDenominator", "cellSize", "pointOfOrigin"),
                        *("tileWidth", "tileHeight", "matrixWidth", "matrixHeight"),
                    )
                ),
            },
            "crs",
            "tileMatrices",
        ),
        "TileSets": an_object({"links": links, "tilesets": a_list(ref("TileSet"))}, "tilesets"),
        "TileSet": an_object(
            {
                "title": _TEXT,
                "dataType": {"type": "string", "enum": ["vector"]},
                "crs": _TEXT,
                "tileMatrixSetURI": _TEXT,
                "boundingBox": an_object({"lowerLeft": a_list(number), "upperRight": a_list(number), "crs": _TEXT}),
                "layers": a_list(_ANY),
                "links": links,
            },
            "dataType",
            "crs",
            "links",
        ),
        "TileJson": an_object(
            {
                "tilejson": _TEXT,
                "tiles": a_list(_TEXT),
                "minzoom": {"type": "integer"},
                "maxzoom": {"type": "integer"},
                "bounds": a_list(number),
                "vector_layers": a_list(_ANY),
            },
            "tilejson",
            "tiles",
        ),
    }
