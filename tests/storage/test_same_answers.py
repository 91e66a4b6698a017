"""Both back ends answer alike: the same ids in the same order."""

import os
import random
from dataclasses import replace
from datetime import date

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.chronology import DatePrecision
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.geography import Bbox
from dateline.storage.query import Query, Sort
from dateline.storage.sql import open_store
from tests.builders import a_place, a_report, an_event, store_url

QUERIES = int(os.environ.get("DATELINE_TEST_QUERIES", "120"))
"""How many random queries are asked; set higher for a thorough run."""
WORDS = (
    *("jets", "hit", "school", "Čavić", "al-Bab", "ميرنا", "اخرى", "أخري", "Мирна"),
    *("night", "bridge", "ﬁre", "हिन्दी", "straße", "STRASSE", "300", "province"),
)
COUNTRIES = ["XA", "XB", None]
UNITS = ["North", "Süd\x00", None]
ACTORS = ["Army", "Жители", "Rebels"]
SPREAD = [-180.0, -179.9999999, -12.5, 0.0, 39.9999999, 40.0, 40.0000001, 40.1, 179.9, 180.0]


def told(rng, number):
    """A report of one to three events of an invented world with awkward edges."""
    report = a_report(
        " ".join(rng.choices(WORDS, k=rng.randint(1, 6))) + f" {number}",
        published=rng.choice([None, "2020-07-24", "2021-01-01"]),
        source=f"S{number % 9}",
    )
    events = []
    for index in range(rng.randint(1, 3)):
        place = rng.choice(
            [
                None,
                *(
                    a_place(f"P{lon}", lon=lon, lat=lat, names=[rng.choice(WORDS)], country=rng.choice(COUNTRIES), admin1=rng.choice(UNITS))
                    for lon, lat in zip(SPREAD, [*SPREAD[2:], -90, 90], strict=True)
                    if abs(lat) <= 90
                ),
            ]
        )
        day = rng.choice([None, "2020-07-23", "2020-07", "2020", "0001-01-01", "9999-12-31", "2020-07-20/2020-07-26"])
        events.append(
            an_event(
                report,
                number=index,
                place=place,
                on=day,
                kind=rng.choice(list(SubEventType)),
                status=rng.choice(list(Status)),
                salience=rng.choice(list(Salience)),
                killed=rng.choice([None, 0, 5, 10**12]),
                wounded=rng.choice([None, 3]),
                by=rng.choice([None, *ACTORS]),
                confidence=rng.choice([0.2, 0.5, 0.95]),
            )
        )
    return report, events


@pytest.fixture(scope="module")
def both(tmp_path_factory, postgres):
    stores = [open_store(store_url(tmp_path_factory.mktemp("both"))), open_store(postgres.url(postgres.new_database("blank")))]
    rng = random.Random(3)
    for number in range(250):
        report, events = told(rng, number)
        for store in stores:
            store.add(report, events)
    yield stores
    for store in stores:
        store.close()


some_days = (
    st.none()
    | st.sampled_from([date.min, date(2020, 1, 1), date(2020, 7, 20), date(2020, 7, 23), date(2020, 7, 31), date.max])
    | st.dates()
)
lons = st.sampled_from(SPREAD) | st.floats(-180, 180)
lats = st.sampled_from([-90.0, 0.0, 39.9999999, 40.0, 90.0]) | st.floats(-90, 90)


