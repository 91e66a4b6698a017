"""What a span's features say together: the hand-set weights, moved by training, with pairs of features and the words around.

score = bias + Σ weight(feature) + Σ weight(pair of features) + Σ weight(hash of a word around)

Words are kept as hashes into few cells, many words to a cell, so that no text can be read out of the weights.
"""

import math
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np

from dateline.recognition import weights

CELLS = 1 << 13
FILE = "weights.npz"
NAMES = tuple(weights.WEIGHTS)
_INDEX = {name: at for at, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class SpanModel:
    """The weights by which spans are judged. Immutable; safe to share between threads."""

    bias: float
    named: tuple[float, ...]
    """One for each of `NAMES`."""
    pairs: tuple[tuple[float, ...], ...]
    """A row and a column for each of `NAMES`; only those above the diagonal count. Empty where none were learned."""
    cells: tuple[float, ...]
    """Of the hashed words; empty where none were learned."""

    def score(self, features: Sequence[str], words: Sequence[str]) -> float:
        """The log-odds that a span with these features, among these words, is a place name."""
        found = sorted(_INDEX[feature] for feature in features)
        total = self.bias
        named, pairs = self.named, self.pairs
        for at, first in enumerate(found):
            total += named[first]
            if pairs:
                row = pairs[first]
                for second in found[at + 1 :]:
                    total += row[second]
        if self.cells:
            cells = self.cells
            for word in words:
                total += cells[cell_of(word)]
        return total


HAND_SET = SpanModel(weights.BIAS, tuple(weights.WEIGHTS.values()), (), ())


@lru_cache(maxsize=1 << 15)
def cell_of(word: str) -> int:
    """The cell of a word with the letter that says where it stands: "b:near"."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) & (CELLS - 1)


@cache
def default_model() -> SpanModel:
    """The learned weights that come with Dateline; the hand-set ones where there are none."""
    path = files("dateline.recognition").joinpath(FILE)
    if not path.is_file():
        return HAND_SET
    with as_file(path) as real, np.load(real) as arrays:
        return model_of({name: arrays[name] for name in arrays.files})


def model_of(arrays: "dict[str, np.ndarray]") -> SpanModel:
    """The model in arrays; features that it does not weigh keep their hand-set weights."""
    known = {str(name): at for at, name in enumerate(arrays["names"])}
    named = tuple(float(arrays["named"][known[name]]) if name in known else weights.WEIGHTS[name] for name in NAMES)
    rows = arrays["pairs"].astype(np.float64) * float(arrays["pair_scale"])
    pairs = tuple(
        tuple(float(rows[known[first], known[second]]) if first in known and second in known else 0.0 for second in NAMES)
        for first in NAMES
    )
    cells = tuple((arrays["cells"].astype(np.float64) * float(arrays["cell_scale"])).tolist())
    return SpanModel(float(arrays["bias"]), named, pairs, cells)


def arrays_of(model: SpanModel) -> "dict[str, np.ndarray]":
    """The model as small arrays: the pairs and cells as whole numbers of eight bits with a scale."""
    pairs, cells = np.array(model.pairs), np.array(model.cells)
    pair_scale, cell_scale = (max(float(np.abs(values).max(initial=0.0)), 1e-9) / 127 for values in (pairs, cells))
    return {
        "names": np.array(NAMES),
        "bias": np.array(model.bias),
        "named": np.array(model.named, dtype=np.float32),
        "pairs": np.rint(pairs / pair_scale).astype(np.int8),
        "pair_scale": np.array(pair_scale),
        "cells": np.rint(cells / cell_scale).astype(np.int8),
        "cell_scale": np.array(cell_scale),
    }


def probability(log_odds: float) -> float:
    """The logistic of log-odds, from 0 to 1.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
