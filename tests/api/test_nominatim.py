"""The doors for other geocoders' clients: what Nominatim and Photon would answer, and how they say no."""

import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.schemas import check, json_schema


def ids(results):
    return [one["gazetteer_id"] for one in results]


def test_search_finds_places_best_first(client):
    results = client.json("/search?q=Tripol")
    assert ids(results) == ["test:tripol-xb", "test:tripol-xa"]
    [first] = client.json("/search?q=Tripol&limit=1&format=json")
    assert (first["class"], first["type"], first["display_name"]) == ("place", "city", "Tripol, Borland")
    assert (first["lat"], first["lon"]) == ("9.00000", "13.00000")
    assert "GeoNames" in first["licence"]
    south, north, west, east = map(float, first["boundingbox"])
    assert north - south == pytest.approx(2 * 8 / 111.2, abs=0.001)
    assert west < 13 < east
    assert client.json("/search?q=dsadjkasdjasd") == []


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=Tripol&countrycodes=xa", ["test:tripol-xa"]),
        ("q=Tripol&countrycodes=xa,xb&limit=1", ["test:tripol-xb"]),
        ("q=Tripol&viewbox=10,8,12,10", ["test:tripol-xa", "test:tripol-xb"]),
        ("q=Tripol&viewbox=12,10,10,8&bounded=1", ["test:tripol-xa"]),
        ("q=Tripol&bounded=1", ["test:tripol-xb", "test:tripol-xa"]),
        ("q=Qalmar&featureType=state", ["test:xa-qalmar"]),
        ("q=Qalmar+Air+Base&layer=poi", ["test:air-base"]),
        ("city=Tripol&country=Aqqaristan", ["test:tripol-xa"]),
        ("city=Kafr+Tin&state=Zahran&countrycodes=xa", ["test:kafr-tin-zahran"]),
        ("country=xb", ["test:xb"]),
        ("q=Tripol&unknown=1&format=&limit=&q=Qalmar", ["test:tripol-xb", "test:tripol-xa"]),
        ("q=Tripol&format=json&addressdetails=True&extratags=True", ["test:tripol-xb", "test:tripol-xa"]),
    ],
)
def test_what_narrows_a_search(client, query, expected):
    assert ids(client.json(f"/search?{query}")) == expected


def test_known_results_can_be_passed_over(client):
    first = client.json("/search?q=Tripol&limit=1")[0]
    assert ids(client.json(f"/search?q=Tripol&limit=1&exclude_place_ids={first['place_id']}")) == ["test:tripol-xa"]


def test_details_on_request(client):
    [one] = client.json("/search?q=Al+Noor&addressdetails=1&namedetails=1&extratags=1&polygon_geojson=1")
    assert one["address"] == {"town": "Al Noor", "state": "Qalmar", "country": "Aqqaristan", "country_code": "xa"}
    assert one["namedetails"] == {"name": "Al Noor", "alt_name": "An-Nur;النور"}
    assert one["extratags"] == {"population": "80000"}
    assert one["geojson"] == {"type": "Point", "coordinates": [11, 10]}
    assert not {"address", "namedetails", "extratags", "geojson"} & client.json("/search?q=Al+Noor")[0].keys()


def test_the_language_comes_from_the_parameter_or_the_header(client):
    assert client.json("/search?q=Qalmar&accept-language=ar&countrycodes=xa")[0]["name"] == "قلمار"
    answer = client.get("/reverse?lat=10&lon=10&format=json", headers={"accept-language": "ar,en;q=0.5"})
    assert answer.json()["display_name"] == "قلمار, محافظة قلمار, Aqqaristan"
    assert "Accept-Language" in answer.headers["vary"]
    one = client.get("/search?q=Qalmar&accept-language=en", headers={"accept-language": "ar"}).json()[0]
    assert one["name"] == "Qalmar"


