"""Reports to events: drafts of every sentence, filled from their neighbors, made into events."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.anaphora import capitals, told_again
from dateline.extraction.attribution import AttributionMention
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.draft import Draft, Line, Site
from dateline.extraction.event import Event, Evidence, Span
from dateline.extraction.kinds import compatible
from dateline.extraction.reading import Reader, site_of
from dateline.extraction.tolls import add_up
from dateline.extraction.triggers import Open
from dateline.extraction.where import Lead, PlaceMention, contains, is_wide
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.sentences import Sentence, split
from dateline.recognition.toponym import ToponymKind
from dateline.resolution.expressions import find_expressions
from dateline.resolution.location import Location
from dateline.resolution.resolution import Resolution

_SUREST_NEEDED = 0.4
"""An event less sure than this is not told."""
_LONGEST = 2_000
"""In code points: a longer run without a full stop is no sentence."""
_REACH = 60
"""How many tellings before or after may lend a place or a day."""
_LENDING = frozenset(
    {kind for kind in SubEventType if kind.event_type is EventType.EXPLOSIONS_REMOTE_VIOLENCE}
    | {SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS}
)
_FOLLOWING = frozenset({SubEventType.ARRESTS, SubEventType.CHANGE_TO_GROUP_ACTIVITY, SubEventType.OTHER})
_QUARTERS = ("district", "suburb", "neighborhood", "neighbourhood", "quarter", "old city", "slum", "roundabout")
_CONTINUING = frozenset({"continued", "continues", "continuing", "continue", "ongoing", "raged", "persisted"})
_CARRY_SENTENCES = 3
"""A place or a day told more sentences before than this is not carried within a paragraph."""


class Extractor:
    """Tells the events of reports; keeps no state between reports and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorTable) -> None:
        self._seats = capitals(gazetteer)
        self._reader = Reader(actors)

    def extract(self, report: Report, resolutions: Sequence[Resolution]) -> tuple[Event, ...]:
        """The events of a report, one a telling, in the order of the text; `merging.within.fold` joins those of one occurrence."""
        sentences = _cut(report.text, split(report.text))
        places, filed = _places(report, resolutions)
        home = _home(told_again(report.text, places, self._seats))
        places = told_again(report.text, _at_home(report.text, places, home), self._seats)
        lines = self._reader.lines(report, sentences, places)
        if not lines:
            return ()
        newest = _newest(lines, report.published)
        drafts = [draft for line in lines for draft in self._reader.drafts(line, published=report.published, newest=newest)]
        drafts = _with_kinds_told_before(drafts)
        drafts = _with_tolls_told_later(drafts, lines)
        drafts = _placed(drafts, lines, filed, _home(places))
        drafts = _dated(_without_aftermath(drafts), report.published)
        told = [self._event(report, draft) for draft in drafts if _worth_telling(draft)]
        placed = any(event.where is not None for event in told)
        # Beside events with places, one that none can be found for is a remark on them.
        return tuple(
            event
            for event in told
            if event.confidence >= _SUREST_NEEDED and (event.where is not None or not placed or event.status is Status.PLANNED)
        )

    def _event(self, report: Report, draft: Draft) -> Event:
        line = draft.line
        trigger = Span(line.tokens.starts[draft.trigger.start], line.tokens.ends[draft.trigger.end - 1])
        where = Location.of(draft.site.mention.place, draft.site.confidence, near=draft.site.near) if draft.site else None
        toll, toll_spans = add_up(draft.tolls, shared=draft.shared_toll)
        confidence = draft.confidence
        if draft.site is None:
            confidence -= 0.15
        elif draft.site.own:
            confidence += 0.05
        if draft.salience is Salience.BACKGROUND:
            confidence -= 0.1
        attribution = [name for mention in line.attributions for name in _names(mention) if name]
        return Event(
            id=Event.id_of(report.id, trigger, draft.kind, where.place.id if where else None),
            report_id=report.id,
            sub_event_type=draft.kind,
            status=draft.status,
            salience=draft.salience,
            when=draft.when,
            said_on=draft.said_on,
            where=where,
            evidence=Evidence(
                sentence=Span(line.sentence.start, line.sentence.end),
                trigger=trigger,
                place=Span(draft.site.mention.start, draft.site.mention.end) if draft.site else None,
                date=draft.date_span,
                said_on=draft.said_span,
                attribution=Span(line.attributions[0].start, line.attributions[0].end) if line.attributions else None,
                actors=draft.actor_spans,
                toll=toll_spans,
                status=draft.status_span,
            ),
            quote=report.text[line.sentence.start : line.sentence.end],
            confidence=round(min(max(confidence, 0.0), 0.99), 4),
            time_of_day=draft.time_of_day,
            actors=draft.actors,
            attribution=tuple(dict.fromkeys(attribution)),
            toll=toll,
        )


