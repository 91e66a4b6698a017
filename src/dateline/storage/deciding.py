"""What people decided, applied on top of what the machine finds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from sqlalchemy import Connection, select

from dateline.merging.incident import Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.telling import Telling
from dateline.merging.titles import title_of
from dateline.resolution.location import Location
from dateline.storage.codec import correction_of, load
from dateline.storage.correction import KEEP, Action, Correction
from dateline.storage.tables import corrections, decisions, events, incident_events

_CHUNK = 500


class _Entry(Protocol):
    @property
    def number(self) -> int: ...
    @property
    def telling(self) -> Telling: ...


@dataclass(frozen=True, slots=True)
class Decided:
    """One correction, rejection or restoration."""

    event_id: str
    """It holds for the incident that this event is part of."""
    action: Action
    correction: Correction | None


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided about some events and their incidents, oldest first."""

    together: tuple[tuple[str, str], ...] = ()
    """Pairs of ids of events that stand in one incident."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs that do not, the smaller id first."""
    values: tuple[Decided, ...] = ()
    paired: frozenset[str] = frozenset()
    """Ids of the events that people put together with any other or keep apart from it."""

    @property
    def any(self) -> bool:
        """Whether anybody decided anything."""
        return bool(self.paired or self.values)

    def apart_judgements(self) -> list[Judgement]:
        """The pairs kept apart as judgements, which keep the machine from joining them."""
        return [Judgement(left, right, Verdict.DIFFERENT, 0.0, ("a person's decision",)) for left, right in sorted(self.apart)]

    def united(self, groups: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
        """The machine's groups with those joined that people merged."""
        group_of = {event_id: group for group in groups for event_id in group}
        for left, right in self.together:
            first, second = group_of[left], group_of[right]
            if first is not second:
                joined = tuple(sorted(first + second))
                group_of.update(dict.fromkeys(joined, joined))
        return sorted({id(group): group for group in group_of.values()}.values())

    def corrected(self, incident: Incident, entries: Mapping[str, _Entry]) -> Incident | None:
        """The incident with people's values, later ones over earlier; None when it was rejected."""
        values, rejected = self._in_force(incident.event_ids)
        if rejected:
            return None
        if not values:
            return incident
        incident = replace(incident, **values)
        quotes = [entries[event_id].telling.event.quote for event_id in incident.event_ids]
        return replace(incident, title=title_of(incident.sub_event_type, incident.status, incident.where, quotes))

    def hold_for(self, event_ids: Sequence[str]) -> bool:
        """Whether people's decisions made the incident of these events what it is: its values, or which events it has."""
        return self.any and (not self.paired.isdisjoint(event_ids) or bool(self._in_force(event_ids)[0]))

    def _in_force(self, event_ids: Sequence[str]) -> tuple[dict[str, Any], bool]:
        """People's values for the incident of these events, later ones over earlier, and whether it is rejected."""
        values: dict[str, Any] = {}
        rejected = False
        members = frozenset(event_ids)
        for decided in self.values:
            if decided.event_id not in members:
                continue
            if decided.action is Action.REJECT:
                rejected = True
            elif decided.action is Action.RESTORE:
                if not rejected:
                    values = {}
                rejected = False
            elif decided.correction is not None:
                values |= _values(decided.correction)
        return values, rejected


def _values(correction: Correction) -> dict[str, Any]:
    values = {
        name: value for name in ("when", "sub_event_type", "status", "toll", "actors") if (value := getattr(correction, name)) is not KEEP
    }
    if correction.place is not KEEP:
        values["where"] = None if correction.place is None else Location.of(correction.place, 1.0)
    return values


def decisions_among(connection: Connection, ids: Mapping[int, str]) -> Decisions:
    """What people decided about these events, by the numbers of their rows."""
    if connection.execute(select(corrections.c.number).limit(1)).first() is None:
        return Decisions()
    together: list[tuple[int, str, str]] = []
    apart: set[tuple[str, str]] = set()
    values: list[tuple[int, Decided]] = []
    paired: set[int] = set()
    c, d = corrections.c, decisions.c
    for chunk in _chunks(sorted(ids)):
        paired.update(connection.scalars(select(d.right_number).where(d.right_number.in_(chunk))))
        pairs = select(d.left_number, d.right_number, d.verdict, d.correction_number).where(d.left_number.in_(chunk))
        for left, right, verdict, number in connection.execute(pairs).all():
            paired.add(left)
            if right not in ids:
                continue
            pair = (min(ids[left], ids[right]), max(ids[left], ids[right]))
            if verdict == Verdict.SAME.value:
                together.append((number, *pair))
            else:
                apart.add(pair)
        told = select(c.number, c.action, c.event_number, c.document).where(
            c.event_number.in_(chunk), c.action.in_([Action.CORRECT.value, Action.REJECT.value, Action.RESTORE.value])
        )
        for number, action, event_number, document in connection.execute(told).all():
            correction = correction_of(load(document)) if action == Action.CORRECT.value else None
            values.append((number, Decided(ids[event_number], Action(action), correction)))
    return Decisions(
        tuple((left, right) for _, left, right in sorted(together)),
        frozenset(apart),
        tuple(decided for _, decided in sorted(values, key=lambda value: value[0])),
        frozenset(ids[number] for number in paired),
    )


def corrected_numbers(connection: Connection) -> set[int]:
    """The numbers of the incidents that people's decisions made what they are."""
    decided: set[int] = set()
    for column in (corrections.c.event_number, decisions.c.left_number, decisions.c.right_number):
        decided.update(connection.scalars(select(column).distinct()))
    members: defaultdict[int, dict[int, str]] = defaultdict(dict)
    every = select(incident_events.c.incident_number, events.c.number, events.c.id).join(events)
    for chunk in _chunks(sorted(decided)):
        of_these = select(incident_events.c.incident_number).where(incident_events.c.event_number.in_(chunk))
        for incident, number, event_id in connection.execute(every.where(incident_events.c.incident_number.in_(of_these))).all():
            members[incident][number] = event_id
    return {number for number, ids in members.items() if decisions_among(connection, ids).hold_for(tuple(ids.values()))}


def joined_by_people(connection: Connection, numbers: Iterable[int]) -> set[int]:
    """The events that people put into one incident with one of these."""
    d = decisions.c
    numbers = list(numbers)
    is_same = d.verdict == Verdict.SAME.value
    found = set(connection.scalars(select(d.right_number).where(d.left_number.in_(numbers), is_same)))
    return found | set(connection.scalars(select(d.left_number).where(d.right_number.in_(numbers), is_same)))


def _chunks(values: Sequence[int]) -> Iterable[Sequence[int]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
