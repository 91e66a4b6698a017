"""The description of the API after OpenAPI 3.0, made from the same rows that requests and features are made from."""

from typing import Any

from dateline import __version__
from dateline.publishing.properties import PropertyType
from dateline.storage.fields import FIELDS
from dateline_api import openapi_geocoding
from dateline_api.changes import EVENT_STREAM, SINCE
from dateline_api.collections import COLLECTIONS, SCHEMA, Collection
from dateline_api.errors import PROBLEM
from dateline_api.exports import BY_MEDIA, FORMAT_OR_EXPORT
from dateline_api.negotiation import GEOJSON, HTML, JSON
from dateline_api.parameters import CRS, FORMAT, LIMIT, Parameter
from dateline_api.schemas import TYPES, Schema, openapi_schema

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def document(root: str) -> Schema:
    """The whole description; `root` is the API's address."""
    paths = _paths()
    for methods in paths.values():
        for method, operation in methods.items():
            operation["responses"] |= {
                "401": _problem("A key is needed, where the server asks for keys."),
                "429": _problem("Too many requests, where the server asks for keys."),
            }
            if method == "get":
                operation["responses"]["304"] = {"description": "The client has the answer already, as If-None-Match says."}
    return {
        "openapi": "3.0.3",
        "info": {
            "title": "Dateline",
            "version": __version__,
            "description": "Where and when the incidents that news reports tell happened. After OGC API – Features, Parts 1 to 3.",
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "servers": [{"url": root.removesuffix("/api") or "/"}],
        "tags": [
            {"name": "features"},
            {"name": "description"},
            {"name": "changes"},
            {"name": "corrections"},
            {"name": "reading"},
            {"name": "geocoding"},
        ],
        "paths": paths | openapi_geocoding.paths(),
        "components": {"schemas": _schemas() | openapi_geocoding.SCHEMAS, "parameters": {}, "responses": {}},
    }


def _paths() -> Schema:
    paths: Schema = {
        "/api": {"get": _operation("landing", "Where everything is", "Landing", tag="description")},
        "/api/conformance": {"get": _operation("conformance", "The conformance classes", "Conformance", tag="description")},
        "/api/openapi.json": {"get": _operation("openapi", "This document", None, parameters=(), json_media=OPENAPI, tag="description")},
        "/api/docs": {"get": _operation("docs", "This document, to read", None, parameters=(), json_media=None, tag="description")},
        "/api/status": {"get": _operation("status", "What the store holds", "State", parameters=(), html=False, tag="description")},
        "/api/collections": {"get": _operation("collections", "The collections", "Collections")},
        "/api/changes": {
            "get": _operation("changes", "What changed, in order", "Changes", parameters=(SINCE, LIMIT), html=False, tag="changes")
        },
        "/api/changes/stream": {"get": _stream()},
        "/api/incidents/{id}/revisions": _revisions(),
        "/api/geoparse": {"post": _geoparse()},
    }
    for collection in COLLECTIONS.values():
        here = f"/api/collections/{collection.id}"
        name = collection.id.capitalize()
        paths[here] = {"get": _operation(f"describe_{collection.id}", f"{collection.title}: the collection", "Collection", absent=True)}
        paths[f"{here}/schema"] = {
            "get": _operation(
                f"schema_{collection.id}",
                f"{collection.title}: the schema",
                None,
                parameters=(),
                json_media=SCHEMA,
                html=False,
                absent=True,
            )
        }
        if collection.id in FIELDS:
            paths[f"{here}/queryables"] = {
                "get": _operation(
                    f"queryables_{collection.id}",
                    f"{collection.title}: what may be filtered by",
                    None,
                    parameters=(),
                    json_media=SCHEMA,
                    html=False,
                    absent=True,
                )
            }
        paths[f"{here}/items"] = {
            "get": _operation(
                f"find_{collection.id}",
                f"{collection.title} that match",
                f"{name}Page",
                parameters=collection.parameters,
                json_media=GEOJSON,
            )
        }
        if FORMAT_OR_EXPORT in collection.parameters:
            content = paths[f"{here}/items"]["get"]["responses"]["200"]["content"]
            content |= {export.media: {"schema": {"type": "string", "format": "binary"}} for export in BY_MEDIA.values()}
        one = _operation(
            f"get_{collection.id}",
            f"One of the {collection.id}",
            f"{name}Feature",
            parameters=(FORMAT, CRS),
            json_media=GEOJSON,
            absent=True,
        )
        one["parameters"].insert(0, {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})
        paths[f"{here}/items/{{id}}"] = {"get": one}
    return paths


def _operation(
    name: str,
    summary: str,
    schema: str | None,
    *,
    parameters: tuple[Parameter, ...] = (FORMAT,),
    json_media: str | None = JSON,
    html: bool = True,
    absent: bool = False,
    tag: str = "features",
) -> Schema:
    content: Schema = {}
    if json_media:
        content[json_media] = {"schema": _ref(schema) if schema else {"type": "object"}}
    if html and json_media != OPENAPI:
        content[HTML] = {"schema": {"type": "string"}}
    answers = {"200": {"description": summary, "content": content}, "400": _problem("A parameter is unknown, repeated or wrong.")}
    if absent:
        answers["404"] = _problem("There is none with this id.")
    answers["500"] = _problem("Something is wrong with Dateline itself.")
    answers["503"] = _problem("The store or the gazetteer cannot be used.")
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [_parameter(parameter) for parameter in parameters],
        "responses": answers,
    }


