"""One occurrence told in several sentences of a report becomes one event."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from dateline.chronology import DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Evidence, Role, Span, Toll
from dateline.extraction.items import item_of
from dateline.extraction.kinds import compatible, graver, is_general, lethal
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.languages.sentences import english_of
from dateline.extraction.where import contains
from dateline.gazetteer.place import PlaceKind
from dateline.geography import distance_km
from dateline.reading.report import Report
from dateline.resolution.location import Location

_NEAR_KM = 12.0
"""How far "near the base" may lie from the base and be the same scene."""
_WIDE_KM = 60.0
_REGION_KM = 45.0
"""So far from the town that a count names may the dead have died."""
_COUNTING = ("killed", "died", "dead", "deaths", "wounded", "wounds", "injured", "bodies")
_APART = frozenset({"another", "separate", "separately", "elsewhere"})
"""Beside the trigger or at the head of the sentence, these words set an event apart from those told before."""
_BY_HAND = frozenset({SubEventType.ATTACK, SubEventType.ARMED_CLASH})
_UNARMED = frozenset({SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION})
_OFFICERS = frozenset({"police", "policeman", "policemen", "officer", "officers", "soldier", "soldiers", "gendarme", "gendarmes"})
_NAMED_BY_ALL = frozenset({SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, SubEventType.PROTEST_WITH_INTERVENTION})
"""Kinds that a sentence tells by all its words together, so that the trigger's own need not name them."""
_SUPPOSED = timedelta(days=6)
_LARGEST = 2_000
"""Beyond so many events a report is a table, not a story: each is kept as it is."""


@dataclass(frozen=True, slots=True)
class _Telling:
    event: Event
    general: bool
    """Whether its words do not name the kind of event."""
    another: bool
    """Whether its words set it apart from what was told before."""
    counts: bool = False
    """Whether its words only count dead and wounded."""
    later_on: bool = False
    """Whether its sentence begins with "Hours later" or the like."""
    item: int | None = None
    """Where the item of a list that tells it begins."""


def fold(report: Report, events: Sequence[Event]) -> tuple[Event, ...]:
    """The events of a report, one an occurrence, in the order in which they are first told."""
    if len(events) > _LARGEST:
        return tuple(events)
    language = foreign_language(report.text, report.language)
    tellings = [_telling(report.text, language, event) for event in sorted(events, key=lambda event: (event.evidence.trigger, event.id))]
    # Those that name their kind and place found the groups; vaguer ones join them.
    order = sorted(range(len(tellings)), key=lambda index: (_vagueness(tellings[index]), index))
    groups: list[list[int]] = []
    for index in order:
        fits = [(_likeness(tellings, group, index), position) for position, group in enumerate(groups)]
        best = max(fits, key=lambda fit: (fit[0], -fit[1]), default=(0.0, -1))
        if best[0] > 0:
            groups[best[1]].append(index)
        else:
            groups.append([index])
    folded = [_with_dead(report.text, _one([tellings[index] for index in sorted(group)], report.id)) for group in sorted(groups, key=min)]
    return tuple({event.id: event for event in folded}.values())


def _telling(text: str, language: str | None, event: Event) -> _Telling:
    sentence, trigger = event.evidence.sentence, event.evidence.trigger
    words = text[sentence.start : trigger.start].lower().replace(",", " ").split()
    trigger_words = text[trigger.start : trigger.end].lower().split()
    if words[:3] == ["in", "the", "same"]:
        # "In the same department, gunmen …": elsewhere in it.
        words = ["elsewhere", *words]
    apart = not _APART.isdisjoint((*words[:2], *words[-3:], *trigger_words)) or any(
        pair == ("a", "second") for pair in pairwise(words[-4:])
    )
    later_on = not {"later", "earlier", "afterwards"}.isdisjoint(words[:4]) or any(
        unit in ("hours", "minutes") and word == "later" for unit, word in pairwise(words[-9:])
    )
    counts = text[trigger.start : trigger.end].lower() in _COUNTING
    named = event.sub_event_type in _NAMED_BY_ALL
    general = not named and is_general(english_of(text, language, trigger.start, trigger.end))
    return _Telling(event, general, apart, counts, later_on, item_of(text, sentence.start))


