"""`python -m dateline.evaluation.page GOLD…`: the results page, how well the geoparser does on annotated corpora, as Markdown."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from dateline.errors import DatelineError
from dateline.evaluation.gold import read_gold
from dateline.evaluation.summary import RESAMPLES, SURE, Bin, Part, Share, Summary
from dateline.evaluation.toponyms import Evaluation, evaluate
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.recognition.actors import ActorTable
from dateline.recognition.recognizer import Recognizer
from dateline.resolution.resolver import Resolver

_BAR = 30
_PREFACE = """\
# How well places are found

Written by `make evaluate`; do not edit. Each section is a corpus of reports whose place names people annotated. A name is
found *exactly* when the same characters are marked, and *overlaps* when they share any; whatever is not answered counts as
wrong. A place is right when it is the annotated one or lies within 161 km of it. Demonyms ("Turkish") are not judged.
Intervals hold the figure in 95 of 100 of {resamples} resamplings of the reports.

`unseen_*` are our own reports, annotated before Dateline was run on them; their places are annotated by country alone.
Corpora that the weights were learned from (see `recognition/WEIGHTS.md`) show more than Dateline does on new text:
`recognition/weights.json` holds the figures of reports that were left out.

{day}, gazetteer of {places:,} places.
"""


def page(evaluations: Sequence[tuple[str, Evaluation]], *, day: date, places: int) -> str:
    """The page for evaluated corpora, each with its name."""
    lines = [_PREFACE.format(resamples=RESAMPLES, day=day.isoformat(), places=places)]
    for name, evaluation in evaluations:
        lines += _section(name, evaluation)
    return "\n".join(lines)


def _section(name: str, evaluation: Evaluation) -> Iterator[str]:
    summary = evaluation.summary
    yield f"## {name}\n"
    yield f"{summary.reports:,} reports, {summary.toponyms:,} place names.\n"
    yield "| | figure | 95 % interval |\n|---|---|---|"
    for label, share in _figures(summary):
        yield f"| {label} | {share.value:.3f} | {share.low:.3f} to {share.high:.3f} |"
    memory = f", at most {evaluation.peak_megabytes:.0f} MB of memory" if evaluation.peak_megabytes is not None else ""
    yield f"\n{evaluation.reports_per_second:.0f} reports a second of processor time{memory}.\n"
    if summary.bins:
        yield (
            f"Answers with a confidence of at least {SURE}: {summary.sure:.1%}, of them right {summary.sure_right:.1%}. "
            f"Expected calibration error {summary.calibration_error:.3f}.\n"
        )
        yield "| confidence | answers | right | `█` right, `│` told |\n|---|---|---|---|"
        yield from map(_reliability, summary.bins)
        yield ""
    yield from _parts("kind of place", summary.by_kind)
    yield from _parts("language", summary.by_language)


def _figures(summary: Summary) -> Iterator[tuple[str, Share]]:
    yield "recognition, exact F1", summary.exact_f1
    yield "recognition, exact precision", summary.exact_precision
    yield "recognition, exact recall", summary.exact_recall
    yield "recognition, overlap F1", summary.overlap_f1
    yield "recognition, overlap precision", summary.overlap_precision
    yield "recognition, overlap recall", summary.overlap_recall
    if any(part.end_to_end is not None for part in summary.by_kind):
        yield "resolution, of those answered", summary.resolved
        yield "end to end", summary.end_to_end
    yield "country, of those found", summary.country


def _reliability(each: Bin) -> str:
    right, told = round(each.right * _BAR), round(each.confidence * _BAR)
    bar = "".join("│" if at == told else "█" if at < right else "·" for at in range(_BAR + 1))
    return f"| {each.low:.1f} to {each.high:.1f} | {each.answers:,} | {each.right:.2f} | `{bar}` |"


def _parts(name: str, parts: Sequence[Part]) -> Iterator[str]:
    if len(parts) < 2:
        return
    yield f"| {name} | place names | found | end to end |\n|---|---|---|---|"
    for part in parts:
        placed = "" if part.end_to_end is None else f"{part.end_to_end:.3f}"
        yield f"| {part.name.replace('_', ' ')} | {part.toponyms:,} | {part.found:.3f} | {placed} |"
    yield ""


def main(arguments: Sequence[str] | None = None) -> int:
    """The entry point; the exit status is 0 when the page was written, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m dateline.evaluation.page", description=__doc__)
    parser.add_argument("gold", nargs="+", type=Path, help="annotated corpora in any form that `dateline evaluate toponyms` reads")
    parser.add_argument("--gazetteer", type=Path, required=True, help="the folder of the compiled gazetteer")
    parser.add_argument("--into", type=Path, required=True, help="the Markdown file to write")
    asked = parser.parse_args(arguments)
    try:
        gazetteer = Gazetteer.open(asked.gazetteer)
        recognizer, resolver = Recognizer(gazetteer, ActorTable.default()), Resolver(gazetteer)
        told = [
            (path.stem, evaluate(read_gold(path), lambda report: resolver.resolve(report, recognizer.recognize(report)), gazetteer))
            for path in asked.gold
        ]
        asked.into.write_text(page(told, day=datetime.now(UTC).date(), places=gazetteer.info().places), "utf-8")
    except (DatelineError, OSError) as error:
        print(f"page: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
