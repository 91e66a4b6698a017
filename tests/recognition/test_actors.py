import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.recognition.actors import ActorTable, KnownActor

TABLE = ActorTable.default()


def named(text: str) -> list[tuple[str, str | None]]:
    return [(mention.text, mention.actor.name if mention.actor else None) for mention in TABLE.find(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("fighters of Jabhat an-Nusra fled", "Jabhat al-Nusra"),
        ("the Al Nusra Front said", "Jabhat al-Nusra"),
        ("Hay’at Tahrir al-Sham", "Hayat Tahrir al-Sham"),
        ("the Kurdistan Workers’ Party", "Kurdistan Workers' Party"),
        ("U.N. Security Council", "United Nations Security Council"),
        ("بحسب المرصد السوري لحقوق الإنسان", "Syrian Observatory for Human Rights"),
        ("وقالت وهيئة تحرير الشام إن", "Hayat Tahrir al-Sham"),
        ("бойцы Хезболлы ушли", "Hezbollah"),
        ("the Turkish army shelled", "Turkish Armed Forces"),
        ("the French air force", "French forces"),
        ("the Syrian army", "Syrian Arab Army"),
    ],
)
def test_an_actor_is_known_by_any_of_its_spellings(text: str, name: str) -> None:
    assert [known for _, known in named(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "it is what it is",
        "WHO IS NEXT IN LINE",
        "a tip from the public",
        "the jazeera between the rivers",
        "parties and fronts",
        "Isil lake",
    ],
)
def test_common_words_are_no_actors(text: str) -> None:
    assert named(text) == []


def test_organizations_are_known_by_the_shape_of_their_names() -> None:
    text = "The Jolan Eagles Brigade, the Ministry of Health and the University of Karth met the Karth Herald near Karth Air Base."
    assert [text for text, _ in named(text)] == ["Jolan Eagles Brigade", "Ministry of Health", "University of Karth", "Karth Herald"]


def test_the_police_of_a_place_leave_the_place() -> None:
    (mention,) = TABLE.find("Officers of the Karth Police Department came.")
    assert (mention.text, mention.local) == ("Karth Police Department", True)


def test_an_owner_is_no_part_of_the_name() -> None:
    assert named("Karthia's Baath Party and the People's Front")[0] == ("Baath Party", "Baath Party")


def test_the_table_is_sound() -> None:
    kinds = {"government", "forces", "police", "armed_group", "party", "coalition", "organization", "monitor", "outlet"}
    assert len({actor.id for actor in TABLE.actors}) == len(TABLE.actors) >= 250
    assert {actor.kind for actor in TABLE.actors} == kinds
    assert all(actor.country is None or (len(actor.country) == 2 and actor.country.isupper()) for actor in TABLE.actors)
    owners: dict[str, str] = {}
    for actor in TABLE.actors:
        for name in (actor.name, *actor.aliases):
            assert owners.setdefault(name, actor.id) == actor.id, name


def test_each_known_name_is_found_in_a_sentence() -> None:
    def found(actor: KnownActor, name: str) -> bool:
        return any(mention.actor is actor for mention in TABLE.find(f"then {name}, they said"))

    missed = [name for actor in TABLE.actors for name in actor.aliases if not found(actor, name)]
    assert missed == []


PIECES = ["SDF", "al-", "Nusra", " ", "Front", "of", "the", "Party", ".", "'s", "و", "\n", "Bank", "é"]


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_mentions_slice_back_sorted_and_apart(text: str) -> None:
    mentions = TABLE.find(text)
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))
