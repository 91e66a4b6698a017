"""Dateline's geocoder behaves as geopy's own do, and asks other services only when told to."""

import pickle
from types import SimpleNamespace

import pytest
from geopy import Location, Point
from geopy.exc import GeocoderQueryError, GeocoderServiceError, GeocoderUnavailable
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import options
from geopy.geocoders.base import Geocoder as GeopyGeocoder

import dateline
from dateline.gazetteer.place import PlaceKind
from dateline.resolution.address import name_in
from dateline.resolution.remembering import FileCache
from tests.conftest import a_place

QALMAR = (10.0, 10.0)
BORSTAD = (10.0, 13.0)


@pytest.fixture
def geocoder(gazetteer):
    return dateline.Geocoder(gazetteer)


def found(answer, point, *, km=0.01):
    from geopy.distance import great_circle

    assert isinstance(answer, Location)
    assert great_circle((answer.latitude, answer.longitude), point).km <= km
    return answer


# The contract of geopy's geocoders


def test_it_is_a_geopy_geocoder_made_from_keywords_alone(gazetteer):
    cls, config = dateline.Geocoder, {"gazetteer": gazetteer, "timeout": 3, "user_agent": "tests"}
    with cls(**config) as geocoder:
        assert isinstance(geocoder, GeopyGeocoder)
        assert geocoder.timeout == 3
        assert geocoder.headers == {"User-Agent": "tests"}
        found(geocoder.geocode("Borstad"), BORSTAD)
    assert cls(gazetteer).timeout == options.default_timeout


def test_a_location_reads_in_all_of_geopys_ways(geocoder):
    location = geocoder.geocode("Al Noor")
    assert location.address == str(location) == "Al Noor, Qalmar, Aqqaristan"
    address, (latitude, longitude) = location
    assert (address, latitude, longitude) == (location.address, 10, 11)
    assert location.point == Point(10, 11)
    assert (location.raw["lat"], location.raw["lon"]) == ("10.00000", "11.00000")
    assert pickle.loads(pickle.dumps(location)) == location


def test_one_or_a_list_or_none(geocoder):
    assert geocoder.geocode("Tripol").raw["gazetteer_id"] == "test:tripol-xb"
    several = geocoder.geocode("Tripol", exactly_one=False)
    assert [one.raw["gazetteer_id"] for one in several] == ["test:tripol-xb", "test:tripol-xa"]
    assert len(geocoder.geocode("Tripol", exactly_one=False, limit=1)) == 1
    assert geocoder.geocode("dsadjkasdjasd") is None
    assert geocoder.geocode("dsadjkasdjasd", exactly_one=False) is None


@pytest.mark.parametrize("name", ["قلمار", "Калмар", "Qalmār", "qalmar", "  Qalmar "])
def test_names_of_any_script(geocoder, name):
    found(geocoder.geocode(name), QALMAR)


@pytest.mark.parametrize("query", ["", "   ", None, 7, {}, {"city": ""}, {"color": "red"}, {"postalcode": None}])
def test_a_query_that_asks_nothing_is_refused(geocoder, query):
    with pytest.raises(GeocoderQueryError):
        geocoder.geocode(query)


@pytest.mark.parametrize(
    ("options", "error"),
    [
        ({"limit": 0, "exactly_one": False}, ValueError),
        ({"limit": -3}, ValueError),
        ({"country_codes": "Borland"}, GeocoderQueryError),
        ({"country_codes": ["xa", "1"]}, GeocoderQueryError),
        ({"viewbox": [Point(1, 1)]}, GeocoderQueryError),
        ({"viewbox": ["a", "b"]}, ValueError),
        ({"featuretype": "planet"}, GeocoderQueryError),
        ({"geometry": "dxf"}, GeocoderQueryError),
    ],
)
def test_bad_options_raise_what_geopy_raises(geocoder, options, error):
    with pytest.raises(error):
        geocoder.geocode("Qalmar", **options)


@pytest.mark.parametrize(
    "point", [Point(10.001, 10.001), (10.001, 10.001), [10.001, 10.001], "10.001, 10.001", "10 0' 3.6\" N 10 0' 3.6\" E"]
)
def test_reverse_takes_every_form_of_a_point(geocoder, point):
    location = found(geocoder.reverse(point), QALMAR)
    assert location.raw["address"] == {"city": "Qalmar", "state": "Qalmar", "country": "Aqqaristan", "country_code": "xa"}
    assert location.raw["distance_km"] == pytest.approx(0.156, abs=0.01)


@pytest.mark.filterwarnings("ignore:Latitude normalization")  # geopy's own word on it
@pytest.mark.parametrize("point", ["Qalmar", "91, 0", (100.0, 10.0), (float("nan"), 0), None, {}, [], ""])
def test_reverse_refuses_what_is_no_point(geocoder, point):
    with pytest.raises(ValueError, match="latitude first"):
        geocoder.reverse(point)


