"""The file of incidents by column: read as its readers read it, it holds what the features hold."""

import gzip
import json
import struct
from datetime import date, timedelta
from urllib.parse import urlencode

import numpy as np
import pytest
import zstandard
from starlette.requests import Request

from dateline.extraction.codebook import Status
from dateline.publishing.columnar import MEDIA
from dateline.publishing.columns import UNDATED, UNTOLD
from dateline.storage.correction import Correction
from dateline.storage.sql import open_store
from dateline_api.app import create_app
from dateline_api.parameters import FILTERS as KNOWN
from dateline_api.parameters import query_of, values
from dateline_api.snapshots import Snapshots
from tests.api.conftest import add, filled
from tests.builders import a_place, store_url

BIN = "/api/incidents.bin"
ITEMS = "/api/collections/incidents/items"
TYPES = {"u8": np.uint8, "u16": np.uint16, "u32": np.uint32, "i32": np.int32}


def read(content):
    """The head and the columns of a file."""
    assert content[:8] == b"DLINC\x01\x00\x00"
    (length,) = struct.unpack("<I", content[8:12])
    assert (12 + length) % 8 == 0
    head = json.loads(content[12 : 12 + length])
    columns = {}
    for entry in head["columns"]:
        assert entry["offset"] % 8 == 0
        array = np.frombuffer(content, TYPES[entry["type"]], entry["length"], entry["offset"])
        columns[entry["name"]] = np.cumsum(array, dtype=array.dtype) if entry.get("delta") else array
    return head, columns


def day_of(number):
    return None if number == UNDATED else (date(1970, 1, 1) + timedelta(days=int(number))).isoformat()


def rows(content):
    """The rows of a file as features have them."""
    head, c = read(content)
    values = head["values"]

    def listed(name, row):
        return [values[name][code] for code in c[name][c[f"{name}_from"][row] : c[f"{name}_from"][row + 1]]]

    def spot(row, name):
        return values["spots"][name][c["spot"][row] - 1] if c["spot"][row] else None

    def count(name, row):
        return None if c[name][row] == UNTOLD else int(c[name][row])

    found = {}
    for row in range(head["count"]):
        kind = c["kind"][row]
        own_day = day_of(c["day"][row]) if not c["flags"][row] & 4 else None
        found[int(c["number"][row])] = {
            "timeline_date": day_of(c["day"][row]),
            "date_start": own_day,
            "date_end": day_of(c["day"][row] + int(c["span"][row])) if own_day else None,
            "date_precision": values["day_precisions"][c["day_precision"][row]],
            "sub_event_type": values["kinds"][kind],
            "event_type": values["event_type_names"][values["event_types"][kind]],
            "status": values["statuses"][c["status"][row]],
            "salience": "background" if c["flags"][row] & 1 else "main",
            "place_name": spot(row, "name"),
            "place_kind": spot(row, "kind"),
            "admin1": spot(row, "admin1"),
            "country": spot(row, "country"),
            "geo_precision": spot(row, "precision"),
            "uncertainty_km": spot(row, "km"),
            "coordinates": [spot(row, "lon"), spot(row, "lat")] if c["spot"][row] else None,
            "fatalities_low": count("killed_low", row),
            "fatalities_high": count("killed_high", row),
            "injuries_low": count("wounded_low", row),
            "injuries_high": count("wounded_high", row),
            "confidence": c["confidence"][row] / 100,
            "report_count": int(c["reports"][row]),
            "actors": listed("actors", row),
            "sources": listed("sources", row),
        }
    return found


TOLD = (
    *("timeline_date", "date_start", "date_end", "date_precision", "sub_event_type", "event_type", "status", "salience"),
    *("place_name", "place_kind", "admin1", "country", "geo_precision", "uncertainty_km"),
    *("fatalities_low", "fatalities_high", "injuries_low", "injuries_high", "report_count", "actors", "sources"),
)


def told(feature):
    properties = feature["properties"]
    return {
        **{name: properties[name] for name in TOLD},
        "confidence": round(properties["confidence"], 2),
        "coordinates": feature["geometry"]["coordinates"] if feature["geometry"] else None,
    }


def features(client, **params):
    every = client.json(ITEMS, params={"limit": 1000, **params})["features"]
    return {feature["properties"]["number"]: told(feature) for feature in every}


