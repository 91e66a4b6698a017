"""Answers of other services kept as files, so that a service is asked the same thing once."""

import hashlib
import os
import tempfile
from collections.abc import Iterator, MutableMapping
from pathlib import Path

import orjson


class FileCache(MutableMapping[str, str]):
    """Texts by key, each in a file of its own in one folder; several processes may share it.

    A file is put in place whole or not at all. What cannot be read counts as absent.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _file(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}.json"

    def __getitem__(self, key: str) -> str:
        try:
            kept = orjson.loads(self._file(key).read_bytes())
        except (OSError, orjson.JSONDecodeError):
            raise KeyError(key) from None
        if not (isinstance(kept, dict) and kept.get("key") == key and isinstance(kept.get("value"), str)):
            raise KeyError(key)
        value: str = kept["value"]
        return value

    def __setitem__(self, key: str, value: str) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(orjson.dumps({"key": key, "value": value}))
            Path(name).replace(self._file(key))
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def __delitem__(self, key: str) -> None:
        try:
            self._file(key).unlink()
        except FileNotFoundError:
            raise KeyError(key) from None

    def __iter__(self) -> Iterator[str]:
        for file in sorted(self._folder.glob("*.json")):
            try:
                kept = orjson.loads(file.read_bytes())
            except (OSError, orjson.JSONDecodeError):
                continue
            if isinstance(kept, dict) and isinstance(kept.get("key"), str):
                yield kept["key"]

    def __len__(self) -> int:
        return sum(1 for _ in self)
