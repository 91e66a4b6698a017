import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.recognizer import THRESHOLD, Recognizer
from dateline.recognition.toponym import ToponymKind


@pytest.fixture(scope="module")
def recognizer(gazetteer: Gazetteer) -> Recognizer:
    return Recognizer(gazetteer, ActorTable.default())


@pytest.fixture(scope="module")
def real(real_gazetteer: Gazetteer) -> Recognizer:
    return Recognizer(real_gazetteer, ActorTable.default())


def names(recognizer: Recognizer, text: str) -> list[str]:
    return [toponym.text for toponym in recognizer.recognize(Report.of(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells fell on Deir Zahran, Kafr Tin and Al Noor on Monday.", ["Deir Zahran", "Kafr Tin", "Al Noor"]),
        ("A drone hit the village of Ain Warda in Qalmar Governorate.", ["Ain Warda", "Qalmar Governorate"]),
        ("It happened in the eastern Qalmar countryside near Umm Rabia.", ["Qalmar", "Umm Rabia"]),
        ("Rockets landed on the Qalmar air base.", ["Qalmar air base"]),
        ("Clashes broke out in Nordhaven, Borland.", ["Nordhaven", "Borland"]),
        ("Three died in Vostigar, a village that no map shows.", ["Vostigar"]),
        ("قصفت الطائرات مدينة قلمار وكفر تين يوم الأحد", ["قلمار", "كفر تين"]),
        ("Снаряды упали на город Калмар.", ["Калмар"]),
    ],
)
def test_places_are_found_as_written(recognizer: Recognizer, text: str, expected: list[str]) -> None:
    assert names(recognizer, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Turkish, Chechen, Moroccan, Belgian and others came.",
        "Fighters of the Turkistan Islamic Party met the Syrian Democratic Forces.",
        "The Islamic State of Iraq and the Levant claimed it, and the Syrian Civil War went on.",
        "Mr. Paris wrote a book, and Gen. Austin Houston read it.",
        "Kevin Lincoln, 34, won again. Lincoln said that he was glad.",
        "The Boston Red Sox beat the Chicago Cubs.",
        "On Monday the soldiers went home. March was cold, and nice it was not.",
        "Read it at https://news.example/2020/Moscow-Paris-London today.",
        "",
        "12 345 .,;:!? ((((",
    ],
)
def test_people_organizations_and_addresses_are_no_places(real: Recognizer, text: str) -> None:
    assert names(real, text) == []


def test_governments_and_datelines_are_told_from_places(real: Recognizer) -> None:
    text = "BEIRUT (Example Wire) - Moscow denied it and Washington condemned the raid, which killed nine people in Damascus."
    kinds = {toponym.text: toponym.kind for toponym in real.recognize(Report.of(text))}
    assert kinds == {
        "BEIRUT": ToponymKind.DATELINE,
        "Moscow": ToponymKind.METONYM,
        "Washington": ToponymKind.METONYM,
        "Damascus": ToponymKind.PLACE,
    }


def test_a_place_that_is_attacked_is_no_government(real: Recognizer) -> None:
    (toponym,) = real.recognize(Report.of("Damascus has been shelled again."))
    assert toponym.kind is ToponymKind.PLACE


def test_a_place_in_the_name_of_a_university_stands_for_it_and_one_of_a_newspaper_for_nothing(real: Recognizer) -> None:
    kinds = {t.text: t.kind for t in real.recognize(Report.of("Students of Baghdad University told the Moscow Times so."))}
    assert kinds == {"Baghdad": ToponymKind.METONYM}


