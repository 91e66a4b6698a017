"""Places of a user's own: tables in many shapes, conflicts, layers that come and go."""

import json
import zipfile
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from dateline.cli.main import app
from dateline.errors import BadInput, NotFound
from dateline.gazetteer import compile as compiling
from dateline.gazetteer import tables
from dateline.gazetteer.checking import check, compare, swapped
from dateline.gazetteer.columns import Columns
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.layers import Layers, _add_users
from dateline.gazetteer.own import OwnLayers, slug_of
from dateline.gazetteer.place import PlaceKind
from dateline.gazetteer.sources.surroundings import UnitFinder
from dateline.gazetteer.tables import places_of, read_table
from dateline.geography import LonLat
from tests.conftest import a_place, miniature


def a_file(folder, name, text):
    (folder / name).write_text(text, "utf-8")
    return folder / name


def read(path, **how):
    table = read_table(path, **how)
    return places_of(table, path.stem), table


def test_a_table_is_read_under_any_of_its_usual_headers(tmp_path):
    for header in ("name,lat,lon,country,type", "Place_Name;Latitude;Longitude;ISO3;Feature", "Settlement\tY\tX\tCountry\tfclass"):
        separator = next(mark for mark in ";\t," if mark in header)
        row = separator.join(["Ain Warda", "10.2", "10.3", "SYR", "hamlet"])
        [place], _ = read(a_file(tmp_path, "mine.csv", f"\ufeff{header}\n{row}\n"))
        assert (place.id, place.name, place.kind) == ("user:mine-ain-warda", "Ain Warda", PlaceKind.VILLAGE)
        assert (place.point.lon, place.point.lat, place.country) == (10.3, 10.2, "SY")


def test_rows_that_cannot_be_used_are_set_aside_with_their_lines(tmp_path):
    text = 'name,lat,lon\nGood,10,10\n,1,1\nSwapped,100,10\nNo point,,\nDeg,35°,36\nComma,"10,5","11,5"\nقرية,10,11\n'
    places, table = read(a_file(tmp_path, "mine.csv", text), country="sy")
    assert [place.name for place in places] == ["Good", "Comma", "قرية"]
    assert places[1].point.lat == 10.5
    assert {place.country for place in places} == {"SY"}
    assert [problem.partition(":")[2].partition(":")[0] for problem in table.problems] == ["3", "4", "5", "6"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("lat,lon\n1,1\n", "no column for the name; there are: lat, lon"),
        ("name,when\na,b\n", "latitude and longitude"),
        ("one\n", "header"),
    ],
)
def test_a_table_without_what_is_needed_says_what_it_has(tmp_path, text, complaint):
    with pytest.raises(BadInput, match=complaint):
        read(a_file(tmp_path, "mine.csv", text))


def test_units_of_common_operational_datasets_keep_their_codes(tmp_path):
    rows = "Marsa,مرسى,XA02,Middle,XA0201,Aqqaristan,SY,11,10\n"
    for header in (
        "admin1Name_en,admin1Name_ar,admin1Pcode,admin2Name_en,admin2Pcode,admin0Name_en,admin0Pcode,Lat,Lon\n",
        "ADM1_EN,ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_PCODE,ADM0_EN,ADM0_PCODE,y_coord,x_coord\n",
    ):
        [place], _ = read(a_file(tmp_path, "cod.csv", header + rows))
        assert (place.name, place.kind, place.admin1, place.country) == ("Middle", PlaceKind.ADMIN2, "Marsa", "SY")
        assert place.names == ("XA0201",)


