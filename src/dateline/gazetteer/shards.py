"""The name index: folded names to rows, in one or more shards, so that a very large one can be compiled within bounded memory."""

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zlib import crc32

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer.names import skeleton

BUCKETS = 64
"""Names are spread over so many parts by their hash; a shard is made of one or more of them."""


def bucket_of(key: bytes) -> int:
    """The part of the name index that a key belongs to."""
    return crc32(key) % BUCKETS


def skeleton_of_key(key: str) -> str:
    """The skeleton of a key of the name index; empty for keys of other scripts and for those that only join romanizations."""
    return "" if key.startswith(("~", "%")) else skeleton(key)


def mapped(path: Path) -> NDArray[Any]:
    """An array on disk, mapped."""
    # A plain view: the memmap subclass makes every element access several times dearer.
    return np.asarray(np.load(path, mmap_mode="r"))


class NameShard:
    """One shard, opened read-only. A key's postings are rows, the likeliest first, each with which of the place's names it is."""

    def __init__(self, folder: Path, number: int) -> None:
        self.keys: Any = marisa_trie.Trie().mmap(str(folder / f"names-{number}.marisa"))
        self._skeletons: Any = marisa_trie.Trie().mmap(str(folder / f"skeletons-{number}.marisa"))
        # Single elements of a memory view cost a third of an array's.
        self._offsets, self.rows, self.ordinals, self._skeleton_offsets = (
            mapped(folder / f"{name}-{number}.npy").data for name in ("name_offsets", "name_rows", "ordinals", "skeleton_offsets")
        )
        self._skeleton_names = mapped(folder / f"skeleton_names-{number}.npy")

    def postings(self, key: str) -> Sequence[tuple[int, int]]:
        """The rows that have this key, each with which of the place's names it is: 0 is the main name."""
        number = self.keys.get(key)
        if number is None:
            return ()
        start, end = self._offsets[number], self._offsets[number + 1]
        if end - start == 1:
            return ((self.rows[start], self.ordinals[start]),)
        return list(zip(self.rows[start:end].tolist(), self.ordinals[start:end].tolist(), strict=True))

    def first(self, key: str) -> int:
        """The most important row that has this key; -1 when there is none."""
        number = self.keys.get(key)
        return -1 if number is None else self.rows[self._offsets[number]]

    def by_skeleton(self, bones: str) -> list[str]:
        """The keys that share this skeleton."""
        number = self._skeletons.get(bones)
        if number is None:
            return []
        restore = self.keys.restore_key
        return [
            restore(name) for name in self._skeleton_names[self._skeleton_offsets[number] : self._skeleton_offsets[number + 1]].tolist()
        ]


def write_shard(folder: Path, number: int, keys: list[str], rows: NDArray[Any], ordinals: NDArray[Any], weights: NDArray[Any]) -> int:
    """Write one shard; the sequences go together. Of one key the rows of most weight come first. Returns how many keys there are."""
    trie = marisa_trie.Trie(keys)
    numbers = np.fromiter(map(trie.__getitem__, keys), dtype=np.uint32, count=len(keys))
    order = np.lexsort((rows, -weights, numbers))
    _save_groups(folder, f"name_offsets-{number}", numbers[order], len(trie))
    np.save(folder / f"name_rows-{number}.npy", rows[order].astype("<u4"))
    np.save(folder / f"ordinals-{number}.npy", ordinals[order].astype("<u2"))
    trie.save(str(folder / f"names-{number}.marisa"))
    keys.clear()
    _write_skeletons(folder, number, trie)
    return len(trie)


def _write_skeletons(folder: Path, number: int, names: Any) -> None:
    """For the fuzzy search: the names that share each skeleton."""
    bones, owners = [], array("I")
    for name in range(len(names)):
        if found := skeleton_of_key(names.restore_key(name)):
            bones.append(found)
            owners.append(name)
    trie = marisa_trie.Trie(bones)
    groups = np.fromiter(map(trie.__getitem__, bones), dtype=np.uint32, count=len(bones))
    del bones
    order = np.argsort(groups, kind="stable")
    _save_groups(folder, f"skeleton_offsets-{number}", groups[order], len(trie))
    np.save(folder / f"skeleton_names-{number}.npy", np.array(owners, dtype="<u4")[order])
    trie.save(str(folder / f"skeletons-{number}.marisa"))


def _save_groups(folder: Path, name: str, numbers: NDArray[Any], groups: int) -> None:
    """Where each group starts among numbers that are sorted."""
    np.save(folder / f"{name}.npy", np.searchsorted(numbers, np.arange(groups + 1)).astype("<u4"))
