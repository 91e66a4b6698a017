"""The review queue over a store of its own: what is asked, in which order, and what takes a question away."""

from dataclasses import replace

import pytest

from dateline.extraction.event import Span
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.api.conftest import add
from tests.builders import a_place, an_account, store_url

LOCAL = {"host": "127.0.0.1:8000"}


@pytest.fixture
def own(tmp_path):
    store = open_store(store_url(tmp_path))
    add(store, text="Sure of everything.", kind="armed_clash", place=a_place("Sure", lon=1), on="2020-07-23")
    add(store, text="A bomb, few hurt.", kind="suicide_bomb", place=a_place("Few", lon=2), place_confidence=0.4, on="2020-07-23", killed=1)
    add(
        store,
        text="A bomb, many dead.",
        kind="suicide_bomb",
        place=a_place("Many", lon=3),
        place_confidence=0.4,
        on="2020-07-23",
        killed=90,
    )
    add(
        store,
        text="A bomb long ago.",
        kind="suicide_bomb",
        place=a_place("Old", lon=4),
        place_confidence=0.4,
        on="2005-01-01",
        published="2005-01-02",
    )
    add(store, text="Some day.", kind="attack", place=a_place("Undated", lon=5), on=None)
    add(store, text="Some year.", kind="attack", place=a_place("Rough", lon=6), on="2019")
    add(store, text="Before it happened.", kind="attack", place=a_place("Later", lon=7), on="2020-08-30")
    add(store, text="A plan.", kind="attack", place=a_place("Plan", lon=8), on=None, status="planned")
    add(store, text="Perhaps an attack.", kind="attack", place=a_place("Perhaps", lon=9), on="2020-07-23", confidence=0.3)
    yield store
    store.close()


@pytest.fixture
def editor(own, pipeline, client_of):
    return client_of(create_app(store=own, pipeline=pipeline, editing=True))


def asked(client, **parameters):
    return [
        (entry["kind"], entry["cause"], entry["incident"]["properties"]["place_name"])
        for entry in client.json("/api/review", params=parameters)["entries"]
    ]


def accept(client, incident_id, kind, **more):
    body = {"incident_id": incident_id, "kind": kind, "who": "Ana", "reason": "the report says so", **more}
    return client.request("POST", "/api/review", json=body, headers=LOCAL)


def test_what_is_doubtful_is_asked_and_what_matters_most_comes_first(editor):
    assert [name for *_, name in asked(editor, kind="place")] == ["Many", "Few", "Old"]
    assert {entry[1:] for entry in asked(editor, kind="day")} == {
        ("undated", "Undated"),
        ("rough_day", "Rough"),
        ("day_after_report", "Later"),
    }
    assert asked(editor, kind="type") == [("type", "unsure_type", "Perhaps")]
    every = editor.json("/api/review", params={"limit": 3})
    assert every["counts"] == {"place": 3, "day": 3, "type": 1, "merge": 0}
    assert (every["matched"], len(every["entries"])) == (7, 3)
    weights = [entry["weight"] for entry in editor.json("/api/review")["entries"]]
    assert weights == sorted(weights, reverse=True)
    following = [link["href"] for link in every["links"] if link["rel"] == "next"]
    assert len(editor.json(following[0])["entries"]) == 3
    assert asked(editor, bbox="2.5,-90,4.5,90", datetime="2020-01-01/..") == [("place", "unsure_place", "Many")]


def test_what_was_found_right_is_asked_no_more_until_it_changes_or_is_taken_back(editor, own):
    few = next(
        entry["incident"] for entry in editor.json("/api/review")["entries"] if entry["incident"]["properties"]["place_name"] == "Few"
    )
    before = editor.json("/api/status")["sequence"]
    assert accept(editor, few["id"], "place").status_code == 200
    assert editor.json("/api/status")["sequence"] > before
    assert [name for *_, name in asked(editor, kind="place")] == ["Many", "Old"]
    # Another process, which starts from what is stored, asks no more either.
    add(own, text="Something else.", kind="attack", place=None, on="2020-07-23")
    assert ("place", "unplaced", None) in asked(editor)
    assert accept(editor, few["id"], "place", action="reopen").status_code == 200
    assert "Few" in [name for *_, name in asked(editor, kind="place")]


def test_a_corrected_place_is_not_asked_about(editor):
    many = editor.json("/api/review", params={"kind": "place"})["entries"][0]["incident"]
    body = {"who": "Ana", "reason": "seen", "lon": 3.5, "lat": 35.2, "expected_revision": 1}
    answer = editor.request("POST", f"/api/incidents/{many['id']}/revisions", json=body, headers=LOCAL)
    assert answer.status_code == 200, answer.text
    [made] = answer.json()["incidents"]
    assert made["geometry"]["coordinates"] == [3.5, 35.2]
    assert made["properties"]["place_id"] == "user:pin:3.50000,35.20000"
    assert [name for *_, name in asked(editor, kind="place")] == ["Few", "Old"]


