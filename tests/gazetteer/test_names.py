import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer import generic, names
from dateline.gazetteer.generic import generic_of
from dateline.gazetteer.names import arabic_key, fold, skeleton
from dateline.gazetteer.place import PlaceKind
from dateline.gazetteer.sources import spelling


@pytest.mark.parametrize("module", [names, generic, spelling])
def test_the_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0


@given(st.text(max_size=60))
def test_folding_again_changes_nothing(text):
    folded = fold(text)
    assert fold(folded) == folded
    assert folded == folded.strip()
    assert "  " not in folded


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzāīūşţḩ'-‘ ", max_size=30), st.sampled_from(["upper", "title", "lower"]))
def test_case_never_matters(text, method):
    assert fold(getattr(text, method)()) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ma'arat al-Numan", "Maarat al Numan"),
        ("Dar‘ā", "Dar'a"),
        ("إدلب", "ادلب"),
        ("الرقّة", "الرقه"),
        ("حمـــص", "حمص"),
        ("مرسى", "مرسي"),
        ("کرکوک", "كركوك"),
        ("Хмеймим", "ХМЕЙМИМ"),
        ("Артёмовск", "Артемовск"),
        ("İzmir", "izmir"),
        ("Łódź", "Lodz"),
        ("Stepanakert – Xankəndi", "stepanakert xankandi"),
        ("St.Petersburg", "St Petersburg"),
        ("U.A.E.", "UAE"),
        ("Al\u200bQusayr", "AlQusayr"),
    ],
)
def test_spellings_that_fold_to_one(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    "spellings",
    [
        ("Jisr ash-Shughur", "Jisr al-Shughur", "Jisr al Shughour", "Jisr ash Shughūr", "Jisr al-Shoghur"),
        ("Al Qāmishlī", "Qamishli", "al-Qamishly", "El Qamishli"),
        ("Deir ez-Zor", "Dayr az Zor", "Deir Al-Zour", "Der ez-Zor"),
        ("Maarat al-Numan", "Ma'arrat an-Nu'man", "Maarrat al Numan"),
        ("Tell Abyad", "Tal Abyad", "Tall al-Abyad", "Tel Abyad"),
        ("Ain Issa", "Ayn 'Isa", "Ein Issa"),
        ("Al-Hasakah", "Hasaka", "Al Hasakeh", "Hasake"),
        ("Kafr Zita", "Kafar Zeta", "Kfar Zita"),
        ("Khan Shaykhun", "Khan Sheikhoun", "Khan Shaikhun"),
        ("Salamiyah", "Salamiya", "Salamiyeh", "Al Salamiyya"),
        ("الرقة", "رقه"),
    ],
)
def test_romanizations_of_one_name_share_a_key(spellings):
    assert len({arabic_key(fold(spelling)) for spelling in spellings}) == 1


@pytest.mark.parametrize(("one", "other"), [("Homs", "Hama"), ("Aleppo", "al-Bara"), ("Tal Rifaat", "Tal Abyad"), ("Daraa", "Dayr")])
def test_different_names_keep_different_keys(one, other):
    assert arabic_key(fold(one)) != arabic_key(fold(other))


@given(st.text(max_size=60))
def test_keys_are_never_empty_where_the_name_is_not(text):
    folded = fold(text)
    assert bool(arabic_key(folded)) == bool(folded)
    skeleton(folded)


@pytest.mark.parametrize(
    ("name", "base", "kind"),
    [
        ("Latakia Governorate", "latakia", PlaceKind.ADMIN1),
        ("the province of Idlib", "idlib", PlaceKind.ADMIN1),
        ("Donetsk oblast", "donetsk", PlaceKind.ADMIN1),
        ("city of Homs", "homs", PlaceKind.CITY),
        ("Azaz district", "azaz", PlaceKind.ADMIN2),
        ("Shayrat air base", "shayrat", PlaceKind.MILITARY_BASE),
        ("Shayrat military airbase", "shayrat", PlaceKind.AIRFIELD),
        ("محافظة إدلب", "ادلب", PlaceKind.ADMIN1),
        ("قرية كفر تين", "كفر تين", PlaceKind.VILLAGE),
        ("Донецкая область", "донецкая", PlaceKind.ADMIN1),
    ],
)
def test_generic_words_come_off_and_tell_the_kind(name, base, kind):
    found = generic_of(name)
    assert found is not None
    assert found[0] == base
    assert kind in found[1]


@pytest.mark.parametrize("name", ["Homs", "City", "the Province", "", "Provincetown", "Dam"])
def test_a_name_is_not_a_generic_word_alone(name):
    assert generic_of(name) is None
