"""OGC API – Features, Part 2: Coordinate Reference Systems 1.0 (18-058r1): one test for each requirement, named by it."""

import pyproj
import pytest

COLLECTIONS = ["incidents", "events", "reports", "places"]
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
WGS84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
MERCATOR = "http://www.opengis.net/def/crs/EPSG/0/3857"
ITEMS = "/api/collections/incidents/items"


def points(body):
    return {feature["id"]: feature["geometry"]["coordinates"] for feature in body["features"] if feature["geometry"]}


def test_req_crs_crs_uri(client):
    for uri in client.json("/api/collections/incidents")["crs"]:
        authority, _version, code = uri.removeprefix("http://www.opengis.net/def/crs/").split("/")
        assert pyproj.CRS.from_authority(authority, code)


def test_req_crs_fc_md_crs_list(client):
    for name in COLLECTIONS:
        assert client.json(f"/api/collections/{name}")["crs"] == [CRS84, WGS84, MERCATOR]


def test_req_crs_fc_md_crs_list_global(client):
    assert client.json("/api/collections")["crs"] == [CRS84, WGS84, MERCATOR]


def test_req_crs_fc_md_storage_crs_valid_value(client):
    for name in COLLECTIONS:
        body = client.json(f"/api/collections/{name}")
        assert body.get("storageCrs", CRS84) in body["crs"]
    assert client.json("/api/collections/incidents")["storageCrs"] == CRS84


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_crs_fc_bbox_crs_definition(client, name):
    described = client.json("/api/openapi.json")["paths"][f"/api/collections/{name}/items"]["get"]["parameters"]
    assert {"bbox-crs", "crs"} <= {parameter["name"] for parameter in described}


def test_req_crs_fc_bbox_crs_valid_value(client):
    for text in ("http://www.opengis.net/def/crs/EPSG/0/25832", "x", ""):
        answer = client.get(ITEMS, params={"bbox": "0,0,1,1", "bbox-crs": text})
        assert (answer.status_code, answer.json()["parameter"]) == (400, "bbox-crs")


def test_req_crs_fc_bbox_crs_valid_default_value(client):
    assert points(client.json(ITEMS, params={"bbox": "99,9,101,11"})) == points(
        client.json(ITEMS, params={"bbox": "99,9,101,11", "bbox-crs": CRS84})
    )


def test_req_crs_fc_bbox_crs_action(client):
    wanted = points(client.json(ITEMS, params={"bbox": "99,9,101,11"}))
    assert len(wanted) == 1
    assert points(client.json(ITEMS, params={"bbox": "9,99,11,101", "bbox-crs": WGS84})) == wanted
    meters = pyproj.Transformer.from_crs("OGC:CRS84", "EPSG:3857")
    box = ",".join(str(number) for number in (*meters.transform(99, 9), *meters.transform(101, 11)))
    assert points(client.json(ITEMS, params={"bbox": box, "bbox-crs": MERCATOR})) == wanted


def test_req_crs_fc_md_storage_crs(client):
    """Told where features have a place at all."""
    assert {name for name in COLLECTIONS if "storageCrs" in client.json(f"/api/collections/{name}")} == {"incidents", "events", "places"}


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_crs_fc_crs_definition(client, name):
    """The parameter for features and for one of them, by its addresses alone."""
    paths = client.json("/api/openapi.json")["paths"]
    for path in (f"/api/collections/{name}/items", f"/api/collections/{name}/items/{{id}}"):
        [described] = [parameter for parameter in paths[path]["get"]["parameters"] if parameter["name"] == "crs"]
        assert (described["in"], described["required"], described["style"], described["explode"]) == ("query", False, "form", False)
        assert described["schema"]["format"] == "uri"
        assert described["schema"]["enum"] == client.json(f"/api/collections/{name}")["crs"]


@pytest.mark.parametrize("path", [ITEMS, "one"])
def test_req_crs_fc_crs_valid_value(client, path):
    url = path if path == ITEMS else f"{ITEMS}/{client.json(ITEMS)['features'][0]['id']}"
    answer = client.get(url, params={"crs": "http://www.opengis.net/def/crs/EPSG/0/1"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "crs")


def test_req_crs_fc_crs_default_value(client):
    assert client.get(ITEMS).headers["content-crs"] == f"<{CRS84}>"
    assert points(client.json(ITEMS)) == points(client.json(ITEMS, params={"crs": CRS84}))


@pytest.mark.parametrize(("uri", "code"), [(WGS84, "EPSG:4326"), (MERCATOR, "EPSG:3857")])
def test_req_crs_fc_crs_action(client, uri, code):
    transformer = pyproj.Transformer.from_crs("OGC:CRS84", code)
    plain, moved = points(client.json(ITEMS)), points(client.json(ITEMS, params={"crs": uri}))
    assert plain
    assert plain.keys() == moved.keys()
    for key, point in plain.items():
        assert moved[key] == pytest.approx(transformer.transform(*point), abs=0.01)
    one = next(iter(plain))
    assert client.json(f"{ITEMS}/{one}", params={"crs": uri})["geometry"]["coordinates"] == moved[one]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_req_crs_ogc_crs_header(client, name):
    url = f"/api/collections/{name}/items"
    one = f"{url}/{client.json(url)['features'][0]['id']}"
    for path in (url, one):
        for uri in (CRS84, WGS84, MERCATOR):
            assert client.get(path, params={"crs": uri}).headers.get_list("content-crs")


def test_req_crs_ogc_crs_header_value(client):
    """The address between angle brackets."""
    for uri in (CRS84, WGS84, MERCATOR):
        assert client.get(ITEMS, params={"crs": uri}).headers["content-crs"] == f"<{uri}>"


def test_req_crs_geojson(client):
    """Other systems are told by the header alone: GeoJSON has no member for them."""
    assert "crs" not in client.json(ITEMS, params={"crs": MERCATOR})


def test_exports_are_always_in_degrees(client):
    answer = client.get(ITEMS, params={"crs": MERCATOR, "f": "csv"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "crs")
