import pytest

from dateline.chronology import DatePrecision
from dateline.extraction.event import Role, Toll
from dateline.gazetteer.place import PlaceKind
from dateline.merging.across import merge
from dateline.merging.deriving import derive
from dateline.merging.telling import Telling, publisher
from tests.builders import a_place, a_span, an_account, an_actor, an_incident
from tests.merging.hard_pairs import KARST, MIRNA, MIRNA_DISTRICT, NORTH


def test_an_incident_of_one_account_says_what_the_account_says():
    account = an_account(killed=(2, 3), by="Army", said_on="2020-07-24", time_of_day="night", attribution=["A doctor"], confidence=0.7)
    incident = an_incident(account)
    event = account.event
    assert (incident.when, incident.where, incident.status, incident.salience) == (event.when, event.where, event.status, event.salience)
    assert (incident.toll, incident.actors, incident.attribution, incident.said_on) == (
        event.toll,
        event.actors,
        event.attribution,
        event.said_on,
    )
    assert (incident.confidence, incident.time_of_day, incident.event_ids) == (0.7, "night", (event.id,))
    assert (incident.report_count, incident.sources, incident.first_reported) == (1, ("Example News",), account.report.published)


def test_an_incident_of_several_accounts():
    first = an_account("First.", published="2020-07-24", killed=5, by="Army", attribution=["A doctor"], place=MIRNA_DISTRICT, source="B")
    second = an_account(
        "Second.", published="2020-07-25", killed=9, wounded=20, actors=[an_actor("Army")], attribution=["a doctor", "The mayor"],
        place=MIRNA, on="2020-07-20/2020-07-26", source=None, url="https://www.a.example/1",
    )  # fmt: skip
    incident = derive([Telling.of(second), Telling.of(first)])
    assert incident.toll == Toll(5, 9, 20, 20)
    assert incident.where == second.event.where
    assert incident.when == first.event.when
    assert [(actor.id, actor.role) for actor in incident.actors] == [("actor:army", Role.INITIATOR)]
    assert incident.attribution == ("A doctor", "The mayor")
    assert incident.sources == ("B", "a.example")
    assert incident.first_reported == first.report.published
    assert first.event.confidence < incident.confidence < 1


def test_days_are_what_the_spans_share():
    spans = ["2020-07-20/2020-07-26", "2020-07"]
    accounts = [an_account(f"{span}.", on=span, killed=31, kind="chemical_weapon", by="Army") for span in spans]
    assert an_incident(*accounts).when == a_span("2020-07-20/2020-07-26")
    assert an_incident(*accounts).when.precision is DatePrecision.WEEK


@pytest.mark.parametrize(
    ("told", "status"),
    [
        (["alleged", "denied"], "alleged"),
        (["alleged", "occurred"], "occurred"),
        (["denied"], "denied"),
        (["planned", "planned"], "planned"),
    ],
)
def test_status(told, status):
    accounts = [an_account(f"Account {number}.", status=one, killed=8) for number, one in enumerate(told)]
    assert an_incident(*accounts).status == status


def test_history_told_as_news_by_one_report_is_news():
    accounts = [an_account("History.", salience="background", killed=8), an_account("News.", killed=8)]
    assert an_incident(*accounts).salience == "main"


def test_copies_do_not_make_surer_but_other_words_do():
    copies = [an_account("A wire text.", source=source) for source in ("A", "B")]
    assert an_incident(*copies).confidence == copies[0].event.confidence
    assert an_incident(*copies).sources == ("A", "B")
    assert an_incident(*copies, an_account("Own words.")).confidence > copies[0].event.confidence


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Air/drone strike at Mirna, North", {}),
        ("Drone attack planned on Karst Air Base, North", {"text": "They plan to send drones.", "status": "planned", "place": KARST}),
        ("Armed clash in North", {"kind": "armed_clash", "place": NORTH}),
        ("Suicide bombing alleged near Mirna, North", {"kind": "suicide_bomb", "status": "alleged", "near": True}),
        ("Peaceful protest planned at Mirna, North", {"kind": "peaceful_protest", "status": "planned"}),
        ("Attack, place unknown", {"kind": "attack", "place": None}),
        ("Attack 20 km south of Mirna", {"kind": "attack", "place": a_place("20 km south of Mirna", kind=PlaceKind.RELATIVE)}),
        ("Attack on M9 highway", {"kind": "attack", "place": a_place("M9 highway", kind=PlaceKind.ROAD, admin1=None)}),
    ],
)
def test_titles(title, values):
    assert an_incident(**values).title == title


def test_incidents_stand_in_the_order_of_their_days():
    accounts = [
        an_account("Undated.", on=None, place=None),
        an_account("A plan.", on=None, status="planned", published="2020-07-10"),
        an_account("Late.", on="2020-07-24", place=KARST),
        an_account("Early.", on="2020-07-01"),
    ]
    days = [incident.timeline_date for incident in merge(accounts).incidents]
    assert [day and day.isoformat() for day in days] == ["2020-07-01", "2020-07-10", "2020-07-24", None]


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("  The Daily ", None, "The Daily"),
        (None, "https://www.example.org/a", "example.org"),
        (None, "http://[", None),
        ("", "mailto:x", None),
        (None, None, None),
    ],
)
def test_publishers(source, url, name):
    assert publisher(source, url) == name
