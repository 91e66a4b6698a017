"""Clock times beside a day: "at 3 p.m. on Friday", "Sunday at around 19:30 local time"."""

from dateline.extraction.dates.tokens import Tokens

_LEADING = frozenset({"at", "around", "about", "approximately", "shortly", "before", "after", "just", ",", "by", "nearly", "the"})
_TRAILING = frozenset({"gmt", "utc", "local", "time", "on", "est", "edt", "(", ")", ",", "bst", "o", "'", "’", "clock"})


def part_of_day(hour: int) -> str:
    """The part of the day an hour from 0 to 23 lies in."""
    if hour < 5 or hour >= 22:
        return "night"
    return "morning" if hour < 12 else "afternoon" if hour < 17 else "evening"


def _clock(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """A clock time that begins at a token: its part of the day and the token after it."""
    word = tokens.at(at)
    if not word.isdecimal() or len(word) > 4:
        return None
    hour, after = int(word), at + 1
    sure = False
    minutes = tokens.at(after + 1)
    if tokens.at(after) in {":", "."} and tokens.glued(at) and tokens.glued(after) and minutes.isdecimal() and len(minutes) == 2:
        sure = tokens.at(after) == ":"
        after += 2
    elif len(word) == 4 and tokens.at(after) in {"gmt", "utc", "local", "hours", "hrs"}:
        hour, sure = hour // 100, True
    marked = tokens.at(after)
    if marked in {"am", "pm"}:
        after += 1
    elif marked in {"a", "p"} and tokens.at(after + 1) == "." and tokens.at(after + 2) == "m":
        marked += "m"
        after += 4 if tokens.at(after + 3) == "." and tokens.glued(after + 2) else 3
    elif not sure:
        return None
    if marked == "pm" and hour < 12:
        hour += 12
    elif marked == "am" and hour == 12:
        hour = 0
    return (part_of_day(hour), after) if hour < 24 else None


def clock_after(tokens: Tokens, end: int) -> tuple[str, int] | None:
    """The clock time that follows a day, and the token after it."""
    place = end
    while tokens.at(place) in _LEADING and place < end + 4:
        place += 1
    return _clock(tokens, place) if place > end else None


def clock_before(tokens: Tokens, place: int, done: int) -> tuple[str, int] | None:
    """The clock time that ends at or shortly before a token, and its first token."""
    lowest = max(done, place - 8)
    while place >= lowest and tokens.at(place) in _TRAILING:
        place -= 1
    for first in range(max(lowest, place - 6), place + 1):
        here = _clock(tokens, first)
        if here is not None and here[1] > place and not (tokens.at(first - 1) in {":", "."} and tokens.glued(first - 1)):
            return here[0], first
    return None