def test_shapes_become_points_with_a_reach(tmp_path):
    square = {"type": "Polygon", "coordinates": [[[10, 10], [10.2, 10], [10.2, 10.2], [10, 10.2], [10, 10]]]}
    features = [
        {"type": "Feature", "geometry": square, "properties": {"ADM1_EN": "Marsa", "ADM1_AR": "مرسى", "ADM1_PCODE": "SY02"}},
        {"type": "Feature", "geometry": None, "properties": {"ADM1_EN": "Nowhere", "ADM1_AR": None, "ADM1_PCODE": "SY03"}},
    ]
    path = a_file(tmp_path, "units.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    [place], table = read(path)
    assert (place.name, place.kind, place.names) == ("Marsa", PlaceKind.ADMIN1, ("مرسى", "SY02"))
    assert (round(place.point.lon, 3), round(place.point.lat, 3)) == (10.1, 10.1)
    assert 9 < place.radius_km < 13
    assert "no point" in table.problems[0]


def test_a_geopackage_of_another_projection_is_read_in_degrees(tmp_path):
    import numpy as np
    import pyogrio.raw
    import shapely

    shapes = np.array([shapely.to_wkb(shapely.Point(1_113_194.9, 1_118_890.0))], dtype=object)
    path = tmp_path / "camps.gpkg"
    pyogrio.raw.write(path, shapes, [np.array(["Ruwayda"], dtype=object)], ["name"], crs="EPSG:3857", geometry_type="Point", driver="GPKG")
    [place], _ = read(path)
    assert (round(place.point.lon, 2), round(place.point.lat, 2)) == (10.0, 10.0)
    with pytest.raises(BadInput, match="cannot be read"):
        read(a_file(tmp_path, "broken.gpkg", "no geopackage"))


def test_places_of_events_are_taken_once_without_their_generic_words(tmp_path):
    ged = (
        "id,where_prec,where_coordinates,latitude,longitude,country,adm_1\n"
        "1,1,Umm Rabia village,10.6,10.8,Syria,Marsa\n2,2,Umm Rabia village,10.61,10.8,Syria,Marsa\n"
        "3,1,Umm Rabia village,10.6,10.8,Syria,Marsa\n4,4,Marsa Governorate,11,10,Syria,Marsa\n5,1,Kafr Tin (Tin),9,10,Syria,\n"
    )
    places, table = read(a_file(tmp_path, "ged.csv", ged))
    assert [(place.name, place.kind, place.names) for place in places] == [
        ("Umm Rabia", PlaceKind.VILLAGE, ()),
        ("Kafr Tin", PlaceKind.VILLAGE, ("Tin",)),
    ]
    assert table.passed_over == 1
    acled = "event_type,location,geo_precision,latitude,longitude,country,admin1\nBattles,Qalmar - Hamra,1,10.01,10.02,Syria,Qalmar\n"
    [place], _ = read(a_file(tmp_path, "acled.csv", acled))
    assert (place.name, place.kind, place.names) == ("Hamra", PlaceKind.NEIGHBORHOOD, ("Qalmar - Hamra",))


def test_a_name_at_two_places_is_two_places(tmp_path):
    places, _ = read(a_file(tmp_path, "mine.csv", "name,lat,lon\nKafr Tin,10,10\nKafr Tin,10.01,10\nKafr Tin,12,10\n"))
    assert [(place.id, place.point.lat) for place in places] == [("user:mine-kafr-tin", 10.0), ("user:mine-kafr-tin-2", 12.0)]


def test_headers_of_other_names_are_taken():
    columns = Columns.of(["osm_id", "name", "name:ar", "name:ru", "lat", "lon", "place"])
    assert (columns.name, columns.names, columns.kind) == ("name", ("name:ar", "name:ru"), "place")


def test_conflicts_are_told_from_what_is_known_and_what_is_new(gazetteer):
    new = [
        a_place("Umm Rabi'a", 10.81, 10.61, kind=PlaceKind.VILLAGE, id="user:mine-a"),
        a_place("Ain Warda", 10.6, 10.2, kind=PlaceKind.VILLAGE, id="user:mine-b"),
        a_place("Kafr Tin", 11.9, 11.9, kind=PlaceKind.VILLAGE, id="user:mine-c"),
        a_place("Unheard", 10, 10, id="user:mine-d"),
        a_place("Qalmar", 10, 10, kind=PlaceKind.FACILITY, id="user:mine-e"),
    ]
    told = compare(gazetteer, new, layer="mine")
    assert [conflict.old.id for conflict in told.known] == ["test:rabia"]
    assert [conflict.old.id for conflict in told.conflicts] == ["test:warda"]
    assert [place.id for place in told.unknown] == ["user:mine-c", "user:mine-d", "user:mine-e"]


def test_a_layer_corrects_what_is_there_and_adds_what_is_not():
    places = {place.id: place for place in miniature()}
    found = Layers(())
    layer = [
        a_place("Umm Rabi'a", 10.81, 10.61, kind=PlaceKind.VILLAGE, id="user:mine-a"),
        a_place("Unheard", 10.01, 10.01, kind=PlaceKind.VILLAGE, id="user:mine-b"),
    ]
    _add_users(places, layer, UnitFinder(places.values()), found)
    assert places["test:rabia"].point.lon == 10.81
    assert "أم ربيع" in places["test:rabia"].names
    assert found.also == {"user:mine-a": "test:rabia"}
    assert places["user:mine-b"].admin1 == "Qalmar"


def test_layers_come_back_as_they_were_kept_and_can_be_taken_back(tmp_path):
    own = OwnLayers(tmp_path / "layers")
    assert own.layers() == ()
    own.add("First", miniature()[:3], "first.csv")
    own.add("Second One", miniature()[3:5], "second.csv")
    before = own.inputs()
    assert [(layer.name, layer.count) for layer in own.layers()] == [("first", 3), ("second-one", 2)]
    assert own.layer("first").places() == miniature()[:3]
    own.add("first", miniature()[7:8], "other.csv")
    assert own.inputs() != before
    assert [layer.name for layer in own.layers()] == ["first", "second-one"]
    own.undo()
    assert own.inputs() == before
    own.undo()
    own.undo()
    with pytest.raises(NotFound):
        own.undo()
    with pytest.raises(NotFound, match="there are: none"):
        own.remove("first")
    with pytest.raises(BadInput):
        slug_of("…")


def test_a_damaged_layer_says_how_to_be_rid_of_it(tmp_path):
    own = OwnLayers(tmp_path)
    layer = own.add("mine", miniature()[:2], "mine.csv")
    layer.path.write_bytes(layer.path.read_bytes()[:-20])
    with pytest.raises(BadInput, match="remove mine"):
        own.layer("mine").places()


@pytest.fixture
def command(tmp_path, monkeypatch):
    """The command over the invented region instead of the default layers."""

    def layers(say, curated, *, tables, layers):
        places = {place.id: place for place in miniature()}
        found = Layers(())
        for layer in layers:
            _add_users(places, layer.places(), UnitFinder(places.values()), found)
        return Layers(places.values(), found.also)

    monkeypatch.setattr(compiling, "all_places", layers)
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))
    compiling.build(tmp_path / "data" / "gazetteer")
    return lambda *words: CliRunner().invoke(app, ["gazetteer", *map(str, words)])


