"""Days told in English, against a report published on Friday, 11 June 2021."""

from datetime import date

import pytest

from dateline.extraction.dates import DateMention, Relation, find_dates
from dateline.recognition.sentences import split

PUBLISHED = date(2021, 6, 11)


def mentions(text: str, published: date | None = PUBLISHED, **settings) -> tuple[DateMention, ...]:
    return find_dates(text, split(text), published=published, **settings)


def only(text: str, published: date | None = PUBLISHED, **settings) -> DateMention:
    [mention] = mentions(text, published, **settings)
    return mention


def days(mention: DateMention) -> str:
    span = mention.span
    if span is None:
        return "none"
    return str(span.start) if span.start == span.end else f"{span.start}..{span.end}"


@pytest.mark.parametrize(
    ("text", "words", "told"),
    [
        # Absolute, in every usual order
        ("It fell on 3 May 2017.", "3 May 2017", "2017-05-03"),
        ("It fell on May 3rd, 2017, at sea.", "May 3rd, 2017", "2017-05-03"),
        ("It fell on the 3rd of June.", "3rd of June", "2021-06-03"),
        ("It fell on Nov. 4, 2019.", "Nov. 4, 2019", "2019-11-04"),
        ("It fell on 8-Jun-2021.", "8-Jun-2021", "2021-06-08"),
        ("It fell on Friday, 4 June.", "Friday, 4 June", "2021-06-04"),
        ("It fell on Friday (4 June) there.", "Friday (4 June)", "2021-06-04"),
        ("It fell on June 4, Friday.", "June 4, Friday", "2021-06-04"),
        ("It fell on Wednesday the 9th of June.", "Wednesday the 9th of June", "2021-06-09"),
        ("It fell on May the third.", "May the third", "2021-05-03"),
        ("It fell on the twenty-first of May.", "twenty-first of May", "2021-05-21"),
        ("He was born on March 17, 1884.", "March 17, 1884", "1884-03-17"),
        ("It fell on December 30.", "December 30", "2020-12-30"),
        ("It fell on June 15 last year.", "June 15 last year", "2020-06-15"),
        ("It fell on New Year's Eve.", "New Year's Eve", "2020-12-31"),
        ("Logged 2017-05-13T10:00:00Z there.", "2017-05-13T10:00:00Z", "2017-05-13"),
        ("Logged 2021/06/08 there.", "2021/06/08", "2021-06-08"),
        ("Logged 5.3.2020 there.", "5.3.2020", "2020-03-05"),
        ("Logged 05/13/17 there.", "05/13/17", "2017-05-13"),
        # Months, years and their parts
        ("It fell in October.", "October", "2020-10-01..2020-10-31"),
        ("It fell in mid-April.", "mid-April", "2021-04-11..2021-04-20"),
        ("It fell in early May 2017.", "early May 2017", "2017-05-01..2017-05-11"),
        ("It fell in the last week of May.", "last week of May", "2021-05-21..2021-05-31"),
        ("It fell in late 2016.", "late 2016", "2016-08-31..2016-12-31"),
        ("It fell in 2018, in spring.", "2018", "2018-01-01..2018-12-31"),
        ("The first quarter of 2016 was calm.", "first quarter of 2016", "2016-01-01..2016-03-31"),
        ("It fell in the summer of 2014.", "summer of 2014", "2014-06-01..2014-08-31"),
        ("It fell last October.", "last October", "2020-10-01..2020-10-31"),
        ("It fell in the 1990s.", "1990s", "1990-01-01..1999-12-31"),
        # Weekdays
        ("It fell on Thursday.", "Thursday", "2021-06-10"),
        ("It fell on Friday.", "Friday", "2021-06-11"),
        ("It fell on Saturday.", "Saturday", "2021-06-05"),
        ("It fell last Friday.", "last Friday", "2021-06-04"),
        ("It fell this past Monday.", "this past Monday", "2021-06-07"),
        ("It fell on Friday of last week.", "Friday of last week", "2021-06-04"),
        ("After Friday prayers crowds marched.", "Friday", "2021-06-11"),
        ("Thursday's raid failed.", "Thursday", "2021-06-10"),
        ("The sides will meet on Monday.", "Monday", "2021-06-14"),
        ("Talks are scheduled for Tuesday.", "Tuesday", "2021-06-15"),
        ("On Wednesday, the sides will sign.", "Wednesday", "2021-06-16"),
        ("They return next Friday.", "next Friday", "2021-06-18"),
        # Relative
        ("It fell today.", "today", "2021-06-11"),
        ("It fell yesterday.", "yesterday", "2021-06-10"),
        ("It fell the day before yesterday.", "day before yesterday", "2021-06-09"),
        ("It fell two days ago.", "two days ago", "2021-06-09"),
        ("It fell a week ago.", "a week ago", "2021-06-02..2021-06-06"),
        ("It fell a few days ago.", "a few days ago", "2021-06-05..2021-06-09"),
        ("It fell three months ago.", "three months ago", "2021-03-01..2021-03-31"),
        ("It fell last week.", "last week", "2021-05-31..2021-06-06"),
        ("It fell this week.", "this week", "2021-06-07..2021-06-11"),
        ("It fell earlier this month.", "earlier this month", "2021-06-01..2021-06-10"),
        ("It fell last month.", "last month", "2021-05-01..2021-05-31"),
        ("It fell over the weekend.", "weekend", "2021-06-05..2021-06-06"),
        ("It fell in the past 24 hours.", "past 24 hours", "2021-06-10..2021-06-11"),
        ("They leave next week.", "next week", "2021-06-14..2021-06-20"),
        # Ranges
        ("It fell between 3 and 5 May.", "between 3 and 5 May", "2021-05-03..2021-05-05"),
        ("It fell from Jan 12 to Jan 15.", "from Jan 12 to Jan 15", "2021-01-12..2021-01-15"),
        ("It fell May 3–5 there.", "May 3–5", "2021-05-03..2021-05-05"),
        ("It fell 30 May – 2 June 2017.", "30 May – 2 June 2017", "2017-05-30..2017-06-02"),
        ("It fell on June 7, 8 and 9.", "June 7, 8 and 9", "2021-06-07..2021-06-09"),
        ("It fell from Friday to Sunday.", "from Friday to Sunday", "2021-06-04..2021-06-06"),
        ("It fell from March to May 2016.", "from March to May 2016", "2016-03-01..2016-05-31"),
        ("It fell between 2011 and 2013.", "between 2011 and 2013", "2011-01-01..2013-12-31"),
        ("It has raged since Saturday.", "since Saturday", "2021-06-05..2021-06-11"),
        # Anniversaries and distances from a told day
        ("Five years after the 2013 attack they gathered.", "Five years after the 2013", "2018-01-01..2018-12-31"),
        ("Two days after the 5 May raid they left.", "Two days after the 5 May", "2021-05-07"),
    ],
)
def test_the_words_and_the_days(text, words, told):
    mention = only(text)
    assert (text[mention.start : mention.end], days(mention)) == (words, told)
    assert mention.span is not None
    assert mention.span.expression == words


