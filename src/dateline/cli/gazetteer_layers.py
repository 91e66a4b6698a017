"""`dateline gazetteer add|layers|remove|undo`: places of one's own."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import answers, one_line, plural, say
from dateline.cli.ready import build_gazetteer, open_gazetteer, settings_of
from dateline.errors import BadInput, BadParameter

if TYPE_CHECKING:
    from dateline.gazetteer.checking import Comparison, Conflict
    from dateline.gazetteer.place import PlaceKind

_SHOWN = 20
_MOST_SWAPPED = 50
"""Percent of a table's places that may look so: single ones are mistakes of their own."""


def add(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV, GeoJSON, GeoPackage or another file that GDAL reads.", dir_okay=False)],
    name: Annotated[str | None, typer.Option("--name", metavar="LAYER", help="The layer's name.", show_default="the file's name")] = None,
    country: Annotated[str | None, typer.Option("--country", metavar="CODE", help="The country of rows that say none, such as SY.")] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="The kind of rows that say none: village, town, crossing, …")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Show what would be added, and add nothing.")] = False,
    all_rows: Annotated[bool, typer.Option("--all", help=f"List every conflict, not the first {_SHOWN}.")] = False,
) -> None:
    """Add places of your own as a layer on top of the others; a layer of the same name is replaced.

    A table needs columns for a name, a latitude and a longitude, under any of their usual headers; the country, the kind, the people and
    other names are taken where they are given. OCHA's administrative tables are read with their P-codes, and of UCDP's and ACLED's events
    the places.

    [bold]Examples[/bold]

      dateline gazetteer add villages.csv --country SY --dry-run

      dateline gazetteer add syr_admbnda.gpkg --name cod-syria

      dateline gazetteer add ged.csv

      dateline gazetteer undo
    """
    from dateline.gazetteer.checking import compare, swapped
    from dateline.gazetteer.columns import kind_of
    from dateline.gazetteer.own import OwnLayers, slug_of
    from dateline.gazetteer.tables import places_of, read_table

    if country is not None and not (len(country) == 2 and country.isascii() and country.isalpha()):
        raise BadParameter("--country", f"{country!r} is no two-letter country code such as SY")
    usual: PlaceKind | None = None
    if kind is not None and (usual := kind_of(kind)) is None:
        raise BadParameter("--kind", f"there is no kind of place {kind!r}; kinds are village, town, city, crossing, camp, …")
    settings = settings_of(ctx)
    layer = slug_of(name or file.stem)
    table = read_table(file, country=country)
    for problem in table.problems:
        say(f"dateline: {problem}")
    if table.passed_over:
        say(f"{plural(table.passed_over, 'event')} passed over, whose place is less exact than a town.")
    places = places_of(table, layer, kind=usual)
    if not places:
        raise BadInput(f"{file} has no place that can be used")
    gazetteer = open_gazetteer(settings)
    if (share := swapped(gazetteer, places)) > _MOST_SWAPPED:
        raise BadInput(
            f"{file}: longitude and latitude seem to be swapped: {share} % of the places would lie in their country were they changed"
        )
    _tell(compare(gazetteer, places, layer=layer), everything=all_rows)
    if dry_run:
        say(f"{plural(len(places), 'place')} would be added as the layer {layer}.")
        return
    own = OwnLayers.beside(settings.gazetteer_dir)
    own.add(layer, places, file.name)
    build_gazetteer(settings.gazetteer_dir)
    say(f"Added {plural(len(places), 'place')} as the layer {layer}. `dateline gazetteer undo` takes it back.")


def layers(ctx: typer.Context) -> None:
    """List your own layers, in the order in which they lie on each other.

    [bold]Example[/bold]

      dateline gazetteer layers
    """
    from dateline.gazetteer.own import OwnLayers

    own = OwnLayers.beside(settings_of(ctx).gazetteer_dir)
    console = answers()
    tables = own.geonames()
    if tables is not None:
        console.print(f"GeoNames  {', '.join(tables.countries)}  from {tables.folder}")
    for layer in own.layers():
        console.print(f"{layer.name}  {plural(layer.count, 'place')}  from {one_line(layer.origin)}, added {layer.added[:19]}")
    if tables is None and not own.layers():
        say("There are no layers of your own; `dateline gazetteer add FILE` makes one.")


def remove(ctx: typer.Context, layer: Annotated[str, typer.Argument(metavar="LAYER", help="Its name, as `layers` lists it.")]) -> None:
    """Remove a layer of your own, and compile again without it.

    [bold]Example[/bold]

      dateline gazetteer remove villages
    """
    from dateline.gazetteer.own import OwnLayers

    folder = settings_of(ctx).gazetteer_dir
    removed = OwnLayers.beside(folder).remove(layer)
    build_gazetteer(folder)
    say(f"Removed the layer {removed.name} with {plural(removed.count, 'place')}.")


def undo(ctx: typer.Context) -> None:
    """Take back the latest `add`; a layer that it replaced is there again.

    [bold]Example[/bold]

      dateline gazetteer undo
    """
    from dateline.gazetteer.own import OwnLayers

    folder = settings_of(ctx).gazetteer_dir
    taken = OwnLayers.beside(folder).undo()
    build_gazetteer(folder)
    say(f"Took back the layer {taken.name}.")


def _tell(told: "Comparison", *, everything: bool) -> None:
    console = answers()
    console.print(f"{len(told.unknown):>8,}  new")
    console.print(f"{len(told.known):>8,}  known already, and corrected")
    console.print(f"{len(told.conflicts):>8,}  in conflict: the gazetteer has the name near by, but elsewhere; both are kept")
    moved = [conflict for conflict in told.known if conflict.kilometers > 1]
    for heading, conflicts in (("in conflict", told.conflicts), ("moved by more than a kilometer", moved)):
        if conflicts:
            console.print(f"\n{heading}")
        for conflict in conflicts if everything else conflicts[:_SHOWN]:
            console.print(f"  {_line(conflict)}")
        if len(conflicts) > _SHOWN and not everything:
            console.print(f"  and {len(conflicts) - _SHOWN:,} more (--all lists them)")


def _line(conflict: "Conflict") -> str:
    old = conflict.old
    there = f"{old.point.lon:.3f}, {old.point.lat:.3f}"
    return one_line(f"{conflict.new.name}: {conflict.kilometers:.1f} km from {old.name} ({old.kind}, {there}, {old.id})", 160)
