"""A column of names becomes a GeoDataFrame with their places."""

import geopandas
import pandas as pd
import pytest

from dateline import Geocoder
from dateline.errors import BadParameter
from dateline.publishing.frames import geocode_column


class Counting(Geocoder):
    """Keeps what it was asked."""

    asked = ()

    def geocode(self, query, **options):
        self.asked = (*self.asked, query)
        return super().geocode(query, **options)


@pytest.fixture
def geocoder(gazetteer):
    return Counting(gazetteer)


def test_every_row_stays_and_every_name_is_looked_up_once(geocoder):
    names = ["Qalmar", "Elmwick", None, "Qalmar ", "dsadjkasdjasd", float("nan"), "", 7]
    frame = pd.DataFrame({"where": names, "n": range(8)}, index=range(100, 108))
    found = geocode_column(frame, "where", geocoder=geocoder)
    assert isinstance(found, geopandas.GeoDataFrame)
    assert found.crs == "EPSG:4326"
    assert list(found.index) == list(frame.index)
    assert list(found.columns) == ["where", "n", "place_id", "place_name", "kind", "country", "score", "confidence", "source", "geometry"]
    assert geocoder.asked == ("Qalmar", "Elmwick", "dsadjkasdjasd")
    first = found.iloc[0]
    assert tuple(first[["place_id", "place_name", "kind", "country", "score", "source"]]) == (
        "test:qalmar",
        "Qalmar",
        "city",
        "XA",
        1.0,
        "Dateline",
    )
    assert 0 < first["confidence"] < 1
    assert (found.geometry.iloc[1].x, found.geometry.iloc[1].y) == (14, 10)
    assert list(found["place_id"].notna()) == list(found.geometry.notna()) == [True, True, False, True, False, False, False, False]
    assert list(frame.columns) == ["where", "n"]
    assert geocode_column(frame, "where", geocoder=geocoder, min_confidence=1.0)["place_id"].isna().all()


def test_countries_by_code_or_name_for_all_or_row_by_row(geocoder):
    frame = pd.DataFrame({"where": ["Tripol"] * 3, "land": ["Aqqaristan", "XB", None]})
    by_row = geocode_column(frame, "where", country_column="land", geocoder=geocoder)
    assert list(by_row["place_id"]) == ["test:tripol-xa", "test:tripol-xb", "test:tripol-xb"]
    assert set(geocode_column(frame, "where", country="xa", geocoder=geocoder)["country"]) == {"XA"}


def test_a_frame_can_be_geocoded_twice_behind_a_prefix(geocoder):
    frame = pd.DataFrame({"from": ["Qalmar"], "to": ["Elmwick"], "country": ["free text"]})
    with pytest.raises(BadParameter, match="prefix"):
        geocode_column(frame, "from", geocoder=geocoder)
    both = geocode_column(geocode_column(frame, "from", geocoder=geocoder, prefix="from_"), "to", geocoder=geocoder, prefix="to_")
    assert (both["from_place_name"][0], both["to_place_name"][0], both["country"][0]) == ("Qalmar", "Elmwick", "free text")
    assert both.geometry.iloc[0].x == 14


@pytest.mark.parametrize(
    "options", [{"column": "nowhere"}, {"column": "where", "country": "Nowhere"}, {"column": "where", "country_column": "x"}]
)
def test_what_is_not_there_is_named(geocoder, options):
    with pytest.raises(BadParameter):
        geocode_column(pd.DataFrame({"where": ["Qalmar"]}), geocoder=geocoder, **options)
    assert geocoder.asked == ()


def test_an_empty_frame_and_a_bar(geocoder, capsys):
    empty = geocode_column(pd.DataFrame({"where": pd.Series([], dtype="str")}), "where", geocoder=geocoder, progress=True)
    assert (len(empty), empty.crs) == (0, "EPSG:4326")
    geocode_column(pd.DataFrame({"where": ["Qalmar"]}), "where", geocoder=geocoder, progress=True)
    assert "Geocoding" in capsys.readouterr().err
