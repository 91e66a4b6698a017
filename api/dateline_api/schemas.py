"""The types of properties, as JSON Schema and as OpenAPI 3.0 writes them."""

from typing import Any

from dateline.publishing.properties import Property, PropertyType

Schema = dict[str, Any]

TYPES: dict[PropertyType, Schema] = {
    PropertyType.TEXT: {"type": "string"},
    PropertyType.DAY: {"type": "string", "format": "date"},
    PropertyType.INSTANT: {"type": "string", "format": "date-time"},
    PropertyType.INTEGER: {"type": "integer"},
    PropertyType.NUMBER: {"type": "number"},
    PropertyType.TEXTS: {"type": "array", "items": {"type": "string"}},
    PropertyType.SPANS: {"type": "object"},
}


def may_be_null(prop: Property[Any]) -> bool:
    """Whether a feature can have null there."""
    return not prop.always and prop.type not in (PropertyType.TEXTS, PropertyType.SPANS)


def json_schema(prop: Property[Any]) -> Schema:
    """As JSON Schema, without null: readers take a column's type from it, and every column may be empty."""
    schema: Schema = {**TYPES[prop.type], "description": prop.meaning}
    if prop.choices:
        schema["enum"] = list(prop.choices)
    return schema


def openapi_schema(prop: Property[Any]) -> Schema:
    """As OpenAPI 3.0, which says null with `nullable`."""
    schema = json_schema(prop)
    if may_be_null(prop):
        schema["nullable"] = True
        if prop.choices:
            # Null is only allowed where the choices name it too.
            schema["enum"].append(None)
    return schema