def _vagueness(telling: _Telling) -> int:
    where = telling.event.where
    return 2 * telling.general + (where is None or where.place.kind is PlaceKind.COUNTRY) + (telling.event.when is None)


def _likeness(tellings: Sequence[_Telling], group: Sequence[int], index: int) -> float:
    """How well an event fits a group: 0 when it contradicts one of its members, else more the nearer and the likelier."""
    scores = [_pair(tellings[member], tellings[index], first_told=member < index) for member in group]
    if tellings[index].counts:
        # The dead of a crowd go with the violence done to it, whoever else marched there.
        fitting = [
            score
            for member, score in zip(group, scores, strict=True)
            if score > 0 or tellings[member].event.sub_event_type is not SubEventType.PEACEFUL_PROTEST
        ]
        scores = fitting if fitting and max(fitting) > 0 else scores
    if not scores or min(scores) <= 0:
        return 0.0
    nearest = min(abs(member - index) for member in group)
    return max(scores) - min(nearest, 20) * 0.01


def _pair(a: _Telling, b: _Telling, *, first_told: bool) -> float:
    """How likely two tellings of a report tell one occurrence; 0 when they cannot."""
    left, right = a.event, b.event
    if (left.status is Status.PLANNED) != (right.status is Status.PLANNED):
        return 0.0
    if not compatible(left.sub_event_type, right.sub_event_type, general=a.general or b.general):
        return 0.0
    place = _same_place(left.where, right.where) or _only_counts(a, b)
    day = _same_day(left.when, right.when)
    if place <= 0 or day <= 0:
        return 0.0
    if left.salience is not right.salience and not (left.when and right.when and left.when.overlaps(right.when)):
        return 0.0
    later = b if first_told else a
    if later.another or (place < 1 and _counted_apart(left, right)):
        return 0.0
    if place < 1 and None not in (a.item, b.item) and a.item != b.item:
        return 0.0
    if later.later_on and not later.general and left.sub_event_type is not right.sub_event_type:
        return 0.0
    if Status.DENIED in (left.status, right.status) and left.status is not right.status and left.sub_event_type is not right.sub_event_type:
        return 0.0
    if left.evidence.sentence == right.evidence.sentence and place < 1 and not (a.general or b.general):
        return 0.0
    kind = 1.0 if left.sub_event_type is right.sub_event_type else 0.8
    return place * day * kind


def _with_dead(text: str, event: Event) -> Event:
    """The event, a protest with dead being one that force was used against; dead policemen speak of the crowd's violence."""
    if event.sub_event_type not in _UNARMED or not event.toll.fatalities_low or event.status in (Status.PLANNED, Status.DENIED):
        return event
    words = {word for span in event.evidence.toll for word in text[span.start : span.end].lower().split()}
    kind = SubEventType.VIOLENT_DEMONSTRATION if words & _OFFICERS else SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS
    where = event.where.place.id if event.where else None
    return replace(event, sub_event_type=kind, id=Event.id_of(event.report_id, event.evidence.trigger, kind, where))


def _counted_apart(a: Event, b: Event) -> bool:
    """Whether two deeds of different kinds, in a province and in one of its towns, killed different numbers of people."""
    counts = (a.toll.fatalities_low, b.toll.fatalities_low)
    return a.sub_event_type is not b.sub_event_type and None not in counts and 0 not in counts and counts[0] != counts[1]


