from itertools import combinations, groupby, pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.recognition.readings import best_of, runs_of
from dateline.recognition.spans import NameSpan


def a_span(first: int, length: int, score: float, run: tuple[int, int] = (0, 9)) -> NameSpan:
    return NameSpan(first, first + length, first, first + length + 1, None, run=run, score=score)


spans = st.lists(
    st.builds(a_span, st.integers(0, 6), st.integers(0, 3), st.integers(-8, 8).map(float)),
    max_size=7,
    unique_by=lambda span: (span.first, span.last),
).map(lambda members: sorted(members, key=lambda span: (span.first, span.last)))


def gain(chosen: tuple[NameSpan, ...] | list[NameSpan], least: float) -> float:
    return sum(span.score - least for span in chosen)


@given(spans, st.sampled_from([-0.5, 0.5]))
def test_no_other_reading_scores_more(members: list[NameSpan], least: float) -> None:
    chosen = best_of(members, least)
    assert all(left.last < right.first for left, right in pairwise(chosen))
    assert all(span.score >= least for span in chosen)
    readings = (
        reading
        for size in range(len(members) + 1)
        for reading in combinations(members, size)
        if all(left.last < right.first for left, right in pairwise(reading))
    )
    assert gain(chosen, least) == max(gain(reading, least) for reading in readings)


@given(st.lists(st.integers(0, 3), max_size=12).map(sorted))
def test_runs_hold_every_span_once(runs: list[int]) -> None:
    members = [a_span(run * 10, 0, 0.0, (run * 10, run * 10 + 9)) for run in runs]
    assert [len(run) for run in runs_of(members)] == [len(list(same)) for _, same in groupby(runs)]