def test_two_incidents_that_may_be_one_are_asked_about_until_somebody_decides(editor, own):
    north = a_place("North", kind="admin1", lon=40.2, lat=35.4, admin1=None)
    add(own, text="The province.", kind="chemical_weapon", place=north, on="2020-07-23", killed=7, by="Army", source="First")
    add(own, text="The town, in short.", kind="chemical_weapon", place=a_place(), on="2020-07-23", source="Second")
    entries = editor.json("/api/review", params={"kind": "merge"})["entries"]
    assert [entry["cause"] for entry in entries] == ["maybe_same"]
    [entry] = entries
    assert len(entry["event_ids"]) == 2
    assert entry["reasons"]
    assert accept(editor, entry["incident"]["id"], "merge", other_id=entry["other"]["id"]).status_code == 200
    assert asked(editor, kind="merge") == []
    assert accept(editor, entry["incident"]["id"], "merge", other_id=entry["other"]["id"], action="reopen").status_code == 200
    body = {"action": "merge", "other_id": entry["other"]["id"], "who": "Ana", "reason": "same", "expected_revision": 1}
    assert editor.request("POST", f"/api/incidents/{entry['incident']['id']}/revisions", json=body, headers=LOCAL).status_code == 200
    assert asked(editor, kind="merge") == []


def test_other_places_come_from_the_words_of_the_report(editor, own, gazetteer):
    place = gazetteer.get("test:tripol-xb")
    add(own, text="Shells hit Tripol on 3 March 2020.", kind="shelling_artillery_missile", place=place, on="2020-03-03")
    incident = editor.json("/api/collections/incidents/items", params={"q": "Tripol"})["features"][0]
    told = editor.json(f"/api/incidents/{incident['id']}/candidates")
    assert (told["id"], told["revision"], told["chosen"]) == (incident["id"], 1, place.id)
    assert {"test:tripol-xa", "test:tripol-xb"} <= {candidate["id"] for candidate in told["candidates"]}
    assert all(candidate["words"] == "Tripol" and candidate["reasons"] for candidate in told["candidates"])
    assert editor.get("/api/incidents/nowhere/candidates").status_code == 404


def test_words_that_stand_for_a_name_may_mean_any_place_of_the_report(editor, own, gazetteer):
    text = "Troops left Borstad for Tripol on 3 March 2020. On 5 March 2020 shells hit the city."
    place, city = gazetteer.get("test:tripol-xb"), text.index("the city")
    account = an_account(text=text, kind="shelling_artillery_missile", place=place, place_confidence=0.6, on="2020-03-05")
    evidence = replace(account.event.evidence, place=Span(city, city + len("the city")))
    own.add(account.report, [replace(account.event, evidence=evidence)])
    incident = editor.json("/api/collections/incidents/items", params={"q": "Tripol"})["features"][0]
    told = editor.json(f"/api/incidents/{incident['id']}/candidates")["candidates"]
    assert {candidate["words"] for candidate in told} == {"Tripol", "Borstad"}
    [other] = [candidate for candidate in told if candidate["words"] == "Borstad"]
    assert other["reasons"] == ["named in the same report"]
    assert other["likeness"] == pytest.approx(0.4)
    assert sum(candidate["likeness"] for candidate in told) == pytest.approx(1)


@pytest.mark.parametrize(
    ("body", "parameter"),
    [({"kind": "weather"}, "kind"), ({"reason": ""}, "reason"), ({"other": 1}, "other"), ({"incident_id": ""}, "incident_id")],
)
def test_a_wrong_acceptance_is_refused_by_name(editor, body, parameter):
    whole = {"incident_id": "x", "kind": "place", "who": "Ana", "reason": "seen"} | body
    answer = editor.request("POST", "/api/review", json=whole, headers=LOCAL)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_only_editors_accept(own, pipeline, client_of, editor):
    reader = client_of(create_app(store=own, pipeline=pipeline))
    assert accept(reader, "x", "place").status_code == 403
    assert accept(editor, "nowhere", "place").status_code == 404
    some = editor.json("/api/review", params={"kind": "place"})["entries"][0]["incident"]["id"]
    assert accept(editor, some, "place", expected_revision=9).status_code == 409
    assert accept(editor, some, "merge", other_id="nowhere").status_code == 400
    assert editor.get("/api/review", params={"kind": "x"}).json()["parameter"] == "kind"
