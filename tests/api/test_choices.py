"""Choices by name, headers and filters: what cannot be used is refused by its name, and what can be is carried along."""

from urllib.parse import quote

import pytest

from dateline.storage.sql import open_store
from dateline_api.app import create_app
from tests.api.conftest import add
from tests.api.test_refusals import settled
from tests.builders import a_place, store_url


@pytest.mark.parametrize("path", ["/api/collections/incidents/items", "/api/incidents.bin", "/api/tiles/WebMercatorQuad/0/0/0"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("country", "XYZ"),
        ("country", "S1"),
        ("country", ",".join(["XA"] * 201)),
        ("country", "XA,"),
        ("admin1", '"unclosed'),
        ("admin1", ","),
        ("source", "a" * 501),
        ("actor", ",".join(f"a{number}" for number in range(201))),
        ("date_precision", "century"),
        ("geo_precision", "4"),
        ("geo_precision", "1,x"),
        ("least_toll", "-1"),
        ("least_toll", "1e3"),
        ("least_toll", "9" * 30),
        ("least_confidence", "1.1"),
        ("least_confidence", "nan"),
        ("least_confidence", "inf"),
        ("numbers", ""),
        ("numbers", "0"),
        ("numbers", "1,,2"),
        ("numbers", "9" * 20),
        ("numbers", ",".join(map(str, range(1, 502)))),
    ],
)
def test_a_wrong_choice_is_refused_by_its_name(client, path, name, value):
    answer = settled(client, "GET", path, params={name: value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == name


def test_names_may_hold_commas_and_quotes(own_names):
    client, name = own_names
    for told in (f'"{name.replace(chr(34), chr(34) * 2)}"', f' "Other", "{name.replace(chr(34), chr(34) * 2)}"'):
        assert client.json("/api/collections/incidents/items", params={"source": told})["numberMatched"] == 1
    assert client.json("/api/collections/incidents/items", params={"source": "Herald"})["numberMatched"] == 0


@pytest.fixture
def own_names(tmp_path, pipeline, client_of):
    name = 'Herald, "the" Daily'
    store = open_store(store_url(tmp_path))
    add(store, text="Shells hit One.", kind="grenade", place=a_place("One", lon=1, lat=1), on="2020-01-01", source=name)
    yield client_of(create_app(store=store, pipeline=pipeline)), name
    store.close()


def test_only_incidents_with_these_numbers_are_found(client):
    every = client.json("/api/collections/incidents/items", params={"limit": 1000})["features"]
    wanted = [feature["properties"]["number"] for feature in every[2:5]]
    found = client.json("/api/collections/incidents/items", params={"numbers": ",".join(map(str, [*wanted, 10**9]))})
    assert sorted(feature["properties"]["number"] for feature in found["features"]) == sorted(wanted)


def test_links_to_further_pages_and_exports_carry_every_choice(client):
    params = {"country": "XA", "least_confidence": "0.1", "date_precision": "day", "geo_precision": "1,2", "limit": "2"}
    page = client.json("/api/collections/incidents/items", params=params)
    [following] = [link["href"] for link in page["links"] if link["rel"] == "next"]
    for name, value in params.items():
        assert f"{name}={quote(value, safe='')}" in following
    ids = []
    while True:
        ids += [feature["id"] for feature in page["features"]]
        links = [link["href"] for link in page["links"] if link["rel"] == "next"]
        if not links:
            break
        page = client.json(links[0])
    carried = client.get("/api/collections/incidents/items", params={**params, "limit": "1000", "f": "geojsonl"})
    assert len(ids) == page["numberMatched"] == len(carried.content.splitlines()) > 2


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-encoding": "gzip;q=nan, zstd;q=-1, br;q=x, *;q=1e999"},
        {"accept-encoding": "," * 5_000 + "gzip"},
        {"accept": "text/html;q=nan," * 500},
        {"if-none-match": '"' * 5_000},
        {"cookie": "dateline_session=" + "a.b.c." * 1_000},
        {"cookie": "=;=;;;dateline_session"},
        {"authorization": "Bearer " + "a" * 8_000},
        {"accept-language": "x" * 5_000},
    ],
    ids=str,
)
@pytest.mark.parametrize("path", ["/api", "/api/incidents.bin", "/api/tiles/WebMercatorQuad/0/0/0", "/search?q=x"])
def test_no_header_makes_the_server_fail(client, path, headers):
    assert settled(client, "GET", path, headers=headers).status_code in (200, 400)


def test_nothing_that_is_sent_becomes_a_header(client):
    for params in ({"q": "x\r\nSet-Cookie: a=b"}, {"f": "csv\r\nX-Evil: 1"}, {"datetime": "2020-01-01\r\nX-Evil: 1"}):
        answer = settled(client, "GET", "/api/collections/incidents/items", params=params)
        assert answer.status_code == 400
        assert "x-evil" not in answer.headers
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("depth", [50, 800])
def test_deep_filters_are_refused(client, depth):
    text = "(" * depth + "number = 1" + ")" * depth
    json_text = '{"op":"not","args":[' * depth + "true" + "]}" * depth
    for path in ("/api/collections/incidents/items", "/api/incidents.bin", "/api/tiles/WebMercatorQuad/0/0/0"):
        for params in ({"filter": text}, {"filter": json_text, "filter-lang": "cql2-json"}):
            answer = settled(client, "GET", path, params=params)
            assert answer.status_code == 400
            assert answer.json()["parameter"] in ("filter", "query")
