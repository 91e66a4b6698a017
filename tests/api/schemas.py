"""JSON schemas of answers: GeoJSON after RFC 7946, and those of the API's own description."""

from jsonschema import Draft202012Validator

_LINKS = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {"href": {"type": "string", "pattern": "^https?://"}, "rel": {"type": "string"}, "type": {"type": "string"}},
    },
}
FEATURE = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": "string", "minLength": 1},
        "geometry": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "coordinates"],
                    "properties": {
                        "type": {"const": "Point"},
                        "coordinates": {
                            "type": "array",
                            "prefixItems": [
                                {"type": "number", "minimum": -180, "maximum": 180},
                                {"type": "number", "minimum": -90, "maximum": 90},
                            ],
                            "minItems": 2,
                            "maxItems": 2,
                        },
                    },
                },
            ]
        },
        "properties": {"type": "object"},
        "links": _LINKS,
    },
}
FEATURES = {
    "type": "object",
    "required": ["type", "features", "links", "timeStamp", "numberMatched", "numberReturned"],
    "properties": {
        "type": {"const": "FeatureCollection"},
        "features": {"type": "array", "items": FEATURE},
        "links": _LINKS,
        "timeStamp": {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"},
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
    },
}
PROBLEM = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {"status": {"type": "integer", "minimum": 400}, "detail": {"type": "string", "minLength": 1}},
}


def check(schema, value):
    Draft202012Validator(schema).validate(value)


def json_schema(described, schema):
    """A schema of an OpenAPI 3.0 document as JSON Schema: references followed, `nullable` said with null."""
    if isinstance(schema, list):
        return [json_schema(described, item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return json_schema(described, described["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]])
    plain = {key: json_schema(described, value) for key, value in schema.items() if key != "nullable"}
    return {"anyOf": [{"type": "null"}, plain]} if schema.get("nullable") is True else plain
