"""`dateline geoparse`: which words name a place, and which place each means."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from dateline.cli.console import answers, is_terminal, one_line, plural, shown, write_bytes
from dateline.cli.inputs import Language, Published, Source, Sources, Told, defaults_of, limits_of, required
from dateline.cli.ready import open_pipeline, settings_of

if TYPE_CHECKING:
    from dateline.gazetteer.place import Place
    from dateline.reading.report import Report
    from dateline.resolution.resolution import Resolution

_MARKED_UP_TO = 5_000
"""Characters: a longer text is not repeated above the list of its places."""


class GeoparseFormat(StrEnum):
    """How toponyms are printed."""

    TEXT = "text"
    JSONL = "jsonl"
    GEOJSON = "geojson"


def geoparse(
    ctx: typer.Context,
    sources: Sources = None,
    form: Annotated[
        GeoparseFormat | None,
        typer.Option(
            "--format",
            help="text to read, jsonl with one line a report, geojson with one point a toponym.",
            show_default="text on a terminal, else jsonl",
        ),
    ] = None,
    published: Published = None,
    source: Source = None,
    language: Language = None,
) -> None:
    """Find the place names in reports and the place that each one means.

    Every name comes with its candidates, the reasons for each and a confidence. Nothing is stored.

    [bold]Examples[/bold]

      dateline geoparse report.txt

      echo "Shelling hit Saraqib in Idlib province." | dateline geoparse -

      dateline geoparse reports.jsonl --format jsonl > toponyms.jsonl

      dateline geoparse https://www.example.org/news/1 --format geojson > places.geojson

    Ends with status 1 when no report could be read.
    """
    from dateline.publishing.encoding import to_json
    from dateline.publishing.forms import geoparse_line

    wanted = required(sources)
    settings = settings_of(ctx)
    defaults = defaults_of(published, source, language)
    form = form or (GeoparseFormat.TEXT if is_terminal() else GeoparseFormat.JSONL)
    pipeline = open_pipeline(settings)
    told = Told()
    separator = b'{"type":"FeatureCollection","features":[\n'
    for report in told.each(wanted, defaults, limits_of(settings)):
        resolutions = told.understood(report, pipeline.geoparse)
        if resolutions is None:
            continue
        match form:
            case GeoparseFormat.TEXT:
                _print_marked(report, resolutions)
            case GeoparseFormat.JSONL:
                write_bytes(to_json(geoparse_line(report, resolutions), newline=True))
            case GeoparseFormat.GEOJSON:
                for resolution in resolutions:
                    if resolution.place:
                        write_bytes(separator + to_json(_feature(report, resolution, resolution.place)))
                        separator = b",\n"
    if form is GeoparseFormat.GEOJSON:
        write_bytes((separator if separator != b",\n" else b"\n") + b"]}\n")
    told.finish()


def _feature(report: "Report", resolution: "Resolution", place: "Place") -> dict[str, Any]:
    from dateline.publishing.features import place_feature

    feature = place_feature(place)
    toponym = resolution.toponym
    told = {
        "report": report.name,
        "text": toponym.text,
        "start": toponym.start,
        "end": toponym.end,
        "usage": toponym.kind,
        "confidence": round(resolution.confidence, 4),
    }
    return {
        "type": "Feature",
        "id": f"{report.id}-{toponym.start}",
        "geometry": feature["geometry"],
        "properties": {**told, "place_id": place.id, **feature["properties"]},
    }


def _print_marked(report: "Report", resolutions: "tuple[Resolution, ...]") -> None:
    console = answers()
    console.print(Text(one_line(report.title or report.name), style="bold"))
    if not resolutions:
        console.print("  no places named\n")
        return
    if len(report.text) <= _MARKED_UP_TO:
        console.print(marked(report, resolutions))
        console.print()
    width = min(28, max(len(resolution.toponym.text) for resolution in resolutions))
    for resolution in resolutions:
        console.print(_line(resolution, width))
    placed = sum(resolution.place is not None for resolution in resolutions)
    console.print(f"  {plural(len(resolutions), 'place name')}, {placed:,} placed\n")


def marked(report: "Report", resolutions: "tuple[Resolution, ...]") -> Text:
    """The text with each toponym in brackets, in color on a terminal."""
    text, at = Text(), 0
    for resolution in resolutions:
        toponym = resolution.toponym
        text.append(shown(report.text[at : toponym.start]))
        text.append(f"[{shown(toponym.text)}]", style="bold green" if resolution.place else "bold yellow")
        at = toponym.end
    text.append(shown(report.text[at:]).rstrip())
    return text


def _line(resolution: "Resolution", width: int) -> Text:
    toponym, place = resolution.toponym, resolution.place
    line = Text("  " + one_line(toponym.text, width).ljust(width + 2), style="bold")
    if place is None:
        line.append("not placed", style="yellow not bold")
        return line
    line.append(
        f"{described(place)}  {position(place.point.lon, place.point.lat)}  confidence {resolution.confidence:.2f}", style="not bold"
    )
    if toponym.kind != "place":
        line.append(f"  ({toponym.kind})", style="not bold dim")
    runner_up = next((candidate for candidate in resolution.candidates if candidate.place.id != place.id), None)
    if runner_up:
        line.append(f"  or {described(runner_up.place)}", style="not bold dim")
    return line


def described(place: "Place") -> str:
    """A place for a reader: "Saraqib, Idlib, SY (town)"."""
    area = place.admin1 if place.admin1 and place.admin1 != place.name else None
    return one_line(", ".join(part for part in (place.name, area, place.country) if part), 80) + f" ({place.kind.value.replace('_', ' ')})"


def position(lon: float, lat: float) -> str:
    """Longitude and latitude for a reader, longitude first: "36.8049, 35.8643" in degrees."""
    return f"{lon:.4f}, {lat:.4f}"
