"""The places of drafts that their neighbors tell."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.draft import REACH, SUREST_NEEDED, Draft, Line, Site, apart
from dateline.extraction.kinds import compatible
from dateline.extraction.reading import site_of
from dateline.extraction.where import Lead, PlaceMention, is_wide
from dateline.gazetteer.place import PlaceKind

_CALM = frozenset({SubEventType.AGREEMENT, SubEventType.OTHER, SubEventType.CHANGE_TO_GROUP_ACTIVITY})
"""Of what these tell, whatever place the sentence names is near enough: "moved two brigades to Gondar"."""

_OF_A_COUNTRY = frozenset({SubEventType.ARRESTS, SubEventType.AGREEMENT, SubEventType.PEACEFUL_PROTEST})

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

_NEXT = 2
"""A dateline's town is the scene of the first sentences rather than a place told more sentences later."""

_WELL_BEFORE = timedelta(days=1)

_CARRY_SENTENCES = 3
"""A place or a day told more sentences before than this is not carried within a paragraph."""


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


def _lent(site: Site, factor: float) -> Site:
    return Site(site.mention, site.near, round(site.confidence * factor, 4), False)


def _of_another_day(draft: Draft, drafts: Sequence[Draft], position: int) -> bool:
    before = [other for other in drafts[max(0, position - REACH) : position] if other.site is not None]
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
    for other in sorted(drafts[max(0, position - REACH) : position], key=lambda one: (-one.line.index, one.aside)):
        if other.site is None or other.salience is Salience.BACKGROUND or other.line.index == draft.line.index:
            continue
        if (other.aside and not aside) or apart(draft, other) or (other.status is Status.PLANNED and draft.status is not Status.PLANNED):
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
    for other in drafts[position + 1 : position + 1 + REACH]:
        if other.site is None or other.salience is Salience.BACKGROUND or not other.site.own or apart(draft, other):
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
        for other in drafts[max(0, position - REACH) : position + REACH]
        if other.site is not None and other.site.own and other.salience is Salience.MAIN and not other.aside and not apart(draft, other)
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
    for line in reversed(lines[max(0, draft.line.index - REACH) : draft.line.index + 1]):
        if draft.line.item is not None and line.item not in (None, draft.line.item):
            continue
        for spot in line.spots:
            if spot.lead in (Lead.AT, Lead.OBJECT) and not spot.wrapper and spot.mention.place.country in home:
                return _lent(site_of(spot, 1.0, own=False), 0.5)
    for spot in draft.line.spots:
        if spot.lead is Lead.ASIDE and spot.mention.place.country in home and not is_wide(spot.mention.place):
            return _lent(site_of(spot, 0.0, own=False), 0.5)
    return None
