"""folium maps: whatever texts hold, they are data of the page and never its markup or script."""

import json
import re
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from dateline.publishing.files import write
from dateline.publishing.maps import to_folium
from dateline.publishing.offline import land
from tests.builders import a_place, an_incident

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)> {{ 7*7 }} {% raw %} \u2028 ' \" ` ${1}"


class Scripts(HTMLParser):
    """The page's scripts, and its other tags."""

    def __init__(self, html):
        super().__init__()
        self.scripts, self.tags, self.inside = [], [], False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.inside = tag == "script" and not dict(attributes).get("src")
        if self.inside:
            self.scripts.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.scripts[-1] += data


def drawn(html):
    """The features that the page's script draws."""
    layers = re.findall(r'{"type":"FeatureCollection","features":\[.*?\]}(?=, {)', html)
    return [feature for layer in layers for feature in json.loads(layer)["features"]]


def page_of(incidents, **options):
    return to_folium(incidents, **options).get_root().render()


def test_a_map_shows_every_located_incident():
    incidents = [
        an_incident(place=a_place("One", lon=10, lat=50), on="2020-01-01"),
        an_incident(place=a_place("Two", lon=11, lat=51), on=None),
        an_incident(place=a_place("Three", lon=12, lat=52), on="1950-06-01/1950-06-30", status="alleged"),
        an_incident(place=None),
        an_incident(place=a_place("Five", lon=13, lat=53), on=None, status="planned"),
    ]
    html = page_of(incidents, quote_of=lambda incident: f"quote of {incident.id}")
    features = {feature["id"]: feature for feature in drawn(html)}
    assert set(features) == {incident.id for incident in incidents if incident.where}
    told = features[incidents[2].id]["properties"]
    assert (told["status"], told["days"]) == ("alleged", "1950-06-01 to 1950-06-30")
    assert told["start"] < 0
    assert told["quote"] == f"quote of {incidents[2].id}"
    assert "first reported 2020-07-24" in features[incidents[4].id]["properties"]["days"]
    assert features[incidents[0].id]["geometry"]["coordinates"] == [10, 50]
    assert "5 incidents; 1 without a place are not on the map; 1 without a day are always shown" in html


def test_hostile_text_stays_data():
    harmless = page_of([an_incident(place=a_place("Harmless", id="x"))])
    place = a_place(HOSTILE, id="x")
    html = page_of([an_incident(text=HOSTILE, place=place, source=HOSTILE, attribution=(HOSTILE,))], quote_of=lambda incident: HOSTILE)
    assert Scripts(html).tags == Scripts(harmless).tags
    told = drawn(html)[0]["properties"]
    assert told["place"] == told["quote"] == told["sources"] == told["says"] == HOSTILE


def test_an_empty_map_is_a_map(tmp_path):
    write([], tmp_path / "map.html")
    html = (tmp_path / "map.html").read_text("utf-8")
    assert "0 incidents" in html
    assert "<title>Incidents</title>" in html


def test_a_map_file_shows_quotes(tmp_path):
    write([an_incident(text="Shells hit Mirna.")], tmp_path / "map.html", quote_of=lambda incident: f"told of {incident.title}")
    [feature] = drawn((tmp_path / "map.html").read_text("utf-8"))
    assert feature["properties"]["quote"] == f"told of {feature['properties']['title']}"


def test_the_map_says_where_its_data_is_from():
    html = page_of([an_incident()])
    for credit in ("OpenStreetMap contributors", "GeoNames (CC BY 4.0)", "loaded from the network"):
        assert credit in html


def test_a_map_without_a_network_holds_all_that_it_needs():
    offline = Path(str(files("dateline_web"))) / "static" / "notebook" / "leaflet.js"
    if not offline.is_file():
        pytest.skip("the page is not built")
    html = page_of([an_incident(place=a_place("One", lon=10, lat=50), on="2020-01-01")], offline=True)
    assert re.findall(r"""(?:src|href)=["']?(?!data:)([^"'>\s]+)""", html) == []
    assert "https://" not in re.sub(r'"data:[^"]*"', "", html)
    assert "timelineSliderControl" in html
    assert {feature["properties"]["title"] for feature in drawn(html) if "title" in feature["properties"]}


def test_the_land_is_closed_rings_of_the_world():
    rings = [ring for feature in land()["features"] for polygon in feature["geometry"]["coordinates"] for ring in polygon]
    assert len(land()["features"]) > 150
    assert all(ring[0] == ring[-1] for ring in rings)
    assert all(-200 <= lon <= 200 and -90 <= lat <= 90 for ring in rings for lon, lat in ring)
    assert len(json.dumps(land())) < 1_200_000
