"""Incidents that people have coded stand in the store as they were coded: every row, its place, days, toll and precision."""

import csv
import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.chronology import DatePrecision
from dateline.coding import Coder, is_coded
from dateline.errors import UnreadableReport
from dateline.extraction.codebook import SubEventType
from dateline.extraction.event import Role
from dateline.gazetteer.compile import compile_places
from dateline.geography import LonLat
from dateline.merging.deriving import derive
from dateline.merging.telling import Telling
from dateline.publishing.features import incident_text
from dateline.reading.event_tables import CodedRow, EventTable, coded_rows, event_table_in, row_blocks
from dateline.storage.preparing import alone
from dateline.storage.query import Query
from dateline.storage.sql import open_store
from dateline.storage.store import Added
from dateline.table_loading import CodeHere, CodingProcesses, ingest_table
from tests.builders import store_url
from tests.conftest import miniature

UCDP = {
    "id": "1001",
    "type_of_violence": "1",
    "side_a": "Government of Aqqaristan",
    "side_b": "Zahran Front",
    "source_date": "2021-03-05",
    "source_headline": "Shells fall on Al Noor, two die",
    "source_office": "Borstad Courier",
    "where_prec": "1",
    "where_coordinates": "Al Noor town",
    "adm_1": "Qalmar",
    "adm_2": "",
    "latitude": "10.005",
    "longitude": "11.001",
    "country": "Aqqaristan",
    "date_prec": "1",
    "date_start": "2021-03-04 00:00:00.000",
    "date_end": "2021-03-04 00:00:00.000",
    "low": "1",
    "best": "2",
    "high": "5",
}
ACLED = {
    "event_id_cnty": "XAQ77",
    "event_date": "16 May 2022",
    "time_precision": "2",
    "event_type": "Battles",
    "sub_event_type": "Non-state actor overtakes territory",
    "actor1": "Zahran Front",
    "actor2": "Police of Aqqaristan",
    "admin1": "Zahran",
    "country": "Aqqaristan",
    "location": "Deir Zahran",
    "latitude": "9.0",
    "longitude": "10.0",
    "geo_precision": "2",
    "source": "The Elmwick Post; Undisclosed",
    "notes": "Around 16 May, fighters took posts near the city.\nNo more is known.",
    "fatalities": "0",
}
GTD = {
    "eventid": "201901020003",
    "iyear": "2019",
    "imonth": "1",
    "iday": "0",
    "country_txt": "Aqqaristan",
    "provstate": "Zahran",
    "city": "Unknown",
    "latitude": "",
    "longitude": "",
    "specificity": "5",
    "vicinity": "0",
    "summary": "01/2019: A bomber blew himself up at a market.",
    "suicide": "1",
    "attacktype1": "3",
    "weaptype1": "6",
    "weapsubtype1": "13",
    "targtype1": "14",
    "target1": "Market",
    "gname": "Unknown",
    "nkill": "",
    "nwound": "7",
    "dbsource": "Archive",
}


@pytest.fixture
def table(tmp_path):
    """Writes rows as a table."""

    def write(*rows, name="table.csv", delimiter=","):
        file = tmp_path / name
        with file.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
            writer.writeheader()
            writer.writerows(rows)
        return file

    return write


@pytest.fixture(scope="session")
def coder(gazetteer):
    return Coder(gazetteer)


@pytest.fixture
def store(tmp_path):
    opened = open_store(store_url(tmp_path))
    yield opened
    opened.close()


def only(file):
    (row,) = coded_rows(file)
    return row


def test_a_ucdp_row_keeps_all_that_was_coded(table, coder):
    file = table(UCDP)
    assert event_table_in(file) is EventTable.UCDP
    report, (event,) = coder.code(only(file))
    assert event.sub_event_type is SubEventType.ARMED_CLASH
    assert event.where.place.id == "test:noor", "the gazetteer's place of that name stands within two kilometers"
    assert (event.where.point, event.where.where_prec, event.where.geo_precision) == (LonLat(11.001, 10.005), 1, 1)
    assert (event.when.start, event.when.end, event.when.precision) == (date(2021, 3, 4), date(2021, 3, 4), DatePrecision.DAY)
    toll = event.toll
    assert (toll.fatalities_low, toll.fatalities_best, toll.fatalities_high) == (1, 2, 5)
    assert [actor.role for actor in event.actors] == [Role.INVOLVED, Role.INVOLVED]
    assert (report.published, report.external_id, report.source) == (date(2021, 3, 5), "ucdp:1001", "UCDP GED: Borstad Courier")
    evidence = event.evidence
    shown = [report.text[span.start : span.end] for span in (evidence.trigger, evidence.place, evidence.date, *evidence.actors)]
    assert shown == [event.quote, "Al Noor town", event.when.expression, "Government of Aqqaristan", "Zahran Front"]
    assert event.quote == UCDP["source_headline"]
    assert is_coded(report)
    assert not is_coded(replace(report, text="Something else"))


