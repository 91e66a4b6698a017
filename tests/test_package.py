"""The wheel holds everything it needs and runs from an empty environment."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run([sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", out], cwd=ROOT, check=True, capture_output=True)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts folder of an environment that holds the wheel and what it asks for, and nothing else."""
    folder = tmp_path_factory.mktemp("empty")
    venv.create(folder, with_pip=True)
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    install = [scripts / "python", "-m", "pip", "install", "--quiet", "--constraint", ROOT / "constraints.txt", wheel]
    subprocess.run(install, check=True, capture_output=True)
    return scripts


@pytest.mark.package
def test_wheel_holds_page_data_and_migrations(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        r"dateline_web/static/index\.html",
        r"dateline_web/static/assets/.+\.js",
        r"dateline_gazetteer/curated/.+\.csv",
        r"dateline_gazetteer/actors/.+\.csv",
        r"dateline_gazetteer/SOURCES\.md",
        r"dateline/storage/migrations/versions/.+\.py",
        r"dateline/examples/.+\.jsonl",
        r".+\.dist-info/licenses/LICENSE",
    ):
        assert any(re.fullmatch(needed, name) for name in names), f"the wheel has nothing like {needed}"
    assert not [name for name in names if re.search(r"node_modules|tests/|\.map$|package\.json", name)]


@pytest.mark.package
def test_wheel_serves_the_map_from_an_empty_environment(environment: Path, real_gazetteer_folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(real_gazetteer_folder, data / "gazetteer")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    # Nothing of the checkout may help: no PYTHONPATH, another working folder, no Node on the path.
    told = {"DATELINE_DATA_DIR": str(data), "PATH": str(environment), "HOME": str(tmp_path), "LANG": "C.UTF-8"}
    command = str(environment / "dateline")
    subprocess.run([command, "ingest", "--examples"], cwd=elsewhere, env=told, check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([command, "serve", "--port", str(port)], cwd=elsewhere, env=told, stderr=subprocess.PIPE)
    try:
        page = _get(f"http://127.0.0.1:{port}/", server)
        assert b"<title>Dateline" in page
        assert b'"numberMatched"' in _get(f"http://127.0.0.1:{port}/api/collections/incidents/items?limit=1", server)
    finally:
        server.terminate()
        server.communicate(timeout=20)


def _get(url: str, server: "subprocess.Popen[bytes]") -> bytes:
    for _ in range(300):
        assert server.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                return bytes(answer.read())
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"no answer from {url}")
