"""OGC API – Features, Part 3: Filtering 1.0 (19-079r2) and CQL2 1.0 (21-065r2): one test for each requirement, named by it."""

import json
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

ITEMS = "/api/collections/incidents/items"
QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"


@pytest.fixture(scope="module")
def every(client):
    return [feature["properties"] | {"id": feature["id"], "geometry": feature["geometry"]} for feature in client.json(ITEMS)["features"]]


def found(client, text, **more):
    return [feature["id"] for feature in client.json(ITEMS, params={"filter": text, **more})["features"]]


def between(value, low, high):
    return value is not None and low <= value <= high


def lon(row):
    return row["geometry"]["coordinates"][0] if row["geometry"] else None


CASES = [
    ("status = 'planned'", lambda row: row["status"] == "planned"),
    ("'planned' = status", lambda row: row["status"] == "planned"),
    ("status <> 'occurred'", lambda row: row["status"] != "occurred"),
    ("fatalities_high >= 4", lambda row: (row["fatalities_high"] or 0) >= 4),
    ("fatalities_low < 3.5", lambda row: row["fatalities_low"] is not None and row["fatalities_low"] < 3.5),
    ("fatalities_low <> fatalities_high", lambda row: row["fatalities_low"] != row["fatalities_high"]),
    ("report_count = 2 OR place_name = 'Far'", lambda row: row["report_count"] == 2 or row["place_name"] == "Far"),
    ("NOT (country = 'XX') AND revision > 0", lambda row: row["country"] not in (None, "XX")),
    ("TRUE AND NOT FALSE", lambda row: True),
    ("\"title\" LIKE '%Mirna 1%'", lambda row: "Mirna 1" in row["title"]),
    ("title LIKE '%mirna%'", lambda row: "mirna" in row["title"]),
    ("place_name LIKE 'Mirna _'", lambda row: (row["place_name"] or "").startswith("Mirna ") and len(row["place_name"]) == 7),
    ("place_name NOT LIKE 'Mirna%'", lambda row: row["place_name"] is not None and not row["place_name"].startswith("Mirna")),
    ("place_name LIKE '%[x]*?%'", lambda row: False),
    ("event_type IN ('battles', 'protests')", lambda row: row["event_type"] in ("battles", "protests")),
    ("place_name NOT IN ('Far', 'Both')", lambda row: row["place_name"] not in (None, "Far", "Both")),
    (
        "timeline_date BETWEEN DATE('2020-07-02') AND DATE('2020-07-04')",
        lambda row: between(row["timeline_date"], "2020-07-02", "2020-07-04"),
    ),
    ("fatalities_high NOT BETWEEN 1 AND 3", lambda row: row["fatalities_high"] is not None and not 1 <= row["fatalities_high"] <= 3),
    ("date_start IS NULL", lambda row: row["date_start"] is None),
    ("date_start IS NOT NULL", lambda row: row["date_start"] is not None),
    ("geometry IS NULL", lambda row: row["geometry"] is None),
    ("S_INTERSECTS(geometry, BBOX(29.5, 29.5, 32, 32))", lambda row: between(lon(row), 29.5, 32)),
    ("S_INTERSECTS(BBOX(179, -20, -179, 0), geometry)", lambda row: between(lon(row), 179, 180)),
    ("S_INTERSECTS(geometry, POINT(100 10))", lambda row: lon(row) == 100),
    ("S_INTERSECTS(geometry, MULTIPOINT(100 10, 30 30))", lambda row: lon(row) in (30, 100)),
    ("S_INTERSECTS(geometry, LINESTRING(29 29, 33 33, 33 0))", lambda row: between(lon(row), 30, 33)),
    ("S_INTERSECTS(geometry, POLYGON((30 30, 40 30, 40 40, 30 30)))", lambda row: between(lon(row), 30, 40)),
    (
        "S_INTERSECTS(geometry, POLYGON((29 29, 42 29, 42 42, 29 42, 29 29), (33.5 33, 37 33, 37 37, 33.5 37, 33.5 33)))",
        lambda row: between(lon(row), 29, 42) and not 33.6 < lon(row) < 36.9,
    ),
    (
        "S_INTERSECTS(geometry, GEOMETRYCOLLECTION(POINT(30 30), MULTIPOLYGON(((99 9, 101 9, 101 11, 99 9)))))",
        lambda row: lon(row) in (30, 100),
    ),
    ("NOT S_INTERSECTS(geometry, BBOX(0, 0, 60, 60))", lambda row: row["geometry"] is not None and not 0 <= lon(row) <= 60),
    ("T_AFTER(date_start, DATE('2021-01-01'))", lambda row: (row["date_start"] or "") > "2021-01-01"),
    ("T_BEFORE(timeline_date, TIMESTAMP('2020-07-03T12:00:00Z'))", lambda row: (row["timeline_date"] or "9") < "2020-07-03"),
    (
        "T_DURING(INTERVAL(date_start, date_end), INTERVAL('2020-07-02', '2020-07-05'))",
        lambda row: between(row["date_start"], "2020-07-03", "2020-07-04"),
    ),
    (
        "T_INTERSECTS(INTERVAL(date_start, date_end), INTERVAL('2020-07-02', '2020-07-05'))",
        lambda row: between(row["date_start"], "2020-07-02", "2020-07-05"),
    ),
    ("T_INTERSECTS(date_start, INTERVAL('2021-01-01', '..'))", lambda row: (row["date_start"] or "") >= "2021-01-01"),
    ("T_INTERSECTS(updated, INTERVAL('2000-01-01T00:00:00Z', '..'))", lambda row: True),
    ("T_EQUALS(date_start, DATE('2021-01-01'))", lambda row: row["date_start"] == "2021-01-01"),
]


