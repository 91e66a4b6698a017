"""Downloads of the gazetteer's sources, with a progress bar where a person looks on."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.cli.console import notes

if TYPE_CHECKING:
    from dateline.gazetteer.sources.geonames.download import Downloads


@contextmanager
def downloading(folder: Path, url: str) -> Iterator["Downloads"]:
    """Downloads from an address into a folder, closed at the end."""
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

    from dateline.gazetteer.sources.geonames.download import Downloads

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=notes(), transient=True, disable=not sys.stderr.isatty()) as bar:
        tasks = {}

        def progress(name: str, here: int, whole: int | None) -> None:
            if name not in tasks:
                tasks[name] = bar.add_task(name, total=whole)
            bar.update(tasks[name], completed=here, total=whole)

        downloads = Downloads(folder, url, progress=progress)
        try:
            yield downloads
        finally:
            downloads.close()
