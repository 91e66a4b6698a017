"""Learns which spans name places: over the readings of each run of capitalized words, from weights set by hand.

A run has as many readings as there are sets of its spans that do not overlap, the empty one among them; the model is to give the right
one the most of the probability. Named weights, pairs of them and hashed words are each held near where they start, words the hardest,
for words tell most of the corpus that they are from. Demonyms of the gold and spans it does not judge are left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from dateline.evaluation.gold import GoldReport
from dateline.evaluation.minimizing import Floats, minimize
from dateline.reading.report import Report
from dateline.recognition.model import CELLS, HAND_SET, INDEX, NAMES, SpanModel, cell_of, model_from
from dateline.recognition.readings import runs_of
from dateline.recognition.recognizer import Recognizer
from dateline.recognition.sentences import split
from dateline.recognition.spans import NameSpan

Ints = NDArray[np.int64]
_WIDTH = len(NAMES)
BIAS, PAIRS, WORDS = _WIDTH, _WIDTH + 1, _WIDTH + 1 + _WIDTH * _WIDTH
COLUMNS = WORDS + CELLS
CAPITALS_EVERY = 8
"""One report of so many is learned from a second time, in capitals."""
CAPITALS_WEIGHT = 0.3
"""Of the same report in capitals, against the report itself."""
PIECES_EVERY = 3
"""One report of so many is learned from a second time, sentence by sentence: short reports tell less around a name."""
PIECES_WEIGHT = 0.3
"""Of a sentence by itself, against the report."""
PART_WORTH = 0.4
"""Of a span that only overlaps a toponym, against one that is it."""
MOST_READINGS = 300
"""Of one run; a run of more is left out."""


@dataclass(frozen=True, slots=True)
class Holds:
    """How firmly each group of weights is held where it starts: the weight of its squared distance."""

    named: float = 4.0
    pairs: float = 20.0
    words: float = 30.0


@dataclass(frozen=True, slots=True)
class Examples:
    """The spans of a corpus as rows of a sparse matrix of ones, and the readings of its runs as sets of spans."""

    columns: Ints
    rows: Ints
    """The span of each column."""
    members: Ints
    """Spans, reading by reading."""
    readings: Ints
    """The reading of each member."""
    runs: Ints
    """The run of each reading; readings of a run stand together."""
    right: Ints
    """The right reading of each run."""
    weights: Floats
    """Of each run."""
    spans: int


def examples_of(gold: Sequence[GoldReport], recognizer: Recognizer) -> Examples:
    """The runs of annotated reports, in their own letters and some in capitals."""
    columns: list[int] = []
    rows: list[int] = []
    members: list[int] = []
    readings: list[int] = []
    runs: list[int] = []
    right: list[int] = []
    weights: list[float] = []
    spans = 0
    for number, entry in enumerate(gold):
        for variant, worth in _variants(number, entry):
            for run in runs_of(recognizer.candidates(variant.report)[1]):
                judged = [(span, value) for span in run if (value := _worth(span, variant)) is not None]
                sets = _readings([span for span, _ in judged])
                if not 1 < len(sets) <= MOST_READINGS:
                    continue
                values = [sum(judged[at][1] for at in chosen) - 0.01 * len(chosen) for chosen in sets]
                right.append(len(runs) + max(range(len(sets)), key=values.__getitem__))
                for chosen in sets:
                    members.extend(spans + at for at in chosen)
                    readings.extend([len(runs)] * len(chosen))
                    runs.append(len(weights))
                weights.append(worth)
                for at, (span, _) in enumerate(judged):
                    own = columns_of(span)
                    columns.extend(own)
                    rows.extend([spans + at] * len(own))
                spans += len(judged)
    columns_, rows_, members_, readings_, runs_, right_ = (
        np.array(values, dtype=np.int64) for values in (columns, rows, members, readings, runs, right)
    )
    return Examples(columns_, rows_, members_, readings_, runs_, right_, np.array(weights, dtype=np.float64), spans)


def _variants(number: int, entry: GoldReport) -> Iterator[tuple[GoldReport, float]]:
    """A report as it is and, for some, in capitals or in pieces, with what each counts."""
    yield entry, 1.0
    text = entry.report.text
    shouted = text.upper()
    if number % CAPITALS_EVERY == 0 and len(shouted) == len(text):
        yield replace(entry, report=Report.of(shouted)), CAPITALS_WEIGHT
    if number % PIECES_EVERY == 0:
        for sentence in split(text):
            start, end = sentence.start, sentence.end
            inside = tuple(
                replace(toponym, start=toponym.start - start, end=toponym.end - start)
                for toponym in entry.toponyms
                if start <= toponym.start and toponym.end <= end
            )
            ignore = tuple((first - start, last - start) for first, last in entry.ignore if start <= first and last <= end)
            yield GoldReport(Report.of(text[start:end]), inside, ignore), PIECES_WEIGHT


def _worth(span: NameSpan, gold: GoldReport) -> float | None:
    """What taking a span for a toponym is worth: 1 when it is one, less than nothing when it is none; None when it is not judged."""
    if "opens an organization" in span.features:
        return None  # corpora differ on the "Moscow" of "Moscow Times"; here it is none
    meets = [toponym for toponym in gold.toponyms if span.start < toponym.end and toponym.start < span.end]
    if any(toponym.demonym for toponym in meets):
        return None
    if any((span.start, span.end) == (toponym.start, toponym.end) for toponym in meets):
        return 1.0
    if meets:
        return PART_WORTH - (len(meets) - 1)
    if any(span.start < end and start < span.end for start, end in gold.ignore):
        return None
    return -1.0


def _readings(spans: Sequence[NameSpan]) -> list[tuple[int, ...]]:
    """All sets of spans that do not overlap, as their indices; the empty one first."""
    found: list[tuple[int, ...]] = [()]
    for at, span in enumerate(spans):
        found += [(*chosen, at) for chosen in found if not chosen or spans[chosen[-1]].last < span.first]
        if len(found) > MOST_READINGS:
            break
    return found


def columns_of(span: NameSpan) -> list[int]:
    """The columns of a span's row."""
    found = sorted(INDEX[feature] for feature in span.features)
    pairs = [PAIRS + first * _WIDTH + second for at, first in enumerate(found) for second in found[at + 1 :]]
    return [*found, BIAS, *pairs, *(WORDS + cell_of(word) for word in span.words)]