FILTERS = [
    {},
    {"bbox": "25,25,35.5,35.5"},
    {"bbox": "170,-90,-50,90"},
    {"datetime": "2020-07-03/2020-07-09"},
    {"datetime": "2020-08-01/.."},
    {"event_type": "protests,riots"},
    {"sub_event_type": "suicide_bomb,attack"},
    {"status": "planned"},
    {"salience": "main"},
    {"salience": "background"},
    {"q": "shells"},
    {"filter": "fatalities_high >= 4"},
    {"country": "xa", "q": "bomb"},
    {"source": "First"},
    {"least_toll": "4"},
    {"least_toll": "70000"},
    {"least_confidence": "0.8"},
    {"country": "XA,XB", "admin1": "North", "geo_precision": "1,2"},
    {"country": "XB"},
    {"source": "Second,Other News"},
    {"actor": "nobody"},
    {"date_precision": "unknown"},
    {"date_precision": "day", "geo_precision": "3"},
    {"bbox": "25,25,35.5,35.5", "datetime": "2020-07-03/2020-07-09", "event_type": "explosions_remote_violence", "status": "occurred"},
]


@pytest.mark.parametrize("params", FILTERS, ids=str)
def test_it_holds_what_the_features_hold(client, params):
    answer = client.get(BIN, params=params, headers={"accept-encoding": "identity"})
    assert answer.headers["content-type"] == MEDIA
    assert rows(answer.content) == features(client, **params)


def test_rows_stand_in_the_order_of_their_days(client):
    head, columns = read(client.get(BIN).content)
    days = columns["day"].tolist()
    assert days == sorted(days)
    assert head["dated"] == sum(day != UNDATED for day in days)
    keys = list(zip(days, columns["number"].tolist(), strict=True))
    assert keys == sorted(keys)


def test_it_is_compressed_as_asked(client):
    plain = client.get(BIN, headers={"accept-encoding": "identity"}).content
    for encoding, undo in (("gzip", gzip.decompress), ("zstd", lambda sent: zstandard.ZstdDecompressor().decompressobj().decompress(sent))):
        answer = client.raw(BIN, headers={"accept-encoding": encoding})
        assert answer.headers["content-encoding"] == encoding
        assert "Accept-Encoding" in answer.headers["vary"]
        assert undo(answer.content) == plain
        again = client.get(BIN, headers={"accept-encoding": encoding, "if-none-match": answer.headers["etag"]})
        assert again.status_code == 304


def test_only_the_columns_that_are_wanted_are_sent(client):
    head, columns = read(client.get(BIN, params={"columns": "day,number,actors"}).content)
    assert set(columns) == {"day", "number", "actors", "actors_from"}
    assert "spots" not in head["values"]
    refused = client.get(BIN, params={"columns": "day,nothing"})
    assert refused.status_code == 400
    assert refused.json()["parameter"] == "columns"


def test_a_snapshot_follows_the_store(tmp_path, pipeline, client_of):
    store = filled(open_store(store_url(tmp_path)))
    client = client_of(create_app(store=store, pipeline=pipeline, editing=True))
    assert rows(client.get(BIN).content) == features(client)
    add(store, text="Grenades in Mirna 3.", kind="grenade", place=a_place("Mirna 3", lon=33, lat=33), on="2019-01-01", actors=["New Party"])
    incident = client.json(ITEMS, params={"q": "number 5"})["features"][0]
    store.correct(incident["id"], Correction(status=Status.ALLEGED), who="ana", reason="seen")
    gone = client.json(ITEMS, params={"q": "number 6"})["features"][0]
    store.reject(gone["id"], who="ana", reason="none")
    content = client.get(BIN).content
    assert rows(content) == features(client)
    assert gone["properties"]["number"] not in rows(content)
    _, columns = read(content)
    assert columns["number"][columns["flags"] & 2 != 0].tolist() == [incident["properties"]["number"]]
    # What was made piece by piece is what is made at once.
    assert rows(content) == rows(client_of(create_app(store=store, pipeline=pipeline)).get(BIN).content)
    store.close()


def test_an_empty_store_has_an_empty_file(tmp_path, pipeline, client_of):
    store = open_store(store_url(tmp_path))
    client = client_of(create_app(store=store, pipeline=pipeline))
    head, columns = read(client.get(BIN).content)
    assert head["count"] == head["dated"] == 0
    assert all(len(array) == name.endswith("_from") for name, array in columns.items())
    store.close()


@pytest.mark.parametrize("params", FILTERS[1:], ids=str)
def test_rows_are_picked_alike_by_columns_and_store(store, params):
    """What the columns can decide themselves, they decide as the store does."""
    request = Request({"type": "http", "query_string": urlencode(params).encode()})
    query = query_of(values(request, KNOWN))
    snapshots = Snapshots(store)
    snapshot = snapshots.latest()
    picked = snapshot.columns.number[snapshots.picked(snapshot, query)]
    assert sorted(picked.tolist()) == sorted(number for (number,) in store.rows(query, ("number",)))
