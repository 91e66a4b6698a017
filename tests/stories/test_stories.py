"""Stories: report texts in, the expected incidents out.

A story is a folder with one or more `*.txt` reports, an `about.toml` that says what it guards and each report's day and source, and
`expected.json`. `make snapshots` writes `expected.json` anew; the difference is read in review, never waved through.
"""

import json
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.merging.incident import Incident
from dateline.pipeline import Pipeline
from dateline.reading.report import Report

HERE = Path(__file__).parent
STORIES = sorted(path.parent for path in HERE.glob("*/about.toml"))
UPDATE = os.environ.get("DATELINE_UPDATE_STORIES") == "1"


@pytest.fixture(scope="session")
def pipeline(real_gazetteer: Gazetteer) -> Pipeline:
    return Pipeline(real_gazetteer)


def reports_of(story: Path) -> list[Report]:
    about = tomllib.loads((story / "about.toml").read_text("utf-8"))
    reports = []
    for path in sorted(story.glob("*.txt")):
        told = about.get(path.stem, {})
        reports.append(
            Report.of(path.read_text("utf-8"), published=told.get("published"), source=told.get("source"), external_id=path.stem)
        )
    assert reports, f"{story.name} has no reports"
    return reports


def outline(incident: Incident) -> dict[str, Any]:
    """What a reviewer needs to see of an incident; what is empty is left out."""
    where, when, toll = incident.where, incident.when, incident.toll
    told = {
        "title": incident.title,
        "kind": incident.sub_event_type,
        "status": incident.status,
        "salience": incident.salience,
        "days": f"{when.start}/{when.end} {when.precision}" if when else None,
        "time_of_day": incident.time_of_day,
        "said_on": incident.said_on.isoformat() if incident.said_on else None,
        "place": f"{where.place.name} ({where.place.country}) {where.point.lat:.2f} {where.point.lon:.2f}" if where else None,
        "precision": f"geo {where.geo_precision}, where {where.where_prec}, ±{where.uncertainty_km:.0f} km" if where else None,
        "actors": [f"{actor.name} ({actor.role})" for actor in incident.actors],
        "attribution": list(incident.attribution),
        "killed": [toll.fatalities_low, toll.fatalities_high] if toll.fatalities_low is not None else None,
        "wounded": [toll.injuries_low, toll.injuries_high] if toll.injuries_low is not None else None,
        "reports": incident.report_count,
    }
    return {key: value for key, value in told.items() if value not in (None, [])}


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.name)
def test_story(story: Path, pipeline: Pipeline) -> None:
    told = [outline(incident) for incident in pipeline.incidents(reports_of(story))]
    told.sort(key=lambda incident: (incident.get("days", "9"), incident["title"]))
    expected = story / "expected.json"
    if UPDATE:
        expected.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert told == json.loads(expected.read_text("utf-8"))


def test_merging_ignores_the_order_of_reports(pipeline: Pipeline) -> None:
    reports = [report for story in STORIES for report in reports_of(story)]
    forward = pipeline.incidents(reports)
    backward = pipeline.incidents(reversed(reports))
    assert {incident.id: incident for incident in forward} == {incident.id: incident for incident in backward}
