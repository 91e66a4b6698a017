"""OGC API – Features, Part 1: Core 1.0 (17-069r4): one test for each requirement, named by it."""

from urllib.parse import parse_qs, urlsplit

import pytest

from tests.api.schemas import FEATURE, FEATURES, check

COLLECTIONS = ["incidents", "events", "reports", "places"]
LINKED = ["/api", "/api/conformance", "/api/collections", *(f"/api/collections/{name}" for name in COLLECTIONS)]


def links(body, rel):
    return [link for link in body["links"] if link["rel"] == rel]


def ids(body):
    return [feature["id"] for feature in body["features"]]


def items(client, name, **params):
    return client.json(f"/api/collections/{name}/items", params=params)


def test_req_core_root_op(client):
    assert client.get("/api").status_code == 200


def test_req_core_root_success(client):
    body = client.json("/api")
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        [link] = links(body, rel)
        assert client.get(link["href"]).headers["content-type"].split(";")[0] == link["type"].split(";")[0]


def test_req_core_api_definition_op(client):
    for link in [*links(client.json("/api"), "service-desc"), *links(client.json("/api"), "service-doc")]:
        assert client.get(link["href"]).status_code == 200


def test_req_core_api_definition_success(client):
    answer = client.get("/api/openapi.json")
    assert answer.headers["content-type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert answer.json()["openapi"].startswith("3.0.")


def test_req_core_conformance_op(client):
    assert client.get("/api/conformance").status_code == 200


def test_req_core_conformance_success(client):
    classes = client.json("/api/conformance")["conformsTo"]
    for name in ("core", "geojson", "html", "oas30"):
        assert f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{name}" in classes


def test_req_core_http(client):
    assert client.get("/api/nothing").status_code == 404
    assert client.request("DELETE", "/api/collections").status_code == 405
    assert client.request("HEAD", "/api/collections").status_code == 200


def test_req_core_query_param_unknown(client):
    for path in [*LINKED, "/api/collections/incidents/items", "/api/openapi.json", "/api/status"]:
        answer = client.get(path, params={"unheard_of": "1"})
        assert answer.status_code == 400
        assert answer.json()["parameter"] == "unheard_of"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("bbox", "1,2,3"),
        ("bbox", "1,2,3,nan"),
        ("bbox", "0,10,10,0"),
        ("bbox", "-181,0,10,10"),
        ("bbox", "0,-91,10,10"),
        ("bbox", "0,0,9,10,10,1"),
        ("bbox", ""),
        ("datetime", "yesterday"),
        ("datetime", "2020-13-01"),
        ("datetime", "0000-01-01"),
        ("datetime", "10000-01-01"),
        ("datetime", "2020-07-02/2020-07-01"),
        ("datetime", "2020-07-01/2020-07-02/2020-07-03"),
        ("datetime", "2020-07-01T25:00:00Z"),
        ("datetime", "2020-07-01T10:00:00"),
        ("datetime", ""),
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "ten"),
        ("limit", "1.5"),
        ("limit", "\u0663"),
        ("offset", "-1"),
        ("offset", "99999999999999999999"),
        ("f", "xml"),
        ("event_type", "war"),
        ("status", "occurred,maybe"),
    ],
)
def test_req_core_query_param_invalid(client, name, value):
    answer = client.get("/api/collections/incidents/items", params={name: value})
    assert answer.status_code == 400
    assert answer.json()["parameter"] == name


def test_req_core_crs84(client):
    for feature in items(client, "incidents")["features"]:
        if feature["properties"]["place_name"] == "Far":
            assert feature["geometry"]["coordinates"] == [-60, -20]
            return
    raise AssertionError("the incident at Far is missing")


def test_req_core_fc_md_op(client):
    assert client.get("/api/collections").status_code == 200


def test_req_core_fc_md_success(client):
    assert [collection["id"] for collection in client.json("/api/collections")["collections"]] == COLLECTIONS


@pytest.mark.parametrize("path", LINKED)
def test_req_core_fc_md_links(client, path):
    body = client.json(path)
    [here], [other] = links(body, "self"), links(body, "alternate")
    assert (here["type"], other["type"]) == ("application/json", "text/html")
    assert client.get(other["href"]).headers["content-type"].startswith("text/html")
    assert client.get(here["href"]).headers["content-type"] == "application/json"


