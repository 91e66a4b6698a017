import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BadInput
from dateline.evaluation.incident_gold import GoldIncident, GoldIncidents, Predicted, read_gold_incidents, read_predicted
from dateline.evaluation.incidents import agree, evaluate_incidents, pair
from dateline.extraction.codebook import Status
from dateline.geography import LonLat
from tests.conftest import a_report

DAY = date(2021, 4, 3)
GOLD = GoldIncident("Mirna", LonLat(40, 35), 10, DAY, DAY, frozenset({"attack"}), frozenset({Status.OCCURRED}), 3)


def told(**changes):
    values = {"kind": "attack", "status": "occurred", "start": DAY, "end": DAY, "point": LonLat(40.05, 35), "low": 3, "high": 3} | changes
    return Predicted(*values.values())


@pytest.mark.parametrize(
    ("event", "missed"),
    [
        (told(), ()),
        (told(point=LonLat(40.2, 35)), ("place",)),
        (told(point=None), ("place",)),
        (told(start=date(2021, 4, 1), end=date(2021, 4, 4)), ()),
        (told(start=date(2021, 4, 1), end=date(2021, 4, 5)), ("date",)),
        (told(start=None, end=None), ("date",)),
        (told(kind="grenade"), ("type",)),
        (told(status="planned"), ("status",)),
        (told(low=2, high=5), ()),
        (told(low=1, high=5), ("fatalities",)),
        (told(low=None, high=None), ("fatalities",)),
    ],
)
def test_an_event_agrees_field_by_field(event, missed):
    assert agree(GOLD, event).missed == missed


def test_each_incident_takes_the_event_that_agrees_best_and_each_event_is_taken_once():
    elsewhere = GoldIncident("Dorvel", LonLat(41, 35), 10, DAY, DAY, frozenset({"attack"}), None, None)
    events = [told(point=None), told(), told(point=LonLat(41, 35), kind="grenade")]
    assert {which: at for which, (at, _) in pair([elsewhere, GOLD], events).items()} == {0: 2, 1: 1}


def test_figures_and_misses_of_a_small_corpus():
    docs = [
        GoldIncidents("one", a_report("One."), (GOLD,)),
        GoldIncidents("two", a_report("Two."), (GOLD, GOLD)),
        GoldIncidents("none", a_report("None."), ()),
    ]
    figures = evaluate_incidents(docs, {"one": [told()], "two": [told(kind="grenade")], "none": [told()]})
    assert (figures.gold, figures.predicted) == (3, 3)
    assert figures.place.value == figures.precision.value == figures.date.value == pytest.approx(2 / 3)
    assert figures.found.value == figures.right.value == pytest.approx(1 / 3)
    assert figures.f1.value == pytest.approx(4 / 9)
    assert figures.right.low <= figures.right.value <= figures.right.high
    assert [(miss.report, miss.missed, miss.told is None) for miss in figures.misses] == [
        ("two", ("place", "date", "type", "status", "fatalities"), True),
        ("two", ("type",), False),
    ]
    assert [(kind.kind, kind.gold, kind.found, kind.predicted, kind.taken) for kind in figures.kinds] == [
        ("grenade", 0, 0, 1, 0),
        ("attack", 3, 1, 2, 1),
    ]


EVENTS = st.lists(st.builds(told, kind=st.sampled_from(["attack", "grenade"]), status=st.sampled_from(["occurred", "planned"])), max_size=4)


@given(first=EVENTS, second=EVENTS)
def test_figures_are_shares_and_right_is_found_and_found_is_placed(first, second):
    docs = [GoldIncidents("a", a_report("A."), (GOLD,)), GoldIncidents("b", a_report("B."), (GOLD, GOLD))]
    figures = evaluate_incidents(docs, {"a": first, "b": second})
    assert 0 <= figures.right.value <= figures.found.value <= figures.place.value <= 1
    assert figures.found.value <= figures.type.value


def test_gold_and_predictions_are_read_and_a_bad_line_is_named(tmp_path):
    gold = tmp_path / "gold.jsonl"
    incident = {"place": "X", "lat": 35, "lon": 40, "km": 9, "start": "2021-04-03", "end": None, "type": ["attack"], "status": None}
    gold.write_text(json.dumps({"id": 7, "text": "It happened.", "published": "2021-04-04", "incidents": [incident]}) + "\n\n")
    doc = read_gold_incidents(gold)[0]
    assert (doc.id, doc.report.published, doc.incidents[0].end, doc.incidents[0].status) == ("7", date(2021, 4, 4), DAY, None)
    events = tmp_path / "events.jsonl"
    events.write_text(json.dumps({"id": 7, "events": [{"sub_event_type": "attack", "status": "occurred", "lat": 35, "lon": 40}]}))
    assert read_predicted(events)["7"][0].point == LonLat(40, 35)
    assert evaluate_incidents([doc], read_predicted(events)).found.value == 1
    gold.write_text('{"id": 1, "text": "x", "incidents": [{"place": "X"}]}')
    with pytest.raises(BadInput, match="line 1: lacks 'type'"):
        read_gold_incidents(gold)
    gold.write_text(json.dumps({"id": 1, "text": "x", "incidents": [incident | {"type": ["war"]}]}))
    with pytest.raises(BadInput, match="line 1: no sub-event type is called war"):
        read_gold_incidents(gold)
