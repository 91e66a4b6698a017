"""Annotated reports of other years, countries and writers: what the pipeline makes of those that its rules were written beside, and of
those that nobody looked into while writing them (`languages_blind.jsonl`, which is to stay so)."""

from pathlib import Path

import pytest

from dateline.evaluation.incident_gold import Predicted, read_gold_incidents
from dateline.evaluation.incidents import evaluate_incidents
from dateline.extraction.codebook import SubEventType
from dateline.pipeline import Pipeline

HERE = Path(__file__).parent
FLOORS = {
    "learned": {"place": 0.82, "date": 0.86, "type": 0.82, "status": 0.88, "fatalities": 0.82, "right": 0.76, "precision": 0.80},
    "learned_second": {"place": 0.84, "date": 0.88, "type": 0.83, "status": 0.89, "fatalities": 0.80, "right": 0.75, "precision": 0.78},
    "learned_third": {"place": 0.79, "date": 0.89, "type": 0.80, "status": 0.89, "fatalities": 0.72, "right": 0.70, "precision": 0.66},
    "languages_learned": {"place": 0.74, "date": 0.82, "type": 0.76, "status": 0.85, "fatalities": 0.74, "right": 0.64, "precision": 0.72},
    "languages_blind": {"place": 0.61, "date": 0.65, "type": 0.58, "status": 0.71, "fatalities": 0.65, "right": 0.46, "precision": 0.66},
}
"""Slightly below what is measured."""


@pytest.fixture(scope="module")
def pipeline(real_gazetteer):
    return Pipeline(real_gazetteer)


@pytest.mark.parametrize("name", FLOORS)
def test_annotated_reports_are_read_as_well_as_before(pipeline, name):
    docs = read_gold_incidents(HERE / f"{name}.jsonl")
    told = {doc.id: tuple(Predicted.of(event) for event in pipeline.read(doc.report).events) for doc in docs}
    evaluation = evaluate_incidents(docs, told)
    figures = {field: getattr(evaluation, field) for field in FLOORS[name]}
    short = {field: share.value for field, share in figures.items() if share is None or share.value < FLOORS[name][field]}
    assert not short


@pytest.mark.parametrize("name", ["learned", "learned_second"])
def test_the_annotated_reports_hold_every_kind_and_reports_without_incidents(name):
    docs = read_gold_incidents(HERE / f"{name}.jsonl")
    assert {kind for doc in docs for incident in doc.incidents for kind in incident.kinds} == {kind.value for kind in SubEventType}
    assert sum(not doc.incidents for doc in docs) >= 5
    assert len({doc.id for doc in docs}) == len(docs)
