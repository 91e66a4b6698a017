import pytest

from dateline.gazetteer.gazetteer import NameMatch
from dateline.gazetteer.place import PlaceKind
from dateline.geography import LonLat, distance_km

KHMEIMIM = LonLat(35.949, 35.401)


@pytest.mark.parametrize(
    "name",
    ["Hmeimim", "Khmeimim", "Hmaymim", "Khmeimim Air Base", "Hmeimim air base", "Hmeimim airbase", "Хмеймим", "حميميم", "قاعدة حميميم"],
)
def test_the_base_in_no_list_of_cities_is_known_by_all_its_names(real_gazetteer, name):
    best = real_gazetteer.lookup(name)[0]
    assert distance_km(best.place.point, KHMEIMIM) < 5
    assert (best.place.kind, best.place.country) == (PlaceKind.MILITARY_BASE, "SY")


@pytest.mark.parametrize(
    ("names", "lon", "lat"),
    [
        (("Qamishli", "Al-Qamishli", "Al Qāmishlī", "Qamishly", "القامشلي", "Камышлы"), 41.23, 37.05),
        (("Jisr ash-Shughur", "Jisr al-Shughur", "Jisr al Shughour", "جسر الشغور"), 36.32, 35.81),
        (("Deir ez-Zor", "Deir Ezzor", "Dayr az Zawr", "Deir al-Zour", "Deir-ez-Zor", "دير الزور", "Дейр-эз-Зор"), 40.14, 35.34),
        (("Maarat al-Numan", "Ma'arrat al-Nu'man", "Maaret al-Numan", "معرة النعمان"), 36.67, 35.65),
        (("Saraqib", "Saraqeb", "سراقب"), 36.80, 35.86),
        (("Tartus", "Tartous", "Tartus city", "طرطوس"), 35.89, 34.89),
        (("Kobani", "Kobane", "Ayn al-Arab", "Ain al-Arab", "كوباني"), 38.35, 36.89),
        (("Kharkiv", "Kharkov", "Харьков", "Харків"), 36.25, 49.98),
        (("Tel Rifaat", "Tell Rifaat", "Tal Rifaat"), 37.10, 36.47),
    ],
)
def test_a_town_is_met_in_all_its_spellings(real_gazetteer, names, lon, lat):
    for name in names:
        settlements = [match.place for match in real_gazetteer.lookup(name) if match.place.kind.is_settlement]
        assert settlements, name
        assert distance_km(settlements[0].point, LonLat(lon, lat)) < 5, name


@pytest.mark.parametrize(
    ("name", "kind", "country"),
    [
        ("Latakia Governorate", PlaceKind.ADMIN1, "SY"),
        ("Idlib province", PlaceKind.ADMIN1, "SY"),
        ("Donetsk oblast", PlaceKind.ADMIN1, "UA"),
        ("محافظة إدلب", PlaceKind.ADMIN1, "SY"),
        ("Homs", PlaceKind.CITY, "SY"),
        ("Latakia", PlaceKind.CITY, "SY"),
        ("Syria", PlaceKind.COUNTRY, "SY"),
        ("سوريا", PlaceKind.COUNTRY, "SY"),
        ("Украина", PlaceKind.COUNTRY, "UA"),
        ("Ukraine", PlaceKind.COUNTRY, "UA"),
        ("Levant", PlaceKind.REGION, None),
        ("Middle East", PlaceKind.REGION, None),
        ("Donbas", PlaceKind.REGION, "UA"),
        ("Idlib de-escalation zone", PlaceKind.REGION, "SY"),
        ("Latakia countryside", PlaceKind.REGION, "SY"),
        ("eastern Ghouta", PlaceKind.REGION, "SY"),
        ("Black Sea", PlaceKind.SEA, None),
        ("Africa", PlaceKind.CONTINENT, None),
        ("Bab al-Hawa", PlaceKind.CROSSING, "SY"),
        ("T4", PlaceKind.MILITARY_BASE, "SY"),
    ],
)
def test_the_first_meaning_of_a_name_is_the_one_reports_mean(real_gazetteer, name, kind, country):
    best = real_gazetteer.lookup(name)[0].place
    assert (best.kind, best.country) == (kind, country)


