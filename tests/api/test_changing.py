"""Entity tags, changes and corrections, over a store of their own."""

import pytest

from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.api.conftest import add, filled
from tests.api.schemas import PROBLEM, check
from tests.builders import store_url

ITEMS = "/api/collections/incidents/items"
LOCAL = {"host": "127.0.0.1:8000"}


@pytest.fixture
def own(tmp_path):
    store = filled(open_store(store_url(tmp_path)))
    yield store
    store.close()


@pytest.fixture
def editor(own, pipeline, client_of):
    return client_of(create_app(store=own, pipeline=pipeline, editing=True))


def one(client, words):
    return client.json(ITEMS, params={"q": words})["features"][0]


def decide(client, incident, headers=None, **body):
    body = {"who": "Ana", "reason": "I was there", **body}
    return client.request("POST", f"/api/incidents/{incident['id']}/revisions", json=body, headers={**LOCAL, **(headers or {})})


@pytest.mark.parametrize(
    "path", ["/api/collections", "/api/collections/incidents", ITEMS, f"{ITEMS}?f=csv", f"{ITEMS}?f=html", "/api/status"]
)
def test_an_answer_is_sent_once_until_something_changes(editor, own, path):
    first = editor.get(path)
    assert first.headers["cache-control"] == "no-cache"
    known = {"if-none-match": f'"other", {first.headers["etag"]}'}
    again = editor.get(path, headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert editor.get(path, headers={"if-none-match": '"other"'}).status_code == 200
    add(own, text="Another clash.", kind="armed_clash", on="2023-03-03", place=None)
    changed = editor.get(path, headers=known)
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


def test_other_answers_have_other_tags(editor):
    tags = {editor.get(path).headers["etag"] for path in (ITEMS, f"{ITEMS}?limit=1", f"{ITEMS}?f=html", "/api/status")}
    assert len(tags) == 4
    assert editor.get(ITEMS, headers={"accept": "text/html"}).headers["etag"] not in tags
    assert "etag" not in editor.get(f"{ITEMS}?limit=x").headers


def test_changes_are_replayed_in_order(editor, own):
    found, body = [], editor.json("/api/changes", params={"limit": 5})
    while True:
        found += body["changes"]
        following = [link["href"] for link in body["links"] if link["rel"] == "next"]
        if not following:
            break
        body = editor.json(following[0])
    sequences = [change["sequence"] for change in found]
    assert sequences == sorted(set(sequences))
    assert sequences[-1] == body["last"] == editor.json("/api/status")["sequence"]
    assert {change["id"] for change in found if change["kind"] == "incident"} >= {f["id"] for f in editor.json(ITEMS)["features"]}
    assert editor.json("/api/changes", params={"since": body["last"]})["changes"] == []
    incident = one(editor, "Both")
    assert decide(editor, incident, expected_revision=incident["properties"]["revision"], action="reject").status_code == 200
    later = editor.json("/api/changes", params={"since": body["last"]})["changes"]
    assert ("incident_gone", incident["id"]) in {(change["kind"], change["id"]) for change in later}
    for bad in ("x", "-1", "1.5"):
        assert editor.get("/api/changes", params={"since": bad}).json()["parameter"] == "since"


def test_a_correction_holds_and_is_remembered(editor):
    incident = one(editor, "Both")
    tag = editor.get(f"/api/incidents/{incident['id']}/revisions").headers["etag"]
    answer = decide(
        editor,
        incident,
        {"if-match": tag},
        status="alleged",
        fatalities_low=5,
        fatalities_high=6,
        date_start="2021-01-02",
        place_id="test:evil",
    )
    assert answer.status_code == 200, answer.text
    [made] = answer.json()["incidents"]
    assert answer.headers["etag"] == f'"{made["properties"]["revision"]}"'
    told = one(editor, "Both")["properties"]
    assert (told["status"], told["fatalities_low"], told["fatalities_high"]) == ("alleged", 5, 6)
    assert (told["date_start"], told["place_id"]) == ("2021-01-02", "test:evil")
    history = editor.json(f"/api/incidents/{incident['id']}/revisions")
    assert (history["revisions"][-1]["by"], history["revisions"][-1]["reason"]) == ("Ana", "I was there")
    assert history["revisions"][0]["by"] == "machine"


def test_a_stale_correction_is_refused(editor):
    incident = one(editor, "Both")
    stale = incident["properties"]["revision"] + 7
    for status, answer in (
        (412, decide(editor, incident, {"if-match": f'"{stale}"'}, status="denied")),
        (409, decide(editor, incident, expected_revision=stale, status="denied")),
        (428, decide(editor, incident, status="denied")),
    ):
        assert answer.status_code == status
        check(PROBLEM, answer.json())
    assert one(editor, "Both")["properties"]["status"] == "occurred"


def test_split_merge_reject_restore(editor):
    incident = one(editor, "Both")

    def act(target, **body):
        tag = editor.get(f"/api/incidents/{target['id']}/revisions").headers["etag"]
        answer = decide(editor, target, {"if-match": tag}, **body)
        assert answer.status_code == 200, answer.text
        return answer.json()["incidents"]

    rest, own = act(incident, action="split", event_ids=incident["properties"]["event_ids"][:1])
    assert rest["properties"]["report_count"] == own["properties"]["report_count"] == 1
    [both] = act(rest, action="merge", other_id=own["id"])
    assert both["properties"]["report_count"] == 2
    assert act(both, action="reject") == []
    assert editor.get(f"{ITEMS}/{both['id']}").status_code == 404
    [back] = act(both, action="restore")
    assert back["properties"]["report_count"] == 2


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({"reason": ""}, "reason"),
        ({"who": ""}, "who"),
        ({"status": "maybe"}, "status"),
        ({"status": None}, "status"),
        ({"place_id": "nowhere"}, "place_id"),
        ({"date_start": "2021-01-05", "date_end": "2021-01-01"}, "date_end"),
        ({"date_end": "2021-01-01"}, "date_start"),
        ({"fatalities_low": 9, "fatalities_high": 3}, "fatalities_low"),
        ({"action": "merge"}, "other_id"),
        ({"action": "split"}, "event_ids"),
        ({"action": "delete"}, "action"),
        ({"unheard": 1}, "unheard"),
    ],
)
def test_a_wrong_correction_is_refused(editor, body, parameter):
    answer = decide(editor, one(editor, "Both"), {"if-match": '"1"'}, **body)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_corrections_are_taken_from_this_machine_only(editor, own, pipeline, client_of):
    incident = one(editor, "Both")
    body = {"who": "Eve", "reason": "x", "status": "denied", "expected_revision": incident["properties"]["revision"]}
    path = f"/api/incidents/{incident['id']}/revisions"
    for headers in ({"host": "rebound.example"}, {**LOCAL, "origin": "https://evil.example"}, {**LOCAL, "origin": "null"}):
        assert editor.request("POST", path, json=body, headers=headers).status_code == 403
    assert editor.request("POST", path, content=b"{}", headers={**LOCAL, "content-type": "text/plain"}).status_code == 415
    assert editor.request("POST", path, content=b"x" * 200_000, headers={**LOCAL, "content-type": "application/json"}).status_code == 413
    closed = client_of(create_app(store=own, pipeline=pipeline))
    assert closed.request("POST", path, json=body, headers=LOCAL).status_code == 403
    assert editor.get("/api/incidents/nothing/revisions").status_code == 404
    assert editor.request("POST", path, json=body, headers={**LOCAL, "origin": "http://127.0.0.1:8000"}).status_code == 200


def test_whoever_waits_too_long_is_told_so(own, pipeline, client_of):
    from threading import Event

    ended = Event()

    class Slow:
        def sequence(self):
            return 1

        def features(self, query):
            ended.wait(30)
            return own.features(query)

    client = client_of(create_app(store=Slow(), pipeline=pipeline, timeout_s=0.05))

    async def ask():
        import anyio
        import httpx

        async with anyio.create_task_group() as group:
            group.start_soon(release)
            async with httpx.AsyncClient(transport=httpx.ASGITransport(client.app), base_url="http://test") as asking:
                return await asking.get(ITEMS)

    async def release():
        import anyio

        await anyio.sleep(0.5)
        ended.set()

    answer = client.portal.call(ask)
    assert answer.status_code == 503
    check(PROBLEM, answer.json())
