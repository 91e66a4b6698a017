"""Which of a sentence's days is the day of which of its events."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.dates import DateMention
from dateline.extraction.dates.mention import Relation
from dateline.extraction.dates.vocabulary import MONTHS
from dateline.extraction.draft import Line
from dateline.extraction.joining import Told
from dateline.extraction.trigger import Trigger
from dateline.extraction.where import Spot

_RELATIVE = frozenset({"where", "which", "who", "whose", "since", "that"})

_WHO = frozenset({"which", "who", "whose"})

_SAME_DAYS = 2
"""So far the day of saying lies from that of a deed at most."""

_COARSE_COST = {
    DatePrecision.DAY: 0.0,
    DatePrecision.WEEK: 2.0,
    DatePrecision.MONTH: 4.0,
    DatePrecision.YEAR: 5.0,
    DatePrecision.UNKNOWN: 6.0,
}


def days_of(told: Sequence[Told], line: Line) -> list[DateMention | None]:
    """The day mention of each telling; where two would share one and another is left over, the farther one takes that."""
    days = [day_of(one.trigger, line, None, others=[other.trigger for other in told if other is not one]) for one in told]
    free = [mention for mention in line.dates if mention not in days and not mention.background and mention.relation is Relation.ON]
    if len(told) != 2 or days[0] is None or days[0] is not days[1] or not free:
        return days
    at, other = line.tokens.at(days[0].start), line.tokens.at(free[0].start)
    gaps = [abs(at - one.trigger.start) - abs(other - one.trigger.start) for one in told]
    farther = 0 if gaps[0] > gaps[1] else 1
    ordered = (
        (told[0].trigger.start < told[1].trigger.start) == (other < at)
        if farther == 0
        else ((told[1].trigger.start > told[0].trigger.start) == (other > at))
    )
    if ordered:
        days[farther] = free[0]
    return days


def own_days_differ(a: Trigger, b: Trigger, line: Line) -> bool:
    """Whether a relative clause tells another day: "said on Sunday that the town was retaken from rebels who raided it on March 24"."""
    numbers, words = line.clauses, line.tokens.words
    first, second = (a, b) if a.start <= b.start else (b, a)
    if numbers[first.start] == numbers[second.start] or words[numbers.index(numbers[second.start])] not in _WHO:
        return False
    own = [day for day in line.dates if numbers[min(line.tokens.at(day.start), len(numbers) - 1)] == numbers[second.start]]
    others = [day for day in (*line.dates, *line.said_on) if day not in own]
    spans = [day.span for day in own if day.span is not None and day.span.precision is DatePrecision.DAY]
    around = [day.span for day in others if day.span is not None and day.span.precision is DatePrecision.DAY]
    return bool(spans) and bool(around) and all(abs((x.start - y.start).days) > _SAME_DAYS for x in spans for y in around)


def day_of(trigger: Trigger, line: Line, spot: Spot | None, *, others: Sequence[Trigger] = ()) -> DateMention | None:
    """The day mention of the sentence that dates the triggered event; of one in a list of places, the one that stands by its place."""
    best: tuple[float, DateMention] | None = None
    start, end = (spot.first, spot.last) if spot else (trigger.start, trigger.end)
    for mention in line.dates:
        position = line.tokens.at(mention.start)
        after = position >= start
        last = line.tokens.at(mention.end - 1)
        leads_on = line.tokens.words[last] in ("after", "before") and line.tokens.words[last + 1 : last + 2] not in (
            (),
            (".",),
            (",",),
            (";",),
        )
        if after and spot is None and leads_on and len(line.triggers) > 1:
            # "declared the town free, a day after troops killed two leaders": the day of what follows.
            continue
        gap = position - end if after else start - position
        cost = float(max(gap, 0)) + (0.0 if after else 1.0)
        if line.clauses[min(position, len(line.clauses) - 1)] != line.clauses[trigger.start]:
            if mention.background and not _RELATIVE.isdisjoint(line.tokens.words[end:position]):
                continue
            if spot is None and _of_a_relative_clause(line, end, position, others):
                continue
            cost += 8.0
        if mention.background:
            cost += 6.0
        if mention.anaphoric and after and "and" in line.tokens.words[end:position]:
            # "was abducted in Farah and released the following day"
            cost += 10.0
        if mention.relation is Relation.UNTIL:
            cost += 8.0
        elif mention.relation is Relation.BEFORE and mention.time_of_day is None:
            # "the day before Friday's vote", but "before dawn on Friday".
            cost += 4.0
        cost += 3.0 if mention.span is None else _COARSE_COST[mention.span.precision]
        if best is None or cost < best[0]:
            best = (cost, mention)
    if best is not None and best[1].relation is Relation.SINCE and _when_clause(line, trigger, best[1]):
        return replace(best[1], span=_anchor(best[1]), relation=Relation.ON)
    return best[1] if best else None


def _of_a_relative_clause(line: Line, end: int, position: int, others: Sequence[Trigger]) -> bool:
    """Whether a day behind the trigger dates what somebody else did: "said the service, which ended its search on Tuesday"."""
    words = line.tokens.words
    opening = next((at for at in range(min(position, len(words)) - 1, end - 1, -1) if words[at] in _WHO), None)
    if opening is None or "," in words[opening:position]:
        return False
    return not {"said", "told"}.isdisjoint(words[end:opening]) or any(opening < other.start < position for other in others)


def _when_clause(line: Line, trigger: Trigger, day: DateMention) -> bool:
    """Whether the trigger tells what happened then: "since October 2017, when fighters attacked …"."""
    behind = line.tokens.at(day.end - 1) + 1
    return "when" in line.tokens.words[behind : behind + 2] and behind < trigger.start


def _anchor(day: DateMention) -> DateSpan | None:
    """The day, month or year that "since" counts from."""
    if day.span is None:
        return None
    start, end = day.span.start, day.span.end
    named = not set(MONTHS).isdisjoint(day.span.expression.lower().split())
    if day.span.precision is DatePrecision.MONTH or (named and start.day == 1):
        end = min(end, (start.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1))
    elif day.span.precision is DatePrecision.YEAR:
        end = min(end, start.replace(month=12, day=31))
    elif day.span.precision is DatePrecision.DAY:
        end = start
    return replace(day.span, end=end)
