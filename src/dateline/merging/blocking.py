"""Which events are worth comparing: those that share a block of place, days and kind."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.gazetteer.place import PlaceKind
from dateline.merging.comparing.actors import actor_key
from dateline.merging.comparing.days import NEWS_DAYS, PLAN_DAYS
from dateline.merging.comparing.place import SLACK_KM, SPOT_KM, VAGUE_KM
from dateline.merging.telling import Telling, normal_words
from dateline.resolution.location import Location

_BUCKET_DAYS = 4
_FINE_DAYS = 10
"""A span of up to so many days is filed by day, a longer one by year."""
_MAX_YEARS = 3
"""A span over more years says nothing that could join it to another event."""
_YEAR_DAYS = 365.2425
_CELL_KM = 22.0
_WIDE_KM = 550.0
_KM_PER_DEGREE = 111.195


@dataclass(frozen=True, slots=True)
class Blocks:
    """Where an event is filed, and where its like are looked for.

    Symmetric: what one event seeks meets what another is filed under exactly when the reverse holds. A fine event and a coarse one meet
    under wide keys, two fine ones only under narrow keys, so that one province-wide event does not make all towns of it meet.
    """

    filed: frozenset[str]
    sought: frozenset[str]


def blocks_of(telling: Telling) -> Blocks:
    """The blocks of an event; one that says neither where nor who, or not when, meets only copies of its own words."""
    copy = f"copy:{telling.fingerprint}"
    days, spots = _days(telling), _spots(telling)
    groups = _groups(telling)
    filed = {f"{group}|{day}|{spot}" for group in groups for day in days.filed for spot in spots.filed}
    sought = {f"{group}|{day}|{spot}" for group in groups for day in days.sought for spot in spots.sought}
    return Blocks(frozenset(filed | {copy}), frozenset(sought | {copy}))


def reach_of(telling: Telling) -> tuple[int, int] | None:
    """The first and last day, as ordinals, between which an event can meet others; None when it meets only copies of its words.

    Two events that share a block, other than that of copies, have reaches that overlap; both ends are included.
    """
    days = _days(telling).filed
    fine = [int(key[1:]) * _BUCKET_DAYS for key in days if key.startswith("d")]
    if fine:
        return min(fine), max(fine) + _BUCKET_DAYS - 1
    years = [int(key.removeprefix("coarse y")) for key in days if key.startswith("coarse y")]
    if not years:
        return None
    # An event of days is filed under its years, too, so that it meets a long one: that one reaches over its years whole.
    return math.floor(min(years) * _YEAR_DAYS), math.ceil((max(years) + 1) * _YEAR_DAYS)


def candidate_pairs(tellings: Iterable[Telling]) -> Iterator[tuple[Telling, Telling]]:
    """Each pair that shares a block, once, the smaller event id first; never two events of one report."""
    filed: defaultdict[str, list[Telling]] = defaultdict(list)
    for telling in sorted(tellings, key=lambda telling: telling.event.id):
        blocks = blocks_of(telling)
        met: dict[str, Telling] = {}
        for key in blocks.sought:
            for other in filed.get(key, ()):
                met[other.event.id] = other
        for _, other in sorted(met.items()):
            if other.event.report_id != telling.event.report_id:
                yield other, telling
        for key in blocks.filed:
            filed[key].append(telling)


_VIOLENCE, _UNREST, _DEALS = "violence", "unrest", "deals"
_GROUPS_OF_TYPE = {
    EventType.BATTLES: (_VIOLENCE,),
    EventType.EXPLOSIONS_REMOTE_VIOLENCE: (_VIOLENCE,),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (_VIOLENCE,),
    EventType.PROTESTS: (_UNREST,),
    EventType.RIOTS: (_UNREST,),
}
_GROUPS_OF_KIND = {
    SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS: (_UNREST, _VIOLENCE),
    SubEventType.MOB_VIOLENCE: (_UNREST, _VIOLENCE),
    SubEventType.VIOLENT_DEMONSTRATION: (_UNREST, _VIOLENCE),
    SubEventType.DISRUPTED_WEAPONS_USE: (_VIOLENCE,),
    SubEventType.LOOTING_PROPERTY_DESTRUCTION: (_VIOLENCE,),
    SubEventType.ARRESTS: (_VIOLENCE,),
    SubEventType.NON_VIOLENT_TRANSFER_OF_TERRITORY: (_VIOLENCE, _DEALS),
    SubEventType.AGREEMENT: (_DEALS,),
    SubEventType.CHANGE_TO_GROUP_ACTIVITY: (_DEALS,),
}
"""Kinds that may be told of one incident share a group."""


def _groups(telling: Telling) -> tuple[str, ...]:
    kind = telling.event.sub_event_type
    groups = _GROUPS_OF_KIND.get(kind) or _GROUPS_OF_TYPE.get(kind.event_type) or (kind.value,)
    planned = telling.event.status is Status.PLANNED
    return tuple(f"planned {group}" for group in groups) if planned else groups


def _fine(narrow: Iterable[str], wide: Iterable[str]) -> Blocks:
    narrow, wide = frozenset(narrow), frozenset(wide)
    return Blocks(narrow | {f"fine {key}" for key in wide}, narrow | {f"coarse {key}" for key in wide})


def _coarse(wide: Iterable[str]) -> Blocks:
    wide = frozenset(wide)
    coarse = {f"coarse {key}" for key in wide}
    return Blocks(frozenset(coarse), frozenset(coarse | {f"fine {key}" for key in wide}))


_NOWHERE = Blocks(frozenset(), frozenset())


def _days(telling: Telling) -> Blocks:
    """By buckets of days, the neighboring days included, or by years where the span is long; an undated event by when it was told."""
    event = telling.event
    if event.when is not None:
        first, last = event.when.start.toordinal() - 1, event.when.end.toordinal() + 1
    else:
        told = telling.published or event.said_on
        if told is None or event.salience is Salience.BACKGROUND:
            return _NOWHERE
        planned = event.status is Status.PLANNED
        first = told.toordinal() - (PLAN_DAYS if planned else NEWS_DAYS)
        last = told.toordinal() + (PLAN_DAYS if planned else 0)
    # Ordinals, not dates: the day before the first of year 1 has no date.
    years = range(int(first / _YEAR_DAYS), int(last / _YEAR_DAYS) + 1)
    if len(years) > _MAX_YEARS + 1:
        return _NOWHERE
    wide = [f"y{year}" for year in years]
    if last - first > _FINE_DAYS + 2:
        return _coarse(wide)
    return _fine([f"d{bucket}" for bucket in range(first // _BUCKET_DAYS, last // _BUCKET_DAYS + 1)], wide)


def _spots(telling: Telling) -> Blocks:
    """By cells that the place's uncertainty touches; what is hardly placed by its actors."""
    where = telling.event.where
    actors = [f"a{actor_key(actor)}" for actor in telling.event.actors]
    if where is None or where.uncertainty_km > VAGUE_KM:
        return _coarse(actors)
    if where.uncertainty_km > SPOT_KM:
        return _merge(_coarse([*_cells(where, where.uncertainty_km, _WIDE_KM, "w"), *_provinces(where)]), _fine([], actors))
    wide = [*_cells(where, where.uncertainty_km + SPOT_KM, _WIDE_KM, "w"), *_provinces(where)]
    return _fine(_cells(where, where.uncertainty_km + SLACK_KM, _CELL_KM, "s"), [*wide, *actors])


