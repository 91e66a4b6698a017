import pytest

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.resolution.home import home_of
from dateline.resolution.resolver import Resolver


def kinds(gazetteer: Gazetteer, text: str, *names: str) -> list[ToponymKind]:
    """How each name is used, by the resolver."""
    toponyms = [Toponym(text.index(name), text.index(name) + len(name), name) for name in names]
    return [resolution.toponym.kind for resolution in Resolver(gazetteer).resolve(Report.of(text), toponyms)]


@pytest.mark.parametrize(
    ("text", "state", "scene"),
    [
        ("Gunmen attacked Borland's embassy in Qalmar.", "Borland", "Qalmar"),
        ("Gunmen attacked Borland's old consulate in Qalmar.", "Borland", "Qalmar"),
        ("Gunmen attacked the Borland embassy in Qalmar.", "Borland", "Qalmar"),
        ("Gunmen attacked the embassy of Borland in Qalmar.", "Borland", "Qalmar"),
        ("The ambassador of Borland was shot in Qalmar.", "Borland", "Qalmar"),
        ("Rockets hit Borland's base in Qalmar.", "Borland", "Qalmar"),
        ("Borland's troops left Qalmar.", "Borland", "Qalmar"),
        ("Une bombe a visé l'ambassade de Borland à Qalmar.", "Borland", "Qalmar"),
        ("Una bomba estalló ante la embajada de Borland en Qalmar.", "Borland", "Qalmar"),
        ("Взрыв у посольства Borland в Qalmar.", "Borland", "Qalmar"),
        ("انفجار قرب سفارة Borland في Qalmar.", "Borland", "Qalmar"),
        ("Qalmar'daki patlama Borland'ın Büyükelçiliği önünde oldu.", "Borland", "Qalmar"),
    ],
)
def test_an_embassy_is_where_the_text_says_and_not_in_its_country(gazetteer: Gazetteer, text: str, state: str, scene: str) -> None:
    assert kinds(gazetteer, text, state, scene) == [ToponymKind.METONYM, ToponymKind.PLACE]


@pytest.mark.parametrize(
    "text",
    [
        "An embassy was attacked in Borland.",
        "Borland closed the border. The embassy stayed open.",
        "Shells fell on Borland, and troops fled.",
        "Floods in Borland's north killed six.",
    ],
)
def test_a_country_is_a_place_where_nothing_of_its_state_is_named(gazetteer: Gazetteer, text: str) -> None:
    assert kinds(gazetteer, text, "Borland") == [ToponymKind.PLACE]


def test_only_countries_have_embassies(gazetteer: Gazetteer) -> None:
    assert kinds(gazetteer, "The Qalmar embassy was closed.", "Qalmar") == [ToponymKind.PLACE]


def test_an_embassy_does_not_draw_the_city_into_its_country(gazetteer: Gazetteer) -> None:
    text = "Gunmen attacked Borland's embassy in Tripol in the south of Aqqaristan."
    toponyms = [Toponym(text.index(name), text.index(name) + len(name), name) for name in ("Borland", "Tripol", "Aqqaristan")]
    places = [resolution.place for resolution in Resolver(gazetteer).resolve(Report.of(text), toponyms)]
    assert [place.id if place else None for place in places] == ["test:xb", "test:tripol-xa", "test:xa"]


@pytest.mark.parametrize(
    ("source", "url", "country"),
    [
        ("Ukrinform", None, "UA"),
        ("the Dhaka Tribune", None, "BD"),
        (None, "https://news.example.ng/a", "NG"),
        ("example.co.uk", None, "GB"),
        ("Reuters", None, None),
        (None, "https://example.io/a", None),
        (None, "http://[::1", None),
        ("x" * 100_000 + ".ng", None, None),
        (None, None, None),
    ],
)
def test_the_publisher_tells_where_a_report_is_from(source: str | None, url: str | None, country: str | None) -> None:
    found = home_of(Report.of("Words.", source=source, url=url), ["words"])
    assert list(found) == ([country] if country else [])


def test_the_publishers_land_decides_between_namesakes(real_gazetteer: Gazetteer) -> None:
    text = "Police in Hyderabad closed two roads after a fire."
    toponym = Toponym(text.index("Hyderabad"), text.index("Hyderabad") + 9, "Hyderabad")
    resolver = Resolver(real_gazetteer)
    answers = {
        source: resolver.resolve(Report.of(text, source=source), [toponym])[0].place for source in ("Dawn", "The Hindu", "example.com")
    }
    assert {source: place.country if place else None for source, place in answers.items()} == {
        "Dawn": "PK",
        "The Hindu": "IN",
        "example.com": "IN",
    }
