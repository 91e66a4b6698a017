"""English days told by their distance: yesterday, last Friday, two days ago, the following day, the past 24 hours, overnight."""

from dateline.extraction.dates.expressions import (
    Expression,
    History,
    Hit,
    Night,
    Offset,
    Part,
    Unit,
    Weekday,
    Weekend,
    Whole,
    Window,
)
from dateline.extraction.dates.readings import DASHES, count
from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import FORMAL_NAMES, NAMED_DAYS, ORDINALS, SHORT_WEEKDAYS, TIMES_OF_DAY, UNITS, WEEKDAYS

_TODAY = Offset(Unit.DAY, 0, 0)
_SAME = Offset(Unit.DAY, 0, 0, anaphoric=True)
_WHOLE_UNITS = {"week": Unit.WEEK, "month": Unit.MONTH, "year": Unit.YEAR, "decade": Unit.DECADE}
_DIRECTIONS = {"last": -1, "past": -1, "this": 0, "next": 1, "coming": 1, "upcoming": 1}
_LAST_NIGHT = Night()
_PART_WORDS = {"earlier": Part.EARLIER, "early": Part.EARLY, "late": Part.LATE, "later": Part.LATE, "mid": Part.MID}
_BRIEF = frozenset({Unit.MINUTE, Unit.HOUR})


def relative(tokens: Tokens, at: int) -> Hit | None:
    """A relative day that begins at this token."""
    rule = RELATIVE_OPENERS.get(tokens.at(at))
    if rule is not None:
        hit = rule(tokens, at)
        if hit is not None:
            return hit
    return _counted(tokens, at)


def weekday(tokens: Tokens, at: int) -> Hit | None:
    """A weekday alone, with what tells the week: "Friday", "last Friday", "Friday of last week", "the following Monday"."""
    word = tokens.at(at)
    value = WEEKDAYS.get(word)
    before = tokens.at(at - 1)
    if value is None:
        value = SHORT_WEEKDAYS.get(word)
        led = before in {"on", "last", "next"} or (before == "this" and word != "sun")
        if value is None or not tokens.capital(at) or not led:
            return None
    if before in NAMED_DAYS and before != "easter":
        return None
    if before in {"times", "mail"} or (tokens.capital(at + 1) and tokens.at(at + 1) in FORMAL_NAMES and not tokens.broken(at)):
        return None
    if tokens.at(at + 1) in {"night", "nights"} and tokens.at(at + 2) in {"football", "live", "lights", "fever"}:
        return None
    first, end = at, at + 1
    if before in {"last", "past", "next", "coming", "previous", "following", "this", "same"}:
        first = at - 1
        if before == "past" and tokens.at(at - 2) == "this":
            first = at - 2
        if before in {"following", "previous", "same"}:
            direction = -1 if before == "previous" else 1
            return Hit(Weekday(value, direction, anaphoric=True), first, end)
        return Hit(Weekday(value, {"last": -1, "past": -1, "this": 0}.get(before, 1), week=None), first, end)
    after = end + 1 if tokens.at(end) == "of" else end
    if tokens.at(after) in {"last", "this", "next"} and tokens.at(after + 1) == "week":
        return Hit(Weekday(value, week={"last": -1, "this": 0, "next": 1}[tokens.at(after)]), first, after + 2)
    if tokens.at(end) == "last" and tokens.at(end + 1) in {",", ".", "", "and"}:
        return Hit(Weekday(value, -1), first, end + 1)
    return Hit(Weekday(value), first, end)


def _day_words(tokens: Tokens, at: int) -> Hit | None:
    word = tokens.at(at)
    if word == "tonight":
        return Hit(_TODAY, at, at + 1, "evening")
    offset = {"today": 0, "yesterday": -1, "tomorrow": 1}[word]
    first = at
    if tokens.at(at - 1) in {"before", "after"} and tokens.at(at - 2) == "day":
        offset += -1 if tokens.at(at - 1) == "before" else 1
        first = at - 2
    elif word == "today" and tokens.at(at - 1) in {"earlier", "later"}:
        first = at - 1
    return Hit(Offset(Unit.DAY, offset, offset), first, at + 1)


def _overnight(tokens: Tokens, at: int) -> Hit | None:
    """Reads "overnight", "overnight into Tuesday", "overnight Thursday"; the weekday is taken in with it."""
    end = at + 1
    if tokens.at(end) in {"curfew", "curfews", "stay", "bag", "accommodation", "success"}:
        return None
    joined = end + 1 if tokens.at(end) in {"into", "to", "on", "from", "between"} else end
    here = weekday(tokens, joined)
    if here is None:
        return Hit(_LAST_NIGHT, at, end, "night")
    if tokens.at(end) in {"into", "to"}:
        return Hit(Night(morning=here.expression), at, here.end, "night")
    if tokens.at(here.end) in {"to", "into", "and"} | DASHES and (other := weekday(tokens, here.end + 1)):
        return Hit(Night(here.expression, other.expression), at, other.end, "night")
    return Hit(Night(here.expression), at, here.end, "night")


