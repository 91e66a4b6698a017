"""Names in another case or script than the one the gazetteer has."""

import pytest

from dateline.gazetteer import variants
from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer, NameMatch
from tests.conftest import a_place


@pytest.fixture(scope="module")
def slavic(tmp_path_factory):
    places = [
        a_place("Kramatorsk", 37.56, 48.74, country="UA", names=("Краматорск", "Краматорськ"), id="test:kramatorsk"),
        a_place("Kryvyi Rih", 33.39, 47.91, country="UA", names=("Кривой Рог", "Кривий Ріг"), id="test:kryvyi-rih"),
        a_place("Bila Tserkva", 30.13, 49.80, country="UA", names=("Белая Церковь", "Біла Церква"), id="test:bila"),
        a_place("Avdiivka", 37.75, 48.14, country="UA", names=("Авдеевка", "Авдіївка"), id="test:avdiivka"),
        a_place("Hlybokyi", 36.4, 50.2, country="UA", id="test:hlybokyi"),
        a_place("Zvornik", 19.1, 44.4, country="BA", id="test:zvornik"),
        a_place("Baghaichhari", 92.2, 23.2, country="BD", id="test:baghaichhari"),
        a_place("Khan Shaykhun", 36.65, 35.44, country="SY", id="test:shaykhun"),
    ]
    folder = tmp_path_factory.mktemp("slavic") / "index"
    compile_places(places, folder)
    return Gazetteer.open(folder)


@pytest.fixture(params=["pymorphy3", "endings"])
def any_analyzer(request, monkeypatch):
    """With pymorphy3 where it is installed, and as it is without it."""
    variants._nominatives_of.cache_clear()
    variants._analyzers.cache_clear()
    if request.param == "endings":
        monkeypatch.setattr(variants, "find_spec", lambda name: None)
    else:
        pytest.importorskip("pymorphy3")
    yield
    variants._nominatives_of.cache_clear()
    variants._analyzers.cache_clear()


@pytest.mark.parametrize(
    ("name", "place_id"),
    [
        ("Краматорске", "test:kramatorsk"),
        ("Краматорську", "test:kramatorsk"),
        ("Авдеевки", "test:avdiivka"),
        ("Авдіївці", "test:avdiivka"),
        ("Кривому Рогу", "test:kryvyi-rih"),
        ("Кривому Розі", "test:kryvyi-rih"),
        ("в Краматорске", "test:kramatorsk"),
    ],
)
def test_a_name_in_an_oblique_case_is_met(slavic, any_analyzer, name, place_id):
    slavic._remembered.cache_clear()
    [match] = slavic.lookup(name)
    assert match.place.id == place_id
    assert match.how is NameMatch.NORMALIZED
    assert match.score < 0.9


def test_grammar_brings_an_adjective_to_the_gender_of_its_noun(slavic):
    pytest.importorskip("pymorphy3")
    assert slavic.lookup("Белой Церкви")[0].place.id == "test:bila"
    assert slavic.lookup("Білої Церкви")[0].place.id == "test:bila"


def test_a_name_in_another_script_is_romanized_as_its_country_does(slavic):
    assert slavic.lookup("Глибокий")[0].place.id == "test:hlybokyi"
    assert slavic.lookup("Зворник")[0].place.id == "test:zvornik"
    assert slavic.lookup("Зворник", country="UA") == ()


def test_what_is_met_as_it_stands_is_met_no_other_way(slavic):
    [match] = slavic.lookup("Краматорск")
    assert match.how is NameMatch.EXACT
    assert slavic.lookup("Небывалове") == ()


def test_romanizations_of_south_asia_are_met_there_only(slavic):
    assert slavic.lookup("Baghaichari")[0].place.id == "test:baghaichhari"
    assert slavic.lookup("Baghaichari", country="UA") == ()


def test_an_arabic_name_finds_its_romanization_as_a_late_candidate(slavic):
    assert slavic.lookup("خان شيخون") == ()
    [match] = slavic.search("خان شيخون")
    assert (match.place.id, match.how) == ("test:shaykhun", NameMatch.FUZZY)