@pytest.mark.parametrize(("text", "holds"), CASES, ids=[text for text, _ in CASES])
def test_req_cql2_text_semantics(client, every, text, holds):
    assert found(client, text) == [row["id"] for row in every if holds(row)]


RELATIONS = {
    "T_AFTER": 0, "T_BEFORE": 0, "T_CONTAINS": 0, "T_DISJOINT": 0, "T_DURING": 0, "T_EQUALS": 1, "T_FINISHEDBY": 0, "T_FINISHES": 0,
    "T_INTERSECTS": 1, "T_MEETS": 0, "T_METBY": 0, "T_OVERLAPPEDBY": 0, "T_OVERLAPS": 0, "T_STARTEDBY": 0, "T_STARTS": 0,
}  # fmt: skip


@pytest.mark.parametrize("name", RELATIONS)
def test_req_temporal_functions_temporal_functions(client, name):
    """Of Allen's relations exactly one holds; the pairs are chosen so that each function is once true and once false."""
    pairs = {
        "T_AFTER": ("03-01", "04-01"), "T_BEFORE": ("08-01", "09-01"), "T_CONTAINS": ("07-05", "07-06"), "T_DISJOINT": ("08-01", "09-01"),
        "T_DURING": ("06-01", "09-01"), "T_EQUALS": ("07-04", "07-07"), "T_FINISHEDBY": ("07-05", "07-07"),
        "T_FINISHES": ("07-01", "07-07"), "T_INTERSECTS": ("07-07", "07-09"), "T_MEETS": ("07-07", "07-09"), "T_METBY": ("07-01", "07-04"),
        "T_OVERLAPPEDBY": ("07-01", "07-05"), "T_OVERLAPS": ("07-05", "07-09"), "T_STARTEDBY": ("07-04", "07-05"),
        "T_STARTS": ("07-04", "07-09"),
    }  # fmt: skip
    for other, (start, end) in pairs.items():
        text = f"{name}(INTERVAL('2020-07-04','2020-07-07'), INTERVAL('2020-{start}','2020-{end}'))"
        true = bool(found(client, text))
        if other == name:
            assert true, other
        elif name not in ("T_INTERSECTS", "T_DISJOINT") and other not in ("T_INTERSECTS", "T_DISJOINT"):
            assert not true, other


