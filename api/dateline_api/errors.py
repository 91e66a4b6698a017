"""Errors to answers: one table of statuses, and bodies after RFC 9457 that name the parameter at fault."""

import logging
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request, Response
from starlette.exceptions import HTTPException

from dateline.errors import BadInput, BadParameter, Conflict, FetchRefused, GazetteerMissing, NotFound, StoreError
from dateline.publishing.encoding import to_json
from dateline_api.freshness import Unchanged, not_modified
from dateline_api.headers import of_path

PROBLEM = "application/problem+json"

STATUSES: dict[type[Exception], HTTPStatus] = {
    BadInput: HTTPStatus.BAD_REQUEST,
    NotFound: HTTPStatus.NOT_FOUND,
    FetchRefused: HTTPStatus.FORBIDDEN,
    GazetteerMissing: HTTPStatus.SERVICE_UNAVAILABLE,
    StoreError: HTTPStatus.SERVICE_UNAVAILABLE,
    Conflict: HTTPStatus.CONFLICT,
}
"""The nearest class of an error decides; what is not here is a defect of ours, and 500."""

logger = logging.getLogger(__name__)


class Refused(HTTPException):
    """A request that is refused for what it is, not for a parameter: too large, of the wrong type."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(status, detail)


def problem(status: int, detail: str, *, parameter: str | None = None, headers: dict[str, str] | None = None) -> Response:
    """A problem body: `type`, `title`, `status`, `detail` and, where one is at fault, `parameter`."""
    body: dict[str, Any] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status, "detail": detail}
    if parameter is not None:
        body["parameter"] = parameter
    return Response(to_json(body), status, headers, PROBLEM)


def status_of(error: Exception) -> HTTPStatus:
    """The status for an error: that of its nearest class in the table."""
    return next((STATUSES[kind] for kind in type(error).__mro__ if kind in STATUSES), HTTPStatus.INTERNAL_SERVER_ERROR)


def install(app: FastAPI) -> None:
    """Make the application answer every error with a problem body."""

    def known(_request: Request, error: Exception) -> Response:
        status = status_of(error)
        if isinstance(error, BadParameter):
            return problem(status, error.message, parameter=error.parameter)
        return problem(status, str(error))

    def by_status(_request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return problem(error.status_code, error.detail, headers=dict(error.headers or {}))

    def unexpected(request: Request, error: Exception) -> Response:
        logger.error("%s %s failed", request.method, request.scope["path"], exc_info=error)
        # This answer is made outside of the middleware that adds the headers.
        headers = of_path(request.scope["path"])
        return problem(HTTPStatus.INTERNAL_SERVER_ERROR, "something is wrong with Dateline itself; its log says more", headers=headers)

    for kind in STATUSES:
        app.add_exception_handler(kind, known)
    app.add_exception_handler(Unchanged, not_modified)
    app.add_exception_handler(HTTPException, by_status)
    app.add_exception_handler(Exception, unexpected)
