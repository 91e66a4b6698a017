"""The description of the questions for people: the review queue, other places, what was found right, and handing in reports."""

from typing import Any

from dateline.storage.doubting import Cause, Question
from dateline_api.errors import PROBLEM
from dateline_api.intake import INTAKE
from dateline_api.negotiation import JSON
from dateline_api.parameters import Parameter
from dateline_api.review import REVIEW

Schema = dict[str, Any]


def paths() -> Schema:
    """The paths and what may be asked of them."""
    path_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    queue = _operation("review", "What people should look at first", "Review", REVIEW)
    accept = _operation("accept", "Say that something is right as it is, or ask it again", "Accepted", ())
    accept["parameters"].append(
        {"name": "If-Match", "in": "header", "required": False, "description": "the revision that is meant", "schema": {"type": "string"}}
    )
    accept["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Acceptance")}}}
    accept["responses"] |= {
        "403": _problem("This server takes no corrections, or not from there."),
        "404": _problem("There is none with this id."),
        "409": _problem("The incident has another revision than the body expects."),
        "412": _problem("The incident has another revision than If-Match says."),
        "413": _problem("The body is too large."),
        "415": _problem("The body is not JSON."),
    }
    candidates = _operation("candidates", "The places that the words of its reports may mean", "Candidates", ())
    candidates["parameters"].append(path_id)
    candidates["responses"]["404"] = _problem("There is none with this id.")
    linked = _operation("linked", "The incident that fulfilled a plan, or the plans that an incident fulfilled", "Linked", ())
    linked["parameters"].append(path_id)
    linked["responses"]["404"] = _problem("There is none with this id.")
    taking = _operation("take_in", "Read reports into the store: a text, a file, or an address", "TakenIn", INTAKE)
    taking["tags"] = ["reading"]
    file: Schema = {"schema": {"type": "string", "format": "binary"}}
    taking["requestBody"] = {"required": True, "content": {JSON: {"schema": _ref("Handed")}, "application/octet-stream": file}}
    taking["responses"] |= {
        "403": _problem("This server takes no reports, or not from there."),
        "413": _problem("The body is too large."),
    }
    return {
        "/api/review": {"get": queue, "post": accept},
        "/api/incidents/{id}/candidates": {"get": candidates},
        "/api/incidents/{id}/links": {"get": linked},
        "/api/reports": {"post": taking},
    }


def _operation(name: str, summary: str, schema: str, parameters: tuple[Parameter, ...]) -> Schema:
    return {
        "operationId": name,
        "summary": summary,
        "tags": ["corrections"],
        "parameters": [
            {
                "name": parameter.name,
                "in": "query",
                "required": False,
                "description": parameter.meaning,
                "schema": parameter.schema,
                "style": "form",
                "explode": False,
            }
            for parameter in parameters
        ],
        "responses": {
            "200": {"description": summary, "content": {JSON: {"schema": _ref(schema)}}},
            "400": _problem("A parameter or a member of the body is unknown, repeated or wrong."),
            "500": _problem("Something is wrong with Dateline itself."),
            "503": _problem("The store or the gazetteer cannot be used."),
        },
    }


def _problem(description: str) -> Schema:
    return {"description": description, "content": {PROBLEM: {"schema": _ref("Problem")}}}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _object(properties: Schema, *required: str, **more: Any) -> Schema:
    return {"type": "object", "required": list(required), "properties": properties, **more}


_TEXT: Schema = {"type": "string"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
_KIND: Schema = {"type": "string", "enum": [*Question]}
_TEXTS: Schema = {"type": "array", "items": _TEXT}

SCHEMAS: Schema = {
    "Review": _object(
        {
            "entries": {
                "type": "array",
                "items": _object(
                    {
                        "kind": _KIND,
                        "cause": {"type": "string", "enum": [*Cause]},
                        "doubt": _SHARE,
                        "weight": {"type": "number", "minimum": 0},
                        "incident": _ref("IncidentsFeature"),
                        "other": {"nullable": True, "allOf": [_ref("IncidentsFeature")]},
                        "event_ids": _TEXTS,
                        "reasons": _TEXTS,
                    },
                    "kind",
                    "cause",
                    "doubt",
                    "weight",
                    "incident",
                ),
            },
            "matched": _COUNT,
            "counts": {"type": "object", "additionalProperties": _COUNT},
            "links": {"type": "array", "items": _ref("Link")},
        },
        "entries",
        "matched",
        "counts",
    ),
    "Acceptance": _object(
        {
            "incident_id": _TEXT,
            "kind": _KIND,
            "action": {"type": "string", "enum": ["accept", "reopen"], "default": "accept"},
            "other_id": {"type": "string", "nullable": True},
            "reason": {"type": "string", "minLength": 1, "maxLength": 2000},
            "who": {"type": "string", "minLength": 1, "maxLength": 200},
            "expected_revision": {"type": "integer", "minimum": 1},
        },
        "incident_id",
        "kind",
        "reason",
        "who",
        additionalProperties=False,
    ),
    "Handed": {
        "type": "object",
        "description": "either a text or a url",
        "properties": {
            **{name: {"type": "string", "nullable": True} for name in ("text", "url", "title", "source", "language")},
            "published": {"type": "string", "format": "date", "nullable": True},
        },
        "additionalProperties": False,
    },
    "TakenIn": _object(
        {
            **dict.fromkeys(("new", "known", "unreadable", "events"), _COUNT),
            "complete": {"type": "boolean", "description": "false when there were more reports than are read at once"},
            "reports": {
                "type": "array",
                "items": _object(
                    {
                        "origin": _TEXT,
                        "outcome": {"type": "string", "enum": ["new", "known", "unreadable"]},
                        "events": _COUNT,
                        "cause": {"type": "string", "nullable": True},
                    },
                    "origin",
                    "outcome",
                ),
            },
        },
        *("new", "known", "unreadable", "events", "complete", "reports"),
    ),
    "Accepted": _object({"incident_id": _TEXT, "kind": _KIND, "action": _TEXT}, "incident_id", "kind", "action"),
    "Linked": _object(
        {
            "id": _TEXT,
            "links": {
                "type": "array",
                "items": _object(
                    {
                        "kind": {"type": "string", "enum": ["fulfilled"]},
                        "plan": _TEXT,
                        "incident": _TEXT,
                        "score": _SHARE,
                        "reasons": _TEXTS,
                        "title": _TEXT,
                        "href": {"type": "string", "format": "uri"},
                    },
                    *("kind", "plan", "incident", "score", "reasons", "title", "href"),
                ),
            },
        },
        "id",
        "links",
    ),
    "Candidates": _object(
        {
            "id": _TEXT,
            "revision": {"type": "integer", "minimum": 1},
            "chosen": {"type": "string", "nullable": True},
            "candidates": {
                "type": "array",
                "items": _object(
                    {
                        "id": _TEXT,
                        "name": _TEXT,
                        "kind": _TEXT,
                        "lon": {"type": "number"},
                        "lat": {"type": "number"},
                        "country": {"type": "string", "nullable": True},
                        "admin1": {"type": "string", "nullable": True},
                        "admin2": {"type": "string", "nullable": True},
                        "score": {"type": "number"},
                        "likeness": _SHARE,
                        "reasons": _TEXTS,
                        "radius_km": {"type": "number", "minimum": 0},
                        "words": _TEXT,
                        "event_id": _TEXT,
                    },
                    "id",
                    "name",
                    "lon",
                    "lat",
                ),
            },
        },
        "id",
        "revision",
        "chosen",
        "candidates",
    ),
}
