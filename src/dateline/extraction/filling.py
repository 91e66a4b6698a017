"""Drafts filled from their neighbors: the kind, toll, place and day that the sentences around tell."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.casualties import CasualtyMention
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.dates import DateMention
from dateline.extraction.dates.mention import Relation
from dateline.extraction.draft import Draft, Line, Site
from dateline.extraction.event import Span
from dateline.extraction.kinds import compatible
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.reading import site_of
from dateline.extraction.salience import told_in_past_perfect
from dateline.extraction.triggers import Open
from dateline.extraction.where import Lead, PlaceMention, contains, is_wide
from dateline.extraction.words import word_set
from dateline.gazetteer.place import Place, PlaceKind

SUREST_NEEDED = 0.4
"""An event less sure than this is not told."""
_SECOND_DAY = date.min + timedelta(days=1)
"""The first day that has a day before it."""
_REACH = 60
"""How many tellings before or after may lend a place or a day."""
_LENDING = frozenset(
    {kind for kind in SubEventType if kind.event_type is EventType.EXPLOSIONS_REMOTE_VIOLENCE}
    | {SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS}
)
_FOLLOWING = frozenset({SubEventType.ARRESTS, SubEventType.CHANGE_TO_GROUP_ACTIVITY, SubEventType.OTHER})
_CALM = frozenset({SubEventType.AGREEMENT, SubEventType.OTHER, SubEventType.CHANGE_TO_GROUP_ACTIVITY})
"""Of what these tell, whatever place the sentence names is near enough: "moved two brigades to Gondar"."""
_OF_A_COUNTRY = frozenset({SubEventType.ARRESTS, SubEventType.AGREEMENT, SubEventType.PEACEFUL_PROTEST})
_CROWDS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_FORCES = word_set(
    "soldiers troops gunmen militants rebels insurgents army fighters bandits paramilitaries militiamen jihadists gang gangs"
)
_LATER = frozenset({"later", "since", "afterwards", "then", "subsequently"})
_CONTINUING = frozenset({"continued", "continues", "continuing", "continue", "ongoing", "raged", "persisted"})
_LOCAL = frozenset(
    {
        "police",
        "prosecutors",
        "medics",
        "doctors",
        "rescuers",
        "residents",
        "firefighters",
        "authorities",
        "gendarmes",
        "activists",
        "witnesses",
    }
)
_ARRIVING = word_set(
    "arrived came happened occurred began started unfolded incident attackers gunmen assailants place entered surrounded descended"
)
_NEXT = 2
"""A dateline's town is the scene of the first sentences rather than a place told more sentences later."""
_SOON = 4
"""A day told so near, as `_day_nearby` measures, is the deed's where a risen toll is told."""
_WELL_BEFORE = timedelta(days=1)
_CARRY_SENTENCES = 3
"""A place or a day told more sentences before than this is not carried within a paragraph."""


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
            around = drafts[max(0, position - _REACH) : position + _REACH]
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
        own = [index for index in range(max(0, position - _REACH), position + 1) if _scene(result[index]) in there]
        position = own[-1] if own else min(same, key=lambda index: (result[index].aside, -index))
        if not own and _harmless(result[position]):
            # "No hubo víctimas mortales" after "liberó a los rehenes" is said of what was told before.
            reached = range(max(0, position - _REACH), position)
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


def placed(drafts: Sequence[Draft], lines: Sequence[Line], filed: PlaceMention | None, home: frozenset[str]) -> list[Draft]:
    """The drafts with the places that their neighbors tell, where their own sentence tells none."""
    result = list(drafts)
    for position, draft in enumerate(result):
        if draft.site is not None or draft.salience is Salience.BACKGROUND:
            continue
        site = (
            _carried_back(result, position)
            or _named(draft, home)
            or _beside(draft, lines, home)
            or _spoken_from(draft, home)
            or _of_a_country(draft)
            or _carried_ahead(result, position, _NEXT if _is_filed_at_home(filed, home) else None)
            or (_filed(filed) if _is_filed_at_home(filed, home) and draft.line.index <= _NEXT else None)
            or _carried_back(result, position, loosely=True)
            or _carried_far(result, position)
            or _carried_back(result, position, aside=True)
            or (None if _of_another_day(draft, result, position) else _anywhere(draft, lines, home))
        )
        if (
            position == 0
            and draft.line.index == 0
            and filed is not None
            and site is not None
            and _elsewhere_ahead(result, site, filed, home)
        ):
            # What the first sentence tells without a place was where the report was filed, not where the next sentence goes on.
            site = Site(filed, True, round(filed.confidence * 0.5, 4), False)
        site = site or _filed(filed)
        if site is not None and draft.elsewhere:
            # A place that nobody knows lies somewhere around those that the report tells of.
            site = replace(_lent(site, 0.6), near=True)
        if site is not None:
            result[position] = replace(draft, site=site)
    return result


