"""On which days, under precision."""

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import Salience, Status
from dateline.merging.comparing.clue import Clue, veto
from dateline.merging.telling import Telling

_OVERLAP = {
    DatePrecision.DAY: 1.6,
    DatePrecision.WEEK: -1.6,
    DatePrecision.MONTH: -1.8,
    DatePrecision.YEAR: -2.4,
    DatePrecision.UNKNOWN: -2.4,
}
"""By the coarser of the two precisions: a town at war has many incidents of a kind in a week, and more in a month."""

_TOUCHING = ({"night", "morning"}, {"morning", "afternoon"}, {"afternoon", "evening"})

NEWS_DAYS = 7
"""A deed without a day is mostly at most so many days older than the report that tells it as news."""
PLAN_DAYS = 14
"""Plans without a day that are told within so many days may be one plan."""


def compare_days(a: Telling, b: Telling) -> Clue:
    """The same day, days that overlap under precision, days that are apart, or days that are not told."""
    left, right = a.event.when, b.event.when
    if left is not None and right is not None:
        return _both_told(a, b, left, right)
    if left is None and right is None:
        return _neither_told(a, b)
    undated, day = (a, right) if left is None else (b, left)
    assert day is not None
    return _one_told(undated, day)


def _both_told(a: Telling, b: Telling, left: DateSpan, right: DateSpan) -> Clue:
    coarser = max(left.precision, right.precision, key=lambda precision: precision.rank)
    if left.overlaps(right):
        return _with_hours(a, b, left, right, coarser)
    apart = max(left.start.toordinal() - right.end.toordinal(), right.start.toordinal() - left.end.toordinal())
    if apart > 1:
        return veto(f"{apart} days apart")
    if coarser is not DatePrecision.DAY:
        return Clue(-1.5, "a day outside the other's span")
    # What happens around midnight, or is read in another time zone, is told on either day.
    if "night" in (a.event.time_of_day, b.event.time_of_day):
        return Clue(-0.9, "a day apart, one of them at night")
    return Clue(-2.5, "a day apart")


def _with_hours(a: Telling, b: Telling, left: DateSpan, right: DateSpan, coarser: DatePrecision) -> Clue:
    if coarser is not DatePrecision.DAY or left.days > 1 or right.days > 1:
        summed = Salience.BACKGROUND in (a.event.salience, b.event.salience) and coarser.rank >= DatePrecision.MONTH.rank
        # History to the month mostly sums up many days.
        return Clue(
            _OVERLAP[coarser] - (0.5 if summed else 0.0),
            f"days that overlap, known to the {coarser}" if coarser is not DatePrecision.UNKNOWN else "days that overlap",
        )
    hours = {a.event.time_of_day, b.event.time_of_day}
    if None in hours:
        return Clue(2.0, "the same day")
    if hours == {"evening", "night"}:
        return Clue(2.0, "the same day, in the evening or at night")
    if len(hours) == 1:
        return Clue(2.3, "the same part of the same day")
    # Reporters differ on where one part of the day ends; "night" is before the morning or after the evening.
    if hours in _TOUCHING:
        return Clue(0.6, "the same day, at parts of it that touch")
    return Clue(-1.6, "the same day, at different parts of it")


def _one_told(undated: Telling, day: DateSpan) -> Clue:
    if undated.event.salience is Salience.BACKGROUND:
        return Clue(-2.5, "one is told as history without a day")
    reported = undated.published or undated.event.said_on
    if reported is None:
        return Clue(-2.2, "one has no day")
    age = reported.toordinal() - day.start.toordinal()
    if undated.event.status is Status.PLANNED:
        return Clue(-0.8, "one plan has no day") if -PLAN_DAYS <= age <= PLAN_DAYS else Clue(-2.5, "told at another time")
    if age < -1:
        return veto("told before the other happened")
    if age <= NEWS_DAYS and day.precision.rank <= DatePrecision.WEEK.rank:
        return Clue(-0.8, "one has no day, but was told within a week of the other's")
    return Clue(-2.5, "one has no day")


def _neither_told(a: Telling, b: Telling) -> Clue:
    if Salience.BACKGROUND in (a.event.salience, b.event.salience):
        return Clue(-2.5, "history without days")
    left, right = a.published or a.event.said_on, b.published or b.event.said_on
    if left is None or right is None:
        return Clue(-2.2, "neither has a day")
    apart = abs(left.toordinal() - right.toordinal())
    if a.event.status is Status.PLANNED:
        return Clue(0.6, "plans told within two weeks") if apart <= PLAN_DAYS else veto("plans told at different times")
    if apart <= 2:
        return Clue(-0.6, "neither has a day, told within two days")
    return Clue(-1.8, "neither has a day, told within a week") if apart <= NEWS_DAYS else veto("neither has a day, told at different times")
