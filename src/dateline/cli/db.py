"""`dateline db`: the store itself."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import answers, say
from dateline.cli.ready import opened_store, settings_of
from dateline.errors import BadParameter

app = typer.Typer(no_args_is_help=True, help="The store: where reports, events and incidents are kept.")


@app.command()
def upgrade(
    ctx: typer.Context,
    reindex: Annotated[bool, typer.Option("--reindex", help="Make the search indexes anew, which hold nothing of their own.")] = False,
) -> None:
    """Create the store where there is none, and bring one of an older Dateline up to date.

    Every command that opens the store does this by itself; this one does nothing else.

    [bold]Example[/bold]

      dateline db upgrade
    """
    settings = settings_of(ctx)
    with opened_store(settings) as store:
        if reindex:
            store.reindex()
        say(f"The store in {_where(settings.database_url)} is up to date.")


@app.command()
def check(ctx: typer.Context) -> None:
    """Look at everything in the store for damage and for what does not fit together, and say what it holds.

    Ends with status 1 when something is wrong.

    [bold]Example[/bold]

      dateline db check
    """
    settings = settings_of(ctx)
    with opened_store(settings) as store:
        told, checked = store.summary(), store.check()
    console = answers()
    console.print(f"store        {_where(settings.database_url)}")
    console.print(f"reports      {told.reports:,}")
    console.print(f"events       {told.events:,}")
    console.print(f"incidents    {told.incidents:,}" + (f", {told.first_day} to {told.last_day}" if told.first_day else ""))
    console.print(f"kept aside   {told.quarantined:,}")
    console.print(f"last change  {told.updated.isoformat(timespec='seconds') if told.updated else 'never'}")

    if not checked.faults:
        console.print("whole        yes")
        return
    for fault in checked.faults:
        say(f"dateline: {fault}")
    raise typer.Exit(1)


@app.command()
def backup(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.", dir_okay=False)],
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
) -> None:
    """Write everything as of this moment to one file, while others go on reading and writing.

    The backup of an SQLite store is a store itself: serve it with --database sqlite:///FILE, or put it in the place of the store. That of a
    PostgreSQL store is an archive of pg_dump; pg_restore reads it into an empty database.

    [bold]Example[/bold]

      dateline db backup 2024-05-01.sqlite
    """
    if file.exists() and not force:
        raise BadParameter("FILE", f"{file} is there already; --force writes over it")
    settings = settings_of(ctx)
    with opened_store(settings) as store:
        store.backup(file)
    say(f"The store in {_where(settings.database_url)} is written to {file} ({file.stat().st_size:,} bytes).")


def _where(url: str) -> str:
    """The store's address without a password."""
    scheme, separator, rest = url.partition("://")
    credentials, at, host = rest.rpartition("@")
    if at:
        rest = credentials.partition(":")[0] + at + host
    return scheme + separator + rest
