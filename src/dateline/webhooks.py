"""Webhooks: other programs' addresses that are told what changed, as the Standard Webhooks specification signs it.

Everything behind the last change that an address acknowledged is told until it acknowledges, also after a restart: each change at least
once and in order, sometimes twice.
"""

import base64
import hashlib
import hmac
import logging
import re
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC
from pathlib import Path
from typing import Any

import orjson

from dateline.errors import BadParameter, DatelineError, NotFound, StoreError
from dateline.keys import write_privately
from dateline.reading.limits import FetchLimits
from dateline.reading.posting import post
from dateline.storage.correction import Change
from dateline.storage.store import Store

KINDS = ("report", "incident", "incident_gone", "quarantine")
"""Of changes."""
AT_ONCE = 200
"""Changes in one body."""
GIVES_UP = 20
"""Failures in a row after which an address is told nothing more: about half a day."""
_FIRST_WAIT_S, _LONGEST_WAIT_S = 5.0, 3_600.0
_POLL_S = 1.0
_GONE = 410
_LIMITS = FetchLimits(seconds=10.0)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Webhook:
    """An address that is told of changes."""

    name: str
    url: str
    secret: str
    """`whsec_` and 32 random bytes in base64; what is sent is signed with them."""
    kinds: tuple[str, ...]
    """Of changes that are told; none are all."""
    since: int
    """Changes up to this one were there before it."""
    id: str
    """Of this registration: the same name registered again is told anew."""
    resumed: int = 0
    """How often a person said that it should go on."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far telling a webhook has come."""

    acknowledged: int
    """The last change that it acknowledged."""
    failures: int = 0
    """In a row."""
    again_at: float = 0.0
    """Seconds of the epoch, before which it is not tried again."""
    fault: str | None = None
    """What went wrong last."""
    ended: bool = False
    """Whether it failed so often that it is told nothing more, until a person says so."""
    resumed: int = 0
    """What `Webhook.resumed` was when this was written."""


class WebhookFiles:
    """Two files: the webhooks, which people write, and their progress, which the server writes; so neither undoes what the other did."""

    def __init__(self, folder: Path) -> None:
        self._hooks, self._progress = folder / "webhooks.json", folder / "webhooks-progress.json"
        self._writing = threading.Lock()

    def every(self) -> tuple[Webhook, ...]:
        """All webhooks, by name; raises `StoreError` when the file cannot be read."""
        return tuple(Webhook(**{**row, "kinds": tuple(row["kinds"])}) for row in _read(self._hooks, []))

    def add(self, name: str, url: str, kinds: tuple[str, ...], since: int) -> Webhook:
        """Register an address; raises `BadParameter` for a name or an address that cannot be used."""
        if not re.fullmatch(r"[A-Za-z0-9._@-]{1,80}", name):
            raise BadParameter("NAME", "takes 1 to 80 letters, digits and . _ @ -")
        if any(hook.name == name for hook in self.every()):
            raise BadParameter("NAME", f"there is a webhook {name} already; remove it first")
        for kind in kinds:
            if kind not in KINDS:
                raise BadParameter("--kind", f"{kind!r} is none of {', '.join(KINDS)}")
        secret = "whsec_" + base64.b64encode(secrets.token_bytes(32)).decode()
        hook = Webhook(name, url, secret, kinds, since, secrets.token_hex(8))
        self._write((*self.every(), hook))
        return hook

    def remove(self, name: str) -> None:
        """Tell an address nothing more; raises `NotFound`."""
        self._named(name)
        self._write(tuple(hook for hook in self.every() if hook.name != name))

    def resume(self, name: str) -> None:
        """Go on telling an address that was given up, from where it stopped; raises `NotFound`."""
        found = self._named(name)
        self._write(tuple(replace(hook, resumed=hook.resumed + 1) if hook == found else hook for hook in self.every()))

    def progress_of(self, hook: Webhook) -> Progress:
        """How far it has come; afresh for one that a person resumed since."""
        row = _read(self._progress, {}).get(hook.id)
        if row is None:
            return Progress(hook.since, resumed=hook.resumed)
        progress = Progress(**row)
        return progress if progress.resumed == hook.resumed else Progress(progress.acknowledged, resumed=hook.resumed)

    def keep(self, hook: Webhook, progress: Progress) -> None:
        """Remember how far it has come, and forget webhooks that are no more."""
        with self._writing:
            known = {other.id for other in self.every()} | {hook.id}
            rows = {name: row for name, row in _read(self._progress, {}).items() if name in known}
            write_privately(self._progress, orjson.dumps(rows | {hook.id: asdict(progress)}, option=orjson.OPT_INDENT_2))

    def _named(self, name: str) -> Webhook:
        found = next((hook for hook in self.every() if hook.name == name), None)
        if found is None:
            raise NotFound(f"there is no webhook {name}")
        return found

    def _write(self, hooks: tuple[Webhook, ...]) -> None:
        rows = [asdict(hook) for hook in sorted(hooks, key=lambda hook: hook.name)]
        write_privately(self._hooks, orjson.dumps(rows, option=orjson.OPT_INDENT_2))