def _parameter(parameter: Parameter) -> Schema:
    described: Schema = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "schema": parameter.schema,
    }
    described["style"], described["explode"] = "form", False
    return described


def _stream() -> Schema:
    operation = _operation(
        "stream",
        "Changes as they come, as server-sent events",
        None,
        parameters=(SINCE,),
        json_media=EVENT_STREAM,
        html=False,
        tag="changes",
    )
    operation["responses"]["200"]["content"][EVENT_STREAM] = {"schema": {"type": "string"}}
    return operation


def _revisions() -> Schema:
    path_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    listing = _operation(
        "revisions", "Everything that an incident was", "Revisions", parameters=(), html=False, absent=True, tag="corrections"
    )
    deciding = _operation(
        "decide", "Correct, merge, split, reject or restore it", "Decided", parameters=(), html=False, absent=True, tag="corrections"
    )
    for operation in (listing, deciding):
        operation["parameters"].append(path_id)
    deciding["parameters"].append(
        {"name": "If-Match", "in": "header", "required": False, "description": "the revision that is meant", "schema": {"type": "string"}}
    )
    deciding["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Decision")}}}
    deciding["responses"] |= {
        "403": _problem("This server takes no corrections, or not from there."),
        "409": _problem("The incident has another revision than the body expects."),
        "412": _problem("The incident has another revision than If-Match says."),
        "413": _problem("The body is too large."),
        "415": _problem("The body is not JSON."),
        "428": _problem("Which revision is meant is not said."),
    }
    return {"get": listing, "post": deciding}


def _geoparse() -> Schema:
    operation = _operation(
        "geoparse", "The places that a text names and the events that it tells", "Reading", parameters=(), html=False, tag="reading"
    )
    operation["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Text")}}}
    operation["responses"]["413"] = _problem("The text is too large.")
    operation["responses"]["415"] = _problem("The body is not JSON.")
    return operation


