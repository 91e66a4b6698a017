"""`dateline bulk`: an archive of reports to incidents, on all cores or on a cluster."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import notes, plural, say
from dateline.cli.inputs import Language, Published, Source, defaults_of, limits_of
from dateline.cli.ready import open_gazetteer, settings_of
from dateline.errors import BadInput

LEAST_REPORTS = 500
"""A task of fewer reports costs the scheduler more than it is worth."""


def bulk(
    ctx: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="IN... OUT",
            help="Parquet or JSON Lines files, folders, patterns, s3:// or gs:// addresses; and the folder to write.",
        ),
    ],
    scheduler: Annotated[
        str | None,
        typer.Option(
            "--scheduler", metavar="ADDRESS", help="Of a Dask cluster, such as tcp://10.0.0.5:8786; without, one is started here."
        ),
    ] = None,
    workers: Annotated[
        int | None, typer.Option("--workers", min=1, help="Processes of the local cluster; one for each core without it.")
    ] = None,
    memory: Annotated[str, typer.Option("--memory", metavar="SIZE", help="Memory of each process of the local cluster.")] = "2GB",
    task_reports: Annotated[int, typer.Option("--task-reports", min=LEAST_REPORTS, help="Reports in one task, about.")] = 2_000,
    gazetteer_dir: Annotated[
        str | None,
        typer.Option("--gazetteer", metavar="FOLDER", help="Where the workers find the compiled gazetteer, when not where it is here."),
    ] = None,
    published: Published = None,
    source: Source = None,
    language: Language = None,
) -> None:
    """Read an archive of reports into GeoParquet, on all cores of this machine or on a Dask cluster.

    Safe to interrupt and to repeat: what is done is not done again. A report that breaks its worker is found by halving and kept aside.
    The output holds incidents/ and events/ by month, the reports that tell them, and quarantine.jsonl; `dateline ingest OUT` takes it
    into a store.

    [bold]Examples[/bold]

      dateline bulk news-2015.parquet news-2016.parquet incidents/

      dateline bulk s3://archive/news/ s3://archive/incidents --scheduler tcp://10.0.0.5:8786

    Needs the extra: pip install 'dateline[bulk]'; s3:// and gs:// need s3fs and gcsfs besides.
    """
    try:
        from dateline.bulk.cluster import cluster, dashboard_of, run
    except ImportError as error:
        raise BadInput(f"dateline bulk needs Dask ({error}): pip install 'dateline[bulk]'") from error
    from dateline.bulk.extracting import Setup
    from dateline.bulk.parts import cut, files_of
    from dateline.bulk.places import Folder
    from dateline.bulk.run import run_bulk

    if len(inputs) < 2:
        raise typer.BadParameter("name at least one file to read and the folder to write", param_hint="IN... OUT")
    settings = settings_of(ctx)
    *files, out = inputs
    if not gazetteer_dir:
        open_gazetteer(settings)  # compiled once here, not by every worker at the same time
    index = gazetteer_dir or str(settings.gazetteer_dir.resolve())
    setup = Setup(Folder.of(_whole(out)), index, defaults_of(published, source, language), limits_of(settings))
    parts = list(cut(files_of(map(_whole, files)), task_reports))
    if not parts:
        raise BadInput("there is no report in what was named")
    started = time.monotonic()
    with cluster(scheduler, workers or os.cpu_count() or 1, memory) as client, _shown_progress(dashboard_of(client)) as progress:
        result = run_bulk(partial(run, client), parts, setup, progress)
    seconds = max(1e-6, time.monotonic() - started)
    say(f"{plural(result.reports, 'report')} tell {plural(result.events, 'event')} of {plural(result.incidents, 'incident')}.")
    if result.read_now:
        say(f"  read now    {result.read_now:>10,}   {result.read_now / seconds:,.0f} a second")
    say(f"  unreadable  {result.unreadable:>10,}{'   (causes in quarantine.jsonl)' if result.unreadable else ''}")
    say(f"  {1000 * result.cpu_seconds / max(1, result.reports):.2f} CPU-seconds for 1,000 reports")


def _whole(address: str) -> str:
    """Workers may stand in another folder."""
    return address if "://" in address else str(Path(address).resolve())


@contextmanager
def _shown_progress(dashboard: str | None) -> Iterator[Callable[[str, int, int, int], None]]:
    if dashboard:
        say(f"The dashboard is at {dashboard}")
    if not sys.stderr.isatty():
        yield lambda _stage, _done, _total, _reports: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("parts, {task.fields[rate]:,.0f} reports a second"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    started = time.monotonic()
    with Progress(*columns, console=notes()) as bar:
        task = bar.add_task("Reading", total=None, rate=0.0)
        yield lambda stage, done, total, reports: bar.update(
            task, description=stage, completed=done, total=total, rate=reports / max(1e-6, time.monotonic() - started)
        )
