"""Many reports at once: all or none, counted and found like others, and the store goes on from there."""

from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BadInput
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline.storage.store import Added
from tests.builders import an_account
from tests.strategies import small_reports


def items(count, words="Row"):
    accounts = [an_account(f"{words} {number}: air strikes hit Mirna on Thursday.") for number in range(count)]
    return [(account.report, (account.event,)) for account in accounts]


@pytest.mark.parametrize("merge", [True, False])
def test_added_together_they_are_as_added_one_by_one_and_further_ones_follow(store, merge):
    first = items(6)
    assert store.add_many(first[:4], merge=merge) == [Added.NEW] * 4
    assert store.add_many(first, merge=merge) == [Added.KNOWN] * 4 + [Added.NEW] * 2
    assert store.add(*items(1, "Later")[0]) is Added.NEW
    summary = store.summary()
    assert (summary.reports, summary.events) == (7, 7)
    assert summary.incidents == (1 if merge else 7), "what was parted before stays parted, also from what comes later"
    assert store.reports(Query(text="later")).matched == 1
    assert store.reports(Query(text="row")).matched == 6
    assert store.check().faults == ()


def test_one_that_cannot_be_stored_leaves_nothing_of_the_others(store):
    (report, (event,)), other = items(2)
    with pytest.raises(BadInput):
        store.add_many([other, (report, (replace(event, report_id="another"),))], merge=False)
    with pytest.raises(BadInput):
        store.add_many([other, (report, (event, event))], merge=False)
    assert store.summary().reports == 0


def test_what_another_process_added_is_known(url):
    one, two = open_store(url), open_store(url)
    assert one.add_many(items(3), merge=False) == [Added.NEW] * 3
    assert two.add_many(items(4), merge=False) == [Added.KNOWN] * 3 + [Added.NEW]
    one.close()
    two.close()


def held(store):
    """All that a store says of its incidents, but for when and how often they changed."""
    incidents = store.incidents(Query(limit=1000)).items
    judged = {incident.id: store.judgements(incident.id) for incident in incidents}
    return [replace(incident, updated=None, revision=1, number=None) for incident in incidents], judged


@given(small_reports(max_reports=9), st.integers(1, 5))
@settings(max_examples=25, deadline=None)
def test_batches_of_any_size_make_the_incidents_that_one_by_one_makes(empty_store, accounts, size):
    told = defaultdict(list)
    for account in accounts:
        told[account.report].append(account.event)
    reports = list(told.items())
    one_by_one, batches = empty_store(), None
    for report, events in reports:
        one_by_one.add(report, events)
    expected = held(one_by_one)
    one_by_one.close()
    batches = empty_store()
    for start in range(0, len(reports), size):
        batches.add_many(reports[start : start + size])
    assert held(batches) == expected
    assert batches.check().faults == ()
    batches.close()