def test_nothing_is_near_the_middle_of_an_ocean(geocoder):
    assert geocoder.reverse((-40, -120)) is None
    assert geocoder.reverse((-40, -120), exactly_one=False) is None


def test_geopys_rate_limiter_drives_it(geocoder):
    geocode = RateLimiter(geocoder.geocode, min_delay_seconds=0)
    assert [geocode(name) and geocode(name).raw["gazetteer_id"] for name in ("Elmwick", "dsadjkasdjasd")] == ["test:elmwick", None]


def test_it_never_asks_the_network(geocoder):
    with pytest.raises(GeocoderServiceError):
        geocoder.adapter.get_json("https://elsewhere.example/", timeout=1, headers={})


# Which place is meant


def test_filters(geocoder):
    assert geocoder.geocode("Tripol", country_codes="xa").raw["gazetteer_id"] == "test:tripol-xa"
    assert geocoder.geocode("Tripol", country_codes=["XA"]).raw["gazetteer_id"] == "test:tripol-xa"
    assert geocoder.geocode("Elmwick", country_codes="xa") is None
    assert geocoder.geocode("Qalmar", featuretype="state").raw["gazetteer_id"] == "test:xa-qalmar"
    assert geocoder.geocode("Qalmar", featuretype="country") is None
    west = [(8, 10.5), (10, 11.5)]
    assert geocoder.geocode("Tripol", viewbox=west).raw["gazetteer_id"] == "test:tripol-xa"
    assert geocoder.geocode("Elmwick", viewbox=west).raw["gazetteer_id"] == "test:elmwick"
    assert geocoder.geocode("Elmwick", viewbox=west, bounded=True) is None
    # What the text itself says of where goes before the view.
    assert geocoder.geocode("Tripol, Borland", viewbox=west).raw["gazetteer_id"] == "test:tripol-xb"


@pytest.mark.parametrize(
    ("parts", "place_id"),
    [
        ({"city": "Tripol", "country": "Aqqaristan"}, "test:tripol-xa"),
        ({"city": "Tripol", "country": "XB"}, "test:tripol-xb"),
        ({"village": "Kafr Tin", "state": "Zahran"}, "test:kafr-tin-zahran"),
        ({"village": "Kafr Tin", "state": "Zahran Governorate", "country": "xa"}, "test:kafr-tin-zahran"),
        ({"state": "Marsa"}, "test:xa-marsa"),
        ({"country": "Kingdom of Borland"}, "test:xb"),
        ({"street": "12 Harbor Road", "city": "Nordhaven", "postalcode": "123"}, "test:nordhaven"),
        ({"street": "Hamra", "city": "Qalmar"}, "test:hamra"),
        ({"city": "Elmwick", "county": "Elmwick District", "state": "Middlemark"}, "test:elmwick"),
        ({"city": "Elmwick", "country": "Aqqaristan"}, None),
        ({"city": "Elmwick", "state": "Nordland"}, None),
        ({"city": "Elmwick", "country": "Nowhere"}, None),
        ({"city": "Nowhereville Xyzzy", "country": "Borland"}, None),
        ({"postalcode": "12345"}, None),
    ],
)
def test_structured_queries(geocoder, parts, place_id):
    answer = geocoder.geocode(parts)
    assert (answer and answer.raw["gazetteer_id"]) == place_id


def test_an_address_finds_its_place_again(gazetteer, geocoder):
    for place_id in ("test:tripol-xa", "test:kafr-tin-zahran", "test:qalmar-xb", "test:elmwick", "test:air-base"):
        place = gazetteer.get(place_id)
        nearby = geocoder.reverse((place.point.lat, place.point.lon)) if place.kind.is_settlement else None
        address = nearby.address if nearby else f"{place.name}, {place.admin1}"
        assert geocoder.geocode(address).raw["gazetteer_id"] == place_id


def test_names_in_the_language_that_is_asked_for(geocoder):
    assert geocoder.geocode("Qalmar", language="ar").raw["name"] == "قلمار"
    assert geocoder.geocode("Qalmar", language="ru;q=0.5, ar;q=0.9").raw["name"] == "قلمار"
    assert geocoder.geocode("Borstad", language="ru").raw["name"] == "Бурстад"
    # No Cyrillic name is known: the main name stands in, or the next language.
    assert geocoder.geocode("Al Noor", language="ru").raw["name"] == "Al Noor"
    assert geocoder.geocode("Al Noor", language="ru,ar").raw["name"] == "النور"
    assert geocoder.reverse(QALMAR, language="ar").raw["address"]["state"] == "محافظة قلمار"


