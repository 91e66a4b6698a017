"""A limit on the time until an answer begins: whoever waits longer is told so, rather than left waiting."""

import asyncio
from http import HTTPStatus

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.publishing.encoding import to_json


class Deadline:
    """Answers 503 when nothing was answered in time; what is under way ends in its own time and is not sent."""

    def __init__(self, app: ASGIApp, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = expired = False
        late: asyncio.Task[None] | None = None

        async def send_in_time(message: Message) -> None:
            nonlocal begun
            if not expired:
                begun = True
                await send(message)

        async def give_up() -> None:
            told = f"no answer within {self.seconds:g} seconds; ask for less"
            body = to_json({"type": "about:blank", "title": "Service Unavailable", "status": 503, "detail": told})
            headers = [
                (b"content-type", b"application/problem+json"),
                (b"content-length", str(len(body)).encode()),
                (b"x-content-type-options", b"nosniff"),
                (b"retry-after", b"30"),
            ]
            await send({"type": "http.response.start", "status": int(HTTPStatus.SERVICE_UNAVAILABLE), "headers": headers})
            await send({"type": "http.response.body", "body": body})

        def expire() -> None:
            nonlocal expired, late
            if not begun:
                expired = True
                late = asyncio.get_running_loop().create_task(give_up())

        timer = asyncio.get_running_loop().call_later(self.seconds, expire)
        try:
            await self.app(scope, receive, send_in_time)
        finally:
            timer.cancel()
            if late is not None:
                await late