def test_geojson_and_geocodejson(client):
    told = client.json("/search?q=Elmwick&format=geojson&addressdetails=1&limit=1")
    [feature] = told["features"]
    assert (told["type"], feature["type"]) == ("FeatureCollection", "Feature")
    assert feature["geometry"] == {"type": "Point", "coordinates": [14, 10]}
    assert feature["properties"]["category"] == "place"
    west, south, east, north = feature["bbox"]
    assert west < 14 < east
    assert south < 10 < north
    told = client.json("/search?q=Elmwick&format=geocodejson&limit=1")
    assert told["geocoding"]["query"] == "Elmwick"
    inner = told["features"][0]["properties"]["geocoding"]
    assert (inner["type"], inner["label"], inner["state"]) == ("city", "Elmwick, Middlemark, Borland", "Middlemark")


def test_xml_is_well_formed_and_escaped(client):
    answer = client.get("/search", params={"q": "Elmwick <&>\"'", "format": "xml", "addressdetails": 1, "extratags": 1, "namedetails": 1})
    assert answer.headers["content-type"].startswith("text/xml")
    root = ET.fromstring(answer.content)
    assert (root.tag, root.get("querystring")) == ("searchresults", "Elmwick <&>\"'")
    found = ET.fromstring(client.get("/reverse?lat=10&lon=13").content)
    assert found.find("result").text == "Borstad, Middlemark, Borland"
    assert found.find("addressparts/country_code").text == "xb"
    assert ET.fromstring(client.get("/reverse?lat=-40&lon=-120").content).find("error").text == "Unable to geocode"


def test_reverse(client):
    one = client.json("/reverse?lat=10.01&lon=10.02&format=jsonv2")
    assert (one["name"], one["category"], one["address"]["country_code"]) == ("Hamra", "place", "xa")
    assert client.json("/reverse?lat=10.01&lon=10.02&format=jsonv2&zoom=3")["addresstype"] == "country"
    assert "address" not in client.json("/reverse?lat=10&lon=10&format=json&addressdetails=0")
    assert client.json("/reverse?lat=-40&lon=-120&format=json") == {"error": "Unable to geocode"}


def test_status(client):
    assert client.get("/status").text == "OK"
    told = client.json("/status?format=json")
    assert (told["status"], told["message"]) == (0, "OK")
    assert told["data_updated"]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        ("/search", "nothing to search for"),
        ("/search?q=%20", "nothing to search for"),
        ("/search?q=a&city=b", "q"),
        ("/search?q=a&limit=many", "limit"),
        ("/search?q=a&countrycodes=Borland", "countrycodes"),
        ("/search?q=a&viewbox=1,2,3", "viewbox"),
        ("/search?q=a&viewbox=nan,0,1,1", "viewbox"),
        ("/search?q=a&featureType=planet", "featureType"),
        ("/search?q=a&layer=underground", "layer"),
        ("/search?q=a&format=yaml", "format"),
        ("/search?q=" + "a" * 501, "q"),
        ("/search?q=%00", "q"),
        ("/reverse?lat=1&format=json", "lon"),
        ("/reverse?lat=91&lon=0&format=json", "lat"),
        ("/reverse?lat=north&lon=0&format=json", "lat"),
        ("/lookup?osm_ids=R1&format=json", "OpenStreetMap"),
        ("/status?format=xml_", "format"),
    ],
)
def test_no_is_said_as_nominatim_says_it(client, path, word):
    answer = client.get(path)
    assert answer.status_code == 400
    error = answer.json()["error"]
    assert error["code"] == 400
    assert word in error["message"]
    assert answer.headers["access-control-allow-origin"] == "*"


def test_no_is_said_in_the_format_that_was_asked_for(client):
    answer = client.get("/reverse?lat=<b>&lon=0")
    assert (answer.status_code, answer.headers["content-type"].split(";")[0]) == (400, "text/xml")
    assert ET.fromstring(answer.content).find("code").text == "400"


