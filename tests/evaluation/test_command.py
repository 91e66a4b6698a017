import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli.main import app
from dateline.gazetteer.compile import compile_places
from tests.conftest import miniature

TEXT = "The mayor said that shells had hit the city of Nordhaven and that it was quiet in Borstad, Borland."
PLACES = {"Nordhaven": (11.0, 13.0), "Borstad": (10.0, 13.0), "Borland": (48.0, 2.0)}
GOLD = {
    "id": "a",
    "text": TEXT,
    "toponyms": [
        {"start": TEXT.index(name), "end": TEXT.index(name) + len(name), "lat": lat, "lon": lon} for name, (lat, lon) in PLACES.items()
    ],
}


@pytest.fixture
def gold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    compile_places(miniature(), tmp_path / "data" / "gazetteer")
    monkeypatch.setenv("DATELINE_DATA_DIR", str(tmp_path / "data"))
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD), "utf-8")
    return path


def test_figures_come_as_json(gold: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "toponyms", str(gold), "--format", "json"])
    assert done.exit_code == 0, done.output
    ((name, told),) = json.loads(done.stdout).items()
    assert name == str(gold)
    summary = told["summary"]
    assert summary["exact_f1"]["value"] == summary["overlap_recall"]["value"] == 1.0
    assert summary["end_to_end"]["value"] == pytest.approx(2 / 3)
    assert summary["by_language"] == [{"name": "en", "toponyms": 3, "found": 1.0, "end_to_end": pytest.approx(2 / 3)}]
    assert told["reports_per_second"] > 0


def test_figures_come_as_text(gold: Path) -> None:
    done = CliRunner().invoke(app, ["evaluate", "toponyms", str(gold), "--format", "text"])
    assert done.exit_code == 0, done.output
    for words in ("1 reports, 3 toponyms", "end to end", "0.667", "calibration error", "by language", "reports a second"):
        assert words.removeprefix("by ") in done.stdout


def test_what_is_no_corpus_is_refused_in_one_line(gold: Path) -> None:
    gold.write_text("{}", "utf-8")
    done = CliRunner().invoke(app, ["evaluate", "toponyms", str(gold)])
    assert done.exit_code == 1
    assert "gold.jsonl, line 1" in done.output
