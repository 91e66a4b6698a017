"""Which of the places of a report an event happened at."""

import pytest

SCENES = {
    "Shelling hit Mirna on Thursday.": ["Mirna"],
    "Air strikes on Mirna, Dorvel and the city of Kestrin killed nobody on Thursday.": ["Mirna", "Dorvel", "Kestrin"],
    "Drones launched from Kestrin were shot down near Tarn Air Base on Thursday.": ["Tarn Air Base"],
    "Rockets fired from Dorvel landed in Mirna on Thursday.": ["Mirna"],
    "A bomb exploded in Kestrin, Southmark, in Aqqaristan on Thursday.": ["Kestrin"],
    "The wounded were taken to a hospital in Kestrin after a car bomb exploded in Dorvel on Thursday.": ["Dorvel"],
    "Officials in Velgrad said that gunmen attacked a village near Mirna on Thursday.": ["Mirna"],
    "The mayor of Kestrin said that rockets landed in Dorvel on Thursday.": ["Dorvel"],
    "Troops withdrew from Mirna towards Dorvel on Thursday.": ["Mirna"],
    "Armed men kidnapped a doctor from Dorvel on Thursday.": ["Dorvel"],
    "Aqqaristan: a car bomb exploded in Mirna on Thursday.": ["Mirna"],
    "Borland and Aqqaristan signed a ceasefire agreement at talks in Kestrin on Thursday.": ["Kestrin"],
    "Rebels seized Mirna on Thursday.": ["Mirna"],
    "Shelling was heard on Thursday.": [],
}


@pytest.mark.parametrize(("text", "names"), SCENES.items())
def test_scenes_are_told_from_origins_seats_and_hospitals(told, text, names):
    found = [event.where.place.name.removeprefix("near ") if event.where else None for event in told(text)]
    assert sorted(name for name in found if name) == sorted(names)


def test_near_a_place_is_not_at_it(told):
    (event,) = told("Drones were shot down near Tarn Air Base on Thursday.")
    assert event.where.geo_precision == 2
    assert event.where.uncertainty_km >= 10


def test_a_capital_that_speaks_is_no_scene(told):
    (event,) = told("Velgrad condemned the killings. Shelling hit Mirna on Thursday.", metonyms=("Velgrad",))
    assert event.where.place.name == "Mirna"


def test_where_it_was_filed_is_the_last_resort(told):
    (event,) = told("KESTRIN - x Kestrin (Wire) - Police fired tear gas to disperse protesters on Thursday.", datelines=("Kestrin",))
    assert event.where.place.name == "Kestrin"
    assert event.where.confidence < 0.5


def test_the_next_sentence_says_where(told):
    (event,) = told("A car bomb exploded on Thursday. The blast in the town of Dorvel wounded nine people.")
    assert event.where.place.name == "Dorvel"
