import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.merging.across import merge
from dateline.merging.links import LinkKind, links
from tests.builders import an_account, an_incident
from tests.merging.hard_pairs import DARO, FAR_TOWN, KARST, MIRNA, NORTH, TOLKA

PLAN = {"status": "planned", "kind": "attack", "place": KARST, "by": "Rebels", "on": None, "published": "2019-05-10"}
DEED = {"kind": "air_drone_strike", "place": KARST, "by": "Rebels", "on": "2019-05-12", "published": "2019-05-13"}
MARCH = {"kind": "peaceful_protest", "place": DARO, "on": "2019-05-12", "published": "2019-05-10", "status": "planned"}
MARCHED = {**MARCH, "status": "occurred", "published": "2019-05-13"}


def an(text, values, **others):
    return an_incident(an_account(text, **{**values, **others}))


def linked(*incidents):
    return [(link.source, link.target) for link in links(incidents)]


def test_an_attack_that_was_warned_of():
    plan, deed = an("A plan.", PLAN), an("A deed.", DEED)
    (link,) = links([deed, plan])
    assert (link.kind, link.source, link.target) == (LinkKind.FULFILLED, plan.id, deed.id)
    assert 0.5 <= link.score < 1
    assert "planned and done by one side" in link.reasons


@pytest.mark.parametrize(
    "deed",
    [
        {"by": "Army"},
        {"on": "2019-05-09"},
        {"on": "2019-06-12"},
        {"place": FAR_TOWN},
        {"place": None},
        {"kind": "peaceful_protest"},
        {"status": "denied"},
        {"status": "planned"},
        {"on": "2019-05"},
    ],
    ids=str,
)
def test_what_does_not_fulfill_a_plan(deed):
    assert linked(an("A plan.", PLAN), an("A deed.", DEED, **deed)) == []


@pytest.mark.parametrize(
    "kind", ["peaceful_protest", "violent_demonstration", "protest_with_intervention", "excessive_force_against_protesters"]
)
def test_a_march_that_was_called_for_however_it_went(kind):
    plan, deed = an("Called.", MARCH), an("Held.", MARCHED, kind=kind)
    assert linked(plan, deed) == [(plan.id, deed.id)]


def test_marches_in_other_cities_and_on_other_days_fulfill_nothing():
    plan = an("Called.", MARCH)
    others = [an("Elsewhere.", MARCHED, place=MIRNA), an("Later.", MARCHED, on="2019-05-13"), an("Before.", MARCHED, on="2019-05-11")]
    assert linked(plan, *others) == []


def test_two_deeds_that_fit_alike_are_not_chosen_between_and_the_nearer_is():
    plan = an("A plan for the province.", PLAN, place=NORTH, on="2019-05-12")
    deeds = [an(f"At {place.name}.", DEED, place=place, kind="attack") for place in (MIRNA, TOLKA)]
    assert linked(plan, *deeds) == []
    plan = an("A plan.", PLAN)
    soon, late = an("Soon.", DEED), an("Late.", DEED, on="2019-05-16")
    assert linked(plan, late, soon) == [(plan.id, soon.id)]


_VALUES = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["planned", "occurred", "alleged", "denied"]),
        "kind": st.sampled_from(["attack", "air_drone_strike", "peaceful_protest"]),
        "place": st.sampled_from([KARST, MIRNA, NORTH, DARO, None]),
        "on": st.sampled_from([None, "2019-05-12", "2019-05-14", "2019-05"]),
        "by": st.sampled_from(["Rebels", "Army", None]),
        "published": st.sampled_from([None, "2019-05-11", "2019-05-14"]),
    }
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_VALUES, max_size=8), st.randoms())
def test_links_run_from_plans_to_deeds_not_before_them_whatever_the_order(values, random):
    incidents = list(merge(an_account(f"Account {number}.", **each) for number, each in enumerate(values)).incidents)
    found = links(incidents)
    random.shuffle(incidents)
    assert links(incidents) == found
    by_id = {incident.id: incident for incident in incidents}
    assert len({link.source for link in found}) == len(found)
    for link in found:
        plan, deed = by_id[link.source], by_id[link.target]
        assert (plan.status, deed.status in ("occurred", "alleged")) == ("planned", True)
        assert plan.first_reported is None or deed.when.end >= plan.first_reported