def _names(mention: AttributionMention) -> tuple[str | None, ...]:
    """The speaker and the outlet; of an outlet that speaks itself only its name: "the Sputnik news agency" is Sputnik."""
    if mention.outlet is not None and mention.outlet in mention.speaker:
        return (mention.outlet,)
    return (mention.speaker, mention.outlet)


def _cut(text: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, those that no writer would write cut into pieces at a comma or a blank, so that the work stays linear."""
    pieces: list[Sentence] = []
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            window = text[start : start + _LONGEST]
            end = start + (max(window.rfind(", "), window.rfind("; ")) + 1 or window.rfind(" ") or 0)
            end = end if end > start else start + _LONGEST
            pieces.append(Sentence(start, end, sentence.paragraph))
            start = end
        pieces.append(Sentence(start, sentence.end, sentence.paragraph) if start != sentence.start else sentence)
    return tuple(pieces)


def _places(report: Report, resolutions: Sequence[Resolution]) -> tuple[tuple[PlaceMention, ...], PlaceMention | None]:
    """The places told in the text, sorted, derived ones instead of the names within them; and where the report was filed."""
    derived = [
        PlaceMention(
            expression.start,
            expression.end,
            expression.place,
            resolutions[expression.resolution_index].confidence,
            near=expression.near,
            derived=True,
        )
        for expression in find_expressions(report, resolutions)
        if resolutions[expression.resolution_index].toponym.kind is ToponymKind.PLACE
    ]
    named: list[PlaceMention] = []
    filed: PlaceMention | None = None
    for resolution in resolutions:
        place, toponym = resolution.place, resolution.toponym
        if place is None or place.kind is PlaceKind.CONTINENT or toponym.kind is ToponymKind.METONYM:
            continue
        mention = PlaceMention(toponym.start, toponym.end, place, resolution.confidence)
        if toponym.kind is ToponymKind.DATELINE:
            filed = filed or mention
        else:
            named.append(mention)
    spans = sorted((one.start, one.end) for one in derived)
    kept: list[PlaceMention] = []
    index = 0
    for one in sorted(named, key=lambda mention: mention.start):
        while index < len(spans) and spans[index][1] <= one.start:
            index += 1
        if not (index < len(spans) and spans[index][0] < one.end):
            kept.append(one)
    return tuple(sorted([*derived, *kept], key=lambda mention: (mention.start, mention.end))), filed


def _home(places: Sequence[PlaceMention]) -> frozenset[str]:
    """The countries that the report is about: those of most of its places; a lone capital abroad is where somebody speaks."""
    counts = Counter(mention.place.country for mention in places if mention.place.country)
    most = max(counts.values(), default=0)
    return frozenset(country for country, count in counts.items() if 2 * count > most)


def _at_home(text: str, places: Sequence[PlaceMention], home: frozenset[str]) -> tuple[PlaceMention, ...]:
    """The places without quarters of a town that are found only abroad: the "Medina district" of a Somali town is not Medina."""
    return tuple(
        mention
        for mention in places
        if mention.place.country in home or not home or not text[mention.end : mention.end + 16].lstrip(" -").lower().startswith(_QUARTERS)
    )


def _newest(lines: Sequence[Line], published: date | None) -> date | None:
    """The latest exact day told, as the report's present."""
    days = [
        mention.span.end
        for line in lines
        for mention in (*line.dates, *line.said_on)
        if mention.span and not mention.background and not mention.future and mention.span.precision is DatePrecision.DAY
    ]
    if published is not None:
        days = [day for day in days if day <= published]
    return max(days, default=None)


def _with_kinds_told_before(drafts: Sequence[Draft]) -> list[Draft]:
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
        elif draft.confidence >= _SUREST_NEEDED:
            result.append(draft)
    return result


def _shot_in_a_crowd(draft: Draft, before: Draft | None) -> bool:
    crowd = before is not None and before.kind is SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    return crowd and draft.kind is SubEventType.ATTACK and "shot" in draft.line.tokens.words[draft.trigger.start : draft.trigger.end]


def _with_tolls_told_later(drafts: Sequence[Draft], lines: Sequence[Line]) -> list[Draft]:
    """The drafts with the dead and wounded of sentences that tell nothing else, such as "Nobody was hurt"."""
    telling = [draft.line.index for draft in drafts]
    told_lines = set(telling)
    result = list(drafts)
    for line in lines:
        tolls = tuple(casualty for casualty in line.casualties if not casualty.cumulative)
        position = bisect_left(telling, line.index) - 1
        if line.index in told_lines or not tolls or position < 0:
            continue
        # Of "bombed the port a day after a drone killed a man", the sentence after goes on with the bombing.
        same = [index for index in range(position, -1, -1) if telling[index] == telling[position]]
        position = min(same, key=lambda index: (result[index].aside, -index))
        draft = result[position]
        if line.item is not None and line.item != draft.line.item:
            continue
        if draft.site is not None and _elsewhere(line, draft.site.mention.place):
            continue
        harmless = draft.kind.event_type is EventType.STRATEGIC_DEVELOPMENTS and draft.kind is not SubEventType.DISRUPTED_WEAPONS_USE
        if line.index - draft.line.index > 2 or draft.status is Status.PLANNED or harmless:
            continue
        told = {casualty.harm for casualty in draft.tolls}
        result[position] = replace(draft, tolls=(*draft.tolls, *(toll for toll in tolls if toll.harm not in told or toll.total)))
    return result


def _elsewhere(line: Line, place: Place) -> bool:
    """Whether a sentence tells of another place."""
    there = [spot.mention.place for spot in line.spots if spot.lead is Lead.AT and not is_wide(spot.mention.place)]
    return bool(there) and not any(one.id == place.id or contains(one, place) or contains(place, one) for one in there)


def _placed(drafts: Sequence[Draft], lines: Sequence[Line], filed: PlaceMention | None, home: frozenset[str]) -> list[Draft]:
    """The drafts with the places that their neighbors tell, where their own sentence tells none."""
    result = list(drafts)
    for position, draft in enumerate(result):
        if draft.site is not None or draft.salience is Salience.BACKGROUND:
            continue
        site = (
            _carried_back(result, position)
            or _beside(draft, lines, home)
            or _carried_ahead(result, position)
            or _carried_far(result, position)
            or _carried_back(result, position, aside=True)
            or _anywhere(draft, lines, home)
        )
        if site is None and filed is not None and filed.place.kind is not PlaceKind.COUNTRY:
            site = Site(filed, True, round(filed.confidence * 0.3, 4), False)
        if site is not None:
            result[position] = replace(draft, site=site)
    return result


def _without_aftermath(drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts without the arrests, curfews and reinforcements that only follow on what was told there before."""
    violent = any(draft.kind.event_type is not EventType.STRATEGIC_DEVELOPMENTS for draft in drafts)
    return [
        draft
        for draft in drafts
        if not (draft.kind in _FOLLOWING or _goes_on(draft)) or (draft.site is not None and draft.site.own) or not violent
    ]


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


def _carried_back(drafts: Sequence[Draft], position: int, *, aside: bool = False) -> Site | None:
    """The place of the telling before; `aside` looks at those that only date or describe another as well."""
    draft = drafts[position]
    for other in sorted(drafts[max(0, position - _REACH) : position], key=lambda one: (-one.line.index, one.aside)):
        if other.site is None or other.salience is Salience.BACKGROUND or other.line.index == draft.line.index:
            continue
        if (other.aside and not aside) or _apart(draft, other):
            continue
        near = draft.line.index - other.line.index <= _CARRY_SENTENCES
        if near and (
            other.line.sentence.paragraph == draft.line.sentence.paragraph
            or compatible(draft.kind, other.kind, general=draft.general or other.general)
        ):
            return _lent(other.site, 0.7)
        if not near:
            break
    return None


def _carried_ahead(drafts: Sequence[Draft], position: int) -> Site | None:
    draft = drafts[position]
    for other in drafts[position + 1 : position + 1 + _REACH]:
        if other.site is None or other.salience is Salience.BACKGROUND or not other.site.own or _apart(draft, other):
            continue
        if compatible(draft.kind, other.kind, general=draft.general or other.general):
            return _lent(other.site, 0.65)
        if other.line.index - draft.line.index > 2 * _CARRY_SENTENCES:
            break
    return None


def _carried_far(drafts: Sequence[Draft], position: int) -> Site | None:
    """The last place told before, where the report has told of no other."""
    draft = drafts[position]
    sites = [
        other.site
        for other in drafts[max(0, position - _REACH) : position]
        if other.site is not None and other.site.own and other.salience is Salience.MAIN and not other.aside and not _apart(draft, other)
    ]
    return _lent(sites[-1], 0.5) if sites and len({site.mention.place.id for site in sites}) == 1 else None


def _beside(draft: Draft, lines: Sequence[Line], home: frozenset[str]) -> Site | None:
    """A place that the sentence before or after names as a scene, without telling an event there."""
    index = draft.line.index
    for neighbor in (index - 1, index + 1, index - 2):
        if 0 <= neighbor < len(lines) and not lines[neighbor].triggers and draft.line.item in (None, lines[neighbor].item):
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


def _anywhere(draft: Draft, lines: Sequence[Line], home: frozenset[str]) -> Site | None:
    """The nearest place before that is named as a scene, else the country that the sentence or the report is about."""
    for line in reversed(lines[max(0, draft.line.index - _REACH) : draft.line.index + 1]):
        if draft.line.item is not None and line.item not in (None, draft.line.item):
            continue
        for spot in line.spots:
            if spot.lead in (Lead.AT, Lead.OBJECT) and not spot.wrapper and spot.mention.place.country in home:
                return _lent(site_of(spot, 1.0, own=False), 0.5)
    return None


def _dated(drafts: Sequence[Draft], published: date | None) -> list[Draft]:
    """The drafts with the days that their neighbors tell, where their own sentence tells none."""
    result = list(drafts)
    for position, draft in enumerate(drafts):
        if draft.dated or draft.status is Status.PLANNED or draft.salience is Salience.BACKGROUND:
            continue
        saying = _saying(draft)
        carried = _day_nearby(drafts, position)
        if saying is not None and (carried is None or carried[0] > 0):
            result[position] = replace(draft, when=_supposed(saying[0]), date_span=saying[1], time_of_day=draft.time_of_day or saying[2])
        elif carried is not None:
            other = drafts[carried[1]]
            result[position] = replace(draft, when=_supposed(other.when), date_span=other.date_span, time_of_day=draft.time_of_day)
        elif (unworked := _undated_nearby(drafts, position)) and unworked:
            continue
        elif published is not None:
            result[position] = replace(draft, when=DateSpan(published - timedelta(days=1), published, DatePrecision.DAY))
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
            distance += 6
        if best is None or distance < best[0]:
            best = (distance, index)
    return best


def _undated_nearby(drafts: Sequence[Draft], position: int) -> bool:
    """Whether a neighbor tells a day that cannot be worked out, which must not be guessed over."""
    return any(
        other.dated and other.when is None and abs(other.line.index - drafts[position].line.index) <= 1
        for other in drafts[max(0, position - _REACH) : position + _REACH]
    )


def _worth_telling(draft: Draft) -> bool:
    """Whether a draft says enough: history needs its place and day, and bare words of harm need a place."""
    if draft.salience is Salience.BACKGROUND:
        return draft.when is not None and draft.site is not None and draft.site.own and not is_wide(draft.site.mention.place)
    if draft.site is not None and is_wide(draft.site.mention.place) and not draft.dated and draft.line.index > 2:
        # Deep in a report, what is told without a day and of a whole country is comment.
        return draft.status is Status.PLANNED
    if draft.trigger.open is Open.CAPTURE and not draft.dated and (draft.site is None or not draft.site.own):
        return False
    return draft.site is not None or draft.trigger.open not in (Open.KILL, Open.SHOOT, Open.STRIKE, Open.CAPTURE)
