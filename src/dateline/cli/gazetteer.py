"""`dateline gazetteer`: compiling the gazetteer and saying what is in it."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import answers, say
from dateline.cli.ready import build_gazetteer, settings_of

if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import GazetteerInfo

app = typer.Typer(no_args_is_help=True, help="The gazetteer: every place that Dateline knows.")


@app.command()
def build(
    ctx: typer.Context,
    if_needed: Annotated[bool, typer.Option("--if-needed", help="Do nothing when the compiled gazetteer is up to date.")] = False,
) -> None:
    """Compile the gazetteer into the data folder, from the packages and tables that come with Dateline.

    [bold]Examples[/bold]

      dateline gazetteer build

      dateline gazetteer build --if-needed
    """
    from dateline.gazetteer.compile import is_current

    folder = settings_of(ctx).gazetteer_dir
    if if_needed and is_current(folder):
        say(f"The gazetteer in {folder} is up to date.")
        return
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