def _same_place(a: Location | None, b: Location | None) -> float:
    if a is None or b is None:
        return 0.7
    if a.place.id == b.place.id:
        return 1.0
    if contains(a.place, b.place) or contains(b.place, a.place):
        return 0.8 if PlaceKind.COUNTRY not in (a.place.kind, b.place.kind) else 0.6
    # "near the base" and the base are one scene; "near" two villages are two.
    derived = (a.place.kind is PlaceKind.RELATIVE) != (b.place.kind is PlaceKind.RELATIVE)
    km = distance_km(a.point, b.point)
    if km <= 2.0 or (derived and km <= _NEAR_KM):
        return 0.85
    if any(x.place.kind is PlaceKind.RELATIVE and km <= x.uncertainty_km and x.uncertainty_km >= _WIDE_KM for x in (a, b)):
        # "in the southern Philippines", told again with its town.
        return 0.6
    return 0.0


def _only_counts(a: _Telling, b: _Telling) -> float:
    """Whether one only counts the dead of the region that the other, without a count, tells where and how they died."""
    counting, telling = (a, b) if a.counts else (b, a)
    if (
        not counting.counts
        or telling.general
        or telling.event.toll.fatalities_low is not None
        or counting.event.toll.fatalities_low is None
    ):
        return 0.0
    here, there = counting.event.where, telling.event.where
    days = counting.event.when, telling.event.when
    if here is None or there is None or here.place.country != there.place.country or days[0] is None or days[1] is None:
        return 0.0
    return 0.3 if days[0].overlaps(days[1]) and distance_km(here.point, there.point) <= _REGION_KM else 0.0


def _same_day(a: DateSpan | None, b: DateSpan | None) -> float:
    if a is None or b is None:
        return 0.8
    if a.overlaps(b):
        return 1.0 if a.precision is b.precision else 0.8
    # Days that no words tell were only supposed from the publication.
    apart = max(a.start - b.end, b.start - a.end)
    return 0.0 if (a.expression and b.expression) or apart > _SUPPOSED else 0.5


def _one(tellings: Sequence[_Telling], report_id: str) -> Event:
    """One event of several tellings of it, given in the order of the text."""
    if len(tellings) == 1:
        return tellings[0].event
    events = [telling.event for telling in tellings]
    named = [telling.event for telling in tellings if not telling.general] or events
    kind = named[0].sub_event_type
    for event in named[1:]:
        # Of a strike and the weapons shot down in it, the report's first telling says which it is about.
        # A chase or shots at the attackers after an attack leave it an attack.
        if SubEventType.DISRUPTED_WEAPONS_USE not in (kind, event.sub_event_type) and not (
            {kind, event.sub_event_type} == _BY_HAND and not _own_place(event)
        ):
            kind = graver(kind, event.sub_event_type)
    if kind is SubEventType.SHELLING_ARTILLERY_MISSILE and any(
        telling.counts and telling.event.sub_event_type is SubEventType.AIR_DRONE_STRIKE for telling in tellings
    ):
        # "airstrikes that killed 140 …": the missiles of a later sentence came from aircraft.
        kind = SubEventType.AIR_DRONE_STRIKE
    if kind is SubEventType.LOOTING_PROPERTY_DESTRUCTION:
        # Raiders who kill and burn made an attack.
        there = {event.where.place.id for event in events if event.where and event.sub_event_type is kind}
        hands = [
            event
            for event in events
            if event.sub_event_type in _BY_HAND and event.toll.fatalities_high and event.where and event.where.place.id in there
        ]
        kind = hands[0].sub_event_type if hands else kind
    best = max((event for event in events if event.sub_event_type is kind), key=_richness)
    placed = [telling.event for telling in tellings if telling.event.where and not telling.counts]
    where_from = max(placed or (event for event in events if event.where), key=_fineness, default=None)
    when_from = min((event for event in events if event.when), key=_coarseness, default=None)
    toll, toll_spans = _toll(events)
    kind = lethal(kind, toll.fatalities_low)
    where = where_from.where if where_from else None
    evidence = Evidence(
        sentence=best.evidence.sentence,
        trigger=best.evidence.trigger,
        place=where_from.evidence.place if where_from else None,
        date=when_from.evidence.date if when_from else None,
        said_on=next((event.evidence.said_on for event in events if event.said_on), None),
        attribution=best.evidence.attribution or next((event.evidence.attribution for event in events if event.evidence.attribution), None),
        actors=best.evidence.actors,
        toll=toll_spans,
        status=best.evidence.status,
    )
    attribution = dict.fromkeys(name for event in (best, *events) for name in event.attribution)
    return replace(
        best,
        id=Event.id_of(report_id, best.evidence.trigger, kind, where.place.id if where else None),
        sub_event_type=kind,
        status=_status(events),
        salience=Salience.MAIN if any(event.salience is Salience.MAIN for event in events) else Salience.BACKGROUND,
        when=when_from.when if when_from else None,
        said_on=min((event.said_on for event in events if event.said_on), default=None),
        where=where,
        evidence=evidence,
        confidence=min(0.99, max(event.confidence for event in events) + 0.01 * (len(events) - 1)),
        time_of_day=best.time_of_day
        or next((telling.event.time_of_day for telling in tellings if telling.event.time_of_day and not telling.counts), None),
        actors=_actors(events),
        attribution=tuple(attribution),
        toll=toll,
    )