@pytest.mark.parametrize(
    ("text", "words", "part", "told"),
    [
        ("It fell on Thursday evening.", "Thursday evening", "evening", "2021-06-10"),
        ("It fell early on Sunday.", "early on Sunday", "morning", "2021-06-06"),
        ("It fell late Tuesday night.", "late Tuesday night", "night", "2021-06-08"),
        ("It fell in the early hours of Sunday.", "early hours of Sunday", "night", "2021-06-06"),
        ("It fell at 7:30 p.m. on Thursday.", "7:30 p.m. on Thursday", "evening", "2021-06-10"),
        ("It fell on Sunday at 3 am.", "Sunday at 3 am", "night", "2021-06-06"),
        ("It fell at dawn on 3 June.", "dawn on 3 June", "morning", "2021-06-03"),
        ("It fell around noon Thursday.", "noon Thursday", "afternoon", "2021-06-10"),
        ("It fell last night.", "last night", "night", "2021-06-10..2021-06-11"),
        ("It fell overnight.", "overnight", "night", "2021-06-10..2021-06-11"),
        ("It fell overnight into Tuesday.", "overnight into Tuesday", "night", "2021-06-07..2021-06-08"),
        ("It fell on the night of June 8-9.", "night of June 8-9", "night", "2021-06-08..2021-06-09"),
        ("It fell this morning.", "this morning", "morning", "2021-06-11"),
    ],
)
def test_the_part_of_the_day_is_taken_in(text, words, part, told):
    mention = only(text)
    assert (text[mention.start : mention.end], mention.time_of_day, days(mention)) == (words, part, told)


