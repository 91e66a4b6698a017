"""What a user added to the gazetteer: the full GeoNames of some countries, and layers of places of their own.

They lie beside the compiled gazetteer, in `gazetteer-layers`, and every compilation takes them in:

    gazetteer-layers/
    ├── geonames.json         which countries, and in which folder their tables are
    ├── geonames/             downloaded tables
    └── user/0001-name.jsonl  a layer: a line that describes it, then a place a line
"""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from dateline.errors import BadInput, NotFound
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.geonames.tables import GeoNamesTables
from dateline.geography import LonLat

_LAYER = re.compile(r"(\d{4,})-([a-z0-9]+(?:-[a-z0-9]+)*)\.jsonl")


@dataclass(frozen=True, slots=True)
class UserLayer:
    """A layer of a user's own."""

    name: str
    path: Path
    origin: str
    """The name of the file that it was read from."""
    added: str
    """ISO 8601, UTC."""
    count: int

    def places(self) -> list[Place]:
        """Its places. Raises `BadInput` when the file is damaged."""
        try:
            return [_place(orjson.loads(line)) for line in self.path.read_bytes().splitlines()[1:]]
        except (OSError, ValueError, KeyError, TypeError) as cause:
            raise BadInput(f"the layer {self.name} is damaged ({cause}); `dateline gazetteer remove {self.name}` removes it") from cause


class OwnLayers:
    """The folder of a user's layers."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def beside(cls, gazetteer: Path) -> "OwnLayers":
        """Those that belong to the gazetteer compiled into this folder."""
        return cls(gazetteer.with_name(f"{gazetteer.name}-layers"))

    @property
    def downloads(self) -> Path:
        """Where downloaded tables are kept."""
        return self.folder / "geonames"

    def geonames(self) -> GeoNamesTables | None:
        """The tables of the full GeoNames that are to be compiled; None when there are none."""
        try:
            told = orjson.loads((self.folder / "geonames.json").read_bytes())
            return GeoNamesTables(Path(told["folder"]), tuple(told["countries"]))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, KeyError, TypeError) as cause:
            path = self.folder / "geonames.json"
            raise BadInput(f"{path} is damaged ({cause}); `dateline gazetteer build --geonames none` resets it") from cause

    def use_geonames(self, tables: GeoNamesTables | None) -> None:
        """Compile these tables from now on, or none."""
        path = self.folder / "geonames.json"
        if tables is None:
            path.unlink(missing_ok=True)
        else:
            _write(path, orjson.dumps({"countries": tables.countries, "folder": str(tables.folder.absolute())}))

    def layers(self) -> tuple[UserLayer, ...]:
        """The user's layers, in the order in which they were added."""
        found = []
        for path in (self.folder / "user").glob("*.jsonl"):
            if (match := _LAYER.fullmatch(path.name)) is None:
                continue
            try:
                with path.open("rb") as file:
                    told = orjson.loads(file.readline())
                layer = UserLayer(match[2], path, str(told["origin"]), str(told["added"]), int(told["count"]))
            except (OSError, ValueError, KeyError, TypeError):
                layer = UserLayer(match[2], path, "?", "?", 0)
            found.append((int(match[1]), layer))
        return tuple(layer for _, layer in sorted(found, key=lambda pair: pair[0]))

    def layer(self, name: str) -> UserLayer:
        """The layer of this name. Raises `NotFound`."""
        for layer in self.layers():
            if layer.name == name:
                return layer
        known = ", ".join(layer.name for layer in self.layers()) or "none"
        raise NotFound(f"there is no layer {name!r}; there are: {known}")

    def add(self, name: str, places: Iterable[Place], origin: str) -> UserLayer:
        """Keep a layer; one of the same name is replaced. Raises `BadInput` when nothing of the name can be used."""
        slug = slug_of(name)
        kept = list(places)
        old = [layer for layer in self.layers() if layer.name == slug]
        numbers = [int(layer.path.name.partition("-")[0]) for layer in self.layers()]
        path = old[0].path if old else self.folder / "user" / f"{max(numbers, default=0) + 1:04}-{slug}.jsonl"
        layer = UserLayer(slug, path, origin, datetime.now(UTC).isoformat(timespec="microseconds"), len(kept))
        if old:
            path.replace(_before(path))
        head = {"layer": slug, "origin": origin, "added": layer.added, "count": layer.count}
        _write(path, b"".join(orjson.dumps(line) + b"\n" for line in (head, *map(_line, kept))))
        return layer

    def remove(self, name: str) -> UserLayer:
        """Forget a layer. Raises `NotFound`."""
        layer = self.layer(name)
        layer.path.unlink()
        _before(layer.path).unlink(missing_ok=True)
        return layer

    def undo(self) -> UserLayer:
        """Take back the latest `add`: the layer is gone, or as it was before. Raises `NotFound` when there is none."""
        layers = sorted(self.layers(), key=lambda layer: layer.added)
        if not layers:
            raise NotFound("there is no layer to take back")
        latest = layers[-1]
        before = _before(latest.path)
        if before.exists():
            before.replace(latest.path)
        else:
            latest.path.unlink()
        return latest

    def inputs(self) -> dict[str, str]:
        """Everything in the folder that a compilation reads, each with its hash, or its size and time."""
        tables = self.geonames()
        told = {} if tables is None else {"geonames": ",".join(tables.countries)} | tables.inputs()
        return told | {f"user/{layer.name}": hashlib.sha256(layer.path.read_bytes()).hexdigest()[:16] for layer in self.layers()}


def slug_of(name: str) -> str:
    """A name as it stands in ids and names of files.

    >>> slug_of("COD-AB Sudan (2024).gpkg")
    'cod-ab-sudan-2024-gpkg'
    """
    slug = re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")[:60].strip("-")
    if not slug:
        raise BadInput(f"a layer needs a name with letters a-z or digits, not {name!r}")
    return slug


def _line(place: Place) -> dict[str, Any]:
    return {
        "id": place.id,
        "name": place.name,
        "kind": str(place.kind),
        "lon": place.point.lon,
        "lat": place.point.lat,
        "radius_km": place.radius_km,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": place.admin2,
        "population": place.population,
        "names": place.names,
    }


def _place(line: dict[str, Any]) -> Place:
    known = {name: line[name] for name in ("id", "name", "radius_km", "country", "admin1", "admin2", "population")}
    return Place(**known, kind=PlaceKind(line["kind"]), point=LonLat(line["lon"], line["lat"]), names=tuple(line["names"]))


def _before(path: Path) -> Path:
    """Where the layer that this one replaced is kept."""
    return path.with_suffix(".before")


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.new")
    new.write_bytes(data)
    os.replace(new, path)  # noqa: PTH105  # in one step, on every system
