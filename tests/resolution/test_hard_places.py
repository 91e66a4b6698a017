"""Names that many places bear, in seven languages, annotated by hand before they were ever resolved: country, and point within 25 km."""

import json
from pathlib import Path

from dateline.evaluation.marking import read_marks
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.geography import LonLat, distance_km
from dateline.reading.report import Report
from dateline.recognition.toponym import Toponym
from dateline.resolution.resolver import Resolver

CASES = Path(__file__).parents[1] / "evaluation" / "hard_places.jsonl"
NEAR_KM = 25.0


def test_most_are_placed_in_their_country_and_at_their_point(real_gazetteer: Gazetteer) -> None:
    resolver = Resolver(real_gazetteer)
    countries: list[bool] = []
    points: list[bool] = []
    sure: list[bool] = []
    for line in CASES.read_text("utf-8").splitlines():
        case = json.loads(line)
        marked = read_marks(case["marked"])
        toponyms = [Toponym(start, end, marked.text[start:end]) for start, end, _ in marked.toponyms]
        resolutions = resolver.resolve(Report.of(marked.text, language=case["language"]), toponyms)
        for resolution, (_, _, country) in zip(resolutions, marked.toponyms, strict=True):
            place = resolution.place
            right = place is not None and place.country == country
            countries.append(right)
            if (at := case["points"].get(resolution.toponym.text)) is not None:
                right = place is not None and distance_km(place.point, LonLat(*at)) <= NEAR_KM
                points.append(right)
            if place is not None and resolution.confidence >= 0.7:
                sure.append(right)
    assert len(countries) >= 200
    assert sum(countries) / len(countries) >= 0.97
    assert sum(points) / len(points) >= 0.96
    assert sum(sure) / len(sure) >= 0.97
    assert len(sure) / len(countries) >= 0.9
