"""English calendar dates: days, months, years, quarters, seasons and decades in every usual order."""

from dataclasses import replace

from dateline.extraction.dates.expressions import Between, Calendar, Hit, Part
from dateline.extraction.dates.numeric import numeric
from dateline.extraction.dates.readings import DASHES, counts_something, day, month, year
from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import (
    FORMAL_NAMES,
    MONTH_BEFORE,
    ORDINALS,
    SEASONS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    WEEKDAYS,
    YEAR_BEFORE,
)

PARTS = {
    **dict.fromkeys(("early", "beginning", "start", "outset"), Part.EARLY),
    **dict.fromkeys(("mid", "middle"), Part.MID),
    **dict.fromkeys(("late", "end"), Part.LATE),
}
_ENDINGS_OF_MARCHES = frozenset({"was", "were", "had", "ended", "began", "turned", "through"})
_WARS = frozenset({"gulf", "war", "constitution", "revolution", "gaza", "olympics"})
_OWNERS = frozenset({"the", "a", "an", "its", "their", "his", "this"})
_LOOSE = frozenset({"for", "to", "than", "around", "about"})
_SURELY = frozenset({"in", "since", "last", "from", "between"})
_PORTIONS = frozenset({"week", "weeks", "days", "day", "half", "weekend", "third"})
_ORDINAL_PARTS = {"first": Part.EARLY, "fourth": Part.LATE}
_WEEKS = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_NAMES = frozenset({"may", "march", "april", "june", "august"})
_DIRECTIONS = {"last": -1, "next": 1, "coming": 1}


def calendar(tokens: Tokens, at: int) -> Hit | None:
    """A calendar date that begins at this token, the longest reading first."""
    word = tokens.at(at)
    hit: Hit | None = None
    if word.isdecimal():
        hit = numeric(tokens, at) or _day_first(tokens, at) or _bare_year(tokens, at) or _decade(tokens, at)
    elif word in WEEKDAYS or word in SHORT_WEEKDAYS:
        hit = _weekday_first(tokens, at)
    elif word in ORDINALS or word in {"twenty", "thirty"}:
        hit = _day_first(tokens, at) or _quarter(tokens, at) or _portion(tokens, at, _ORDINAL_PARTS.get(word, Part.MID))
    elif word in PARTS:
        hit = _part(tokens, at)
    elif word in SEASONS:
        hit = _season(tokens, at)
    elif word in _DIRECTIONS:
        hit = _directed(tokens, at)
    elif word in {"q", "q1", "q2", "q3", "q4"}:
        hit = _quarter(tokens, at)
    else:
        hit = _month_first(tokens, at) or _holiday(tokens, at)
    if hit is None or _named(tokens, hit):
        return None
    return _with_relative_year(tokens, hit)


def _holiday(tokens: Tokens, at: int) -> Hit | None:
    """Reads "Christmas Eve", "New Year's Day"."""
    if tokens.at(at) == "christmas" and tokens.at(at + 1) in {"day", "eve"}:
        return Hit(Calendar(month=12, day=25 if tokens.at(at + 1) == "day" else 24), at, at + 2)
    if tokens.at(at) == "new" and tokens.at(at + 1) == "year" and tokens.at(at + 3) == "s" and tokens.at(at + 4) in {"day", "eve"}:
        eve = tokens.at(at + 4) == "eve"
        return Hit(Calendar(month=12 if eve else 1, day=31 if eve else 1), at, at + 5)
    return None


def _with_relative_year(tokens: Tokens, hit: Hit) -> Hit:
    """Takes in "last year" behind a day or month: "June 15 last year", "in May of this year"."""
    said = hit.expression
    at = hit.end + 1 if tokens.at(hit.end) == "of" else hit.end
    offset = {"last": -1, "this": 0, "next": 1}.get(tokens.at(at))
    if offset is None or tokens.at(at + 1) != "year" or not isinstance(said, Calendar) or said.month is None or said.year is not None:
        return hit
    return Hit(replace(said, year_offset=offset, direction=0), hit.first, at + 2)


def _named(tokens: Tokens, hit: Hit) -> bool:
    """Whether a name was made of the date: "April 6 Movement", "17 July Bridge"."""
    said = hit.expression
    if not isinstance(said, Calendar) or said.year is not None or tokens.broken(hit.end - 1):
        return False
    word = tokens.at(hit.end)
    return (tokens.capital(hit.end) and word in FORMAL_NAMES) or word in {"movement", "alliance", "coalition", "bloc"}