def _problem(description: str) -> Schema:
    return {"description": description, "content": {PROBLEM: {"schema": _ref("Problem")}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, *required: str, **more: Any) -> Schema:
    return (
        {"type": "object", "required": list(required), "properties": properties, **more}
        if required
        else {"type": "object", "properties": properties, **more}
    )


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _null(schema: Schema) -> Schema:
    return {**schema, "nullable": True}


def _schemas() -> Schema:
    text, number, count = {"type": "string"}, {"type": "number"}, {"type": "integer", "minimum": 0}
    day, share = TYPES[PropertyType.DAY], {"type": "number", "minimum": 0, "maximum": 1}
    change = _object({"sequence": count, "at": TYPES[PropertyType.INSTANT], "kind": text, "id": text}, "sequence", "id")
    schemas: Schema = {
        "Link": _object({"href": text, "rel": text, "type": text, "title": text}, "href", "rel"),
        "Problem": _object(
            {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "parameter": text},
            "type",
            "title",
            "status",
            "detail",
        ),
        "Landing": _object({"title": text, "description": text, "links": _list(_ref("Link"))}, "links"),
        "Conformance": _object({"conformsTo": _list(text), "links": _list(_ref("Link"))}, "conformsTo"),
        "State": _object(
            {
                "version": text,
                "reports": count,
                "events": count,
                "incidents": count,
                "quarantined": count,
                "first_day": _null(day),
                "last_day": _null(day),
                "updated": _null(TYPES[PropertyType.INSTANT]),
                "sequence": count,
            }
        ),
        "Extent": _object(
            {
                "spatial": _object({"bbox": _list({"type": "array", "items": number, "minItems": 4, "maxItems": 6}), "crs": text}),
                "temporal": _object(
                    {"interval": _list({"type": "array", "items": _null(text), "minItems": 2, "maxItems": 2}), "trs": text}
                ),
            }
        ),
        "Collection": _object(
            {
                "id": text,
                "title": text,
                "description": text,
                "itemType": text,
                "extent": _ref("Extent"),
                "crs": _list(text),
                "storageCrs": text,
                "links": _list(_ref("Link")),
            },
            "id",
            "links",
        ),
        "Collections": _object(
            {"links": _list(_ref("Link")), "crs": _list(text), "collections": _list(_ref("Collection"))}, "links", "collections"
        ),
        "Point": _object(
            {
                "type": {"type": "string", "enum": ["Point"]},
                "coordinates": {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
            },
            "type",
            "coordinates",
        ),
        "Text": _object(
            {"text": {"type": "string", "minLength": 1}, "title": _null(text), "published": _null(day), "source": _null(text)},
            "text",
            additionalProperties=False,
        ),
        "Place": _object(
            {"id": text, "name": text, "kind": text, "lon": number, "lat": number, "country": _null(text), "admin1": _null(text)}, "id"
        ),
        "Toponym": _object(
            {
                "start": count,
                "end": count,
                "text": text,
                "kind": text,
                "place": {"nullable": True, "allOf": [_ref("Place")]},
                "confidence": share,
                "recognition_confidence": share,
                "candidates": _list({"type": "object"}),
            },
            "start",
            "end",
            "text",
            "place",
            "confidence",
            "candidates",
        ),
        "Event": {
            "type": "object",
            "description": "the values of the events collection, with the place as an object and the evidence as spans",
        },
        "Changes": _object(
            {
                "changes": _list(change),
                "last": count,
                "links": _list(_ref("Link")),
            },
            "changes",
            "last",
        ),
        "Revision": _object(
            {
                "incident_id": text,
                "revision": count,
                "at": TYPES[PropertyType.INSTANT],
                "by": text,
                "component": text,
                "reason": text,
                "incident": {"nullable": True, "allOf": [_ref("IncidentsFeature")]},
            },
            "incident_id",
            "revision",
        ),
        "Revisions": _object({"id": text, "revision": count, "revisions": _list(_ref("Revision"))}, "id", "revision", "revisions"),
        "Decided": _object({"incidents": _list(_ref("IncidentsFeature"))}, "incidents"),
        "Decision": _object(
            {
                "action": {"type": "string", "enum": ["correct", "merge", "split", "reject", "restore"], "default": "correct"},
                "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
                "who": {"type": "string", "minLength": 1, "maxLength": 200},
                "expected_revision": {"type": "integer", "minimum": 1},
                "place_id": _null(text),
                "lon": number,
                "lat": number,
                "place_name": text,
                "uncertainty_km": number,
                "date_start": _null(day),
                "date_end": _null(day),
                "date_precision": text,
                "sub_event_type": text,
                "status": text,
                **{name: _null(count) for name in ("fatalities_low", "fatalities_high", "injuries_low", "injuries_high")},
                "actors": _list(_object({"name": text, "role": text}, "name")),
                "other_id": text,
                "event_ids": _list(text),
            },
            "reason",
            "who",
            additionalProperties=False,
        ),
        "Reading": _object({"toponyms": _list(_ref("Toponym")), "events": _list(_ref("Event"))}, "toponyms", "events"),
    }
    for collection in COLLECTIONS.values():
        schemas |= _feature_schemas(collection)
    return schemas


def _feature_schemas(collection: Collection) -> Schema:
    name = collection.id.capitalize()
    geometry: Schema = {"nullable": True, "allOf": [_ref("Point")]}
    text: Schema = {"type": "string"}
    return {
        f"{name}Properties": _object({prop.name: openapi_schema(prop) for prop in collection.properties}),
        f"{name}Feature": _object(
            {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": text,
                "geometry": geometry,
                "properties": _ref(f"{name}Properties"),
                "links": _list(_ref("Link")),
            },
            "type",
            "id",
            "geometry",
            "properties",
        ),
        f"{name}Page": _object(
            {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
                "timeStamp": TYPES[PropertyType.INSTANT],
                "links": _list(_ref("Link")),
                "features": _list(_ref(f"{name}Feature")),
            },
            "type",
            "features",
        ),
    }
