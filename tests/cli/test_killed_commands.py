"""Commands that are killed at any moment and started again end as if they had never been stopped."""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from dateline.storage.query import Query
from dateline.storage.sql import open_store

KILLS = int(os.environ.get("DATELINE_TEST_KILLS", "2"))
TOWNS = ("Borstad", "Elmwick", "Sundby", "Nordhaven", "Qalmar")
COLUMNS = "id,type_of_violence,date_start,date_end,latitude,longitude,where_prec,best,where_coordinates,country,source_headline"


@pytest.fixture
def given(tmp_path):
    """An event table, a table of reports, and a feed's worth of files."""
    folder = tmp_path / "given"
    folder.mkdir()
    coded = [f"{n},1,2023-05-{1 + n % 28:02},2023-05-{1 + n % 28:02},10,14,1,{n % 5},Elmwick town,Borland,Clash {n}" for n in range(1_500)]
    (folder / "a.csv").write_text("\n".join([COLUMNS, *coded, "9999,1,never,never,10,14,1,1,Elmwick,Borland,No day"]))
    told = "Shelling hit {} on {} May 2023, killing {} people, officials of {} said."
    rows = [{"text": told.format(TOWNS[n % 5], 1 + n % 9, 1 + n % 4, n), "published": "2023-05-12"} for n in range(300)]
    (folder / "b.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n")
    return folder


def started(folder, data, *arguments):
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", *map(str, arguments)],
        env={**os.environ, "DATELINE_DATA_DIR": str(data)},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def rows_in(data):
    try:
        with sqlite3.connect(f"file:{data / 'dateline.sqlite'}?mode=ro", uri=True) as store:
            return store.execute("SELECT count(*) FROM reports").fetchone()[0]
    except sqlite3.Error:
        return 0


def held(data):
    store = open_store(f"sqlite:///{data / 'dateline.sqlite'}")
    assert store.check().faults == ()
    incidents = [(incident.event_ids, incident.toll, incident.when, incident.sources) for incident in store.each_incident(Query())]
    aside = sorted(one.cause for one in store.quarantined().items)
    reports = store.summary().reports
    store.close()
    return incidents, aside, reports


@pytest.mark.parametrize("command", [("ingest", "given", "--workers", "2"), ("watch", "feeds.toml", "--once")])
def test_a_command_killed_again_and_again_ends_as_if_never_stopped(tmp_path, compiled, given, command):
    (tmp_path / "feeds.toml").write_text('every = 60\n[[folder]]\npath = "given"\n')
    rng = random.Random(5)
    for name in ("undisturbed", "killed"):
        data = tmp_path / name
        data.mkdir()
        (data / "gazetteer").symlink_to(compiled, target_is_directory=True)
    undisturbed = started(tmp_path, tmp_path / "undisturbed", *command)
    _, told = undisturbed.communicate()
    assert undisturbed.returncode == 0, told.decode()
    whole = rows_in(tmp_path / "undisturbed")
    data = tmp_path / "killed"
    for kill in range(KILLS):
        process = started(tmp_path, data, *command)
        target = rng.randrange(1 + whole * kill // KILLS, whole * (kill + 1) // KILLS)
        while rows_in(data) < target and process.poll() is None:
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    last = started(tmp_path, data, *command)
    _, told = last.communicate()
    assert last.returncode == 0, told.decode()
    assert held(data) == held(tmp_path / "undisturbed")
    assert held(data)[2] == 1_800