def _weekend(tokens: Tokens, at: int) -> Hit | None:
    before = tokens.at(at - 1)
    if before in {"the", "this", "last", "past", "next", "coming", "previous", "over"}:
        offset = {"last": -1, "next": 1, "coming": 1}.get(before, 0)
        return Hit(Weekend(offset), at - 1 if before not in {"the", "over"} else at, at + 1)
    if tokens.at(at + 1) == "of" and (before in ORDINALS or before in {"consecutive", "successive", "straight", "a"}):
        # "a fourth weekend of protests"
        return Hit(Weekend(0), at, at + 1)
    return None


def _same(tokens: Tokens, at: int) -> Hit | None:
    """Reads "the same day", "that night", "the following morning", "the previous week", "the next day"."""
    word, unit = tokens.at(at), tokens.at(at + 1)
    if word == "that" and tokens.at(at + 1) == "same":
        return _same(tokens, at + 1)
    step = {"same": 0, "that": 0, "following": 1, "next": 1, "previous": -1, "preceding": -1, "ensuing": 1}[word]
    definite = word in {"same", "that", "following", "previous", "preceding"} or tokens.at(at - 1) == "the"
    if not definite:
        return None
    if unit in {"day", "date"} or unit in TIMES_OF_DAY:
        return Hit(Offset(Unit.DAY, step, step, anaphoric=True), at, at + 2, TIMES_OF_DAY.get(unit))
    if unit in _WHOLE_UNITS and not (word == "next" and tokens.at(at - 1) != "the"):
        return Hit(Whole(_WHOLE_UNITS[unit], step, anaphoric=True), at, at + 2)
    return None


def _last(tokens: Tokens, at: int) -> Hit | None:
    """Reads "last week", "last night", "the past 24 hours", "this morning", "next month", "the last few years"."""
    word, after = tokens.at(at), at + 1
    step = _DIRECTIONS[word]
    if tokens.at(after) in {"past", "coming"}:
        after += 1
    unit = tokens.at(after)
    if word in {"next"} and tokens.at(at - 1) == "the" and (hit := _same(tokens, at)):
        return hit
    if unit in TIMES_OF_DAY and word in {"last", "this"}:
        if unit == "night":
            return Hit(_LAST_NIGHT if word == "last" else _TODAY, at, after + 1, "night")
        offset = -1 if word == "last" else 0
        return Hit(Offset(Unit.DAY, offset, offset), at, after + 1, TIMES_OF_DAY[unit])
    definite = tokens.at(at - 1) == "the" or word == "past"
    if unit in _WHOLE_UNITS:
        whole = _WHOLE_UNITS[unit]
        if (definite and step) or whole is Unit.DECADE:
            return Hit(Window(whole, 1, ahead=step > 0), at, after + 1)
        part = _part_before(tokens, at)
        first = at if part is None else at - 2 if tokens.at(at - 1) == "of" else at - 1
        return Hit(Whole(whole, step, part), first, after + 1)
    if unit == "day" and definite and step:
        return Hit(Window(Unit.DAY, 1, ahead=step > 0), at, after + 1)
    if unit in UNITS and UNITS[unit] is not Unit.MINUTE and unit.endswith("s") and step:
        return Hit(Window(UNITS[unit], 3, ahead=step > 0, vague=True), at, after + 1)
    counted = count(tokens, after)
    if counted is not None and step and tokens.at(counted[2]) in UNITS:
        low, high, place = counted
        return Hit(Window(UNITS[tokens.at(place)], high if low == high else 4, ahead=step > 0, vague=low != high), at, place + 1)
    return None


def _part_before(tokens: Tokens, at: int) -> Part | None:
    """Reads "earlier this week", "late last month"; also "the end of last year"."""
    before = tokens.at(at - 1)
    if before in {"the"}:
        before = tokens.at(at - 2)
    if before in _PART_WORDS:
        return _PART_WORDS[before]
    if before == "of" and tokens.at(at - 2) in {"end", "beginning", "start", "middle"}:
        return {"end": Part.LATE, "middle": Part.MID}.get(tokens.at(at - 2), Part.EARLY)
    if before == "of" and tokens.at(at - 2) in {"days", "weeks", "months"} and tokens.at(at - 3) == "early":
        return Part.EARLY
    return None


def _recent(tokens: Tokens, at: int) -> Hit | None:
    unit = UNITS.get(tokens.at(at + 1))
    if unit is None or not tokens.at(at + 1).endswith("s") or unit is Unit.MINUTE:
        return None
    return Hit(Window(unit, {Unit.HOUR: 12, Unit.DAY: 7, Unit.WEEK: 6, Unit.MONTH: 6}.get(unit, 4), vague=True), at, at + 2)


