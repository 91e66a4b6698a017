from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.chronology import DatePrecision
from dateline.errors import BadParameter
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.merging.across import merge
from dateline.storage.query import Query
from tests.builders import a_place, an_account
from tests.storage.helpers import add_all, incidents_of
from tests.strategies import small_reports

BOXES = [
    None,
    Bbox(-180, -90, 180, 90),
    Bbox(39.9, 34.9, 40.05, 35.2),
    Bbox(40.0, 35.0, 40.0, 35.0),
    Bbox(41, 30, 39, 40),
    Bbox(0, 0, 1, 1),
]
DAYS = [None, date(2020, 1, 1), date(2020, 7, 22), date(2020, 7, 23), date(2020, 8, 2), date(2021, 1, 1), date.max]
WORDS = [None, "wire", "WIRE another", "mirna", "own mirna", "words nowhere", "?!", '"', "a* OR b", "NEAR(", "-- '"]
UNKNOWN = DatePrecision.UNKNOWN


def _is_in(place, bbox):
    return bbox is None or (place is not None and bbox.contains(place.point))


def _holds(text, words):
    held = "".join(char if char.isalnum() else " " for char in text.casefold()).split()
    wanted = "".join(char if char.isalnum() else " " for char in (words or "").casefold()).split()
    return set(wanted) <= set(held)


def expected(query, accounts):
    """The same by brute force."""
    texts = {account.event.id: account for account in accounts}
    found = []
    for incident in merge(accounts).incidents:
        day = incident.timeline_date
        last = incident.when.end if incident.when else day
        told = [texts[event_id] for event_id in incident.event_ids]
        words = " ".join([incident.title, *(f"{a.report.text} {a.event.where.place.name if a.event.where else ''}" for a in told)])
        words += " ".join(a.event.where.place.admin1 or "" for a in told if a.event.where)
        if (
            _is_in(incident.where, query.bbox)
            and not ((query.start or query.end) and day is None)
            and not (query.start and last < query.start)
            and not (query.end and day > query.end)
            and (not query.event_types or incident.event_type in query.event_types)
            and (not query.sub_event_types or incident.sub_event_type in query.sub_event_types)
            and (not query.statuses or incident.status in query.statuses)
            and (not query.saliences or incident.salience in query.saliences)
            and _holds(words, query.text)
            and (not query.countries or (incident.where and incident.where.place.country in query.countries))
            and (not query.admin1s or (incident.where and incident.where.place.admin1 in query.admin1s))
            and (not query.sources or query.sources & set(incident.sources))
            and (not query.actors or query.actors & {actor.name for actor in incident.actors})
            and (not query.date_precisions or (incident.when.precision if incident.when else UNKNOWN) in query.date_precisions)
            and (not query.geo_precisions or (incident.where and incident.where.geo_precision in query.geo_precisions))
            and (incident.toll.fatalities_high or 0) + (incident.toll.injuries_high or 0) >= query.least_toll
            and incident.confidence >= query.least_confidence
        ):
            found.append(incident)
    return found


@st.composite
def queries(draw):
    start, end = draw(st.sampled_from(DAYS)), draw(st.sampled_from(DAYS))
    if start and end and end < start:
        start, end = end, start
    return Query(
        bbox=draw(st.sampled_from(BOXES)),
        start=start,
        end=end,
        text=draw(st.sampled_from(WORDS)),
        event_types=draw(st.sampled_from([frozenset(), frozenset({EventType.EXPLOSIONS_REMOTE_VIOLENCE})])),
        sub_event_types=draw(st.sampled_from([frozenset(), frozenset({SubEventType.ATTACK, SubEventType.PEACEFUL_PROTEST})])),
        statuses=draw(st.sampled_from([frozenset(), frozenset({Status.OCCURRED}), frozenset({Status.PLANNED})])),
        saliences=draw(st.sampled_from([frozenset(), frozenset({Salience.MAIN})])),
        countries=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"XA", "XB"}), frozenset({"XB"})])),
        admin1s=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"South"})])),
        sources=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"Source 1", "Source 2"})])),
        actors=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"Army"}), frozenset({"Army", "Rebels"})])),
        date_precisions=draw(st.sampled_from([frozenset(), frozenset(), frozenset({DatePrecision.DAY}), frozenset({UNKNOWN})])),
        geo_precisions=draw(st.sampled_from([frozenset(), frozenset(), frozenset({1, 2})])),
        least_toll=draw(st.sampled_from([0, 0, 1, 4, 5])),
        least_confidence=draw(st.sampled_from([0.0, 0.0, 0.8, 0.81])),
        limit=draw(st.sampled_from([1, 3, 100])),
        offset=draw(st.sampled_from([0, 0, 2])),
    )


