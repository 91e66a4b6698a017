"""Stretches of days: weeks, months and years, their thirds, and how finely a stretch tells a day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.chronology import DatePrecision
from dateline.extraction.dates.expressions import Part


@dataclass(frozen=True, slots=True)
class Days:
    """From one day to another, both included."""

    start: date
    end: date
    precision: DatePrecision

    @classmethod
    def one(cls, day: date) -> "Days":
        """A single day."""
        return cls(day, day, DatePrecision.DAY)


def around(start: date, end: date) -> Days:
    """A stretch whose precision follows from its length: a week up to 8 days, a month up to 31."""
    length = (end - start).days + 1
    if length <= 2:
        return Days(start, end, DatePrecision.DAY)
    return Days(start, end, DatePrecision.WEEK if length <= 8 else DatePrecision.MONTH if length <= 31 else DatePrecision.YEAR)


def week_of(day: date) -> Days:
    """Monday to Sunday."""
    monday = day - timedelta(days=day.weekday())
    return Days(monday, monday + timedelta(days=6), DatePrecision.WEEK)


def month_of(year: int, month: int) -> Days:
    """A whole month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return Days(date(year, month, 1), following - timedelta(days=1), DatePrecision.MONTH)


def year_of(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31), DatePrecision.YEAR)


def quarter_of(year: int, quarter: int) -> Days:
    """Three months, told no finer than the year."""
    return Days(date(year, quarter * 3 - 2, 1), month_of(year, quarter * 3).end, DatePrecision.YEAR)


def season_of(year: int, season: int) -> Days:
    """March to May, June to August, September to November; a winter is counted to the year it begins in."""
    if season == 4:
        return Days(date(year, 12, 1), month_of(year + 1, 2).end, DatePrecision.YEAR)
    return Days(date(year, season * 3, 1), month_of(year, season * 3 + 2).end, DatePrecision.YEAR)


def next_month(day: date, count: int) -> date:
    """The same day so many months away, or the month's last where it has none."""
    months = day.year * 12 + day.month - 1 + count
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, month_of(year, month + 1).end.day))


def part_of(days: Days, part: Part | None) -> Days:
    """The early, middle or late third of a stretch; its precision stays."""
    if part is None:
        return days
    length = (days.end - days.start).days + 1
    third = length // 3
    if part is Part.EARLY:
        return replace(days, end=days.start + timedelta(days=third))
    if part is Part.LATE:
        return replace(days, start=days.end - timedelta(days=third))
    return replace(days, start=days.start + timedelta(days=third), end=days.end - timedelta(days=third))
