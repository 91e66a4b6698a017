"""A private PostgreSQL cluster in a temporary folder, reached over its socket only."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

WANTED = "PostgreSQL 15 or later with PostGIS (Debian: postgresql-postgis; `make system` installs it)"


def programs():
    """The folder of initdb and postgres; None when they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


def _run(folder, *command):
    """PostgreSQL refuses to run as root."""
    as_other = ["runuser", "-u", "postgres", "--"] if os.name == "posix" and os.geteuid() == 0 else []
    return subprocess.run([*as_other, *map(str, command)], check=True, capture_output=True, text=True, cwd=folder)


def _is_running(pid):
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout.strip()
    return bool(state) and not state.startswith("Z")


class Cluster:
    """Runs from `start` to `stop`; databases are copies of one that has PostGIS."""

    def __init__(self, folder):
        self.folder = folder
        self._bin = programs()
        self._made = 0

    def start(self):
        data = self.folder / "data"
        if not data.exists():
            _run(self.folder, self._bin / "initdb", "-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8")
            settings = f"listen_addresses = ''\nunix_socket_directories = '{self.folder}'\nfsync = off\nmax_connections = 60\n"
            _run(self.folder, "sh", "-c", f'printf "{settings}" >> {data}/postgresql.conf')
        _run(self.folder, self._bin / "pg_ctl", "-D", data, "-w", "-l", self.folder / "log", "start")

    def stop(self, how="fast"):
        _run(self.folder, self._bin / "pg_ctl", "-D", self.folder / "data", "-w", "-m", how, "stop")

    def kill(self):
        """As if the machine's memory had run out: no process ends in order."""
        parent = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=True).stdout.split()
        pids = [parent, *map(int, children)]
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(_is_running(pid) for pid in pids):
            time.sleep(0.05)
        # These name a process that may still await its parent's notice.
        for name in ("data/postmaster.pid", ".s.PGSQL.5432.lock"):
            (self.folder / name).unlink(missing_ok=True)

    def url(self, database):
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self, template="template1"):
        self._made += 1
        name = f"store{self._made}"
        self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def sql(self, database, *statements):
        engine = create_engine(self.url(database).replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))
        engine.dispose()


@contextmanager
def cluster():
    """A running cluster; skips where PostgreSQL, PostGIS or the driver is missing, and says what to install."""
    if programs() is None:
        pytest.skip(f"needs {WANTED}")
    pytest.importorskip("psycopg", reason="needs the driver psycopg: pip install 'dateline[postgis]'")
    # A socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="dl-pg-", dir="/tmp"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    running = Cluster(folder)
    try:
        running.start()
        try:
            if not _has_postgis(running):
                pytest.skip(f"needs {WANTED}; PostgreSQL is there, PostGIS is not")
            yield running
        finally:
            running.stop("immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _has_postgis(running):
    engine = create_engine(running.url("postgres").replace("postgresql:", "postgresql+psycopg:"))
    with engine.connect() as connection:
        found = connection.scalar(text("SELECT count(*) FROM pg_available_extensions WHERE name = 'postgis'"))
    engine.dispose()
    return bool(found)
