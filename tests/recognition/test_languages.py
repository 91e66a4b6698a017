"""Reports of our own (CC0) in six languages; a place is marked as [name=country] in the words of the report."""

import json
import re
from collections import defaultdict
from pathlib import Path

import pytest

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.language import language_of
from dateline.recognition.recognizer import Recognizer
from dateline.resolution.resolver import Resolver

REPORTS = [json.loads(line) for line in Path(__file__).with_name("reports_in_six_languages.jsonl").read_text("utf-8").splitlines()]
MARK = re.compile(r"\[([^=\]]+)=([A-Z]{2})\]")
LANGUAGES = sorted({row["language"] for row in REPORTS})


def read(marked: str) -> tuple[str, dict[tuple[int, int], str]]:
    """The text without marks, and the country of each marked span."""
    text, spans, at = "", {}, 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        spans[len(text), len(text) + len(match[1])] = match[2]
        text += match[1]
        at = match.end()
    return text + marked[at:], spans


@pytest.mark.parametrize("language", LANGUAGES)
def test_places_are_found_and_placed_in_their_country(real_gazetteer: Gazetteer, language: str) -> None:
    recognizer, resolver = Recognizer(real_gazetteer, ActorTable.default()), Resolver(real_gazetteer)
    told = defaultdict(int)
    for row in REPORTS:
        if row["language"] != language:
            continue
        text, spans = read(row["marked"])
        answers = resolver.resolve(report := Report.of(text), recognizer.recognize(report))
        found = {(a.toponym.start, a.toponym.end): a.place.country if a.place else None for a in answers}
        told["gold"] += len(spans)
        told["answers"] += len(found)
        told["exact"] += len(spans.keys() & found.keys())
        told["country"] += sum(found.get(span) == country for span, country in spans.items())
    assert told["exact"] / told["gold"] >= 0.9, dict(told)
    assert told["exact"] / told["answers"] >= 0.9, dict(told)
    assert told["country"] / told["gold"] >= 0.9, dict(told)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_is_told(language: str) -> None:
    texts = [read(row["marked"])[0] for row in REPORTS if row["language"] == language]
    assert language_of(" ".join(texts)) == language
    assert sum(language_of(text) == language for text in texts) >= 0.7 * len(texts)
