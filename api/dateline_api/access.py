"""Who may ask: on addresses that other machines reach, whoever shows a key or goes on with a session, and not too often."""

import time
from collections import OrderedDict
from http import HTTPStatus

from anyio import to_thread
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from dateline.keys import Key, KeyFile
from dateline.keys import Scope as KeyScope
from dateline_api.errors import problem
from dateline_api.headers import is_geocoding
from dateline_api.sessions import Sessions, is_own_page, token_of

_KNOWN = 10_000
"""Askers remembered; the least recent are forgotten first."""
_SESSION = "/api/session"


class Rate:
    """So many requests at once, and so many a second from then on, for each asker."""

    def __init__(self, burst: float, per_s: float) -> None:
        self._burst, self.per_s = burst, per_s
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait(self, who: str) -> float:
        """Seconds until the asker may ask again; 0 when it may now, which takes one request from its measure."""
        now = time.monotonic()
        left, at = self._left.pop(who, (self._burst, now))
        left = min(self._burst, left + (now - at) * self.per_s)
        self._left[who] = (left - 1 if left >= 1 else left, now)
        while len(self._left) > _KNOWN:
            self._left.popitem(last=False)
        return 0.0 if left >= 1 else (1 - left) / self.per_s


class Access:
    """Lets through what a key opens: reading for all of them, sending for editors; the page's own files need none.

    Nor does the session itself, so that a page can ask who one is and begin one.
    """

    def __init__(self, app: ASGIApp, keys: KeyFile, sessions: Sessions, base_url: str | None = None) -> None:
        self.app = app
        self._keys, self._sessions, self._base_url = keys, sessions, base_url
        self._rate = Rate(200.0, 50.0)
        self._sign_ins = Rate(10.0, 0.2)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path, method = scope["path"], scope["method"]
        changes = method not in ("GET", "HEAD", "OPTIONS")
        guarded = (path == "/api" or path.startswith("/api/") or is_geocoding(path)) and method != "OPTIONS"
        key, by_cookie = await to_thread.run_sync(self._shown, Headers(scope=scope)) if guarded else (None, False)
        address = f"\x00{(scope.get('client') or ('', 0))[0]}"
        rates = [(self._rate, key.name if key else address)]
        if path == _SESSION and method == "POST":
            rates.append((self._sign_ins, address))
        for rate, who in rates:
            wait = rate.wait(who)
            if wait > 0:
                headers = {"Retry-After": str(int(wait) + 1)}
                answer = problem(HTTPStatus.TOO_MANY_REQUESTS, f"more than {rate.per_s:g} requests a second", headers=headers)
                await answer(scope, receive, send)
                return
        if guarded and path != _SESSION:
            if key is None:
                headers = {"WWW-Authenticate": 'Bearer realm="dateline"'}
                told = f"needs a key: send it as Authorization: Bearer KEY, or begin a session with POST {_SESSION}"
                await problem(HTTPStatus.UNAUTHORIZED, told, headers=headers)(scope, receive, send)
                return
            if changes and not key.scope.allows(KeyScope.EDITOR):
                await problem(HTTPStatus.FORBIDDEN, "this key opens reading only")(scope, receive, send)
                return
        if by_cookie and changes and not is_own_page(scope, self._base_url):
            await problem(HTTPStatus.FORBIDDEN, "a session changes things only from the pages of this server")(scope, receive, send)
            return
        if key is not None:
            scope.setdefault("state", {})["key"] = key
        await self.app(scope, receive, send)

    def _shown(self, headers: Headers) -> tuple[Key | None, bool]:
        """The key that the request shows, and whether it is that of a session."""
        kind, _, secret = headers.get("authorization", "").partition(" ")
        if kind.lower() == "bearer":
            return self._keys.find(secret.strip()[:200]), False
        token = token_of(headers)
        found = self._sessions.find(token) if token else None
        return (found[0] if found else None), found is not None
