"""Keys and sessions, as the description of the API tells them."""

from dateline.keys import Scope
from dateline_api.negotiation import JSON
from dateline_api.openapi_parts import an_object, nullable, operation, problem, ref
from dateline_api.schemas import Schema
from dateline_api.sessions import COOKIE

_TEXT: Schema = {"type": "string"}
SCHEMES: dict[str, Schema] = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key of `dateline key add`."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "The session of a browser, begun with a key."},
}
SCHEMAS: dict[str, Schema] = {
    "SignIn": an_object({"key": {"type": "string", "minLength": 1, "maxLength": 200}}, "key", additionalProperties=False),
    "Session": an_object(
        {
            "asks_for_key": {"type": "boolean", "description": "whether this server asks for keys at all"},
            "name": {**nullable(_TEXT), "description": "whose key it is; null without one"},
            "scope": {"type": "string", "nullable": True, "enum": [*(scope.value for scope in Scope), None]},
            "until": {"type": "string", "format": "date-time", "nullable": True},
        },
        *("asks_for_key", "name", "scope", "until"),
    ),
}


def paths() -> Schema:
    """The paths and what may be asked of them."""
    asking = operation("session", "Who one is to this server", "Session", parameters=(), html=False, tag="access")
    beginning = operation("begin_session", "Begin the session of a browser with a key", "Session", parameters=(), html=False, tag="access")
    beginning["requestBody"] = {"required": True, "content": {JSON: {"schema": ref("SignIn")}}}
    beginning["responses"] |= {
        "401": problem("There is no such key."),
        "403": problem("This server asks for no keys, or a page of another site asks."),
        "413": problem("The body is too large."),
        "415": problem("The body is not JSON."),
        "429": problem("Too many attempts."),
    }
    ending = operation("end_session", "End the session", None, parameters=(), html=False, tag="access")
    ending["responses"] = {"204": {"description": "It is ended."}, **ending["responses"]}
    del ending["responses"]["200"]
    ending["responses"]["403"] = problem("A page of another site asks.")
    for described in (asking, ending):
        described["responses"]["429"] = problem("Too many requests, where the server asks for keys.")
    return {"/api/session": {"get": asking, "post": beginning, "delete": ending}}
