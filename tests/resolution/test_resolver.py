from pathlib import Path

import pytest

from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import PlaceKind
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.recognizer import Recognizer
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolution import Resolution
from dateline.resolution.resolver import Resolver
from tests.conftest import a_place


class Geoparser:
    def __init__(self, gazetteer: Gazetteer) -> None:
        self._recognizer = Recognizer(gazetteer, ActorTable.default())
        self._resolver = Resolver(gazetteer)

    def read(self, text: str) -> tuple[Resolution, ...]:
        report = Report.of(text)
        return self._resolver.resolve(report, self._recognizer.recognize(report))

    def ids(self, text: str) -> dict[str, str | None]:
        return {resolution.toponym.text: resolution.place.id if resolution.place else None for resolution in self.read(text)}


@pytest.fixture(scope="module")
def mini(gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(gazetteer)


@pytest.fixture(scope="module")
def real(real_gazetteer: Gazetteer) -> Geoparser:
    return Geoparser(real_gazetteer)


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("Police came to Tripol in northern Aqqaristan.", "Tripol", "test:tripol-xa"),
        ("Police came to Tripol, Borland.", "Tripol", "test:tripol-xb"),
        ("Police came to Tripol. Borland's ministry of health said that Borstad and Nordhaven were quiet.", "Tripol", "test:tripol-xb"),
        ("Shells hit Kafr Tin. In Deir Zahran and Jisr as-Salam nobody was hurt.", "Kafr Tin", "test:kafr-tin-zahran"),
        ("Shells hit Kafr Tin near Qalmar.", "Kafr Tin", "test:kafr-tin"),
        ("Shells hit the city of Qalmar.", "Qalmar", "test:qalmar"),
        ("Shells hit Qalmar province.", "Qalmar", "test:xa-qalmar"),
        ("Shells hit Qalmar.", "Qalmar", "test:qalmar"),
        ("Talks were held in Aqqaristan.", "Aqqaristan", "test:xa"),
    ],
)
def test_the_report_says_which_place_a_name_means(mini: Geoparser, text: str, name: str, place: str) -> None:
    assert mini.ids(text)[name] == place


def test_a_name_that_is_nowhere_stays_unplaced_and_harms_no_other(mini: Geoparser) -> None:
    alone = mini.ids("Shells hit the city of Qalmar and Al Noor.")
    with_it = mini.ids("Shells hit the city of Qalmar and Al Noor. Others fell on the village of Vostigar.")
    assert with_it.pop("Vostigar") is None
    assert with_it == alone


def test_every_candidate_has_reasons_and_the_chosen_is_the_first(mini: Geoparser) -> None:
    for resolution in mini.read("Police came to Tripol in Borland, to Kafr Tin and to Qalmar Governorate."):
        assert resolution.candidates
        assert resolution.chosen is resolution.candidates[0]
        assert 0 < resolution.confidence <= 1
        assert all(candidate.reasons for candidate in resolution.candidates)
        assert [c.score for c in resolution.candidates] == sorted((c.score for c in resolution.candidates), reverse=True)


def test_a_clear_name_is_surer_than_a_shared_one(mini: Geoparser) -> None:
    sure, unsure = (mini.read(f"Police came to {name}.")[0].confidence for name in ("Nordhaven", "Kafr Tin"))
    assert sure > unsure


def test_resolutions_keep_the_order_of_the_toponyms_given(gazetteer: Gazetteer) -> None:
    text = "Grenz Qalmar Nowhere Grenz"
    toponyms = [Toponym(start, end, text[start:end]) for start, end in ((0, 5), (6, 12), (13, 20), (21, 26))]
    resolved = Resolver(gazetteer).resolve(Report.of(text), toponyms)
    assert [resolution.toponym for resolution in resolved] == toponyms
    assert Resolver(gazetteer).resolve(Report.of(text), ()) == ()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Protesters met in Tripoli in northern Lebanon.", "Tripoli", "LB"),
        ("Armed groups met in Tripoli. Libya's ministry of health said one civilian was killed.", "Tripoli", "LY"),
        ("Ukraine asked for help.", "Ukraine", "UA"),
        ("A tornado hit Paris, Texas.", "Paris", "US"),
        ("A car bomb exploded in the Iraqi city of Tikrit.", "Tikrit", "IQ"),
        ("Shelling went on in Tyre and Sidon in southern Lebanon.", "Tyre", "LB"),
    ],
)
def test_famous_traps(real: Geoparser, text: str, name: str, country: str) -> None:
    (place,) = {resolution.place for resolution in real.read(text) if resolution.toponym.text == name}
    assert place is not None
    assert place.country == country