def test_reverse_by_zoom(geocoder):
    kinds = {zoom: geocoder.reverse((10.01, 10.02), zoom=zoom).raw["kind"] for zoom in (3, 5, 10, 13, 18)}
    assert kinds == {3: "country", 5: "admin1", 10: "city", 13: "city", 18: "neighborhood"}


def test_reverse_prefers_the_city_that_holds_the_point_to_a_village_nearby(geocoder):
    # Qalmar reaches 8 km: the second point lies inside it, the first 14 km off and 4 km from Kafr Tin.
    assert geocoder.reverse((9.95, 10.115)).raw["name"] == "Kafr Tin"
    assert geocoder.reverse((9.96, 10.04), zoom=13).raw["name"] == "Qalmar"


def test_reverse_far_from_settlements_tells_the_province_or_nothing(geocoder):
    far = (10.55, 10.0)  # 50 km and more from any settlement but inside the province's circle
    assert geocoder.reverse(far, max_distance_km=20).raw["kind"] == "admin1"
    several = geocoder.reverse(QALMAR, exactly_one=False, limit=3)
    assert [one.raw["kind"] for one in several][:2] == ["city", "neighborhood"]
    assert all(one.raw["distance_km"] <= 50 for one in several)


def test_raw_reads_as_nominatims(geocoder):
    raw = geocoder.geocode("Qalmar Air Base", addressdetails=True, namedetails=True, extratags=True, geometry="geojson").raw
    assert (raw["class"], raw["type"], raw["addresstype"]) == ("military", "base", "military")
    south, north, west, east = map(float, raw["boundingbox"])
    assert south < 10.08 < north
    assert west < 10.1 < east
    assert raw["geojson"] == {"type": "Point", "coordinates": [10.1, 10.08]}
    assert raw["namedetails"]["alt_name"] == "Qalmar Airbase;مطار قلمار"
    assert raw["address"]["military"] == "Qalmar Air Base"
    assert 0 <= raw["importance"] <= 1
    assert raw["source"] == "Dateline"
    assert "osm_id" not in raw
    assert raw["place_id"] == geocoder.geocode("Qalmar Air Base").raw["place_id"] < 2**53


# Other services


class Elsewhere:
    """A geopy geocoder that knows one village more, and counts."""

    domain = "elsewhere.example"

    def __init__(self, error=None):
        self.error = error
        self.asked = []

    def geocode(self, query, *, exactly_one=True, timeout=None, country_codes=None):
        self.asked.append((query, country_codes))
        if self.error:
            raise self.error
        places = [Location("Far Hamlet", (1.0, 2.0), {"id": 7})] if "Far Hamlet" in str(query) else []
        return places or None

    def reverse(self, query, *, exactly_one=True, timeout=None):
        self.asked.append(query)
        return [Location("The Sea", (-40.0, -120.0), {"id": 8})]


def with_fallbacks(gazetteer, *services, cache=None):
    return dateline.Geocoder(gazetteer, fallbacks=services, cache=cache, min_delay_seconds=0)


def test_a_fallback_is_asked_only_for_what_is_not_known_and_says_who_answered(gazetteer):
    service = Elsewhere()
    geocoder = with_fallbacks(gazetteer, service)
    assert geocoder.geocode("Elmwick").raw["source"] == "Dateline"
    assert service.asked == []
    answer = geocoder.geocode("Far Hamlet")
    assert (answer.address, answer.latitude, answer.longitude) == ("Far Hamlet", 1.0, 2.0)
    assert answer.raw == {"id": 7, "source": "Elsewhere elsewhere.example"}
    assert geocoder.geocode("Far Hamlet", exactly_one=False) == [answer]
    assert geocoder.reverse((-40, -120)).raw["source"] == "Elsewhere elsewhere.example"


def test_what_is_only_spelled_nearly_so_gives_way_to_a_fallback_that_knows(gazetteer):
    service = Elsewhere()
    geocoder = with_fallbacks(gazetteer, service)
    assert geocoder.geocode("Nordhavn").raw["gazetteer_id"] == "test:nordhaven"
    assert service.asked == [("Nordhavn", None)]


def test_the_same_is_asked_once_also_when_nothing_came(gazetteer, tmp_path):
    service = Elsewhere()
    for geocoder in (
        with_fallbacks(gazetteer, service, cache=tmp_path / "answers"),
        with_fallbacks(gazetteer, service, cache=tmp_path / "answers"),
    ):
        for _ in range(2):
            assert geocoder.geocode("Far Hamlet").raw["id"] == 7
            assert geocoder.geocode("dsadjkasdjasd") is None
    assert [query for query, _ in service.asked] == ["Far Hamlet", "dsadjkasdjasd"]
    geocoder.geocode("Far Hamlet", country_codes="xa")
    assert service.asked[-1] == ("Far Hamlet", ["XA"])