def _provinces(where: Location) -> list[str]:
    """The province by name: a town may lie in it beyond the circle that stands for the province."""
    names = {where.place.admin1 or ""} | ({where.place.name} if where.place.kind is PlaceKind.ADMIN1 else set())
    return [f"p{where.place.country}.{normal_words(name)}" for name in sorted(names) if name]


def _merge(a: Blocks, b: Blocks) -> Blocks:
    return Blocks(a.filed | b.filed, a.sought | b.sought)


def _cells(where: Location, reach_km: float, side_km: float, prefix: str) -> list[str]:
    """The cells of a grid of squares of about `side_km` that a circle touches; rows of latitude, each cut into whole columns."""
    step = side_km / _KM_PER_DEGREE
    reach = reach_km / _KM_PER_DEGREE
    lon, lat = where.point.lon, where.point.lat
    cells = []
    for row in range(math.floor((max(lat - reach, -90) + 90) / step), math.floor((min(lat + reach, 90) + 90) / step) + 1):
        middle = math.radians(min(abs((row + 0.5) * step - 90), 90))
        columns = max(1, round(360 / step * math.cos(middle)))
        # The circle is widest, in degrees of longitude, where it comes closest to the pole.
        poleward = min(max(abs(lat - reach), abs(lat + reach)), 90)
        width = reach / max(math.cos(math.radians(poleward)), 1e-6)
        if width >= 180:
            cells += [f"{prefix}{row}.{column}" for column in range(columns)]
            continue
        first, last = (math.floor((edge + 180) / 360 * columns) for edge in (lon - width, lon + width))
        cells += [f"{prefix}{row}.{column % columns}" for column in range(first, last + 1)]
    return cells
