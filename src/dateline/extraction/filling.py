"""Drafts filled from their neighbors: the kind, toll, place and day that the sentences around tell."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.extraction.casualties import CasualtyMention
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.dates.mention import Relation
from dateline.extraction.draft import REACH, SUREST_NEEDED, Draft, Line
from dateline.extraction.kinds import compatible
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.salience import told_in_past_perfect
from dateline.extraction.triggers import Open
from dateline.extraction.where import Lead, contains, is_wide
from dateline.extraction.words import word_set
from dateline.gazetteer.place import Place

_LENDING = frozenset(
    {kind for kind in SubEventType if kind.event_type is EventType.EXPLOSIONS_REMOTE_VIOLENCE}
    | {SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS}
)
_FOLLOWING = frozenset({SubEventType.ARRESTS, SubEventType.CHANGE_TO_GROUP_ACTIVITY, SubEventType.OTHER})
_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_FORCES = word_set(
    "soldiers troops gunmen militants rebels insurgents army fighters bandits paramilitaries militiamen jihadists gang gangs"
)
_LATER = frozenset({"later", "since", "afterwards", "then", "subsequently"})
_CONTINUING = frozenset({"continued", "continues", "continuing", "continue", "ongoing", "raged", "persisted"})


def without_testimony(text: str, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without what witnesses only say of the deed that was told: "“They attacked us with batons,” said …"."""
    return [
        draft
        for index, draft in enumerate(drafts)
        if index == 0
        or not draft.general
        or draft.site is not None
        or draft.dated
        or draft.tolls
        or draft.status is Status.PLANNED
        or not text.startswith(('"', "“"), draft.line.sentence.start)
    ]


