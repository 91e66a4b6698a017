"""Keys: what each opens, that only hashes are kept, and that nobody asks too often."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import BadParameter, NotFound, StoreError
from dateline.keys import KeyFile, Scope
from dateline.storage.sql import open_store
from dateline_api.access import Rate
from dateline_api.app import create_app
from dateline_api.sessions import Sessions
from tests.api.conftest import filled
from tests.builders import store_url

ITEMS = "/api/collections/incidents/items"
SESSION = "/api/session"


@pytest.fixture
def keys(tmp_path):
    return KeyFile(tmp_path / "keys.json")


def test_only_hashes_are_kept_for_the_owner(keys, tmp_path):
    made = keys.add("ana", Scope.EDITOR)
    file = tmp_path / "keys.json"
    assert made not in file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert keys.find(made).name == "ana"
    assert keys.find(made + "x") is None
    with pytest.raises(BadParameter):
        keys.add("ana", Scope.READER)
    with pytest.raises(BadParameter):
        keys.add("a b", Scope.READER)
    keys.remove("ana")
    assert keys.find(made) is None
    with pytest.raises(NotFound):
        keys.remove("ana")
    file.write_text("[{}]")
    with pytest.raises(StoreError):
        keys.every()


def test_a_key_opens_what_its_scope_says(keys, store, pipeline, static, client_of):
    client = client_of(create_app(store=store, pipeline=pipeline, static=static, keys=keys))
    reader, editor = ({"authorization": f"Bearer {keys.add(scope.value, scope)}"} for scope in (Scope.READER, Scope.EDITOR))
    for path in ("/api", ITEMS, "/api/status", "/search?q=x"):
        refused = client.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert client.get(path, headers={"authorization": "Bearer nothing"}).status_code == 401
        assert client.get(path, headers=reader).status_code == 200
    assert client.get("/").status_code == 200
    path = f"/api/incidents/{client.json(ITEMS, headers=reader)['features'][0]['id']}/revisions"
    body = {"who": "somebody", "reason": "x", "status": "denied", "expected_revision": 99}
    assert client.request("POST", path, json=body, headers=reader).status_code == 403
    # It gets as far as the revision, which is another.
    assert client.request("POST", path, json=body, headers=editor).status_code in (403, 409)
    keys.remove("reader")
    assert client.get("/api", headers=reader).status_code == 401


def test_who_asks_too_often_waits():
    rate = Rate(burst=3, per_s=0.001)
    assert [rate.wait("a") > 0 for _ in range(5)] == [False, False, False, True, True]
    assert rate.wait("b") == 0


@pytest.fixture
def guarded(keys, tmp_path, pipeline, static, client_of):
    """A server that asks for keys, and the key of an editor."""
    store = filled(open_store(store_url(tmp_path)))
    yield client_of(create_app(store=store, pipeline=pipeline, static=static, keys=keys)), keys.add("ana", Scope.EDITOR)
    store.close()


def sign_in(client, key, **headers):
    answer = client.request("POST", SESSION, json={"key": key}, headers={"origin": "http://test", **headers})
    assert answer.status_code == 200, answer.text
    return answer.headers["set-cookie"]


def test_a_browser_without_a_key_gets_the_page_and_a_hint(guarded):
    client, _ = guarded
    assert client.get("/").status_code == 200
    assert client.get("/assets/index-Ab3dE6gH.js").status_code == 200
    refused = client.get(ITEMS)
    assert refused.status_code == 401
    assert SESSION in refused.json()["detail"]
    for answer in (refused, client.get(SESSION), client.request("POST", SESSION, json={"key": "x"}), client.request("DELETE", SESSION)):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert client.json(SESSION) == {"asks_for_key": True, "name": None, "scope": None, "until": None}


def test_a_session_goes_on_where_its_key_began(guarded, keys):
    client, key = guarded
    told = sign_in(client, key)
    cookie = told.partition(";")[0]
    for attribute in ("HttpOnly", "SameSite=strict", "Path=/", "Max-Age="):
        assert attribute in told
    assert "Secure" not in told
    assert key not in told
    assert keys.find(key).digest not in told
    mine = {"cookie": cookie}
    answer = client.get(ITEMS, headers=mine)
    assert answer.status_code == 200
    assert "private" in answer.headers["cache-control"]
    assert "Cookie" in answer.headers["vary"]
    assert client.json(SESSION, headers=mine)["name"] == "ana"
    # Nothing but the whole cookie will do.
    assert client.get(ITEMS, headers={"cookie": cookie[:-1] + ("A" if cookie[-1] != "A" else "B")}).status_code == 401
    ended = client.request("DELETE", SESSION, headers={**mine, "origin": "http://test"})
    assert ended.status_code == 204
    assert "Max-Age=0" in ended.headers["set-cookie"]
    assert client.get(ITEMS, headers=mine).status_code == 401
    again = {"cookie": sign_in(client, key).partition(";")[0]}
    assert client.get(ITEMS, headers=again).status_code == 200
    keys.remove("ana")
    assert client.get(ITEMS, headers=again).status_code == 401


def test_a_session_corrects_from_the_own_page_only(guarded):
    client, key = guarded
    cookie = sign_in(client, key).partition(";")[0]
    feature = client.json(ITEMS, headers={"cookie": cookie})["features"][0]
    path = f"/api/incidents/{feature['id']}/revisions"
    body = {"who": "somebody", "reason": "seen", "status": "denied", "expected_revision": 1}
    for elsewhere in ({}, {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "http://test.evil.example"}):
        refused = client.request("POST", path, json=body, headers={"cookie": cookie, **elsewhere})
        assert refused.status_code == 403
    taken = client.request("POST", path, json=body, headers={"cookie": cookie, "origin": "http://test"})
    assert taken.status_code == 200, taken.text
    # Remembered under the key's name, whoever the body says it was.
    assert client.json(path, headers={"cookie": cookie})["revisions"][-1]["by"] == "ana"


def test_a_session_of_a_reader_reads(guarded, keys):
    client, _ = guarded
    cookie = sign_in(client, keys.add("ben", Scope.READER)).partition(";")[0]
    headers = {"cookie": cookie, "origin": "http://test"}
    assert client.get(ITEMS, headers=headers).status_code == 200
    assert client.request("POST", "/api/incidents/x/revisions", json={}, headers=headers).status_code == 403


def test_the_cookie_is_secure_where_the_address_is(keys, store, pipeline, client_of):
    client = client_of(create_app(store=store, pipeline=pipeline, keys=keys, base_url="https://maps.example.org"))
    told = sign_in(client, keys.add("ana", Scope.READER), origin="https://maps.example.org")
    assert "Secure" in told


def test_sessions_begin_with_a_key_and_not_too_often(guarded):
    client, key = guarded
    assert client.request("POST", SESSION, json={"key": key}, headers={"origin": "http://evil.example"}).status_code == 403
    assert client.request("POST", SESSION, content=b"key=x").status_code == 415
    assert client.request("POST", SESSION, json={"name": "x"}).json()["parameter"] == "key"
    statuses = [client.request("POST", SESSION, json={"key": "dateline_guess"}).status_code for _ in range(12)]
    assert statuses[0] == 401
    assert statuses[-1] == 429


def test_a_server_of_its_own_machine_asks_for_no_key(client):
    assert client.json(SESSION) == {"asks_for_key": False, "name": None, "scope": "reader", "until": None}
    assert client.request("POST", SESSION, json={"key": "x"}).status_code == 403
    assert client.request("DELETE", SESSION).status_code == 204


@given(st.text(max_size=500))
def test_no_cookie_opens_by_chance(text):
    assert Sessions(KeyFile(Path("/nowhere/keys.json"))).find(text) is None
