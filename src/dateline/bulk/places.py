"""Files on a disk or in an object store, by one address: what fsspec can open."""

import json
import posixpath
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any

import fsspec

from dateline.errors import BadInput


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder on a disk or in an object store; small enough to be sent to a worker."""

    address: str
    """A path or an address such as `s3://bucket/archive`, without a slash at its end."""

    @classmethod
    def of(cls, address: str) -> "Folder":
        """Raises `BadInput` when nothing can open such an address."""
        filesystem_of(address)
        return cls(address.rstrip("/") or "/")

    def __truediv__(self, name: str) -> "Folder":
        return Folder(f"{self.address}/{name}")

    def file(self, name: str) -> str:
        """The address of a file in it."""
        return f"{self.address}/{name}"

    def names(self) -> list[str]:
        """The names of what is in it, sorted; none when it is not there."""
        filesystem, path = filesystem_of(self.address)
        filesystem.invalidate_cache()
        try:
            return sorted(posixpath.basename(found.rstrip("/")) for found in filesystem.ls(path, detail=False))
        except FileNotFoundError:
            return []

    def has(self, name: str) -> bool:
        """Whether there is a file of this name."""
        filesystem, path = filesystem_of(self.file(name))
        filesystem.invalidate_cache()
        return bool(filesystem.exists(path))

    def remove(self, name: str) -> None:
        """Remove a file, or a folder with all that is in it; nothing happens when it is not there."""
        filesystem, path = filesystem_of(self.file(name))
        if filesystem.exists(path):
            filesystem.rm(path, recursive=True)

    def write_json(self, name: str, document: Any) -> None:
        """Write a document whole or not at all."""
        with written_whole(self.file(name)) as stream:
            stream.write(json.dumps(document, ensure_ascii=True, sort_keys=True).encode())

    def read_json(self, name: str) -> Any:
        """Raises `BadInput` when the file holds something else."""
        with opened(self.file(name)) as stream:
            data = stream.read()
        try:
            return json.loads(data)
        except ValueError as error:
            raise BadInput(f"{self.file(name)} is damaged: {error}; remove it, and what it tells of is made again") from error


def filesystem_of(address: str) -> tuple[Any, str]:
    """The file system of an address and the path in it; raises `BadInput` when there is none for it."""
    try:
        filesystem, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise BadInput(f"{address} cannot be opened: {error}") from error
    return filesystem, path


@contextmanager
def opened(address: str) -> Iterator[IO[bytes]]:
    """The bytes of a file."""
    filesystem, path = filesystem_of(address)
    with filesystem.open(path, "rb") as stream:
        yield stream


@contextmanager
def written_whole(address: str) -> Iterator[IO[bytes]]:
    """A new file that appears when it is closed without an error, in the place of what was there, and not at all otherwise."""
    filesystem, path = filesystem_of(address)
    filesystem.makedirs(posixpath.dirname(path), exist_ok=True)
    draft = f"{posixpath.dirname(path)}/.{posixpath.basename(path)}.{secrets.token_hex(4)}"
    try:
        with filesystem.open(draft, "wb") as stream:
            yield stream
        filesystem.mv(draft, path)
    except BaseException:
        if filesystem.exists(draft):
            filesystem.rm(draft)
        raise
