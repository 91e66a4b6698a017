"""Triggers that tell no event of their own: they refer to one told elsewhere, or sum up a war."""

from collections.abc import Sequence
from itertools import pairwise

from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.dates import DateMention
from dateline.extraction.dates.mention import Relation
from dateline.extraction.draft import Line
from dateline.extraction.joining import Told
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import Open
from dateline.extraction.where import Choice
from dateline.extraction.words import word_set
from dateline.gazetteer.place import PlaceKind

_REFERENCE = frozenset({"after", "following", "over", "since", "amid", "despite", "regarding", "about"})
"""Words before a noun that only names an earlier event: "arrested over the attack"."""
_CAUSES = frozenset({"over", "against"})
_JUDGED = 4
"""So many words may stand between an attack and its being condemned."""
_CLAIMING = frozenset({"it", "this", "that"})
_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours"})
_PROTESTERS = frozenset({"protesters", "protestors", "demonstrators", "marchers"})
_DOERS = word_set(
    """members commando group gang men gunmen militants suspects those insurgents cell fighters attackers rebels assailants faction"""
)
_NAMING = frozenset({"among", "of", "against", "between", "by", "for", "blamed", "urged", "told", "accused", "called", "praised"})
_MANY = frozenset({"hundreds", "thousands", "dozens", "scores", "tens", "group", "groups", "crowd", "crowds", "number", "handful"})
_GATHERING = frozenset({"gathered", "gathering", "march", "marched", "marching", "chanted", "chanting", "rallied", "blocked", "held"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such"})


def mere_reference(trigger: Trigger, words: Sequence[str], told: Sequence[Told], choice: Choice | None) -> bool:
    """Whether the words only name an earlier event behind what is told: "detained over the attack", "agreed after weeks of clashes"."""
    before = words[max(0, trigger.start - 6) : trigger.start]
    calm = {SubEventType.ARRESTS, SubEventType.AGREEMENT, SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION}
    told_anew = trigger.open is Open.KILL and any(
        word.isdecimal() or word in CLASSES["number"] for word in words[trigger.end : trigger.end + 3]
    )
    if (
        not told_anew
        and _counted_from(words[max(0, trigger.start - 10) : trigger.start])
        and (choice is None or choice.spots[0].mention.place.kind is PlaceKind.COUNTRY)
    ):
        return True
    if choice is not None and not choice.spots[0].wrapper and choice.spots[0].mention.place.kind is not PlaceKind.COUNTRY:
        others = {spot.mention.place.id for one in told if one.choice for spot in one.choice.spots}
        finite = not {"was", "were", "had"}.isdisjoint(before) or words[trigger.start].endswith("ed")
        if finite and others and choice.spots[0].mention.place.id not in others:
            return False
    crowd = any(one.trigger.open is Open.PROTEST for one in told)
    cause = words[max(0, trigger.start - 9) : trigger.start]
    if crowd and not _CAUSES.isdisjoint(cause) and not {";", "and", "but"} & set(cause):
        # "protested over the killing of civilians in night raids"
        return trigger.kind not in calm
    if told and words[trigger.start - 1 : trigger.start] in (("that",), ("who",)) and words[max(0, trigger.start - 2)] in _DOERS:
        # "killed four members of the commando that assassinated the president"
        return True
    if trigger.kind in calm or not any(one.trigger.kind in calm for one in told):
        return False
    return not _REFERENCE.isdisjoint(before) or not {
        "suspected",
        "accused",
        "charged",
        "connection",
        "suspicion",
        "end",
        "ending",
        "against",
        "demanding",
        "investigation",
        "inquiry",
        "probe",
    }.isdisjoint(before)


def _counted_from(before: Sequence[str]) -> bool:
    """Whether the words count time from what follows: "two days after the first …"."""
    return any(word in ("after", "before", "since") and index and before[index - 1] in _UNITS for index, word in enumerate(before))


def points_back(trigger: Trigger, line: Line, choice: Choice | None) -> bool:
    """Whether the words only point to an event told before: "the attack", without a place or a day."""
    words = line.tokens.words
    before = words[max(0, trigger.start - 4) : trigger.start]
    if line.index and any(word in ("was", "is") and before[at - 1] in _CLAIMING for at, word in enumerate(before) if at):
        # "The president said it was an attempt on his life."
        return True
    if _crowd_named(trigger, words):
        return True
    near = words[max(0, trigger.start - _JUDGED) : trigger.end + _JUDGED]
    if choice is None and line.index and trigger.open is not None and "condemned" in near and not line.casualties:
        # "The president condemned the attack", in whichever order a language says it.
        return True
    if choice is not None or line.index == 0 or line.dates or trigger.open not in (Open.ATTACK, Open.STRIKE, Open.BLAST, Open.SHOOT):
        return False
    return trigger.start > 0 and words[trigger.start - 1] in _DEFINITE


def _crowd_named(trigger: Trigger, words: Sequence[str]) -> bool:
    """Whether protesters are only named, not told to protest: "the first death among demonstrators", "blamed “riotous protesters”"."""
    if trigger.open is not Open.PROTEST or trigger.end - trigger.start > 1 or words[trigger.start] not in _PROTESTERS:
        return False
    before = words[max(0, trigger.start - 4) : trigger.start]
    return any(
        word in _NAMING and not (word == "of" and at and before[at - 1] in _MANY) for at, word in enumerate(before)
    ) and _GATHERING.isdisjoint(words)


def no_deed(told: Told, line: Line, day: DateMention | None) -> bool:
    """Whether bare words of harm tell no event: nobody came to harm, a whole war is summed up, or the harm is denied."""
    head = line.tokens.words[told.trigger.start]
    if day is not None and day.relation is Relation.SINCE and line.casualties and head.startswith(("kill", "die", "wound", "injur")):
        return True
    if told.trigger.open is not Open.KILL:
        return False
    before = line.tokens.words[max(0, told.trigger.start - 8) : told.trigger.start]
    if told.status is Status.DENIED or (("in", "which") in pairwise(before) and line.triggers == (told.trigger,)):
        return True
    return bool(line.casualties) and all(casualty.cumulative or casualty.high == 0 for casualty in line.casualties)
