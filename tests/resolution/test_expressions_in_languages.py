"""Spatial expressions in seven languages: Karth is a town of 4 km, or a land of 200 km where `LAND` says so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat, distance_km
from dateline.reading.report import Report
from dateline.recognition.toponym import Toponym
from dateline.resolution.expression_words import bearing_of, kilometers
from dateline.resolution.expressions import Expression, find_expressions
from dateline.resolution.location import Location
from dateline.resolution.resolution import Candidate, Resolution

KARTH = Place("test:karth", "Karth", PlaceKind.CITY, LonLat(11.0, 10.0), 4.0, "XA", "Karthland")
LAND = Place("test:land", "Karth", PlaceKind.COUNTRY, LonLat(11.0, 10.0), 200.0, "XA")
LOM = Place("test:lom", "Lom", PlaceKind.CITY, LonLat(12.0, 10.0), 4.0, "XA")


def expressions(text: str, *places: Place, gazetteer: Gazetteer | None = None) -> tuple[Expression, ...]:
    known = {place.name: place for place in (LOM, KARTH, *places)}
    spans = sorted((text.index(name), name) for name in known if name in text)
    resolutions = []
    for start, name in spans:
        candidate = Candidate(known[name], 1.0, ("named exactly",))
        resolutions.append(Resolution(Toponym(start, start + len(name), name), (candidate,), candidate, 0.9))
    return find_expressions(Report.of(text), resolutions, gazetteer)


@pytest.mark.parametrize(
    ("text", "km", "east", "north"),
    [
        ("Two fell 20 km south of Karth.", 20, 0, -1),
        ("سقطت على بعد 20 كم جنوب Karth.", 20, 0, -1),
        ("سقطت على بعد ٢٠ كيلومترا إلى الشمال الغربي من مدينة Karth.", 20, -1, 1),
        ("Упали в 20 км к югу от Karth.", 20, 0, -1),
        ("Упали в двадцати километрах северо-восточнее города Karth.", 20, 1, 1),
        ("Впали за 20 км на південь від Karth.", 20, 0, -1),
        ("Впали за 20 кілометрів північніше Karth.", 20, 0, 1),
        ("Tombés à 20 km au sud de Karth.", 20, 0, -1),
        ("Tombés à une vingtaine de kilomètres au nord-ouest de Karth.", 20, -1, 1),
        ("Cayeron a 20 km al sur de Karth.", 20, 0, -1),
        ("Cayeron a unos veinte kilómetros al noreste de Karth.", 20, 1, 1),
        ("Füzeler Karth'ın 20 km güneyine düştü.", 20, 0, -1),
        ("شرق Karth سقطت قذيفة.", 10, 1, 0),
        ("Южнее Karth упал снаряд.", 10, 0, -1),
        ("На схід від Karth впав снаряд.", 10, 1, 0),
        ("Un obus est tombé à l'est de Karth.", 10, 1, 0),
        ("Un proyectil cayó al oeste de Karth.", 10, -1, 0),
        ("Karth'ın kuzeybatısında patlama oldu.", 10, -1, 1),
        ("В восточной части Karth взрыв.", 2, 1, 0),
        ("Вибух на півночі Karth.", 2, 0, 1),
        ("Explosion dans l'est de Karth.", 2, 1, 0),
        ("Explosión en el sur de Karth.", 2, 0, -1),
        ("Doğu Karth bombalandı.", 2, 1, 0),
        ("قصف على ريف Karth الغربي.", 12, -1, 0),
        ("Karth'ın batı kırsalında çatışma.", 12, -1, 0),
        ("Raid sur la banlieue sud de Karth.", 3.6, 0, -1),
        ("A raid hit the southern outskirts of Karth.", 3.6, 0, -1),
    ],
)
def test_a_direction_moves_the_place(text: str, km: float, east: int, north: int) -> None:
    expression = expressions(text)[0]
    place = expression.place
    assert "Karth" in text[expression.start : expression.end]
    assert distance_km(KARTH.point, place.point) == pytest.approx(km, rel=0.05)
    assert (_sign(place.point.lon - 11.0), _sign(place.point.lat - 10.0)) == (east, north)
    assert place.id.startswith("test:karth;")
    assert place.radius_km >= 1
    assert Location.of(place, 0.9, near=expression.near).uncertainty_km >= place.radius_km


def _sign(degrees: float) -> int:
    return 0 if abs(degrees) < 0.005 else (1 if degrees > 0 else -1)


@pytest.mark.parametrize(
    "text",
    [
        "near Karth",
        "قرب Karth",
        "في محيط مدينة Karth",
        "под Karth",
        "недалеко от города Karth",
        "поблизу Karth",
        "неподалік від Karth",
        "près de Karth",
        "aux alentours de Karth",
        "cerca de Karth",
        "en las inmediaciones de Karth",
        "Karth yakınlarında",
        "Karth civarındaki",
        "on the outskirts of Karth",
        "ضواحي Karth",
        "на окраине Karth",
        "на околиці Karth",
        "dans les faubourgs de Karth",
        "en las afueras de Karth",
        "ريف Karth",
        "в окрестностях Karth",
        "Karth kırsalında",
        "Karth banliyösünde",
        "15 km from Karth",
        "в 15 км от Karth",
        "à 15 km de Karth",
    ],
)
def test_words_without_a_direction_widen_the_place(text: str) -> None:
    (expression,) = expressions(f"… {text} …")
    assert expression.place.point == KARTH.point
    assert expression.place.radius_km > KARTH.radius_km
    assert Location.of(expression.place, 0.9, near=expression.near).where_prec in (2, 5)


@pytest.mark.parametrize(
    "text",
    [
        "in northern Karth",
        "in the north of Karth",
        "شمال Karth",
        "في شمالي Karth",
        "на севере Karth",
        "в северной Karth",
        "на півночі Karth",
        "у північній Karth",
        "dans le nord du Karth",
        "au nord du Karth",
        "en el norte de Karth",
        "al norte de Karth",
        "Karth'nın kuzeyinde",
        "Kuzey Karth",
    ],
)
def test_the_north_of_a_land_lies_in_it(text: str) -> None:
    (expression,) = expressions(f"… {text} …", LAND)
    assert expression.place.kind is PlaceKind.REGION
    assert distance_km(LAND.point, expression.place.point) == pytest.approx(100, rel=0.01)
    assert expression.place.point.lat > 10.5


@pytest.mark.parametrize(
    "text",
    [
        "between Karth and Lom",
        "between the towns of Karth and Lom",
        "on the road from Karth to Lom",
        "on the highway linking Karth with Lom",
        "on the Karth-Lom highway",
        "بين Karth وLom",
        "между Karth и Lom",
        "між Karth та Lom",
        "entre Karth et Lom",
        "entre Karth y Lom",
    ],
)
def test_between_two_towns_is_in_the_middle(text: str) -> None:
    found = [expression for expression in expressions(f"… {text} …") if "between" in expression.place.id]
    assert len(found) == 1
    apart = distance_km(KARTH.point, LOM.point)
    assert distance_km(KARTH.point, found[0].place.point) == pytest.approx(apart / 2, rel=0.01)
    assert found[0].place.radius_km == pytest.approx(apart / 2)


@pytest.mark.parametrize("text", ["the Karth-Lom derby", "from Karth to Lom", "Karth et Lom", "Karth y Lom", "Karth и Lom", "Karth ve Lom"])
def test_two_names_alone_lie_between_nothing(text: str) -> None:
    assert not any("between" in expression.place.id for expression in expressions(f"… {text} …"))


BORDERS = [
    "In Qalmar, on the border with Borland, two died.",
    "In Qalmar, near the Borland border, and along the border with Borland.",
    "À Qalmar, près de la frontière avec le Borland.",
    "En Qalmar, cerca de la frontera con Borland.",
    "В Qalmar, на границе с Borland.",
    "У Qalmar, на кордоні з Borland.",
    "في Qalmar قرب الحدود مع Borland.",
    "Qalmar'da, Borland sınırında.",
]


@pytest.mark.parametrize("text", BORDERS)
def test_a_border_is_found_on_the_way_to_the_other_land(gazetteer: Gazetteer, text: str) -> None:
    town, land = (gazetteer.get(place_id) for place_id in ("test:qalmar", "test:xb"))
    assert town is not None
    assert land is not None
    spans = [(text.index("Qalmar"), town)]
    spans += [(text.rindex("Borland"), land)]
    resolutions = []
    for start, place in spans:
        candidate = Candidate(place, 1.0, ("named exactly",))
        resolutions.append(Resolution(Toponym(start, start + len(place.name), place.name), (candidate,), candidate, 0.9))
    found = [e for e in find_expressions(Report.of(text), resolutions, gazetteer) if ";border;" in e.place.id]
    (expression,) = found
    # The miniature's border is the meridian of 12° east; its towns stand thinly.
    assert 11.3 < expression.place.point.lon < 12.7
    assert expression.place.country == "XA"
    assert Location.of(expression.place, 0.9).where_prec == 5


def test_a_border_of_which_one_side_is_told_is_no_place(gazetteer: Gazetteer) -> None:
    land = gazetteer.get("test:xb")
    assert land is not None
    candidate = Candidate(land, 1.0, ("named exactly",))
    text = "on the border with Borland"
    resolution = Resolution(Toponym(19, 26, "Borland"), (candidate,), candidate, 0.9)
    assert find_expressions(Report.of(text), [resolution], gazetteer) == ()


@pytest.mark.parametrize(
    ("direction", "bearing"), [("North-East", 45), ("ouest", 270), ("sudeste", 135), ("الجنوب الغربي", 225), ("the", None)]
)
def test_directions_are_told_in_any_language(direction: str, bearing: float | None) -> None:
    assert bearing_of(direction) == bearing


@pytest.mark.parametrize(
    ("amount", "unit", "km"), [("10", "miles", 16.1), ("1,5", "км", 1.5), ("500", "mètres", 0.5), ("٣٠", "كم", 30), ("9999", "km", 1000)]
)
def test_distances_are_told_in_any_unit(amount: str, unit: str, km: float) -> None:
    assert kilometers(amount, unit) == pytest.approx(km, rel=0.01)


@given(st.text(alphabet="north of near 20 km в к югу от à de la شمال في '’-–, \n", max_size=400), st.text(max_size=100))
def test_any_words_around_a_name_are_read_without_harm(before: str, behind: str) -> None:
    text = f"{before}Karth{behind}Lom"
    for expression in expressions(text):
        assert 0 <= expression.start < expression.end <= len(text)
        assert "Karth" in text[expression.start : expression.end] or "Lom" in text[expression.start : expression.end]
        assert 0 < expression.place.radius_km <= 3000
