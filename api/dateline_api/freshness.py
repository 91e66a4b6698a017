"""Entity tags: while the store's last change is the same, so is every answer to the same request."""

import hashlib
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response

from dateline_api.context import Context


class Unchanged(Exception):  # it is no error
    """The client already has the answer."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


def check_fresh(request: Request, here: Context) -> None:
    """Tag the answer; raises `Unchanged` when the client says that it has it."""
    asked = "\n".join(
        (
            here.run,
            request.scope["path"],
            request.scope["query_string"].decode("latin-1"),
            *(request.headers.get(name, "") for name in ("host", "accept")),
        )
    )
    # Weak, because the same answer may go out compressed, and says when it was made.
    etag = f'W/"{here.store.sequence():x}-{hashlib.sha256(asked.encode()).hexdigest()[:16]}"'
    known = [tag.strip() for tag in request.headers.get("if-none-match", "")[:4_000].split(",")]
    if etag in known or etag.removeprefix("W/") in known or "*" in known:
        raise Unchanged(etag)
    request.state.etag = etag


def not_modified(_request: Request, error: Exception) -> Response:
    """The answer to `Unchanged`."""
    assert isinstance(error, Unchanged)
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": error.etag, "Cache-Control": "no-cache"})
