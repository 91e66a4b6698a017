"""geoparse and extract: nothing is stored, every report has its answer."""

import csv
import io
import json

import pytest

TEXT = "Shelling hit Elmwick on Monday and killed three people, residents said."
ROWS = [
    {"id": "a", "text": TEXT, "published": "2023-05-12", "toponyms": [], "incidents": []},
    {"id": "b", "text": ""},
    {"id": 7, "text": "Nothing happened anywhere."},
]


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in ROWS))
    return path


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_geoparse_prints_one_line_a_report_with_the_suppliers_id(dateline, table):
    result = dateline("geoparse", table, "--format", "jsonl")
    assert result.exit_code == 0
    told = lines(result)
    assert [line["id"] for line in told] == ["a", "b", "7"]
    assert [len(line["toponyms"]) for line in told] == [1, 0, 0]
    (toponym,) = told[0]["toponyms"]
    assert TEXT[toponym["start"] : toponym["end"]] == toponym["text"] == "Elmwick"
    assert (toponym["place"]["country"], toponym["place"]["lon"], toponym["place"]["lat"]) == ("XB", 14, 10)
    assert toponym["candidates"][0]["id"] == toponym["place"]["id"]
    assert 0 <= toponym["confidence"] <= 1


def test_geoparse_for_a_reader_marks_the_text_and_says_when_there_is_no_place(dateline, table):
    result = dateline("geoparse", table, "--format", "text")
    assert "Shelling hit [Elmwick] on Monday" in result.stdout
    assert "14.0000, 10.0000" in result.stdout
    assert result.stdout.count("no places named") == 2


def test_geoparse_as_geojson_is_one_collection(dateline, table):
    collection = json.loads(dateline("geoparse", table, "--format", "geojson").stdout)
    (feature,) = collection["features"]
    assert feature["geometry"]["coordinates"] == [14, 10]
    assert feature["properties"]["report"] == "a"
    nothing = json.loads(dateline("geoparse", "-", "--format", "geojson", stdin="Nothing at all.").stdout)
    assert nothing == {"type": "FeatureCollection", "features": []}


def test_extract_prints_one_line_a_report_with_every_field_that_scores_read(dateline, table):
    result = dateline("extract", table, "--format", "jsonl")
    assert result.exit_code == 0
    told = lines(result)
    assert [line["id"] for line in told] == ["a", "b", "7"]
    assert told[1]["events"] == []
    (event,) = told[0]["events"]
    assert (event["sub_event_type"], event["date_start"], event["date_end"]) == ("shelling_artillery_missile", "2023-05-08", "2023-05-08")
    assert (event["lon"], event["lat"], event["fatalities_low"], event["fatalities_high"]) == (14, 10, 3, 3)
    assert event["status"] in ("occurred", "alleged")
    start, end = event["evidence"]["sentence"]
    assert TEXT[start:end] == event["quote"]


def test_published_is_what_relative_days_count_from(dateline):
    dated = lines(dateline("extract", "-", "--format", "jsonl", "--published", "2021-03-05", stdin=TEXT))
    assert dated[0]["events"][0]["date_start"] == "2021-03-01"
    undated = lines(dateline("extract", "-", "--format", "jsonl", stdin=TEXT))
    assert undated[0]["events"][0]["date_start"] is None


def test_extract_writes_a_file_in_the_format_of_its_suffix(dateline, table, tmp_path):
    assert dateline("extract", table, "-o", tmp_path / "events.geojson").exit_code == 0
    assert dateline("extract", table, "-o", tmp_path / "events.csv").exit_code == 0
    (feature,) = json.loads((tmp_path / "events.geojson").read_text())["features"]
    (row,) = csv.DictReader(io.StringIO((tmp_path / "events.csv").read_text()))
    assert feature["geometry"]["coordinates"] == [float(row["lon"]), float(row["lat"])] == [14, 10]
    assert row["quote"] == TEXT
    assert not list(tmp_path.glob(".*.draft"))


def test_extract_for_a_reader(dateline, table):
    shown = dateline("extract", table, "--format", "text").stdout
    assert "2023-05-08 (day)" in shown
    assert "3 killed" in shown
    assert shown.count("no events told") == 2


def test_what_a_report_holds_cannot_drive_the_terminal(dateline):
    hostile = f"\x1b]0;owned\x07 {TEXT} {TEXT} Shelling hit \u202eElmwick\x1b[31m."
    shown = dateline("geoparse", "-", "--format", "text", stdin=hostile).stdout
    assert "Elmwick" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_what_cannot_be_read_is_said_and_the_rest_goes_on(dateline, tmp_path, table):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "junk.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "large.txt").write_bytes(b"word " * 2_000_000)
    result = dateline("extract", tmp_path / "empty.txt", tmp_path / "junk.txt", tmp_path / "large.txt", table, "--format", "jsonl")
    assert result.exit_code == 0
    assert len(lines(result)) == 3
    assert "empty.txt: is empty" in result.stderr
    assert "junk.txt: is not text" in result.stderr
    assert "DATELINE_MAX_REPORT_BYTES" in result.stderr
    assert dateline("extract", tmp_path / "empty.txt").exit_code == 1


def test_a_report_that_breaks_a_stage_does_not_take_the_others_with_it(dateline, table, monkeypatch):
    from dateline.recognition.recognizer import Recognizer

    recognize = Recognizer.recognize

    def fragile(self, report):
        if report.name == "b":
            raise RuntimeError("broken")
        return recognize(self, report)

    monkeypatch.setattr(Recognizer, "recognize", fragile)
    for command in ("geoparse", "extract"):
        result = dateline(command, table, "--format", "jsonl")
        assert result.exit_code == 0
        assert [line["id"] for line in lines(result)] == ["a", "7"]
        assert "dateline: b: could not be understood: RuntimeError: broken" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("geoparse",), "FILE: name at least one file"),
        (("extract", "x.txt", "--published", "04/05/2017"), "--published: "),
        (("extract", "x.txt", "--language", "English"), "--language: "),
        (("extract", "x.txt", "-o", "events.docx"), "--output: "),
        (("extract", "x.txt", "--format", "xml"), "--format"),
        (("nonsense",), "nonsense"),
    ],
)
def test_what_is_asked_wrongly_ends_with_status_2(dateline, arguments, said):
    result = dateline(*arguments)
    assert result.exit_code == 2
    assert said in result.stderr
