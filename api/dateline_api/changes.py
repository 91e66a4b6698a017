"""What changed in the store, in order: as pages to replay, and as a stream of server-sent events."""

from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import Any

from anyio import sleep, to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import StreamingResponse

from dateline.errors import BadInput, BadParameter
from dateline.publishing.encoding import to_json
from dateline.publishing.properties import instant
from dateline.storage.correction import Change
from dateline_api.context import Context, Here
from dateline_api.errors import Refused
from dateline_api.links import address, base, link
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameter_values import read_offset
from dateline_api.parameters import LIMIT, Parameter, values

EVENT_STREAM = "text/event-stream"
MAX_STREAMS = 100
"""Open at the same time; more are refused."""
_POLL_S = 1.0
_SILENT_POLLS = 15
"""After so many looks without a change a comment is sent, so that nobody between takes the connection for dead."""
_AT_ONCE = 500

SINCE = Parameter(
    "since",
    "The sequence of the last change that is known; only later ones are told.",
    {"type": "integer", "minimum": 0, "default": 0},
    read_offset,
)

router = APIRouter()


@router.api_route("/changes", methods=["GET", "HEAD"])
def changes(request: Request, here: Here) -> Response:
    """Changes behind a sequence: each kind of thing that was changed or is gone, and its id."""
    found = values(request, (SINCE, LIMIT))
    since, limit = found.get("since", 0), found.get("limit", 1_000)
    told = here.store.changes(min(since, 2**53), limit)
    last = told[-1].sequence if told else since
    root = base(request)
    links = [link(address(f"{root}/changes", [], since=since, limit=found.get("limit")), "self", JSON, "this document")]
    if len(told) == limit:
        links.append(link(address(f"{root}/changes", [], since=last, limit=found.get("limit")), "next", JSON, "later changes"))
    links.append(link(f"{root}/changes/stream?since={last}", "monitor", EVENT_STREAM, "later changes as they come"))
    return json_answer({"changes": [_form(change) for change in told], "last": last, "links": links})


@router.get("/changes/stream")
async def stream(request: Request, here: Here) -> Response:
    """Changes as they come; a client that lost the connection goes on behind the `Last-Event-ID` that it has."""
    since: int | None = values(request, (SINCE,)).get("since")
    header = request.headers.get("last-event-id")
    if header is not None:
        try:
            since = read_offset(header)
        except BadInput as error:
            raise BadParameter("Last-Event-ID", str(error)) from None
    if since is None:
        since = await to_thread.run_sync(here.store.sequence)
    if here.streams >= MAX_STREAMS:
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE, f"{MAX_STREAMS} streams are open; ask /api/changes from time to time instead")
    return StreamingResponse(_events(here, min(int(since), 2**53)), media_type=EVENT_STREAM, headers={"Cache-Control": "no-store"})


async def _events(here: Context, last: int) -> AsyncIterator[bytes]:
    here.streams += 1
    try:
        yield b"retry: 3000\n\n"
        silent = 0
        while True:
            told = await to_thread.run_sync(here.store.changes, last, _AT_ONCE)
            for change in told:
                last, silent = change.sequence, 0
                yield b"id: %d\nevent: %s\ndata: %s\n\n" % (last, change.kind.encode(), to_json(_form(change)))
            if len(told) < _AT_ONCE:
                silent += 1
                if silent % _SILENT_POLLS == 0:
                    yield b": nothing new\n\n"
                await sleep(_POLL_S)
    finally:
        here.streams -= 1


def _form(change: Change) -> dict[str, Any]:
    return {"sequence": change.sequence, "at": instant(change.at), "kind": change.kind, "id": change.id}