def test_req_core_fc_md_items(client):
    assert all(links(collection, "items") for collection in client.json("/api/collections")["collections"])


def test_req_core_fc_md_items_links(client):
    for collection in client.json("/api/collections")["collections"]:
        for link in links(collection, "items"):
            assert client.get(link["href"]).headers["content-type"].split(";")[0] == link["type"]


def test_req_core_fc_md_extent(client):
    for collection in client.json("/api/collections")["collections"]:
        features = client.json(f"/api/collections/{collection['id']}/items")["features"]
        west, south, east, north = collection["extent"].get("spatial", {"bbox": [[-180, -90, 180, 90]]})["bbox"][0]
        for feature in features:
            if feature["geometry"]:
                lon, lat = feature["geometry"]["coordinates"]
                assert west <= lon <= east
                assert south <= lat <= north
    start, end = client.json("/api/collections/incidents")["extent"]["temporal"]["interval"][0]
    days = [feature["properties"]["timeline_date"] for feature in items(client, "incidents")["features"]]
    assert start[:10] == min(day for day in days if day)
    assert end[:10] == max(day for day in days if day)


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_sfc_md_op(client, name):
    assert client.get(f"/api/collections/{name}").status_code == 200


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_sfc_md_success(client, name):
    listed = {collection["id"]: collection for collection in client.json("/api/collections")["collections"]}
    assert client.json(f"/api/collections/{name}") == listed[name]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_op(client, name):
    assert client.get(f"/api/collections/{name}/items").status_code == 200


def test_req_core_fc_bbox_definition(client):
    four = items(client, "incidents", bbox="29,29,33.5,33.5")
    six = items(client, "incidents", bbox="29,29,-100,33.5,33.5,9000")
    assert ids(four) == ids(six)
    assert four["numberMatched"] == 4


def test_req_core_fc_bbox_response(client):
    every = items(client, "incidents")["features"]
    found = ids(items(client, "incidents", bbox="29.5,29.5,32,32"))
    expected = [f["id"] for f in every if f["geometry"] and all(29.5 <= x <= 32 for x in f["geometry"]["coordinates"])]
    assert found == expected
    assert len(found) == 3
    # Across the 180° meridian.
    assert [f["properties"]["place_id"] for f in items(client, "incidents", bbox="179,-20,-179,0")["features"]] == ["test:evil"]
    # What has no geometry at all is matched by every box.
    assert items(client, "reports", bbox="0,0,1,1")["numberMatched"] == items(client, "reports")["numberMatched"]


def test_req_core_fc_limit_definition(client):
    described = client.json("/api/openapi.json")["paths"]["/api/collections/incidents/items"]["get"]["parameters"]
    [limit] = [parameter for parameter in described if parameter["name"] == "limit"]
    assert limit["schema"] == {"type": "integer", "minimum": 1, "maximum": 10000, "default": 100}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_limit_response_1(client, name):
    assert len(items(client, name, limit=2)["features"]) == 2
    beyond = items(client, name, limit=10**30)
    assert beyond["numberReturned"] == beyond["numberMatched"]


@pytest.mark.parametrize(
    "interval",
    [
        "2020-07-03",
        "2020-07-03T12:00:00Z",
        "2020-07-03T00:30:00.25z",
        "2020-07-04T01:00:00+03:00",
        "2020-07-02T23:59:60-05:00",
        "2020-07-03/2020-07-03",
    ],
)
def test_req_core_fc_time_definition(client, interval):
    assert [f["properties"]["date_start"] for f in items(client, "incidents", datetime=interval)["features"]] == ["2020-07-03"]


