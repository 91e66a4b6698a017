"""A linear model that says how likely a sentence tells each kind of event, or none; trained by `train.py` on the sentences of `corpus/`."""

import io
import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.extraction.codebook import SubEventType
from dateline.extraction.kind_features import BUCKETS, features

LABELS: tuple[SubEventType | None, ...] = (None, *SubEventType)
"""What the rows of the weights stand for; None is a sentence that tells no event."""


class KindModel:
    """Logistic regression over the features of a sentence; safe to share between threads."""

    def __init__(self, weights: NDArray[np.float32], bias: NDArray[np.float32]) -> None:
        self._weights, self._bias = weights, bias

    def probabilities(self, words: Sequence[str], tagged: dict[int, float]) -> NDArray[np.float32]:
        """For each of `LABELS` how likely the sentence of these plain words and tags tells it; they add up to 1."""
        buckets, values = features(words, tagged)
        return _spread(self._bias + values @ self._weights[buckets])

    def of_row(self, row: NDArray[np.float32]) -> NDArray[np.float32]:
        """The same for a sentence that is given as a row of all buckets."""
        return _spread(self._bias + row @ self._weights)

    def packed(self) -> bytes:
        """The model in bytes: weights as small whole numbers, one scale a label."""
        scale = np.maximum(np.abs(self._weights).max(axis=0), 1e-9) / 127
        buffer = io.BytesIO()
        np.savez_compressed(
            buffer, weights=np.round(self._weights / scale).astype(np.int8), scale=scale.astype(np.float32), bias=self._bias
        )
        return buffer.getvalue()

    @staticmethod
    def unpacked(data: bytes) -> "KindModel":
        """The model that `packed` gave; raises `ValueError` for one of other labels or buckets."""
        with np.load(io.BytesIO(data), allow_pickle=False) as stored:
            weights = stored["weights"].astype(np.float32) * stored["scale"]
            bias = stored["bias"].astype(np.float32)
        if weights.shape != (BUCKETS, len(LABELS)) or bias.shape != (len(LABELS),):
            raise ValueError(f"a model of {weights.shape} weights does not fit; train it anew")
        return KindModel(weights, bias)


def _spread(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    spread = np.exp(scores - scores.max())
    return np.asarray(spread / spread.sum(), dtype=np.float32)


@cache
def kind_model() -> KindModel:
    """The model that comes with Dateline."""
    return KindModel.unpacked(files("dateline.extraction").joinpath("model", "kinds.npz").read_bytes())


def provenance() -> dict[str, Any]:
    """What the model was trained on and what it scored there."""
    told: dict[str, Any] = json.loads(files("dateline.extraction").joinpath("model", "kinds.json").read_text("utf-8"))
    return told