def test_a_service_that_cannot_filter_is_not_asked(gazetteer):
    service = Elsewhere()
    geocoder = with_fallbacks(gazetteer, service)
    assert geocoder.geocode("Far Hamlet", viewbox=[(0, 0), (5, 5)], bounded=True) is None
    assert geocoder.geocode("Far Hamlet", featuretype="city") is None
    assert service.asked == []
    assert geocoder.geocode({"village": "Far Hamlet", "country": "xb"}).raw["id"] == 7
    assert service.asked == [("Far Hamlet, xb", None)]


def test_the_next_service_answers_for_one_that_fails_and_failures_are_not_remembered(gazetteer):
    broken, sound = Elsewhere(GeocoderUnavailable("down")), Elsewhere()
    assert with_fallbacks(gazetteer, broken, sound).geocode("Far Hamlet").raw["id"] == 7
    geocoder = with_fallbacks(gazetteer, broken)
    for _ in range(2):
        # That nothing is there would not be true.
        with pytest.raises(GeocoderUnavailable):
            geocoder.geocode("Far Hamlet")
    assert geocoder.geocode("Nordhavn").raw["gazetteer_id"] == "test:nordhaven"
    assert len(broken.asked) == 4


def test_services_are_asked_slowly(gazetteer, monkeypatch):
    waits = []
    monkeypatch.setattr("geopy.extra.rate_limiter.default_timer", lambda: 100.0 + sum(waits))
    monkeypatch.setattr(RateLimiter, "_sleep", lambda self, seconds: waits.append(seconds))
    geocoder = dateline.Geocoder(gazetteer, fallbacks=[Elsewhere()])
    geocoder.geocode("Far Hamlet")
    geocoder.reverse((-40, -120))
    geocoder.geocode("Far Hamlet")
    assert waits == [1.0]


def test_a_file_cache_is_a_mapping_and_forgives_damage(tmp_path):
    cache = FileCache(tmp_path / "answers")
    assert (len(cache), "a" in cache) == (0, False)
    cache["a"], cache["ü" * 500] = "1", "2"
    assert dict(FileCache(tmp_path / "answers")) == {"a": "1", "ü" * 500: "2"}
    for file in (tmp_path / "answers").iterdir():
        file.write_bytes(b'{"key": "a", "val')
    assert (len(cache), cache.get("a")) == (0, None)
    cache["a"] = "3"
    del cache["a"]
    with pytest.raises(KeyError):
        del cache["a"]


def test_an_adapter_of_another_kind_of_answer_is_wrapped(gazetteer):
    odd = SimpleNamespace(geocode=lambda query, exactly_one=True: [Location("Far", (1, 2), ["a", "b"])])
    assert with_fallbacks(gazetteer, odd).geocode("Far Hamlet").raw == {"answer": ["a", "b"], "source": "SimpleNamespace"}


@pytest.mark.parametrize(
    ("name", "country", "language", "called"),
    [
        ("Damascus", "SY", "fr", "Damas"),
        ("Kyiv", "UA", "de", "Kiew"),
        ("Damascus", "US", "fr", "Damascus"),
        ("Damascus", "SY", "en-GB", "Damascus"),
        ("Damascus", "SY", "ru", "Дамаск"),
    ],
)
def test_great_cities_are_called_as_a_language_calls_them(name, country, language, called):
    assert name_in(a_place(name, 36.3, 33.5, kind=PlaceKind.CITY, country=country), (language,)) == called


def test_of_several_names_in_a_script_the_language_takes_its_own(tmp_path):
    from dateline.gazetteer.compile import compile_places
    from dateline.gazetteer.gazetteer import Gazetteer
    from dateline.gazetteer.place import Place, PlaceKind
    from dateline.geography import LonLat

    names = ("Қорник", "Корницьк", "Корницк", "Рот", "الكورنيتسك", "کۆرنیتسک", "Kornizk")
    compile_places([Place("test:k", "Kornytsk", PlaceKind.CITY, LonLat(1, 1), 5.0, "XA", names=names)], tmp_path / "one")
    geocoder = dateline.Geocoder(Gazetteer.open(tmp_path / "one"))
    told = {
        language: geocoder.geocode("Kornytsk", language=language).raw["name"]
        for language in ("uk", "ru", "ar", "fa", "de", "ka", "sr-Latn")
    }
    assert told == {
        "uk": "Корницьк",
        "ru": "Корницк",
        "ar": "الكورنيتسك",
        "fa": "Kornytsk",
        "de": "Kornytsk",
        "ka": "Kornytsk",
        "sr-Latn": "Kornytsk",
    }


def test_what_is_less_sure_than_asked_is_no_answer(geocoder):
    told = geocoder.geocode("Qalmar")
    assert 0 < told.raw["confidence"] < 1
    assert geocoder.geocode("Qalmar", min_confidence=told.raw["confidence"]) is not None
    assert geocoder.geocode("Qalmar", min_confidence=1.0) is None
