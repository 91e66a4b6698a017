"""Pairs of texts of our own (CC0), written before the pipeline read them: alike and of two incidents, or unlike and of one.

Their mistakes were looked into afterwards, so that the floors hold what is understood and estimate nothing for texts not seen.
"""

import json
import random
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from dateline.merging.across import merge
from dateline.merging.incident import Account
from dateline.pipeline import Pipeline
from dateline.reading.report import Report

PAIRS = [json.loads(line) for line in (Path(__file__).parent / "told_pairs.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def pipeline(real_gazetteer):
    return Pipeline(real_gazetteer)


def _report(text, published, source):
    return Report.of(text, published=published, source=source, language="en")


def test_pairs_of_texts_are_joined_where_they_tell_one_incident(pipeline):
    right, wrong, missed = 0, [], []
    for pair in PAIRS:
        reports = [_report(told["text"], date.fromisoformat(told["published"]), told["source"]) for told in pair["reports"]]
        joined = any(incident.report_count > 1 for incident in pipeline.incidents(reports))
        right += joined and pair["same"]
        if joined != pair["same"]:
            (wrong if joined else missed).append(pair["name"])
    assert right / (right + len(wrong)) >= 0.95, f"joined, though different: {wrong}"
    assert right / (right + len(missed)) >= 0.80, f"not joined, though the same: {missed}"


TOWNS = ["Saraqib", "Ariha", "Maarat al-Numan", "Kafr Nabl", "Khan Shaykhun", "Jisr al-Shughur", "Binnish", "Sarmin", "Nayrab", "Taftanaz"]
WORDINGS = (
    ("Warplanes bombed {town} {day}{toll}.", "An air strike hit {town} {day}{toll}.", "Jets carried out raids on {town} {day}{toll}."),
    ("Government artillery shelled {town} {day}{toll}.", "Shells fell on {town} {day}{toll}.", "Rockets hit {town} {day}{toll}."),
    ("A car bomb exploded in {town} {day}{toll}.", "A bomb went off in {town} {day}{toll}."),
    (
        "Rebels clashed with government troops in {town} {day}{toll}.",
        "Fighting between rebels and the army broke out in {town} {day}{toll}.",
    ),
    ("Gunmen shot dead a council member in {town} {day}.", "Unknown gunmen assassinated a member of the council in {town} {day}."),
)


def _war(incidents):
    """Short reports of one month in ten neighboring towns, each with the number of the incident it tells."""
    chance = random.Random(7)
    chosen = chance.sample([(town, day, kind) for town in TOWNS for day in range(30) for kind in range(len(WORDINGS))], incidents)
    for number, (town, offset, kind) in enumerate(chosen):
        day = date(2019, 6, 1) + timedelta(offset)
        killed = chance.choice([None, None, 0, 1, 2, 3, 4, 5, 7, 9, 12])
        for _ in range(chance.choice([1, 1, 2, 3])):
            lag = chance.choice([0, 1, 1, 2])
            told_day = chance.choice([f"on {day:%A}", f"on {day.day} {day:%B}"]) if lag else "today"
            toll = ""
            if killed is not None and chance.random() > 0.3:
                count = killed + (chance.choice([0, 0, 0, 1, 2]) if killed > 2 else 0)
                toll = f", killing {count} {'person' if count == 1 else 'people'}" if count else ". There were no casualties"
            text = chance.choice(WORDINGS[kind]).format(town=town, day=told_day, toll=toll)
            yield _report(text, day + timedelta(lag), f"Source {chance.choice('ABCDEF')}"), number


def test_a_dense_war_is_neither_merged_into_one_nor_torn_apart(pipeline):
    truth, accounts = {}, []
    for report, number in _war(170):
        for event in pipeline.read(report).events:
            truth.setdefault(event.id, number)
            accounts.append(Account(event, report))
    groups = [incident.event_ids for incident in merge(accounts).incidents]
    joined = [truth[a] == truth[b] for group in groups for a, b in combinations(group, 2)]
    same = sum(truth[a] == truth[b] for a, b in combinations(truth, 2))
    assert sum(joined) / len(joined) >= 0.90
    assert sum(joined) / same >= 0.90
    random.Random(1).shuffle(accounts)
    assert {incident.event_ids for incident in merge(accounts).incidents} == set(groups)
