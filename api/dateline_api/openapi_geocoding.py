"""The description of the doors for other geocoders' clients, after OpenAPI 3.0."""

from typing import Any

from dateline_api import nominatim, photon
from dateline_api.negotiation import JSON
from dateline_api.nominatim_formats import XML_MEDIA
from dateline_api.parameters import Parameter
from dateline_api.schemas import Schema

_TEXT: Schema = {"type": "string"}
_NUMBER: Schema = {"type": "number"}
_POINT: Schema = {
    "type": "object",
    "required": ["type", "coordinates"],
    "properties": {
        "type": {"type": "string", "enum": ["Point"]},
        "coordinates": {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2},
    },
}
SCHEMAS: dict[str, Schema] = {
    "FoundPlace": {
        "type": "object",
        "description": "A result in Nominatim's format jsonv2; format json says class for category. Coordinates are texts, as there.",
        "required": ["place_id", "licence", "lat", "lon", "type", "display_name", "boundingbox", "importance", "gazetteer_id"],
        "properties": {
            "place_id": {"type": "integer", "minimum": 0, "description": "stable for a place, and Dateline's own"},
            "licence": _TEXT,
            "lat": _TEXT,
            "lon": _TEXT,
            "category": _TEXT,
            "type": _TEXT,
            "place_rank": {"type": "integer"},
            "importance": {"type": "number", "minimum": 0, "maximum": 1},
            "addresstype": _TEXT,
            "name": _TEXT,
            "display_name": _TEXT,
            "boundingbox": {"type": "array", "items": _TEXT, "minItems": 4, "maxItems": 4, "description": "south, north, west, east"},
            "gazetteer_id": {"type": "string", "description": "the id in Dateline's gazetteer"},
            "address": {"type": "object", "additionalProperties": _TEXT},
            "namedetails": {"type": "object", "additionalProperties": _TEXT},
            "extratags": {"type": "object", "additionalProperties": _TEXT},
        },
    },
    "FoundPlaces": {"type": "array", "items": {"$ref": "#/components/schemas/FoundPlace"}},
    "FoundFeatures": {
        "type": "object",
        "description": "The same in formats geojson and geocodejson.",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {"type": "array", "items": {"type": "object"}},
        },
    },
    "PhotonPlaces": {
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["type", "geometry", "properties"],
                    "properties": {
                        "type": {"type": "string", "enum": ["Feature"]},
                        "geometry": _POINT,
                        "properties": {
                            "type": "object",
                            "required": ["osm_key", "osm_value", "type", "name", "extent", "gazetteer_id"],
                            "properties": {
                                **dict.fromkeys(
                                    ("osm_key", "osm_value", "type", "name", "county", "state", "country", "countrycode"), _TEXT
                                ),
                                "extent": {"type": "array", "items": _NUMBER, "minItems": 4, "maxItems": 4},
                                "gazetteer_id": _TEXT,
                            },
                        },
                    },
                },
            },
        },
    },
    "GeocoderError": {
        "type": "object",
        "description": "As Nominatim tells an error.",
        "required": ["error"],
        "properties": {
            "error": {"type": "object", "required": ["code", "message"], "properties": {"code": {"type": "integer"}, "message": _TEXT}}
        },
    },
    "NothingFound": {
        "type": "object",
        "description": "As Nominatim tells that nothing lies there.",
        "required": ["error"],
        "properties": {"error": _TEXT},
    },
    "PhotonError": {
        "type": "object",
        "description": "As Photon tells an error.",
        "required": ["message"],
        "properties": {"message": _TEXT},
    },
}


def paths() -> Schema:
    """The doors, by path."""
    error = "GeocoderError"
    places = _any_of("FoundPlaces", "FoundFeatures")
    xml: Schema = {XML_MEDIA: {"schema": _TEXT}}
    plain: Schema = {"text/plain": {"schema": _TEXT}}
    lies = _any_of("FoundPlace", "FoundFeatures", "NothingFound")
    return {
        "/search": _get("search_places", "Places of a name, as Nominatim answers", nominatim.SEARCH, {**places, **xml}, error, xml),
        "/reverse": _get("reverse", "What lies at a point, as Nominatim answers", nominatim.REVERSE, {**lies, **xml}, error, xml),
        "/status": _get(
            "geocoder_status",
            "Whether the geocoder is ready, as Nominatim answers",
            nominatim.STATUS,
            {**plain, JSON: {"schema": {"type": "object"}}},
            error,
            plain,
        ),
        "/photon/api": _get("photon_search", "Places of a name, as Photon answers", photon.SEARCH, _json("PhotonPlaces"), "PhotonError"),
        "/photon/reverse": _get(
            "photon_reverse", "What lies at a point, as Photon answers", photon.REVERSE, _json("PhotonPlaces"), "PhotonError"
        ),
    }


def _json(schema: str) -> Schema:
    return {JSON: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}


def _any_of(*names: str) -> Schema:
    return {JSON: {"schema": {"anyOf": [_json(name)[JSON]["schema"] for name in names]}}}


def _get(name: str, summary: str, parameters: tuple[Parameter, ...], content: Schema, error: str, other: Schema | None = None) -> Schema:
    """`other` is in what else the door may tell an error."""
    answers: dict[str, Any] = {
        "200": {"description": summary, "content": content},
        "400": {"description": "A parameter is missing or wrong.", "content": {**_json(error), **(other or {})}},
        "500": {"description": "Something is wrong with Dateline itself.", "content": {"application/problem+json": _json("Problem")[JSON]}},
        "503": {"description": "The gazetteer cannot be used.", "content": {**_json(error), **(other or {})}},
    }
    told = [
        {
            "name": parameter.name,
            "in": "query",
            "required": parameter.name in ("lat", "lon") and "reverse" in name,
            "description": parameter.meaning,
            "schema": parameter.schema,
        }
        for parameter in parameters
    ]
    return {"get": {"operationId": name, "summary": summary, "tags": ["geocoding"], "parameters": told, "responses": answers}}
