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
    "Shelling hit Mirna near Dorvel on Thursday.": ["Mirna"],
    "Ten drones approached Tarn Air Base and three the port at Dorvel on Thursday.": ["Tarn Air Base", "Dorvel"],
    "The army shelled Mirna on Thursday as Velgrad began its offensive.": ["Mirna"],
    "A bomb hit the convoy of a minister in Dorvel on Thursday.": ["Dorvel"],
    "Rockets landed in Mirna on Thursday, and the president blamed plotters in Velgrad.": ["Mirna"],
    "Kestrin was shelled on Thursday.": ["Kestrin"],
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


def test_what_sort_of_place_it_is_says_which_one(told):
    events = told("Rockets hit Tarn Air Base on Wednesday. Men met in Kestrin. The base was shelled again on Thursday; the city was quiet.")
    assert [(event.where.place.name, event.when.start.day) for event in events] == [("Tarn Air Base", 22), ("Tarn Air Base", 23)]


def test_items_of_a_list_lend_each_other_no_place(told):
    events = told("- Mirna: gunmen kidnapped a driver on Wednesday.\n- Soldiers shot dead two men on Thursday.\n- Dorvel: no news.")
    assert [event.where.place.name for event in events] == ["Mirna"]
