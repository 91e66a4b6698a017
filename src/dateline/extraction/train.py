"""Trains the model of kinds on the labelled sentences: `python -m dateline.extraction.train`.

Prints and writes down the macro F1 over all kinds and "none" of five-fold cross-validation and of training on half of the sittings of
writing and testing on the others; then trains on everything. The same corpus gives the same model.
"""

import hashlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from dateline.extraction.codebook import SubEventType
from dateline.extraction.kind_features import BUCKETS, features, plain_words, tags
from dateline.extraction.kind_model import LABELS, KindModel
from dateline.extraction.kinds import KindFinder, stronger
from dateline.extraction.tokens import tokenize

HOME = Path(__file__).parent
FOLDS = 5
_LEAST = 0.4
"""A trigger less sure than this tells no event by itself."""
_STEPS, _RATE, _PENALTY, _SCALE = 120, 0.02, 0.1, 8.0
_SITTINGS = (("first", "third"), ("second", "fourth"))
"""Halves of the corpus that were written apart."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence of the corpus."""

    kind: SubEventType | None
    text: str
    sitting: str


def corpus(folder: Path = HOME / "corpus") -> tuple[Labelled, ...]:
    """The labelled sentences, in order of their files; raises `ValueError` for an unknown kind or a line without a tab."""
    return tuple(
        Labelled(None if kind == "none" else SubEventType(kind), text, path.stem)
        for path in sorted(folder.glob("*.tsv"))
        for line in path.read_text("utf-8").splitlines()
        for kind, text in [line.split("\t")]
    )


def matrix(labelled: Sequence[Labelled], finder: KindFinder) -> NDArray[np.float32]:
    """A row of features a sentence."""
    rows = np.zeros((len(labelled), BUCKETS), np.float32)
    for row, one in zip(rows, labelled, strict=True):
        tokens = tokenize(one.text, 0, len(one.text))
        buckets, values = features(plain_words(one.text, tokens, finder.heads), tags(tokens.words, finder.find(tokens)))
        row[buckets] = values
    return rows


def train(rows: NDArray[np.float32], labels: NDArray[np.int64]) -> KindModel:
    """Logistic regression with the kinds weighed towards equal shares, by gradient descent with momentum.

    The weights are sums of the sentences' rows, and it is the shares of the sentences that are learned: there are fewer of them.
    """
    wanted = np.eye(len(LABELS), dtype=np.float32)[labels]
    counts = wanted.sum(axis=0)
    emphasis = np.where(counts > 0, (counts.mean() / np.maximum(counts, 1)) ** 0.4, 0)[labels].astype(np.float32)[:, None]
    likeness = _SCALE * (rows @ rows.T)
    shares, bias = np.zeros_like(wanted), np.zeros(len(LABELS), np.float32)
    speed, bias_speed = np.zeros_like(shares), np.zeros_like(bias)
    for _ in range(_STEPS):
        scores = likeness @ shares + bias
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (scores / scores.sum(axis=1, keepdims=True) - wanted) * emphasis
        speed = 0.9 * speed - _RATE * (error + _PENALTY * shares)
        bias_speed = 0.9 * bias_speed - _RATE * error.mean(axis=0)
        shares, bias = shares + speed, bias + bias_speed
    return KindModel(_SCALE * (rows.T @ shares), bias)


def macro_f1(wanted: Sequence[int], told: Sequence[int]) -> float:
    """The mean F1 over all labels, "none" among them."""
    scores = []
    for label in range(len(LABELS)):
        hit = sum(a == b == label for a, b in zip(wanted, told, strict=True))
        scores.append(2 * hit / max(1, sum(a == label for a in wanted) + sum(b == label for b in told)))
    return float(np.mean(scores))


def out_of_fold(rows: NDArray[np.float32], labels: NDArray[np.int64], parts: Sequence[NDArray[np.int64]]) -> NDArray[np.float32]:
    """For every sentence the probabilities of a model that was trained without its part."""
    told = np.zeros((len(rows), len(LABELS)), np.float32)
    for part in parts:
        rest = np.setdiff1d(np.arange(len(rows)), part)
        model = train(rows[rest], labels[rest])
        for index in part:
            told[index] = model.of_row(rows[index])
    return told


def folds(count: int, *, seed: int = 7) -> list[NDArray[np.int64]]:
    """The sentences dealt into parts at random."""
    order = np.random.default_rng(seed).permutation(count)
    return [np.sort(order[part::FOLDS]) for part in range(FOLDS)]


def main() -> None:
    """Measure, train on everything, and write the model and where it comes from."""
    finder, labelled = KindFinder(), corpus()
    rows = matrix(labelled, finder)
    labels = np.array([LABELS.index(one.kind) for one in labelled])
    scores = {"rules alone, macro F1": round(macro_f1(labels.tolist(), [_by_rules(one.text, finder) for one in labelled]), 4)}
    guessed = out_of_fold(rows, labels, folds(len(labelled))).argmax(axis=1)
    scores["five folds, macro F1"] = round(macro_f1(labels.tolist(), guessed.tolist()), 4)
    halves = [np.array([index for index, one in enumerate(labelled) if one.sitting in half]) for half in _SITTINGS]
    guessed = out_of_fold(rows, labels, halves).argmax(axis=1)
    scores["sittings apart, macro F1"] = round(macro_f1(labels.tolist(), guessed.tolist()), 4)
    packed = train(rows, labels).packed()
    told = {
        "trained on": "corpus/*.tsv",
        "sentences": len(labelled),
        "without an event": sum(one.kind is None for one in labelled),
        "sha256 of the corpus": digest(),
        "scores": scores,
        "bytes": len(packed),
        "licence": "CC0-1.0 sentences written for Dateline",
    }
    (HOME / "model").mkdir(exist_ok=True)
    (HOME / "model" / "kinds.npz").write_bytes(packed)
    (HOME / "model" / "kinds.json").write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    sys.stdout.write(json.dumps(told, indent=1) + "\n")


def _by_rules(text: str, finder: KindFinder) -> int:
    triggers = [trigger for trigger in finder.find(tokenize(text, 0, len(text))) if trigger.weight >= _LEAST]
    return LABELS.index(reduce(stronger, triggers).kind) if triggers else 0


def digest(folder: Path = HOME / "corpus") -> str:
    """The hash of the corpus' files in order."""
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.glob("*.tsv")))).hexdigest()


if __name__ == "__main__":
    main()
