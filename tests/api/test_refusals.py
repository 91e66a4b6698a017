"""Nothing that comes from outside makes the server fail: it answers, or says no clearly."""

import string
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import StoreError
from dateline.storage.store import Page
from dateline_api.app import create_app
from tests.api.schemas import PROBLEM, check

PATHS = [
    "/api",
    "/api/collections",
    "/api/collections/incidents",
    "/api/collections/incidents/items",
    "/api/collections/events/items",
    "/api/collections/reports/items",
    "/api/collections/places/items",
    "/api/changes",
    "/api/incidents.bin",
    "/api/tileMatrixSets",
    "/api/tileMatrixSets/WebMercatorQuad",
    "/api/tiles",
    "/api/collections/incidents/tiles/WebMercatorQuad",
    "/api/tiles/WebMercatorQuad/0/0/0",
    "/api/session",
]
NAMES = [
    "bbox",
    "datetime",
    "limit",
    "offset",
    "q",
    "event_type",
    "sub_event_type",
    "status",
    "salience",
    "incident_id",
    "report_id",
    "country",
    "admin1",
    "source",
    "actor",
    "date_precision",
    "geo_precision",
    "least_toll",
    "least_confidence",
    "numbers",
    "columns",
    "cursor",
    "sortby",
    "properties",
    "crs",
    "bbox-crs",
    "filter",
    "filter-lang",
    "since",
    "f",
    "",
]
NASTY = [
    "nan,nan,nan,nan",
    "inf,-inf,1e999,0",
    "180,-90,-180,90",
    "0001-01-01T00:00:00+14:00/..",
    "9999-12-31T23:59:59-14:00",
    "../..",
    "9223372036854775808",
    "1000000000000",
    "\x00",
    "\u0000\ufffe",
    '" OR 1=1 --',
    "NEAR(a b) * ^ : - \"'",
    "\u202eabc",
    "battles,protests",
    "occurred",
    "json",
    "html",
]


def settled(client, method, url, **options):
    answer = client.request(method, url, **options)
    assert answer.status_code < 500, answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src" in answer.headers["content-security-policy"]
    assert answer.headers["referrer-policy"]
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.headers["content-type"] == "application/problem+json"
        check(PROBLEM, answer.json())
        assert answer.json()["status"] == answer.status_code
    return answer


text = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.text(alphabet="0123456789.,-/TZ:+ ", max_size=40))
query = st.lists(st.tuples(st.one_of(st.sampled_from(NAMES), st.text(max_size=8)), text), max_size=4)
relaxed = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@relaxed
@given(path=st.sampled_from(PATHS), pairs=query)
def test_no_query_makes_the_server_fail(client, path, pairs):
    encoded = "&".join(f"{quote(name, errors='replace')}={quote(value, errors='replace')}" for name, value in pairs)
    settled(client, "GET", f"{path}?{encoded}")


@relaxed
@given(
    path=st.text(alphabet=string.printable + "é\u0000\u2028", max_size=40),
    method=st.sampled_from(["GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH"]),
)
def test_no_path_makes_the_server_fail(client, path, method):
    for base in (
        "/",
        "/api/",
        "/api/collections/incidents/items/",
        "/api/collections/events/items/",
        "/api/collections/places/items/",
        "/api/incidents/",
    ):
        settled(client, method, base + quote(path))


@pytest.mark.parametrize(
    "query",
    [
        "q=%ff%fe",
        "q=%00",
        "q=%ED%A0%80",
        "%ff=1",
        "q=%",
        "q=%zz",
        "q=" + "a" * 50_000,
        "q=" + "a" * 501,
        "&".join(f"x{n}=1" for n in range(1000)),
        "limit=1&limit=2",
        "bbox=1&bbox=2&bbox=3&bbox=4",
        "offset=" + "9" * 5000,
        "incident_id=",
        "report_id=" + "a" * 501,
    ],
)
def test_what_cannot_be_read_is_refused(client, query):
    answer = settled(client, "GET", f"/api/collections/events/items?{query}")
    assert answer.status_code == (200 if query in ("q=%", "q=%zz") else 400)


def test_the_farthest_page_is_empty(client):
    body = client.json("/api/collections/incidents/items?offset=1000000000000&limit=10000")
    assert body["features"] == []
    assert body["numberMatched"] > 0


def test_words_are_words_and_not_operators(client):
    for words in ('"', "*", "a OR b", "NEAR", "Mirna*", "title:Mirna", "(", "a AND NOT", "-Mirna", "^M"):
        settled(client, "GET", "/api/collections/incidents/items?q=" + quote(words))
    assert client.json("/api/collections/incidents/items", params={"q": "shells Both"})["numberMatched"] == 0
    assert client.json("/api/collections/incidents/items", params={"q": "both bomb"})["numberMatched"] == 1


def test_filters_hold_together(client):
    body = client.json("/api/collections/incidents/items", params={"event_type": "battles,violence_against_civilians"})
    assert {f["properties"]["sub_event_type"] for f in body["features"]} == {"armed_clash", "attack"}
    body = client.json("/api/collections/incidents/items", params={"event_type": "battles,violence_against_civilians", "status": "planned"})
    [feature] = body["features"]
    assert feature["properties"]["date_start"] is None
    assert feature["properties"]["timeline_date"] == "2020-07-24"


