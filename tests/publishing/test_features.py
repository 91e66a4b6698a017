"""What is published of an incident, an event, a report and a place."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extraction.codebook import EventType
from dateline.gazetteer.place import PlaceKind
from dateline.merging.incident import Incident
from dateline.publishing.encoding import to_json
from dateline.publishing.features import event_feature, incident_feature, place_feature, report_feature
from dateline.publishing.forms import extract_line, geoparse_line
from dateline.publishing.palette import PALETTE
from dateline.publishing.properties import EVENT, INCIDENT, PLACE, REPORT
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolution import Candidate, Resolution
from tests.builders import a_place, a_report, an_account, an_event, an_incident

PUBLISHED = [
    "title", "event_type", "sub_event_type", "status", "salience", "said_on",
    "date_start", "date_end", "date_precision", "time_of_day", "place_name", "place_id",
    "place_kind", "admin1", "admin2", "country", "geo_precision", "where_prec",
    "uncertainty_km", "place_confidence", "confidence", "actors", "attribution", "fatalities_low",
    "fatalities_high", "injuries_low", "injuries_high", "report_count", "sources", "first_reported",
    "updated", "revision",
]  # fmt: skip


def test_an_incident_has_the_published_properties_in_order():
    incident = an_incident(killed=(2, 5), by="Army", attribution=("Ministry", "Agency"), on="2020-07", time_of_day="night")
    feature = incident_feature(incident)
    told = feature["properties"]
    assert list(told) == [*PUBLISHED, "timeline_date", "event_ids", "number"]
    assert feature["id"] == incident.id
    assert feature["geometry"] == {"type": "Point", "coordinates": [40.0, 35.0]}
    assert (told["date_start"], told["date_end"], told["date_precision"]) == ("2020-07-01", "2020-07-31", "month")
    assert (told["fatalities_low"], told["fatalities_high"], told["injuries_low"]) == (2, 5, None)
    assert (told["actors"], told["attribution"], told["sources"]) == (["Army"], ["Ministry", "Agency"], ["Example News"])
    assert (told["place_name"], told["country"], told["timeline_date"]) == ("Mirna", "XA", "2020-07-01")


def test_what_is_not_known_is_null():
    told = incident_feature(an_incident(place=None, on=None))
    assert told["geometry"] is None
    nothing = {
        "date_start",
        "date_end",
        "place_name",
        "place_id",
        "uncertainty_km",
        "geo_precision",
        "said_on",
        "fatalities_low",
        "timeline_date",
    }
    assert {name for name in nothing if told["properties"][name] is not None} == set()
    assert told["properties"]["date_precision"] == "unknown"
    assert incident_feature(an_incident(killed=0))["properties"]["fatalities_low"] == 0


def test_a_point_is_longitude_first_and_rounded():
    place = a_place(lon=35.123456789, lat=-7.000004)
    assert place_feature(place)["geometry"]["coordinates"] == [35.12346, -7.0]
    assert incident_feature(an_incident(place=place))["geometry"]["coordinates"] == [35.12346, -7.0]


def test_an_event_keeps_the_spans_of_its_words():
    account = an_account("Air strikes hit Mirna on Thursday.")
    told = event_feature(account, incident_id="abc")["properties"]
    assert account.report.text[told["sentence_start"] : told["sentence_end"]] == told["quote"]
    assert told["evidence"]["sentence"] == [told["sentence_start"], told["sentence_end"]]
    assert (told["date_text_start"], told["evidence"]["date"]) == (None, None)
    assert (told["report_id"], told["incident_id"]) == (account.report.id, "abc")
    assert (told["date_start"], told["place_name"]) == ("2020-07-23", "Mirna")


def test_an_instant_is_told_in_utc():
    report = a_report(retrieved=datetime(2026, 1, 2, 3, 4, 5, 678, UTC))
    assert report_feature(report)["properties"]["retrieved"] == "2026-01-02T03:04:05Z"
    assert report_feature(report)["geometry"] is None


@pytest.mark.parametrize("rows", [INCIDENT, EVENT, REPORT, PLACE], ids=["incident", "event", "report", "place"])
def test_property_names_are_safe_for_tables(rows):
    names = [row.name for row in rows]
    assert len({name.lower() for name in names}) == len(names)
    assert all(name.isidentifier() and name == name.lower() for name in names)
    assert not {"id", "lon", "lat", "geometry"} & set(names)


def test_every_kind_has_its_own_color():
    assert set(PALETTE) == set(EventType)
    assert len(set(PALETTE.values())) == len(EventType)


@given(
    name=st.text(max_size=20),
    lon=st.floats(-180, 180),
    lat=st.floats(-90, 90),
    kind=st.sampled_from(PlaceKind),
    on=st.none() | st.dates(),
    killed=st.none() | st.integers(0, 10**6),
    actors=st.lists(st.text(max_size=5), max_size=2),
)
def test_every_incident_is_json_with_the_values_the_rows_promise(name, lon, lat, kind, on, killed, actors):
    event = an_event(place=a_place(name, lon=lon, lat=lat, kind=kind, id="x"), on=on, killed=killed, attribution=actors)
    incident = Incident(
        "i", name, event.sub_event_type, event.status, event.salience, event.when, on, event.where, None, event.actors,
        event.attribution, event.toll, 0.5, (event.id,), 1, tuple(actors), on,
    )  # fmt: skip
    feature = json.loads(to_json(incident_feature(incident)))
    told = feature["properties"]
    for row in INCIDENT:
        value = told[row.name]
        assert value is not None or not row.always
        assert not row.choices or value is None or value in row.choices
        assert not isinstance(value, dict)
        if row.type == "day" and value:
            date.fromisoformat(value)


@given(
    st.recursive(
        st.none() | st.text() | st.floats() | st.integers(-(2**53), 2**53),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_anything_becomes_json_of_the_same_length(value):
    again = json.loads(to_json(value))
    if isinstance(value, str):
        assert len(again) == len(value)


def test_lone_surrogates_do_not_move_spans():
    assert json.loads(to_json({"text": "a\ud800b😀"})) == {"text": "a\ufffdb😀"}


def test_the_lines_of_the_command_line():
    report = a_report("Shells hit Mirna.", external_id="supplier-7")
    place = a_place()
    chosen = Candidate(place, 2.5, ("named exactly",))
    known = Resolution(Toponym(11, 16, "Mirna"), (chosen,), chosen, 0.9)
    unknown = Resolution(Toponym(0, 6, "Shells"), (), None, 0.1)
    line = geoparse_line(report, (known, unknown))
    assert line["id"] == "supplier-7"
    first, second = line["toponyms"]
    assert {"start": 11, "end": 16, "text": "Mirna", "confidence": 0.9}.items() <= first.items()
    assert {"id": "test:mirna", "name": "Mirna", "lon": 40.0, "lat": 35.0, "country": "XA"}.items() <= first["place"].items()
    assert first["candidates"][0]["reasons"] == ["named exactly"]
    assert second["place"] is None

    event = an_event(report, by="Army", against="Villagers", killed=2)
    told = extract_line(report, (event,))
    assert told["id"] == "supplier-7"
    [form] = told["events"]
    promised = (
        "event_type, sub_event_type, status, salience, date_start, date_end, date_precision, lon, lat, place, uncertainty_km, "
        "fatalities_low, fatalities_high, actors, attribution, confidence, evidence"
    )
    assert set(promised.split(", ")) <= set(form)
    assert (form["lon"], form["lat"], form["place"]["name"]) == (40.0, 35.0, "Mirna")
    assert (form["actors"], form["initiators"], form["targets"]) == (["Army", "Villagers"], ["Army"], ["Villagers"])
    assert form["evidence"]["sentence"] == [0, 17]
    assert extract_line(report, ()) == {"id": "supplier-7", "events": []}
