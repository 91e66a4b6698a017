"""The example reports: each can be read, and what the pipeline makes of them is measured."""

import json
from collections import Counter
from datetime import date
from pathlib import Path

from dateline.examples import load

GOLD = [json.loads(line) for line in Path(__file__).with_name("gold.jsonl").read_text("utf-8").splitlines()]


def test_every_example_is_whole_and_labelled_as_one():
    reports = load()
    assert 40 <= len(reports) <= 60
    assert [report.name for report in reports] == [doc["id"] for doc in GOLD]
    assert len({report.id for report in reports}) == len(reports)
    for report in reports:
        assert 75 <= len(report.text.split()) <= 220, report.name
        assert report.source.startswith(("Example ", "Exemple ", "Пример ", "مثال ")), report.name
        assert report.url.startswith("https://example.org/")
        assert date(2015, 1, 1) <= report.published <= date(2024, 12, 31)
    assert {report.language for report in reports} == {"en", "fr", "ru", "ar"}


def test_the_examples_show_what_dateline_tells_apart():
    incidents = [incident for doc in GOLD for incident in doc["incidents"]]
    assert sum(incident["status"] == "planned" for incident in incidents) >= 2
    told = Counter((incident["lat"], incident["start"]) for incident in incidents)
    assert sum(count > 1 for count in told.values()) >= 8, "incidents that several reports tell"
    for doc, report in zip(GOLD, load(), strict=True):
        for incident in doc["incidents"]:
            if incident["start"]:
                assert date.fromisoformat(incident["start"]) <= date.fromisoformat(incident["end"]) <= report.published