def _own_place(event: Event) -> bool:
    """Whether the event's own sentence names its place."""
    place, sentence = event.evidence.place, event.evidence.sentence
    return place is not None and sentence.start <= place.start < sentence.end


def _richness(event: Event) -> tuple[int, float, Span]:
    """How much the telling says: the fullest sentence is quoted."""
    evidence = event.evidence
    told = (
        sum(value is not None for value in (evidence.place, evidence.date, evidence.attribution)) + bool(evidence.toll) + bool(event.actors)
    )
    return told + _own_place(event), event.confidence, Span(-evidence.trigger.start, -evidence.trigger.end)


def _fineness(event: Event) -> tuple[bool, int, float, float, int]:
    where = event.where
    assert where is not None
    return (not where.place.kind.is_area, -where.geo_precision, where.confidence, -where.uncertainty_km, -event.evidence.trigger.start)


def _coarseness(event: Event) -> tuple[bool, int, int, int]:
    when = event.when
    assert when is not None
    return (not when.expression, when.precision.rank, when.days, event.evidence.trigger.start)


def _status(events: Sequence[Event]) -> Status:
    told = {event.status for event in events}
    if Status.PLANNED in told:
        return Status.PLANNED
    if Status.DENIED in told:
        return Status.DENIED if told == {Status.DENIED} else Status.ALLEGED
    return Status.OCCURRED if Status.OCCURRED in told else Status.ALLEGED


def _toll(events: Sequence[Event]) -> tuple[Toll, tuple[Span, ...]]:
    """The dead and wounded: of several figures the highest, for a later one brings an earlier up to date or a part of it is named."""
    killed = [(event.toll.fatalities_low, event.toll.fatalities_high) for event in events]
    wounded = [(event.toll.injuries_low, event.toll.injuries_high) for event in events]
    dead = max(((low, high) for low, high in killed if low is not None and high is not None), default=(None, None))
    hurt = max(((low, high) for low, high in wounded if low is not None and high is not None), default=(None, None))
    spans = tuple(sorted({span for event in events for span in event.evidence.toll}))
    return Toll(*dead, *hurt), spans


def _actors(events: Sequence[Event]) -> tuple[Actor, ...]:
    actors: dict[str, Actor] = {}
    for event in events:
        for actor in event.actors:
            key = actor.id or actor.name
            known = actors.get(key)
            if known is None or (known.role is Role.INVOLVED and actor.role is not Role.INVOLVED):
                actors[key] = actor
    return tuple(actors.values())
