"""The pieces that the description of the API is put together from."""

from enum import StrEnum
from typing import Any

from dateline_api.errors import PROBLEM
from dateline_api.negotiation import HTML, JSON
from dateline_api.parameters import FORMAT, Parameter
from dateline_api.schemas import Schema

OPENAPI = "application/vnd.oai.openapi+json;version=3.0"


def operation(
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
    """Reading something: its parameters and answers."""
    content: Schema = {}
    if json_media:
        content[json_media] = {"schema": ref(schema) if schema else {"type": "object"}}
    if html and json_media != OPENAPI:
        content[HTML] = {"schema": {"type": "string"}}
    answers = {"200": {"description": summary, "content": content}, "400": problem("A parameter is unknown, repeated or wrong.")}
    if absent:
        answers["404"] = problem("There is none with this id.")
    answers["500"] = problem("Something is wrong with Dateline itself.")
    answers["503"] = problem("The store or the gazetteer cannot be used.")
    return {
        "operationId": name,
        "summary": summary,
        "tags": [tag],
        "parameters": [in_query(parameter) for parameter in parameters],
        "responses": answers,
    }


def in_query(parameter: Parameter) -> Schema:
    """A query parameter as OpenAPI has it."""
    described: Schema = {
        "name": parameter.name,
        "in": "query",
        "required": False,
        "description": parameter.meaning,
        "schema": parameter.schema,
    }
    described["style"], described["explode"] = "form", False
    return described


def problem(description: str) -> Schema:
    """An answer that says what is wrong."""
    return {"description": description, "content": {PROBLEM: {"schema": ref("Problem")}}}


def ref(name: str) -> Schema:
    """A schema by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


def an_object(properties: Schema, *required: str, **more: Any) -> Schema:
    """An object with these members, some of them required."""
    return (
        {"type": "object", "required": list(required), "properties": properties, **more}
        if required
        else {"type": "object", "properties": properties, **more}
    )


def a_list(items: Schema) -> Schema:
    """A list of such items."""
    return {"type": "array", "items": items}


def nullable(schema: Schema) -> Schema:
    """The same, or null."""
    return {**schema, "nullable": True}


def one_of(codes: type[StrEnum]) -> Schema:
    """One of the codes."""
    return {"type": "string", "enum": [code.value for code in codes]}
