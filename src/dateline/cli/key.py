"""`dateline key`: who may use the API from other machines."""

from typing import Annotated

import typer

from dateline.cli.console import answers, say
from dateline.cli.ready import settings_of
from dateline.keys import KeyFile, Scope

app = typer.Typer(no_args_is_help=True, help="Keys to the API, for addresses that other machines reach.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="Whose key it is; corrections are remembered under it.")]


def _file(ctx: typer.Context) -> KeyFile:
    return KeyFile(settings_of(ctx).keys_file)


@app.command("add")
def add(ctx: typer.Context, name: Name, scope: Annotated[Scope, typer.Option("--scope", help="What it opens.")] = Scope.READER) -> None:
    """Make a key and print it, once: only its hash is kept.

    [bold]Example[/bold]

      dateline key add ana --scope editor
    """
    made = _file(ctx).add(name, scope)
    say(f"A key for {name} ({scope}). It is not told again; send it as `Authorization: Bearer KEY`.")
    print(made)


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """List whose keys there are, and what they open."""
    console = answers()
    for key in _file(ctx).every():
        console.print(f"{key.scope:<8} {key.name}")


@app.command("remove")
def remove(ctx: typer.Context, name: Name) -> None:
    """Make a key open nothing, at once."""
    _file(ctx).remove(name)
    say(f"The key of {name} opens nothing any more.")