def joined(parts: Sequence[Examples]) -> Examples:
    """The examples of several corpora as one, each corpus weighing the same."""
    mean = sum(float(part.weights.sum()) for part in parts) / len(parts)
    offsets = {"rows": 0, "members": 0, "readings": 0, "runs": 0, "right": 0}
    gathered: dict[str, list[NDArray[np.int64] | Floats]] = {field.name: [] for field in fields(Examples) if field.name != "spans"}
    for part in parts:
        gathered["columns"].append(part.columns)
        for name, offset in offsets.items():
            gathered[name].append(getattr(part, name) + offset)
        gathered["weights"].append(part.weights * (mean / float(part.weights.sum())))
        for name, step in (("rows", part.spans), ("members", part.spans), ("readings", len(part.runs)), ("right", len(part.runs))):
            offsets[name] += step
        offsets["runs"] += len(part.weights)
    return Examples(**{name: np.concatenate(arrays) for name, arrays in gathered.items()}, spans=sum(part.spans for part in parts))  # type: ignore[arg-type]


def fit(parts: Sequence[Examples], holds: Holds | None = None) -> SpanModel:
    """The model that fits the examples of several corpora, each corpus counting the same."""
    holds = holds or Holds()
    all_of = joined(parts)
    start = np.zeros(COLUMNS)
    start[:_WIDTH], start[BIAS] = HAND_SET.named, HAND_SET.bias
    hold = np.full(COLUMNS, holds.words)
    hold[:_WIDTH], hold[BIAS], hold[PAIRS:WORDS] = holds.named, 0.2, holds.pairs
    firsts = np.flatnonzero(np.diff(all_of.runs, prepend=-1))
    target = np.bincount(
        all_of.members,
        weights=np.isin(all_of.readings, all_of.right).astype(float) * all_of.weights[all_of.runs[all_of.readings]],
        minlength=all_of.spans,
    )

    def loss(at: Floats) -> tuple[float, Floats]:
        scores = np.bincount(all_of.rows, weights=at[all_of.columns], minlength=all_of.spans)
        totals = np.bincount(all_of.readings, weights=scores[all_of.members], minlength=len(all_of.runs))
        highest = np.maximum.reduceat(totals, firsts)
        powers = np.exp(totals - highest[all_of.runs])
        sums = np.add.reduceat(powers, firsts)
        value = float((all_of.weights * (highest + np.log(sums) - totals[all_of.right])).sum())
        shares = powers / sums[all_of.runs] * all_of.weights[all_of.runs]
        slope = np.bincount(all_of.members, weights=shares[all_of.readings], minlength=all_of.spans) - target
        gradient = np.bincount(all_of.columns, weights=slope[all_of.rows], minlength=COLUMNS)
        moved = at - start
        return value + float((hold * moved * moved).sum()), gradient + 2 * hold * moved

    learned = minimize(loss, start, steps=150, tolerance=1e-2)
    return model_from(float(learned[BIAS]), learned[:_WIDTH], learned[PAIRS:WORDS].reshape(_WIDTH, _WIDTH), learned[WORDS:])
