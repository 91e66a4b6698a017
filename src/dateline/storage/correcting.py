"""What people decide about incidents: what happens inside the one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sqlalchemy import Connection, delete, func, insert, or_, select

from dateline.errors import BadInput, Conflict, NotFound
from dateline.merging.incident import Incident
from dateline.merging.judgement import Verdict
from dateline.storage.codec import correction_document, dump
from dateline.storage.correction import Action, Correction
from dateline.storage.grouping import Grouping, chunks
from dateline.storage.history import current_id
from dateline.storage.rows import moment
from dateline.storage.tables import corrections, decisions, events, incident_events, incidents, redirects, revisions


@dataclass(frozen=True, slots=True)
class _Target:
    """The incident that a decision is about."""

    id: str
    founder: int
    """The number of the event that it is named after."""
    numbers: dict[str, int]
    """Of its events, by their ids."""


class Correcting:
    """Takes decisions within a transaction that the caller began; the grouping's author is who decides."""

    def __init__(self, grouping: Grouping, expected_revision: int | None) -> None:
        author = grouping.author
        if not author.by.strip():
            raise BadInput("a decision needs somebody who takes it")
        if not (author.reason or "").strip():
            raise BadInput("a decision needs a reason")
        self._grouping = grouping
        self._connection: Connection = grouping.connection
        self._expected = expected_revision

    def correct(self, incident_id: str, correction: Correction) -> Incident:
        """See `Store.correct`."""
        target = self._target(incident_id)
        self._decide(Action.CORRECT, target, dump(correction_document(correction)))
        return self._regrouped(target.numbers, target.founder)

    def reject(self, incident_id: str) -> None:
        """See `Store.reject`."""
        target = self._target(incident_id)
        self._decide(Action.REJECT, target, "{}")
        self._regroup(target.numbers)

    def restore(self, incident_id: str) -> Incident:
        """See `Store.restore`."""
        founder = self._rejected(incident_id)
        if founder is None:
            target = self._target(incident_id)
        else:
            target = _Target(incident_id, founder, {"": founder})
            last = self._connection.scalar(select(func.max(revisions.c.revision)).where(revisions.c.incident_id == incident_id)) or 0
            self._expect(incident_id, last)
        self._decide(Action.RESTORE, target, "{}")
        return self._regrouped(target.numbers, target.founder)

    def merge(self, incident_id: str, other_id: str) -> Incident:
        """See `Store.merge`."""
        target = self._target(incident_id)
        other = self._target(other_id, expect=False)
        if target.id == other.id:
            raise BadInput(f"{incident_id} and {other_id} are one incident already")
        number = self._decide(Action.MERGE, target, dump({"other": other.id, "events": sorted(other.numbers)}))
        self._undecide(target.numbers.values(), other.numbers.values(), Verdict.DIFFERENT)
        # What people split from both before stays apart from the two; what joins them now is one pair.
        self._pair(number, [(target.founder, other.founder)], Verdict.SAME)
        # Each stays whole, also when the machine had joined it over an event that it judges otherwise later.
        return self._regrouped({**target.numbers, **other.numbers}, target.founder)

    def split(self, incident_id: str, event_ids: Sequence[str]) -> tuple[Incident, Incident]:
        """See `Store.split`."""
        target = self._target(incident_id)
        unknown = sorted(set(event_ids) - target.numbers.keys())
        if unknown:
            raise BadInput(f"{', '.join(unknown)}: not of incident {target.id}")
        theirs = sorted(target.numbers[event_id] for event_id in set(event_ids))
        others = sorted(set(target.numbers.values()) - set(theirs))
        if not theirs or not others:
            raise BadInput("a split needs events on both sides")
        number = self._decide(Action.SPLIT, target, dump({"events": sorted(set(event_ids))}))
        self._undecide(theirs, others, Verdict.SAME)
        self._pair(number, [(a, b) for a in theirs for b in others], Verdict.DIFFERENT)
        for side in (theirs, others):
            self._undecide(side, side, Verdict.DIFFERENT)
            self._pair(number, list(pairwise(side)), Verdict.SAME)
        self._regroup(target.numbers)
        return self._incident_of(others[0]), self._incident_of(theirs[0])

    def _target(self, incident_id: str, *, expect: bool = True) -> _Target:
        current = current_id(self._connection, incident_id)
        row = self._connection.execute(select(incidents.c.number, incidents.c.revision).where(incidents.c.id == current)).first()
        if row is None:
            raise NotFound(f"no incident {incident_id}")
        if expect:
            self._expect(current, row.revision)
        members = (
            select(events.c.id, events.c.number)
            .join(incident_events, incident_events.c.event_number == events.c.number)
            .where(incident_events.c.incident_number == row.number)
        )
        numbers = {row.id: row.number for row in self._connection.execute(members)}
        return _Target(current, numbers[min(numbers)], numbers)

    def _expect(self, incident_id: str, revision: int) -> None:
        if self._expected is not None and self._expected != revision:
            raise Conflict(incident_id, revision)

    def _rejected(self, incident_id: str) -> int | None:
        """The event that a rejected incident was named after; None when it is not rejected."""
        founder = self._connection.scalar(select(redirects.c.event_number).where(redirects.c.id == incident_id))
        if founder is None:
            return None
        shown = select(incident_events.c.event_number).where(incident_events.c.event_number == founder)
        return founder if self._connection.scalar(shown) is None else None

    def _decide(self, action: Action, target: _Target, document: str) -> int:
        author = self._grouping.author
        values = {
            "at": moment(self._grouping.at),
            "who": author.by,
            "reason": author.reason,
            "component": author.component,
            "action": action.value,
            "incident_id": target.id,
            "event_number": target.founder,
            "document": document,
        }
        return int(self._connection.execute(insert(corrections).returning(corrections.c.number), values).scalar_one())

    def _undecide(self, one: Iterable[int], other: Iterable[int], verdict: Verdict) -> None:
        """Earlier decisions of this verdict between the two hold no more; who took them stays recorded."""
        d = decisions.c
        for a in chunks(sorted(one)):
            for b in chunks(sorted(other)):
                crossing = or_(d.left_number.in_(a) & d.right_number.in_(b), d.left_number.in_(b) & d.right_number.in_(a))
                self._connection.execute(delete(decisions).where(crossing, d.verdict == verdict.value))

    def _pair(self, correction: int, pairs: Sequence[tuple[int, int]], verdict: Verdict) -> None:
        ordered = sorted({(min(pair), max(pair)) for pair in pairs})
        d = decisions.c
        for left, right in ordered:
            self._connection.execute(delete(decisions).where(d.left_number == left, d.right_number == right))
        values = {"verdict": verdict.value, "correction_number": correction}
        if ordered:
            self._connection.execute(insert(decisions), [{"left_number": a, "right_number": b, **values} for a, b in ordered])

    def _regroup(self, numbers: dict[str, int]) -> None:
        grouping = self._grouping
        component = grouping.component(set(numbers.values()))
        grouping.regroup(component, {}, grouping.incidents_of(component))
        grouping.record()

    def _regrouped(self, numbers: dict[str, int], founder: int) -> Incident:
        self._regroup(numbers)
        return self._incident_of(founder)

    def _incident_of(self, event_number: int) -> Incident:
        found = self._grouping.incidents_of([event_number])
        return next(iter(found.values()))[0]
