from dataclasses import replace
from itertools import combinations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dateline.extraction.codebook import SubEventType
from dateline.merging.across import merge
from dateline.merging.blocking import blocks_of, candidate_pairs
from dateline.merging.comparing.kind import compare_kind
from dateline.merging.incident import Account
from dateline.merging.judgement import Verdict
from dateline.merging.judging import judge
from dateline.merging.telling import Telling
from tests.builders import a_place, a_report, an_account, an_event
from tests.merging.hard_pairs import DARO, MIRNA, NEW_DARO, NORTH, OLD_DARO, TOLKA
from tests.strategies import any_account, small_reports


def parts(accounts):
    """Which accounts stand together, by their texts."""
    names = {account.event.id: account.report.text for account in accounts}
    return {frozenset(names[event_id] for event_id in incident.event_ids) for incident in merge(accounts).incidents}


@given(small_reports(), st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_the_order_of_accounts_does_not_matter(accounts, random):
    before = merge(accounts)
    shuffled = [*accounts, *accounts[:2]]
    random.shuffle(shuffled)
    assert merge(shuffled) == before


@given(small_reports())
@settings(max_examples=200, deadline=None)
def test_every_event_is_in_one_incident_and_no_incident_has_two_of_one_report(accounts):
    incidents = merge(accounts).incidents
    report_of = {account.event.id: account.report.id for account in accounts}
    assert sorted(event_id for incident in incidents for event_id in incident.event_ids) == sorted(report_of)
    for incident in incidents:
        told_by = [report_of[event_id] for event_id in incident.event_ids]
        assert len(told_by) == len(set(told_by))


@given(small_reports())
@settings(max_examples=200, deadline=None)
def test_no_incident_holds_events_that_are_judged_different(accounts):
    tellings = {account.event.id: Telling.of(account) for account in accounts}
    for incident in merge(accounts).incidents:
        for a, b in combinations(incident.event_ids, 2):
            assert judge(tellings[a], tellings[b]).verdict is not Verdict.DIFFERENT


@given(any_account(), any_account(), small_reports())
@settings(max_examples=200, deadline=None)
def test_judging_and_blocking_do_not_depend_on_the_side(a, b, accounts):
    assume(a.event.id != b.event.id)
    accounts = [a, b, *accounts[:4]]
    for left, right in combinations([Telling.of(account) for account in accounts], 2):
        assert judge(left, right) == judge(right, left)
        one, other = blocks_of(left), blocks_of(right)
        assert bool(one.sought & other.filed) == bool(other.sought & one.filed)


@given(small_reports())
@settings(max_examples=200, deadline=None)
def test_what_is_the_same_by_place_and_day_shares_a_block(accounts):
    blocked = {(a.event.id, b.event.id) for a, b in candidate_pairs(Telling.of(account) for account in accounts)}
    for a, b in combinations(sorted(accounts, key=lambda account: account.event.id), 2):
        same_report = a.report.id == b.report.id
        placed_and_dated = a.event.where and b.event.where and a.event.when and b.event.when
        if not same_report and placed_and_dated and judge(Telling.of(a), Telling.of(b)).verdict is Verdict.SAME:
            assert (a.event.id, b.event.id) in blocked


def test_kinds_that_may_be_one_incident_share_a_block():
    accounts = {kind: Telling.of(an_account(f"Told as {kind}.", kind=kind)) for kind in SubEventType}
    for a, b in combinations(SubEventType, 2):
        if not compare_kind(accounts[a], accounts[b]).is_veto:
            assert blocks_of(accounts[a]).sought & blocks_of(accounts[b]).filed, f"{a} and {b} never meet"


def test_a_province_meets_its_far_towns_and_a_cell_border_parts_nobody():
    edge = [
        an_account(f"By {lon}.", place=a_place(f"Edge {lon}", kind="military_base", lon=lon, lat=lat), killed=3)
        for lon, lat in [(179.99, 10.0), (-179.99, 10.0)]
    ]
    assert len(merge(edge).incidents) == 1
    far = a_place("Brod", lon=40.9, lat=35.6, admin1="North")
    told = [an_account("In the province.", place=NORTH, killed=7, by="Army"), an_account("In Brod.", place=far, killed=7, by="Army")]
    assert len(merge(told).incidents) == 1


def test_copies_of_one_text_count_once_and_keep_their_events_apart():
    wire = "Strikes hit Mirna in the morning.\nStrikes hit it again at noon."
    copies = [
        a_report(text, source=source) for text, source in [(wire, "Wire"), (wire.upper(), "Daily"), (wire.replace(" ", "  "), "Weekly")]
    ]
    accounts = [
        Account(replace(an_event(report, number=number, place=MIRNA), quote=quote), report)
        for report in copies
        for number, quote in enumerate(report.text.split("\n"))
    ]
    incidents = merge(accounts).incidents
    assert [(len(incident.event_ids), incident.report_count) for incident in incidents] == [(3, 1), (3, 1)]
    quotes = {account.event.id: " ".join(account.event.quote.lower().split()) for account in accounts}
    for incident in incidents:
        assert len({quotes[event_id] for event_id in incident.event_ids}) == 1


def test_one_vague_account_does_not_tie_two_towns_together_nor_choose_between_them():
    vague = an_account("Somewhere in the province.", place=NORTH, killed=5, by="Army")
    mirna = an_account("At Mirna.", place=MIRNA, killed=5, by="Army")
    tolka = an_account("At Tolka.", place=TOLKA, killed=5, by="Army")
    assert parts([vague, mirna]) == {frozenset({vague.report.text, mirna.report.text})}
    assert parts([vague, mirna, tolka]) == {frozenset({account.report.text}) for account in (vague, mirna, tolka)}


def test_days_do_not_chain():
    days = ["2020-07-21", "2020-07-21/2020-07-22", "2020-07-22/2020-07-23", "2020-07-23"]
    accounts = [an_account(f"Clashes of {day}.", kind="armed_clash", on=day, by="Army", against="Rebels") for day in days]
    for incident in merge(accounts).incidents:
        assert len(incident.event_ids) <= 2


def test_one_difference_keeps_groups_apart_however_alike_the_rest():
    told = {"kind": "suicide_bomb", "killed": 12}
    city = [an_account(f"The city, {number}.", place=DARO, **told) for number in range(4)]
    old, new = an_account("The old quarter.", place=OLD_DARO, **told), an_account("The new quarter.", place=NEW_DARO, **told)
    for incident in merge([*city, old, new]).incidents:
        assert not {old.event.id, new.event.id} <= set(incident.event_ids)


def test_judgements_are_kept_with_score_and_reasons():
    (judgement,) = merge([an_account("One.", killed=3), an_account("Two.", killed=3, place=MIRNA)]).judgements
    assert judgement.left < judgement.right
    assert judgement.verdict is Verdict.SAME
    assert judgement.score > 0.9
    assert "the same place: Mirna" in judgement.reasons
    assert "the same toll: 3 killed" in judgement.reasons


def test_alike_words_decide_nothing():
    text = "Army jets bombed the town of {} on Thursday, killing three people, local sources said."
    alike = [an_account(text.format(place.name), place=place, killed=3, by="Army") for place in (MIRNA, TOLKA, DARO)]
    assert len(merge(alike).incidents) == 3
