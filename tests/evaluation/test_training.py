import json
from pathlib import Path

import numpy as np
import pytest

from dateline.evaluation.gold import GoldReport, GoldToponym
from dateline.evaluation.minimizing import minimize
from dateline.evaluation.span_training import examples_of, fit
from dateline.evaluation.train import main
from dateline.gazetteer.compile import compile_places
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.model import HAND_SET, SpanModel, arrays_of, default_model, model_of
from dateline.recognition.recognizer import Recognizer
from dateline.resolution.weights import HAND_SET as HAND_SET_RANKING
from dateline.resolution.weights import default_ranking, ranking_of
from tests.conftest import miniature

SENTENCES = [
    ("The mayor of {} said that the fire in the old market was out.", True),
    ("Flights to {} were late after the storm, and many were told to wait.", True),
    ("Yesterday {} Tandy won the cup for the third time, and it was a joy.", False),
    ("It was {} Merrow who wrote the book, as the paper said.", False),
]
TOWNS = ["Elmwick", "Sundby", "Nordhaven", "Borstad", "Grenz"]


def corpus() -> list[GoldReport]:
    reports = []
    for number, (sentence, place) in enumerate(SENTENCES * len(TOWNS)):
        town = TOWNS[number // len(SENTENCES)]
        text = sentence.format(town)
        start = text.index(town)
        reports.append(GoldReport(Report.of(text), (GoldToponym(start, start + len(town), town, None, None),) if place else ()))
    return reports


def test_a_minimum_is_found_in_a_bent_valley() -> None:
    def valley(at: np.ndarray) -> tuple[float, np.ndarray]:
        x, y = at
        return float((1 - x) ** 2 + 100 * (y - x * x) ** 2), np.array([-2 * (1 - x) - 400 * x * (y - x * x), 200 * (y - x * x)])

    assert minimize(valley, np.array([-1.0, 1.0]), steps=400, tolerance=1e-8) == pytest.approx([1.0, 1.0], abs=1e-3)


def test_learning_tells_places_from_people_and_survives_being_written(gazetteer: Gazetteer) -> None:
    gold = corpus()
    recognizer = Recognizer(gazetteer, ActorTable.default(), model=HAND_SET)
    learned = fit([examples_of(gold, recognizer)])
    kept = model_of(arrays_of(learned))

    def loss(model: SpanModel) -> float:
        total = 0.0
        for entry in gold:
            spans = recognizer.candidates(entry.report)[1]
            for span, score in zip(spans, model.scores([s.features for s in spans], [s.words for s in spans]), strict=True):
                label = any((span.start, span.end) == (toponym.start, toponym.end) for toponym in entry.toponyms)
                total += float(np.logaddexp(0.0, -score * (1 if label else -1)))
        return total

    assert loss(learned) < 0.9 * loss(HAND_SET)
    assert loss(kept) == pytest.approx(loss(learned), rel=0.05)


def test_a_ranking_keeps_the_hand_set_weight_of_what_it_does_not_weigh() -> None:
    told = {"weights": {"country": 9.0, "nonsense": 1.0}, "nothing": -1.0, "confidence": {"chance": 2.0}}
    ranking = ranking_of(json.dumps(told))
    assert ranking.weights == HAND_SET_RANKING.weights | {"country": 9.0}
    assert ranking.confidence == HAND_SET_RANKING.confidence | {"chance": 2.0}


def test_the_weights_that_come_with_dateline_are_whole_and_small() -> None:
    folder = Path(__file__).parents[2] / "src" / "dateline"
    assert len(default_model().named) == len(HAND_SET.named)
    assert default_ranking().weights.keys() == HAND_SET_RANKING.weights.keys()
    assert default_ranking().weights["not in its parent"] <= -4.5
    assert sum(path.stat().st_size for name in ("weights.npz", "weights.json") for path in folder.rglob(name)) < 2_000_000
    provenance = json.loads((folder / "recognition" / "weights.json").read_text("utf-8"))
    assert all(len(entry["sha256"]) == 64 for entry in provenance["data"])


def test_the_command_says_what_it_cannot_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    compile_places(miniature(), tmp_path / "gazetteer")
    gold = tmp_path / "gold.jsonl"
    gold.write_text("{}", "utf-8")
    assert main([str(gold), "--gazetteer", str(tmp_path / "gazetteer"), "--into", str(tmp_path)]) == 1
    assert "gold.jsonl, line 1" in capsys.readouterr().err