def test_req_core_fc_time_response(client):
    every = [f["properties"]["date_start"] for f in items(client, "incidents")["features"]]
    for interval, holds in [
        ("2020-07-05/2020-07-08", lambda day: "2020-07-05" <= day <= "2020-07-08"),
        ("../2020-07-04T00:00:00Z", lambda day: day <= "2020-07-04"),
        ("/2020-07-04", lambda day: day <= "2020-07-04"),
        ("2020-08-01/..", lambda day: day >= "2020-08-01"),
        ("2020-08-01/", lambda day: day >= "2020-08-01"),
    ]:
        found = items(client, "incidents", datetime=interval)["features"]
        dated = [f["properties"]["date_start"] for f in found if f["properties"]["date_start"]]
        assert dated == [day for day in every if day and holds(day)]
    # What has no time at all is matched by every interval.
    assert items(client, "places", datetime="1900-01-01")["numberMatched"] == items(client, "places")["numberMatched"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_response(client, name):
    answer = client.get(f"/api/collections/{name}/items")
    assert answer.headers["content-type"] == "application/geo+json"
    check(FEATURES, answer.json())
    assert answer.json()["features"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_links(client, name):
    body = items(client, name, limit=3, q="a")
    [here], [other], [collection] = links(body, "self"), links(body, "alternate"), links(body, "collection")
    assert parse_qs(urlsplit(here["href"]).query) == {"limit": ["3"], "q": ["a"]}
    assert other["type"] == "text/html"
    assert client.get(collection["href"]).status_code == 200


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_rel_type(client, name):
    body = items(client, name, limit=1)
    assert all(link["type"] for link in body["links"] if link["rel"] in ("self", "alternate", "next", "prev"))


def test_req_core_fc_timestamp(client):
    check(FEATURES["properties"]["timeStamp"], items(client, "incidents")["timeStamp"])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_number_matched(client, name):
    every = items(client, name)
    assert every["numberMatched"] == len(every["features"])
    assert items(client, name, limit=1)["numberMatched"] == every["numberMatched"]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_fc_number_returned(client, name):
    for limit in (1, 2, 1000):
        body = items(client, name, limit=limit)
        assert body["numberReturned"] == len(body["features"])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_f_op(client, name):
    for feature_id in ids(items(client, name)):
        assert client.json(f"/api/collections/{name}/items/{feature_id}")["id"] == feature_id
    for absent in ("nothing", "0" * 24, "a" * 5000, "%00", "%ff", "..%2f..%2fetc", "a%2fb", "'", "%F0%9F%98%80"):
        assert client.get(f"/api/collections/{name}/items/{absent}").status_code == 404


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_f_success(client, name):
    listed = items(client, name)["features"][0]
    answer = client.get(f"/api/collections/{name}/items/{listed['id']}")
    assert answer.headers["content-type"] == "application/geo+json"
    check(FEATURE, answer.json())
    assert {key: value for key, value in answer.json().items() if key != "links"} == listed


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_core_f_links(client, name):
    feature = client.json(f"/api/collections/{name}/items/{ids(items(client, name))[0]}")
    for rel in ("self", "alternate", "collection"):
        [link] = links(feature, rel)
        assert client.get(link["href"]).headers["content-type"].split(";")[0] == link["type"]
    for link in links(feature, "related"):
        # Places of these tests are in no gazetteer but in the store.
        assert client.get(link["href"]).status_code == 200


def test_req_geojson_definition(client):
    for name in COLLECTIONS:
        answers = client.json("/api/openapi.json")["paths"][f"/api/collections/{name}/items"]["get"]["responses"]["200"]["content"]
        assert "application/geo+json" in answers


def test_req_geojson_content(client):
    for name in COLLECTIONS:
        body = items(client, name)
        check(FEATURES, body)
        assert "crs" not in body


def test_req_html_definition(client):
    for path, methods in client.json("/api/openapi.json")["paths"].items():
        if (
            "get" in methods
            and (path in ("/api", "/api/conformance", "/api/collections") or path.startswith("/api/collections/"))
            and not path.endswith(("/schema", "/queryables"))
            and "/tiles" not in path
        ):
            assert "text/html" in methods["get"]["responses"]["200"]["content"]


def test_req_html_content(client):
    pages = [*LINKED, *(f"/api/collections/{name}/items" for name in COLLECTIONS)]
    pages += [f"/api/collections/{name}/items/{ids(items(client, name))[0]}" for name in COLLECTIONS]
    for path in pages:
        browser = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
        assert client.get(path, headers=browser).headers["content-type"].startswith("text/html")
        assert client.get(path, headers={"accept": "*/*"}).headers["content-type"].endswith("json")
        assert client.get(path, params={"f": "html"}).text.startswith("<!doctype html>")


@pytest.mark.parametrize("name", COLLECTIONS)
def test_pages_together_hold_everything_once(client, name):
    every = ids(items(client, name))
    body = items(client, name, limit=3)
    found = ids(body)
    while links(body, "next"):
        body = client.json(links(body, "next")[0]["href"])
        found += ids(body)
    assert found == every
    while links(body, "prev"):
        body = client.json(links(body, "prev")[0]["href"])
    assert ids(body) == every[:3]
