"""Learns which spans name places: a logistic model whose named weights start from the hand-set ones.

Named weights, pairs of them and hashed words are each held near where they start, words the hardest, for words tell most of the corpus
that they are from. Demonyms of the gold and spans it does not judge are left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation.gold import GoldReport
from dateline.evaluation.minimizing import Floats, minimize
from dateline.reading.report import Report
from dateline.recognition.model import CELLS, HAND_SET, NAMES, SpanModel, cell_of
from dateline.recognition.recognizer import Recognizer
from dateline.recognition.spans import NameSpan

Ints = NDArray[np.int64]
_INDEX = {name: at for at, name in enumerate(NAMES)}
_WIDTH = len(NAMES)
BIAS, PAIRS, WORDS = _WIDTH, _WIDTH + 1, _WIDTH + 1 + _WIDTH * _WIDTH
COLUMNS = WORDS + CELLS
CAPITALS_EVERY = 8
"""One report of so many is learned from a second time, in capitals."""
CAPITALS_WEIGHT = 0.3
"""Of the same report in capitals, against the report itself."""
PART_WEIGHT = 0.6
"""Of a span that only overlaps a toponym, against one that is it."""


@dataclass(frozen=True, slots=True)
class Holds:
    """How firmly each group of weights is held where it starts: the weight of its squared distance, per thousand examples."""

    named: float = 6.0
    pairs: float = 30.0
    words: float = 40.0


@dataclass(frozen=True, slots=True)
class Examples:
    """Spans as rows of a sparse matrix of ones."""

    columns: Ints
    rows: Ints
    labels: Floats
    weights: Floats


def examples_of(gold: Sequence[GoldReport], recognizer: Recognizer) -> Examples:
    """The spans of annotated reports, in their own letters and in capitals."""
    columns: list[int] = []
    rows: list[int] = []
    labels: list[float] = []
    weights: list[float] = []
    for number, entry in enumerate(gold):
        texts = [(entry.report, 1.0)]
        shouted = entry.report.text.upper()
        if number % CAPITALS_EVERY == 0 and len(shouted) == len(entry.report.text):
            texts.append((Report.of(shouted), CAPITALS_WEIGHT))
        for report, worth in texts:
            for span in recognizer.candidates(report)[1]:
                label, weight = _judged(span, entry)
                if weight:
                    own = _columns_of(span)
                    columns.extend(own)
                    rows.extend([len(labels)] * len(own))
                    labels.append(label)
                    weights.append(weight * worth)
    return Examples(np.array(columns), np.array(rows), np.array(labels), np.array(weights))


def _judged(span: NameSpan, gold: GoldReport) -> tuple[float, float]:
    """Whether a span is a toponym, and how much that counts."""
    if any(span.start < end and start < span.end for start, end in gold.ignore):
        return 0.0, 0.0
    for toponym in gold.toponyms:
        if span.start < toponym.end and toponym.start < span.end:
            if toponym.demonym:
                return 0.0, 0.0
            return 1.0, 1.0 if (span.start, span.end) == (toponym.start, toponym.end) else PART_WEIGHT
    return 0.0, 1.0


def _columns_of(span: NameSpan) -> list[int]:
    found = sorted(_INDEX[feature] for feature in span.features)
    pairs = [PAIRS + first * _WIDTH + second for at, first in enumerate(found) for second in found[at + 1 :]]
    return [*found, BIAS, *pairs, *(WORDS + cell_of(word) for word in span.words)]


def fit(parts: Sequence[Examples], holds: Holds | None = None) -> SpanModel:
    """The model that fits the examples of several corpora, each corpus counting the same."""
    holds = holds or Holds()
    columns = np.concatenate([part.columns for part in parts])
    offsets = np.cumsum([0, *(len(part.labels) for part in parts)])
    rows = np.concatenate([part.rows + offset for part, offset in zip(parts, offsets[:-1], strict=True)])
    labels = np.concatenate([part.labels for part in parts])
    mean = sum(float(part.weights.sum()) for part in parts) / len(parts)
    weights = np.concatenate([part.weights * (mean / float(part.weights.sum())) for part in parts])
    start = np.zeros(COLUMNS)
    start[:_WIDTH], start[BIAS] = HAND_SET.named, HAND_SET.bias
    hold = np.full(COLUMNS, holds.words)
    hold[:_WIDTH], hold[BIAS], hold[PAIRS:WORDS] = holds.named, 0.2, holds.pairs

    def loss(at: Floats) -> tuple[float, Floats]:
        scores = np.bincount(rows, weights=at[columns], minlength=len(labels))
        signed = np.where(labels > 0, scores, -scores)
        value = float((weights * np.logaddexp(0.0, -signed)).sum())
        slope = weights * (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30))) - labels)
        gradient = np.bincount(columns, weights=slope[rows], minlength=COLUMNS)
        moved = at - start
        return value + float((hold * moved * moved).sum()), gradient + 2 * hold * moved

    learned = minimize(loss, start, steps=150, tolerance=1e-2)
    pairs = learned[PAIRS:WORDS].reshape(_WIDTH, _WIDTH)
    return SpanModel(
        float(learned[BIAS]), tuple(learned[:_WIDTH].tolist()), tuple(map(tuple, pairs.tolist())), tuple(learned[WORDS:].tolist())
    )