def test_demonyms_are_given_only_when_asked_for(real: Recognizer, real_gazetteer: Gazetteer) -> None:
    text = "Turkish jets bombed Afrin, a Kurdish town."
    asked = Recognizer(real_gazetteer, ActorTable.default(), demonyms=True)
    assert names(real, text) == ["Afrin"]
    assert [(t.text, t.kind) for t in asked.recognize(Report.of(text))] == [
        ("Turkish", ToponymKind.DEMONYM),
        ("Afrin", ToponymKind.PLACE),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The storm drowned the fields around Bosnia and Herzegovina's north.", ["Bosnia and Herzegovina"]),
        ("Fighting went on between Mosul and Tikrit.", ["Mosul", "Tikrit"]),
        ("She is survived by a niece, Helen Hargrove of Cardiff, and two sons.", ["Cardiff"]),
        ("The bill was written by Rep. Ann Doe, D-Calif., and Sen. Max Roe, R-Ohio.", ["Calif.", "Ohio"]),
        ("A ship left the Gulf of Aden for Mombasa.", ["Gulf of Aden", "Mombasa"]),
        ("Doctors fear the Hong Kong flu and the Marburg virus more than Lassa fever.", []),
        ("The frigate HMS Portland towed a yacht.", []),
        ("Rain drowned the town of Ma'arat al-Nu'man and parts of Guinea-Bissau.", ["Ma'arat al-Nu'man", "Guinea-Bissau"]),
        ("The army of the Syrian Arab Republic withdrew from Afrin.", ["Afrin"]),
        ("Real Madrid and Borussia Dortmund drew.", []),
        ("Hatay Valisi, Şırnak'ın Uludere ilçesinde konuştu ve olay için şöyle dedi.", ["Hatay", "Şırnak", "Uludere"]),
        ("Según la Organización Panamericana de la Salud, el dengue llegó a Asunción.", ["Asunción"]),
    ],
)
def test_names_are_parted_and_joined_as_they_are_meant(real: Recognizer, text: str, expected: list[str]) -> None:
    assert names(real, text) == expected


def test_marks_of_direction_and_of_no_width_are_no_part_of_a_name(real: Recognizer) -> None:
    assert names(real, "\u200fاشتباكات في \u202bحلب\u202c وحمص\u200f.") == ["حلب", "حمص"]
    assert names(real, "\ufeffShells hit \u2066Aleppo\u2069 again.") == ["Aleppo"]


def test_cases_and_clitics_are_understood(real: Recognizer) -> None:
    assert names(real, "Взрывы прогремели в Краматорске и у Кривому Розі.") == ["Краматорске", "Кривому Розі"]
    assert names(real, "اشتباكات بدير الزور وحلب") == ["دير الزور", "حلب"]


PIECES = [
    "Qalmar",
    " ",
    "al-",
    "Kafr Tin",
    ", ",
    "the ",
    "Party of ",
    ".",
    "\n",
    "'s",
    "و",
    "قلمار",
    "\ud800",
    "A",
    "in ",
    "Mr. ",
    "(",
    "-",
    "7",
    "Air Base",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.one_of(st.text(max_size=80), st.lists(st.sampled_from(PIECES), max_size=40).map("".join)))
def test_toponyms_slice_back_sorted_and_apart(recognizer: Recognizer, text: str) -> None:
    report = Report.of(text)
    found = recognizer.recognize(report)
    assert all(text[toponym.start : toponym.end] == toponym.text != "" for toponym in found)
    assert all(THRESHOLD <= toponym.confidence <= 1 for toponym in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    assert found == recognizer.recognize(report)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels still hold parts of Hama and Aleppo provinces.", ["Hama", "Aleppo"]),
        ("Thousands waited in Cox's Bazar, and fishermen left St. John's on Monday.", ["Cox's Bazar", "St. John's"]),
        ("Troops of Myanmar's army left Sana'a for L'Aquila.", ["Myanmar", "Sana'a", "L'Aquila"]),
        ("Winds carried the smoke to Viña del Mar in March.", ["Viña del Mar"]),
        ("Van'da ve Ankara'da patlama oldu, üç kişi öldü.", ["Van", "Ankara"]),
        ("A delegation of the Democratic People's Republic of Korea arrived.", ["Democratic People's Republic of Korea"]),
    ],
)
def test_what_is_written_onto_a_name_is_told_from_the_name(real_gazetteer: Gazetteer, text: str, expected: list[str]) -> None:
    found = Recognizer(real_gazetteer, ActorTable.default()).recognize(Report.of(text))
    assert [toponym.text for toponym in found] == expected
