"""Reading by several processes tells what reading by one does, also when a report ends its process."""

import os
from functools import partial

import pytest

import dateline.processes
from dateline.gazetteer.compile import compile_places
from dateline.pipeline import Pipeline, ReadHere, ingest
from dateline.processes import ReadingProcesses
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from tests.builders import store_url
from tests.conftest import a_report, miniature

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
