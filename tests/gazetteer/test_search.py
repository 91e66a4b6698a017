import pytest

from dateline.gazetteer.gazetteer import NameMatch


def first(gazetteer, text, **how):
    found = gazetteer.search(text, **how)
    return found[0].place.id if found else None


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Tripol, Aqqaristan", "test:tripol-xa"),
        ("Tripol, XA", "test:tripol-xa"),
        ("Tripol, Borland", "test:tripol-xb"),
        ("Kafr Tin, Zahran", "test:kafr-tin-zahran"),
        ("Kafr Tin, Qalmar, Aqqaristan", "test:kafr-tin"),
        ("Kafr Tin, Zahran Governorate", "test:kafr-tin-zahran"),
        ("Qalmar, Nordland", "test:qalmar-xb"),
        ("Borstadt", "test:borstad"),
        ("Nordhavn, Borland", "test:nordhaven"),
        ("Nowhere/Marsa Qadim", "test:marsa"),
        ("Kafr Tin Zahran", "test:kafr-tin-zahran"),
    ],
)
def test_what_people_type_is_found(gazetteer, text, place_id):
    assert first(gazetteer, text) == place_id


def test_misspellings_are_marked_as_such_and_score_below_real_names(gazetteer):
    [match, *_] = gazetteer.search("Borstadt")
    assert match.how is NameMatch.FUZZY
    assert match.score < 0.75


def test_limits_and_countries(gazetteer):
    assert len(gazetteer.search("Qalmar", limit=1)) == 1
    assert gazetteer.search("Qalmar", limit=0) == ()
    assert {match.place.country for match in gazetteer.search("Qalmar", countries=("XB",))} == {"XB"}
    assert gazetteer.search("Qalmar", countries=("SY",)) == ()


@pytest.mark.parametrize("text", ["", "   ", ",", ",,,,", "()", "xqzzt"])
def test_nothing_is_found_for_nothing(gazetteer, text):
    assert gazetteer.search(text) == ()
