"""ingest, export, db, geocode, gazetteer."""

import csv
import json

import pytest

FIRST = "Shelling hit Elmwick on Monday and killed three people, residents said."
SECOND = "Police arrested two men in Qalmar on Tuesday."


@pytest.fixture
def news(tmp_path):
    folder = tmp_path / "news"
    folder.mkdir()
    rows = [
        {"id": 1, "text": FIRST, "published": "2023-05-12", "source": "Courier"},
        {"id": 2, "text": SECOND, "published": "2023-05-12", "source": "Herald"},
    ]
    (folder / "reports.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (folder / "empty.txt").write_bytes(b"")
    return folder


def test_ingest_is_safe_to_repeat_and_says_what_came_of_it(dateline, news):
    first = dateline("ingest", news)
    assert first.exit_code == 0
    assert "empty.txt: is empty" in first.stderr
    assert [line.split()[:2] for line in first.stderr.splitlines() if line.startswith("  ")] == [
        ["new", "2"],
        ["known", "0"],
        ["unreadable", "1"],
    ]
    before = dateline("db", "check").stdout
    again = dateline("ingest", news)
    assert [line.split()[:2] for line in again.stderr.splitlines() if line.startswith("  ")] == [
        ["new", "0"],
        ["known", "2"],
        ["unreadable", "1"],
    ]
    assert dateline("db", "check").stdout == before
    assert "incidents    2" in before
    assert "kept aside   1" in before
    assert dateline("ingest", news / "empty.txt").exit_code == 1
    assert dateline("ingest").exit_code == 2


def test_export_writes_what_the_filters_let_through(dateline, news, tmp_path):
    dateline("ingest", news)

    def exported(*filters):
        result = dateline("export", "-o", tmp_path / "out.geojson", *filters)
        assert result.exit_code == 0, result.stderr
        features = json.loads((tmp_path / "out.geojson").read_text())["features"]
        assert f"Wrote {len(features)} incident" in result.stderr
        return {feature["properties"]["place_name"] for feature in features}

    assert exported() == {"Elmwick", "Qalmar"}
    assert exported("--bbox", "13,9,15,11") == {"Elmwick"}
    assert exported("--datetime", "2023-05-09/..") == {"Qalmar"}
    assert exported("--datetime", "2023-05-08") == {"Elmwick"}
    assert exported("--datetime", "../2023-01-01") == set()
    assert exported("--event-type", "strategic_developments,battles") == {"Qalmar"}
    assert exported("--sub-event-type", "arrests") == {"Qalmar"}
    assert exported("--status", "planned", "--status", "denied") == set()
    assert exported("--salience", "main") == {"Elmwick", "Qalmar"}
    assert exported("-q", "residents") == {"Elmwick"}


def test_export_formats(dateline, news, tmp_path):
    dateline("ingest", news)
    assert dateline("export", "-o", tmp_path / "out.csv").exit_code == 0
    assert dateline("export", "-o", tmp_path / "out.html").exit_code == 0
    with (tmp_path / "out.csv").open() as file:
        assert {row["place_name"] for row in csv.DictReader(file)} == {"Elmwick", "Qalmar"}
    assert (tmp_path / "out.html").read_text().lower().startswith("<!doctype html")


@pytest.mark.parametrize(
    ("options", "places"),
    [
        (["--country", "xb"], {"Elmwick"}),
        (["--country", "XA,XB"], {"Elmwick", "Qalmar"}),
        (["--country", "SY"], set()),
        (["--least-toll", "1000"], set()),
        (["--actor", "Nobody, at all"], set()),
        (["--least-confidence", "0"], {"Elmwick", "Qalmar"}),
    ],
)
def test_export_takes_the_filters_of_the_map(dateline, news, tmp_path, options, places):
    dateline("ingest", news)
    assert dateline("export", "-o", tmp_path / "out.csv", *options).exit_code == 0
    with (tmp_path / "out.csv").open() as file:
        assert {row["place_name"] for row in csv.DictReader(file)} == places


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--bbox", "1,2,3"), "--bbox: takes four numbers"),
        (("--bbox", "1,50,2,40"), "--bbox: "),
        (("--bbox", "nan,0,1,1"), "--bbox: "),
        (("--datetime", "yesterday"), "--datetime: 'yesterday' is no day"),
        (("--datetime", "2020-01-02/2020-01-01"), "--datetime: the interval ends"),
        (("--event-type", "war"), "--event-type: 'war' is none of battles"),
        (("--status", ""), "--status: "),
        (("-o", "out.docx"), "suffix"),
        (("-o", "nowhere/out.csv"), "does not exist"),
    ],
)
def test_a_filter_that_cannot_be_used_is_named(dateline, arguments, said):
    result = dateline("export", "-o", "out.csv", *arguments)
    assert result.exit_code == 2
    assert said in result.stderr


def test_geocode(dateline):
    found = [json.loads(line) for line in dateline("geocode", "Tripol", "--country", "xb").stdout.splitlines()]
    assert {place["country"] for place in found} == {"XB"}
    assert (found[0]["lon"], found[0]["lat"]) == (13, 9)
    collection = json.loads(dateline("geocode", "Elmwick", "--format", "geojson").stdout)
    assert collection["features"][0]["properties"]["name"] == "Elmwick"
    assert dateline("geocode", "Elmwick", "--format", "text").stdout.startswith("Elmwick, Middlemark, XB (town)  14.0000, 10.0000")
    missing = dateline("geocode", "Zzyzx Qqq")
    assert (missing.exit_code, missing.stdout) == (1, "")
    assert "No place is called 'Zzyzx Qqq'" in missing.stderr
    assert dateline("geocode", "Elmwick", "--country", "Borland").exit_code == 2


def test_gazetteer_info_and_a_missing_gazetteer(dateline, data_dir, tmp_path):
    assert "by kind" in dateline("gazetteer", "info").stdout
    missing = dateline("--data-dir", tmp_path / "elsewhere", "gazetteer", "info")
    assert missing.exit_code == 1
    assert "dateline gazetteer build" in missing.stderr


def test_a_store_that_cannot_be_opened_is_said_in_one_line(dateline, data_dir):
    (data_dir / "dateline.sqlite").write_bytes(b"no database at all" * 100)
    result = dateline("db", "check")
    assert result.exit_code == 1
    assert result.stderr.startswith("dateline: ")
    assert "Traceback" not in result.stderr


def test_a_setting_that_cannot_be_used_is_named(dateline, monkeypatch, tmp_path):
    monkeypatch.setenv("DATELINE_MAX_REPORT_BYTES", "many")
    result = dateline("db", "check")
    assert result.exit_code == 1
    assert "max_report_bytes" in result.stderr
    monkeypatch.delenv("DATELINE_MAX_REPORT_BYTES")
    (tmp_path / "dateline.toml").write_text("port = ")
    assert "dateline.toml cannot be read" in dateline("db", "check").stderr


@pytest.mark.parametrize(
    "command",
    ["geoparse", "extract", "ingest", "serve", "export", "geocode", "gazetteer build", "gazetteer info", "db upgrade", "db check"],
)
def test_every_command_teaches_by_example(dateline, command):
    result = dateline(*command.split(), "--help")
    assert result.exit_code == 0
    assert f"dateline {command}" in result.stdout.partition("Example")[2]
