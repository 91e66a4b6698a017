"""`dateline evaluate`: how well the stages do on reports that people annotated."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from dateline.cli.console import answers, is_terminal, one_line, write_bytes
from dateline.cli.evaluate_headlines import headlines
from dateline.cli.evaluate_incidents import incidents
from dateline.cli.ready import open_gazetteer, settings_of

if TYPE_CHECKING:
    from dateline.evaluation.summary import Part, Share
    from dateline.evaluation.toponyms import Evaluation

app = typer.Typer(help="Measure the stages on annotated reports.", no_args_is_help=True)
_BAR = 40


class EvaluateFormat(StrEnum):
    """How figures are printed."""

    TEXT = "text"
    JSON = "json"


@app.callback()
def _group() -> None:
    """Measure the stages on annotated reports."""


app.command("incidents")(incidents)
app.command("headlines")(headlines)


@app.command("toponyms")
def toponyms(
    ctx: typer.Context,
    gold: Annotated[
        list[Path],
        typer.Argument(
            metavar="GOLD",
            help="Annotated reports: JSONL, the XML of LGL, TR-News, GeoVirus and GeoWebNews, or a folder in brat’s form.",
            exists=True,
        ),
    ],
    form: Annotated[EvaluateFormat | None, typer.Option("--format", show_default="text on a terminal, else json")] = None,
    demonyms: Annotated[
        bool, typer.Option("--demonyms", help="Find and count demonyms such as “Turkish” too, as some corpora annotate them.")
    ] = False,
) -> None:
    """Score recognition and resolution of toponyms on annotated corpora.

    A toponym is placed rightly at the annotated place or within 161 km of it; whatever is not answered counts as wrong.
    Intervals come from a thousand resamplings of the reports.

    [bold]Examples[/bold]

      dateline evaluate toponyms gold.jsonl

      dateline evaluate toponyms lgl.xml GeoVirus.xml --format json > scores.json
    """
    from dateline.evaluation.gold import read_gold
    from dateline.evaluation.toponyms import evaluate
    from dateline.publishing.encoding import to_json
    from dateline.recognition.actors import ActorTable
    from dateline.recognition.recognizer import Recognizer
    from dateline.resolution.resolver import Resolver

    gazetteer = open_gazetteer(settings_of(ctx))
    recognizer = Recognizer(gazetteer, ActorTable.default(), demonyms=demonyms)
    resolver = Resolver(gazetteer)
    told = {}
    for path in gold:
        evaluation = evaluate(
            read_gold(path),
            lambda report: resolver.resolve(report, recognizer.recognize(report)),
            gazetteer,
            demonyms=demonyms,
        )
        told[str(path)] = evaluation
        if (form or (EvaluateFormat.TEXT if is_terminal() else EvaluateFormat.JSON)) is EvaluateFormat.TEXT:
            _print(str(path), evaluation)
    if (form or (EvaluateFormat.TEXT if is_terminal() else EvaluateFormat.JSON)) is EvaluateFormat.JSON:
        write_bytes(to_json({name: asdict(evaluation) for name, evaluation in told.items()}, indent=True, newline=True))


def _print(name: str, evaluation: "Evaluation") -> None:
    console, summary = answers(), evaluation.summary
    console.print(f"\n[bold]{one_line(name)}[/bold]: {summary.reports:,} reports, {summary.toponyms:,} toponyms", markup=True)
    table = Table("", "figure", "95 % interval", box=None, pad_edge=False)
    rows: tuple[tuple[str, Share], ...] = (
        ("recognition, exact F1", summary.exact_f1),
        ("  precision", summary.exact_precision),
        ("  recall", summary.exact_recall),
        ("recognition, overlap F1", summary.overlap_f1),
        ("  precision", summary.overlap_precision),
        ("  recall", summary.overlap_recall),
        ("resolution, of those answered", summary.resolved),
        ("country, of those found", summary.country),
        ("end to end", summary.end_to_end),
    )
    for label, share in rows:
        table.add_row(label, f"{share.value:.3f}", f"{share.low:.3f} to {share.high:.3f}")
    console.print(table)
    console.print(f"confidence ≥ 0.7: {summary.sure:.1%} of the answers, {summary.sure_right:.1%} of them right")
    console.print(f"expected calibration error: {summary.calibration_error:.3f}")
    for each in summary.bins:
        right, said = round(each.right * _BAR), round(each.confidence * _BAR)
        bar = "".join("|" if at == said else "█" if at < right else "·" for at in range(_BAR + 1))
        console.print(f"  {each.low:.1f}-{each.high:.1f}  {bar}  {each.right:.2f} right of {each.answers:,}")
    console.print("  (█ the share that is right, | the confidence told)")
    _print_parts("kind", summary.by_kind)
    _print_parts("language", summary.by_language)
    memory = f", at most {evaluation.peak_megabytes:.0f} MB" if evaluation.peak_megabytes is not None else ""
    console.print(f"{evaluation.reports_per_second:.0f} reports a second{memory}")


def _print_parts(name: str, parts: "tuple[Part, ...]") -> None:
    table = Table(name, "toponyms", "found", "end to end", box=None, pad_edge=False)
    for part in parts:
        table.add_row(part.name, f"{part.toponyms:,}", f"{part.found:.3f}", "" if part.end_to_end is None else f"{part.end_to_end:.3f}")
    answers().print(table)
