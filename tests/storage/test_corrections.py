"""What people decide holds, is recorded, and outlives further reports and newer code."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import BadInput, Conflict, NotFound
from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.event import Actor, Role, Toll
from dateline.geography import Bbox
from dateline.merging.across import merge
from dateline.merging.judgement import Judgement, Verdict
from dateline.storage.correction import Correction
from dateline.storage.grouping import COMPONENT
from dateline.storage.query import Query
from tests.builders import a_place, a_span, an_account, an_event
from tests.storage.helpers import add_all, incidents_of
from tests.strategies import small_reports

WHO = {"who": "Ada", "reason": "seen on the video"}
TOLKA = a_place("Tolka", lon=45.0, lat=36.0)
CORRECTION = Correction(
    place=TOLKA,
    when=a_span("2020-07-21"),
    sub_event_type=SubEventType.GRENADE,
    status=Status.ALLEGED,
    toll=Toll(1, 2, None, None),
    actors=(Actor("Someone", Role.TARGET),),
)


def one(store):
    (incident,) = store.incidents(Query()).items
    return incident


def is_corrected(incident):
    return (
        incident.where is not None
        and incident.where.place == TOLKA
        and (incident.when, incident.sub_event_type, incident.status) == (a_span("2020-07-21"), SubEventType.GRENADE, Status.ALLEGED)
        and (incident.toll, incident.actors) == (CORRECTION.toll, CORRECTION.actors)
        and "Grenade" in incident.title
        and "Tolka" in incident.title
    )


@pytest.fixture
def told(store):
    """Two reports of one incident."""
    accounts = [an_account("First.", killed=3), an_account("Second.", killed=4)]
    add_all(store, accounts)
    assert one(store).report_count == 2
    return accounts


def test_corrected_values_are_shown_found_and_recorded(store, told):
    before = one(store)
    corrected = store.correct(before.id, CORRECTION, expected_revision=before.revision, **WHO)
    assert is_corrected(corrected)
    assert one(store) == corrected
    assert corrected.revision == before.revision + 1
    assert store.incidents(Query(bbox=Bbox(44, 35, 46, 37), end=date(2020, 7, 21), text="tolka")).items == (corrected,)
    assert store.places(Query()).items[0].place == TOLKA
    last = store.revisions(corrected.id)[-1]
    assert (last.by, last.reason, last.incident, last.revision) == ("Ada", WHO["reason"], corrected, corrected.revision)
    assert last.component.startswith("dateline ")
    assert store.changes(limit=100)[-1].id == corrected.id


def test_a_correction_outlives_further_reports_even_when_the_id_changes(store, told):
    founder = one(store)
    store.correct(founder.id, CORRECTION, **WHO)
    for number in range(12):
        account = an_account(f"Third {number}.", killed=4)
        store.add(account.report, [account.event])
        assert is_corrected(one(store))
    assert one(store).report_count == 14
    assert store.incident(founder.id) == one(store)
    assert not store.check().faults


def test_not_known_is_a_value_and_later_corrections_win_value_by_value(store, told):
    store.correct(one(store).id, CORRECTION, **WHO)
    store.correct(one(store).id, Correction(place=None, toll=Toll()), **WHO)
    incident = one(store)
    assert (incident.where, incident.toll, incident.sub_event_type) == (None, Toll(), SubEventType.GRENADE)
    restored = store.restore(incident.id, **WHO)
    assert replace(restored, updated=None, revision=1) == merge(told).incidents[0]
    assert store.incidents(Query(text="tolka")).matched == 0


def test_who_comes_late_is_told_the_present_revision(store, told):
    incident = one(store)
    store.correct(incident.id, CORRECTION, expected_revision=incident.revision, **WHO)
    for decide in (
        lambda **how: store.correct(incident.id, CORRECTION, **how),
        lambda **how: store.split(incident.id, [told[0].event.id], **how),
        lambda **how: store.reject(incident.id, **how),
        lambda **how: store.restore(incident.id, **how),
    ):
        with pytest.raises(Conflict) as refused:
            decide(expected_revision=incident.revision, **WHO)
        assert refused.value.revision == incident.revision + 1
    assert is_corrected(one(store))


def test_a_rejected_incident_stays_away_until_it_is_restored(store, told):
    incident = one(store)
    store.correct(incident.id, CORRECTION, **WHO)
    store.reject(incident.id, **WHO)
    again = an_account("Told again.", killed=3)
    store.add(again.report, [again.event])
    assert store.incidents(Query()).matched == 0
    assert store.summary().incidents == 0
    assert store.summary().bbox is None
    with pytest.raises(NotFound):
        store.incident(incident.id)
    assert {account.incident_id for account in store.events(Query()).items} == {None}
    assert store.revisions(incident.id)[-1].incident is None
    assert not store.check().faults
    restored = store.restore(incident.id, expected_revision=store.revisions(incident.id)[-1].revision, **WHO)
    assert is_corrected(restored)
    assert restored.report_count == 3
    revisions = [revision.revision for revision in store.revisions(restored.id)]
    assert revisions == sorted(revisions)
    assert {account.incident_id for account in store.events(Query()).items} == {restored.id}


def test_what_is_split_stays_two_and_what_is_merged_stays_one(store, told):
    whole = one(store)
    rest, theirs = store.split(whole.id, [told[1].event.id], **WHO)
    assert (rest.event_ids, theirs.event_ids) == ((told[0].event.id,), (told[1].event.id,))
    assert store.incidents(Query()).matched == 2
    for number in range(6):
        account = an_account(f"Further {number}.", killed=4)
        store.add(account.report, [account.event])
        assert store.incident_of(told[0].event.id) != store.incident_of(told[1].event.id)
    merged = store.merge(rest.id, theirs.id, **WHO)
    assert {account.event.id for account in told} <= set(merged.event_ids)
    assert store.incidents(Query()).matched == 1
    assert store.incident(theirs.id) == store.incident(rest.id) == merged
    assert not store.check().faults


def test_incidents_that_no_machine_would_join_are_merged(store):
    strike = an_account("A strike.", place=a_place("Far", lon=10.0), on="2019-01-01")
    protest = an_account("A protest.", kind="peaceful_protest", on="2020-07-23")
    sibling = an_event(strike.report, number=3, kind="arrests", on="2018-01-01")
    store.add(strike.report, [strike.event, sibling])
    store.add(protest.report, [protest.event])
    ids = [store.incident_of(event.id) for event in (strike.event, protest.event, sibling)]
    store.merge(ids[0], ids[1], **WHO)
    merged = store.merge(ids[2], ids[1], **WHO)
    assert len(merged.event_ids) == 3
    later = an_account("Another strike.", place=a_place("Far", lon=10.0), on="2019-01-01")
    store.add(later.report, [later.event])
    assert len(one(store).event_ids) == 4
    with pytest.raises(BadInput, match="already"):
        store.merge(ids[0], ids[1], **WHO)


def test_decisions_that_cannot_be_taken_change_nothing(store, told):
    incident = one(store)
    before = store.sequence()
    with pytest.raises(BadInput, match="must change something"):
        Correction()
    with pytest.raises(BadInput, match="reason"):
        store.correct(incident.id, CORRECTION, who="Ada", reason=" ")
    with pytest.raises(BadInput, match="somebody"):
        store.reject(incident.id, who="", reason="x")
    with pytest.raises(BadInput, match="both sides"):
        store.split(incident.id, incident.event_ids, **WHO)
    with pytest.raises(BadInput, match="not of incident"):
        store.split(incident.id, ["nothing"], **WHO)
    for ask in (store.reject, store.restore):
        with pytest.raises(NotFound):
            ask("nothing", **WHO)
    assert store.sequence() == before
    assert one(store) == incident


def newer(account, **values):
    """The same words read by newer code: another id, other values."""
    return an_event(account.report, number=account.event.evidence.trigger.start, **values)


def test_corrections_and_splits_outlive_newer_code(store, told):
    whole = one(store)
    store.split(whole.id, [told[1].event.id], **WHO)
    store.correct(store.incident_of(told[0].event.id), CORRECTION, **WHO)
    for account in told:
        assert store.reread(
            account.report.id, [newer(account, kind="shelling_artillery_missile", place=a_place("Daro", lon=41.0), killed=9)]
        )
    assert store.incidents(Query()).matched == 2
    ids = {account.report.text: account.incident_id for account in store.events(Query()).items}
    assert is_corrected(store.incident(ids["First."]))
    assert store.incident(ids["Second."]).sub_event_type is SubEventType.SHELLING_ARTILLERY_MISSILE
    assert store.incident(ids["Second."]).toll.fatalities_low == 9
    # What was known under the old ids is found under them still.
    founder = next(account.report.text for account in told if account.event.id == whole.event_ids[0])
    assert store.incident(whole.id).id == ids[founder]
    assert not store.check().faults


def test_an_event_that_newer_code_does_not_find_stays_only_when_somebody_decided_about_it(store, told):
    other = an_account("Elsewhere.", place=a_place("Far", lon=10.0))
    add_all(store, [other])
    store.correct(store.incident_of(other.event.id), CORRECTION, **WHO)
    assert store.reread(told[0].report.id, [])
    assert store.reread(other.report.id, [])
    assert {account.event.id for account in store.events(Query()).items} == {told[1].event.id, other.event.id}
    assert is_corrected(store.incident(store.incident_of(other.event.id)))
    assert not store.check().faults
    assert store.reread(told[1].report.id, [])
    assert store.summary().incidents == 1
    assert not store.check().faults


@given(st.data())
@settings(max_examples=10, deadline=None)
def test_reading_anew_gives_what_reading_so_at_first_would_have_given(empty_store, data):
    old, new = data.draw(small_reports()), data.draw(small_reports())
    reports = {account.report.id: account.report for account in [*old, *new]}
    told = {report_id: [account.event for account in old if account.report.id == report_id] for report_id in reports}
    store = empty_store()
    for report_id, report in reports.items():
        store.add(report, told[report_id])
    founders = {incident.id: incident.event_ids for incident in store.each_incident(Query())}
    for report_id in reports:
        changed = store.reread(report_id, [account.event for account in new if account.report.id == report_id])
        assert not store.reread(report_id, [account.event for account in new if account.report.id == report_id]), changed
    assert incidents_of(store) == merge(new).incidents
    assert store.events(Query()).matched == store.summary().events == len(new)
    assert store.check().faults == ()
    for incident_id in founders:
        assert store.revisions(incident_id)
    store.close()


def test_another_version_judges_anew_what_is_told_the_same(store, told, monkeypatch):
    monkeypatch.setattr(
        "dateline.storage.adding.judge", lambda a, b: Judgement(*sorted([a.event.id, b.event.id]), Verdict.DIFFERENT, 0.0, ())
    )
    monkeypatch.setattr(
        "dateline.storage.rows.judge", lambda a, b: Judgement(*sorted([a.event.id, b.event.id]), Verdict.DIFFERENT, 0.0, ())
    )
    for component, found in ((COMPONENT, 1), ("dateline 99", 2)):
        monkeypatch.setattr("dateline.storage.grouping.COMPONENT", component)
        for account in told:
            assert not store.reread(account.report.id, [account.event])
        assert store.incidents(Query()).matched == found
    assert {revision.component for revision in store.revisions(store.incident_of(told[0].event.id))} == {COMPONENT, "dateline 99"}
    assert not store.check().faults
