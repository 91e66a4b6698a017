"""Links between incidents: which incident fulfilled a plan."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from dateline.extraction.codebook import EventType, Status
from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.event import Role
from dateline.geography import distance_km
from dateline.merging.comparing.actors import actor_key
from dateline.merging.comparing.kinship import Kinship, nearest
from dateline.merging.incident import Incident
from dateline.merging.telling import normal_words

_WAIT_DAYS = 14
"""A plan without a day of its own is taken for fulfilled within so many days of its being told."""
_LINKED_FROM = 0.5
_PRIOR = -1.6
_SPOT_KM = 15.0
_AREA_KM = 150.0
"""A plan for an area wider than this says too little of where."""


class LinkKind(StrEnum):
    """How two incidents hang together."""

    FULFILLED = "fulfilled"


@dataclass(frozen=True, slots=True)
class Link:
    """That one incident hangs together with another; neither changes by it, so that it can be worked out anew at any time."""

    kind: LinkKind
    source: str
    """The id of the plan."""
    target: str
    """The id of the incident that fulfilled it."""
    score: float
    """From 0 to 1."""
    reasons: tuple[str, ...]


def links(incidents: Iterable[Incident]) -> tuple[Link, ...]:
    """The incident that fulfilled each plan, where one fits and no other fits as well; in the order of the plans' ids.

    The order of the incidents does not matter. An incident may fulfill several plans, as a march that two parties called for does.
    """
    incidents = tuple(incidents)
    deeds = _Deeds(incident for incident in incidents if incident.status in (Status.OCCURRED, Status.ALLEGED))
    found = []
    for plan in sorted((incident for incident in incidents if incident.status is Status.PLANNED), key=lambda incident: incident.id):
        fits = sorted((link for deed in deeds.near(plan) if (link := _link(plan, deed))), key=lambda link: (-link.score, link.target))
        # Two deeds that fit alike: neither is known to be the one.
        if fits and (len(fits) == 1 or fits[0].score > fits[1].score):
            found.append(fits[0])
    return tuple(found)


class _Deeds:
    """What occurred, by day and country."""

    def __init__(self, deeds: Iterable[Incident]) -> None:
        self._by_day: defaultdict[tuple[int, str | None], list[Incident]] = defaultdict(list)
        for deed in deeds:
            # A deed that is known to more than two days fulfills no plan for certain.
            if deed.when is not None and deed.where is not None and deed.when.days <= 2:
                self._by_day[deed.when.start.toordinal(), deed.where.place.country].append(deed)

    def near(self, plan: Incident) -> Iterator[Incident]:
        """Deeds on the days that a plan is for; none where that is not known or is more than a month."""
        first, last = _days_of(plan)
        if last - first <= 31 and plan.where is not None:
            for day in range(first - 1, last + 1):
                yield from self._by_day.get((day, plan.where.place.country), ())


def _days_of(plan: Incident) -> tuple[int, int]:
    """For which days a plan is, as ordinals; an empty range where it is not known."""
    if plan.when is not None:
        return plan.when.start.toordinal(), plan.when.end.toordinal()
    told = plan.first_reported or plan.said_on
    return (told.toordinal(), told.toordinal() + _WAIT_DAYS) if told else (1, 0)


def _link(plan: Incident, deed: Incident) -> Link | None:
    told = plan.first_reported or plan.said_on
    if deed.when is None or (told is not None and deed.when.end < told):
        return None
    first, last = _days_of(plan)
    if deed.when.end.toordinal() < first or deed.when.start.toordinal() > last:
        return None
    clues = (_days(plan, deed.when.start), _kinds(plan, deed), _places(plan, deed), _actors(plan, deed))
    told_clues = [clue for clue in clues if clue is not None]
    if len(told_clues) < len(clues):
        return None
    score = round(1 / (1 + math.exp(-(_PRIOR + sum(weight for weight, _ in told_clues)))), 4)
    if score < _LINKED_FROM:
        return None
    return Link(LinkKind.FULFILLED, plan.id, deed.id, score, tuple(reason for _, reason in told_clues if reason))


Clue = tuple[float, str]


def _days(plan: Incident, day: date) -> Clue:
    if plan.when is not None:
        return (1.5, "on the day it was planned for") if plan.when.days == 1 else (0.3, "within the days it was planned for")
    told = plan.first_reported or plan.said_on
    waited = day.toordinal() - told.toordinal() if told else _WAIT_DAYS
    return 0.4 - 0.12 * waited, f"{waited} days after the plan was told"


_GATHERINGS = frozenset({EventType.PROTESTS, EventType.RIOTS})
_AIMED = frozenset({EventType.BATTLES, EventType.EXPLOSIONS_REMOTE_VIOLENCE, EventType.VIOLENCE_AGAINST_CIVILIANS})
_FOILED = Kind.DISRUPTED_WEAPONS_USE


def _kinds(plan: Incident, deed: Incident) -> Clue | None:
    """A march may turn violent and an attack be told by its weapon; other kinds do not fulfill each other."""
    if plan.sub_event_type is deed.sub_event_type:
        return 0.8, f"both: {deed.sub_event_type.label}"
    types = (plan.event_type, deed.event_type)
    gathering = types[0] in _GATHERINGS and (types[1] in _GATHERINGS or deed.sub_event_type is Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS)
    attack = types[0] in _AIMED and (types[1] in _AIMED or deed.sub_event_type is _FOILED)
    if not gathering and not attack:
        return None
    vague = Kind.ATTACK in (plan.sub_event_type, deed.sub_event_type) or gathering
    return 0.2 if vague else -0.6, f"{deed.sub_event_type.label} after a plan of {plan.sub_event_type.label}"


def _places(plan: Incident, deed: Incident) -> Clue | None:
    here, there = plan.where, deed.where
    if here is None or there is None or here.place.country != there.place.country:
        return None
    if here.place.id == there.place.id:
        return (1.6 if here.uncertainty_km <= _SPOT_KM else 0.0), f"the same place: {here.place.name}"
    coarse = max(here, there, key=lambda where: where.uncertainty_km)
    if coarse.uncertainty_km > _AREA_KM:
        return None
    names = " and ".join(sorted((here.place.name, there.place.name)))
    provinces = {normal_words(where.place.admin1) for where in (here, there) if where.place.admin1}
    if len(provinces) > 1 or distance_km(here.point, there.point) > coarse.uncertainty_km:
        return None
    return (0.6 if coarse.uncertainty_km <= _SPOT_KM else -0.8), f"one within the other: {names}"


def _actors(plan: Incident, deed: Incident) -> Clue | None:
    """Others than those who planned it do not fulfill a plan; those who were warned of it may be told as its target only."""
    country = deed.where.place.country if deed.where else None
    year = deed.when.start.year if deed.when else None
    planned, done = ({actor_key(actor) for actor in incident.actors if actor.role is not Role.TARGET} for incident in (plan, deed))
    if not planned or not done:
        return 0.0, ""
    nearness = nearest(planned, done, country, year)
    weights = {Kinship.SAME: 1.0, Kinship.FAMILY: 0.6, Kinship.KIND: 0.0, Kinship.ALLIES: -0.6}
    return (
        None if nearness is Kinship.STRANGERS else (weights[nearness], "planned and done by one side" if nearness >= Kinship.FAMILY else "")
    )
