"""Beginning and ending the session of a browser, and asking who one is."""

from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from dateline.keys import Key, Scope
from dateline.publishing.properties import instant
from dateline_api.bodies import read_as
from dateline_api.context import Context, Here
from dateline_api.errors import Refused
from dateline_api.geoparse import body_of
from dateline_api.negotiation import JSON, json_answer
from dateline_api.parameters import values
from dateline_api.sessions import COOKIE, LASTS_S, is_own_page, token_of


class SignIn(BaseModel):
    """What begins a session."""

    model_config = ConfigDict(extra="forbid", strict=True)

    key: str = Field(min_length=1, max_length=200)


router = APIRouter()


@router.api_route("/session", methods=["GET", "HEAD"])
async def session(request: Request, here: Here) -> Response:
    """Who one is to this server, and what one may do; told without a key too, so that a page knows that it should ask for one."""
    values(request, ())
    key: Key | None = request.scope.get("state", {}).get("key")
    if here.sessions is None:
        return _told(None, Scope.EDITOR if here.editing else Scope.READER, None, asks=False)
    token = token_of(request.headers)
    found = await to_thread.run_sync(here.sessions.find, token) if token else None
    return _told(key, key.scope if key else None, found[1] if found and key == found[0] else None, asks=True)


@router.post("/session")
async def begin(request: Request, here: Here) -> Response:
    """Begin a session with a key."""
    values(request, ())
    if here.sessions is None:
        raise Refused(HTTPStatus.FORBIDDEN, "this server asks for no keys")
    if request.headers.get("origin") is not None and not is_own_page(request.scope, here.base_url):
        raise Refused(HTTPStatus.FORBIDDEN, "a session begins on a page of this server")
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"send the key as {JSON}")
    sign_in = read_as(SignIn, await body_of(request, 2_000))
    begun = await to_thread.run_sync(here.sessions.begin, sign_in.key.strip())
    if begun is None:
        raise Refused(HTTPStatus.UNAUTHORIZED, "there is no such key")
    key, token, until = begun
    answer = _told(key, key.scope, until, asks=True)
    _set(answer, request, here, token, LASTS_S)
    return answer


@router.delete("/session")
async def end(request: Request, here: Here) -> Response:
    """End the session."""
    values(request, ())
    token = token_of(request.headers)
    if here.sessions is not None and token is not None:
        await to_thread.run_sync(here.sessions.end, token)
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    _set(answer, request, here, "", 0)
    return answer


def _told(key: Key | None, scope: Scope | None, until: int | None, *, asks: bool) -> Response:
    body: dict[str, Any] = {
        "asks_for_key": asks,
        "name": key.name if key else None,
        "scope": scope.value if scope else None,
        "until": instant(datetime.fromtimestamp(until, UTC)) if until else None,
    }
    answer = json_answer(body)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _set(answer: Response, request: Request, here: Context, token: str, lasts_s: int) -> None:
    secure = request.scope["scheme"] == "https" or bool(here.base_url and here.base_url.startswith("https:"))
    answer.set_cookie(COOKIE, token, max_age=lasts_s, path="/", secure=secure, httponly=True, samesite="strict")
