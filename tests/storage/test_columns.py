"""What stands beside the documents of incidents: columns, features and names, true whatever is written."""

import pytest

from dateline.errors import BadParameter
from dateline.extraction.codebook import Status
from dateline.publishing.encoding import to_json
from dateline.publishing.features import incident_feature
from dateline.storage.correction import Correction
from dateline.storage.query import Query, Sort
from dateline.storage.sql import open_store
from dateline.storage.store import COLUMNS
from tests.builders import a_place, an_account
from tests.storage.helpers import add_all, contents, execute

DERIVED = ("incidents", "incident_documents")


@pytest.fixture
def filled(store):
    accounts = [
        an_account(
            f"Account {number}.", killed=number % 3, place=a_place(f"P{number % 4}", lon=30 + number), by="Army", source=f"S{number}"
        )
        for number in range(9)
    ]
    accounts.append(an_account("A plan.", on=None, status="planned", place=None, published="2020-07-26"))
    add_all(store, accounts)
    first, second, third, *_ = store.incidents(Query()).items
    store.correct(first.id, Correction(status=Status.DENIED), who="me", reason="told otherwise")
    store.merge(second.id, third.id, who="me", reason="one and the same")
    return store


def test_features_are_the_incidents_as_they_are_published(filled):
    incidents = filled.incidents(Query(limit=50)).items
    written = [to_json(incident_feature(incident)) for incident in incidents]
    assert list(filled.features(Query(limit=50)).items) == written
    assert list(filled.each_feature(Query())) == written
    by_toll = Query(order=(Sort("fatalities_high", descending=True),), limit=3)
    found, page = [], filled.features(by_toll)
    while page.items:
        found += page.items
        page = filled.features(Query(order=by_toll.order, limit=3, behind=page.last))
    assert sorted(found) == sorted(written)
    for offset in range(len(found)):
        assert list(filled.features(Query(order=by_toll.order, limit=3, offset=offset)).items) == found[offset : offset + 3]


def test_incidents_are_found_by_their_numbers_which_nobody_else_gets(filled):
    every = filled.incidents(Query(limit=50)).items
    wanted = {incident.number: incident for incident in every[::2]}
    assert set(filled.incidents(Query(numbers=frozenset(wanted))).items) == set(wanted.values())
    assert filled.incidents(Query(numbers=frozenset({0, -1, 10**12}))).matched == 0
    last = max(every, key=lambda incident: incident.number)
    other = next(incident for incident in every if incident is not last)
    filled.merge(other.id, last.id, who="me", reason="one and the same")
    later = an_account("Later.", place=a_place("Elsewhere", lon=-50.0))
    filled.add(later.report, [later.event])
    numbers = [incident.number for incident in filled.incidents(Query(limit=50)).items]
    assert len(set(numbers)) == len(numbers)
    assert filled.incident(filled.incident_of(later.event.id)).number > last.number
    with pytest.raises(BadParameter, match="500"):
        Query(numbers=frozenset(range(501)))


def test_columns_are_read_without_documents(filled):
    rows = list(filled.rows(Query(), COLUMNS))
    incidents = list(filled.each_incident(Query()))
    told = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    assert [row["id"] for row in told] == [incident.id for incident in incidents]
    assert [bool(row["corrected"]) for row in told].count(True) == 2
    for row, incident in zip(told, incidents, strict=True):
        assert row["number"] == incident.number
        assert row["fatalities_high"] == incident.toll.fatalities_high
        assert row["country"] == (incident.where.place.country if incident.where else None)
        assert (row["date_precision"] is None) is (incident.when is None)
    with pytest.raises(BadParameter, match="columns"):
        list(filled.rows(Query(), ["document"]))


def test_a_restored_incident_is_corrected_no_more(filled):
    corrected = [row[0] for row in filled.rows(Query(), ["id", "corrected", "status"]) if row[1] and row[2] == "denied"]
    filled.restore(corrected[0], who="me", reason="it was right")
    assert not any(row[1] for row in filled.rows(Query(), ["id", "corrected"]) if row[0] == corrected[0])


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE incidents SET country = 'ZZ' WHERE number = 3",
        "UPDATE incidents SET fatalities_high = NULL, corrected = NOT corrected",
        "UPDATE incident_documents SET feature = '{}' WHERE number = 2",
        "DELETE FROM incident_names WHERE incident_number = 4",
    ],
)
def test_what_is_not_as_the_document_tells_is_found_and_made_anew(filled, url, damage):
    before = {name: rows for name, rows in contents(url).items() if name in DERIVED}
    execute(url, damage)
    assert any("than its document tells" in fault for fault in filled.check().faults)
    filled.reindex()
    assert filled.check().faults == ()
    assert {name: rows for name, rows in contents(url).items() if name in DERIVED} == before


def test_a_store_of_the_schema_before_gets_columns_features_and_names(filled, url):
    before = contents(url)
    features = list(filled.each_feature(Query()))
    columns = list(filled.rows(Query(), COLUMNS))
    for statement in (
        "ALTER TABLE incidents ADD COLUMN document TEXT NOT NULL DEFAULT ''",
        "UPDATE incidents SET document = (SELECT document FROM incident_documents d WHERE d.number = incidents.number)",
        *(f"DROP INDEX ix_incidents_{name}" for name in ("country", "fatalities_high", "updated")),
        *(f"DROP TABLE {name}" for name in ("incident_documents", "incident_names", "names")),
        *(f"ALTER TABLE incidents DROP COLUMN {name}" for name in NEW),
        "DELETE FROM totals WHERE name = 'numbered'",
        "ALTER TABLE reports DROP COLUMN sketch",
        "UPDATE alembic_version SET version_num = '0002'",
    ):
        execute(url, statement)
    again = open_store(url)
    assert list(again.each_feature(Query())) == features
    assert list(again.rows(Query(), COLUMNS)) == columns
    assert again.check().faults == ()
    again.close()
    after = contents(url)
    for name in ("incident_documents", "incidents", "incident_names", "names", "totals"):
        assert len(after[name]) == len(before[name]), name


NEW = (
    *("date_precision", "said_on", "first_reported", "time_of_day", "place_name", "place_kind", "admin1", "admin2", "country"),
    *("geo_precision", "where_prec", "uncertainty_km", "place_confidence", "confidence", "fatalities_low", "fatalities_high"),
    *("fatalities_best", "injuries_low", "injuries_high", "report_count", "corrected", "actors", "sources"),
)