@st.composite
def any_query(draw):
    start, end = draw(some_days), draw(some_days)
    if start and end and end < start:
        start, end = end, start
    box = None
    if draw(st.booleans()):
        south, north = sorted([draw(lats), draw(lats)])
        box = Bbox(draw(lons), south, draw(lons), north)
    return Query(
        bbox=box,
        start=start,
        end=end,
        text=draw(
            st.none()
            | st.lists(st.sampled_from([*WORDS, "mirna", "cavic", "fire", "strasse", "7"]), max_size=3).map(" ".join)
            | st.text(max_size=8)
        ),
        event_types=draw(st.frozensets(st.sampled_from(EventType), max_size=2)),
        sub_event_types=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(SubEventType), max_size=6)),
        statuses=draw(st.frozensets(st.sampled_from(Status), max_size=3)),
        saliences=draw(st.frozensets(st.sampled_from(Salience), max_size=1)),
        countries=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(["XA", "XB", "xa"]), max_size=2)),
        admin1s=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(["North", "Süd\x00", "?"]), max_size=2)),
        sources=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(["S1", "S2", "S8", "\ud800"]), max_size=3)),
        actors=draw(st.just(frozenset()) | st.frozensets(st.sampled_from([*ACTORS, "army"]), max_size=2)),
        date_precisions=draw(st.just(frozenset()) | st.frozensets(st.sampled_from(DatePrecision), max_size=2)),
        geo_precisions=draw(st.just(frozenset()) | st.frozensets(st.integers(0, 4), max_size=2)),
        least_toll=draw(st.sampled_from([0, 0, 0, 1, 6, 2**40])),
        least_confidence=draw(st.sampled_from([0.0, 0.0, 0.5, 0.9])),
        numbers=draw(st.just(frozenset()) | st.frozensets(st.integers(-1, 400), max_size=500)),
        order=draw(st.sampled_from([(), (), *((Sort(name, down),) for name in SORTED for down in (False, True))])),
        limit=draw(st.sampled_from([1, 7, 1000])),
        offset=draw(st.sampled_from([0, 0, 5])),
    )


SORTED = ["fatalities_high", "country", "place_name", "date_start", "confidence", "number"]


def answers(store, query):
    timeline = replace(query, order=())
    shown = store.incidents(query)
    assert [orjson.loads(feature)["id"] for feature in store.features(query).items] == [incident.id for incident in shown.items]
    if "number" in [sort.field for sort in query.order]:
        query = timeline
    pages = [shown, store.events(query), store.reports(timeline), store.places(timeline)]
    ids = [[getattr(item, "id", None) or str(item) for item in page.items] for page in pages[::2]]
    events = [(account.event.id, account.incident_id) for account in pages[1].items]
    places = [(found.place, found.incidents) for found in pages[3].items]
    return ids[0], events, [report.id for report in pages[2].items], places, [page.matched for page in pages]


@given(any_query())
@settings(max_examples=QUERIES, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_every_query_finds_the_same_in_the_same_order(both, query):
    first, second = (answers(store, query) for store in both)
    assert first == second


def test_everything_else_is_told_alike(both):
    sqlite, postgres = both
    everything = Query()
    assert [incident.id for incident in sqlite.each_incident(everything)] == [
        incident.id for incident in postgres.each_incident(everything)
    ]
    left, right = sqlite.summary(), postgres.summary()
    assert (left.reports, left.events, left.incidents, left.first_day, left.last_day, left.bbox) == (
        right.reports,
        right.events,
        right.incidents,
        right.first_day,
        right.last_day,
        right.bbox,
    )
    assert [(change.kind, change.id) for change in sqlite.changes()] == [(change.kind, change.id) for change in postgres.changes()]
    assert not sqlite.check().faults
    assert not postgres.check().faults


def test_places_are_counted_as_the_incidents_at_them(both):
    for store in both:
        counted = {}
        for incident in store.each_incident(Query(statuses=frozenset({Status.OCCURRED}))):
            if incident.where:
                counted[incident.where.place.id] = counted.get(incident.where.place.id, 0) + 1
        page = store.places(Query(statuses=frozenset({Status.OCCURRED}), limit=10_000))
        assert [(found.place.id, found.incidents) for found in page.items] == sorted(counted.items())
        assert page.matched == len(counted)
        assert store.places(Query(statuses=frozenset({Status.OCCURRED}), limit=2, offset=1)).items == page.items[1:3]
