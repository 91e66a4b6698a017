"""The schemas of the API's answers and of what is sent to it, after OpenAPI 3.0."""

from dateline.chronology import DatePrecision
from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.event import Role
from dateline.publishing.properties import PropertyType
from dateline_api.collections import COLLECTIONS, Collection
from dateline_api.openapi_parts import a_list, an_object, nullable, one_of, ref
from dateline_api.schemas import TYPES, Schema, openapi_schema


def schemas() -> Schema:
    """Every schema by its name, but those of other geocoders' doors."""
    text, number, count = {"type": "string"}, {"type": "number"}, {"type": "integer", "minimum": 0}
    day, share = TYPES[PropertyType.DAY], {"type": "number", "minimum": 0, "maximum": 1}
    change = an_object({"sequence": count, "at": TYPES[PropertyType.INSTANT], "kind": text, "id": text}, "sequence", "id")
    found: Schema = {
        "Link": an_object({"href": text, "rel": text, "type": text, "title": text}, "href", "rel"),
        "Problem": an_object(
            {"type": text, "title": text, "status": {"type": "integer"}, "detail": text, "parameter": text},
            "type",
            "title",
            "status",
            "detail",
        ),
        "Landing": an_object({"title": text, "description": text, "links": a_list(ref("Link"))}, "links"),
        "Conformance": an_object({"conformsTo": a_list(text), "links": a_list(ref("Link"))}, "conformsTo"),
        "State": an_object(
            {
                "version": text,
                "reports": count,
                "events": count,
                "incidents": count,
                "quarantined": count,
                "first_day": nullable(day),
                "last_day": nullable(day),
                "updated": nullable(TYPES[PropertyType.INSTANT]),
                "sequence": count,
            }
        ),
        "Extent": an_object(
            {
                "spatial": an_object({"bbox": a_list({"type": "array", "items": number, "minItems": 4, "maxItems": 6}), "crs": text}),
                "temporal": an_object(
                    {"interval": a_list({"type": "array", "items": nullable(text), "minItems": 2, "maxItems": 2}), "trs": text}
                ),
            }
        ),
        "Collection": an_object(
            {
                "id": text,
                "title": text,
                "description": text,
                "itemType": text,
                "extent": ref("Extent"),
                "crs": a_list(text),
                "storageCrs": text,
                "links": a_list(ref("Link")),
            },
            "id",
            "links",
        ),
        "Collections": an_object(
            {"links": a_list(ref("Link")), "crs": a_list(text), "collections": a_list(ref("Collection"))}, "links", "collections"
        ),
        "Point": an_object(
            {
                "type": {"type": "string", "enum": ["Point"]},
                "coordinates": {"type": "array", "items": number, "minItems": 2, "maxItems": 2},
            },
            "type",
            "coordinates",
        ),
        "Text": an_object(
            {"text": {"type": "string", "minLength": 1}, "title": nullable(text), "published": nullable(day), "source": nullable(text)},
            "text",
            additionalProperties=False,
        ),
        "Place": an_object(
            {
                "id": text,
                "name": text,
                "kind": text,
                "lon": number,
                "lat": number,
                "country": nullable(text),
                "admin1": nullable(text),
            },
            "id",
        ),
        "Toponym": an_object(
            {
                "start": count,
                "end": count,
                "text": text,
                "kind": text,
                "place": {"nullable": True, "allOf": [ref("Place")]},
                "confidence": share,
                "recognition_confidence": share,
                "candidates": a_list({"type": "object"}),
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
        "Changes": an_object(
            {
                "changes": a_list(change),
                "last": count,
                "links": a_list(ref("Link")),
            },
            "changes",
            "last",
        ),
        "Revision": an_object(
            {
                "incident_id": text,
                "revision": count,
                "at": TYPES[PropertyType.INSTANT],
                "by": text,
                "component": text,
                "reason": text,
                "incident": {"nullable": True, "allOf": [ref("IncidentsFeature")]},
            },
            "incident_id",
            "revision",
        ),
        "Revisions": an_object({"id": text, "revision": count, "revisions": a_list(ref("Revision"))}, "id", "revision", "revisions"),
        "Decided": an_object({"incidents": a_list(ref("IncidentsFeature"))}, "incidents"),
        "Decision": an_object(
            {
                "action": {"type": "string", "enum": ["correct", "merge", "split", "reject", "restore"], "default": "correct"},
                "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
                "who": {"type": "string", "minLength": 1, "maxLength": 200},
                "expected_revision": {"type": "integer", "minimum": 1},
                "place_id": nullable(text),
                "lon": number,
                "lat": number,
                "place_name": text,
                "uncertainty_km": number,
                "date_start": nullable(day),
                "date_end": nullable(day),
                "date_precision": one_of(DatePrecision),
                "sub_event_type": one_of(SubEventType),
                "status": one_of(Status),
                **{name: nullable(count) for name in ("fatalities_low", "fatalities_high", "injuries_low", "injuries_high")},
                "actors": a_list(an_object({"name": {"type": "string", "minLength": 1, "maxLength": 200}, "role": one_of(Role)}, "name")),
                "other_id": nullable(text),
                "event_ids": a_list(text),
            },
            "reason",
            "who",
            additionalProperties=False,
        ),
        "Reading": an_object({"toponyms": a_list(ref("Toponym")), "events": a_list(ref("Event"))}, "toponyms", "events"),
    }
    for collection in COLLECTIONS.values():
        found |= _feature_schemas(collection)
    return found


def _feature_schemas(collection: Collection) -> Schema:
    name = collection.id.capitalize()
    geometry: Schema = {"nullable": True, "allOf": [ref("Point")]}
    text: Schema = {"type": "string"}
    return {
        f"{name}Properties": an_object({prop.name: openapi_schema(prop) for prop in collection.properties}),
        f"{name}Feature": an_object(
            {
                "type": {"type": "string", "enum": ["Feature"]},
                "id": text,
                "geometry": geometry,
                "properties": ref(f"{name}Properties"),
                "links": a_list(ref("Link")),
            },
            "type",
            "id",
            "geometry",
            "properties",
        ),
        f"{name}Page": an_object(
            {
                "type": {"type": "string", "enum": ["FeatureCollection"]},
                "numberMatched": {"type": "integer", "minimum": 0},
                "numberReturned": {"type": "integer", "minimum": 0},
                "timeStamp": TYPES[PropertyType.INSTANT],
                "links": a_list(ref("Link")),
                "features": a_list(ref(f"{name}Feature")),
            },
            "type",
            "features",
        ),
    }
