"""Reports that editors hand in."""

import json

import pytest

from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.builders import store_url

LOCAL = {"host": "127.0.0.1:8000"}
TEXT = "Shells hit Qalmar on Thursday and killed two people, residents said."


@pytest.fixture
def own(tmp_path):
    store = open_store(store_url(tmp_path))
    yield store
    store.close()


@pytest.fixture
def editor(own, pipeline, client_of):
    return client_of(create_app(store=own, pipeline=pipeline, editing=True, max_body_bytes=50_000))


def hand_in(client, **options):
    headers = {**LOCAL, **options.pop("headers", {})}
    return client.request("POST", "/api/reports", headers=headers, **options)


def test_a_text_is_stored_and_told_once(editor, own):
    body = {"text": TEXT, "published": "2023-05-12", "source": "The Borstad Courier"}
    first = hand_in(editor, json=body)
    assert first.status_code == 200, first.text
    assert {name: first.json()[name] for name in ("new", "known", "unreadable", "complete")} == {
        "new": 1,
        "known": 0,
        "unreadable": 0,
        "complete": True,
    }
    assert first.json()["events"] == own.summary().events > 0
    assert hand_in(editor, json=body).json()["known"] == 1
    assert own.summary().reports == 1


def test_files_are_told_by_what_they_hold(editor, own):
    lines = "\n".join(json.dumps({"id": str(n), "text": f"{TEXT} {n}", "published": "2023-05-12"}) for n in range(3)) + "\nno json\n"
    told = hand_in(
        editor, content=lines.encode(), params={"name": "news.jsonl"}, headers={"content-type": "application/octet-stream"}
    ).json()
    assert (told["new"], told["unreadable"]) == (3, 1)
    page = f"<html><head><title>Qalmar</title></head><body><article><p>{TEXT}</p><p>{TEXT * 4}</p></article></body></html>"
    told = hand_in(
        editor, content=page.encode(), params={"name": "page.html", "published": "2023-05-12"}, headers={"content-type": "text/html"}
    )
    assert told.json()["new"] == 1
    broken = hand_in(
        editor,
        content=b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)),
        params={"name": "../../etc/x"},
        headers={"content-type": "text/plain"},
    ).json()
    assert broken["unreadable"] == 1
    assert "tmp" not in json.dumps(broken)
    assert own.summary().reports == 4


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-", "ftp://example.org/feed"])
def test_only_web_addresses_are_fetched(editor, own, url):
    answer = hand_in(editor, json={"url": url})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "url")
    assert own.summary().reports == 0


def test_private_addresses_are_not_fetched(editor, own):
    told = hand_in(editor, json={"url": "http://127.0.0.1:9/feed.xml"}).json()
    assert told["unreadable"] == 1
    assert "not a public address" in told["reports"][0]["cause"]


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "text"),
        ({"text": "a", "url": "http://a.example"}, "url"),
        ({"text": ""}, "text"),
        ({"word": "a"}, "word"),
        ({"text": "a", "published": "x"}, "published"),
    ],
)
def test_what_cannot_be_taken_is_named(editor, body, parameter):
    answer = hand_in(editor, json=body)
    assert (answer.status_code, answer.json()["parameter"]) == (400, parameter)


def test_only_editors_hand_in(own, pipeline, client_of, editor):
    reader = client_of(create_app(store=own, pipeline=pipeline))
    assert hand_in(reader, json={"text": TEXT}).status_code == 403
    assert editor.request("POST", "/api/reports", json={"text": TEXT}, headers={"host": "maps.example.org"}).status_code == 403
    elsewhere = {"origin": "https://evil.example", "content-type": "text/plain"}
    assert hand_in(editor, content=TEXT.encode(), headers=elsewhere).status_code == 403
    assert hand_in(editor, content=b"", headers={"content-type": "text/plain"}).status_code == 400
    assert hand_in(editor, content=b"a" * 60_000, headers={"content-type": "text/plain"}).status_code == 413
