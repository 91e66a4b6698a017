"""Sessions of browsers: whoever shows a key once goes on with a cookie that scripts cannot read and other sites cannot use."""

import base64
import hashlib
import hmac
import secrets
import time
from collections import OrderedDict
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import Scope as RequestScope

from dateline.keys import Key, KeyFile

COOKIE = "dateline_session"
LASTS_S = 12 * 3600
_MAX_TOKEN = 400
_ENDED_KEPT = 10_000


class Sessions:
    """Makes and knows the tokens of sessions.

    A token is signed with the hash of its key: it holds after a restart too, and ends with the key. Those that were ended are remembered
    by this process only, so that a cookie that was copied before holds again after a restart, until its time is over.
    """

    def __init__(self, keys: KeyFile) -> None:
        self._keys = keys
        self._ended: OrderedDict[str, int] = OrderedDict()

    def begin(self, told: str) -> tuple[Key, str, int] | None:
        """The key that is shown, a token for it and when it ends, in seconds of the epoch; None when it is no key."""
        key = self._keys.find(told)
        if key is None:
            return None
        until = int(time.time()) + LASTS_S
        content = f"{base64.urlsafe_b64encode(key.name.encode()).decode()}.{until}.{secrets.token_urlsafe(12)}"
        return key, f"{content}.{_signature(key, content)}", until

    def find(self, token: str) -> tuple[Key, int] | None:
        """Whose session it is and when it ends; None when it is over or none."""
        content, _, signature = token.rpartition(".")
        parts = content.split(".")
        if len(token) > _MAX_TOKEN or not token.isascii() or len(parts) != 3 or not parts[1].isdigit() or token in self._ended:
            return None
        try:
            name = base64.urlsafe_b64decode(parts[0]).decode()
        except ValueError:
            return None
        key = next((key for key in self._keys.every() if key.name == name), None)
        if key is None or not hmac.compare_digest(_signature(key, content), signature) or int(parts[1]) < time.time():
            return None
        return key, int(parts[1])

    def end(self, token: str) -> None:
        """Make a token open nothing any more."""
        if self.find(token) is None:
            return
        self._ended[token] = 1
        while len(self._ended) > _ENDED_KEPT:
            self._ended.popitem(last=False)


def _signature(key: Key, content: str) -> str:
    signed = hmac.digest(key.digest.encode(), f"dateline session|{content}".encode(), hashlib.sha256)
    return base64.urlsafe_b64encode(signed).decode().rstrip("=")


def token_of(headers: Headers) -> str | None:
    """The session's token in a request's cookies."""
    return cookie_parser(headers.get("cookie", "")[:8_000]).get(COOKIE)


def is_own_page(scope: RequestScope, base_url: str | None) -> bool:
    """Whether the request comes from a page of this server: browsers tell the origin of whatever changes something."""
    headers = Headers(scope=scope)
    origin = headers.get("origin")
    if origin is None:
        return headers.get("sec-fetch-site") == "same-origin"
    try:
        netloc = urlsplit(origin).netloc
    except ValueError:
        return False
    return bool(netloc) and netloc in (headers.get("host"), urlsplit(base_url).netloc if base_url else None)
