"""An archive on a cluster of processes: workers die, reports kill them, the command is killed; what comes out is the same."""

import json
import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import cloudpickle
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dateline.bulk.cluster import cluster, run
from dateline.bulk.extracting import Setup, extract_part
from dateline.bulk.loading import load_into
from dateline.bulk.part_reading import reports_of
from dateline.bulk.parts import cut, files_of
from dateline.bulk.places import Folder
from dateline.bulk.run import BulkFailed, run_bulk
from dateline.bulk.tasks import run_here
from dateline.errors import BadInput
from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.pipeline import Pipeline
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.report import Report
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline.storage.store import Added
from tests.builders import store_url
from tests.conftest import miniature

TOWNS = ("Borstad", "Elmwick", "Sundby", "Nordhaven", "Qalmar")
# The workers need not have the folder of the tests in their path.
cloudpickle.register_pickle_by_value(sys.modules[__name__])


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = tmp_path_factory.mktemp("index") / "gazetteer"
    compile_places(miniature(), folder)
    return str(folder)


@pytest.fixture(scope="module")
def client():
    with cluster(None, 2, "2GB") as client:
        yield client


def archive(folder, count=60):
    """The same incidents told by two papers, one file as lines and one as a table, with rows that cannot be read."""
    rows = [
        {
            "id": f"r{number}",
            "text": f"Shelling hit {TOWNS[number // 2 % 5]} on {1 + number // 12} August 2023, killing {1 + number // 2 % 7} people.",
            "published": f"2023-08-{2 + number // 12:02}",
            "source": ("Courier", "Herald")[number % 2],
        }
        for number in range(count)
    ]
    folder.mkdir(exist_ok=True)
    lines = [json.dumps(row) for row in rows[: count // 2]]
    lines[5:5] = ["{not json", '{"id": "empty", "text": " "}']
    (folder / "a.jsonl").write_text("\n".join(lines))
    pq.write_table(pa.Table.from_pylist(rows[count // 2 :]), folder / "b.parquet", row_group_size=7)
    return folder


def outcome(out):
    """Everything that a user reads of an output."""
    told = {}
    for kind in ("incidents", "events", "reports"):
        rows = []
        for file in sorted(Path(out, kind).rglob("*.parquet")):
            rows += pq.ParquetFile(file).read().to_pylist()
        told[kind] = sorted(({**row, "retrieved": None} for row in rows), key=lambda row: row["id"])
    told["aside"] = sorted(Path(out, "quarantine.jsonl").read_text().splitlines())
    return told


def parts_of(folder, reports=8):
    return list(cut(files_of([str(folder)]), reports))


def test_a_cluster_gives_what_reading_and_merging_at_once_gives_and_does_nothing_twice(tmp_path, client, index):
    folder = archive(tmp_path / "in")
    setup = Setup(Folder.of(str(tmp_path / "out")), index)
    parts = parts_of(folder)
    assert len(parts) > 5
    result = run_bulk(partial(run, client), parts, setup)
    told = outcome(tmp_path / "out")
    assert (result.reports, result.unreadable, result.read_now) == (62, 2, 62)
    assert any("is not JSON" in line for line in told["aside"])
    assert any("has an empty text" in line for line in told["aside"])

    pipeline = Pipeline(Gazetteer.open(Path(index)))
    reports = [report for part in parts for report in reports_of(part, ReadDefaults(), ReadLimits()) if hasattr(report, "text")]
    at_once = pipeline.incidents(reports)
    assert len(at_once) < 60
    assert {row["id"]: tuple(row["event_ids"]) for row in told["incidents"]} == {each.id: each.event_ids for each in at_once}
    assert {row["month"] for row in pq.read_table(str(tmp_path / "out" / "incidents"), columns=["month"]).to_pylist()} == {"2023-08"}

    again = run_bulk(partial(run, client), parts, setup)
    assert (again.read_now, again.reports, again.incidents) == (0, 62, len(at_once))
    assert outcome(tmp_path / "out") == told


def poisoned(part, setup):
    """One report ends the process that reads it, as a fault in a library would."""
    for report in reports_of(part, setup.defaults, setup.limits):
        if getattr(report, "external_id", None) == "r51":
            os._exit(1)
    return extract_part(part, setup)


def test_reports_that_kill_their_workers_are_found_and_kept_aside(tmp_path, index):
    folder = archive(tmp_path / "in")
    setup = Setup(Folder.of(str(tmp_path / "out")), index)
    with cluster(None, 2, "2GB") as client:
        result = run_bulk(partial(run, client), parts_of(folder), setup, extract=poisoned)
    assert (result.reports, result.unreadable) == (62, 3)
    told = outcome(tmp_path / "out")
    assert [json.loads(line)["origin"] for line in told["aside"] if "ended the process" in line] == ["r51"]
    assert len({row["report_id"] for row in told["events"]}) == 59


def killing_once(part, setup):
    """Whoever reads the first part dies of it, once."""
    mark = Path(setup.out.address).parent / "died"
    if not mark.exists():
        mark.touch()
        os._exit(1)
    return extract_part(part, setup)


def test_a_worker_that_dies_changes_nothing(tmp_path, client, index):
    folder = archive(tmp_path / "in")
    undisturbed, disturbed = (Setup(Folder.of(str(tmp_path / name / "out")), index) for name in ("a", "b"))
    for setup, extract in ((undisturbed, extract_part), (disturbed, killing_once)):
        Path(setup.out.address).parent.mkdir()
        run_bulk(partial(run, client), parts_of(folder), setup, extract=extract)
    assert (tmp_path / "b" / "died").exists()
    assert outcome(tmp_path / "a" / "out") == outcome(tmp_path / "b" / "out")


def without_space(part, setup):
    raise OSError(28, "No space left on device")


def test_a_full_disk_is_said_and_the_next_run_goes_on(tmp_path, client, index):
    folder = archive(tmp_path / "in")
    setup = Setup(Folder.of(str(tmp_path / "out")), index)
    with pytest.raises(BulkFailed, match="no space left"):
        run_bulk(partial(run, client), parts_of(folder), setup, extract=without_space)
    assert run_bulk(partial(run, client), parts_of(folder), setup).reports == 62


def test_a_folder_of_somebody_else_is_left_alone(tmp_path, client, index):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "thesis.txt").write_text("years of work")
    with pytest.raises(BadInput, match="holds other things"):
        run_bulk(partial(run, client), parts_of(archive(tmp_path / "in")), Setup(Folder.of(str(tmp_path / "out")), index))


def command(out, archive_folder, data_dir):
    return subprocess.Popen(
        [sys.executable, "-m", "dateline", "bulk", archive_folder, out, "--workers", "2", "--task-reports", "500"],
        env={**os.environ, "DATELINE_DATA_DIR": str(data_dir)},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_a_command_that_is_killed_with_all_its_workers_goes_on_where_it_was(tmp_path, index):
    folder = archive(tmp_path / "in", 2_400)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "gazetteer").symlink_to(index, target_is_directory=True)
    for name, is_killed in (("a", False), ("b", True)):
        out = tmp_path / name
        if is_killed:
            process = command(out, folder, tmp_path / "data")
            while not list(out.glob("_parts/*.json")) and process.poll() is None:
                time.sleep(0.01)
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            assert 0 < len(list(out.glob("_parts/*.json"))) < 5
        process = command(out, folder, tmp_path / "data")
        said = process.communicate()[0].decode()
        assert process.returncode == 0, said
        assert "2,402 reports" in said
    assert outcome(tmp_path / "a") == outcome(tmp_path / "b")


def test_a_store_takes_in_what_was_made_in_bulk_and_stays_open_to_more(tmp_path, index):
    folder = archive(tmp_path / "in")
    out = Folder.of(str(tmp_path / "out"))
    result = run_bulk(run_here, parts_of(folder), Setup(out, index))
    (tmp_path / "store").mkdir()
    store = open_store(store_url(tmp_path / "store"))
    first = list(load_into(store, out))
    assert sum(done.outcome is Added.NEW for done in first) == 60
    assert store.quarantined().matched == 2
    incidents = store.incidents(Query(limit=1000)).items
    assert sorted(incident.event_ids for incident in incidents) == sorted(
        tuple(row["event_ids"]) for row in outcome(tmp_path / "out")["incidents"]
    )
    assert len(incidents) == result.incidents
    again = list(load_into(store, out))
    assert sum(done.outcome is Added.KNOWN for done in again) == 60
    assert store.summary().reports == 60
    account = store.events(Query(limit=1)).items[0]
    twin = Report.of(account.report.text, source="A third paper", published=account.report.published)
    store.add(twin, Pipeline(Gazetteer.open(Path(index))).read(twin).events)
    assert store.summary().incidents == result.incidents
    assert store.check().faults == ()
    store.close()
