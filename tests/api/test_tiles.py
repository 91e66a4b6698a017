"""Vector tiles: the requirements of OGC API – Tiles by name, and what GDAL reads in them."""

import json
import math
import re
import subprocess
from collections import Counter
from itertools import pairwise

import pytest

from dateline.publishing.tiles import MOST_DOTS, Grid, tile
from dateline.publishing.vector_tile import EXTENT
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from dateline_api.snapshots import Snapshots
from tests.api.conftest import add
from tests.api.schemas import check, json_schema
from tests.builders import a_place, an_account, store_url

MVT = "application/vnd.mapbox-vector-tile"
ITEMS = "/api/collections/incidents/items"
SETS = ["/api/tiles", "/api/collections/incidents/tiles"]
SCHEME = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
CONFORMANCE = "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"


def links(body, rel):
    return [link for link in body["links"] if link["rel"] == rel]


def gdal(content, folder, zoom=0, column=0, row=0):
    """The features of a tile in degrees, as GDAL reads them: a tile is found by its place in folders."""
    path = folder / str(zoom) / str(column) / f"{row}.mvt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    told = subprocess.run(
        ["ogr2ogr", "-f", "GeoJSON", "-t_srs", "EPSG:4326", "/vsistdout/", f"MVT:{path}"], capture_output=True, text=True, check=True
    )
    return json.loads(told.stdout)["features"]


def where(lon, lat, zoom):
    size = 1 << zoom
    return int((lon + 180) / 360 * size), int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * size)


@pytest.fixture(params=SETS)
def tileset(client, request):
    [one] = client.json(request.param)["tilesets"]
    [link] = links(one, "self")
    return client.json(link["href"])


def test_req_core_conformance(client):
    told = client.json("/api/conformance")["conformsTo"]
    for name in ("core", "tileset", "tilesets-list", "dataset-tilesets", "geodata-tilesets", "datetime", "mvt", "oas30"):
        assert CONFORMANCE + name in told
    assert "http://www.opengis.net/spec/tms/2.0/conf/json-tilematrixset" in told


def test_req_core_tc_op(client, tileset):
    [link] = links(tileset, "item")
    for variable in ("tileMatrix", "tileRow", "tileCol"):
        assert f"{{{variable}}}" in link["href"]
    answer = client.get(link["href"].replace("{tileMatrix}", "0").replace("{tileRow}", "0").replace("{tileCol}", "0"))
    assert answer.status_code == 200


@pytest.mark.parametrize("variable", ["tileMatrix", "tileRow", "tileCol"])
def test_req_core_tc_variables_definition(client, variable):
    """tc-tilematrix-definition, tc-tilerow-definition, tc-tilecol-definition: each is a part of the path that the description names."""
    paths = client.json("/api/openapi.json")["paths"]
    described = [path for path in paths if "{tileMatrix}" in path]
    assert described
    for path in described:
        [told] = [one for one in paths[path]["get"]["parameters"] if one["name"] == variable]
        assert told["in"] == "path"
        assert told["required"]


def test_req_core_tc_success(client, tileset):
    [link] = links(tileset, "item")
    answer = client.get(re.sub(r"{\w+}", "0", link["href"]))
    assert answer.status_code == 200
    assert answer.headers["content-type"] == MVT == link["type"]


def test_req_core_tc_error(client):
    path = "/api/collections/incidents/tiles/WebMercatorQuad"
    for outside in ("0/1/0", "0/0/1", "99/0/0", "2/4/0"):
        assert client.get(f"{path}/{outside}").status_code == 404
    for wrong in ("x/0/0", "0/-1/0", "0/0/0.5", "0/0/" + "9" * 400):
        assert client.get(f"{path}/{wrong}").status_code == 400
    assert client.get("/api/collections/incidents/tiles/Other/0/0/0").status_code == 404
    assert client.get("/api/collections/events/tiles/WebMercatorQuad/0/0/0").status_code == 404
    # Nothing stands in the far south.
    empty = client.get(f"{path}/3/7/0")
    assert empty.status_code == 204
    assert not empty.content


