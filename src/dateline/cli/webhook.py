"""`dateline webhook`: which other programs are told what changed."""

from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import answers, one_line, say
from dateline.cli.ready import opened_store, settings_of
from dateline.errors import FetchRefused, UnreadableReport

if TYPE_CHECKING:
    from dateline.webhooks import WebhookFiles

app = typer.Typer(no_args_is_help=True, help="Addresses of other programs that `dateline serve` tells what changed.")

Name = Annotated[str, typer.Argument(metavar="NAME", help="What it is called here.")]


def _files(ctx: typer.Context) -> "WebhookFiles":
    from dateline.webhooks import WebhookFiles

    return WebhookFiles(settings_of(ctx).data_dir)


@app.command("add")
def add(
    ctx: typer.Context,
    name: Name,
    url: Annotated[str, typer.Argument(metavar="URL", help="Where changes are sent.")],
    kinds: Annotated[
        list[str] | None,
        typer.Option(
            "--kind",
            metavar="KIND",
            help="Only these changes; repeat or separate by commas: report, incident, incident_gone, quarantine.",
        ),
    ] = None,
    everything: Annotated[bool, typer.Option("--from-start", help="Tell it what changed before, too.")] = False,
) -> None:
    """Register an address and print the secret that what is sent to it is signed with, once.

    Bodies are signed after the Standard Webhooks specification (HMAC-SHA256 over id, timestamp and body). Whatever is not acknowledged
    with a status of 200 to 299 is sent again, later and later; after twenty failures in a row nothing more is sent.

    [bold]Example[/bold]

      dateline webhook add desk https://desk.example.org/dateline --kind incident,incident_gone
    """
    from dateline.reading.fetching import resolve_host
    from dateline.reading.limits import FetchLimits
    from dateline.reading.posting import check_address

    settings = settings_of(ctx)
    try:
        check_address(url, FetchLimits(allow_private=settings.fetch_private), resolve_host)
    except (FetchRefused, UnreadableReport) as error:
        say(f"dateline: {error}")
        raise typer.Exit(2) from error
    wanted = tuple(kind.strip() for value in kinds or () for kind in value.split(","))
    with opened_store(settings) as store:
        since = 0 if everything else store.sequence()
    made = _files(ctx).add(name, url, wanted, since)
    say(f"{name} is told of changes while `dateline serve` runs. Its secret is not told again.")
    print(made.secret)


@app.command("list")
def list_(ctx: typer.Context) -> None:
    """List the webhooks, how far each has come, and what is wrong with it."""
    files, console = _files(ctx), answers()
    for hook in files.every():
        progress = files.progress_of(hook)
        state = "given up" if progress.ended else "failing" if progress.failures else "well"
        fault = f" ({progress.failures} times: {one_line(progress.fault or '')})" if progress.failures else ""
        console.print(f"{hook.name}  {hook.url}  told up to change {progress.acknowledged}, {state}{fault}", markup=False, highlight=False)


@app.command("remove")
def remove(ctx: typer.Context, name: Name) -> None:
    """Tell it nothing more."""
    _files(ctx).remove(name)
    say(f"{name} is told nothing any more.")


@app.command("resume")
def resume(ctx: typer.Context, name: Name) -> None:
    """Go on with one that was given up, from the first change that it did not acknowledge."""
    _files(ctx).resume(name)
    say(f"{name} is told again.")