def test_photon_finds_places_as_features(client):
    found = client.json("/photon/api?q=Tripol")
    assert [one["properties"]["gazetteer_id"] for one in found["features"]] == ["test:tripol-xb", "test:tripol-xa"]
    first = found["features"][0]
    assert first["geometry"]["coordinates"] == [13, 9]
    told = first["properties"]
    assert (told["osm_key"], told["osm_value"], told["type"], told["countrycode"]) == ("place", "city", "city", "XB")
    west, north, east, south = told["extent"]
    assert west < 13 < east
    assert south < 9 < north
    assert client.json("/photon/api/?q=dsadjkasdjasd") == {"type": "FeatureCollection", "features": []}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=Tripol&limit=1", ["test:tripol-xb"]),
        ("q=Tripol&lat=9&lon=10.5", ["test:tripol-xa", "test:tripol-xb"]),
        ("q=Tripol&bbox=10,8,12,10", ["test:tripol-xa"]),
        ("q=Tripol&osm_tag=place:town", ["test:tripol-xa"]),
        ("q=Tripol&osm_tag=place:!town", ["test:tripol-xb"]),
        ("q=Tripol&osm_tag=!place:town", ["test:tripol-xb"]),
        ("q=Tripol&osm_tag=:!town", ["test:tripol-xb"]),
        ("q=Tripol&osm_tag=:town&osm_tag=:city", ["test:tripol-xb", "test:tripol-xa"]),
        ("q=Tripol&osm_tag=!place", []),
        ("q=Qalmar&layer=state", ["test:xa-qalmar"]),
    ],
)
def test_what_narrows_photon(client, query, expected):
    assert [one["properties"]["gazetteer_id"] for one in client.json(f"/photon/api?{query}")["features"]] == expected


def test_photon_reverse(client):
    [one] = client.json("/photon/reverse?lat=10&lon=10&lang=ar")["features"]
    assert one["properties"]["name"] == "قلمار"
    assert len(client.json("/photon/reverse?lat=10&lon=10&limit=3")["features"]) == 3
    assert client.json("/photon/reverse?lat=10&lon=10.5&radius=1")["features"][0]["properties"]["type"] == "state"
    assert client.json("/photon/reverse?lat=-40&lon=-120")["features"] == []


@pytest.mark.parametrize(
    "path",
    [
        "api",
        "api?q=a&lat=1",
        "api?q=a&bbox=1",
        "api?q=a&osm_tag=%3C",
        "api?q=a&layer=sky",
        "api?q=a&lang=7",
        "reverse?lat=1",
        "reverse?lat=1&lon=x",
    ],
)
def test_no_is_said_as_photon_says_it(client, path):
    answer = client.get(f"/photon/{path}")
    assert answer.status_code == 400
    assert list(answer.json()) == ["message"]


def test_pages_from_anywhere_may_ask(client):
    for path in ("/search?q=Qalmar", "/photon/api?q=Qalmar", "/status"):
        answer = client.get(path)
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert client.request("HEAD", path).content == b""
    assert "GET" in client.request("OPTIONS", "/search").headers["access-control-allow-methods"]


SEARCH = ["q", "city", "state", "country", "limit", "viewbox", "bounded", "countrycodes", "featureType", "layer", "format"]
NAMES = st.sampled_from([*SEARCH, "lat", "lon", "zoom", "osm_tag", "bbox", "lang", "accept-language"])
VALUES = st.one_of(
    st.sampled_from(
        ["Qalmar", "json", "xml", "geocodejson", "nan,nan,nan,nan", "1e999", "-0", "180", "90", "\x00", "!", ":", "ar;q=9", "1" * 30]
    ),
    st.text(max_size=30),
    st.text(alphabet="0123456789.,-", max_size=20),
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=st.sampled_from(["/search", "/reverse", "/status", "/lookup", "/photon/api", "/photon/reverse"]),
    pairs=st.lists(st.tuples(NAMES, VALUES), max_size=5),
)
def test_no_query_makes_the_doors_fail(client, path, pairs):
    answer = client.get(path + "?" + "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs))
    assert answer.status_code in (200, 400)
    if answer.headers["content-type"].startswith("text/xml"):
        ET.fromstring(answer.content)
    elif answer.headers["content-type"] == "application/json":
        answer.json()


@pytest.mark.parametrize(
    ("url", "schema"),
    [
        ("/search?q=Tripol&addressdetails=1", "FoundPlaces"),
        ("/reverse?lat=10&lon=10&format=jsonv2", "FoundPlace"),
        ("/photon/api?q=Tripol", "PhotonPlaces"),
        ("/photon/reverse?lat=10&lon=10", "PhotonPlaces"),
    ],
)
def test_answers_are_as_described(client, url, schema):
    described = client.json("/api/openapi.json")
    check(json_schema(described, described["components"]["schemas"][schema]), client.json(url))
