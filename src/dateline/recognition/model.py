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
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from dateline.recognition import weights

Floats = NDArray[np.float64]
CELLS = 1 << 13
FILE = "weights.npz"
NAMES = tuple(weights.WEIGHTS)
INDEX = {name: at for at, name in enumerate(NAMES)}
_WIDTH = len(NAMES)


@dataclass(frozen=True, slots=True, eq=False)
class SpanModel:
    """The weights by which spans are judged. Immutable; safe to share between threads."""

    bias: float
    named: Floats
    """One for each of `NAMES`."""
    pairs: Floats
    """A row and a column for each of `NAMES`; nothing stands on the diagonal or below it."""
    cells: Floats
    """Of the hashed words; empty where none were learned."""

    def scores(self, features: Sequence[Sequence[str]], words: Sequence[Sequence[str]]) -> list[float]:
        """For each span the log-odds that it, with these features and among these words, is a place name."""
        if not features:
            return []
        # A row for each span, 1 where it has a feature: small enough for one product with all pairs.
        held = np.zeros((len(features), _WIDTH))
        rows = np.repeat(np.arange(len(features)), list(map(len, features)))
        held[rows, list(map(INDEX.__getitem__, chain.from_iterable(features)))] = 1.0
        total = self.bias + held @ self.named + ((held @ self.pairs) * held).sum(axis=1)
        if len(self.cells):
            cells = np.array(list(map(cell_of, chain.from_iterable(words))), dtype=np.intp)
            places = np.repeat(np.arange(len(words)), [len(own) for own in words])
            total += np.bincount(places, weights=self.cells[cells], minlength=len(features))
        scores: list[float] = total.tolist()
        return scores


HAND_SET = SpanModel(weights.BIAS, np.array(tuple(weights.WEIGHTS.values())), np.zeros((_WIDTH, _WIDTH)), np.zeros(0))


def model_from(bias: float, named: Floats, pairs: Floats, cells: Floats) -> SpanModel:
    """The model with these weights; of `pairs` only what stands above the diagonal counts."""
    return SpanModel(bias, named, np.triu(pairs, 1), cells)


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
    kept = [(at, INDEX[str(name)]) for at, name in enumerate(arrays["names"]) if str(name) in INDEX]
    theirs, ours = (np.array([pair[side] for pair in kept], dtype=np.intp) for side in (0, 1))
    named, pairs = HAND_SET.named.copy(), np.zeros((_WIDTH, _WIDTH))
    rows = arrays["pairs"].astype(np.float64) * float(arrays["pair_scale"])
    named[ours] = arrays["named"][theirs]
    pairs[np.ix_(ours, ours)] = rows[np.ix_(theirs, theirs)] + rows[np.ix_(theirs, theirs)].T
    return model_from(float(arrays["bias"]), named, pairs, arrays["cells"].astype(np.float64) * float(arrays["cell_scale"]))


def arrays_of(model: SpanModel) -> "dict[str, np.ndarray]":
    """The model as small arrays: the pairs and cells as whole numbers of eight bits with a scale."""
    named, pairs = model.named, model.pairs
    pair_scale, cell_scale = (max(float(np.abs(values).max(initial=0.0)), 1e-9) / 127 for values in (pairs, model.cells))
    return {
        "names": np.array(NAMES),
        "bias": np.array(model.bias),
        "named": named.astype(np.float32),
        "pairs": np.rint(pairs / pair_scale).astype(np.int8),
        "pair_scale": np.array(pair_scale),
        "cells": np.rint(model.cells / cell_scale).astype(np.int8),
        "cell_scale": np.array(cell_scale),
    }


def probability(log_odds: float) -> float:
    """The logistic of log-odds, from 0 to 1.

    >>> probability(0.0)
    0.5
    """
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
