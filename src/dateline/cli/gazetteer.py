"""`dateline gazetteer`: compiling the gazetteer and saying what is in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli import gazetteer_check, gazetteer_layers
from dateline.cli.console import answers, say
from dateline.cli.ready import build_gazetteer, settings_of
from dateline.errors import BadInput, BadParameter, DatelineError

if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import GazetteerInfo
    from dateline.gazetteer.own import OwnLayers
    from dateline.gazetteer.sources.geonames.tables import GeoNamesTables

app = typer.Typer(no_args_is_help=True, help="The gazetteer: every place that Dateline knows.")
_URL = "https://download.geonames.org/export/dump/"
_NONE = "none"


@app.command()
def build(
    ctx: typer.Context,
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Do nothing when the compiled gazetteer is up to date.")] = False,
    geonames: Annotated[
        str | None,
        typer.Option(
            "--geonames",
            metavar="CODES",
            help="Take in the full GeoNames of these countries, such as SY,TR,IQ, or all; kept until --geonames none.",
            show_default=False,
        ),
    ] = None,
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER", help="Read GeoNames' files from this folder; nothing is downloaded.", file_okay=False),
    ] = None,
    url: Annotated[str, typer.Option("--url", metavar="ADDRESS", help="Where GeoNames' files are downloaded from.")] = _URL,
) -> None:
    """Compile the gazetteer into the data folder, from the packages and tables that come with Dateline and from layers of your own.

    [bold]Examples[/bold]

      dateline gazetteer build

      dateline gazetteer build --if-needed

      dateline gazetteer build --geonames SY,TR,IQ            every place of three countries, downloaded

      dateline gazetteer build --geonames all --from dumps/   every place of the world, from files that are there

    A download that broke off goes on where it stopped. The gazetteer that is there stays in use until the new one is whole.
    """
    from dateline.gazetteer.compile import is_current
    from dateline.gazetteer.own import OwnLayers

    folder = settings_of(ctx).gazetteer_dir
    if geonames is None and source is not None:
        raise BadParameter("--from", "needs --geonames, which says the countries")
    if geonames is None:
        if if_needed and is_current(folder):
            say(f"The gazetteer in {folder} is up to date.")
        else:
            compiled(folder)
        return
    own = OwnLayers.beside(folder)
    before = _chosen(own)
    _choose_geonames(own, geonames.strip(), source, url)
    try:
        compiled(folder)
    except DatelineError:
        # What cannot be compiled must not stand in the way of the next compilation.
        own.use_geonames(before)
        raise


def _chosen(own: "OwnLayers") -> "GeoNamesTables | None":
    try:
        return own.geonames()
    except BadInput:
        return None


@app.command()
def update(
    ctx: typer.Context,
    url: Annotated[str, typer.Option("--url", metavar="ADDRESS", help="Where GeoNames' files are downloaded from.")] = _URL,
) -> None:
    """Bring the full GeoNames up to date with its daily changes, and compile again.

    [bold]Example[/bold]

      dateline gazetteer update
    """
    from datetime import UTC, datetime

    from dateline.cli.gazetteer_progress import downloading
    from dateline.gazetteer.own import OwnLayers
    from dateline.gazetteer.sources.geonames.fetching import update as bring_up_to_date

    folder = settings_of(ctx).gazetteer_dir
    own = OwnLayers.beside(folder)
    tables = own.geonames()
    if tables is None:
        raise BadInput("there is no full GeoNames to bring up to date; `dateline gazetteer build --geonames SY,TR` takes it in")
    with downloading(tables.folder, url) as downloads:
        tables, done = bring_up_to_date(downloads, tables, datetime.now(UTC).date())
    own.use_geonames(tables)
    say(f"GeoNames: {done}.")
    compiled(folder)


def _choose_geonames(own: "OwnLayers", codes: str, source: Path | None, url: str) -> None:
    from dateline.cli.gazetteer_progress import downloading
    from dateline.gazetteer.sources.geonames.fetching import countries_of, fetch
    from dateline.gazetteer.sources.geonames.tables import GeoNamesTables

    if codes.lower() == _NONE:
        own.use_geonames(None)
        return
    try:
        countries = countries_of(codes)
    except BadInput as cause:
        raise BadParameter("--geonames", str(cause)) from cause
    if source is not None:
        if not source.is_dir():
            raise BadParameter("--from", f"there is no folder {source}")
        tables = GeoNamesTables(source, countries)
        tables.dumps()
    else:
        with downloading(own.downloads, url) as downloads:
            tables = fetch(downloads, own.downloads, countries)
    own.use_geonames(tables)


def compiled(folder: Path) -> None:
    """Compile, and say what came of it."""
    told = build_gazetteer(folder)
    for problem in told.problems:
        say(f"dateline: {problem}")
    say(f"Compiled {told.places:,} places with {told.names:,} names into {folder}")


@app.command()
def info(ctx: typer.Context) -> None:
    """Say what the compiled gazetteer holds: layers, kinds, versions.

    [bold]Example[/bold]

      dateline gazetteer info
    """
    from dateline.gazetteer.gazetteer import Gazetteer

    folder = settings_of(ctx).gazetteer_dir
    _print_info(Gazetteer.open(folder).info(), str(folder))


def _print_info(told: "GazetteerInfo", folder: str) -> None:
    console = answers()
    console.print(f"folder   {folder}")
    console.print(f"version  {told.version}")
    console.print(f"built    {told.built}")
    console.print(f"places   {told.places:,}")
    console.print(f"names    {told.names:,}")
    for heading, counts in (("by source", told.by_source), ("by kind", told.by_kind)):
        console.print(f"\n{heading}")
        for name, count in sorted(counts.items(), key=lambda item: -item[1]):
            console.print(f"  {count:>10,}  {name}")
    console.print("\nmade from")
    for name, version in told.inputs.items():
        console.print(f"  {name} {version}")
    for problem in told.problems:
        say(f"dateline: {problem}")


app.command()(gazetteer_layers.add)
app.command()(gazetteer_layers.layers)
app.command()(gazetteer_layers.remove)
app.command()(gazetteer_layers.undo)
app.command()(gazetteer_check.check)
