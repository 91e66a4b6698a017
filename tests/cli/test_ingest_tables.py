"""What is loaded as it was coded, and what was kept aside, at the command line."""

import pytest

UCDP = (
    "id,type_of_violence,side_a,side_b,source_headline,where_prec,where_coordinates,latitude,longitude,country,date_prec,"
    "date_start,date_end,low,best,high\n"
    "7,1,A,B,Shells fall,1,Al Noor town,10.0,11.0,Aqqaristan,1,2021-03-04,2021-03-04,1,2,5\n"
    "8,1,A,B,Shells fall,1,Al Noor town,10.0,11.0,Aqqaristan,1,2021-03-04,2021-03-04,1,2,5\n"
    "9,1,A,B,Shells fall,1,Al Noor town,999,11.0,Aqqaristan,1,2021-03-04,2021-03-04,1,2,5\n"
)


@pytest.fixture
def folder(tmp_path):
    """An event table, a report and something unreadable."""
    folder = tmp_path / "given"
    folder.mkdir()
    (folder / "table.csv").write_text(UCDP)
    (folder / "report.txt").write_text("Shelling killed three people in Deir Zahran on 3 May 2023.")
    (folder / "rows.jsonl").write_text('{"text": "Nothing happened in Borstad."}\n{"text": \n')
    return folder


def test_a_folder_holds_event_tables_beside_reports(dateline, folder):
    done = dateline("ingest", folder)
    assert done.exit_code == 0, done.output
    assert "new                4" in done.stderr
    listed = dateline("export", "-o", folder / "out.csv", "--datetime", "2021-03-04/2021-03-04")
    assert listed.exit_code == 0, listed.output
    assert (folder / "out.csv").read_text().count("Al Noor") >= 2, "two rows that say the same stay two"
    again = dateline("ingest", folder)
    assert "known              4" in again.stderr


def test_recoding_leaves_what_people_coded(dateline, folder):
    dateline("ingest", folder / "table.csv")
    done = dateline("recode")
    assert done.exit_code == 0, done.output
    assert "0 tell otherwise now, 2 the same" in done.stderr


def test_what_was_kept_aside_is_listed_shown_and_tried_again(dateline, folder):
    dateline("ingest", folder)
    listed = dateline("quarantine", "list")
    assert listed.exit_code == 0, listed.output
    assert "latitude" in listed.stdout
    assert "2 reports kept aside" in listed.stderr
    shown = dateline("quarantine", "show", 1)
    assert "table.csv, line" in shown.stdout
    assert dateline("quarantine", "show", 3).exit_code == 1
    assert dateline("quarantine", "retry").exit_code == 1, "nothing was mended"
    (folder / "table.csv").write_text(UCDP.replace("999", "10.0"))
    mended = dateline("quarantine", "retry", 1)
    assert mended.exit_code == 0, mended.output
    assert "3 reports read, 0 still unreadable" in mended.stderr
    assert "1 report kept aside" in dateline("quarantine", "list").stderr
    assert "kept aside   1" in dateline("db", "check").stdout


def test_an_event_table_is_no_table_of_reports_but_the_message_says_what_reads_it(dateline, folder):
    told = dateline("extract", folder / "table.csv")
    assert told.exit_code == 1
    assert "`dateline ingest` loads" in told.stderr