def test_the_base_is_one_place_in_all_its_spellings(real: Geoparser) -> None:
    text = "Drones neared the Hmeimim base. The Khmeimim Air Base lies in Latakia Governorate."
    assert {p.id for r in real.read(text) if (p := r.place) and "meimim" in r.toponym.text} == {"dateline:khmeimim-air-base"}


@pytest.mark.parametrize(
    "text",
    [
        "A raid hit the town of Sundby in Zahran governorate.",
        "A raid hit the town of Sundby, Aqqaristan.",
        "A raid hit Sundby in Qalmar province.",
    ],
)
def test_a_place_elsewhere_is_not_taken_for_one_that_the_text_puts_into_a_province(mini: Geoparser, text: str) -> None:
    places = mini.ids(text)
    assert places.pop("Sundby") is None
    assert None not in places.values()


def test_a_romanization_does_not_carry_a_village_into_a_land_that_nobody_tells_of(tmp_path: Path) -> None:
    # Countries that write Arabic meet names in any romanization: "al-Jinah" is Jenah's name too.
    compile_places(
        [
            a_place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", population=20_000_000),
            a_place("Iran", 53, 32, kind=PlaceKind.COUNTRY, country="IR", population=80_000_000),
            a_place("Aleppo", 37.2, 36.2, kind=PlaceKind.ADMIN1, country="SY", population=4_000_000),
            a_place("Idlib", 36.6, 35.9, kind=PlaceKind.CITY, country="SY", population=160_000),
            a_place("Homs", 36.7, 34.7, kind=PlaceKind.CITY, country="SY", population=700_000),
            a_place("Jenah", 54.3, 27.0, country="IR", population=8_000, id="test:jenah"),
        ],
        tmp_path,
    )
    parser = Geoparser(Gazetteer.open(tmp_path))
    assert parser.ids("A raid hit a mosque in the village of al-Jinah in Aleppo province.")["al-Jinah"] is None
    assert parser.ids("Shells fell near al-Jinah. People fled to Homs and Idlib.")["al-Jinah"] is None
    assert parser.ids("Shells fell on the town of Jenah in Iran.")["Jenah"] == "test:jenah"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Elmwick Community Center", "test:elmwick"),
        ("Northeast Borland", "test:xb"),
        ("Nordhaven High School", "test:nordhaven"),
        ("Vostigar High School", None),
        ("George Hospital", None),
    ],
)
def test_a_site_or_a_side_that_no_place_is_named_after_lies_in_the_place_it_names(
    gazetteer: Gazetteer, name: str, place: str | None
) -> None:
    text = f"Police closed {name}."
    (resolution,) = Resolver(gazetteer).resolve(Report.of(text), [Toponym(14, 14 + len(name), name)])
    assert (resolution.place.id if resolution.place else None) == place


@pytest.mark.parametrize(
    ("text", "name", "where"),
    [
        ("The storm reached N.C. and S.C. on Monday.", "N.C.", "North Carolina"),
        ("The storm reached Fla. on Monday.", "Fla.", "Florida"),
        ("Hurricanes form in the Atlantic off Florida and Georgia in the United States.", "Atlantic", "Atlantic Ocean"),
        ("Clerks in Brooklyn and Albany said that Florida had sent the files to New York.", "Florida", "Florida"),
        ("A Westmoreland County man was held.", "Westmoreland County", "Westmoreland County"),
        ("Sailors left Norfolk on Monday.", "Norfolk", "Norfolk"),
    ],
)
def test_names_mean_their_great_bearers(real_gazetteer: Gazetteer, text: str, name: str, where: str) -> None:
    spans = [Toponym(text.index(word), text.index(word) + len(word), word) for word in (name,)]
    (resolution,) = Resolver(real_gazetteer).resolve(Report.of(text), spans)
    assert resolution.place is not None
    assert resolution.place.name == where


def test_names_of_a_list_lie_where_the_last_is_said_to_lie(mini: Geoparser) -> None:
    assert mini.ids("Shells hit Kafr Tin, Al Noor and Jisr as-Salam in Zahran province.")["Kafr Tin"] == "test:kafr-tin-zahran"
