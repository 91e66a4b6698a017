import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.main import app
from dateline.gazetteer.compile import compile_places
from tests.conftest import miniature


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled") / "gazetteer"
    compile_places(miniature(), folder)
    return folder


@pytest.fixture
def data_dir(tmp_path: Path, compiled: Path) -> Path:
    """A data folder of its own, with the gazetteer of the invented region."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "gazetteer").symlink_to(compiled, target_is_directory=True)
    return folder


@pytest.fixture
def dateline(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Callable:
    """Runs a command in this process."""
    monkeypatch.setenv("DATELINE_DATA_DIR", str(data_dir))
    monkeypatch.setenv("COLUMNS", "200")
    monkeypatch.chdir(data_dir.parent)

    def run(*arguments, stdin=None):
        return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin, prog_name="dateline")

    return run


@pytest.fixture
def start(data_dir: Path) -> Iterator[Callable]:
    """Starts a command as a process of its own, as a shell does; ends it after the test."""
    started = []

    def run(*arguments, **options):
        process = subprocess.Popen(
            [sys.executable, "-m", "dateline", *map(str, arguments)],
            env={**os.environ, "DATELINE_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1"},
            cwd=data_dir.parent,
            stdin=options.get("stdin", subprocess.DEVNULL),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        started.append(process)
        return process

    yield run
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()
