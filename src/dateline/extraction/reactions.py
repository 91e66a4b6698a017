"""Days on which people reacted to a deed, which are not the day of the deed: "condemned on Tuesday the killing of …"."""

from collections.abc import Sequence

from dateline.extraction.dates import DateMention
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger
from dateline.extraction.words import word_set

_REACTING = word_set(
    """blamed blames accused accuses condemned condemns denounced denounces deplored decried mourned mourns mourning mourners buried
    funeral funerals commemorated commemorates identified named honored honoured praised thanked sentenced convicted jailed tried
    acquitted appeared charged extradited visited toured apologized apologised resigned vowed pledged investigating probing
    investigated demanded urged confirmed announced reported"""
)
_REACH = 6
"""Tokens between the word of reacting and its day."""
_TO_THE_DEED = frozenset({"for", "over", "in", "of", "after", "following", "that", "who", "which", "by", "with", "whose", "the", "killed"})
_ENDS = frozenset({",", ";", ":", "after", "when", "that", "who", "which", "where", "while"})


def days_of_reactions(tokens: Tokens, days: Sequence[DateMention], triggers: Sequence[Trigger]) -> tuple[DateMention, ...]:
    """Those of the days that stand by a word of reacting before the sentence comes to the deed itself."""
    if not days or not triggers or _REACTING.isdisjoint(tokens.words):
        return ()
    words = tokens.words
    telling = {place for trigger in triggers for place in range(trigger.start, trigger.end)}
    found: list[DateMention] = []
    for day in days:
        first, last = tokens.at(day.start), tokens.at(day.end - 1) + 1
        verb = _verb_before(words, first, telling)
        deed = min((trigger.start for trigger in triggers if trigger.start >= last), default=None)
        if verb is not None and deed is not None and not _TO_THE_DEED.isdisjoint(words[last:deed]):
            found.append(day)
    return tuple(found)


def _verb_before(words: Sequence[str], first: int, telling: set[int]) -> int | None:
    for at in range(first - 1, max(-1, first - 1 - _REACH), -1):
        if at in telling or words[at] in _ENDS:
            return None
        if words[at] in _REACTING:
            return at
    return None
