import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BadInput, NotFound
from dateline.merging.across import merge
from dateline.merging.judgement import Verdict
from dateline.merging.judging import judge
from dateline.merging.telling import Telling
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline.storage.store import Added
from tests.builders import a_place, a_report, an_account, an_event
from tests.storage.helpers import add_all, contents, incidents_of
from tests.strategies import NORTH, small_reports


@given(small_reports(), st.randoms(use_true_random=False))
@settings(max_examples=40, deadline=None)
def test_reports_added_one_by_one_tell_what_they_tell_together(empty_store, accounts, random):
    random.shuffle(accounts)
    store = empty_store()
    add_all(store, accounts)
    merged = merge(accounts)
    assert incidents_of(store) == merged.incidents
    for incident in merged.incidents:
        inside = [judgement for judgement in merged.judgements if {judgement.left, judgement.right} <= set(incident.event_ids)]
        assert list(store.judgements(incident.id)) == inside
        assert all(store.incident_of(event_id) == incident.id for event_id in incident.event_ids)
    store.close()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_a_chain_of_likeness_is_followed_to_its_end(empty_store, order):
    told = {"kind": "chemical_weapon"}
    chain = [
        an_account("The province.", place=NORTH, killed=7, by="Army", **told),
        an_account("The town, in full.", killed=7, by="Army", **told),
        an_account("The town, in short.", **told),
    ]
    assert judge(Telling.of(chain[0]), Telling.of(chain[2])).verdict is Verdict.UNSURE
    store = empty_store()
    add_all(store, [chain[index] for index in order])
    assert [len(incident.event_ids) for incident in incidents_of(store)] == [3]
    assert incidents_of(store) == merge(chain).incidents
    store.close()


@given(small_reports())
@settings(max_examples=25, deadline=None)
def test_every_id_that_an_incident_ever_had_still_answers(empty_store, accounts):
    store = empty_store()
    founders = {}
    for number in range(len(accounts)):
        report = accounts[number].report
        add_all(store, [account for account in accounts if account.report == report])
        founders |= {incident.id: incident.event_ids[0] for incident in store.each_incident(Query())}
    for incident_id, event_id in founders.items():
        assert event_id in store.incident(incident_id).event_ids
        assert event_id in {account.event.id for account in store.events(Query(incident_id=incident_id)).items}
    store.close()


def test_the_same_report_again_changes_nothing(store, url):
    accounts = [an_account(f"Account {number}.", killed=number) for number in range(4)]
    assert add_all(store, accounts) == [Added.NEW] * 4
    before = contents(url)
    assert add_all(store, accounts) == [Added.KNOWN] * 4
    assert contents(url) == before


def test_a_revision_is_counted_only_when_something_changed(store, url):
    account = an_account("First.", killed=3)
    store.add(account.report, [account.event])
    (first,) = store.incidents(Query()).items
    elsewhere = an_account("Elsewhere.", place=a_place("Tolka", lon=41.0))
    store.add(elsewhere.report, [elsewhere.event])
    assert store.incident(first.id) == first
    again = an_account("Second.", killed=5)
    store.add(again.report, [again.event])
    second = store.incident(first.id)
    assert (second.revision, second.report_count) == (2, 2)
    assert second.updated > first.updated
    rows = contents(url)
    assert [(row.revision, row.by) for row in sorted(rows["revisions"]) if row.incident_id == second.id][-1] == (2, "machine")
    assert [row.kind for row in sorted(rows["changes"])] == ["incident", "report"] * 2 + ["incident_gone"] * (second.id != first.id) + [
        "incident",
        "report",
    ]


def test_a_report_without_events_is_kept(store):
    report = a_report("Nothing happened.")
    assert store.add(report, []) is Added.NEW
    assert store.has_report(report.id)
    assert store.report(report.id) == report
    assert store.summary().reports == 1
    assert store.incidents(Query()).matched == 0


def test_an_event_of_another_report_is_refused_and_nothing_is_kept(store):
    report = a_report("Mine.")
    with pytest.raises(BadInput, match="not of"):
        store.add(report, [an_event(a_report("Another's."))])
    assert not store.has_report(report.id)


def test_a_failure_midway_leaves_nothing_behind(store, url, monkeypatch):
    account = an_account("Half.")
    before = contents(url)
    monkeypatch.setattr("dateline.storage.grouping.Grouping.record", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        store.add(account.report, [account.event])
    assert contents(url) == before


def test_many_threads_and_stores_add_at_once(url, store):
    accounts = [
        an_account(f"Account {number}.", killed=number % 5, place=a_place(f"P{number % 7}", lon=30 + number % 7)) for number in range(60)
    ]
    other = open_store(url)
    start = threading.Barrier(6)

    def work(worker):
        start.wait()
        mine = store if worker % 2 else other
        outcomes = [mine.add(account.report, [account.event]) for account in accounts[worker % 3 :: 3]]
        mine.incidents(Query(text="Account"))
        return outcomes

    with ThreadPoolExecutor(6) as pool:
        outcomes = [outcome for batch in pool.map(work, range(6)) for outcome in batch]
    other.close()
    # Each report was handed in twice, by two stores.
    assert sorted(outcomes) == [Added.KNOWN] * 60 + [Added.NEW] * 60
    assert incidents_of(store) == merge(accounts).incidents


def test_what_is_not_there_is_not_found(store):
    for ask in (store.incident, store.event, store.report, store.incident_of, store.judgements):
        with pytest.raises(NotFound):
            ask("no such id \ud800\x00")


def test_quarantine_keeps_each_cause_once_latest_first(store):
    for origin, cause in [("a.txt", "empty"), ("b.txt", "not text \x00\ud800"), ("a.txt", "empty")]:
        store.quarantine(origin, cause)
    page = store.quarantined(limit=1)
    assert page.matched == store.summary().quarantined == 2
    assert [(kept.origin, kept.cause) for kept in page.items] == [("b.txt", "not text \x00\ud800")]
    assert [kept.origin for kept in store.quarantined(offset=1).items] == ["a.txt"]


def test_a_snapshot_is_streamed_whatever_is_written_meanwhile(store, monkeypatch):
    monkeypatch.setattr("dateline.storage.finding._AT_ONCE", 7)
    accounts = [
        an_account(f"Account {number}.", on=f"2020-{1 + number % 12:02}-01", place=a_place(f"P{number}", lon=number / 10))
        for number in range(60)
    ]
    for account in accounts[:50]:
        store.add(account.report, [account.event])
    stream = store.each_incident(Query(limit=1))
    seen = [next(stream)]
    for account in accounts[50:]:
        store.add(account.report, [account.event])
    seen += stream
    assert [replace(incident, updated=None, revision=1) for incident in seen] == list(merge(accounts[:50]).incidents)