JSON_CASES = [
    ({"op": "=", "args": [{"property": "status"}, "planned"]}, "status = 'planned'"),
    ({"op": "and", "args": [{"op": ">", "args": [{"property": "fatalities_high"}, 3]}, True]}, "fatalities_high > 3"),
    ({"op": "or", "args": [{"op": "isNull", "args": [{"property": "geometry"}]}, False]}, "geometry IS NULL"),
    ({"op": "not", "args": [{"op": "like", "args": [{"property": "place_name"}, "Mirna%"]}]}, "NOT place_name LIKE 'Mirna%'"),
    ({"op": "in", "args": [{"property": "event_type"}, ["battles", "protests"]]}, "event_type IN ('battles','protests')"),
    (
        {"op": "between", "args": [{"property": "timeline_date"}, {"date": "2020-07-02"}, {"date": "2020-07-04"}]},
        "timeline_date BETWEEN DATE('2020-07-02') AND DATE('2020-07-04')",
    ),
    (
        {
            "op": "s_intersects",
            "args": [{"property": "geometry"}, {"type": "Polygon", "coordinates": [[[30, 30], [40, 30], [40, 40], [30, 30]]]}],
        },
        "S_INTERSECTS(geometry, POLYGON((30 30, 40 30, 40 40, 30 30)))",
    ),
    ({"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [99, 9, 101, 11]}]}, "S_INTERSECTS(geometry, BBOX(99,9,101,11))"),
    (
        {"op": "t_during", "args": [{"property": "date_start"}, {"interval": ["2020-07-02", ".."]}]},
        "T_DURING(date_start, INTERVAL('2020-07-02', '..'))",
    ),
    (
        {"op": "t_before", "args": [{"property": "date_start"}, {"timestamp": "2020-07-03T00:00:00Z"}]},
        "T_BEFORE(date_start, TIMESTAMP('2020-07-03T00:00:00Z'))",
    ),
]


@pytest.mark.parametrize(("expression", "text"), JSON_CASES, ids=[text for _, text in JSON_CASES])
def test_req_cql2_json_semantics(client, expression, text):
    same = found(client, text)
    assert same
    assert found(client, json.dumps(expression), **{"filter-lang": "cql2-json"}) == same


WRONG = [
    "", "(", ")", "status", "status =", "= 'x'", "status = 'x' AND", "status ? 'x'", "nothing = 1", "status = 1", "status = TRUE",
    "fatalities_high = 'x'", "date_start = 'yesterday'", "date_start = DATE('2020-13-01')", "status = 'x", "1 = 1", "status = date_start",
    "geometry = 1", "title LIKE 'x\\'", "title LIKE '%%%%%%'", "status IN ()", "status LIKE 1",
    "updated > TIMESTAMP('2020-01-01T00:00:00')",
    "S_INTERSECTS(geometry, geometry)", "S_INTERSECTS(title, POINT(1 1))", "S_INTERSECTS(geometry, POINT(200 0))",
    "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 0 0)))", "S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0, 0 1)))",
    "S_INTERSECTS(geometry, BBOX(0, 1))", "S_INTERSECTS(geometry, BBOX(0, 1, 2, 0))", "S_TOUCHES(geometry, POINT(1 1))",
    "T_AFTER(title, DATE('2020-01-01'))", "(" * 200 + "TRUE" + ")" * 200, "NOT " * 200 + "TRUE", " AND ".join(["TRUE"] * 500),
    "S_INTERSECTS(geometry, POINT" + "(" * 100 + "1 1" + ")" * 100 + ")", "fatalities_high > 1e999", "T_AFTER(DATE('2020-01-01'), 1)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_req_filter_filter_invalid(client, text):
    answer = client.get(ITEMS, params={"filter": text})
    if text == "fatalities_high > 1e999":
        assert answer.json()["numberMatched"] == 0
    else:
        assert (answer.status_code, answer.json()["parameter"]) == (400, "filter")


@pytest.mark.parametrize(
    "text",
    ["", "{", "[]", "null", "1", '{"op":"="}', '{"op":"=","args":[1]}', '{"op":"x","args":[1,2]}', '{"op":"and","args":[]}', "[" * 2000,
     '{"op":"not","args":[' * 100 + "true" + "]}" * 100, '{"op":"s_intersects","args":[{"property":"geometry"},{"type":"Point"}]}',
     '{"op":"s_intersects","args":[{"property":"geometry"},{"bbox":[null,1,2,3]}]}', '{"op":"like","args":[{"property":"title"},5]}',
     '{"op":"in","args":[{"property":"title"},{}]}', '{"op":">","args":[{"property":"confidence"},NaN,1]}'],
)  # fmt: skip
def test_req_filter_filter_invalid_json(client, text):
    answer = client.get(ITEMS, params={"filter": text, "filter-lang": "cql2-json"})
    assert (answer.status_code, answer.json()["parameter"]) == (400, "filter")


def test_req_filter_filter_param(client):
    described = client.json("/api/openapi.json")["paths"]
    for name in ("incidents", "events"):
        told = {parameter["name"] for parameter in described[f"/api/collections/{name}/items"]["get"]["parameters"]}
        assert {"filter", "filter-lang", "filter-crs"} <= told


def test_req_filter_filter_lang_param(client):
    assert client.get(ITEMS, params={"filter": "TRUE", "filter-lang": "sql"}).json()["parameter"] == "filter-lang"
    assert found(client, "TRUE", **{"filter-lang": "cql2-text"}) == found(client, "true")


def test_req_filter_filter_crs_param(client):
    wgs84 = "http://www.opengis.net/def/crs/EPSG/0/4326"
    swapped = found(client, "S_INTERSECTS(geometry, BBOX(9,99,11,101))", **{"filter-crs": wgs84})
    assert swapped == found(client, "S_INTERSECTS(geometry, BBOX(99,9,101,11))")
    assert swapped
    assert client.get(ITEMS, params={"filter": "TRUE", "filter-crs": "x"}).json()["parameter"] == "filter-crs"


def test_req_filter_mixing_expressions(client):
    body = client.json(ITEMS, params={"filter": "fatalities_high > 0 OR status = 'planned'", "status": "occurred", "bbox": "99,9,101,11"})
    assert body["numberMatched"] == 1


def test_req_features_filter_filter_response(client):
    body = client.json(ITEMS, params={"filter": "place_name LIKE 'Mirna%'", "limit": 5})
    assert (body["numberMatched"], body["numberReturned"]) == (12, 5)
    events = client.json("/api/collections/events/items", params={"filter": "place_name = 'Both' AND fatalities_high = 4"})
    assert events["numberMatched"] == 1
    exported = client.get(ITEMS, params={"filter": "place_name LIKE 'Mirna%'", "f": "geojsonl"})
    assert len(exported.content.splitlines()) == 12


@pytest.mark.parametrize("name", ["incidents", "events"])
def test_req_queryables_get_queryables(client, name):
    [link] = [link for link in client.json(f"/api/collections/{name}")["links"] if link["rel"] == QUERYABLES]
    answer = client.get(link["href"])
    assert answer.headers["content-type"] == link["type"] == "application/schema+json"
    body = answer.json()
    assert body["$id"] == link["href"]
    assert body["type"] == "object"
    assert body["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert body["additionalProperties"] is False
    for column, schema in body["properties"].items():
        assert client.get(f"/api/collections/{name}/items", params={"filter": f"{column} IS NOT NULL"}).status_code == 200
        if column != "geometry":
            assert schema["type"] in ("string", "integer", "number")
            down = client.json(f"/api/collections/{name}/items", params={"sortby": f"-{column}", "limit": 3})
            assert down["numberReturned"] == 3


@pytest.mark.parametrize("name", ["incidents", "events", "reports", "places"])
def test_req_queryables_queryables_link(client, name):
    """Where there is something to filter by, and nowhere else."""
    told = [link for link in client.json(f"/api/collections/{name}")["links"] if link["rel"] == QUERYABLES]
    assert len(told) == (name in ("incidents", "events"))
    if not told:
        assert client.json(f"/api/collections/{name}/queryables")["properties"] == {}


def test_req_filter_filter_crs_wgs84(client):
    """Without `filter-crs` coordinates are longitude and latitude."""
    text = "S_INTERSECTS(geometry, BBOX(99,9,101,11))"
    assert found(client, text) == found(client, text, **{"filter-crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}) != []


def test_req_filter_expression_construction(client):
    """Whatever is queryable may stand in a filter; anything else is refused by its name."""
    for name, schema in client.json("/api/collections/incidents/queryables")["properties"].items():
        assert client.get(ITEMS, params={"filter": f"{name} IS NULL"}).status_code == 200, schema
    refused = client.get(ITEMS, params={"filter": "nothing = 1"})
    assert refused.status_code == 400
    assert "nothing" in refused.json()["detail"]


def test_req_filter_response(client, every):
    """Only what is true is found: neither what is false nor what cannot be said."""
    true, false = found(client, "fatalities_high > 3"), found(client, "NOT fatalities_high > 3")
    untold = [row["id"] for row in every if row["fatalities_high"] is None]
    assert true
    assert untold
    assert not {*true, *false} & set(untold)


def test_req_features_filter_filter_param(client):
    """Every collection with queryables takes a filter; the others refuse it."""
    for name in ("incidents", "events", "reports", "places"):
        answer = client.get(f"/api/collections/{name}/items", params={"filter": "TRUE"})
        assert answer.status_code == (200 if name in ("incidents", "events") else 400)


def test_req_basic_cql2_cql2_filter(client):
    """And, or, not, comparisons, is null and the two truths."""
    every_id = found(client, "TRUE")
    assert found(client, "FALSE") == []
    assert sorted(found(client, "status = 'planned'") + found(client, "NOT status = 'planned'")) == sorted(every_id)
    assert found(client, "status = 'planned' AND status = 'occurred'") == []
    assert found(client, "status = 'planned' OR status <> 'planned'") == every_id
    assert sorted(found(client, "geometry IS NULL") + found(client, "geometry IS NOT NULL")) == sorted(every_id)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("fatalities_high BETWEEN 3 AND 4", "fatalities_high >= 3 AND fatalities_high <= 4"),
        ("status IN ('planned', 'denied')", "status = 'planned' OR status = 'denied'"),
        ("place_name LIKE 'Far'", "place_name = 'Far'"),
    ],
)
def test_req_advanced_comparison_operators(client, text, same):
    assert found(client, text) == found(client, same) != []


def test_req_basic_spatial_functions(client):
    assert len(found(client, "S_INTERSECTS(geometry, POINT(100 10))")) == 1
    assert found(client, "S_INTERSECTS(geometry, BBOX(99, 9, 101, 11))") == found(client, "S_INTERSECTS(geometry, POINT(100 10))")


@pytest.mark.parametrize(
    "shape",
    [
        "MULTIPOINT(100 10)",
        "LINESTRING(99 10, 101 10)",
        "MULTILINESTRING((99 10, 101 10))",
        "POLYGON((99 9, 101 9, 101 11, 99 9))",
        "MULTIPOLYGON(((99 9, 101 9, 101 11, 99 9)))",
        "GEOMETRYCOLLECTION(POINT(100 10))",
    ],
)
def test_req_basic_spatial_functions_plus(client, shape):
    assert found(client, f"S_INTERSECTS(geometry, {shape})") == found(client, "S_INTERSECTS(geometry, POINT(100 10))") != []


def test_req_property_property(client):
    """Properties on both sides, or on the right alone."""
    assert found(client, "fatalities_low < fatalities_high") == found(client, "fatalities_high > fatalities_low") != []
    assert found(client, "4 = fatalities_high") == found(client, "fatalities_high = 4") != []


def test_req_filter_conformance(client):
    classes = client.json("/api/conformance")["conformsTo"]
    for name in ("filter", "features-filter", "queryables"):
        assert f"http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/{name}" in classes


LANGUAGES = st.sampled_from(["cql2-text", "cql2-json"])
words = st.sampled_from(
    ["status", "title", "geometry", "date_start", "=", "<", "(", ")", ",", "AND", "OR", "NOT", "LIKE", "IN", "IS", "NULL", "BETWEEN", "'x'",
     "1", "-2.5e3", "DATE('2020-01-01')", "INTERVAL(", "T_AFTER(", "S_INTERSECTS(", "POINT(1 2)", "POLYGON((", "BBOX(", "'..'", "TRUE"]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(st.lists(words, max_size=12).map(" ".join), st.text(max_size=60)), language=st.sampled_from(["cql2-text", "cql2-json"])
)
def test_no_filter_makes_the_server_fail(client, text, language):
    answer = client.get(f"{ITEMS}?filter={quote(text, errors='replace')}&filter-lang={language}")
    assert answer.status_code in (200, 400), answer.text
