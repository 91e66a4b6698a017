"""Whether an event is what the report tells or history told beside it."""

from collections.abc import Sequence
from datetime import date, timedelta

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.trigger import Trigger
from dateline.extraction.words import word_set

_HISTORY = word_set("formerly previously historically earlier ago previous past decades")
_HOURS = word_set("hours hour morning afternoon evening")
_OPENING = 5
_SINCE = frozenset({"since", "over", "during", "throughout", "between"})
_OLD = timedelta(days=45)
"""What lies farther back than this from the publication or the newest told day is history."""


def told_in_past_perfect(trigger: Trigger, words: Sequence[str]) -> bool:
    """Whether nothing but the past perfect puts it before the report's present, in which the news itself is told on."""
    before = words[max(0, trigger.start - 6) : trigger.start + 1]
    return "had" in before and _HISTORY.isdisjoint(before)


def is_background(
    trigger: Trigger,
    words: Sequence[str],
    when: DateSpan | None,
    *,
    marked: bool,
    reported: bool,
    newest: date | None,
    published: date | None,
) -> bool:
    """Whether the words tell history; `marked` when their date expression itself says so.

    `reported` is for somebody's words, in whose past perfect news is told too; `newest` is the latest day told in the report.
    """
    if marked:
        return True
    before = words[max(0, trigger.start - 6) : trigger.start + 1]
    if words[:1] == ("earlier",):
        # "Earlier, crowds threw stones": earlier that day.
        before = words[max(1, trigger.start - 6) : trigger.start + 1]
    if when is None and not _HOURS.isdisjoint(words[:_OPENING]):
        # "Hours earlier, soldiers had clashed with …" goes on with the day's news.
        return False
    if "had" in before and not reported and ("been" in before or words[trigger.start].endswith(("ed", "en", "wn"))) and when is None:
        return True
    if any(word in _HISTORY for word in before) and when is None:
        return True
    if when is None:
        return False
    reference = max((day for day in (published, newest) if day is not None), default=None)
    if when.precision is DatePrecision.YEAR:
        return reference is None or when.end < reference or "since" in words
    return reference is not None and reference - when.end > _OLD
