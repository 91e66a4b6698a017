"""GDAL reads the API as OGC API – Features: the command that QGIS users know, and the library that geopandas uses."""

import json
import shutil
import subprocess

import geopandas
import httpx
import pyogrio
import pytest


@pytest.fixture(scope="module")
def every(server):
    features = httpx.get(f"{server}/api/collections/incidents/items").json()["features"]
    assert len(features) == 16
    return {feature["id"]: feature for feature in features}


def located(features):
    return {key for key, feature in features.items() if feature["geometry"]}


def ogrinfo(*arguments):
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.fail("ogrinfo is missing: `make system` installs it")
    # A proxy of the machine must not be asked for this one.
    done = subprocess.run(
        [program, "-ro", "--config", "GDAL_HTTP_PROXY", "", *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={"no_proxy": "*", "PATH": "/usr/bin:/bin"},
    )
    assert done.returncode == 0, done.stderr
    assert "ERROR" not in done.stderr
    return done.stdout


def test_ogrinfo_lists_the_collections(server):
    told = ogrinfo("-q", f"OAPIF:{server}/api")
    for name in ("incidents", "events", "reports", "places"):
        assert name in told


def test_ogrinfo_counts_and_types(server, every):
    told = ogrinfo("-so", f"OAPIF:{server}/api", "incidents")
    assert f"Feature Count: {len(every)}" in told
    for column in ("date_start: Date", "geo_precision: Integer", "uncertainty_km: Real", "sources: StringList"):
        assert column in told


def test_ogrinfo_pages_through_everything(server, every):
    told = ogrinfo("-al", "-q", "-oo", "PAGE_SIZE=3", f"OAPIF:{server}/api/collections/incidents")
    assert told.count("OGRFeature(") == len(every)


def test_ogrinfo_pushes_the_box_down(server, every):
    told = ogrinfo("-al", "-spat", "29.5", "29.5", "32.5", "32.5", f"OAPIF:{server}/api/collections/incidents")
    assert told.count("OGRFeature(") == 3


def test_ogrinfo_pushes_days_down(server):
    where = "date_start >= '2020/07/03' AND date_start <= '2020/07/06'"
    told = ogrinfo("-al", "-q", "-where", where, f"OAPIF:{server}/api/collections/incidents")
    assert [line.rpartition(" = ")[2] for line in told.splitlines() if "date_start" in line] == [f"2020/07/0{day}" for day in (3, 4, 5, 6)]


def test_pyogrio_reads_all_incidents(server, every):
    frame = pyogrio.read_dataframe(f"OAPIF:{server}/api", layer="incidents")
    assert len(frame) == len(every)
    assert frame.crs == "EPSG:4326" or frame.crs == "OGC:CRS84"
    assert sorted(frame["title"]) == sorted(feature["properties"]["title"] for feature in every.values())
    # The schema gives the types, even where no feature of the first page has a value.
    info = pyogrio.read_info(f"OAPIF:{server}/api", layer="incidents")
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert (types["injuries_high"], types["actors"], types["said_on"]) == ("int32", "list(str)", "datetime64[D]")
    boxed = pyogrio.read_dataframe(f"OAPIF:{server}/api", layer="incidents", bbox=(29.5, 29.5, 32.5, 32.5))
    assert len(boxed) == 3


def test_geopandas_reads_a_page_of_geojson(server, every):
    frame = geopandas.read_file(f"{server}/api/collections/incidents/items?limit=1000")
    assert len(frame) == len(every)
    assert frame.geometry.notna().sum() == len(located(every))
    point = frame[frame["place_name"] == "Far"].geometry.iloc[0]
    assert (point.x, point.y) == (-60, -20)


def test_the_document_reads_as_json(server):
    assert json.loads(httpx.get(f"{server}/api/openapi.json").content)["openapi"] == "3.0.3"
