"""An evaluation of the geoparser: annotated reports in, figures, speed and memory out."""

import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from dateline.evaluation.gold import GoldReport
from dateline.evaluation.scoring import ReportScore, score_report
from dateline.evaluation.summary import Summary, summarize
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.language import language_of
from dateline.resolution.resolution import Resolution

Geoparse = Callable[[Report], Sequence[Resolution]]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An evaluation with what it cost."""

    summary: Summary
    reports_per_second: float
    """Of processor time spent geoparsing, after the first report, which fills caches."""
    peak_megabytes: float | None
    """The most memory that the process has held so far; None where the system does not tell."""


def evaluate(gold: Sequence[GoldReport], geoparse: Geoparse, gazetteer: Gazetteer, *, demonyms: bool = False) -> Evaluation:
    """Geoparse annotated reports and score the answers; without `demonyms` annotated ones are not judged."""
    if gold:
        geoparse(gold[0].report)
    started = time.process_time()
    answers = [geoparse(entry.report) for entry in gold]
    seconds = time.process_time() - started
    scores = scored(zip(gold, answers, strict=True), gazetteer, demonyms=demonyms)
    return Evaluation(summarize(scores), len(gold) / max(seconds, 1e-9), peak_megabytes())


def scored(pairs: Iterable[tuple[GoldReport, Sequence[Resolution]]], gazetteer: Gazetteer, *, demonyms: bool) -> list[ReportScore]:
    """The score of each report."""
    return [
        score_report(
            entry, answers, gazetteer, demonyms=demonyms, language=entry.report.language or language_of(entry.report.text) or "unknown"
        )
        for entry, answers in pairs
    ]


def peak_megabytes() -> float | None:
    """The most memory that this process has held, in megabytes; None where the system does not tell."""
    try:
        import resource
    except ImportError:
        return None
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20) if sys.platform == "darwin" else peak / (1 << 10)