def _with_weekday_behind(tokens: Tokens, hit: Hit) -> Hit:
    """Takes in a weekday that follows: "Nov 4, Friday", "4 November (Friday)"."""
    said, end = hit.expression, hit.end
    if not isinstance(said, Calendar) or said.day is None or said.weekday is not None:
        return hit
    bracket = tokens.at(end) == "("
    at = end + 1 if bracket or tokens.at(end) == "," else end
    weekday = WEEKDAYS.get(tokens.at(at))
    if weekday is None or tokens.broken(at - 1):
        return hit
    if bracket and tokens.at(at + 1) == ")":
        return Hit(replace(said, weekday=weekday), hit.first, at + 2)
    if tokens.at(at + 1) in {"prayer", "prayers", "'", "’"}:
        # "On May 3, Friday prayers ended early": the weekday opens its own phrase, and still tells the same day.
        return Hit(replace(said, weekday=weekday), hit.first, end)
    return Hit(replace(said, weekday=weekday), hit.first, at + 1)


def _year_behind(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """A year that follows a day or month, past a comma or "of"."""
    for skip in (0, 1):
        if skip and tokens.at(at) not in {",", "of", "in"} | DASHES:
            return None
        value = year(tokens, at + skip, earliest=1700)
        if value is not None and not tokens.broken(at + skip - 1):
            if tokens.at(at + skip + 1) in DASHES and tokens.glued(at + skip) and tokens.at(at + skip + 2).isdecimal():
                return None
            return value, at + skip + 1
    return None


def _day_first(tokens: Tokens, at: int) -> Hit | None:
    """Reads "3 May 2017", "3rd of May", "3-5 May", "3 and 5 May"; "30 May – 2 June 2017" is left to the ranges."""
    if tokens.at(at - 1) in DASHES and tokens.glued(at - 2) and tokens.glued(at - 1) and tokens.at(at - 2).isdecimal():
        return None
    opening = day(tokens, at)
    if opening is None:
        return None
    first, after = opening
    last: int | None = None
    named = _month_after_day(tokens, after)
    if named is None and tokens.at(after) in DASHES | {"to", "and", "or", "through", ","}:
        closing = day(tokens, after + 1)
        if closing is not None and closing[0] > first:
            last = closing[0]
            named = _month_after_day(tokens, closing[1])
    if named is None:
        return None
    value, after = named
    follows = _year_behind(tokens, after)
    written, end = follows if follows else (None, after)
    return _built(tokens, at, end, written, value, first, last)


def _month_after_day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    if tokens.broken(at - 1):
        return None
    skip = at + 1 if tokens.at(at) == "of" or (tokens.at(at) in DASHES and tokens.glued(at)) else at
    named = month(tokens, skip)
    if named is None:
        return None
    verb = tokens.at(skip) in {"march", "may"} and not tokens.capital(skip) and tokens.at(skip + 1) in {"to", "be", "have", "on"}
    return None if verb else named


def _month_first(tokens: Tokens, at: int) -> Hit | None:
    named = month(tokens, at)
    if named is None:
        return None
    value, after = named
    article = after + 1 if tokens.at(after) in {"the", "-"} else after
    opening = day(tokens, article) if not tokens.broken(after - 1) else None
    led = tokens.at(at - 1) in {"on", "since", "dated"}
    if opening is not None and (led or not counts_something(tokens, opening[1])) and not _ordinal_of_other(tokens, article):
        first, end = opening
        last: int | None = None
        end = _past_list(tokens, end)
        if tokens.at(end) in DASHES | {"to", "and", "through"}:
            closing = day(tokens, end + 1)
            plain = closing is not None and not counts_something(tokens, closing[1]) and month(tokens, closing[1]) is None
            if closing is not None and plain and closing[0] > first and not (tokens.at(end) == "and" and tokens.at(closing[1]).isalpha()):
                last, end = closing
        follows = _year_behind(tokens, end)
        written, end = follows if follows else (None, end)
        return _built(tokens, at, end, written, value, first, last)
    follows = _year_behind(tokens, after)
    if follows is not None:
        return Hit(Calendar(year=follows[0], month=value), at, follows[1])
    return _bare_month(tokens, at, value, after)


def _past_list(tokens: Tokens, at: int) -> int:
    """Past the days between the first and the last of "June 7, 8 and 9"."""
    place = at
    while tokens.at(place) == "," and (inner := day(tokens, place + 1)) and tokens.at(inner[1]) in {",", "and"} and place < at + 12:
        place = inner[1]
    listed = tokens.at(place) == "and" and (last := day(tokens, place + 1)) is not None and not tokens.at(last[1]).isalpha()
    return place if listed else at


def _ordinal_of_other(tokens: Tokens, at: int) -> bool:
    """Reads "May second only…" is no day: a written ordinal needs "the" or the end of the phrase."""
    return tokens.at(at) in ORDINALS and tokens.at(at - 1) != "the" and tokens.at(at + 1).isalpha()


def _built(tokens: Tokens, at: int, end: int, written: int | None, month_: int, first: int, last: int | None) -> Hit:
    opening = Calendar(year=written, month=month_, day=first)
    if last is not None:
        return Hit(Between(opening, replace(opening, day=last)), at, end)
    return _with_weekday_behind(tokens, Hit(opening, at, end))


def _weekday_first(tokens: Tokens, at: int) -> Hit | None:
    """Reads "Friday, 4 November 2022", "Fri. Nov 4", "Sunday the 13th"; a weekday alone is another rule."""
    weekday = WEEKDAYS.get(tokens.at(at), SHORT_WEEKDAYS.get(tokens.at(at)))
    after = at + 1
    while tokens.at(after) in {",", ".", "(", "the", "on"} and after < at + 4:
        after += 1
    if after > at + 1 and tokens.at(after - 1) == "on" and tokens.at(after - 2) != ",":
        return None
    if tokens.broken(at):
        return None
    inner = numeric(tokens, after) or _day_first(tokens, after)
    if inner is None and month(tokens, after) is not None:
        inner = _month_first(tokens, after)
    if inner is not None and isinstance(inner.expression, Calendar) and inner.expression.day is not None:
        closed = inner.end + 1 if tokens.at(after - 1) == "(" and tokens.at(inner.end) == ")" else inner.end
        return Hit(replace(inner.expression, weekday=weekday), at, closed)
    if (
        inner is None
        and tokens.at(after - 1) == "the"
        and (only := day(tokens, after))
        and tokens.at(after + 1) in {"st", "nd", "rd", "th"}
    ):
        return Hit(Calendar(day=only[0], weekday=weekday), at, only[1])
    return None


def _bare_month(tokens: Tokens, at: int, value: int, after: int) -> Hit | None:
    """Reads "in October": only after words that lead to a date, since "May" and "March" are verbs and names too."""
    before = tokens.at(at - 1)
    if before == "-" and tokens.at(at - 2) == "mid":
        before = "mid"
    short = tokens.at(at) in SHORT_MONTHS
    possessive = tokens.at(after) in {"'", "’"} and tokens.at(after + 1) == "s" and tokens.at(at) not in {"may", "march"}
    article = before == "the" and tokens.at(after).isalpha() and tokens.at(at) not in {"may"}
    if not tokens.capital(at) or (short and before not in {"in", "since", "last", "mid", "early", "late"}):
        return None
    if before not in MONTH_BEFORE and not possessive and not article:
        return None
    # Names of people: "by June Smith"; "of May and her cabinet" is a risk worth taking.
    personal = before in {"and", "to", "or", "for", "about", "from", "by", "of"} and tokens.at(at) in _NAMES
    if personal and tokens.capital(after) and not tokens.broken(after - 1):
        return None
    if tokens.at(at) == "march" and (
        tokens.at(after) in {"of", "on", "against", "to"} and before not in {"in", "since", "last", "from", "between"}
    ):
        return None
    if before == "the" and tokens.at(at) == "march" and tokens.at(after) in _ENDINGS_OF_MARCHES:
        return None
    direction = {"last": -1, "past": -1, "next": 1}.get(before, 0)
    return Hit(Calendar(month=value, direction=direction), at - 1 if direction else at, after)


def _bare_year(tokens: Tokens, at: int) -> Hit | None:
    value = year(tokens, at)
    if value is None:
        return None
    before, after = tokens.at(at - 1), tokens.at(at + 1)
    if before in DASHES and tokens.at(at - 2) in {"mid", "early", "late", "pre", "post"}:
        before = "in"
    last: int | None = None
    end = at + 1
    if after in DASHES | {"/"} and tokens.at(at + 2).isdecimal() and len(tokens.at(at + 2)) in {2, 4}:
        shown = int(tokens.at(at + 2))
        last = shown if shown > 100 else value // 100 * 100 + shown
        if not value < last <= value + 60:
            return None
        end = at + 3
    bracketed = before == "(" and tokens.at(end) in {")", ","}
    # "the 2013 attack"; but not "the 2000 Toyota", "the 1974 Land Cruiser".
    modifier = before in _OWNERS and tokens.at(end).isalpha() and not tokens.capital(end)
    capital_war = before == "the" and tokens.capital(end) and tokens.at(end) in _WARS
    listed = before in {"and", "or", ","} and year(tokens, at - 2) is not None
    # A chronicle's heading: "2014" alone on its line, "2014: …".
    heading = tokens.opens_line(at) and (tokens.closes_line(end - 1) or tokens.at(end) in DASHES | {":"})
    if not (before in YEAR_BEFORE or bracketed or modifier or capital_war or listed or heading):
        return None
    if before in _LOOSE and not heading and (value < 1990 or after.endswith("s")):
        return None
    if last is not None:
        return Hit(Between(Calendar(year=value), Calendar(year=last)), at, end)
    return Hit(Calendar(year=value), at, end)


def _decade(tokens: Tokens, at: int) -> Hit | None:
    word = tokens.at(at)
    if tokens.at(at + 1) != "s" or not tokens.glued(at) or len(word) not in {2, 4} or not word.endswith("0"):
        return None
    if len(word) == 2 and tokens.at(at - 1) not in {"'", "’", "the"}:
        return None
    value = int(word) if len(word) == 4 else 1900 + int(word)
    return Hit(Calendar(year=value, decade=True), at, at + 2) if 1800 <= value <= 2090 else None


def _part(tokens: Tokens, at: int) -> Hit | None:
    """Reads "mid-April", "late 2016", "early May 2017", "the end of March", "the beginning of last year" is left to the relative rules."""
    part = PARTS[tokens.at(at)]
    after = at + 1
    while tokens.at(after) in {"-", "of", "the", "in"} and after < at + 4:
        after += 1
    if tokens.at(at) in {"beginning", "start", "outset", "middle", "end"} and tokens.at(at + 1) not in {"of", "-"}:
        return None
    if month(tokens, after) is not None and (tokens.capital(after) or tokens.at(after) not in {"may", "march"}):
        inner = _month_first(tokens, after)
        if inner is None or not isinstance(inner.expression, Calendar):
            return None
        if inner.expression.day is not None:
            # "early May 3" tells the hour; the day is the date's own, found when the reading comes to it.
            return None
        return Hit(replace(inner.expression, part=part), at, inner.end)
    value = year(tokens, after)
    if value is not None:
        return Hit(Calendar(year=value, part=part), at, after + 1)
    return _decade(tokens, after) if tokens.at(after).isdecimal() else None


def _portion(tokens: Tokens, at: int, part: Part) -> Hit | None:
    """Reads "the first week of June", "the last days of 2016", "the second half of May"."""
    if tokens.at(at + 1) not in _PORTIONS or tokens.at(at + 2) != "of":
        return None
    value = year(tokens, at + 3)
    if value is not None:
        return Hit(Calendar(year=value, part=part), at, at + 4)
    inner = _month_first(tokens, at + 3) if month(tokens, at + 3) is not None and tokens.capital(at + 3) else None
    if inner is None or not isinstance(inner.expression, Calendar) or inner.expression.day is not None:
        return None
    week = _WEEKS.get(tokens.at(at)) if tokens.at(at + 1) == "week" else None
    if week is not None and inner.expression.part is None:
        opening = replace(inner.expression, day=7 * week + 1)
        return Hit(Between(opening, replace(opening, day=7 * week + 7)), at, inner.end)
    return Hit(replace(inner.expression, part=part), at, inner.end)


def _quarter(tokens: Tokens, at: int) -> Hit | None:
    """Reads "the first quarter of 2016", "Q3 2016"."""
    if tokens.at(at) in ORDINALS and tokens.at(at + 1) == "quarter":
        quarter, after = ORDINALS[tokens.at(at)], at + 2
    elif tokens.at(at) == "q" and tokens.glued(at) and tokens.at(at + 1).isdecimal() and len(tokens.at(at + 1)) == 1:
        quarter, after = int(tokens.at(at + 1)), at + 2
    else:
        return None
    if not 1 <= quarter <= 4:
        return None
    follows = _year_behind(tokens, after)
    if follows is None:
        return Hit(Calendar(quarter=quarter), at, after) if tokens.at(at) == "q" or tokens.at(after) != "of" else None
    return Hit(Calendar(year=follows[0], quarter=quarter), at, follows[1])


def _season(tokens: Tokens, at: int) -> Hit | None:
    follows = _year_behind(tokens, at + 1)
    if follows is not None and tokens.at(at + 1) != "in":
        return Hit(Calendar(year=follows[0], season=SEASONS[tokens.at(at)]), at, follows[1])
    return None


def _directed(tokens: Tokens, at: int) -> Hit | None:
    """Reads "last summer", "next October"."""
    if tokens.at(at + 1) in _PORTIONS and tokens.at(at + 2) == "of":
        return _portion(tokens, at, Part.LATE)
    direction = _DIRECTIONS[tokens.at(at)]
    season = SEASONS.get(tokens.at(at + 1))
    if season is not None and tokens.at(at + 1) != "fall":
        return Hit(Calendar(season=season, direction=direction), at, at + 2)
    if month(tokens, at + 1) is not None and tokens.capital(at + 1):
        inner = _month_first(tokens, at + 1)
        if inner is not None and isinstance(inner.expression, Calendar) and inner.expression.year is None:
            return Hit(replace(inner.expression, direction=direction), at, inner.end)
    return None