def test_an_incident_has_its_accounts_and_they_their_words(client):
    [incident] = client.json("/api/collections/incidents/items", params={"q": "both"})["features"]
    assert incident["properties"]["sources"] == ["First", "Second"]
    events = client.json("/api/collections/events/items", params={"incident_id": incident["id"]})["features"]
    assert sorted(event["id"] for event in events) == incident["properties"]["event_ids"]
    for event in events:
        told = event["properties"]
        assert told["incident_id"] == incident["id"]
        text = client.json(f"/api/collections/reports/items/{told['report_id']}")["properties"]["text"]
        assert text[told["sentence_start"] : told["sentence_end"]] == told["quote"]
        assert told["evidence"]["sentence"] == [told["sentence_start"], told["sentence_end"]]
        assert told["date_start"] == "2021-01-01"
        assert client.json("/api/collections/events/items", params={"report_id": told["report_id"]})["numberMatched"] == 1


@pytest.mark.parametrize("host", ["", "a b", "x/../y", "evil.example\\@", "[", "[::1", "a:b", "a" * 300])
def test_a_host_that_is_none_is_refused(client, host):
    assert settled(client, "GET", "/api", headers={"host": host}).status_code == 400


def test_a_public_address_goes_into_the_links(store, pipeline, client_of):
    client = client_of(create_app(store=store, pipeline=pipeline, base_url="https://maps.example.org/"))
    assert all(link["href"].startswith("https://maps.example.org/api") for link in client.json("/api")["links"])


def test_methods_are_told(client):
    answer = settled(client, "POST", "/api/collections")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert settled(client, "OPTIONS", "/api/geoparse").headers["allow"] == "POST, OPTIONS"


def test_pages_of_other_sites_may_read_but_not_send(client):
    assert settled(client, "GET", "/api/collections").headers["access-control-allow-origin"] == "*"
    preflight = settled(
        client, "OPTIONS", "/api/geoparse", headers={"origin": "https://a.example", "access-control-request-method": "POST"}
    )
    assert "POST" not in preflight.headers["access-control-allow-methods"]
    posted = settled(client, "POST", "/api/geoparse", content=b'{"text": "x"}', headers={"content-type": "text/plain"})
    assert posted.status_code == 415
    assert "access-control-allow-origin" not in posted.headers


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        (b"", None),
        (b"{", None),
        (b"[]", None),
        (b"null", None),
        (b"\xff\xfe", None),
        (b"[" * 40_000, None),
        (b"{}", "text"),
        (b'{"text": ""}', "text"),
        (b'{"text": 1}', "text"),
        (b'{"text": "\\ud800"}', None),
        (b'{"text": "x", "published": "2020"}', "published"),
        (b'{"text": "x", "published": 20200101}', "published"),
        (b'{"text": "x", "more": 1}', "more"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(client, body, parameter):
    answer = settled(client, "POST", "/api/geoparse", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400
    assert answer.json().get("parameter") == parameter


@pytest.mark.parametrize("length", [{}, {"content-length": "60000"}])
def test_a_text_that_is_too_large_is_refused(client, length):
    body = b'{"text": "' + b"x" * 60_000 + b'"}'

    async def pieces():
        for start in range(0, len(body), 1000):
            yield body[start : start + 1000]

    headers = {"content-type": "application/json", **length}
    assert settled(client, "POST", "/api/geoparse", content=pieces(), headers=headers).status_code == 413


class Broken:
    """A store that has been lost."""

    def __init__(self, error):
        self.error = error

    def incidents(self, query):
        raise self.error

    def summary(self):
        raise self.error

    def sequence(self):
        if self.error:
            raise self.error
        return 1


def test_a_lost_store_is_said_to_be_lost(client_of, pipeline):
    answer = client_of(create_app(store=Broken(StoreError("the store is gone")), pipeline=pipeline)).get("/api/collections/incidents/items")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "the store is gone"


def test_a_defect_tells_nothing_of_itself(client_of, pipeline, caplog):
    import httpx

    app = create_app(store=Broken(RuntimeError("secret path")), pipeline=pipeline)
    client = client_of(app)

    async def ask():
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://test") as asking:
            return await asking.get("/api/status")

    answer = client.portal.call(ask)
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "secret" not in answer.text
    assert "secret path" in caplog.text


def test_text_with_lone_surrogates_is_still_served(client_of, pipeline):
    from tests.builders import a_report

    class Odd(Broken):
        def reports(self, query):
            return Page((a_report("half a pair \ud83d of it"),), 1)

    client = client_of(create_app(store=Odd(None), pipeline=pipeline))
    assert client.json("/api/collections/reports/items")["features"][0]["properties"]["text"] == "half a pair \ufffd of it"
    assert client.get("/api/collections/reports/items?f=html").status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize("when", ["yesterday", "tomorrow", "last week", "next month", "overnight", "two days ago", "on Thursday", ""])
def test_the_ends_of_the_calendar_are_days_too(client, day, when):
    text = f"Shells hit Qalmar {when}. The army said an attack is planned {when}; clashes erupted in Qalmar."
    answer = settled(client, "POST", "/api/geoparse", json={"text": text, "published": day})
    assert answer.status_code == 200, answer.text
    assert answer.json()["events"]