def test_one_sided_violence_has_an_initiator_and_a_target(table, coder):
    _, (event,) = coder.code(only(table({**UCDP, "type_of_violence": "3", "side_b": "Civilians"})))
    assert event.sub_event_type is SubEventType.ATTACK
    assert [(actor.name, actor.role) for actor in event.actors][1] == ("Civilians", Role.TARGET)


def test_an_acled_row_keeps_the_week_it_may_have_happened_in(table, coder):
    row = only(table(ACLED, delimiter=";"))
    _, (event,) = coder.code(row)
    assert event.sub_event_type is SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY
    assert (event.when.start, event.when.end, event.when.precision) == (date(2022, 5, 13), date(2022, 5, 19), DatePrecision.WEEK)
    assert event.when.expression.startswith("2022-05-16")
    assert (event.where.geo_precision, event.where.where_prec) == (2, 2)
    assert (event.toll.fatalities_low, event.toll.fatalities_high) == (0, 0)


def test_every_acled_code_has_its_own_code_here(table, coder):
    names = {sub.label.casefold() for sub in SubEventType}
    assert len(names) == 25
    for sub in SubEventType:
        _, (event,) = coder.code(only(table({**ACLED, "sub_event_type": sub.label})))
        assert event.sub_event_type is sub


def test_a_gtd_row_without_a_point_has_no_place_and_no_dead(table, coder):
    _, (event,) = coder.code(only(table(GTD)))
    assert event.sub_event_type is SubEventType.SUICIDE_BOMB
    assert event.where is None
    assert (event.when.start, event.when.end, event.when.precision) == (date(2019, 1, 1), date(2019, 1, 31), DatePrecision.MONTH)
    assert (event.toll.fatalities_low, event.toll.injuries_low, event.toll.injuries_high) == (None, 7, 7)


