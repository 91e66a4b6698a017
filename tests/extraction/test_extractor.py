"""What reports tell: kind, place, day, status, toll and who says so, each with its words."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronology import DatePrecision
from dateline.extraction.codebook import Salience, Status
from dateline.extraction.codebook import SubEventType as Kind
from tests.builders import a_report
from tests.extraction.conftest import resolutions_of


def test_one_shooting_down_in_four_sentences_is_one_event(told):
    (event,) = told(
        "Air defenses confront drones near Tarn Air Base\n\n"
        "A security source said on Thursday evening that air defenses confronted drones that tried to approach Tarn Air Base.\n\n"
        'The source added: "The air defenses shot down all of them, and nobody was hurt".\n\n'
        "The drones were launched from Dorvel, the source said."
    )
    assert event.sub_event_type is Kind.DISRUPTED_WEAPONS_USE
    assert event.status is Status.OCCURRED
    assert event.where.place.name.endswith("Tarn Air Base")
    assert (event.when.start, event.time_of_day) == (date(2020, 7, 23), "evening")
    assert event.toll.fatalities_low in (0, None)


def test_without_a_publication_day_a_weekday_dates_nothing(told):
    (event,) = told("Shelling hit Mirna on Thursday.", published=None)
    assert event.when is None


def test_a_plan_has_the_day_of_its_saying_only(told):
    (event,) = told(
        '"Militants are planning an attack on Tarn Air Base with drones," General Ilya Drovin said at a briefing on Nov 4, 2022.',
        published=None,
    )
    assert event.status is Status.PLANNED
    assert event.sub_event_type is Kind.AIR_DRONE_STRIKE
    assert event.when is None
    assert event.said_on == date(2022, 11, 4)


def test_history_is_background(told):
    events = told("A car bomb exploded in Mirna on Thursday. The army retreated from Kestrin in 2012.")
    assert [(event.where.place.name, event.salience) for event in events] == [
        ("Mirna", Salience.MAIN),
        ("Kestrin", Salience.BACKGROUND),
    ]
    assert events[1].when.precision is DatePrecision.YEAR


def test_each_place_has_its_day_and_its_dead(told):
    events = told("Artillery shelled Mirna on Wednesday, killing three people. In Dorvel, a roadside bomb killed two soldiers on Thursday.")
    assert [(event.where.place.name, event.when.start.day, event.toll.fatalities_low) for event in events] == [
        ("Mirna", 22, 3),
        ("Dorvel", 23, 2),
    ]


def test_an_author_denied_leaves_the_raid(told):
    (event,) = told("An air raid hit Mirna on Thursday. The ministry denied that its jets had carried out the raid on Mirna.")
    assert event.status in (Status.OCCURRED, Status.ALLEGED)


def test_a_toll_told_later_goes_to_the_event(told):
    (event,) = told("A car bomb exploded in Mirna on Thursday. At least nine people were killed and 20 wounded, officials said.")
    assert (event.toll.fatalities_low, event.toll.injuries_low) == (9, 20)


def test_fresh_news_without_a_day_is_about_the_day_of_publication(told):
    (event,) = told("Shelling hit Mirna.")
    assert event.when.start == date(2020, 7, 23)
    assert event.when.end == date(2020, 7, 24)


def test_a_report_of_nothing_tells_nothing(told):
    assert told("The orchestra of Mirna opens its season in Kestrin on Thursday.") == ()
    assert told("") == ()


_PIECES = st.sampled_from(
    [
        "Shelling hit Mirna on Thursday. ",
        "Rebels seized Dorvel, ",
        "killing 12 people in Kestrin ",
        "the army said on 4 May. ",
        "Drones launched from Southmark were shot down. ",
        "Police arrested three men; ",
        "“They plan an attack”, he said.\n\n",
        "(Velgrad) – ",
        "\x00",
        "ريف حلب ",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, max_size=12))
def test_every_value_quotes_the_report(extractor, pieces):
    report = a_report("".join(pieces))
    for event in extractor.extract(report, resolutions_of(report.text)):
        evidence = event.evidence
        spans = (
            evidence.sentence,
            evidence.trigger,
            evidence.place,
            evidence.date,
            evidence.said_on,
            evidence.attribution,
            evidence.status,
        )
        for span in (*spans, *evidence.actors, *evidence.toll):
            assert span is None or 0 <= span.start < span.end <= len(report.text)
        assert event.quote == report.text[evidence.sentence.start : evidence.sentence.end]
        assert evidence.sentence.start <= evidence.trigger.start < evidence.trigger.end <= evidence.sentence.end
        assert 0 <= event.confidence <= 1
        assert (event.toll.fatalities_low is None) == (event.toll.fatalities_high is None)


def test_what_follows_on_violence_is_not_told_as_another_event(told):
    (event,) = told(
        "A car bomb exploded in Mirna on Wednesday, killing four people. "
        "Police later arrested nine men. Nobody was killed in Thursday's rain."
    )
    assert event.toll.fatalities_low == 4


def test_the_sentence_after_goes_on_with_what_was_told_first(told):
    first, second = told(
        "Jets bombed Mirna on Thursday, a day after a rocket had killed a man in Kestrin. Three people were killed and nine wounded."
    )
    assert (first.where.place.name, first.toll.fatalities_low) == ("Mirna", 3)
    assert (second.where.place.name, second.when.start.day) == ("Kestrin", 22)


def test_shots_at_a_protest_are_one_event(told):
    (event,) = told("Soldiers shot dead four people during a protest in Mirna on Thursday.")
    assert (event.sub_event_type, event.toll.fatalities_low) == (Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS, 4)


def test_those_who_were_killed_did_nothing(told):
    (event,) = told("Two soldiers were killed when a roadside bomb hit their car in Mirna on Thursday.")
    assert [(actor.name, actor.role.value) for actor in event.actors] == [("soldiers", "target")]


def test_an_outlet_is_named_once_and_is_no_party(told):
    (event,) = told("Shells hit Mirna on Thursday, the Sputnik agency reported.")
    assert event.attribution == ("Sputnik",)
    assert not event.actors