@pytest.mark.parametrize(
    "text",
    [
        "They may march on the city.",
        "Theresa May said so.",
        "March was slow.",
        "The second group sat down.",
        "The sun rose; they sat.",
        "Fire destroyed 1,200 homes.",
        "About 2000 people fled.",
        "They blocked Route 2011.",
        "It is open 24/7 and recalls 9/11.",
        "They won 3-2 at home.",
        "Call 2011-555-1234 now.",
        "Operation Dawn 2015 went on.",
        "Shops wait for Black Friday.",
        "The Sunday Times wrote it.",
        "The March 14 alliance voted.",
        "The April 6 Movement rallied.",
        "They pray every Friday.",
        "It runs version 3.5.2020.1 now.",
    ],
)
def test_what_only_looks_like_a_day(text):
    assert mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("On Tuesday rebels struck. The same day, a bomb went off.", "2021-06-08"),
        ("On Tuesday rebels struck. A day earlier, shells fell.", "2021-06-07"),
        ("On Tuesday rebels struck. The following morning, two died.", "2021-06-09"),
        ("On 3 May 2020 rebels struck. Two days later they left.", "2020-05-05"),
        ("Rebels struck on Tuesday, a day after soldiers left.", "2021-06-07"),
        ("He was seized in 2016. Two years later he was freed.", "2018-01-01..2018-12-31"),
    ],
)
def test_days_relative_to_the_day_told_before(text, told):
    mention = mentions(text)[-1]
    assert days(mention) == told
    assert mention.anaphoric


class TestWithoutPublicationDay:
    def test_the_weekday_fixes_the_year_and_the_statement_becomes_the_anchor(self):
        text = (
            "The base was opened in 2015 and enlarged in 2019. In October jets hit a camp. "
            "A raid is being planned, the officer said at a briefing on Nov 4, Friday."
        )
        first, second, month, statement = mentions(text, None)
        assert days(statement) == "2022-11-04"
        assert (days(month), month.span.precision) == ("2022-10-01..2022-10-31", "month")
        assert first.background
        assert second.background
        assert not month.background

    def test_years_after_today_are_not_chosen(self):
        text = "It said so in 2011. The blast was on Nov 4, Friday."
        assert days(mentions(text, None, today=date(2021, 1, 1))[-1]) == "2011-11-04"
        assert days(only("The blast was on Nov 4, Friday.", None, today=date(2021, 1, 1))) == "2016-11-04"

    def test_nothing_is_guessed(self):
        mention = only("It fell on Thursday evening.", None)
        assert mention.span is None
        assert mention.anchor_needed
        assert mention.time_of_day == "evening"
        assert only("The blast was on Nov 4.", None).span is None

    def test_the_date_at_the_head_is_the_anchor(self):
        head, mention = mentions("RIVERTON, 11 June 2021 – Shells fell on Thursday.", None)
        assert days(head) == "2021-06-11"
        assert days(mention) == "2021-06-10"


class TestDayAndMonthInDigits:
    def test_another_date_of_the_text_decides(self):
        assert [days(m) for m in mentions("Logged 13/05/2017 and 04/05/2017.")] == ["2017-05-13", "2017-05-04"]
        assert [days(m) for m in mentions("Logged 05/13/2017 and 04/05/2017.")] == ["2017-05-13", "2017-04-05"]

    def test_then_the_habit_of_the_source(self):
        assert days(only("Logged 04/05/2017.", day_first=True)) == "2017-05-04"
        assert days(only("Logged 04/05/2017.", day_first=False)) == "2017-04-05"

    def test_then_what_lies_just_before_publication(self):
        assert days(only("Logged 07/06/2021.")) == "2021-06-07"

    def test_else_both_are_kept(self):
        mention = only("Logged 04/05/2017.")
        assert (days(mention), mention.span.precision) == ("2017-04-05..2017-05-04", "month")


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 shells fell; on Thursday they fell again.",
        "Since 2015 shells have fallen.",
        "Over the last few years shells fell.",
        "In recent months shells fell.",
        "She left the town as a child.",
        "He fought during the 2011 uprising.",
        "It fell five years ago.",
        "On 3 May 2017 shells fell; on Thursday they fell again.",
    ],
)
def test_history_is_marked(text):
    assert mentions(text)[0].background


def test_a_report_that_only_looks_back_is_not_all_history():
    assert not any(mention.background for mention in mentions("On 3 May 2017 shells fell. On 5 May 2017 they fell again."))


def test_relations_and_the_future():
    assert mentions("It has raged since March.")[0].relation is Relation.SINCE
    assert mentions("It lasts until Friday.")[0].relation is Relation.UNTIL
    assert mentions("It began after Thursday's raid.")[0].relation is Relation.AFTER
    assert mentions("They will meet on Monday.")[0].future
    assert not mentions("He said on Thursday it will end.")[0].future


def test_a_yearless_day_goes_on_in_the_year_told_just_before():
    assert days(mentions("The truce of December 30, 2016 failed. On January 12 rebels struck.")[-1]) == "2017-01-12"
