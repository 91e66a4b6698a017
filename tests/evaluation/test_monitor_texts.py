"""Situation reports, digests, logs, communiques, chronicles and posts of our own (CC0), annotated before the pipeline read them.

Their mistakes were looked into afterwards: the floors hold what is understood, and estimate nothing for texts not seen.
"""

from pathlib import Path

from dateline.evaluation.incident_gold import Predicted, read_gold_incidents
from dateline.evaluation.incidents import evaluate_incidents
from dateline.pipeline import Pipeline

GOLD = Path(__file__).parent / "monitor.jsonl"
FLOORS = {"place": 0.77, "date": 0.83, "type": 0.81, "status": 0.87, "fatalities": 0.75, "right": 0.69, "precision": 0.82}
"""Slightly below what is measured."""


def test_texts_of_monitors_are_read_as_well_as_before(real_gazetteer):
    pipeline = Pipeline(real_gazetteer)
    docs = read_gold_incidents(GOLD)
    told = {doc.id: tuple(Predicted.of(event) for event in pipeline.read(doc.report).events) for doc in docs}
    evaluation = evaluate_incidents(docs, told)
    figures = {field: getattr(evaluation, field) for field in FLOORS}
    short = {field: share.value for field, share in figures.items() if share is None or share.value < FLOORS[field]}
    assert not short
    assert len(docs) == 40