def _elsewhere_ahead(drafts: Sequence[Draft], site: Site, filed: PlaceMention, home: frozenset[str]) -> bool:
    """Whether a lent place is only told where another sentence sets a new scene: "In Las Vegas, an officer was shot"."""
    if filed.place.kind is PlaceKind.COUNTRY or filed.place.country not in home or site.mention.place.id == filed.place.id:
        return False
    lender = next((draft for draft in drafts if draft.site is not None and draft.site.own and draft.site.mention == site.mention), None)
    return lender is not None and lender.line.index > 0 and _sets_scene(lender)


def _sets_scene(draft: Draft) -> bool:
    """Whether its sentence begins with its place: "In Las Vegas, …"."""
    site, tokens = draft.site, draft.line.tokens
    return site is not None and tokens.words[0] in ("in", "at", "near", "outside") and tokens.at(site.mention.start) <= 5


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


def _lent(site: Site, factor: float) -> Site:
    return Site(site.mention, site.near, round(site.confidence * factor, 4), False)


def _apart(a: Draft, b: Draft) -> bool:
    """Whether two drafts stand in different items of a list, which lend each other nothing."""
    return a.line.item != b.line.item and None not in (a.line.item, b.line.item)


def _of_another_day(draft: Draft, drafts: Sequence[Draft], position: int) -> bool:
    before = [other for other in drafts[max(0, position - _REACH) : position] if other.site is not None]
    return bool(before) and _long_before(draft, before[-1], drafts)


def _long_before(draft: Draft, lender: Draft, drafts: Sequence[Draft]) -> bool:
    """Whether it tells a day well before that of the telling that would lend it a place."""
    when = lender.when if lender.dated else next((other.when for other in drafts if other.dated and other.salience is Salience.MAIN), None)
    return draft.dated and draft.when is not None and when is not None and when.start - draft.when.end > _WELL_BEFORE


def _of_late(draft: Draft) -> bool:
    """Whether it only says what has been going on: "both sides have raped women"."""
    return not draft.dated and not {"have", "has"}.isdisjoint(
        draft.line.tokens.words[max(0, draft.trigger.start - 3) : draft.trigger.start]
    )


def _other_day(a: Draft, b: Draft) -> bool:
    """Whether each tells a day of its own and the days are not the same."""
    return a.dated and b.dated and a.when is not None and b.when is not None and not a.when.overlaps(b.when)


def _carried_back(drafts: Sequence[Draft], position: int, *, aside: bool = False, loosely: bool = False) -> Site | None:
    """The place of the telling before; `aside` looks at those that only date or describe another as well, `loosely` at other kinds."""
    draft = drafts[position]
    for other in sorted(drafts[max(0, position - _REACH) : position], key=lambda one: (-one.line.index, one.aside)):
        if other.site is None or other.salience is Salience.BACKGROUND or other.line.index == draft.line.index:
            continue
        if (other.aside and not aside) or _apart(draft, other) or (other.status is Status.PLANNED and draft.status is not Status.PLANNED):
            continue
        if _long_before(draft, other, drafts):
            continue
        near = draft.line.index - other.line.index <= _CARRY_SENTENCES
        if loosely and (_other_day(draft, other) or not near or _of_late(draft)):
            return None
        if near and (
            loosely
            or other.line.sentence.paragraph == draft.line.sentence.paragraph
            or compatible(draft.kind, other.kind, general=draft.general or other.general)
        ):
            return _lent(other.site, 0.7)
        if not near:
            break
    return None


def _is_filed_at_home(filed: PlaceMention | None, home: frozenset[str]) -> bool:
    return filed is not None and filed.place.country in home


def _filed(filed: PlaceMention | None) -> Site | None:
    """Where the report was written, near which its news may be."""
    if filed is None or filed.place.kind is PlaceKind.COUNTRY:
        return None
    return Site(filed, True, round(filed.confidence * 0.3, 4), False)


def _carried_ahead(drafts: Sequence[Draft], position: int, sentences: int | None = None) -> Site | None:
    """The place of a telling behind, at most so many sentences ahead."""
    draft = drafts[position]
    for other in drafts[position + 1 : position + 1 + _REACH]:
        if other.site is None or other.salience is Salience.BACKGROUND or not other.site.own or _apart(draft, other):
            continue
        if sentences is not None and other.line.index - draft.line.index > sentences:
            break
        if compatible(draft.kind, other.kind, general=draft.general or other.general):
            return _lent(other.site, 0.65)
        if other.line.index - draft.line.index > 2 * _CARRY_SENTENCES:
            break
    return None


