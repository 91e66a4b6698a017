"""db backup, db check, recode."""

import sqlite3
from contextlib import closing

TEXT = "Shelling hit Elmwick on Monday and killed three people, residents said."


def test_a_backup_is_a_store_and_is_not_written_over_unasked(dateline, tmp_path):
    (tmp_path / "report.txt").write_text(TEXT)
    assert dateline("ingest", str(tmp_path / "report.txt"), "--published", "2023-05-12").exit_code == 0
    file = tmp_path / "kept.sqlite"
    assert dateline("db", "backup", str(file)).exit_code == 0
    asked = dateline("--database", f"sqlite:///{file}", "db", "check")
    assert asked.exit_code == 0
    assert "reports      1" in asked.stdout
    assert "whole        yes" in asked.stdout
    refused = dateline("db", "backup", str(file))
    assert refused.exit_code == 2
    assert "--force" in refused.stderr
    assert dateline("db", "backup", str(file), "--force").exit_code == 0
    assert dateline("db", "backup", str(tmp_path / "missing" / "kept.sqlite")).exit_code == 1


def test_a_check_says_what_does_not_fit_and_the_indexes_can_be_made_anew(dateline, tmp_path):
    (tmp_path / "report.txt").write_text(TEXT)
    file = tmp_path / "store.sqlite"
    assert dateline("--database", f"sqlite:///{file}", "ingest", str(tmp_path / "report.txt"), "--published", "2023-05-12").exit_code == 0
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("DELETE FROM find_incident_words")
        connection.execute("UPDATE totals SET rows = 7 WHERE name = 'events'")
    found = dateline("--database", f"sqlite:///{file}", "db", "check")
    assert found.exit_code == 1
    assert "find_incident_words" in found.stderr
    assert "total of events" in found.stderr
    assert dateline("--database", f"sqlite:///{file}", "db", "upgrade", "--reindex").exit_code == 0
    again = dateline("--database", f"sqlite:///{file}", "db", "check").stderr
    assert "find_incident_words" not in again
    assert "total of events" in again


def test_recode_reads_again_and_changes_nothing_when_nothing_is_new(dateline, tmp_path):
    (tmp_path / "report.txt").write_text(TEXT)
    assert dateline("ingest", str(tmp_path / "report.txt"), "--published", "2023-05-12").exit_code == 0
    again = dateline("recode")
    assert again.exit_code == 0
    assert "0 tell otherwise now, 1 the same" in again.stderr
    assert "1 incident" in again.stderr
