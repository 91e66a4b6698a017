import json
from pathlib import Path

import pytest

from dateline.evaluation.page import main
from dateline.gazetteer.compile import compile_places
from tests.conftest import miniature


@pytest.fixture
def gazetteer_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "gazetteer"
    compile_places(miniature(), folder)
    return folder


def test_the_page_tells_figures_intervals_and_reliability(tmp_path: Path, gazetteer_folder: Path) -> None:
    text = "Shells hit the city of Qalmar in Aqqaristan."
    start = text.index("Qalmar")
    marked = tmp_path / "by_country.jsonl"
    marked.write_text(json.dumps({"language": "en", "marked": text.replace("Qalmar", "[Qalmar=XA]")}), "utf-8")
    placed = tmp_path / "by_point.jsonl"
    gold = {"text": text, "toponyms": [{"start": start, "end": start + 6, "lat": 10.0, "lon": 10.0}]}
    placed.write_text(json.dumps(gold), "utf-8")
    page = tmp_path / "evaluation.md"
    assert main([str(marked), str(placed), "--gazetteer", str(gazetteer_folder), "--into", str(page)]) == 0
    first, second = page.read_text("utf-8").split("\n## ")[1:]
    assert "1 reports, 1 place names" in first
    assert "| recognition, exact recall | 1.000 | 1.000 to 1.000 |" in first
    assert "| country, of those found | 1.000 |" in first
    assert "end to end |" not in first
    assert "| end to end | 1.000 |" in second
    assert "Expected calibration error" in second


def test_the_page_is_not_written_from_what_is_no_corpus(tmp_path: Path, gazetteer_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}", "utf-8")
    page = tmp_path / "evaluation.md"
    assert main([str(gold), "--gazetteer", str(gazetteer_folder), "--into", str(page)]) == 1
    assert "gold.jsonl, line 1" in capsys.readouterr().err
    assert not page.exists()
