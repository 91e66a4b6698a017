"""`dateline extract`: the events that reports tell."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from dateline.cli.console import answers, is_terminal, one_line, say, write_bytes
from dateline.cli.geoparse import described, position
from dateline.cli.inputs import Language, Published, Source, Sources, Told, defaults_of, limits_of, required
from dateline.cli.ready import open_pipeline, settings_of
from dateline.errors import BadParameter

if TYPE_CHECKING:
    from dateline.extraction.event import Event, Toll
    from dateline.pipeline import Reading
    from dateline.reading.report import Report


class ExtractFormat(StrEnum):
    """How events are printed."""

    TEXT = "text"
    GEOJSON = "geojson"
    JSONL = "jsonl"
    CSV = "csv"


_BY_SUFFIX = {
    ".txt": ExtractFormat.TEXT,
    ".geojson": ExtractFormat.GEOJSON,
    ".json": ExtractFormat.GEOJSON,
    ".jsonl": ExtractFormat.JSONL,
    ".csv": ExtractFormat.CSV,
}


def extract(
    ctx: typer.Context,
    sources: Sources = None,
    published: Published = None,
    form: Annotated[
        ExtractFormat | None,
        typer.Option(
            "--format",
            help="text to read, geojson and csv with one row an event, jsonl with one line a report.",
            show_default="the suffix of -o; text on a terminal, else geojson",
        ),
    ] = None,
    output: Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here, not to standard output.")] = None,
    source: Source = None,
    language: Language = None,
    coder: Annotated[
        str | None,
        typer.Option(
            metavar="URL",
            help="Let a language model behind this OpenAI-compatible server tell the events, such as http://127.0.0.1:11434/v1. "
            "Every value must quote the report; where no answer comes, the rules are used. DATELINE_CODER_KEY holds the server's key.",
            show_default="the rules",
        ),
    ] = None,
    coder_model: Annotated[str, typer.Option(metavar="NAME", help="Which model of that server.")] = "default",
    coder_timeout: Annotated[float, typer.Option(metavar="SECONDS", min=1.0, help="How long to wait for its answer.")] = 120.0,
) -> None:
    """Find what happened, when, where and to whom: one event for each occurrence that a report tells.

    Every event keeps the words that gave its values. Nothing is stored; events of several reports are not merged (ingest does that).

    [bold]Examples[/bold]

      dateline extract report.txt --published 2020-07-24

      dateline extract reports.jsonl --format jsonl > events.jsonl

      dateline extract news/ -o events.geojson

      dateline extract report.txt --coder http://127.0.0.1:11434/v1 --coder-model qwen3

    Ends with status 1 when no report could be read.
    """
    wanted = required(sources)
    settings = settings_of(ctx)
    defaults = defaults_of(published, source, language)
    form = form or _form_of(output)
    pipeline = open_pipeline(settings)
    told = Told()
    reports = told.each(wanted, defaults, limits_of(settings))
    read: Callable[[Report], Reading] = pipeline.read
    if coder is not None:
        from dateline.cli.coder import Answers, completing, reading_with
        from dateline.extraction.llm import LanguageModelCoder

        cache = Answers(settings.data_dir / "coder" / sha256(f"{coder} {coder_model}".encode()).hexdigest()[:16])
        read = reading_with(pipeline, LanguageModelCoder(completing(coder, coder_model, coder_timeout), cache))
    readings = (reading for report in reports if (reading := told.understood(report, read)) is not None)
    lines = _FORMATS[form](readings)
    if output is None:
        for line in lines:
            write_bytes(line)
    else:
        _write_whole(lines, output)
        say(f"Wrote {output}")
    told.finish()


def _form_of(output: Path | None) -> ExtractFormat:
    if output is None:
        return ExtractFormat.TEXT if is_terminal() else ExtractFormat.GEOJSON
    form = _BY_SUFFIX.get(output.suffix.lower())
    if form is None:
        raise BadParameter("--output", f"the suffix of {output.name!r} names no format; known are {', '.join(_BY_SUFFIX)}")
    return form


def _write_whole(lines: Iterable[bytes], output: Path) -> None:
    """The file appears whole or not at all."""
    draft = output.with_name(f".{output.name}.draft")
    try:
        with draft.open("wb") as file:
            file.writelines(lines)
        draft.replace(output)
    finally:
        draft.unlink(missing_ok=True)


def _jsonl(readings: "Iterable[Reading]") -> Iterator[bytes]:
    from dateline.publishing.encoding import to_json
    from dateline.publishing.forms import extract_line

    for reading in readings:
        yield to_json(extract_line(reading.report, reading.events), newline=True)


def _geojson(readings: "Iterable[Reading]") -> Iterator[bytes]:
    from dateline.merging.incident import Account
    from dateline.publishing.encoding import to_json
    from dateline.publishing.features import event_feature

    yield b'{"type":"FeatureCollection","features":['
    separator = b"\n"
    for reading in readings:
        for event in reading.events:
            yield separator + to_json(event_feature(Account(event, reading.report)))
            separator = b",\n"
    yield b"\n]}\n"


def _csv(readings: "Iterable[Reading]") -> Iterator[bytes]:
    from dateline.merging.incident import Account
    from dateline.publishing.encoding import printable
    from dateline.publishing.features import event_feature
    from dateline.publishing.properties import EVENT, PropertyType

    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    columns = [row.name for row in EVENT if row.type is not PropertyType.SPANS]
    writer.writerow(["id", "lon", "lat", *columns])
    for reading in readings:
        for event in reading.events:
            feature = event_feature(Account(event, reading.report))
            lon, lat = feature["geometry"]["coordinates"] if feature["geometry"] else ("", "")
            writer.writerow([feature["id"], lon, lat, *(_cell(feature["properties"][name]) for name in columns)])
        yield printable(buffer.getvalue()).encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def _cell(value: object) -> object:
    """The value as a table's cell; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if isinstance(value, list):
        value = "; ".join(str(part) for part in value)
    if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r", "\n")):
        return "'" + value
    return "" if value is None else value