def with_kinds_told_before(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts whose words leave the weapon open with the kind that the sentence before names: "Most hit the base"."""
    result: list[Draft] = []
    for draft in drafts:
        before = next((other for other in reversed(result) if other.line.index < draft.line.index), None)
        lent = before is not None and draft.line.index - before.line.index <= 2 and not before.trigger.guessed and before.kind in _LENDING
        if (
            (draft.trigger.guessed or _shot_in_a_crowd(draft, before))
            and lent
            and before is not None
            and before.status is not Status.PLANNED
        ):
            result.append(replace(draft, kind=before.kind, confidence=max(draft.confidence, 0.6)))
        elif _of_a_mob(draft) and any(other.kind is SubEventType.MOB_VIOLENCE for other in result):
            # One more man beaten to death, in a report on mobs.
            result.append(replace(draft, kind=SubEventType.MOB_VIOLENCE))
        elif draft.confidence >= SUREST_NEEDED:
            result.append(replace(draft, salience=Salience.MAIN) if _goes_on_with(draft, before) else draft)
    return result


def _of_a_mob(draft: Draft) -> bool:
    words = draft.line.tokens.words[draft.trigger.start : draft.trigger.end]
    return (
        draft.kind is SubEventType.ATTACK
        and words[-2:] == ("to", "death")
        and words[0] in ("beaten", "stoned", "burned", "hacked", "burnt")
    )


def _goes_on_with(draft: Draft, before: Draft | None) -> bool:
    """Whether a telling in the past perfect goes on with what the sentence before told: "A bomber had mingled with worshipers and …"."""
    if before is None or draft.salience is not Salience.BACKGROUND or draft.dated or before.salience is not Salience.MAIN:
        return False
    if before.status is Status.PLANNED or not told_in_past_perfect(draft.trigger, draft.line.tokens.words):
        return False
    near = draft.line.index - before.line.index <= 2 and (
        draft.site is None or before.site is None or draft.site.mention == before.site.mention
    )
    return near and compatible(draft.kind, before.kind, general=draft.general or before.general)


def with_crowds_around(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts with fires and looting beside protests as what they are: the violence of a crowd."""
    result: list[Draft] = []
    for position, draft in enumerate(drafts):
        if draft.kind is SubEventType.LOOTING_PROPERTY_DESTRUCTION and draft.status is not Status.PLANNED:
            around = drafts[max(0, position - REACH) : position + REACH]
            crowd = any(
                other.kind.event_type in _CROWDS
                and (
                    other.line.index in (draft.line.index - 1, draft.line.index)
                    or (other.line.index == draft.line.index + 1 and other.line.sentence.paragraph == draft.line.sentence.paragraph)
                )
                for other in around
            )
            if crowd and _FORCES.isdisjoint(draft.line.tokens.words[: draft.trigger.start]):
                draft = replace(draft, kind=SubEventType.VIOLENT_DEMONSTRATION)
        elif _killed_by_those_who_dispersed(draft, result):
            draft = replace(draft, kind=SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS)
        result.append(draft)
    return result


def _killed_by_those_who_dispersed(draft: Draft, before: Sequence[Draft]) -> bool:
    """Whether bare words of harm count the victims of the force that was told before: "Police fired … to disperse … Three died"."""
    if draft.trigger.open not in (Open.KILL, Open.SHOOT) or draft.kind is not SubEventType.ATTACK:
        return False
    crowd = next((other for other in reversed(before) if other.kind.event_type in _CROWDS), None)
    return (
        crowd is not None
        and crowd.kind in (SubEventType.PROTEST_WITH_INTERVENTION, SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS)
        and draft.line.index - crowd.line.index <= 2
        and crowd.status is not Status.PLANNED
        and crowd.salience is draft.salience
        and (draft.site is None or _scene(draft) == _scene(crowd))
    )


def _shot_in_a_crowd(draft: Draft, before: Draft | None) -> bool:
    crowd = before is not None and before.kind is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    return crowd and draft.kind is SubEventType.ATTACK and "shot" in draft.line.tokens.words[draft.trigger.start : draft.trigger.end]


def with_tolls_told_later(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """The drafts with the dead and wounded of sentences that tell nothing else, such as "Nobody was hurt"."""
    telling = [draft.line.index for draft in drafts]
    told_lines = set(telling)
    result = list(drafts)
    for line in lines:
        tolls = tuple(casualty for casualty in line.casualties if not casualty.cumulative)
        if any(day.relation is Relation.SINCE for day in line.dates):
            # "32 people have been killed in the territory since Monday": of all that happened there.
            continue
        position = bisect_left(telling, line.index) - 1
        if line.index in told_lines or not tolls:
            continue
        if position < 0:
            _head_toll(result, line, tolls)
            continue
        # Of "bombed the port a day after a drone killed a man", the sentence after goes on with the bombing.
        same = [index for index in range(position, -1, -1) if telling[index] == telling[position]]
        there = {spot.mention.place.id for spot in line.spots if spot.lead is Lead.AT and not is_wide(spot.mention.place)}
        own = [index for index in range(max(0, position - REACH), position + 1) if _scene(result[index]) in there]
        position = own[-1] if own else min(same, key=lambda index: (result[index].aside, -index))
        if not own and _harmless(result[position]):
            # "No hubo víctimas mortales" after "liberó a los rehenes" is said of what was told before.
            reached = range(max(0, position - REACH), position)
            position = next((at for at in reversed(reached) if line.index - telling[at] <= 2 and not _harmless(result[at])), position)
        draft = result[position]
        if own and draft.shared_toll:
            draft = result[position] = replace(draft, shared_toll=False, tolls=())
        if line.item is not None and line.item != draft.line.item:
            continue
        if draft.site is not None and _elsewhere(line, draft.site.mention.place):
            continue
        if line.index - draft.line.index > 2 or draft.status is Status.PLANNED or _harmless(draft):
            continue
        told = {casualty.harm for casualty in draft.tolls}
        if all(toll.high == 0 for toll in tolls):
            # Nobody was hurt in any of the places that the sentence names.
            for index in same:
                if result[index].kind is draft.kind and not result[index].tolls and index != position:
                    result[index] = replace(result[index], tolls=tolls)
        result[position] = replace(draft, tolls=(*draft.tolls, *(toll for toll in tolls if toll.harm not in told or toll.total)))
    return result


def _head_toll(drafts: list[Draft], line: Line, tolls: Sequence[CasualtyMention]) -> None:
    """Gives a toll that the head of a report tells to the first telling: "The siege ended with 148 dead. Gunmen had stormed …"."""
    position = next((at for at, draft in enumerate(drafts) if not draft.aside and draft.salience is Salience.MAIN), None)
    if position is None:
        return
    draft = drafts[position]
    calm = draft.kind.event_type is EventType.STRATEGIC_DEVELOPMENTS or draft.status is Status.PLANNED
    if calm or draft.line.index - line.index > 2 or (draft.site is not None and _elsewhere(line, draft.site.mention.place)):
        return
    if line.item in (None, draft.line.item):
        told = {casualty.harm for casualty in draft.tolls}
        drafts[position] = replace(draft, tolls=(*draft.tolls, *(toll for toll in tolls if toll.harm not in told)))


def _harmless(draft: Draft) -> bool:
    return draft.kind.event_type is EventType.STRATEGIC_DEVELOPMENTS and draft.kind is not SubEventType.DISRUPTED_WEAPONS_USE


def _scene(draft: Draft) -> str | None:
    return draft.site.mention.place.id if draft.site else None


def _elsewhere(line: Line, place: Place) -> bool:
    """Whether a sentence tells of another place."""
    there = [spot.mention.place for spot in line.spots if spot.lead is Lead.AT and not is_wide(spot.mention.place)]
    return bool(there) and not any(one.id == place.id or contains(one, place) or contains(place, one) for one in there)


def without_aftermath(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without the arrests, curfews and reinforcements that only follow on what was told there before."""
    violent = any(draft.kind.event_type is not EventType.STRATEGIC_DEVELOPMENTS for draft in drafts)
    return [
        draft
        for draft in drafts
        if not (draft.kind in _FOLLOWING or _goes_on(draft))
        or (draft.site is not None and draft.site.own)
        or not violent
        or (draft.kind is SubEventType.OTHER and draft.trigger.weight > 0.7)
        or (_counted(draft) and _LATER.isdisjoint(draft.line.tokens.words))
    ]


def _counted(draft: Draft) -> bool:
    """Whether so many people were arrested: "arrested 13 people", "76 men were detained"."""
    words, trigger = draft.line.tokens.words, draft.trigger
    if draft.kind is not SubEventType.ARRESTS:
        return False
    return any(
        word.isdecimal() or word in CLASSES["number"]
        for word in (*words[max(0, trigger.start - 4) : trigger.start], *words[trigger.end : trigger.end + 3])
    )


def _goes_on(draft: Draft) -> bool:
    """Whether it only says that something went on: "Clashes continued through Friday"."""
    words, trigger = draft.line.tokens.words, draft.trigger
    around = words[max(0, trigger.start - 2) : trigger.end + 3]
    return not _CONTINUING.isdisjoint(around) or ("went", "on") in pairwise(around)
