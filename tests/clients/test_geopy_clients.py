"""geopy's own clients for Nominatim and Photon, and what QGIS's locator sends, against a live server."""

from urllib.parse import urlsplit

import httpx
import pytest
from geopy import Point
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import Nominatim, Photon


@pytest.fixture(scope="module")
def nominatim(server):
    # A proxy of the machine must not be asked for this one.
    with Nominatim(scheme="http", domain=urlsplit(server).netloc, user_agent="tests", timeout=30, proxies={}) as geocoder:
        yield geocoder


@pytest.fixture(scope="module")
def photon(server):
    with Photon(scheme="http", domain=f"{urlsplit(server).netloc}/photon", user_agent="tests", timeout=30, proxies={}) as geocoder:
        yield geocoder


def test_nominatim_geocodes(nominatim):
    location = nominatim.geocode(
        "Mirna", addressdetails=True, namedetails=True, extratags=True, geometry="geojson", language="de", featuretype="city"
    )
    assert location.point == Point(35, 40)
    assert location.address.startswith("Mirna, North")
    assert location.raw["address"]["town"] == "Mirna"
    assert location.raw["geojson"]["coordinates"] == [40, 35]
    assert nominatim.geocode({"city": "Mirna", "state": "North"}) == nominatim.geocode("Mirna")
    assert [one.raw["class"] for one in nominatim.geocode("Mirna", exactly_one=False, limit=5)] == ["place"]


def test_nominatim_narrows(nominatim):
    assert nominatim.geocode("Mirna", country_codes=["xa", "xb"]).latitude == 35
    assert nominatim.geocode("Mirna", country_codes="xb") is None
    assert nominatim.geocode("Mirna", viewbox=[(34, 39), (36, 41)], bounded=True).latitude == 35
    assert nominatim.geocode("Mirna", viewbox=[(0, 0), (1, 1)], bounded=True) is None
    assert nominatim.geocode("Nowhereville Xyzzy", exactly_one=False) is None


def test_nominatim_reverses(nominatim):
    location = nominatim.reverse("35.01, 40.01", language="en", zoom=13, namedetails=True)
    assert (location.latitude, location.longitude) == (35, 40)
    assert location.raw["address"]["state"] == "North"
    assert [one.address for one in nominatim.reverse((35, 40), exactly_one=False)] == [location.address]
    assert nominatim.reverse((-40, -120)) is None


def test_nominatim_understands_a_refusal(nominatim):
    with pytest.raises(GeocoderQueryError):
        nominatim.geocode("")
    with pytest.raises(GeocoderQueryError):
        nominatim.geocode("Mirna", country_codes="Nowhere")


def test_photon_geocodes_and_reverses(photon):
    location = photon.geocode("Mirna", language="de", location_bias=(35, 40), osm_tag=["place", "!place:city"])
    assert (location.latitude, location.longitude) == (35, 40)
    assert location.address.startswith("Mirna, North")
    assert photon.geocode("Mirna", bbox=[(34, 39), (36, 41)]) == photon.geocode("Mirna")
    assert photon.geocode("Nowhereville Xyzzy") is None
    assert photon.geocode("Mirna", osm_tag="place:city") is None
    assert photon.reverse(Point(35.01, 40.01), language="en").address == location.address
    assert len(photon.reverse((35, 40), exactly_one=False, limit=3)) == 1
    assert photon.reverse((-40, -120)) is None
    with pytest.raises(GeocoderQueryError):
        photon.geocode("")


def test_a_column_through_geopys_rate_limiter(nominatim):
    geocode = RateLimiter(nominatim.geocode, min_delay_seconds=0, max_retries=0)
    assert [location and location.latitude for location in map(geocode, ["Mirna", "Nowhereville Xyzzy"])] == [35, None]


def test_what_qgis_sends_and_reads(server):
    """QGIS's locator sends the canvas with the query, reads a list, and guards only for the members that are not asserted here."""
    asked = {"format": "json", "addressdetails": "1", "viewbox": "-2000.0000000,-90,2000,90", "countrycodes": "xa,xb", "q": "Mirna"}
    [one] = httpx.get(f"{server}/search", params=asked).json()
    assert (float(one["lat"]), float(one["lon"])) == (35, 40)
    assert one["display_name"]
    assert one["address"]
    assert isinstance(one["place_id"], int)
    south, north, west, east = map(float, one["boundingbox"])
    assert south < 35 < north
    assert west < 40 < east
