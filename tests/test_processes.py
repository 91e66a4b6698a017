"""Reading by several processes tells what reading by one does, also when a report ends its process."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import psutil
import pytest

import dateline.processes
from dateline.gazetteer.compile import compile_places
from dateline.pipeline import Pipeline, ReadHere, ingest
from dateline.processes import ReadingProcesses
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from tests.builders import store_url
from tests.conftest import a_report, miniature

ROOT = Path(__file__).parents[1]
TOWNS = ("Borstad", "Elmwick", "Sundby", "Nordhaven", "Qalmar")


def reports(count=140):
    return [
        a_report(f"Shelling hit {TOWNS[number % 5]} on Thursday, killing {1 + number % 9} people. No {number}.") for number in range(count)
    ]


def stored(folder, readers, given):
    folder.mkdir()
    store = open_store(store_url(folder))
    done = list(ingest(readers, store, given))
    incidents = [incident.event_ids for incident in store.incidents(Query(limit=1000)).items]
    store.close()
    return done, incidents


def test_several_processes_tell_what_one_does_in_the_same_order(tmp_path, gazetteer):
    index = tmp_path / "index"
    compile_places(miniature(), index)
    given = reports()
    given[70:70] = [given[3], given[69]]
    here = stored(tmp_path / "a", ReadHere(Pipeline(gazetteer)), given)
    with ReadingProcesses(index, 2) as processes:
        there = stored(tmp_path / "b", processes, given)
    assert there == here
    assert sum(done.outcome == "new" for done in here[0]) == 140
    assert sum(done.outcome == "known" for done in here[0]) == 2


_KILLED = """
import os, signal, sys
from pathlib import Path
from dateline.processes import ReadingProcesses
from tests.conftest import a_report

if __name__ == "__main__":
    processes = ReadingProcesses(Path(sys.argv[1]), 1)
    processes.submit([a_report("Nothing happened.")])()
    print(*processes._pool._processes, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_processes_end_with_the_one_that_started_them_also_when_it_is_killed(tmp_path):
    compile_places(miniature(), tmp_path / "index")
    script = tmp_path / "killed.py"
    script.write_text(_KILLED)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])}
    killed = subprocess.run([sys.executable, script, tmp_path / "index"], env=environment, capture_output=True, text=True, check=False)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for _ in range(1200):
        if not psutil.pid_exists(int(killed.stdout)):
            return
        time.sleep(0.05)
    pytest.fail("the process waits for work that nobody gives")


def _dies_of(word, batch):
    if any(word in report.text for report in batch):
        os._exit(1)
    return dateline.processes._read(batch)


@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_report_that_ends_its_process_is_kept_aside_and_the_others_are_read(tmp_path, monkeypatch):
    index = tmp_path / "index"
    compile_places(miniature(), index)
    with ReadingProcesses(index, 2) as processes:
        submit = processes._pool.__class__.submit
        monkeypatch.setattr(processes._pool.__class__, "submit", lambda pool, read, batch: submit(pool, partial(_dies_of, "No 61."), batch))
        done, _ = stored(tmp_path / "a", processes, reports())
    unread = [one for one in done if one.outcome is None]
    assert [one.cause for one in unread] == ["reading it ended the process that read it"]
    assert sum(one.outcome == "new" for one in done) == 139
