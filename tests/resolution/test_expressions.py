import pytest

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import distance_km
from dateline.reading.report import Report
from dateline.recognition.toponym import Toponym
from dateline.resolution.expressions import Expression, find_expressions
from dateline.resolution.resolution import Candidate, Resolution

TOWNS = {"Karth": (11.0, 10.0), "Lom": (12.0, 10.0)}


def a_town(name: str, kind: PlaceKind = PlaceKind.CITY, radius: float = 4.0) -> Place:
    from dateline.geography import LonLat

    return Place(f"test:{name.lower()}", name, kind, LonLat(*TOWNS[name]), radius, "XA")


def expressions(text: str, kind: PlaceKind = PlaceKind.CITY, radius: float = 4.0) -> tuple[Expression, ...]:
    spans = sorted((text.index(name), name) for name in TOWNS if name in text)
    resolutions = []
    for start, name in spans:
        candidate = Candidate(a_town(name, kind, radius), 1.0, ("named exactly",))
        resolutions.append(Resolution(Toponym(start, start + len(name), name), (candidate,), candidate, 0.9))
    return find_expressions(Report.of(text), resolutions)


@pytest.mark.parametrize(
    ("text", "words", "km", "east", "north"),
    [
        ("It fell 20 km south of Karth.", "20 km south of Karth", 20, 0, -1),
        (
            "It fell about 10 miles (16 km) north-east of the city of Karth.",
            "about 10 miles (16 km) north-east of the city of Karth",
            16,
            1,
            1,
        ),
        ("It fell half a kilometer east of Karth.", "half a kilometer east of Karth", 0.5, 0, 0),
        ("It fell 15 to 25 kilometers south of Karth.", "15 to 25 kilometers south of Karth", 20, 0, -1),
        ("It fell in the far north of Karth.", "in the far north of Karth", 2, 0, 1),
        ("It fell off the eastern coast of Karth.", "off the eastern coast of Karth", 2, 1, 0),
        ("It fell five kilometers to the west of Karth.", "five kilometers to the west of Karth", 5, -1, 0),
        ("It fell northwest of Karth.", "northwest of Karth", 10, -1, 1),
        ("It fell in the western Karth countryside.", "western Karth countryside", 12, -1, 0),
        ("It fell in the northern countryside of Karth.", "northern countryside of Karth", 12, 0, 1),
        ("It fell in eastern Karth.", "eastern Karth", 2, 1, 0),
        ("It fell in the south of Karth.", "in the south of Karth", 2, 0, -1),
    ],
)
def test_an_offset_moves_the_place(text: str, words: str, km: float, east: int, north: int) -> None:
    (expression,) = expressions(text)
    town = a_town("Karth")
    assert text[expression.start : expression.end] == words
    assert distance_km(town.point, expression.place.point) == pytest.approx(km, rel=0.05)
    assert _sign(expression.place.point.lon - town.point.lon) == east
    assert _sign(expression.place.point.lat - town.point.lat) == north
    assert expression.place.id.startswith("test:karth;")
    assert distance_km(town.point, expression.place.point) <= expression.place.radius_km + town.radius_km + km


def _sign(degrees: float) -> int:
    return 0 if abs(degrees) < 0.01 else (1 if degrees > 0 else -1)


@pytest.mark.parametrize(
    "words", ["near Karth", "on the outskirts of Karth", "in Karth's countryside", "15 km from Karth", "in rural Karth"]
)
def test_words_without_a_direction_widen_the_place(words: str) -> None:
    (expression,) = expressions(f"It fell {words}.")
    assert expression.place.point == a_town("Karth").point
    assert expression.place.radius_km > a_town("Karth").radius_km


def test_between_two_towns_is_in_the_middle() -> None:
    (expression,) = (e for e in expressions("A convoy was hit between Karth and Lom.") if "between" in e.place.id)
    karth, lom = a_town("Karth").point, a_town("Lom").point
    assert expression.resolution_index == 0
    assert distance_km(karth, expression.place.point) == pytest.approx(distance_km(lom, expression.place.point), rel=0.01)
    assert expression.place.radius_km == pytest.approx(distance_km(karth, lom) / 2)


@pytest.mark.parametrize(
    "text", ["It fell in Karth.", "Nobody in Karth knew. South of it all was quiet.", "They came from Karth and Lom.", "Karth"]
)
def test_plain_names_make_no_expression(text: str) -> None:
    assert expressions(text) == ()


def test_the_north_of_a_country_lies_in_it() -> None:
    (expression,) = expressions("Fighting went on in northern Karth.", PlaceKind.COUNTRY, 200.0)
    country = a_town("Karth", PlaceKind.COUNTRY, 200.0)
    assert expression.place.kind is PlaceKind.REGION
    assert distance_km(country.point, expression.place.point) == pytest.approx(100, rel=0.01)
    assert expression.place.country == "XA"


def test_unplaced_names_make_no_expression(gazetteer: Gazetteer) -> None:
    toponym = Toponym(9, 16, "Nowhere")
    assert find_expressions(Report.of("south of Nowhere"), [Resolution(toponym, (), None, 0.0)]) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Shells fell in the Qalmar countryside.", "test:countryside"),
        ("Shells fell in the countryside of Qalmar.", "test:countryside"),
        ("Shells fell in the western Qalmar countryside.", "test:qalmar;countryside;W"),
        ("Shells fell in the countryside of Nordhaven.", "test:nordhaven;countryside"),
    ],
)
def test_a_countryside_that_the_gazetteer_holds_is_that_region(gazetteer: Gazetteer, text: str, place: str) -> None:
    name = "Qalmar" if "Qalmar" in text else "Nordhaven"
    town = next(match.place for match in gazetteer.lookup(name) if match.place.kind is PlaceKind.CITY)
    candidate = Candidate(town, 1.0, ("named exactly",))
    start = text.index(name)
    resolution = Resolution(Toponym(start, start + len(name), name), (candidate,), candidate, 0.9)
    (expression,) = find_expressions(Report.of(text), (resolution,), gazetteer)
    assert expression.place.id == place