def test_req_tiles_datetime(client, tmp_path):
    """Only what is of that time is in the tile; a wrong time is refused."""
    answer = client.get("/api/tiles/WebMercatorQuad/0/0/0", params={"datetime": "2020-07-03/2020-07-04"})
    assert len(gdal(answer.content, tmp_path)) == 2
    assert client.get("/api/tiles/WebMercatorQuad/0/0/0", params={"datetime": "yesterday"}).json()["parameter"] == "datetime"


def test_req_tiles_mvt(client, tileset):
    [link] = links(tileset, "item")
    assert link["type"] == MVT
    assert client.get(re.sub(r"{\w+}", "0", link["href"]), headers={"accept": MVT}).headers["content-type"] == MVT


def test_req_tiles_oas30_operation_ids(client):
    """The description names operations as the standard does."""
    told = {operation["operationId"] for methods in client.json("/api/openapi.json")["paths"].values() for operation in methods.values()}
    for suffix in ("getTileSetsList", "getTileSet", "getTile"):
        assert f".dataset.vector.{suffix}" in told
        assert f".collection.vector.{suffix}" in told
    assert {"tileMatrixSet.getTileMatrixSetsList", "tileMatrixSet.getTileMatrixSet"} <= told


def test_req_tileset_tileset_metadata(client, tileset):
    assert tileset["dataType"] == "vector"
    assert tileset["crs"] == "http://www.opengis.net/def/crs/EPSG/0/3857"
    assert tileset["tileMatrixSetURI"].endswith("/WebMercatorQuad")
    [layer] = tileset["layers"]
    assert layer["geometryDimension"] == 0
    [scheme] = links(tileset, SCHEME)
    assert client.json(scheme["href"])["id"] == "WebMercatorQuad"


def test_req_tilesets_list_tileset_links(client):
    for path in SETS:
        for one in client.json(path)["tilesets"]:
            [link] = links(one, "self")
            assert client.json(link["href"])["dataType"] == one["dataType"]
            assert links(one, SCHEME)


def test_req_dataset_tilesets_landingpage(client):
    [link] = links(client.json("/api"), TILESETS)
    assert client.json(link["href"])["tilesets"]


def test_req_geodata_tilesets_desc_links(client):
    [link] = links(client.json("/api/collections/incidents"), TILESETS)
    assert client.json(link["href"])["tilesets"]
    assert not links(client.json("/api/collections/reports"), TILESETS)


def test_req_json_tilematrixset(client):
    [listed] = client.json("/api/tileMatrixSets")["tileMatrixSets"]
    scheme = client.json(listed["links"][0]["href"])
    assert scheme["uri"] == "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
    assert [matrix["id"] for matrix in scheme["tileMatrices"]] == [str(zoom) for zoom in range(19)]
    # As the standard's own definition says them.
    assert scheme["tileMatrices"][0]["scaleDenominator"] == pytest.approx(559082264.028717, rel=1e-9)
    assert scheme["tileMatrices"][18]["cellSize"] == pytest.approx(0.597164283559817, rel=1e-9)
    assert scheme["tileMatrices"][3]["matrixWidth"] == 8


def test_req_tilematrixset_levels(client):
    """Each level halves the size of a cell and doubles the tiles along a side."""
    matrices = client.json("/api/tileMatrixSets/WebMercatorQuad")["tileMatrices"]
    for one, finer in pairwise(matrices):
        assert finer["cellSize"] == pytest.approx(one["cellSize"] / 2)
        assert finer["scaleDenominator"] == pytest.approx(one["scaleDenominator"] / 2)
        assert (finer["matrixWidth"], finer["matrixHeight"]) == (2 * one["matrixWidth"], 2 * one["matrixHeight"])
        assert finer["pointOfOrigin"] == one["pointOfOrigin"]


def test_req_json_tilesetmetadata(client, tileset):
    described = client.json("/api/openapi.json")
    check(json_schema(described, described["components"]["schemas"]["TileSet"]), tileset)
    assert tileset["boundingBox"]["crs"].endswith("CRS84")
    assert tileset["layers"][0]["propertiesSchema"]["properties"].keys() >= {"id", "number", "status", "day"}


