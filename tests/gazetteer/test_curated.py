import csv

import pytest

from dateline.gazetteer.names import fold
from dateline.gazetteer.place import PlaceKind
from dateline.gazetteer.sources.curated import COLUMNS, read_tables
from dateline.gazetteer.sources.spelling import is_name
from dateline.geography import distance_km
from dateline_gazetteer import CURATED

GOOD = {
    "id": "dateline:qalmar-base",
    "name": "Qalmar Base",
    "kind": "military_base",
    "lon": "10.1",
    "lat": "10",
    "radius_km": "2",
    "country": "XA",
    "admin1": "",
    "aliases": "Qalmar|قلمار",
    "same_as": "",
    "precision": "exact",
    "note": "middle of the runway",
}


def a_table(folder, *rows, header=COLUMNS, name="table.csv"):
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([row[column] for column in COLUMNS] if isinstance(row, dict) else row for row in rows)
    return folder


def test_a_good_row_becomes_a_place(tmp_path):
    tables = read_tables(a_table(tmp_path, GOOD))
    assert tables.problems == ()
    [row] = tables.rows
    assert (row.place.name, row.place.names, row.place.point.lon) == ("Qalmar Base", ("Qalmar", "قلمار"), 10.1)
    assert row.origin == "table.csv:2"


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"id": "qalmar"}, "an id is written"),
        ({"id": "dateline:Qalmar Base"}, "an id is written"),
        ({"name": " - "}, "needs a name"),
        ({"kind": "castle"}, "no such kind"),
        ({"kind": "relative"}, "no such kind"),
        ({"lat": "ninety"}, "lat is no number: 'ninety'"),
        ({"lat": "nan"}, "lat is no number"),
        ({"lon": "10", "lat": "100"}, "longitude comes first"),
        ({"radius_km": "0"}, "radius must be above 0"),
        ({"radius_km": "1e9"}, "radius must be above 0"),
        ({"country": "Syria"}, "two capital letters"),
        ({"same_as": "wikidata:Q1"}, "same_as is an id"),
        ({"precision": ""}, "the precision is one of"),
    ],
)
def test_a_bad_row_is_set_aside_with_file_line_and_reason_and_the_others_stand(tmp_path, change, complaint):
    tables = read_tables(a_table(tmp_path, GOOD | change, GOOD))
    [problem] = tables.problems
    assert problem.startswith("table.csv:2: ")
    assert complaint in problem
    assert [row.origin for row in tables.rows] == ["table.csv:3"]


def test_rows_too_short_or_too_long_are_set_aside(tmp_path):
    short, long = list(GOOD.values())[:-1], [*GOOD.values(), "more"]
    tables = read_tables(a_table(tmp_path, short, long, GOOD))
    assert [problem.partition(": ")[0] for problem in tables.problems] == ["table.csv:2", "table.csv:3"]
    assert len(tables.rows) == 1


def test_an_id_stands_once_over_all_tables(tmp_path):
    a_table(tmp_path, GOOD, name="a.csv")
    tables = read_tables(a_table(tmp_path, GOOD, name="b.csv"))
    assert tables.problems == ("b.csv:2: the id dateline:qalmar-base is taken by a.csv:2",)
    assert len(tables.rows) == 1


def test_a_table_that_cannot_be_read_leaves_the_others(tmp_path):
    (tmp_path / "a.csv").write_bytes("name\nSão".encode("latin-1"))
    (tmp_path / "b.csv").write_text("id,name\nx,y\n", "utf-8")
    (tmp_path / "c.csv").write_text("", "utf-8")
    tables = read_tables(a_table(tmp_path, GOOD, name="d.csv"))
    assert [problem.partition(":")[0] for problem in tables.problems] == ["a.csv", "b.csv", "c.csv"]
    assert len(tables.rows) == 1


@pytest.fixture(scope="module")
def rows():
    return read_tables(CURATED).rows


def test_the_tables_of_dateline_have_no_bad_row(real_gazetteer):
    assert read_tables(CURATED).problems == ()
    assert real_gazetteer.info().problems == ()


def test_every_row_is_in_the_gazetteer_under_each_of_its_names(rows, real_gazetteer):
    for row in rows:
        place = real_gazetteer.get(row.place.id)
        assert place is not None, row.origin
        for name in (row.place.name, *row.place.names):
            assert place.id in {match.place.id for match in real_gazetteer.lookup(name)}, f"{row.origin}: {name}"


def test_every_name_is_one_and_every_row_says_how_its_point_is_known(rows):
    odd = [
        f"{row.origin}: {name}"
        for row in rows
        for name in row.place.names
        if not is_name(name[0].upper() + name[1:]) and not any(char.isdigit() for char in name) and name != name.upper()
    ]
    assert odd == []
    assert [row.origin for row in rows if not row.note] == []
    repeated = [row.origin for row in rows if len({*row.place.names, row.place.name}) < len(row.place.names) + 1]
    assert repeated == []


def test_every_place_lies_in_its_country(rows, real_gazetteer):
    abroad = []
    for row in rows:
        place = row.place
        if place.country is None or place.kind in (PlaceKind.SEA, PlaceKind.ISLAND) or place.radius_km > 100:
            continue
        around = real_gazetteer.nearest(place.point, limit=400)
        if not any(other.country == place.country and kilometers <= place.radius_km + 150 for other, kilometers in around):
            abroad.append(f"{row.origin}: {place.name} lies by {around[0][0].name}, {around[0][0].country}")
    assert abroad == []


def test_a_settlement_lies_by_the_one_of_its_name_or_is_another_place(rows, real_gazetteer):
    """A village that GeoNames has within 30 km under the same main name is the same village: then the row must say so."""
    doubled = []
    for row in rows:
        place = row.place
        if not place.kind.is_settlement or place.kind is PlaceKind.NEIGHBORHOOD or row.same_as:
            continue
        for match in real_gazetteer.lookup(place.name, country=place.country):
            other = match.place
            if other.id.startswith("geonames:") and other.kind.is_settlement and fold(other.name) == fold(place.name):
                away = distance_km(place.point, other.point)
                if away < 30:
                    doubled.append(f"{row.origin}: {place.name} is {away:.0f} km from {other.id}")
    assert doubled == []
