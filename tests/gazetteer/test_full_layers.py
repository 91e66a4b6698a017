"""The full GeoNames joined with the other layers: what both have is one place."""

import pytest

from dateline.gazetteer.layers import Layers, _with_full
from dateline.gazetteer.place import PlaceKind
from dateline.gazetteer.sources.curated import CuratedRow
from dateline.geography import LonLat
from tests.conftest import a_place


class Tables:
    """The full GeoNames as a list of places."""

    def __init__(self, *places):
        self._places = places
        self.problems = []
        self.admin1 = {}

    def places(self):
        return iter(self._places)


def joined(places, rows, *dump):
    found = Layers(())
    told = {place.id: place for place in _with_full(places, rows, Tables(*dump), frozenset({"aqqaristan"}), found)}
    return told, found


def a_row(place, *, same_as=None, precision="near", note="middle of the settlement; from general knowledge"):
    return CuratedRow(place, same_as, precision, note, "table.csv:2")


def test_a_place_of_both_keeps_its_name_and_takes_the_newer_point_and_names():
    base = a_place("Qalmar", 10, 10, kind=PlaceKind.TOWN, id="geonames:1", population=5000, names=("قلمار",))
    dump = a_place("Qalmār", 10.1, 10, kind=PlaceKind.CITY, id="geonames:1", population=200_000, names=("Kalmar",))
    told, _ = joined({"geonames:1": base}, {}, dump)
    place = told["geonames:1"]
    assert (place.name, place.kind, place.point.lon, place.names) == ("Qalmar", PlaceKind.CITY, 10.1, ("قلمار", "Kalmar"))


def test_what_was_corrected_by_hand_takes_names_alone():
    base = a_place("Qalmar", 10, 10, id="geonames:1")
    told, _ = joined({"geonames:1": base}, {"geonames:1": a_row(base, same_as="geonames:1")}, a_place("Kalmar", 10.5, 10, id="geonames:1"))
    assert told["geonames:1"].point == LonLat(10, 10)
    assert told["geonames:1"].names == ("Kalmar",)


@pytest.mark.parametrize(("note", "lon"), [("from general knowledge", 10.05), ("agrees with UCDP GED", 10.0)])
def test_an_unconfirmed_point_yields_to_that_of_geonames(note, lon):
    own = a_place("Umm Rabia", 10, 10, kind=PlaceKind.VILLAGE, id="dateline:umm-rabia")
    dump = a_place("Umm Rabīah", 10.05, 10, kind=PlaceKind.VILLAGE, id="geonames:2", names=("أم ربيع",))
    told, found = joined({own.id: own}, {own.id: a_row(own, note=note)}, dump)
    assert set(told) == {"dateline:umm-rabia"}
    assert found.also == {"geonames:2": "dateline:umm-rabia"}
    assert told["dateline:umm-rabia"].point.lon == lon
    assert "أم ربيع" in told["dateline:umm-rabia"].names


def test_a_row_that_waited_for_a_place_of_the_full_geonames_corrects_it():
    own = a_place("Al Noor", 10, 10, id="dateline:noor")
    told, found = joined({own.id: own}, {own.id: a_row(own, same_as="geonames:3")}, a_place("An Nur", 10.3, 10, id="geonames:3"))
    assert {place.id: place.name for place in told.values()} == {"geonames:3": "Al Noor"}
    assert told["geonames:3"].point == LonLat(10, 10)
    assert found.also == {"dateline:noor": "geonames:3"}
    assert found.problems == []
    _, found = joined({own.id: own}, {own.id: a_row(own, same_as="geonames:3")})
    assert "there is no place geonames:3" in found.problems[0]


def test_a_namesake_further_off_or_of_another_kind_is_another_place_and_no_village_is_called_as_a_country():
    own = a_place("Qalmar", 10, 10, kind=PlaceKind.VILLAGE, id="dateline:q")
    far = a_place("Qalmar", 10.2, 10, kind=PlaceKind.VILLAGE, id="geonames:4", names=("Aqqaristan", "Kalmar"))
    hill = a_place("Qalmar", 10.01, 10, kind=PlaceKind.MOUNTAIN, id="geonames:5")
    told, _ = joined({own.id: own}, {}, far, hill)
    assert set(told) == {"dateline:q", "geonames:4", "geonames:5"}
    assert told["geonames:4"].names == ("Kalmar",)