def _earlier(tokens: Tokens, at: int) -> Hit | None:
    """Reads "earlier in the day", "later that day", "later in the evening", "earlier on the day"."""
    place = at + 1
    if tokens.at(place) in {"in", "on"}:
        place += 1
    if tokens.at(place) in {"the", "that", "this"} and (tokens.at(place + 1) == "day" or tokens.at(place + 1) in TIMES_OF_DAY):
        return Hit(_SAME, at, place + 2, TIMES_OF_DAY.get(tokens.at(place + 1)))
    return None


def _day_before(tokens: Tokens, at: int) -> Hit | None:
    """Reads "the day before", "the night before", "the day after" with nothing they belong to."""
    if tokens.at(at - 1) != "the" or tokens.at(at + 1) not in {"before", "after"}:
        return None
    step = -1 if tokens.at(at + 1) == "before" else 1
    alone = tokens.at(at + 2) in {",", ".", ";", "", ")", "in", "at", "and", "near"}
    part = TIMES_OF_DAY.get(tokens.at(at))
    if alone:
        return Hit(Offset(Unit.DAY, step, step, anaphoric=True), at, at + 2, part)
    if tokens.at(at + 2) in {"yesterday", "tomorrow"} and tokens.at(at) == "day":
        return _day_words(tokens, at + 2)
    return Hit(Offset(Unit.DAY, step, step, anaphoric=True, after_event=True), at, at + 2, part)


def _history(tokens: Tokens, at: int) -> Hit | None:
    """Reads "as a child", "for decades", "over the years", "in the past"."""
    word = tokens.at(at)
    if word == "as" and tokens.at(at + 1) == "a" and tokens.at(at + 2) in {"child", "boy", "girl", "teenager", "student"}:
        return Hit(History(), at, at + 3)
    if word == "for" and tokens.at(at + 1) in {"years", "decades", "centuries", "generations"}:
        return Hit(History(), at, at + 2)
    if word == "over" and tokens.at(at + 1) == "the" and tokens.at(at + 2) in {"years", "decades"}:
        return Hit(History(), at, at + 3)
    past = tokens.at(at + 1) == "the" and tokens.at(at + 2) == "past"
    if word == "in" and past and tokens.at(at + 3) in {".", ",", ";", "", "by", "and"}:
        return Hit(History(), at, at + 3)
    if word in {"years", "decades", "centuries", "months"} and tokens.at(at + 1) in {"ago", "earlier"}:
        return Hit(History(), at, at + 2)
    return None


def _units_alone(tokens: Tokens, at: int) -> Hit | None:
    """Reads "hours later", "days earlier", "weeks ago"."""
    unit, word = UNITS[tokens.at(at)], tokens.at(at + 1)
    if not tokens.at(at).endswith("s") or word not in {"ago", "earlier", "later", "before", "after"}:
        return None
    if unit in {Unit.YEAR, Unit.DECADE} or (unit is Unit.MONTH and word in {"ago", "earlier"}):
        return _history(tokens, at)
    if word in {"before", "after"} and unit not in _BRIEF:
        return None
    return Hit(_away(unit, 1 if unit in _BRIEF else 2, 6, word), at, at + 2)


def _counted(tokens: Tokens, at: int) -> Hit | None:
    """Reads "two days ago", "a week earlier", "three hours later", "a day after the attack", "five days from now", "a year on"."""
    if tokens.at(at) in UNITS:
        return _units_alone(tokens, at)
    counted = count(tokens, at)
    if counted is None:
        return None
    low, high, place = counted
    if tokens.at(at - 1) in DASHES:
        return None
    unit = UNITS.get(tokens.at(place))
    word = tokens.at(place + 1)
    if unit is None or word not in {"ago", "earlier", "later", "before", "after", "from", "back", "previously"}:
        return None
    if word == "from" and tokens.at(place + 2) not in {"now", "today"}:
        return None
    end = place + (3 if word == "from" else 2)
    if word in {"before", "after"} and tokens.at(end).isalnum():
        step = -1 if word == "before" else 1
        bounds = sorted((low * step, high * step))
        return Hit(Offset(unit, bounds[0], bounds[1], anaphoric=True, after_event=True), at, end)
    return Hit(_away(unit, low, high, word), at, end)


def _away(unit: Unit, low: int, high: int, word: str) -> Expression:
    step = 1 if word in {"later", "after", "from"} else -1
    bounds = sorted((low * step, high * step))
    return Offset(unit, bounds[0], bounds[1], anaphoric=word in {"later", "after", "earlier", "before", "previously"})


RELATIVE_OPENERS = {
    **dict.fromkeys(("today", "yesterday", "tomorrow", "tonight"), _day_words),
    "overnight": _overnight,
    "weekend": _weekend,
    **dict.fromkeys(("same", "that", "following", "previous", "preceding", "ensuing"), _same),
    **dict.fromkeys(_DIRECTIONS, _last),
    "recent": _recent,
    **dict.fromkeys(("earlier", "later"), _earlier),
    **dict.fromkeys(("day", "night", "evening", "morning"), _day_before),
    **dict.fromkeys(("as", "for", "over", "in"), _history),
}