@pytest.mark.parametrize(
    ("column", "value", "cause"),
    [
        ("latitude", "123", "latitude"),
        ("latitude", "inf", "latitude"),
        ("date_end", "2020-01-01", "ends"),
        ("date_start", "??", "published"),
        ("where_prec", "9", "where_prec"),
        ("best", "2.5", "whole number"),
        ("best", "99999999999999", "people"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_the_rest_goes_on(table, column, value, cause):
    bad, good = coded_rows(table({**UCDP, column: value}, UCDP))
    assert isinstance(bad, UnreadableReport)
    assert "line 2" in bad.origin
    assert isinstance(good, CodedRow)


def test_a_table_of_reports_is_no_event_table(tmp_path):
    file = tmp_path / "reports.csv"
    file.write_text("id,text,published\n1,Nothing happened,2020-01-01\n")
    assert event_table_in(file) is None


def test_rows_of_one_table_are_never_merged_and_loading_again_changes_nothing(table, coder, store):
    file = table(UCDP, {**UCDP, "id": "1002"}, {**UCDP, "id": "1003", "type_of_violence": "9"}, {**UCDP, "id": ""})
    first = list(ingest_table(CodeHere(coder), store, row_blocks(file)))
    assert [done.outcome for done in first].count(Added.NEW) == 2
    assert sum(done.outcome is None for done in first) == 2
    incidents = store.incidents(Query()).items
    assert len(incidents) == 2, "two rows that say the same are two incidents: people have parted them"
    before = store.sequence()
    again = list(ingest_table(CodeHere(coder), store, row_blocks(file)))
    assert [done.outcome for done in again].count(Added.KNOWN) == 2
    assert store.sequence() == before
    assert store.check().faults == ()


rows = st.builds(
    CodedRow,
    table=st.sampled_from(EventTable),
    id=st.text(min_size=1, max_size=8),
    words=st.text(max_size=40),
    source=st.text(max_size=10),
    published=st.none() | st.dates(),
    codes=st.just(("1", "", "", "", "")),
    start=st.just(date(2020, 2, 1)),
    end=st.dates(date(2020, 2, 1), date(2020, 3, 1)),
    date_precision=st.sampled_from(DatePrecision),
    date_words=st.text(max_size=20),
    lon=st.none() | st.floats(-180, 180),
    lat=st.none() | st.floats(-90, 90),
    place=st.text(max_size=20),
    admin1=st.text(max_size=10),
    admin2=st.text(max_size=10),
    country=st.sampled_from(["", "Aqqaristan", "Nowhere"]),
    where_prec=st.integers(1, 7),
    place_code=st.just("where_prec"),
    side_a=st.text(max_size=12),
    side_b=st.sampled_from(["", "Civilians", "Zahran Front"]),
    low=st.none() | st.integers(0, 9),
    best=st.none() | st.integers(0, 9),
    high=st.none() | st.integers(0, 9),
    injured=st.none() | st.integers(0, 9),
).map(lambda row: replace(row, codes=("attack",)) if row.table is EventTable.ACLED else row)


@given(row=rows)
def test_spans_name_the_rows_own_words_and_one_event_makes_the_incident_that_deriving_makes(coder, row):
    report, (event,) = coder.code(row)
    evidence = event.evidence
    assert report.text[evidence.sentence.start : evidence.sentence.end] == event.quote
    assert evidence.date is None or report.text[evidence.date.start : evidence.date.end] == row.date_words
    for span in (evidence.place, *evidence.actors, *evidence.toll):
        assert span is None or report.text[span.start : span.end]
    at = datetime(2024, 1, 1, tzinfo=UTC)
    telling = Telling(event, report.source, report.published, "words")
    assert alone(telling, at, 1) == replace(derive([telling]), updated=at)


def test_what_is_stored_comes_back_unchanged(coder, store):
    given_rows = [
        CodedRow(
            EventTable.UCDP, f"r{number}", f"Words \x10 of {number} “quoted” \ud800", "", date(2020, 1, 2), ("2",),
            date(2020, 1, 1), date(2020, 1, 1 + number), DatePrecision.WEEK, "2020-01", 10 + number / 7, 9.0, f"Place {number} village",
            "Qalmar", "", "Aqqaristan", 1 + number % 7, "where_prec", "A", "B", number, number, number * 2,
        )
        for number in range(1, 9)
    ]  # fmt: skip
    items = [coder.code(row) for row in given_rows]
    assert set(store.add_many(items, merge=False)) == {Added.NEW}
    for report, (event,) in items:
        assert store.report(report.id) == report
        assert store.event(event.id).event == event
        incident = store.incident(store.incident_of(event.id))
        assert (incident.where, incident.when, incident.toll) == (event.where, event.when, event.toll)
    assert store.incidents(Query(text="village")).matched == len(items)
    assert store.check().faults == ()


def test_other_processes_code_what_this_one_does_in_the_same_order(table, tmp_path, coder):
    index = tmp_path / "index"
    compile_places(miniature(), index)
    rows = [{**UCDP, "id": f"{number}", "type_of_violence": "9" if number % 7 == 3 else "1"} for number in range(40)]
    blocks = list(row_blocks(table(*rows, {**UCDP, "id": "5"}), size=10))
    answers = []
    with CodingProcesses(index, coder, 1) as processes:
        for name, coders in (("here", CodeHere(coder)), ("there", processes)):
            store = open_store(store_url(tmp_path / name))
            answers.append(
                (list(ingest_table(coders, store, blocks)), [incident.id for incident in store.incidents(Query(limit=100)).items])
            )
            assert store.check().faults == ()
            store.close()
    assert answers[0] == answers[1]
    assert [done.outcome for done in answers[0][0]].count(Added.NEW) == 34
    assert [done.outcome for done in answers[0][0]].count(Added.KNOWN) == 1


def test_what_is_published_of_a_row_has_its_number(table, coder, store):
    list(ingest_table(CodeHere(coder), store, row_blocks(table(UCDP, {**UCDP, "id": "1002"}))))
    incidents = {incident.id: incident for incident in store.incidents(Query()).items}
    for text in store.features(Query()).items:
        feature = json.loads(text)
        assert feature == json.loads(incident_text(incidents[feature["id"]]))
        assert feature["properties"]["number"] == incidents[feature["id"]].number
