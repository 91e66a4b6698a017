"""Files of incidents: what was written comes back, and a file is whole or not there."""

import csv
import json
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import geopandas
import pyogrio
import pytest

from dateline.errors import BadParameter
from dateline.extraction.event import Actor
from dateline.merging.incident import Incident
from dateline.publishing.features import incident_feature
from dateline.publishing.files import FORMATS, write
from dateline.publishing.frames import to_geodataframe
from dateline.publishing.properties import INCIDENT
from tests.builders import a_place, an_event

ODD = 'نص "quoted", <b>&amp;</b>; ]]> \x00\x07 \ud800 line\nbreak'


def an_incident(number, **values):
    """An incident with texts that formats trip over."""
    event = an_event(number=number, **values)
    return Incident(
        id=f"incident-{number}",
        title=values.get("title", ODD),
        sub_event_type=event.sub_event_type,
        status=event.status,
        salience=event.salience,
        when=event.when,
        said_on=None,
        where=event.where,
        time_of_day=None,
        actors=(Actor(ODD), Actor("=1+1")),
        attribution=("@agency",),
        toll=event.toll,
        confidence=0.5,
        event_ids=(event.id,),
        report_count=1,
        sources=(ODD,),
        first_reported=date(2020, 7, 24),
        updated=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
    )


@pytest.fixture(scope="module")
def incidents():
    return [
        an_incident(1, killed=(2, 7)),
        an_incident(2, place=None),
        an_incident(3, on=None, status="planned"),
        an_incident(4, on="1920-05-04", place=a_place("=West", lon=-179.5, lat=-70)),
        an_incident(5, on="0001-01-01", place=a_place("Far", lon=180, lat=90)),
    ]


@pytest.mark.parametrize("suffix", [".geojson", ".geojsonl", ".fgb", ".gpkg", ".kml"])
def test_what_is_written_is_read_by_gdal(incidents, tmp_path, suffix):
    path = tmp_path / f"incidents{suffix}"
    write(iter(incidents), path)
    frame = geopandas.read_file(path)
    assert frame.crs == "EPSG:4326"
    assert sorted(frame["id"]) == [incident.id for incident in incidents]
    points = {row.id: row.geometry for row in frame.itertuples()}
    for incident in incidents:
        point = points[incident.id]
        if incident.where is None:
            assert point is None
        else:
            assert (point.x, point.y) == (incident.where.point.lon, incident.where.point.lat)
    assert pyogrio.read_info(path)["features"] == len(incidents)
    assert {prop.name for prop in INCIDENT} <= set(frame.columns)
    west = frame[frame["id"] == "incident-4"].iloc[0]
    assert str(west["date_start"]).startswith("1920-05-04")
    assert west["place_name"] == "=West"


def test_what_is_written_is_read_as_parquet(incidents, tmp_path):
    path = tmp_path / "incidents.parquet"
    write(incidents, path)
    frame = geopandas.read_parquet(path)
    assert frame.crs == "EPSG:4326"
    assert list(frame["actors"].iloc[0])[1] == "=1+1"
    assert frame["fatalities_high"].tolist()[0] == 7
    assert [None if point is None else (point.x, point.y) for point in frame.geometry] == [
        (incident.where.point.lon, incident.where.point.lat) if incident.where else None for incident in incidents
    ]


def test_geojson_is_the_features(incidents, tmp_path):
    for suffix in (".geojson", ".geojsonl"):
        write(incidents, tmp_path / f"x{suffix}")
    expected = json.loads(json.dumps([incident_feature(incident) for incident in incidents]).replace("\\ud800", "\\ufffd"))
    assert json.loads((tmp_path / "x.geojson").read_bytes())["features"] == expected
    assert [json.loads(line) for line in (tmp_path / "x.geojsonl").read_bytes().splitlines()] == expected


def test_a_table_runs_no_formula(incidents, tmp_path):
    write(incidents, tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [incident.id for incident in incidents]
    assert list(rows[0]) == ["id", "lon", "lat", *(prop.name for prop in INCIDENT)]
    for row in rows:
        for name, text in row.items():
            assert not text.startswith(("=", "+", "@", "\t", "\r")), name
            assert not text.startswith("-") or name in ("lon", "lat"), name
    assert rows[3]["place_name"] == "'=West"
    assert rows[3]["lon"] == "-179.5"
    assert rows[0]["attribution"] == "'@agency"
    assert rows[0]["actors"].endswith("; =1+1")
    assert (rows[1]["lon"], rows[1]["fatalities_low"]) == ("", "")


def test_kml_keeps_time_and_escapes(incidents, tmp_path):
    write(incidents, tmp_path / "x.kml")
    kml = {"k": "http://www.opengis.net/kml/2.2"}
    marks = ET.parse(tmp_path / "x.kml").getroot().findall(".//k:Placemark", kml)
    assert len(marks) == len(incidents)
    assert marks[3].findtext("k:TimeSpan/k:begin", namespaces=kml) == "1920-05-04"
    assert "<b>&amp;</b>" in marks[0].findtext("k:name", namespaces=kml)
    assert marks[1].find("k:Point", kml) is None


@pytest.mark.parametrize("suffix", FORMATS)
def test_no_incidents_are_a_valid_file(tmp_path, suffix):
    path = tmp_path / f"none{suffix}"
    write([], path)
    if suffix in (".geojson", ".fgb", ".gpkg"):
        assert len(geopandas.read_file(path)) == 0
    elif suffix == ".kml":
        assert ET.parse(path).getroot().tag == "{http://www.opengis.net/kml/2.2}kml"
    else:
        assert path.stat().st_size > 0 or suffix == ".geojsonl"


@pytest.mark.parametrize("suffix", FORMATS)
def test_a_file_is_replaced_whole_or_not_at_all(incidents, tmp_path, suffix):
    path = tmp_path / f"x{suffix.upper()}"
    path.write_text("old")

    def breaking():
        yield incidents[0]
        raise RuntimeError("the store is gone")

    with pytest.raises(RuntimeError):
        write(breaking(), path)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
    write(incidents, path)
    assert path.read_bytes() != b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["x.shp", "x", "x.geojson.zip", ".geojson"])
def test_an_unknown_suffix_names_the_known_ones(tmp_path, name):
    with pytest.raises(BadParameter, match=r"\.geojson, \.geojsonl, \.csv"):
        write([], tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_frame_has_days_and_counts_for_notebooks(incidents):
    frame = to_geodataframe(incidents)
    assert frame.crs == "EPSG:4326"
    assert frame["date_start"].dt.year.tolist()[0] == 2020
    assert frame["fatalities_low"].isna().tolist() == [False, True, True, True, True]
    assert frame["updated"].dt.tz is not None
    assert len(to_geodataframe([])) == 0
