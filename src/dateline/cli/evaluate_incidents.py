"""`dateline evaluate incidents`: how well extraction does on reports whose incidents people annotated."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from dateline.cli.console import answers, is_terminal, one_line, write_bytes
from dateline.cli.ready import open_pipeline, settings_of

if TYPE_CHECKING:
    from dateline.evaluation.incidents import IncidentEvaluation, Miss


class IncidentsFormat(StrEnum):
    """How figures are printed."""

    TEXT = "text"
    JSON = "json"


def incidents(
    ctx: typer.Context,
    gold: Annotated[
        Path,
        typer.Argument(
            metavar="GOLD.jsonl",
            help="Annotated reports, one a line: id, text, published and incidents with place, lat, lon, km, start, end, type, status, "
            "fatalities.",
            exists=True,
            dir_okay=False,
        ),
    ],
    predicted: Annotated[
        Path | None,
        typer.Argument(
            metavar="[PREDICTED.jsonl]",
            help="What `dateline extract GOLD.jsonl --format jsonl` printed; without it the reports are read now.",
            show_default=False,
            exists=True,
            dir_okay=False,
        ),
    ] = None,
    form: Annotated[IncidentsFormat | None, typer.Option("--format", show_default="text on a terminal, else json")] = None,
) -> None:
    """Score the events that reports tell against the incidents that people found in them.

    Each incident takes the event that agrees with it most. It is found when place and kind agree, right when day and status do too;
    precision is the share of events at the place of the incident that took them. Intervals come from a thousand resamplings of the reports.

    [bold]Examples[/bold]

      dateline evaluate incidents gold.jsonl

      dateline evaluate incidents gold.jsonl events.jsonl --format json > scores.json
    """
    from dateline.evaluation.incident_gold import Predicted, read_gold_incidents, read_predicted
    from dateline.evaluation.incidents import evaluate_incidents
    from dateline.publishing.encoding import to_json

    docs = read_gold_incidents(gold)
    if predicted is not None:
        events = read_predicted(predicted)
    else:
        pipeline = open_pipeline(settings_of(ctx))
        events = {doc.id: tuple(Predicted.of(event) for event in pipeline.read(doc.report).events) for doc in docs}
    evaluation = evaluate_incidents(docs, events)
    if (form or (IncidentsFormat.TEXT if is_terminal() else IncidentsFormat.JSON)) is IncidentsFormat.JSON:
        write_bytes(to_json(asdict(evaluation), indent=True, newline=True))
    else:
        _print(str(gold), evaluation)


def _print(name: str, told: "IncidentEvaluation") -> None:
    console = answers()
    console.print(
        f"\n[bold]{one_line(name)}[/bold]: {told.reports:,} reports, {told.gold:,} incidents, {told.predicted:,} events told", markup=True
    )
    table = Table("", "figure", "95 % interval", box=None, pad_edge=False)
    rows = (
        ("place", told.place),
        ("day", told.date),
        ("kind", told.type),
        ("status", told.status),
        ("killed", told.fatalities),
        ("found: place and kind", told.found),
        ("right: place, day, kind and status", told.right),
        ("precision: events at the place of an incident", told.precision),
        ("F1 of precision and found", told.f1),
    )
    for label, share in rows:
        if share is not None:
            table.add_row(label, f"{share.value:.3f}", f"{share.low:.3f} to {share.high:.3f}")
    console.print(table)
    kinds = Table("kind", "incidents", "found", "events", "taken", box=None, pad_edge=False)
    for kind in told.kinds:
        kinds.add_row(kind.kind, f"{kind.gold:,}", f"{kind.found:,}", f"{kind.predicted:,}", f"{kind.taken:,}")
    console.print(kinds)
    for miss in told.misses:
        console.print(_miss(miss), markup=False, highlight=False)


def _miss(miss: "Miss") -> str:
    told = "nothing told"
    if (event := miss.told) is not None:
        where = f"{event.point.lat:.3f} {event.point.lon:.3f}" if event.point else "no place"
        told = f"told {event.kind}, {event.status}, {event.start or 'no day'}, {where}"
    return one_line(f"{miss.report}: {miss.place} ({', '.join(miss.kinds)}) missed in {', '.join(miss.missed)}: {told}", 200)