def test_tilejson_leads_to_tiles_with_the_same_filters(client):
    told = client.json("/api/tiles/WebMercatorQuad", params={"f": "tilejson", "status": "planned", "q": "attack on"})
    assert told["tilejson"].startswith("3.")
    [template] = told["tiles"]
    answer = client.get(template.replace("{z}", "0").replace("{y}", "0").replace("{x}", "0"))
    assert answer.status_code == 200
    assert "status=planned" in template
    assert {layer["id"] for layer in told["vector_layers"]} == {"incidents"}


@pytest.mark.parametrize(
    "params", [{}, {"datetime": "2020-07-03/2020-07-09"}, {"status": "planned"}, {"q": "bomb"}, {"filter": "fatalities_high > 3"}], ids=str
)
def test_gdal_reads_what_the_features_hold(client, tmp_path, params):
    answer = client.get("/api/tiles/WebMercatorQuad/0/0/0", params=params)
    placed = [feature for feature in client.json(ITEMS, params={"limit": 1000, **params})["features"] if feature["geometry"]]
    found = {one["properties"]["id"]: one for one in gdal(answer.content, tmp_path)}
    assert found.keys() == {feature["id"] for feature in placed}
    for feature in placed:
        drawn = found[feature["id"]]
        for name in ("number", "event_type", "sub_event_type", "status"):
            assert drawn["properties"][name] == feature["properties"][name]
        assert drawn["properties"]["mvt_id"] == feature["properties"]["number"]
        for told, meant in zip(drawn["geometry"]["coordinates"], feature["geometry"]["coordinates"], strict=True):
            assert told == pytest.approx(meant, abs=360 / EXTENT)


def test_every_incident_is_in_one_tile_of_each_zoom(client, tmp_path):
    placed = [feature for feature in client.json(ITEMS, params={"limit": 1000})["features"] if feature["geometry"]]
    for zoom in (1, 5, 11, 18):
        wanted = Counter(where(*feature["geometry"]["coordinates"], zoom) for feature in placed)
        drawn = Counter()
        for column, row in wanted:
            answer = client.get(f"/api/collections/incidents/tiles/WebMercatorQuad/{zoom}/{row}/{column}")
            drawn[column, row] = len(gdal(answer.content, tmp_path, zoom, column, row))
        assert drawn == wanted


def test_a_tile_is_sent_once_until_something_changes(tmp_path, pipeline, client_of):
    store = open_store(store_url(tmp_path))
    add(store, text="Shells hit One.", kind="grenade", place=a_place("One", lon=1, lat=1), on="2020-01-01")
    client = client_of(create_app(store=store, pipeline=pipeline))
    url = "/api/tiles/WebMercatorQuad/0/0/0"
    first = client.get(url)
    headers = {"if-none-match": first.headers["etag"]}
    assert client.get(url, headers=headers).status_code == 304
    add(store, text="Shells hit Two.", kind="grenade", place=a_place("Two", lon=50, lat=1), on="2020-01-02")
    later = client.get(url, headers=headers)
    assert later.status_code == 200
    assert len(gdal(first.content, tmp_path)) == 1
    assert len(gdal(later.content, tmp_path)) == 2
    store.close()


def test_many_become_clusters_that_count_them_all(tmp_path):
    store = open_store(store_url(tmp_path))
    accounts = [
        an_account(text=f"Shells {number}.", place=a_place(f"P{number}", lon=-170 + (number * 7.3) % 340, lat=-60 + (number * 3.1) % 120))
        for number in range(MOST_DOTS + 200)
    ]
    store.add_many([(account.report, [account.event]) for account in accounts], merge=False)
    snapshot = Snapshots(store).latest()
    grid = Grid.of(snapshot.columns)
    drawn = gdal(tile(snapshot.columns, grid, 0, 0, 0), tmp_path)
    clusters = [one["properties"] for one in drawn if one["properties"].get("cluster")]
    assert clusters
    assert len(drawn) <= 32 * 32
    assert sum(one["point_count"] for one in clusters) + len(drawn) - len(clusters) == MOST_DOTS + 200
    quarters = [gdal(tile(snapshot.columns, grid, 1, x, y), tmp_path / f"{x}{y}", 1, x, y) for x in (0, 1) for y in (0, 1)]
    assert sum(map(len, quarters)) == MOST_DOTS + 200
    store.close()
