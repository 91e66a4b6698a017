"""Dateline, pygeoapi and tipg over the same incidents: environments, data, processes."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import venv
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from dateline.publishing.properties import INCIDENT, PropertyType
from tests.benchmarks.load import fetched

ROOT = Path(__file__).parents[2]
PEERS = {"pygeoapi": ["pygeoapi", "gunicorn", "sqlalchemy", "geoalchemy2", "psycopg2-binary"], "tipg": ["tipg", "uvicorn"]}
"""Their packages, from the registry."""
_TYPES = {
    PropertyType.INTEGER: "bigint",
    PropertyType.NUMBER: "double precision",
    PropertyType.DAY: "date",
    PropertyType.INSTANT: "timestamptz",
}


@dataclass(slots=True)
class Server:
    """One that runs."""

    name: str
    items: str
    """The address of the incidents' items."""
    pids: list[int] = field(default_factory=list)


def environment(name: str, folder: Path) -> Path:
    """The folder of a peer's programs, installed when they are not; raises `CalledProcessError`."""
    home = folder / name
    if not (home / "installed").exists():
        venv.create(home, with_pip=True, clear=True)
        command = [home / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", *PEERS[name]]
        subprocess.run(command, check=True, capture_output=True, text=True)
        (home / "installed").touch()
    return home / "bin"


def fill(server, database: str, features) -> None:
    """Load features into a PostGIS table with the indexes that their queries want."""
    import psycopg

    names = [prop.name for prop in INCIDENT]
    columns = ", ".join(f'"{prop.name}" {_TYPES.get(prop.type, "text")}' for prop in INCIDENT)
    with psycopg.connect(server.url(database), autocommit=True) as connection:
        connection.execute(f"CREATE TABLE incidents (id text PRIMARY KEY, geom geometry(Point, 4326), {columns})")
        with connection.cursor().copy("COPY incidents FROM STDIN") as copy:
            for text in features:
                feature = orjson.loads(text)
                place, told = feature["geometry"], feature["properties"]
                point = f"SRID=4326;POINT({place['coordinates'][0]} {place['coordinates'][1]})" if place else None
                listed = [json.dumps(told[name]) if isinstance(told[name], list) else told[name] for name in names]
                copy.write_row([feature["id"], point, *listed])
        for index in ("USING gist (geom)", "(date_start)", "(date_start, id)"):
            connection.execute(f"CREATE INDEX ON incidents {index}")
        connection.execute("VACUUM ANALYZE incidents")


@contextmanager
def dateline(url: str, workers: int):
    """Dateline over a store of its own."""
    port = _free()
    command = [sys.executable, "-m", "uvicorn", "--factory", "tests.benchmarks.served:app", f"--port={port}", f"--workers={workers}"]
    with _running(
        "dateline",
        [*command, "--no-access-log", "--log-level=warning"],
        f"http://127.0.0.1:{port}/api/collections/incidents/items",
        {"DATELINE_BENCH_STORE": url, "PYTHONPATH": os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))},
    ) as server:
        yield server


@contextmanager
def pygeoapi(programs: Path, database: str, workers: int, folder: Path, most: int):
    """Pygeoapi over a table in PostGIS."""
    port = _free()
    base = f"http://127.0.0.1:{port}"
    provider = {
        "type": "feature",
        "name": "PostgreSQL",
        "data": {"host": "127.0.0.1", "port": 5432, "dbname": database, "user": "postgres", "password": "x", "search_path": ["public"]},
        "id_field": "id",
        "table": "incidents",
        "geom_field": "geom",
        "time_field": "date_start",
    }
    contact = {"name": "x", "address": "x", "email": "x@example.org", "url": base}
    config = {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": base,
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "languages": ["en-US"],
            "pretty_print": False,
            "limits": {"default_items": 100, "max_items": most},
            "map": {"url": "https://example.org/{z}/{x}/{y}.png", "attribution": "x"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {"title": "x", "description": "x", "keywords": ["x"], "terms_of_service": base, "url": base},
            "license": {"name": "x", "url": base},
            "provider": {"name": "x", "url": base},
            "contact": contact,
        },
        "resources": {
            "incidents": {
                "type": "collection",
                "title": "x",
                "description": "x",
                "keywords": ["x"],
                "links": [{"type": "text/html", "rel": "canonical", "title": "x", "href": base}],
                "extents": {"spatial": {"bbox": [-180, -90, 180, 90], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}},
                "providers": [provider],
            }
        },
    }
    file, described = folder / "pygeoapi.yml", folder / "pygeoapi-openapi.yml"
    # JSON is YAML.
    file.write_text(json.dumps(config))
    paths = {"PYGEOAPI_CONFIG": str(file), "PYGEOAPI_OPENAPI": str(described)}
    write = [programs / "pygeoapi", "openapi", "generate", file, "--output-file", described]
    subprocess.run(write, check=True, capture_output=True, text=True, env={**os.environ, **paths})
    command = [
        programs / "gunicorn",
        "--workers",
        str(workers),
        "--bind",
        f"127.0.0.1:{port}",
        "--timeout",
        "600",
        "pygeoapi.flask_app:APP",
    ]
    with _running("pygeoapi", command, f"{base}/collections/incidents/items", paths) as server:
        yield server


@contextmanager
def tipg(programs: Path, database: str, workers: int, most: int):
    """Tipg over the same table."""
    port = _free()
    command = [programs / "uvicorn", "tipg.main:app", f"--port={port}", f"--workers={workers}", "--no-access-log", "--log-level=warning"]
    about = {
        "DATABASE_URL": f"postgresql://postgres:x@127.0.0.1:5432/{database}",
        "TIPG_MAX_FEATURES_PER_QUERY": str(most),
        "TIPG_TABLE_CONFIG__public_incidents__datetimecol": "date_start",
        "TIPG_TABLE_CONFIG__public_incidents__geomcol": "geom",
    }
    with _running("tipg", command, f"http://127.0.0.1:{port}/collections/public.incidents/items", about) as server:
        yield server


@contextmanager
def _running(name, command, items, variables):
    process = subprocess.Popen(
        list(map(str, command)), env={**os.environ, **variables}, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    try:
        _wait(process, items)
        yield Server(name, items, [process.pid])
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        process.stderr.close()


def _wait(process, items):
    end = time.monotonic() + 120
    while True:
        try:
            fetched(f"{items}?limit=1")
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                told = process.stderr.read().decode(errors="replace")[-2000:]
                raise RuntimeError(f"the server does not answer ({error}): {told}") from error
            time.sleep(0.5)
        else:
            return


def _free() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]
