"""Keys: what each opens, that only hashes are kept, and that nobody asks too often."""

import pytest

from dateline.errors import BadParameter, NotFound, StoreError
from dateline.keys import KeyFile, Scope
from dateline_api.access import Access
from dateline_api.app import create_app

ITEMS = "/api/collections/incidents/items"


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


def test_who_asks_too_often_waits(keys):
    access = Access(None, keys, burst=3, per_s=0.001)
    assert [access._wait("a") > 0 for _ in range(5)] == [False, False, False, True, True]
    assert access._wait("b") == 0
