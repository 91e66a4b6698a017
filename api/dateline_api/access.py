"""Who may ask: on addresses that other machines reach, whoever shows a key, and not too often."""

import time
from collections import OrderedDict
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import Headers as RequestHeaders
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.keys import Key, KeyFile
from dateline.keys import Scope as KeyScope
from dateline_api.errors import problem
from dateline_api.headers import is_geocoding

_BURST = 200.0
"""Requests that somebody may make at once."""
_PER_S = 50.0
"""Requests a second that somebody may go on with."""
_KNOWN = 10_000
"""Askers remembered; the least recent are forgotten first."""


class Access:
    """Lets through what a key opens: reading for all of them, sending for editors; the page's own files need none."""

    def __init__(self, app: ASGIApp, keys: KeyFile, *, burst: float = _BURST, per_s: float = _PER_S) -> None:
        self.app = app
        self._keys = keys
        self._burst, self._per_s = burst, per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        guarded = path == "/api" or path.startswith("/api/") or is_geocoding(path)
        key: Key | None = None
        if guarded and scope["method"] != "OPTIONS":
            told = RequestHeaders(scope=scope).get("authorization", "")
            kind, _, secret = told.partition(" ")
            key = await to_thread.run_sync(self._keys.find, secret.strip()[:200]) if kind.lower() == "bearer" else None
        wait = self._wait(key.name if key else f"\x00{(scope.get('client') or ('', 0))[0]}")
        if wait > 0:
            headers = {"Retry-After": str(int(wait) + 1)}
            answer = problem(HTTPStatus.TOO_MANY_REQUESTS, f"more than {self._per_s:g} requests a second", headers=headers)
            await answer(scope, receive, send)
            return
        if guarded and scope["method"] != "OPTIONS":
            if key is None:
                headers = {"WWW-Authenticate": 'Bearer realm="dateline"'}
                answer = problem(HTTPStatus.UNAUTHORIZED, "needs a key: Authorization: Bearer KEY", headers=headers)
                await answer(scope, receive, send)
                return
            if scope["method"] not in ("GET", "HEAD") and not key.scope.allows(KeyScope.EDITOR):
                await problem(HTTPStatus.FORBIDDEN, "this key opens reading only")(scope, receive, send)
                return
            scope.setdefault("state", {})["key"] = key
        await self.app(scope, receive, send)

    def _wait(self, who: str) -> float:
        """Seconds until the asker may ask again; 0 when it may now, which takes one request from its measure."""
        now = time.monotonic()
        left, at = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._per_s)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > _KNOWN:
            self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self._per_s
