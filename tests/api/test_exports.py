"""Incidents to carry away: every format, whole, streamed, and named."""

import base64
import csv
import gzip
import io
import json
import re
import xml.etree.ElementTree as ET

import geopandas
import pytest

from dateline_api import map_file
from dateline_api.exports import EXPORTS

ITEMS = "/api/collections/incidents/items"


def ids_of(name, content, folder):
    if name == "csv":
        return [row["id"] for row in csv.DictReader(io.StringIO(content.decode()))]
    if name == "atom":
        entries = ET.fromstring(content).findall("{http://www.w3.org/2005/Atom}entry")
        return [entry.findtext("{http://www.w3.org/2005/Atom}id").rpartition("/")[2] for entry in entries]
    path = folder / f"x{EXPORTS[name].suffix}"
    path.write_bytes(content)
    frame = geopandas.read_parquet(path) if name == "parquet" else geopandas.read_file(path)
    return list(frame["id"])


def numbers_in_map(page):
    """What the page reads out of itself: columns by their length, then everything else."""
    letters = re.fullmatch(r"<title>one file</title>(.*)<hr>\n", page, re.DOTALL)[1]
    content = gzip.decompress(base64.b85decode(letters.translate(str.maketrans("/,", "<&"))))
    return json.loads(content[8 + int.from_bytes(content[:8], "little") :])["incidents"]["number"]


@pytest.fixture(scope="module")
def every(client):
    return [feature["id"] for feature in client.json(ITEMS)["features"]]


@pytest.mark.parametrize("name", sorted(EXPORTS.keys() - {"map"}))
def test_a_format_holds_everything(client, every, tmp_path, name):
    answer = client.get(ITEMS, params={"f": name})
    assert answer.status_code == 200
    assert answer.headers["content-type"].split(";")[0] == EXPORTS[name].media
    assert f'filename="incidents{EXPORTS[name].suffix}"' in answer.headers["content-disposition"]
    found = ids_of(name, answer.content, tmp_path)
    # An index of places orders a FlatGeobuf anew.
    assert sorted(found) == sorted(every)
    if name != "fgb":
        assert found == every


@pytest.mark.parametrize("name", sorted(EXPORTS.keys() - {"map"}))
def test_a_format_takes_the_filters_and_a_limit(client, every, tmp_path, name):
    days = client.get(ITEMS, params={"f": name, "datetime": "2020-07-03/2020-07-05", "event_type": "explosions_remote_violence"})
    expected = "incidents-2020-07-03_2020-07-05-explosions_remote_violence" + EXPORTS[name].suffix
    assert f'filename="{expected}"' in days.headers["content-disposition"]
    assert len(ids_of(name, days.content, tmp_path)) == 3
    page = client.get(ITEMS, params={"f": name, "limit": 2, "offset": 1})
    assert sorted(ids_of(name, page.content, tmp_path)) == sorted(every[1:3])
    none = client.get(ITEMS, params={"f": name, "datetime": "1900-01-01"})
    assert none.status_code == 200
    assert client.request("HEAD", ITEMS, params={"f": name}).content == b""


def test_the_accept_header_chooses_a_format(client):
    for export in EXPORTS.values():
        if export.name == "map":
            continue  # Who accepts HTML wants a page to read.
        media = client.get(ITEMS, headers={"accept": f"{export.media}, text/html;q=0.5"}).headers["content-type"].split(";")[0]
        assert media == export.media
    assert client.get(ITEMS, headers={"accept": "text/csv;q=0.2, */*;q=0.1"}).headers["content-type"].startswith("text/csv")
    assert client.get(ITEMS, headers={"accept": "text/csv, */*"}).headers["content-type"] == "application/geo+json"
    # Pages of GeoJSON are no download.
    assert "numberMatched" in client.get(ITEMS, headers={"accept": "application/geo+json"}).json()


def test_a_map_in_one_file_holds_what_matches(client, every):
    answer = client.get(ITEMS, params={"f": "map"})
    assert answer.headers["content-type"].startswith("text/html")
    assert 'filename="incidents.html"' in answer.headers["content-disposition"]
    numbers = numbers_in_map(answer.text)
    assert len(numbers) == len(every)
    some = client.get(ITEMS, params={"f": "map", "numbers": ",".join(map(str, numbers[2:5]))})
    assert sorted(numbers_in_map(some.text)) == sorted(numbers[2:5])
    assert client.get(ITEMS, headers={"accept": "text/html"}).text.startswith("<!doctype html>")


def test_too_many_for_a_map_are_refused(client, monkeypatch):
    monkeypatch.setattr(map_file, "MOST", 3)
    answer = client.get(ITEMS, params={"f": "map"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "f")
    assert client.get(ITEMS, params={"f": "map", "limit": 3}).status_code == 200


def test_an_export_is_what_the_pages_hold(client):
    assert json.loads(client.get(ITEMS, params={"f": "geojson"}).content)["features"] == client.json(ITEMS)["features"]


def test_other_collections_have_no_exports(client):
    assert client.get("/api/collections/reports/items", params={"f": "csv"}).status_code == 400


def test_hostile_text_stays_text_in_a_feed(client):
    answer = client.get(ITEMS, params={"f": "atom", "datetime": "2022-02-02"})
    [entry] = ET.fromstring(answer.content).findall("{http://www.w3.org/2005/Atom}entry")
    assert "<script>" in entry.findtext("{http://www.w3.org/2005/Atom}title") + entry.findtext("{http://www.w3.org/2005/Atom}summary")
    assert entry.findtext("{http://www.georss.org/georss}point") == "-10 179.9"
