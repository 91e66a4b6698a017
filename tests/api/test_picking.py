"""What the columns find is what the store finds, whatever is asked for."""

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.chronology import DatePrecision
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.gazetteer.place import PlaceKind
from dateline.geography import Bbox
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline_api.picking import columns_hold, picked_by_columns
from dateline_api.snapshots import Snapshots
from tests.builders import a_place, an_account, store_url

NAMES = ["Red Party", "Blue, Party", 'The "Green"', "Ω"]
FIRST = date(2020, 1, 1)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """A store of random incidents, and its columns."""
    rng = random.Random(5)
    store = open_store(store_url(tmp_path_factory.mktemp("picking")))
    kinds = [PlaceKind.TOWN, PlaceKind.ADMIN1, PlaceKind.MOUNTAIN]
    where = {"country": ["XA", "XB", None], "admin1": ["North", "South", None], "kind": kinds}
    places = [
        a_place(f"Place {n}", lon=rng.uniform(-180, 180), lat=rng.uniform(-80, 80), **{name: rng.choice(of) for name, of in where.items()})
        for n in range(25)
    ]
    accounts = [
        an_account(
            text=f"Report {n}.",
            kind=rng.choice(list(SubEventType)),
            status=rng.choice(list(Status)),
            salience=rng.choice(list(Salience)),
            place=rng.choice([None, *places, *places]),
            on=rng.choice([None, (FIRST + timedelta(days=rng.randrange(60))).isoformat(), "2020-02", "2020"]),
            killed=rng.choice([None, 0, 3, 70_000]),
            wounded=rng.choice([None, 0, 5]),
            actors=[f'"{name}"' if '"' not in name else name for name in rng.sample(NAMES, rng.randrange(3))],
            source=rng.choice(["First", "Second", "Third, Daily"]),
        )
        for n in range(200)
    ]
    store.add_many([(account.report, [account.event]) for account in accounts], merge=False)
    snapshots = Snapshots(store)
    yield store, snapshots, snapshots.latest()
    store.close()


def some(values):
    return st.frozensets(st.sampled_from(list(values)), max_size=3)


def boxes():
    edge = st.integers(-180, 180)
    lats = st.lists(st.integers(-90, 90), min_size=2, max_size=2).map(sorted)
    return st.builds(lambda west, east, lat: Bbox(west, lat[0], east, lat[1]), edge, edge, lats)


days = st.lists(st.integers(-40, 400), min_size=2, max_size=2).map(lambda found: [FIRST + timedelta(days=day) for day in sorted(found)])
queries = st.builds(
    lambda span, start, end, **more: Query(start=span[0] if start else None, end=span[1] if end else None, **more),
    days,
    st.booleans(),
    st.booleans(),
    bbox=st.none() | boxes(),
    event_types=some(EventType),
    sub_event_types=some(SubEventType),
    statuses=some(Status),
    saliences=some(Salience),
    countries=some(["XA", "XB", "XC"]),
    admin1s=some(["North", "South", "West"]),
    sources=some(["First", "Third, Daily", "Nobody"]),
    actors=some([*NAMES, "nobody"]),
    date_precisions=some(DatePrecision),
    geo_precisions=some([1, 2, 3]),
    least_toll=st.sampled_from([0, 1, 3, 8, 60_000, 70_001]),
    least_confidence=st.sampled_from([0.0, 0.0, 0.8]),
    numbers=st.frozensets(st.integers(1, 250), max_size=40),
)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=queries)
def test_columns_and_store_find_the_same(world, query):
    store, snapshots, snapshot = world
    wanted = sorted(number for (number,) in store.rows(query, ("number",)))
    picked = snapshots.picked(snapshot, query)
    assert sorted(snapshot.columns.number[slice(None) if picked is None else picked].tolist()) == wanted
    if columns_hold(query):
        assert sorted(snapshot.columns.number[picked_by_columns(snapshot.columns, query)].tolist()) == wanted


@pytest.mark.parametrize(
    "query",
    [
        Query(actors=frozenset({"Blue, Party"})),
        Query(sources=frozenset({"Third, Daily"})),
        Query(least_toll=4),
        Query(least_toll=60_000),
        Query(geo_precisions=frozenset({3})),
        Query(admin1s=frozenset({"South"})),
        Query(numbers=frozenset({3, 4, 5})),
        Query(date_precisions=frozenset({DatePrecision.UNKNOWN})),
        Query(start=FIRST, end=FIRST),
    ],
    ids=str,
)
def test_each_filter_lets_some_through_and_holds_some_back(world, query):
    """Else the test above would say nothing."""
    store, _, snapshot = world
    assert columns_hold(query)
    found = picked_by_columns(snapshot.columns, query)
    assert 0 < len(found) < 200
    assert sorted(snapshot.columns.number[found].tolist()) == sorted(number for (number,) in store.rows(query, ("number",)))
