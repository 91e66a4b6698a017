"""What must hold for any report: names that are nowhere harm none, work grows with the text and no faster, candidates are few."""

import sys
from types import FrameType
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.reading.report import Report
from dateline.recognition.toponym import Toponym
from dateline.resolution.candidates import MOST_CANDIDATES, options_for
from dateline.resolution.expressions import find_expressions
from dateline.resolution.resolver import LEAST_CONFIDENCE, SHOWN, Resolver

KNOWN = ("Qalmar", "Kafr Tin", "Tripol", "Borland", "Aqqaristan", "Deir Zahran", "Nordhaven", "Jisr as-Salam", "Qalmar province", "Elmwick")
NOWHERE = ("Vostigar", "Ulmenfurt", "Bracksted", "Жабоград", "قرية المجهول", "X")

sentences = st.tuples(
    st.sampled_from(("Shells hit ", "Police came to ", "A convoy left ", "Two died near ")),
    st.sampled_from((*KNOWN, *NOWHERE)),
)


def report_of(parts: list[tuple[str, str]]) -> tuple[Report, list[Toponym]]:
    """A report of one name a sentence, and those names."""
    text = ""
    toponyms: list[Toponym] = []
    for words, name in parts:
        text += words
        toponyms.append(Toponym(len(text), len(text) + len(name), name))
        text += name + ". "
    return Report.of(text), toponyms


@given(st.lists(sentences, max_size=12))
def test_names_that_are_nowhere_leave_the_others_as_they_are(gazetteer: Gazetteer, parts: list[tuple[str, str]]) -> None:
    resolver = Resolver(gazetteer)
    with_all = resolver.resolve(*report_of(parts))
    without = resolver.resolve(*report_of([part for part in parts if part[1] in KNOWN]))
    placed = [resolution for resolution in with_all if resolution.toponym.text in KNOWN]
    assert [(r.toponym.text, r.candidates, r.confidence) for r in placed] == [(r.toponym.text, r.candidates, r.confidence) for r in without]
    assert all(resolution.place is None for resolution in with_all if resolution.toponym.text in NOWHERE)


@given(st.lists(sentences, min_size=1, max_size=12), st.data())
def test_a_name_marked_in_vain_leaves_the_others_as_they_are(
    gazetteer: Gazetteer, parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    report, toponyms = report_of(parts)
    marked = data.draw(st.sets(st.sampled_from(toponyms)))
    fewer = [toponym for toponym in toponyms if toponym.text in KNOWN or toponym in marked]
    resolver = Resolver(gazetteer)
    known = {r.toponym: (r.place, r.confidence) for r in resolver.resolve(report, toponyms) if r.toponym.text in KNOWN}
    assert known == {r.toponym: (r.place, r.confidence) for r in resolver.resolve(report, fewer) if r.toponym.text in KNOWN}


@given(st.lists(sentences, max_size=12))
def test_every_answer_is_in_order(gazetteer: Gazetteer, parts: list[tuple[str, str]]) -> None:
    report, toponyms = report_of(parts)
    for resolution, toponym in zip(Resolver(gazetteer).resolve(report, toponyms), toponyms, strict=True):
        assert (resolution.toponym.start, resolution.toponym.end) == (toponym.start, toponym.end)
        assert len(resolution.candidates) <= SHOWN
        if resolution.chosen is None:
            assert resolution.confidence == 0
        else:
            assert LEAST_CONFIDENCE / 2 <= resolution.confidence <= 1
            assert resolution.chosen is resolution.candidates[0]


def test_common_names_have_a_bounded_number_of_candidates(real_gazetteer: Gazetteer) -> None:
    many = options_for(real_gazetteer, "San Antonio")
    assert len(real_gazetteer.lookup("San Antonio")) > MOST_CANDIDATES
    assert len(many) == MOST_CANDIDATES
    assert many == sorted(many, key=lambda option: -option.prior)


def calls(gazetteer: Gazetteer, count: int) -> int:
    """How many calls of Python functions it takes to resolve that many names and to read what is said around them."""
    report, toponyms = report_of([("A convoy came from 20 km north of ", KNOWN[i % 6] if i % 3 else f"Nowhere{i}") for i in range(count)])
    resolver = Resolver(gazetteer)
    counted = 0

    def count_call(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        find_expressions(report, resolver.resolve(report, toponyms), gazetteer)
    finally:
        sys.setprofile(before)
    return counted


def test_the_work_grows_no_faster_than_the_number_of_names(gazetteer: Gazetteer) -> None:
    calls(gazetteer, 10)  # fills caches
    # Four times the names, somewhat more where another round of votes is worth it; a quadratic share would show as a factor near 16.
    assert calls(gazetteer, 2_400) <= 6 * calls(gazetteer, 600)