def _text(readings: "Iterable[Reading]") -> Iterator[bytes]:
    console = answers()
    for reading in readings:
        with console.capture() as capture:
            console.print(Text(one_line(reading.report.title or reading.report.name), style="bold"))
            if not reading.resolutions:
                console.print("  no places named")
            if not reading.events:
                console.print("  no events told")
            for event in reading.events:
                for line in _event_lines(event):
                    console.print(line)
            console.print()
        yield capture.get().encode("utf-8", "replace")


def _event_lines(event: "Event") -> Iterator[Text]:
    status = event.status.value if event.salience.value == "main" else f"{event.status.value}, background"
    yield Text(f"  {event.sub_event_type.label} ({status})", style="bold")
    when = event.when
    if when is None:
        day = "not told" + (f"; said on {event.said_on}" if event.said_on else "")
    else:
        days = str(when.start) if when.days == 1 else f"{when.start} to {when.end}"
        day = f"{days} ({when.precision.value})" + (f", {event.time_of_day}" if event.time_of_day else "")
    yield Text(f"    when   {day}")
    where = event.where
    yield Text(
        f"    where  {described(where.place)}  {position(where.point.lon, where.point.lat)}  ±{where.uncertainty_km:.0f} km  "
        f"confidence {where.confidence:.2f}"
        if where
        else "    where  not told"
    )
    if event.actors:
        yield Text("    who    " + one_line(", ".join(f"{actor.name} ({actor.role.value})" for actor in event.actors), 120))
    if toll := _toll(event.toll):
        yield Text(f"    toll   {toll}")
    if event.attribution:
        yield Text("    says   " + one_line(", via ".join(event.attribution), 120))
    yield Text(f"    quote  “{one_line(event.quote, 160)}”", style="dim")


def _toll(toll: "Toll") -> str:
    told = [_range(toll.fatalities_low, toll.fatalities_high, "killed"), _range(toll.injuries_low, toll.injuries_high, "wounded")]
    return ", ".join(part for part in told if part)


def _range(low: int | None, high: int | None, harm: str) -> str:
    if low is None:
        return ""
    return f"{low:,} {harm}" if low == high or high is None else f"{low:,} to {high:,} {harm}"


_FORMATS: "dict[ExtractFormat, Callable[[Iterable[Reading]], Iterator[bytes]]]" = {
    ExtractFormat.TEXT: _text,
    ExtractFormat.GEOJSON: _geojson,
    ExtractFormat.JSONL: _jsonl,
    ExtractFormat.CSV: _csv,
}
