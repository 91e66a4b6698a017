"""Writing the compiled index: places in, the files that `index` opens out, all of them or none."""

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer.importance import importance
from dateline.gazetteer.index import COLUMNS, FORMAT, KINDS, MANIFEST, SEPARATOR, cell_of
from dateline.gazetteer.names import arabic_key, fold, skeleton
from dateline.gazetteer.place import Place, PlaceKind

ARABIC_WORLD = frozenset("AE AF BH DJ DZ EG EH ER IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SY TD TN XA YE".split())  # noqa: SIM905  # a list reads worse
"""Countries whose names are met across romanizations of Arabic; XA is the invented one of the tests."""


def write_index(places: Iterable[Place], folder: Path, *, told: Mapping[str, Any], also: Mapping[str, str] | None = None) -> None:
    """Compile the places into `folder`, replacing what is there only when all is written.

    `told` goes into the manifest; `also` maps further ids to ids of places.
    """
    ranked = sorted(places, key=lambda place: (-importance(place), place.id))
    folder.parent.mkdir(parents=True, exist_ok=True)
    new = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    new.chmod(0o755)
    try:
        manifest = {**told, **_write_all(ranked, new, also or {})}
        manifest["built"] = datetime.now(UTC).isoformat(timespec="seconds")
        (new / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), "utf-8")
        _replace(new, folder)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def _replace(new: Path, folder: Path) -> None:
    """Put the folder `new` in the place of `folder`.

    Only the last step touches what readers open; where a folder stands in the way it is moved aside first and back again on failure.
    """
    if not folder.exists():
        new.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / "index")
    try:
        new.rename(folder)
    except OSError:
        (old / "index").rename(folder)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _write_all(ranked: list[Place], folder: Path, also: Mapping[str, str]) -> dict[str, Any]:
    digest = hashlib.sha256()
    _write_columns(ranked, folder)
    _write_text(ranked, folder, digest)
    names = _write_names(ranked, folder)
    _write_ids(ranked, folder, also)
    _write_cells(ranked, folder)
    digest.update((folder / "columns.npy").read_bytes())
    countries: dict[str, int] = {}
    admin1: dict[str, int] = {}
    for row, place in enumerate(ranked):
        if place.kind is PlaceKind.COUNTRY and place.country:
            countries.setdefault(place.country, row)
        elif place.kind is PlaceKind.ADMIN1:
            admin1.setdefault(f"{place.country}{SEPARATOR}{place.name}", row)
    return {
        "format": FORMAT,
        "version": digest.hexdigest()[:16],
        "places": len(ranked),
        "names": names,
        "by_source": dict(Counter(place.id.partition(":")[0] for place in ranked).most_common()),
        "by_kind": dict(Counter(str(place.kind) for place in ranked).most_common()),
        "countries": countries,
        "admin1": admin1,
    }


def _write_columns(ranked: list[Place], folder: Path) -> None:
    kinds = {kind: number for number, kind in enumerate(KINDS)}
    rows = [
        (place.point.lon, place.point.lat, place.radius_km, place.population, kinds[place.kind], (place.country or "").encode())
        for place in ranked
    ]
    dtype = [("lon", "<f8"), ("lat", "<f8"), ("radius_km", "<f4"), ("population", "<i8"), ("kind", "u1"), ("country", "S2")]
    np.save(folder / "columns.npy", np.array(rows, dtype=dtype))


def _write_text(ranked: list[Place], folder: Path, digest: Any) -> None:
    offsets = np.zeros(len(ranked) + 1, dtype="<u8")
    with (folder / "text.bin").open("wb") as file:
        for row, place in enumerate(ranked):
            parts = (place.id, place.name, place.admin1 or "", place.admin2 or "", *place.names)
            text = SEPARATOR.join(part.replace(SEPARATOR, " ") for part in parts).encode("utf-8", "replace")
            file.write(text)
            digest.update(text)
            offsets[row + 1] = offsets[row] + len(text)
        if not ranked:
            file.write(b"\0")  # an empty file cannot be mapped
    np.save(folder / "text_offsets.npy", offsets)


def _write_names(ranked: list[Place], folder: Path) -> int:
    keys: list[str] = []
    rows: list[int] = []
    ordinals: list[int] = []
    for row, place in enumerate(ranked):
        arabic = place.country is None or place.country in ARABIC_WORLD
        seen: set[str] = set()
        for ordinal, name in enumerate((place.name, *place.names)):
            folded = fold(name)
            if not folded:
                continue
            for key in (folded, "~" + arabic_key(folded)) if arabic else (folded,):
                if key not in seen:
                    seen.add(key)
                    keys.append(key)
                    rows.append(row)
                    ordinals.append(min(ordinal, 65535))
    trie = marisa_trie.Trie(keys)
    numbers = np.fromiter((trie[key] for key in keys), dtype=np.uint32, count=len(keys))
    order = np.lexsort((np.array(rows, dtype=np.uint32), numbers))
    _save_groups(folder, "name", numbers[order], np.array(rows, dtype="<u4")[order], len(trie))
    np.save(folder / "name_ordinals.npy", np.array(ordinals, dtype="<u2")[order])
    trie.save(str(folder / "names.marisa"))
    _write_skeletons(trie, folder)
    return len(trie)


def _write_skeletons(names: Any, folder: Path) -> None:
    """For the fuzzy search: the names that share each skeleton."""
    pairs = [(found, number) for number in range(len(names)) if (found := skeleton_of_key(names.restore_key(number)))]
    trie = marisa_trie.Trie([found for found, _ in pairs])
    groups = np.fromiter((trie[found] for found, _ in pairs), dtype=np.uint32, count=len(pairs))
    order = np.argsort(groups, kind="stable")
    _save_groups(folder, "skeleton", groups[order], np.array([number for _, number in pairs], dtype="<u4")[order], len(trie))
    trie.save(str(folder / "skeletons.marisa"))


def skeleton_of_key(key: str) -> str:
    """The skeleton of a key of the name index; empty for keys of other scripts and for those that only join romanizations."""
    return "" if key.startswith("~") else skeleton(key)


def _save_groups(folder: Path, name: str, numbers: NDArray[Any], values: NDArray[Any], groups: int) -> None:
    """Values sorted by group number, and where each group starts."""
    np.save(folder / f"{name}_offsets.npy", np.searchsorted(numbers, np.arange(groups + 1)).astype("<u4"))
    np.save(folder / f"{name}_rows.npy", values)


def _write_ids(ranked: list[Place], folder: Path, also: Mapping[str, str]) -> None:
    rows = {place.id: row for row, place in enumerate(ranked)}
    rows |= {other: rows[own] for other, own in also.items() if own in rows and other not in rows}
    trie = marisa_trie.Trie(rows)
    by_number = np.zeros(len(trie), dtype="<u4")
    for place_id, row in rows.items():
        by_number[trie[place_id]] = row
    np.save(folder / "id_rows.npy", by_number)
    trie.save(str(folder / "ids.marisa"))


def _write_cells(ranked: list[Place], folder: Path) -> None:
    pairs = [(cell_of(place.point.lon, place.point.lat), row) for row, place in enumerate(ranked) if place.kind.is_settlement]
    pairs.sort()
    cells = np.array([cell for cell, _ in pairs], dtype=np.uint32)
    np.save(folder / "cells.npy", np.searchsorted(cells, np.arange(360 * COLUMNS + 1)).astype("<u4"))
    np.save(folder / "cell_rows.npy", np.array([row for _, row in pairs], dtype="<u4"))