def test_adding_listing_and_taking_back(command, tmp_path):
    folder = tmp_path / "data" / "gazetteer"
    table = a_file(tmp_path, "mine.csv", "name,lat,lon,country\nUnheard,10,10.1,SY\nAin Warda,10.2,10.6,SY\nBad,x,1,SY\n")
    dry = command("add", table, "--dry-run")
    assert dry.exit_code == 0, dry.output
    assert "2 places would be added as the layer mine" in dry.output
    assert not Gazetteer.open(folder).knows("Unheard")
    assert command("add", table).exit_code == 0
    assert Gazetteer.open(folder).lookup("Unheard", country="SY")[0].place.id == "user:mine-unheard"
    assert "mine  2 places  from mine.csv" in command("layers").output
    assert command("undo").exit_code == 0
    assert not Gazetteer.open(folder).knows("Unheard")
    assert command("remove", "mine").exit_code == 1
    assert command("add", table, "--kind", "castle").exit_code == 2
    assert command("add", table, "--country", "Syria").exit_code == 2
    assert command("add", tmp_path / "none.csv").exit_code == 1


def test_bytes_of_another_encoding_are_read_or_refused_never_guessed(tmp_path):
    text = "name,lat,lon\nMünster,10,11\n"
    (tmp_path / "wide.csv").write_bytes(text.encode("utf-16"))
    assert [place.name for place in read(tmp_path / "wide.csv")[0]] == ["Münster"]
    (tmp_path / "old.csv").write_bytes(text.encode("latin-1"))
    with pytest.raises(BadInput, match=r"old.csv:2: it is not UTF-8; save"):
        read(tmp_path / "old.csv")


