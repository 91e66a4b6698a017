"""Keys to the API: kept as hashes in a file that only its owner reads."""

import hashlib
import hmac
import os
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import orjson

from dateline.errors import BadParameter, NotFound, StoreError


class Scope(StrEnum):
    """What a key opens; each opens what those before it open."""

    READER = "reader"
    EDITOR = "editor"
    ADMIN = "admin"

    def allows(self, wanted: "Scope") -> bool:
        """Whether it opens as much."""
        order = list(Scope)
        return order.index(self) >= order.index(wanted)


@dataclass(frozen=True, slots=True)
class Key:
    """A key without its secret."""

    name: str
    scope: Scope
    digest: str
    """SHA-256 of the whole key: it is random and long, so that a slow hash adds nothing."""


class KeyFile:
    """The keys in a file; read anew when it was changed."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read: tuple[tuple[int, int], tuple[Key, ...]] | None = None

    def every(self) -> tuple[Key, ...]:
        """All keys, by name; raises `StoreError` when the file cannot be read."""
        try:
            stat = self._path.stat()
            stamp = (stat.st_mtime_ns, stat.st_ino)
            if self._read is None or self._read[0] != stamp:
                rows = orjson.loads(self._path.read_bytes())
                self._read = stamp, tuple(Key(row["name"], Scope(row["scope"]), row["digest"]) for row in rows)
            return self._read[1]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise StoreError(f"the keys in {self._path} cannot be read: {error}") from error

    def add(self, name: str, scope: Scope) -> str:
        """Make a key and give it, which is never told again; raises `BadParameter` for a name that is taken or is none."""
        if not re.fullmatch(r"[A-Za-z0-9._@-]{1,80}", name):
            raise BadParameter("NAME", "takes 1 to 80 letters, digits and . _ @ -")
        if any(key.name == name for key in self.every()):
            raise BadParameter("NAME", f"there is a key {name} already; remove it first")
        key = f"dateline_{secrets.token_urlsafe(32)}"
        self._write((*self.every(), Key(name, scope, _digest(key))))
        return key

    def remove(self, name: str) -> None:
        """Make a key open nothing; raises `NotFound`."""
        left = tuple(key for key in self.every() if key.name != name)
        if len(left) == len(self.every()):
            raise NotFound(f"there is no key {name}")
        self._write(left)

    def find(self, told: str) -> Key | None:
        """The key that somebody shows; None when it is none."""
        digest = _digest(told)
        found = None
        for key in self.every():
            if hmac.compare_digest(key.digest, digest):
                found = key
        return found

    def _write(self, keys: tuple[Key, ...]) -> None:
        rows = [{"name": key.name, "scope": key.scope.value, "digest": key.digest} for key in sorted(keys, key=lambda key: key.name)]
        write_privately(self._path, orjson.dumps(rows, option=orjson.OPT_INDENT_2))


def write_privately(path: Path, content: bytes) -> None:
    """Write a file that only its owner reads, whole or not at all."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    path.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
