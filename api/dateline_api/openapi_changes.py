"""What changes, what people and programs change, and what is read without being kept, as the description of the API tells it."""

from dateline_api.changes import EVENT_STREAM, SINCE
from dateline_api.negotiation import JSON
from dateline_api.openapi_parts import operation, problem, ref
from dateline_api.parameters import LIMIT
from dateline_api.schemas import Schema


def paths() -> Schema:
    """The paths and what may be asked of them."""
    return {
        "/api/changes": {
            "get": operation("changes", "What changed, in order", "Changes", parameters=(SINCE, LIMIT), html=False, tag="changes")
        },
        "/api/changes/stream": {"get": _stream()},
        "/api/incidents/{id}/revisions": _revisions(),
        "/api/geoparse": {"post": _geoparse()},
    }


def _stream() -> Schema:
    described = operation(
        "stream",
        "Changes as they come, as server-sent events",
        None,
        parameters=(SINCE,),
        json_media=EVENT_STREAM,
        html=False,
        tag="changes",
    )
    described["responses"]["200"]["content"][EVENT_STREAM] = {"schema": {"type": "string"}}
    return described


def _revisions() -> Schema:
    path_id = {"name": "id", "in": "path", "required": True, "schema": {"type": "string"}}
    listing = operation(
        "revisions", "Everything that an incident was", "Revisions", parameters=(), html=False, absent=True, tag="corrections"
    )
    deciding = operation(
        "decide", "Correct, merge, split, reject or restore it", "Decided", parameters=(), html=False, absent=True, tag="corrections"
    )
    for described in (listing, deciding):
        described["parameters"].append(path_id)
    deciding["parameters"].append(
        {"name": "If-Match", "in": "header", "required": False, "description": "the revision that is meant", "schema": {"type": "string"}}
    )
    deciding["requestBody"] = {"required": True, "content": {JSON: {"schema": ref("Decision")}}}
    deciding["responses"] |= {
        "403": problem("This server takes no corrections, or not from there."),
        "409": problem("The incident has another revision than the body expects."),
        "412": problem("The incident has another revision than If-Match says."),
        "413": problem("The body is too large."),
        "415": problem("The body is not JSON."),
        "428": problem("Which revision is meant is not said."),
    }
    return {"get": listing, "post": deciding}


def _geoparse() -> Schema:
    described = operation(
        "geoparse", "The places that a text names and the events that it tells", "Reading", parameters=(), html=False, tag="reading"
    )
    described["requestBody"] = {"required": True, "content": {JSON: {"schema": ref("Text")}}}
    described["responses"]["413"] = problem("The text is too large.")
    described["responses"]["415"] = problem("The body is not JSON.")
    return described