@given(small_reports(), st.lists(queries(), min_size=1, max_size=12))
@settings(max_examples=40, deadline=None)
def test_a_query_finds_what_looking_at_every_incident_finds(empty_store, accounts, asked):
    store = empty_store()
    add_all(store, accounts)
    for query in asked:
        wanted = expected(query, accounts)
        page = store.incidents(query)
        assert page.matched == len(wanted)
        assert [incident.id for incident in page.items] == [incident.id for incident in wanted][query.offset : query.offset + query.limit]
        assert incidents_of(store, query) == tuple(wanted)
        assert [row[0] for row in store.rows(query, ["id"])] == [incident.id for incident in wanted]
    assert store.check().faults == ()
    store.close()


def test_the_edges_of_boxes_are_exact(store):
    """The R*Tree keeps 32-bit floats, which cannot tell these two points apart."""
    inside = an_account("Inside.", place=a_place("Inside", lon=40.0))
    outside = an_account("Outside.", place=a_place("Outside", lon=40.0000001), on="2020-01-01")
    add_all(store, [inside, outside])
    assert [account.report.text for account in store.events(Query(bbox=Bbox(39, 34, 40, 36))).items] == ["Inside."]
    assert [incident.where.place.name for incident in store.incidents(Query(bbox=Bbox(39, 34, 40, 36))).items] == ["Inside"]


@pytest.fixture
def filled(store):
    mirna = a_place("Mirna", names=["ميرنا", "Мирна"])
    accounts = [
        an_account("Jets struck al-Bab in the night.", place=mirna, on="2020-07-23", source="A", published="2020-07-24"),
        an_account(
            "A protest in Daro's square.", place=a_place("Daro", lon=41.0), kind="peaceful_protest", on="2020-07-20", published=None
        ),
        an_account("قصف الطيران مَدينة أخرى", place=None, on=None, published="2020-07-25"),
        an_account("Đuro Čavić reported a plan.", place=a_place("Brod", lon=42.0), on=None, status="planned", published="2020-07-26"),
    ]
    add_all(store, accounts)
    return store, accounts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("struck night", ["Mirna"]),
        ("STRUCK mirna", ["Mirna"]),
        ("al-bab", ["Mirna"]),
        ("bab al", ["Mirna"]),
        ("ميرنا", ["Mirna"]),
        ("مدينة", [None]),
        ("اخري", [None]),
        ("мирна", ["Mirna"]),
        ("cavic", ["Brod"]),
        ("daro’s", ["Daro"]),
        ("struck protest", []),
        ("stru", []),
        ("struck NOT night", []),
        ('night" OR "protest', []),
    ],
)
def test_words_are_found_plain_in_any_script(filled, text, found):
    store, _ = filled
    assert [incident.where and incident.where.place.name for incident in store.incidents(Query(text=text)).items] == found


def test_too_many_words_are_refused(store):
    with pytest.raises(BadParameter, match="words"):
        store.incidents(Query(text=" ".join(f"w{number}" for number in range(100))))


def test_events_are_found_by_the_same_filters(filled):
    store, accounts = filled
    strike, protest, undated, plan = accounts
    everything = store.events(Query())
    assert everything.matched == 4
    assert list(everything.items) == [protest, strike, plan, undated]
    assert [account.event.id for account in store.events(Query(bbox=Bbox(39, 34, 40.5, 36))).items] == [strike.event.id]
    assert store.events(Query(start=date(2020, 7, 21), end=date(2020, 7, 23))).items == (strike,)
    assert store.events(Query(start=date(2020, 7, 26))).items == (plan,)
    assert store.events(Query(text="мирна")).items == (strike,)
    assert store.events(Query(report_id=plan.report.id)).items == (plan,)
    assert store.events(Query(incident_id=store.incident_of(protest.event.id))).items == (protest,)
    assert store.events(Query(incident_id="none")).matched == 0
    assert store.event(undated.event.id) == undated


def test_reports_are_found_by_day_words_and_what_they_tell(filled):
    store, accounts = filled
    strike, protest, undated, plan = (account.report for account in accounts)
    assert store.reports(Query()).items == (strike, undated, plan, protest)
    assert store.reports(Query(start=date(2020, 7, 25))).items == (undated, plan)
    assert store.reports(Query(text="struck")).items == (strike,)
    assert store.reports(Query(statuses=frozenset({Status.PLANNED}))).items == (plan,)
    assert store.reports(Query(bbox=Bbox(40.5, 34, 42, 36), statuses=frozenset({Status.OCCURRED}))).items == (protest,)
    assert store.reports(Query(incident_id=store.incident_of(accounts[0].event.id))).items == (strike,)
    page = store.reports(Query(limit=1, offset=2))
    assert (page.items, page.matched) == ((plan,), 4)


def test_the_summary_counts_and_ranges(filled):
    store, _ = filled
    summary = store.summary()
    assert (summary.reports, summary.events, summary.incidents, summary.quarantined) == (4, 4, 4, 0)
    assert (summary.first_day, summary.last_day) == (date(2020, 7, 20), date(2020, 7, 26))
    assert summary.updated == max(incident.updated for incident in store.each_incident(Query()))


def test_an_empty_store_answers(store):
    assert store.incidents(Query()).matched == 0
    assert list(store.each_incident(Query(text="x", bbox=Bbox(0, 0, 1, 1)))) == []
    assert store.summary().updated is None
    store.close()
    store.close()
