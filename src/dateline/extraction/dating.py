"""The days of drafts that their neighbors tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import Salience, Status
from dateline.extraction.dates import DateMention
from dateline.extraction.draft import REACH, Draft, Line, apart
from dateline.extraction.event import Span
from dateline.extraction.kinds import compatible
from dateline.extraction.where import contains, is_wide
from dateline.extraction.words import word_set

_SECOND_DAY = date.min + timedelta(days=1)
"""The first day that has a day before it."""

_ARRIVING = word_set(
    "arrived came happened occurred began started unfolded incident attackers gunmen assailants place entered surrounded descended"
)

_SOON = 4
"""A day told so near, as `_day_nearby` measures, is the deed's where a risen toll is told."""


def dated(drafts: Sequence[Draft], lines: Sequence[Line], published: date | None) -> list[Draft]:
    """The drafts with the days that their neighbors tell, where their own sentence tells none."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        if draft.dated or draft.status is Status.PLANNED or draft.salience is Salience.BACKGROUND:
            continue
        saying = _saying(draft)
        carried = _day_nearby(drafts, position)
        silent = _day_beside(draft, lines) if carried is None or drafts[carried[1]].line.index != draft.line.index else None
        if silent is not None and (carried is None or carried[0] > 2):
            result[position] = replace(
                draft, when=_supposed(silent.span), date_span=Span(silent.start, silent.end), time_of_day=silent.time_of_day
            )
            continue
        risen = any(toll.total for toll in draft.tolls) and carried is not None and carried[0] <= _SOON
        # A toll that has risen is said later than the deed.
        if saying is not None and not risen and (carried is None or carried[0] > 0):
            result[position] = replace(draft, when=_supposed(saying[0]), date_span=saying[1], time_of_day=draft.time_of_day or saying[2])
        elif carried is not None:
            other = drafts[carried[1]]
            result[position] = replace(draft, when=_supposed(other.when), date_span=other.date_span, time_of_day=draft.time_of_day)
        elif (unworked := _undated_nearby(drafts, position)) and unworked:
            continue
        elif published is not None:
            result[position] = replace(draft, when=DateSpan(max(published, _SECOND_DAY) - timedelta(days=1), published, DatePrecision.DAY))
    return result


def _supposed(when: DateSpan | None) -> DateSpan | None:
    """Days that the event's own words do not tell carry no wording."""
    return replace(when, expression="") if when else None


def _saying(draft: Draft) -> tuple[DateSpan, Span, str | None] | None:
    """Fresh news happened about when it was said."""
    for mention in draft.line.said_on:
        if mention.span is not None and mention.span.precision is DatePrecision.DAY:
            return mention.span, Span(mention.start, mention.end), mention.time_of_day
    return None


def _day_beside(draft: Draft, lines: Sequence[Line]) -> DateMention | None:
    """The day that the next sentence tells of the same deed without naming it: "The gunmen arrived late on Tuesday"."""
    if draft.line.index + 1 >= len(lines):
        return None
    after = lines[draft.line.index + 1]
    if after.triggers or _ARRIVING.isdisjoint(after.tokens.words) or any(not is_wide(spot.mention.place) for spot in after.spots):
        return None
    days = [
        day
        for day in after.dates
        if day.span is not None and day.span.precision is DatePrecision.DAY and not day.future and not day.background
    ]
    said = [day.span for day in draft.line.said_on if day.span is not None]
    return next((day for day in days if day.span is not None and all(day.span.start <= span.end for span in said)), None)


def _day_nearby(drafts: Sequence[Draft], position: int) -> tuple[int, int] | None:
    """The draft whose day this one shares: how far it is (0 for the same telling) and its index."""
    draft = drafts[position]
    best: tuple[int, int] | None = None
    for index in range(max(0, position - REACH), min(len(drafts), position + REACH)):
        other = drafts[index]
        if other.when is None or other.salience is Salience.BACKGROUND or other.status is Status.PLANNED or not other.dated:
            continue
        if (other.aside and other.line.index != draft.line.index) or apart(draft, other):
            continue
        if draft.line.item is not None and other.line.item is None and index > position:
            # What stands behind a list dates none of its items.
            continue
        same_place = bool(
            draft.site
            and other.site
            and (
                draft.site.mention.place.id == other.site.mention.place.id
                or contains(draft.site.mention.place, other.site.mention.place)
                or contains(other.site.mention.place, draft.site.mention.place)
            )
        )
        gap = draft.line.index - other.line.index
        distance = (0 if gap >= 0 else 1) + 2 * abs(gap) + (0 if same_place else 12)
        if same_place and compatible(draft.kind, other.kind, general=draft.general or other.general):
            distance = 0 if gap >= 0 or abs(gap) <= 4 else 1
        if gap < 0 and not same_place:
            distance += 10
        if best is None or distance < best[0]:
            best = (distance, index)
    return best


def _undated_nearby(drafts: Sequence[Draft], position: int) -> bool:
    """Whether a neighbor tells a day that cannot be worked out, which must not be guessed over."""
    return any(
        other.dated and other.when is None and abs(other.line.index - drafts[position].line.index) <= 1
        for other in drafts[max(0, position - REACH) : position + REACH]
    )