def _read(file: Path, otherwise: Any) -> Any:
    try:
        return orjson.loads(file.read_bytes())
    except FileNotFoundError:
        return otherwise
    except (OSError, ValueError) as error:
        raise StoreError(f"the webhooks in {file} cannot be read: {error}") from error


def body_of(changes: tuple[Change, ...]) -> bytes:
    """What is sent: the changes as `/api/changes` tells them."""
    told = [
        {"sequence": change.sequence, "at": change.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), "kind": change.kind, "id": change.id}
        for change in changes
    ]
    return orjson.dumps({"type": "dateline.changes", "changes": told, "last": changes[-1].sequence})


def headers_of(secret: str, message_id: str, at: int, body: bytes) -> dict[str, str]:
    """The headers by which a receiver knows who sent the body, and that it is fresh and whole."""
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = hmac.digest(key, f"{message_id}.{at}.".encode() + body, hashlib.sha256)
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{base64.b64encode(signed).decode()}",
    }


Send = Callable[[str, bytes, Mapping[str, str], FetchLimits], int]


class Deliveries:
    """Tells webhooks what changed, in threads of its own, until it is closed."""

    def __init__(
        self,
        store: Store,
        files: WebhookFiles,
        *,
        allow_private: bool = False,
        send: Send = post,
        first_wait_s: float = _FIRST_WAIT_S,
        poll_s: float = _POLL_S,
    ) -> None:
        self._store, self._files, self._send = store, files, send
        self._limits = replace(_LIMITS, allow_private=allow_private)
        self._first_wait_s, self._poll_s = first_wait_s, poll_s
        self._busy: set[str] = set()
        self._closing = threading.Event()
        self._threads = ThreadPoolExecutor(4, thread_name_prefix="webhook")
        self._watching = threading.Thread(target=self._watch, name="webhooks", daemon=True)

    def start(self) -> "Deliveries":
        """Begin."""
        self._watching.start()
        return self

    def close(self) -> None:
        """End, after what is under way was answered."""
        self._closing.set()
        if self._watching.is_alive():
            self._watching.join()
        self._threads.shutdown()

    def _watch(self) -> None:
        while not self._closing.wait(self._poll_s):
            try:
                for hook in self._files.every():
                    if hook.id not in self._busy and self._is_due(hook):
                        self._busy.add(hook.id)
                        self._threads.submit(self._tell, hook)
            except DatelineError as error:
                logger.warning("webhooks wait: %s", error)

    def _is_due(self, hook: Webhook) -> bool:
        progress = self._files.progress_of(hook)
        return not progress.ended and progress.again_at <= time.time() and self._store.sequence() > progress.acknowledged

    def _tell(self, hook: Webhook) -> None:
        try:
            while not self._closing.is_set() and self.tell_once(hook):
                pass
        except Exception:  # a webhook must not end the others
            logger.exception("webhook %s", hook.name)
        finally:
            self._busy.discard(hook.id)

    def tell_once(self, hook: Webhook) -> bool:
        """Send the next changes; whether that went well and there may be more."""
        progress = self._files.progress_of(hook)
        changes = self._store.changes(progress.acknowledged, AT_ONCE)
        if not changes:
            return False
        told = tuple(change for change in changes if not hook.kinds or change.kind in hook.kinds)
        fault = self._sent(hook, told) if told else None
        if fault is None:
            self._files.keep(hook, Progress(changes[-1].sequence, resumed=hook.resumed))
            return True
        failures = progress.failures + 1
        wait = min(_LONGEST_WAIT_S, self._first_wait_s * 2.0 ** (failures - 1))
        ended = failures >= GIVES_UP or fault == str(_GONE)
        self._files.keep(hook, Progress(progress.acknowledged, failures, time.time() + wait, fault, ended, hook.resumed))
        if ended:
            logger.warning("webhook %s is told nothing more (%s); `dateline webhook resume %s` goes on", hook.name, fault, hook.name)
        return False

    def _sent(self, hook: Webhook, told: tuple[Change, ...]) -> str | None:
        """What went wrong; None when it was acknowledged."""
        body = body_of(told)
        message_id = f"{hook.id}-{told[0].sequence}-{told[-1].sequence}"
        try:
            status = self._send(hook.url, body, headers_of(hook.secret, message_id, int(time.time()), body), self._limits)
        except DatelineError as error:
            return str(error)[:300]
        return None if 200 <= status < 300 else str(status)