def _carried_far(drafts: Sequence[Draft], position: int) -> Site | None:
    """The only place of the report's other tellings."""
    draft = drafts[position]
    sites = [
        other.site
        for other in drafts[max(0, position - _REACH) : position + _REACH]
        if other.site is not None and other.site.own and other.salience is Salience.MAIN and not other.aside and not _apart(draft, other)
    ]
    return _lent(sites[-1], 0.5) if sites and len({site.mention.place.id for site in sites}) == 1 else None


def _beside(draft: Draft, lines: Sequence[Line], home: frozenset[str]) -> Site | None:
    """A place that the sentence before or after names as a scene, without telling an event there."""
    index = draft.line.index
    for neighbor in (index - 1, index + 1, index - 2):
        if 0 <= neighbor < len(lines) and not _telling(lines[neighbor]) and draft.line.item in (None, lines[neighbor].item):
            spots = [
                spot
                for spot in lines[neighbor].spots
                if not spot.wrapper and not is_wide(spot.mention.place) and spot.mention.place.country in home
            ]
            for lead, factor in ((Lead.AT, 0.7), (Lead.OBJECT, 0.6), (Lead.BARE, 0.5), (Lead.THROUGH, 0.4)):
                for spot in spots:
                    if spot.lead is lead:
                        return _lent(site_of(spot, 2.0, own=False), factor)
    return None


def _telling(line: Line) -> bool:
    return any(trigger.weight >= SUREST_NEEDED for trigger in line.triggers)


def _named(draft: Draft, home: frozenset[str]) -> Site | None:
    """A settlement that its own sentence names without leading to it: "calm returned to Gaza after the two sides agreed to …"."""
    for spot in draft.line.spots:
        leads = (Lead.TO, Lead.OF, Lead.BARE, Lead.ASIDE) if draft.kind in _CALM else (Lead.TO, Lead.OF, Lead.BARE)
        if spot.lead in leads and spot.mention.place.country in home and not is_wide(spot.mention.place):
            return _lent(site_of(spot, 1.0), 0.6)
    return None


def _of_a_country(draft: Draft) -> Site | None:
    """The country whose police or parties act, when its sentence names nothing finer: "Germany's police arrested 25 people"."""
    if draft.kind not in _OF_A_COUNTRY:
        return None
    spots = draft.line.spots
    if len(spots) != 1 or spots[0].mention.place.kind is not PlaceKind.COUNTRY or spots[0].first > draft.trigger.start:
        return None
    return _lent(site_of(spots[0], 1.0), 0.6)


def _spoken_from(draft: Draft, home: frozenset[str]) -> Site | None:
    """Where those speak who were there: "Police in Peshawar said they had foiled …"."""
    for spot in draft.line.spots:
        before = draft.line.tokens.words[max(0, spot.first - 3) : spot.first]
        if spot.lead in (Lead.ASIDE, Lead.SUBJECT) and not _LOCAL.isdisjoint(before) and spot.mention.place.country in home:
            return None if is_wide(spot.mention.place) else _lent(site_of(spot, 2.0), 0.8)
    return None


def _anywhere(draft: Draft, lines: Sequence[Line], home: frozenset[str]) -> Site | None:
    """The nearest place before that is named as a scene, else the country that the sentence or the report is about."""
    for line in reversed(lines[max(0, draft.line.index - _REACH) : draft.line.index + 1]):
        if draft.line.item is not None and line.item not in (None, draft.line.item):
            continue
        for spot in line.spots:
            if spot.lead in (Lead.AT, Lead.OBJECT) and not spot.wrapper and spot.mention.place.country in home:
                return _lent(site_of(spot, 1.0, own=False), 0.5)
    for spot in draft.line.spots:
        if spot.lead is Lead.ASIDE and spot.mention.place.country in home and not is_wide(spot.mention.place):
            return _lent(site_of(spot, 0.0, own=False), 0.5)
    return None


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
    for index in range(max(0, position - _REACH), min(len(drafts), position + _REACH)):
        other = drafts[index]
        if other.when is None or other.salience is Salience.BACKGROUND or other.status is Status.PLANNED or not other.dated:
            continue
        if (other.aside and other.line.index != draft.line.index) or _apart(draft, other):
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
        for other in drafts[max(0, position - _REACH) : position + _REACH]
    )
