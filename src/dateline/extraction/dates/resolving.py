"""Date expressions to days: what the words mean against the anchor and against the day told before."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.chronology import DatePrecision
from dateline.extraction.dates.expressions import (
    Between,
    Calendar,
    Expression,
    History,
    Night,
    Offset,
    Part,
    Shifted,
    Unit,
    Weekday,
    Weekend,
    Whole,
    Window,
)
from dateline.extraction.dates.stretches import Days, around, month_of, next_month, part_of, quarter_of, season_of, week_of, year_of


@dataclass(frozen=True, slots=True)
class Context:
    """What a date is read against."""

    anchor: date | None = None
    """The day of publication, else the day the report itself speaks on."""
    told: Days | None = None
    """The days told last before these words."""
    coarse: Days | None = None
    """The days told last however coarsely, for "two years later"."""
    near: date | None = None
    """The day, with its year, that the text around speaks of."""
    future: bool = False
    """The sentence speaks of what is to come."""
    earliest_year: int | None = None
    """The latest year that the text is known to have reached, where it has no anchor."""
    today: date | None = None
    day_first: bool | None = None


def resolve(expression: Expression, context: Context) -> Days | None:
    """The days an expression means; None when they cannot be worked out."""
    try:
        return _resolve(expression, context)
    except (OverflowError, ValueError):
        # Before year 1 or after 9999, or no such day: 30 February.
        return None


def _resolve(said: Expression, context: Context) -> Days | None:
    if isinstance(said, Calendar):
        return _calendar(said, context)
    if isinstance(said, Weekday):
        return _weekday(said, context)
    if isinstance(said, Offset):
        return _offset(said, context)
    if isinstance(said, Whole):
        return _whole(said, context)
    if isinstance(said, Window):
        return _window(said, context)
    if isinstance(said, Weekend):
        return _weekend(said, context)
    if isinstance(said, Night):
        return _night(said, context)
    if isinstance(said, Between):
        return _between(said, context)
    if isinstance(said, Shifted):
        base = _resolve(said.base, context)
        return None if base is None else _moved(said.unit, said.count, said.count, base.start)
    assert isinstance(said, History)
    return None


def _calendar(said: Calendar, context: Context) -> Days | None:
    if said.year is not None:
        return _of_year(said, said.year, context)
    year = _missing_year(said, context)
    return None if year is None else _of_year(said, year, context)


def _of_year(said: Calendar, year: int, context: Context) -> Days | None:
    if said.decade:
        length = {Part.EARLY: (0, 3), Part.MID: (4, 6), Part.LATE: (6, 9)}.get(said.part or Part.EARLIER, (0, 9))
        return Days(date(year + length[0], 1, 1), date(year + length[1], 12, 31), DatePrecision.YEAR)
    if said.quarter is not None:
        return quarter_of(year, said.quarter)
    if said.season is not None:
        return season_of(year, said.season)
    if said.month is None:
        return part_of(year_of(year), said.part)
    if said.day is None:
        return part_of(month_of(year, said.month), said.part)
    if said.swappable:
        return _either_order(said, year, context)
    return Days.one(date(year, said.month, said.day))


def _either_order(said: Calendar, year: int, context: Context) -> Days:
    assert said.month is not None
    assert said.day is not None
    by_day, by_month = date(year, said.month, said.day), date(year, said.day, said.month)
    if said.weekday is not None and (by_day.weekday() == said.weekday) != (by_month.weekday() == said.weekday):
        return Days.one(by_day if by_day.weekday() == said.weekday else by_month)
    if context.day_first is not None:
        return Days.one(by_day if context.day_first else by_month)
    if context.anchor is not None:
        # Reports tell of the days just before them; one order that fits and one that does not decide it.
        near = [day for day in (by_day, by_month) if 0 <= (context.anchor - day).days <= 31]
        if len(near) == 1:
            return Days.one(near[0])
    return around(min(by_day, by_month), max(by_day, by_month))


def _missing_year(said: Calendar, context: Context) -> int | None:
    anchor = context.anchor
    if anchor is None:
        return _year_without_anchor(said, context)
    if said.month is None and said.day is not None:
        return None
    if said.year_offset is not None:
        return anchor.year + said.year_offset
    opens = _opening(said, anchor.year)
    if said.direction > 0 or (context.future and said.direction == 0):
        closes = _closing(said, anchor.year)
        return anchor.year if closes >= anchor and not (said.direction > 0 and opens <= anchor) else anchor.year + 1
    if said.direction < 0:
        return anchor.year if _closing(said, anchor.year) < anchor else anchor.year - 1
    past = anchor.year if opens <= anchor + timedelta(days=1) else anchor.year - 1
    if said.weekday is not None:
        return _year_of_weekday(said, past, anchor)
    age = (anchor - _opening(said, past)).days
    if context.near is not None and age > 100:
        return min(past, _nearest_year(said, context.near))
    return past


def _nearest_year(said: Calendar, near: date) -> int:
    """The year in which the day comes closest to another."""
    return min((near.year, near.year + 1, near.year - 1), key=lambda year: abs((_opening(said, year) - near).days))


def _year_of_weekday(said: Calendar, past: int, anchor: date) -> int:
    """The last year in which that day was that weekday; writers err, so the nearest year stands when it is quite near."""
    for year in (past, past + 1):
        if _falls(said, year) and (_opening(said, year) - anchor).days <= 60:
            return year
    if (anchor - _opening(said, past)).days <= 60:
        return past
    return next((year for year in range(past, past - 12, -1) if _falls(said, year)), past)


def _year_without_anchor(said: Calendar, context: Context) -> int | None:
    """The weekday fixes the year: of those in which the day is that weekday, the one closest to the latest year of the text."""
    if said.weekday is not None and said.month is not None and said.day is not None:
        latest = context.today.year if context.today is not None else None
        floor = context.near.year if context.near is not None else context.earliest_year
        years = range(0)
        if floor is not None:
            years = range(floor, floor + 7)
        elif latest is not None:
            years = range(latest, latest - 12, -1)
        for year in years:
            if context.today is not None and _opening(said, year) > context.today:
                continue
            if _falls(said, year):
                return year
    return _nearest_year(said, context.near) if context.near is not None and said.month is not None else None


def _falls(said: Calendar, year: int) -> bool:
    assert said.month is not None
    assert said.day is not None
    try:
        return date(year, said.month, said.day).weekday() == said.weekday
    except ValueError:
        return False


def _opening(said: Calendar, year: int) -> date:
    if said.season is not None:
        return season_of(year, said.season).start
    if said.quarter is not None:
        return quarter_of(year, said.quarter).start
    if said.month is None:
        return date(year, 1, 1)
    if said.day == 29 and said.month == 2:
        return date(year, 2, 28)
    return date(year, said.month, said.day or 1)


def _closing(said: Calendar, year: int) -> date:
    if said.season is not None:
        return season_of(year, said.season).end
    if said.quarter is not None:
        return quarter_of(year, said.quarter).end
    return _opening(said, year) if said.day is not None else month_of(year, said.month or 12).end


def _base(anaphoric: bool, context: Context) -> date | None:
    return context.told.start if anaphoric and context.told is not None else context.anchor


def _weekday(said: Weekday, context: Context) -> Days | None:
    base = _base(said.anaphoric, context)
    if base is None:
        return None
    if said.week is not None:
        monday = base - timedelta(days=base.weekday()) + timedelta(weeks=said.week)
        return Days.one(monday + timedelta(days=said.weekday))
    back = (base.weekday() - said.weekday) % 7
    if said.direction < 0:
        return Days.one(base - timedelta(days=back or 7))
    if said.direction > 0:
        return Days.one(base + timedelta(days=(7 - back) if back else 7))
    if context.future:
        return Days.one(base + timedelta(days=(7 - back) % 7))
    return Days.one(base - timedelta(days=back))


def _offset(said: Offset, context: Context) -> Days | None:
    coarse = context.coarse if said.unit in {Unit.MONTH, Unit.YEAR, Unit.DECADE} else None
    if said.anaphoric and coarse is not None:
        return _moved(said.unit, said.low, said.high, coarse.start)
    if said.anaphoric and context.told is None and (said.high > 0 or said.after_event):
        return None
    base = _base(said.anaphoric, context)
    return None if base is None else _moved(said.unit, said.low, said.high, base)


def _moved(unit: Unit, low: int, high: int, base: date) -> Days:
    """So many units from a day, as finely as such words are meant: "two weeks ago" leaves some days, "three months ago" the month."""
    if unit is Unit.MINUTE:
        return Days.one(base)
    if unit is Unit.HOUR:
        return around(base + timedelta(days=_hours_in_days(low)), base + timedelta(days=_hours_in_days(high)))
    if unit is Unit.DAY:
        return around(base + timedelta(days=low), base + timedelta(days=high))
    if unit is Unit.WEEK:
        slack = 2 if low == high and abs(low) == 1 else 3
        return around(base + timedelta(weeks=low, days=-slack), base + timedelta(weeks=high, days=slack))
    if unit is Unit.MONTH:
        first, last = next_month(base, low), next_month(base, high)
        return replace(around(month_of(first.year, first.month).start, month_of(last.year, last.month).end), precision=DatePrecision.MONTH)
    scale = 10 if unit is Unit.DECADE else 1
    return Days(date(base.year + low * scale, 1, 1), date(base.year + high * scale, 12, 31), DatePrecision.YEAR)


def _hours_in_days(hours: int) -> int:
    """Up to 16 hours stay on the day; 24 make one."""
    return (abs(hours) + 7) // 24 * (1 if hours > 0 else -1)


def _whole(said: Whole, context: Context) -> Days | None:
    base = _base(said.anaphoric, context)
    if base is None:
        return None
    if said.unit is Unit.WEEK:
        days = week_of(base + timedelta(weeks=said.offset))
    elif said.unit is Unit.MONTH:
        month = next_month(base, said.offset)
        days = month_of(month.year, month.month)
    else:
        days = year_of(base.year + said.offset)
    if said.offset == 0 and not said.anaphoric:
        if said.part is Part.EARLIER:
            before = max(days.start, base - timedelta(days=1))
            return replace(days, end=before)
        if context.future and said.part in {None, Part.LATE}:
            return replace(days, start=base)
        if said.part is None:
            return replace(days, end=base)
    return part_of(days, said.part if said.part is not Part.EARLIER else None)


def _window(said: Window, context: Context) -> Days | None:
    base = context.anchor
    if base is None:
        return None
    if said.unit is Unit.HOUR:
        reach = timedelta(days=max(1, -(-said.count // 24)))
    elif said.unit is Unit.MONTH:
        reach = abs(next_month(base, said.count if said.ahead else -said.count) - base)
    else:
        reach = timedelta(days=said.count * {Unit.DAY: 1, Unit.WEEK: 7, Unit.YEAR: 365, Unit.DECADE: 3652}[said.unit])
    return around(base, base + reach) if said.ahead else around(base - reach, base)


def _weekend(said: Weekend, context: Context) -> Days | None:
    base = context.anchor
    if base is None:
        return None
    saturday = base - timedelta(days=(base.weekday() - 5) % 7)
    if said.offset > 0 or context.future:
        saturday = base + timedelta(days=(5 - base.weekday()) % 7)
    elif said.offset < 0 and base.weekday() >= 5:
        saturday -= timedelta(weeks=1)
    return around(saturday, saturday + timedelta(days=1))


def _night(said: Night, context: Context) -> Days | None:
    """Both days of the night; a report of "overnight Thursday" read on Thursday means the night that has passed."""
    if said.evening is not None:
        evening = _resolve(said.evening, context)
        if evening is None:
            return None
        morning = _resolve(said.morning, replace(context, anchor=context.anchor or evening.end)) if said.morning is not None else None
        if morning is not None and 0 <= (morning.end - evening.start).days <= 3:
            return Days(evening.start, morning.end, DatePrecision.DAY)
        following = evening.start + timedelta(days=1)
        if context.anchor is not None and following > context.anchor and not context.future:
            return Days(evening.start - timedelta(days=1), evening.start, DatePrecision.DAY)
        return Days(evening.start, following, DatePrecision.DAY)
    morning_day = _resolve(said.morning, context) if said.morning is not None else None
    if morning_day is None:
        if context.anchor is None:
            return None
        morning_day = Days.one(context.anchor)
    return Days(morning_day.start - timedelta(days=1), morning_day.start, DatePrecision.DAY)


def _between(said: Between, context: Context) -> Days | None:
    first, last = said.first, said.last
    if isinstance(first, Calendar) and isinstance(last, Calendar):
        if first.year is None and last.year is not None:
            first = replace(first, year=last.year)
        elif last.year is None and first.year is not None:
            last = replace(last, year=first.year)
        if first.month is None and first.day is not None:
            first = replace(first, month=last.month)
    end = _resolve(last, context)
    start = _resolve(first, context)
    if start is None or end is None:
        return None
    if isinstance(last, Weekday) and start.start > end.end:
        start = Days.one(start.start - timedelta(weeks=1))
    if start.start > end.end and isinstance(first, Calendar) and isinstance(last, Calendar) and first.year == last.year:
        # From December to January.
        if said.first == first:
            end = _resolve(replace(last, year=start.start.year + 1), context) or end
        else:
            start = _resolve(replace(first, year=end.end.year - 1), context) or start
    if start.start > end.end:
        return None
    if start.precision in {DatePrecision.MONTH, DatePrecision.YEAR}:
        return Days(start.start, end.end, max(start.precision, end.precision, key=lambda fine: fine.rank))
    return around(start.start, end.end)
