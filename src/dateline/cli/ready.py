"""Settings, gazetteer, pipeline and store, made ready for a command; what is missing is made, with a note on standard error."""

import sys
import tomllib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer
from pydantic import ValidationError

from dateline.cli.console import notes, say
from dateline.errors import BadInput, GazetteerMissing, StoreError
from dateline.settings import Settings

# The stages are imported where they are used, so that `dateline --help` answers at once.
if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import Gazetteer, GazetteerInfo
    from dateline.pipeline import Pipeline
    from dateline.storage.store import Store


def settings_of(ctx: typer.Context) -> Settings:
    """The settings: flags given before the command, then `DATELINE_*`, then `dateline.toml`."""
    flags = ctx.find_root().obj or {}
    try:
        return Settings(**{name: value for name, value in flags.items() if value is not None})
    except ValidationError as error:
        told = "; ".join(f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}" for fault in error.errors())
        raise BadInput(f"the settings cannot be used: {told}") from error
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise BadInput(f"dateline.toml cannot be read: {error}") from error


def build_gazetteer(folder: Path) -> "GazetteerInfo":
    """Compile the default layers into `folder`, with a progress bar where a person looks on."""
    from dateline.gazetteer.compile import build

    with _progress("Compiling the gazetteer") as progress:
        return build(folder, progress)


def open_gazetteer(settings: Settings) -> "Gazetteer":
    """The compiled gazetteer; compiled first where there is none, or one in another format."""
    from dateline.gazetteer.gazetteer import Gazetteer

    folder = settings.gazetteer_dir
    try:
        return Gazetteer.open(folder)
    except GazetteerMissing:
        say("The gazetteer is not compiled yet; this takes about half a minute, once.")
        build_gazetteer(folder)
    return Gazetteer.open(folder)


def open_pipeline(settings: Settings) -> "Pipeline":
    """The pipeline over the compiled gazetteer."""
    from dateline.pipeline import Pipeline

    return Pipeline(open_gazetteer(settings))


@contextmanager
def opened_store(settings: Settings) -> Iterator["Store"]:
    """The store, created and brought up to date where needed, and closed at the end."""
    from dateline.storage.sql import open_store

    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"the data folder {settings.data_dir} cannot be made: {error.strerror} (DATELINE_DATA_DIR names another)"
        ) from error
    store = open_store(settings.database_url)
    try:
        yield store
    finally:
        store.close()


@contextmanager
def _progress(what: str) -> Iterator[Callable[[str, float], None]]:
    if not sys.stderr.isatty():
        yield lambda _part, _share: None
        return
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (
        TextColumn(what),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=notes(), transient=True) as bar:
        task = bar.add_task("", total=1.0)
        yield lambda part, share: bar.update(task, description=part, completed=share)
