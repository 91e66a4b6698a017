"""`dateline db`: the store itself."""

import typer

from dateline.cli.console import answers, say
from dateline.cli.ready import opened_store, settings_of

app = typer.Typer(no_args_is_help=True, help="The store: where reports, events and incidents are kept.")


@app.command()
def upgrade(ctx: typer.Context) -> None:
    """Create the store where there is none, and bring one of an older Dateline up to date.

    Every command that opens the store does this by itself; this one does nothing else.

    [bold]Example[/bold]

      dateline db upgrade
    """
    settings = settings_of(ctx)
    with opened_store(settings):
        say(f"The store in {_where(settings.database_url)} is up to date.")


@app.command()
def check(ctx: typer.Context) -> None:
    """Open the store and say what it holds.

    [bold]Example[/bold]

      dateline db check
    """
    settings = settings_of(ctx)
    with opened_store(settings) as store:
        told = store.summary()
    console = answers()
    console.print(f"store        {_where(settings.database_url)}")
    console.print(f"reports      {told.reports:,}")
    console.print(f"events       {told.events:,}")
    console.print(f"incidents    {told.incidents:,}" + (f", {told.first_day} to {told.last_day}" if told.first_day else ""))
    console.print(f"kept aside   {told.quarantined:,}")
    console.print(f"last change  {told.updated.isoformat(timespec='seconds') if told.updated else 'never'}")


def _where(url: str) -> str:
    """The store's address without a password."""
    scheme, separator, rest = url.partition("://")
    credentials, at, host = rest.rpartition("@")
    if at:
        rest = credentials.partition(":")[0] + at + host
    return scheme + separator + rest
