"""What holds for every date and every text."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extraction.dates import find_dates
from dateline.extraction.dates.tokens import Tokens
from dateline.recognition.sentences import Sentence, split

DAYS = st.dates(date(1950, 1, 1), date(2049, 12, 31))
FORMATS = [
    "%-d %B %Y",
    "%d %B %Y",
    "%B %-d, %Y",
    "%b. %-d, %Y",
    "%-d %b %Y",
    "%-d-%b-%Y",
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%d.%m.%Y",
    "%A, %-d %B %Y",
    "%A, %B %-d, %Y",
    "%A %-d %B %Y",
    "%B %-d, %Y, %A",
    "%a, %d %b %Y",
]


@given(day=DAYS, form=st.sampled_from(FORMATS), published=st.none() | DAYS)
def test_a_written_date_is_read_back_whole(day, form, published):
    written = day.strftime(form).replace("May.", "May")
    text = f"Shells fell on {written} near the river."
    [mention] = find_dates(text, split(text), published=published)
    assert mention.span is not None
    assert (mention.span.start, mention.span.end) == (day, day)
    assert text[mention.start : mention.end] == written


@given(published=DAYS, back=st.integers(0, 300), form=st.sampled_from(["%-d %B", "%B %-d", "%A, %-d %B", "%B %-d, %A"]))
def test_a_date_without_a_year_is_the_last_one(published, back, form):
    day = date.fromordinal(published.toordinal() - back)
    text = f"Shells fell on {day.strftime(form)} near the river."
    [mention] = find_dates(text, split(text), published=published)
    assert mention.span is not None
    assert mention.span.start == day


@given(published=DAYS, back=st.integers(0, 6))
def test_a_weekday_is_among_the_last_seven_days(published, back):
    day = date.fromordinal(published.toordinal() - back)
    text = f"Shells fell on {day.strftime('%A')}."
    [mention] = find_dates(text, split(text), published=published)
    assert mention.span is not None
    assert mention.span.start == day


WORDS = (
    "on in since the last next this two a few days weeks ago later earlier and to – - , . May March 3 12 31 99 2015 2000s 1/2/03 "
    "04/05/2017 "
    "Friday Sunday night evening overnight into between from of week month year early late mid same day after before Q3 : ; ( ) 24 hours "
    "il y a deux jours قبل يومين вчера 5 мая"
)
PIECES = st.sampled_from(sorted(set(WORDS.split())))


@settings(max_examples=300, deadline=None)
@given(text=st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200), published=st.none() | DAYS)
def test_mentions_are_sorted_slices_of_any_text(text, published):
    found = find_dates(text, split(text), published=published)
    end = 0
    for mention in found:
        assert end <= mention.start < mention.end <= len(text)
        end = mention.end
        if mention.span is not None:
            assert mention.span.expression == text[mention.start : mention.end]
            assert not mention.anchor_needed


@pytest.mark.parametrize("unit", ["may ", "1", "1/2/", "Monday ", "between 3 and ", "night of ", "two days after ", "the last ", "("])
def test_the_work_grows_with_the_text_not_faster(unit):
    # Counted, not timed: how often the grammar looks at a token.
    def looks(size: int) -> int:
        text = (unit * size)[: size * 4]
        count = 0

        class Counting(Tokens):
            def at(self, index: int) -> str:
                nonlocal count
                count += 1
                return super().at(index)

        from dateline.extraction.dates.grammar import expressions

        list(expressions(Counting(text)))
        return count

    small, large = looks(500), looks(2000)
    assert large <= 4.5 * small + 200


@pytest.mark.parametrize("published", [date(1, 1, 2), date(9999, 12, 30)])
def test_the_ends_of_the_calendar(published):
    text = "Two thousand years ago; 9999 years later; 3000 days ago; last week; the next 900 months; on Friday; on 3 May 2017; next year."
    for mention in find_dates(text, split(text), published=published):
        assert mention.end > mention.start


def test_no_sentences_is_no_error():
    assert len(find_dates("Shells fell on 3 May 2017.", (), published=None)) == 1
    assert len(find_dates("Shells fell on 3 May 2017.", (Sentence(0, 26, 0),), published=None)) == 1
    assert re.match(r"2017", str(find_dates("on 3 May 2017", (), published=None)[0].span.start))