def test_a_small_place_keeps_no_country_as_its_other_name(real_gazetteer):
    assert {match.place.kind for match in real_gazetteer.lookup("Ukraine")} == {PlaceKind.COUNTRY}


@pytest.mark.parametrize(
    ("text", "country", "lon", "lat"),
    [
        ("Hmeimim", "SY", 35.95, 35.40),
        ("Qamishly", "SY", 41.23, 37.05),
        ("Saraqib, Idlib", "SY", 36.80, 35.86),
        ("Tripoli, Libya", "LY", 13.19, 32.89),
        ("Tripoli, Lebanon", "LB", 35.84, 34.43),
        ("Kramatrosk", "UA", 37.56, 48.74),
        ("Khan Shekhoun, Syria", "SY", 36.65, 35.44),
    ],
)
def test_search_finds_what_is_meant(real_gazetteer, text, country, lon, lat):
    best = real_gazetteer.search(text)[0].place
    assert best.country == country
    assert distance_km(best.point, LonLat(lon, lat)) < 8


def test_strong_folding_never_comes_before_a_real_name(real_gazetteer):
    assert all(match.how is not NameMatch.FUZZY for match in real_gazetteer.lookup("al-Bara"))
    assert real_gazetteer.lookup("al-Bara")[0].place.name == "Al-Bara"


def test_codes_and_machine_transliterations_are_no_names(real_gazetteer):
    for name in ("hlb", "ltqyh"):
        assert not real_gazetteer.knows(name)
    assert "SY" not in {match.place.country for match in real_gazetteer.lookup("KAC")}


def test_countries_stand_within_themselves(real_gazetteer):
    for code in ("SY", "UA", "US", "RU", "FR", "SD", "MM", "YE", "IQ", "TR", "LB"):
        country = real_gazetteer.country(code)
        assert real_gazetteer.nearest(country.point)[0][0].country == code


def test_provinces_are_found_from_the_places_in_them(real_gazetteer):
    for name, province in (("Saraqib", "Idlib"), ("Khmeimim Air Base", "Latakia"), ("Simferopol", "Crimea")):
        place = real_gazetteer.lookup(name)[0].place
        assert place.admin1 == province
        assert real_gazetteer.admin1_of(place).kind is PlaceKind.ADMIN1


def test_a_province_stands_in_the_middle_of_its_outline_and_reaches_over_most_of_it(real_gazetteer):
    homs = next(match.place for match in real_gazetteer.lookup("Homs Governorate") if match.place.kind is PlaceKind.ADMIN1)
    assert distance_km(homs.point, LonLat(38.3, 34.3)) < 20
    assert 100 < homs.radius_km < 150


@pytest.mark.parametrize(
    ("district", "country", "seat"),
    [("Jimma Zone", "ET", "Jimma"), ("Sudzhanskiy Rayon", "RU", "Sudzha")],
)
def test_a_district_of_which_no_settlement_is_known_inherits_its_seat(real_gazetteer, district, country, seat):
    unit = real_gazetteer.lookup(district, country=country)[0].place
    assert unit.kind is PlaceKind.ADMIN2
    seats = [match.place for match in real_gazetteer.lookup(seat, country=country) if match.place.admin1 == unit.admin1]
    assert min(distance_km(unit.point, place.point) for place in seats) < 1
    assert unit.radius_km >= 10


def test_a_unit_called_after_two_is_sought_at_both(real_gazetteer):
    found = real_gazetteer.lookup("Azaz and Afrin District")
    assert {match.place.name for match in found} == {"Azaz District", "Afrin District"}
    assert {match.how for match in found} == {NameMatch.GENERIC}
    assert real_gazetteer.lookup("Azaz and Afrin") == ()
