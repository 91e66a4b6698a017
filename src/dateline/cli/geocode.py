"""`dateline geocode`: a name to places."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from dateline.cli.console import answers, is_terminal, say, write_bytes
from dateline.cli.geoparse import described, position
from dateline.cli.ready import open_gazetteer, settings_of
from dateline.errors import BadParameter


class GeocodeFormat(StrEnum):
    """How places are printed."""

    TEXT = "text"
    JSONL = "jsonl"
    GEOJSON = "geojson"


def geocode(
    ctx: typer.Context,
    name: Annotated[list[str], typer.Argument(metavar="NAME", help="A place name, or “Name, Province, Country”.", show_default=False)],
    country: Annotated[
        list[str] | None,
        typer.Option("--country", metavar="CODE", help="Only in this country, a two-letter code such as SY; repeat for several."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, max=1000, help="At most so many places.")] = 5,
    form: Annotated[
        GeocodeFormat | None,
        typer.Option("--format", help="text to read, jsonl with one place a line, geojson.", show_default="text on a terminal, else jsonl"),
    ] = None,
) -> None:
    """Find the places that a name may mean, likeliest first.

    [bold]Examples[/bold]

      dateline geocode Saraqib

      dateline geocode "Tripoli, Lebanon"

      dateline geocode Khmeimim --country SY --format geojson

    Ends with status 1 when no place has such a name.
    """
    from dateline.publishing.encoding import to_json
    from dateline.publishing.features import place_feature
    from dateline.publishing.forms import place_form

    wanted = " ".join(name).strip()
    if not wanted:
        raise BadParameter("NAME", "is empty")
    codes = tuple(code.strip().upper() for value in country or () for code in value.split(","))
    for code in codes:
        if len(code) != 2 or not code.isascii() or not code.isalpha():
            raise BadParameter("--country", f"{code!r} is no two-letter country code such as SY")
    form = form or (GeocodeFormat.TEXT if is_terminal() else GeocodeFormat.JSONL)
    matches = open_gazetteer(settings_of(ctx)).search(wanted, limit=limit, countries=codes)
    match form:
        case GeocodeFormat.TEXT:
            console = answers()
            for found in matches:
                line = Text(described(found.place), style="bold")
                line.append(f"  {position(found.place.point.lon, found.place.point.lat)}  score {found.score:.2f}", style="not bold")
                line.append(f"  {found.place.id}", style="not bold dim")
                console.print(line)
        case GeocodeFormat.JSONL:
            for found in matches:
                told = {"matched": found.name, "match": found.how.name.lower(), "score": round(found.score, 4)}
                write_bytes(to_json(place_form(found.place) | told, newline=True))
        case GeocodeFormat.GEOJSON:
            features = [place_feature(found.place) for found in matches]
            write_bytes(to_json({"type": "FeatureCollection", "features": features}, newline=True))
    if not matches:
        say(f"No place is called {wanted!r}" + (f" in {', '.join(codes)}." if codes else "."))
        raise typer.Exit(1)
