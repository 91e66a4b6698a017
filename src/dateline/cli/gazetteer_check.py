"""`dateline gazetteer check`: how much of a table of places the gazetteer knows, and how much of that is right."""

from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import answers, one_line, say, write_bytes
from dateline.cli.ready import open_gazetteer, settings_of
from dateline.errors import BadInput, BadParameter

if TYPE_CHECKING:
    from dateline.gazetteer.checking import Check, Measure

_SHOWN = 30


class CheckFormat(StrEnum):
    """How the figures are printed."""

    TEXT = "text"
    JSON = "json"


def check(
    ctx: typer.Context,
    against: Annotated[
        Path | None,
        typer.Option("--against", metavar="TABLE", help="Names with points: any table that `add` reads.", dir_okay=False),
    ] = None,
    within: Annotated[float, typer.Option("--within", metavar="KM", min=0.1, max=1000, help="So near counts as found.")] = 15.0,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="The country of rows that say none, such as SY.")] = None,
    form: Annotated[CheckFormat, typer.Option("--format", help="text to read, or json.")] = CheckFormat.TEXT,
) -> None:
    """Check the compiled gazetteer: its tables, or how much of someone else's table it knows.

    [bold]Examples[/bold]

      dateline gazetteer check

      dateline gazetteer check --against places.csv --country SY

      dateline gazetteer check --against ged.csv --within 25 --format json

    Without a table it ends with status 1 when rows had to be set aside.
    """
    from dateline.gazetteer.checking import check as measured
    from dateline.gazetteer.tables import read_table

    gazetteer = open_gazetteer(settings_of(ctx))
    if against is None:
        problems = gazetteer.info().problems
        for problem in problems:
            say(f"dateline: {problem}")
        say(f"{gazetteer.info().places:,} places; {len(problems)} rows set aside.")
        if problems:
            raise typer.Exit(1)
        return
    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadParameter("--country", f"{country!r} is no two-letter country code such as SY")
    table = read_table(against, country=country)
    for problem in table.problems:
        say(f"dateline: {problem}")
    if not table.rows:
        raise BadInput(f"{against} has no row with a name and a point")
    told = measured(gazetteer, table.rows, within_km=within)
    if form is CheckFormat.JSON:
        write_bytes(_json(told))
    else:
        _print(told)


def _json(told: "Check") -> bytes:
    from dateline.publishing.encoding import to_json

    def figures(measure: "Measure") -> dict[str, float | int]:
        return asdict(measure) | {"coverage": round(measure.coverage, 4), "wrong_of_given": round(measure.wrong_of_given, 4)}

    form = {
        "within_km": told.within_km,
        "country_given": {"rows": figures(told.in_country), "names": figures(told.in_country_names)},
        "false_friends": {"rows": round(told.anywhere.wrong_of_given, 4), "names": round(told.anywhere_names.wrong_of_given, 4)},
        "country_not_given": {"rows": figures(told.anywhere), "names": figures(told.anywhere_names)},
        "sure": {"rows": figures(told.sure), "names": figures(told.sure_names)},
        "off": [
            {"name": off.name, "rows": off.rows, "lon": off.point.lon, "lat": off.point.lat, "place": off.place.id, "km": off.kilometers}
            for off in told.off
        ],
        "missing": [{"name": name, "rows": rows} for name, rows in told.missing],
    }
    return to_json(form, newline=True)


def _print(told: "Check") -> None:
    console = answers()
    console.print(f"{'':28}{'asked':>9}{'found':>9}{'wrong':>9}{'false friends':>15}")
    for what, measure, open_question in (
        ("country given, rows", told.in_country, told.anywhere),
        ("country given, names", told.in_country_names, told.anywhere_names),
        ("country not given, rows", told.anywhere, told.anywhere),
        ("country not given, names", told.anywhere_names, told.anywhere_names),
        ("sure answers, rows", told.sure, told.sure),
        ("sure answers, names", told.sure_names, told.sure_names),
    ):
        console.print(
            f"{what:28}{measure.rows:>9,}{measure.coverage:>9.1%}{measure.wrong_of_given:>9.1%}{open_question.wrong_of_given:>15.1%}"
        )
    console.print(f"\nfound: a place of the name lies within {told.within_km:g} km; wrong: the first one given does not,")
    console.print("of those that are given any; false friends: the same, the country not given; sure answers: those of the")
    console.print("latter that are more than a guess by what the name alone tells")
    if told.off:
        console.print(f"\n{len(told.off):,} names whose nearest place is more than 5 km off, and further than it reaches")
    for off in told.off[:_SHOWN]:
        console.print(
            f"  {off.rows:>6,} × {one_line(off.name, 50)}: {off.kilometers:,.1f} km from {one_line(off.place.name, 40)} ({off.place.id})"
        )
    if told.missing:
        console.print(f"\n{len(told.missing):,} names without a place")
    for name, rows in told.missing[:_SHOWN]:
        console.print(f"  {rows:>6,} × {one_line(name, 80)}")
