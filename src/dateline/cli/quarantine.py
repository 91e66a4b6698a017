"""`dateline quarantine`: what could not be read, and reading it again."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import answers, one_line, plural, say, shown
from dateline.cli.inputs import Language, Published, Source, defaults_of, limits_of
from dateline.cli.ready import open_pipeline, opened_store, settings_of
from dateline.errors import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.storage.store import Quarantined, Store

app = typer.Typer(no_args_is_help=True, help="What could not be read: kept aside with its cause, to be looked at and tried again.")

_PAGE = 500

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="As `dateline quarantine list` counts: 1 is the latest.", min=1)]


@app.command("list")
def list_(
    ctx: typer.Context,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help="How many to list, latest first.", min=1)] = 100,
) -> None:
    """List what was kept aside, latest first.

    [bold]Example[/bold]

      dateline quarantine list --limit 20
    """
    console = answers()
    with opened_store(settings_of(ctx)) as store:
        page = store.quarantined(limit)
    for number, kept in enumerate(page.items, 1):
        console.print(f"{number:>5}  {kept.at:%Y-%m-%d %H:%M}  {one_line(kept.origin, 80)}: {one_line(kept.cause, 120)}")
    say(f"{plural(page.matched, 'report')} kept aside{'' if page.matched <= limit else f'; the latest {limit:,} are listed'}.")


@app.command()
def show(ctx: typer.Context, number: Number) -> None:
    """Show one whole: where it stood, what is wrong with it, and since when it is kept.

    [bold]Example[/bold]

      dateline quarantine show 1
    """
    with opened_store(settings_of(ctx)) as store:
        kept = _kept(store, number)
    console = answers()
    console.print(f"origin  {shown(kept.origin)}")
    console.print(f"cause   {shown(kept.cause)}")
    console.print(f"since   {kept.at.isoformat(timespec='seconds')}")
    file = _file_of(kept.origin)
    console.print(f"source  {shown(file) if file else 'is not there any more, or was never a file or an address'}")


@app.command()
def retry(
    ctx: typer.Context,
    number: Annotated[int | None, typer.Argument(metavar="NUMBER", help="One of the list; all of them without a number.", min=1)] = None,
    published: Published = None,
    source: Source = None,
    language: Language = None,
) -> None:
    """Read again what was kept aside: every file and address once, whole; what is stored already changes nothing.

    What can be read now is kept aside no more.

    Say what was missing with the same options as `dateline ingest`, or after mending the file or raising a limit.

    [bold]Examples[/bold]

      dateline quarantine retry

      dateline quarantine retry 3 --published 2020-07-24

    Ends with status 1 when something still cannot be read.
    """
    from dateline.cli.ingest import ingested
    from dateline.coding import Coder
    from dateline.pipeline import ReadHere
    from dateline.table_loading import CodeHere

    settings = settings_of(ctx)
    defaults, limits = defaults_of(published, source, language), limits_of(settings)
    with opened_store(settings) as store:
        kept = [_kept(store, number)] if number else list(_all(store))
        files = list(dict.fromkeys(file for one in kept if (file := _file_of(one.origin))))
        lost = sum(_file_of(one.origin) is None for one in kept)
        if lost:
            say(f"{plural(lost, 'report')} cannot be tried again: the file is not there any more.")
        if not files:
            say("There is nothing to try again.")
            raise typer.Exit(1 if lost else 0)
        read, unreadable = 0, 0
        mended = {(one.origin, one.cause) for one in kept if _file_of(one.origin)}
        pipeline = open_pipeline(settings)
        coders = CodeHere(Coder(pipeline.gazetteer, pipeline.actors))
        for done in ingested(ReadHere(pipeline), coders, store, files, False, defaults, limits):
            if done.outcome is None:
                unreadable += 1
                mended = {pair for pair in mended if pair[0] != done.origin}
                say(f"dateline: {one_line(done.origin, 80)}: {one_line(done.cause or 'unknown', 200)}")
            else:
                read += 1
        for origin, cause in sorted(mended):
            store.release(origin, cause)
    say(f"{plural(len(files), 'source')} tried again: {plural(read, 'report')} read, {unreadable:,} still unreadable.")
    if unreadable:
        raise typer.Exit(1)


def _kept(store: "Store", number: int) -> "Quarantined":
    """Raises `NotFound`."""
    page = store.quarantined(1, number - 1)
    if not page.items:
        raise NotFound(f"there is no number {number}: {plural(page.matched, 'report')} kept aside")
    return page.items[0]


def _all(store: "Store") -> "Iterator[Quarantined]":
    offset = 0
    while items := store.quarantined(_PAGE, offset).items:
        yield from items
        offset += len(items)


def _file_of(origin: str) -> str | None:
    """The file or address that an origin such as "reports.jsonl, line 7" stood in; None when there is no such file."""
    if "://" in origin:
        return origin.split(", ", 1)[0]
    while True:
        try:
            if Path(origin).is_file():
                return origin
        except (OSError, ValueError):
            return None
        head, comma, _ = origin.rpartition(", ")
        if not comma:
            return None
        origin = head
