"""One occurrence told in several sentences of a report becomes one event."""

from dataclasses import replace
from datetime import date
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extraction.codebook import Status
from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.event import Span
from dateline.gazetteer.place import PlaceKind
from dateline.merging.within import fold
from tests.builders import a_place, a_report, an_event

MIRNA = a_place("Mirna")
NORTH = a_place("North", kind=PlaceKind.ADMIN1, radius_km=60)
DARO = a_place("Daro", lon=41.0)
REPORT = a_report("Shelling hit Mirna. The attack killed nine. Two died in Daro. Police made arrests. Shells fell again.")
_WORDS = {"shelling": (0, 8), "attack": (24, 30), "killed": (31, 37), "died": (48, 52), "arrests": (71, 78), "shells": (80, 91)}


def told(word, kind=Kind.SHELLING_ARTILLERY_MISSILE, **values):
    start, end = _WORDS[word]
    event = an_event(REPORT, kind=kind, **{"place": MIRNA, **values})
    if event.when is not None and "expression" not in values:
        event = replace(event, when=replace(event.when, expression="on that day"))
    return replace(event, id=f"{word}-{event.id}", evidence=replace(event.evidence, trigger=Span(start, end), sentence=Span(start, end)))


def test_title_lead_and_elaboration_are_one():
    (event,) = fold(REPORT, [told("shelling", on=None), told("attack", Kind.ATTACK, place=None), told("killed", Kind.ATTACK, killed=9)])
    assert event.sub_event_type is Kind.SHELLING_ARTILLERY_MISSILE
    assert event.where.place == MIRNA
    assert event.when.start == date(2020, 7, 23)
    assert event.toll.fatalities_low == 9


def test_different_places_days_and_kinds_stay_apart():
    assert len(fold(REPORT, [told("shelling"), told("shells", place=DARO)])) == 2
    assert len(fold(REPORT, [told("shelling"), told("shells", on="2020-07-20")])) == 2
    assert len(fold(REPORT, [told("shelling"), told("arrests", Kind.ARRESTS)])) == 2


def test_a_plan_is_never_what_occurred():
    assert len(fold(REPORT, [told("shelling"), told("attack", Kind.ATTACK, status=Status.PLANNED)])) == 2


def test_a_denial_makes_it_a_claim():
    (event,) = fold(REPORT, [told("shelling"), told("shells", status=Status.DENIED)])
    assert event.status is Status.ALLEGED


def test_the_finest_place_wins():
    (event,) = fold(REPORT, [told("shelling", place=NORTH), told("shells", place=MIRNA, place_confidence=0.6)])
    assert event.where.place == MIRNA


def test_a_restated_toll_is_not_added():
    (event,) = fold(REPORT, [told("shelling", killed=9), told("killed", Kind.ATTACK, killed=9), told("shells", killed=11)])
    assert (event.toll.fatalities_low, event.toll.fatalities_high) == (11, 11)


def test_what_is_told_once_is_unchanged():
    event = told("shelling")
    assert fold(REPORT, [event]) == (event,)
    assert fold(REPORT, []) == ()


_TELLINGS = st.builds(
    told,
    st.sampled_from(list(_WORDS)),
    st.sampled_from([Kind.SHELLING_ARTILLERY_MISSILE, Kind.ATTACK, Kind.AIR_DRONE_STRIKE, Kind.ARRESTS]),
    place=st.sampled_from([MIRNA, NORTH, DARO, None]),
    on=st.sampled_from([None, "2020-07-20", "2020-07-23"]),
    status=st.sampled_from([Status.OCCURRED, Status.PLANNED]),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_TELLINGS, max_size=4, unique_by=lambda event: event.evidence.trigger))
def test_the_order_of_the_tellings_does_not_matter(events):
    folded = {fold(REPORT, order) for order in permutations(events)}
    assert len(folded) == 1
    assert len(folded.pop()) <= len(events)


def test_a_count_for_the_region_is_the_toll_of_the_strike_that_no_words_count():
    nearby = a_place("Orla", lon=MIRNA.point.lon + 0.2, lat=MIRNA.point.lat)
    (event,) = fold(REPORT, [told("killed", Kind.ATTACK, killed=33), told("shells", place=nearby)])
    assert (event.where.place, event.toll.fatalities_low) == (nearby, 33)
    assert len(fold(REPORT, [told("killed", Kind.ATTACK, killed=33), told("shells", place=nearby, killed=2)])) == 2
    assert len(fold(REPORT, [told("killed", Kind.ATTACK, killed=33, place=DARO), told("shells", place=MIRNA)])) == 2
