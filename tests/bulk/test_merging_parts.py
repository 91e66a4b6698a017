"""Merging an archive part by part gives what merging everything at once gives."""

from itertools import pairwise

import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.bulk.extracting import PARTS, READ, Done, Setup
from dateline.bulk.parts import Part, Slice
from dateline.bulk.places import Folder, written_whole
from dateline.bulk.run import run_bulk
from dateline.bulk.tables import (
    KEPT,
    days_of,
    events_table,
    kept_of,
    month_of,
    months_between,
    reports_of_table,
    reports_table,
    write_table,
)
from dateline.bulk.tasks import run_here
from dateline.merging.across import merge
from dateline.merging.blocking import candidate_pairs, reach_of
from dateline.merging.telling import Telling
from tests.strategies import any_account, small_reports

BORDERS = (None, "2020-07-30", "2020-07-31", "2020-08-01", "2020-08", "2020-07", "2020", "2019-12-31", "2020-07-30/2020-08-02")


def written(accounts, out):
    """Stands in for reading a part: its name says which accounts it tells."""

    def extract(part, setup):
        table = events_table([accounts[int(piece.start)] for piece in part.slices])
        with written_whole((setup.out / READ).file(f"{part.id}.parquet")) as stream:
            write_table(table, stream)
        reach = [day for name in ("reach_from", "reach_to") for day in table[name].to_pylist() if day is not None]
        months = {month: table["month"].to_pylist().count(month) for month in table["month"].to_pylist()}
        done = Done(part.id, 1, table.num_rows, (), 0.0, tuple(months.items()), (min(reach), max(reach)) if reach else None)
        (setup.out / PARTS).write_json(f"{part.id}.json", done.note())
        return done

    return extract


@given(small_reports(max_reports=9, days=BORDERS), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_incidents_over_the_borders_of_months_are_those_of_merging_all_at_once(tmp_path_factory, accounts, size):
    out = Folder.of(str(tmp_path_factory.mktemp("bulk") / "out"))
    slices = [Slice("invented", "", True, number, number + 1) for number in range(len(accounts))]
    parts = [Part(tuple(slices[start : start + size]), size) for start in range(0, len(slices), size)]
    result = run_bulk(run_here, parts, Setup(out, ""), extract=written(accounts, out))
    merged = merge(accounts)
    found = {}
    of_event = {}
    for month in out.names():
        if month != "incidents":
            continue
        for name in (out / month).names():
            for row in pq.ParquetFile((out / month / name).file("part-0.parquet")).read().to_pylist():
                found[row["id"]] = tuple(row["event_ids"])
            for row in pq.ParquetFile((out / "events" / name).file("part-0.parquet")).read(["id", "incident_id"]).to_pylist():
                of_event[row["id"]] = row["incident_id"]
    assert found == {incident.id: incident.event_ids for incident in merged.incidents}
    assert of_event == {event_id: incident.id for incident in merged.incidents for event_id in incident.event_ids}
    assert (result.events, result.incidents) == (len(of_event), len(found))


@given(st.lists(any_account(), max_size=4), small_reports(max_reports=6, days=BORDERS))
@settings(max_examples=100, deadline=None)
def test_events_that_meet_other_than_as_copies_have_reaches_that_overlap(hostile, accounts):
    tellings = {account.event.id: Telling.of(account) for account in (*hostile, *accounts)}
    for a, b in candidate_pairs(tellings.values()):
        if a.fingerprint == b.fingerprint:
            continue
        left, right = reach_of(a), reach_of(b)
        assert left is not None
        assert right is not None
        assert left[0] <= right[1]
        assert right[0] <= left[1]


@given(st.lists(any_account(), max_size=5))
@settings(max_examples=100, deadline=None)
def test_events_and_reports_come_back_from_their_tables(hostile):
    accounts = list({account.event.id: account for account in hostile}.values())
    tellings = {account.event.id: Telling.of(account) for account in accounts}
    back = kept_of(events_table(accounts).select(list(KEPT)))
    assert {each.telling.event.id for each in back} == set(tellings)
    for each in back:
        telling = tellings[each.telling.event.id]
        assert each.telling.event == telling.event
        assert (each.telling.fingerprint, each.telling.published) == (telling.fingerprint, telling.published)
        assert (each.month, each.reach) == (month_of(telling), reach_of(telling))
    reports = [account.report for account in accounts]
    for before, after in zip(reports, reports_of_table(reports_table(reports)), strict=True):
        assert (after.id, after.published, after.retrieved) == (before.id, before.published, before.retrieved)
        assert len(after.text) == len(before.text)


@given(st.dates(), st.integers(0, 4000))
def test_months_between_two_days_cover_them_without_a_gap(start, days):
    first = start.toordinal()
    last = min(first + days, 3_652_059)
    spans = [days_of(month) for month in months_between(first, last)]
    assert spans[0][0] <= first <= spans[0][1]
    assert spans[-1][0] <= last <= spans[-1][1]
    assert all(before[1] + 1 == after[0] for before, after in pairwise(spans))