def test_an_archive_is_refused_for_what_it_would_unpack_to(tmp_path, monkeypatch):
    with zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.geojson", b"0" * 1_000_000)
    monkeypatch.setattr(tables, "_MOST_BYTES", 100_000)
    assert (tmp_path / "bomb.zip").stat().st_size < 100_000
    with pytest.raises(BadInput, match="holds 1,000,000 bytes"):
        read(tmp_path / "bomb.zip")


def test_a_table_with_longitude_and_latitude_changed_is_noticed(gazetteer):
    right = [a_place("One", 13.3, 10.6, country="XB"), a_place("Two", 13.3, 10.1, country="XB"), a_place("Three", 50, 50)]
    assert swapped(gazetteer, right) == 0
    assert swapped(gazetteer, [replace(place, point=LonLat(place.point.lat, place.point.lon)) for place in right]) >= 60


def test_a_check_counts_what_is_found_and_what_is_wrong(gazetteer, tmp_path):
    header = "name,lat,lon,country\n"
    text = header + "Al Noor,10,11,XA\nAl Noor,10,11,XA\nTripol,9,11,XA\nElmwick,10.5,14,XB\nNowhere,1,1,XA\nQalmar,10.6,13.4,XB\n"
    rows = read_table(a_file(tmp_path, "t.csv", text)).rows
    codes = ["XA", "XA", "XA", "XB", "XA", "XB"]
    told = check(gazetteer, [replace(row, country=code) for row, code in zip(rows, codes, strict=True)], within_km=15)
    assert (told.in_country.rows, told.in_country.found, told.in_country.given, told.in_country.first) == (6, 4, 5, 4)
    assert (told.in_country_names.rows, told.in_country_names.found) == (5, 3)
    # Without the country the greater Tripol and Qalmar come first.
    assert (told.anywhere.given, told.anywhere.first) == (5, 2)
    assert told.anywhere.wrong_of_given == pytest.approx(3 / 5)
    assert [(off.name, round(off.kilometers)) for off in told.off] == [("Elmwick", 56)]
    assert told.missing == (("Nowhere", 1),)


def test_a_check_is_printed_and_given_as_json(command, tmp_path):
    table = a_file(tmp_path, "t.csv", "name,lat,lon\nBorstad,10,13\nNowhere,1,1\n")
    assert command("check").exit_code == 0
    told = command("check", "--against", table)
    assert "country not given, rows" in told.output
    assert "50.0%" in told.output
    form = json.loads(command("check", "--against", table, "--format", "json").stdout)
    assert form["country_not_given"]["rows"]["coverage"] == 0.5
    assert form["missing"] == [{"name": "Nowhere", "rows": 1}]


def test_what_cannot_be_compiled_is_not_kept(command, tmp_path):
    assert command("build", "--geonames", "XA", "--from", tmp_path).exit_code == 1
    assert command("build", "--geonames", "Syria", "--from", tmp_path).exit_code == 2
    assert command("build", "--from", tmp_path).exit_code == 2
    assert command("update").exit_code == 1
    assert OwnLayers.beside(tmp_path / "data" / "gazetteer").geonames() is None
