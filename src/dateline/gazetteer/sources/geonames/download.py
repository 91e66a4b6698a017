"""Fetching GeoNames' files: resumed where they broke off, checked, and not fetched again when they have not changed."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote

import httpx

from dateline.errors import BadInput, DownloadFailed, NotThere
from dateline.gazetteer.sources.geonames.files import check_archive

BASE = "https://download.geonames.org/export/dump/"
_LARGEST = 4 << 30
"""Bytes of one file; the largest of GeoNames has 400 million."""
_TRIES = 5
"""Attempts in a row that bring nothing before it is given up."""
_SPARE = 1 << 30
"""Bytes that stay free on the disk."""

Progress = Callable[[str, int, int | None], None]
"""Told a file's name, the bytes that are there and those there will be, when that is known."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that is there now."""

    path: Path
    changed: bool
    """False when the copy that was there is still what the server has."""


class Downloads:
    """Fetches files of one server into a folder."""

    def __init__(self, folder: Path, base: str = BASE, *, progress: Progress | None = None, pause_s: float = 1.0) -> None:
        if not base.startswith(("http://", "https://")):
            raise BadInput(f"the address to download from must begin with http:// or https://, not {base[:40]!r}")
        self._folder = folder
        self._base = base if base.endswith("/") else base + "/"
        self._progress = progress or (lambda _name, _bytes, _all: None)
        self._pause_s = pause_s
        self._client = httpx.Client(timeout=60.0, follow_redirects=True, headers={"User-Agent": "dateline", "Accept-Encoding": "identity"})

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    @staticmethod
    def made(path: Path) -> datetime | None:
        """When the server says that it made a fetched file; None when it does not say."""
        try:
            return parsedate_to_datetime(_read_tags(_tags(path))["last-modified"])
        except (KeyError, ValueError):
            return None

    def fetch(self, name: str) -> Fetched:
        """The file of this name under the server's address; a slash in it makes a folder.

        Raises `NotThere` when the server has none, `DownloadFailed` when it does not come, `BadInput` when what came is damaged.
        """
        path = self._folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        fruitless = 0
        while True:
            before = _size(_part(path))
            try:
                changed = self._attempt(name, path)
                break
            except (httpx.TransportError, _CutShort) as cause:
                fruitless = 0 if _size(_part(path)) > before else fruitless + 1
                if fruitless >= _TRIES:
                    raise DownloadFailed(
                        f"{self._base}{name} cannot be fetched: {str(cause) or type(cause).__name__}; run the command again to go on"
                    ) from cause
                time.sleep(self._pause_s * 2**fruitless)
            except httpx.HTTPError as cause:
                raise DownloadFailed(f"{self._base}{name} cannot be fetched: {cause}") from cause
        if changed and path.suffix == ".zip":
            try:
                check_archive(path)
            except BadInput as cause:
                path.unlink()
                _tags(path).unlink(missing_ok=True)
                raise BadInput(f"{cause}; it was removed, run the command again to fetch it anew") from cause
        return Fetched(path, changed)

    def _attempt(self, name: str, path: Path) -> bool:
        part, tags = _part(path), _read_tags(_tags(path) if path.exists() else _tags(_part(path)))
        headers = {}
        here = 0
        if path.exists():
            headers = {"If-None-Match": tags["etag"]} if "etag" in tags else {}
            headers |= {"If-Modified-Since": tags["last-modified"]} if "last-modified" in tags else {}
        elif part.exists() and (same := _strong(tags)):
            here = part.stat().st_size
            # Without a tag the rest of another version could be put behind the beginning of this one.
            headers = {"Range": f"bytes={here}-", "If-Range": same}
        with self._client.stream("GET", self._base + quote(name), headers=headers) as response:
            if response.status_code == 304:
                return False
            if response.status_code in (404, 410):
                raise NotThere(f"{self._base}{name}: the server has no such file")
            if response.status_code == 416:
                part.unlink(missing_ok=True)
                raise _CutShort("the server cannot go on from where the file broke off")
            if response.status_code in (429, 500, 502, 503, 504):
                raise _CutShort(f"the server answered {response.status_code}")
            if response.status_code not in (200, 206):
                raise DownloadFailed(f"{self._base}{name}: the server answered {response.status_code}")
            if response.status_code == 200:
                here = 0
            elif not response.headers.get("content-range", "").startswith(f"bytes {here}-"):
                part.unlink(missing_ok=True)
                raise _CutShort("the server went on from another place than where the file broke off")
            self._receive(name, response, part, here)
        _write_tags(_tags(path), response.headers)
        part.replace(path)
        _tags(part).unlink(missing_ok=True)
        return True

    def _receive(self, name: str, response: httpx.Response, part: Path, here: int) -> None:
        length = response.headers.get("content-length", "")
        whole = here + int(length) if length.isdecimal() else None
        if whole is not None and whole > _LARGEST:
            raise DownloadFailed(f"{name} has {whole:,} bytes; that is no file of GeoNames")
        if whole is not None and shutil.disk_usage(part.parent).free < whole - here + _SPARE:
            raise DownloadFailed(f"there is no room for {name}: {whole / 1e6:,.0f} MB and {_SPARE / 1e9:.0f} GB to spare are needed")
        _write_tags(_tags(part), response.headers)
        with part.open("r+b" if here else "wb") as file:
            file.seek(here)
            file.truncate()
            # Without a size of chunks, which would hold back, and lose, what comes before a break.
            for chunk in response.iter_raw():
                file.write(chunk)
                here += len(chunk)
                if here > _LARGEST:
                    raise DownloadFailed(f"{name} has more than {_LARGEST:,} bytes; that is no file of GeoNames")
                self._progress(name, here, whole)
        if whole is not None and here != whole:
            raise _CutShort(f"{here:,} of {whole:,} bytes came")


class _CutShort(Exception):
    """An attempt ended before the file did."""


def _part(path: Path) -> Path:
    return path.with_name(path.name + ".part")


def _tags(path: Path) -> Path:
    return path.with_name(path.name + ".tags.json")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _read_tags(path: Path) -> dict[str, str]:
    try:
        told = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return {str(name): str(value) for name, value in told.items()} if isinstance(told, dict) else {}


def _write_tags(path: Path, headers: httpx.Headers) -> None:
    path.write_text(json.dumps({name: headers[name] for name in ("etag", "last-modified") if name in headers}), "utf-8")


def _strong(tags: dict[str, str]) -> str | None:
    """What tells one version of the file from another, byte by byte."""
    etag = tags.get("etag", "")
    return etag if etag and not etag.startswith("W/") else tags.get("last-modified")
