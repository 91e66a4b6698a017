"""An incident's values, derived from the events that tell it."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from dateline.chronology import DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Role, Toll
from dateline.merging.comparing.actors import actor_key
from dateline.merging.copies import groups_of_copies
from dateline.merging.incident import Incident
from dateline.merging.telling import Telling
from dateline.merging.titles import title_of
from dateline.resolution.location import Location

V = TypeVar("V")

_FURTHER_REPORT = 0.5
"""How much a further report adds to the confidence, against its being the only one: reporters read each other."""


def incident_id(event_ids: Iterable[str]) -> str:
    """The id of the incident of these events: derived from the smallest, so that it does not depend on the order of arrival."""
    return hashlib.sha256(f"incident|{min(event_ids)}".encode()).hexdigest()[:24]


def in_order(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    """Incidents in the order of their timeline day, undated last, then id."""
    return tuple(sorted(incidents, key=lambda incident: (incident.timeline_date or date.max, incident.timeline_date is None, incident.id)))


def derive(tellings: Sequence[Telling]) -> Incident:
    """The incident that these events (one or more) tell; the order of the events does not matter."""
    tellings = _with_copies_marked(sorted(tellings, key=lambda telling: telling.event.id))
    kind = _kind(tellings)
    status = _status(tellings)
    where = _where(tellings)
    told_main = [telling for telling in tellings if telling.event.salience is Salience.MAIN]
    published = [telling.published for telling in tellings if telling.published]
    said = [telling.event.said_on for telling in tellings if telling.event.said_on]
    return Incident(
        id=incident_id(telling.event.id for telling in tellings),
        title=title_of(kind, status, where, [telling.event.quote for telling in tellings]),
        sub_event_type=kind,
        status=status,
        salience=Salience.MAIN if told_main else Salience.BACKGROUND,
        when=_when(tellings),
        said_on=min(said, default=None),
        where=where,
        time_of_day=_most_told(tellings, lambda telling: telling.event.time_of_day, lambda hour: hour or ""),
        actors=actors_of(tellings),
        attribution=_attribution(tellings),
        toll=_toll([telling.event.toll for telling in tellings]),
        confidence=_confidence(tellings),
        event_ids=tuple(telling.event.id for telling in tellings),
        report_count=len({telling.fingerprint for telling in tellings}),
        sources=tuple(sorted({telling.publisher for telling in tellings if telling.publisher})),
        first_reported=min(published, default=None),
    )


def _with_copies_marked(tellings: list[Telling]) -> list[Telling]:
    """The tellings with one fingerprint for all near copies of a text."""
    if len(tellings) < 2 or all(telling.sketch is None for telling in tellings):
        return tellings
    texts = groups_of_copies((telling.fingerprint, telling.sketch) for telling in tellings)
    return [replace(telling, fingerprint=texts[telling.fingerprint]) for telling in tellings]


def _support(tellings: Iterable[Telling], value: Callable[[Telling], V | None]) -> Counter[V]:
    """How many different texts give each value; copies of one text count once."""
    pairs = {(value(telling), telling.fingerprint) for telling in tellings}
    return Counter(told for told, _ in pairs if told is not None)


def _most_told(tellings: Iterable[Telling], value: Callable[[Telling], V | None], tie: Callable[[V], str]) -> V | None:
    support = _support(tellings, value)
    return min(support, key=lambda told: (-support[told], tie(told)), default=None)


_VAGUE_KINDS = (SubEventType.OTHER, SubEventType.ATTACK, SubEventType.ARMED_CLASH)
"""Named where a reporter does not know more; a finer kind told as often wins."""


def _kind(tellings: Sequence[Telling]) -> SubEventType:
    support = _support(tellings, lambda telling: telling.event.sub_event_type)
    surest: dict[SubEventType, float] = {}
    for telling in tellings:
        kind = telling.event.sub_event_type
        surest[kind] = max(surest.get(kind, 0.0), telling.event.confidence)
    return min(support, key=lambda kind: (-support[kind], kind in _VAGUE_KINDS, -surest[kind], kind))


def _status(tellings: Sequence[Telling]) -> Status:
    told = {telling.event.status for telling in tellings}
    if Status.OCCURRED in told:
        return Status.OCCURRED
    # One side says so, the other denies it: a claim stands against a claim.
    return next(status for status in (Status.ALLEGED, Status.DENIED, Status.PLANNED) if status in told)


def _where(tellings: Sequence[Telling]) -> Location | None:
    """The finest of the locations that are about as sure as the surest."""
    located = [where for telling in tellings if (where := telling.event.where) is not None]
    if not located:
        return None
    support = _support(tellings, lambda telling: telling.event.where.place.id if telling.event.where else None)
    surest = max(where.confidence for where in located)
    return min(
        (where for where in located if where.confidence >= surest / 2),
        key=lambda where: (
            where.place.kind.is_area,
            where.geo_precision,
            -support[where.place.id],
            -where.confidence,
            where.uncertainty_km,
            where.place.id,
            where.point,
        ),
    )


def _when(tellings: Sequence[Telling]) -> DateSpan | None:
    """The days that the finest and best supported span shares with the others that overlap it."""
    support = _support(tellings, lambda telling: _days(telling.event.when))
    spans = sorted(
        {when for telling in tellings if (when := telling.event.when) is not None},
        key=lambda when: (when.precision.rank, -support[(when.start, when.end)], when.days, when.start, when.expression),
    )
    if not spans:
        return None
    finest = spans[0]
    for span in spans[1:]:
        if span.overlaps(finest):
            finest = replace(finest, start=max(finest.start, span.start), end=min(finest.end, span.end))
    return finest


def _days(when: DateSpan | None) -> tuple[date, date] | None:
    return (when.start, when.end) if when else None


def actors_of(tellings: Sequence[Telling]) -> tuple[Actor, ...]:
    """Every actor once, in the part that most texts give it; in no part where they differ."""
    keys = sorted({actor_key(actor) for telling in tellings for actor in telling.event.actors})
    actors = []
    for key in keys:
        roles: Counter[Role] = Counter()
        names: Counter[str] = Counter()
        for telling in tellings:
            for actor in telling.event.actors:
                if actor_key(actor) == key:
                    names[actor.name] += 1
                    roles[actor.role] += actor.role is not Role.INVOLVED
        ranked = sorted(((count, role) for role, count in roles.items() if count), key=lambda pair: (-pair[0], pair[1]))
        clear = len(ranked) == 1 or (len(ranked) > 1 and ranked[0][0] > ranked[1][0])
        name = min(names, key=lambda name: (-names[name], name))
        known = next((actor.id for telling in tellings for actor in telling.event.actors if actor_key(actor) == key), None)
        actors.append(Actor(name, ranked[0][1] if clear else Role.INVOLVED, known))
    return tuple(sorted(actors, key=lambda actor: (list(Role).index(actor.role), actor.name, actor.id or "")))


def _attribution(tellings: Sequence[Telling]) -> tuple[str, ...]:
    """Everyone who says so, in the order of publication; each once."""
    by_day = sorted(tellings, key=lambda telling: (telling.published or date.max, telling.event.id))
    speakers: dict[str, str] = {}
    for telling in by_day:
        for speaker in telling.event.attribution:
            speakers.setdefault(speaker.casefold(), speaker)
    return tuple(speakers.values())


def _toll(tolls: Sequence[Toll]) -> Toll:
    """From the lowest low to the highest high; a best estimate stays where nobody has another."""
    best = {toll.fatalities_best for toll in tolls if toll.fatalities_best is not None}
    return Toll(
        fatalities_low=_least(toll.fatalities_low for toll in tolls),
        fatalities_high=_most(toll.fatalities_high for toll in tolls),
        injuries_low=_least(toll.injuries_low for toll in tolls),
        injuries_high=_most(toll.injuries_high for toll in tolls),
        fatalities_best=best.pop() if len(best) == 1 else None,
    )


def _least(values: Iterable[int | None]) -> int | None:
    return min((value for value in values if value is not None), default=None)


def _most(values: Iterable[int | None]) -> int | None:
    return max((value for value in values if value is not None), default=None)


def _confidence(tellings: Sequence[Telling]) -> float:
    """Rises with every report of other words."""
    surest: dict[str, float] = {}
    for telling in tellings:
        surest[telling.fingerprint] = max(surest.get(telling.fingerprint, 0.0), telling.event.confidence)
    first, *further = sorted(surest.values(), reverse=True)
    doubt = 1 - first
    for confidence in further:
        doubt *= 1 - _FURTHER_REPORT * confidence
    return first if not further else round(1 - doubt, 4)
