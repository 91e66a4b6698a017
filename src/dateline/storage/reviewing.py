"""What people should look at first: doubtful places, days, kinds and merges, by how much they matter.

The queue is worked out from what is stored and kept in memory; a further question reads only what changed since the last one. That somebody
found a value right is stored among the corrections, and holds as long as the value stays what it was.
"""

import heapq
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from threading import Lock
from typing import Any, TypeVar

from sqlalchemy import Connection, Select, and_, func, insert, or_, select

from dateline.errors import BadInput, Conflict, NotFound
from dateline.geography import Bbox
from dateline.merging.judgement import Verdict
from dateline.storage.codec import dump, load
from dateline.storage.correction import Action
from dateline.storage.doubting import Case, Cause, Doubt, Question, doubts_of, recency_of, stake_of, value_of, within_of
from dateline.storage.grouping import COMPONENT
from dateline.storage.history import changes_since, current_id, sequence_of
from dateline.storage.rows import moment, now
from dateline.storage.sql import SqlStore
from dateline.storage.store import Store
from dateline.storage.tables import UNDATED, changes, corrections, decisions, events, incident_events, incidents, judgements

V = TypeVar("V")

_Place = tuple[float, str, str, Doubt]
"""What a question's place in the queue depends on, and the question."""

_CHUNK = 500
_AT_ONCE = 2_000
_REREAD_FROM = 20_000
"""So many changes since the last look are read as everything anew, which is then faster."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """Some of the queue, and how much there is."""

    items: tuple[Doubt, ...]
    matched: int
    counts: dict[Question, int]
    """Of the whole queue, whatever was asked for."""


@dataclass(frozen=True, slots=True)
class _Pair:
    left: str
    right: str
    """Incidents; the same one for both where the two are told as one."""
    score: float
    event_ids: tuple[str, str]


class Reviews:
    """The queue over one store; shared between threads."""

    def __init__(self, store: Store) -> None:
        if not isinstance(store, SqlStore):
            raise TypeError(f"reviews read the tables of a SqlStore, not of a {type(store).__name__}")
        self._transactions = store._transactions
        self._lock = Lock()
        self._sequence = -1
        self._taken = 0
        self._cases: dict[str, Case] = {}
        self._pairs: dict[tuple[str, str], _Pair] = {}
        self._pairs_of: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
        self._accepted: dict[tuple[int, Question], str] = {}
        """By the event that the decision was about, what it holds for."""
        self._accepted_of: dict[tuple[str, Question], str] = {}
        """The same by incident."""
        self._settled: set[str] = set()
        """Pairs of accounts that are rightly one incident or two."""
        self._queues: dict[Question, list[_Place]] = {question: [] for question in Question}
        self._places_of: defaultdict[str, list[tuple[Question, _Place]]] = defaultdict(list)
        """Where an incident's questions stand, so that they are taken away without looking for them."""
        self._newest = 0

    def doubts(
        self,
        questions: frozenset[Question] = frozenset(),
        *,
        bbox: Bbox | None = None,
        start: date | None = None,
        end: date | None = None,
        limit: int = 20,
        offset: int = 0,
    ) -> Doubts:
        """The queue from `offset`, what matters most first; no questions ask for all of them."""
        with self._lock:
            self._catch_up()
            queues = [queue for question, queue in self._queues.items() if not questions or question in questions]
            counts = {question: len(queue) for question, queue in self._queues.items()}
            merged = heapq.merge(*queues, key=_key)
            if bbox or start or end:
                within = within_of(bbox, start, end)
                found = [place[3] for place in merged if within(self._cases[place[3].incident_id])]
                return Doubts(tuple(found[offset : offset + limit]), len(found), counts)
            page = islice(merged, offset, offset + limit) if len(queues) > 1 else queues[0][offset : offset + limit]
            return Doubts(tuple(place[3] for place in page), sum(map(len, queues)), counts)

    def reasons(self, doubt: Doubt) -> tuple[str, ...]:
        """Why the two accounts of a merge were taken for one incident or for two; none for other questions."""
        if len(doubt.event_ids) != 2:
            return ()
        left, right = (select(events.c.number).where(events.c.id == event_id).scalar_subquery() for event_id in doubt.event_ids)
        statement = select(judgements.c.reasons).where(judgements.c.left_number == left, judgements.c.right_number == right)
        with self._transactions.read() as connection:
            told = connection.scalar(statement)
        return tuple(load(told)) if told else ()

    def accept(
        self,
        incident_id: str,
        question: Question,
        *,
        who: str,
        reason: str,
        other_id: str | None = None,
        expected_revision: int | None = None,
        take_back: bool = False,
    ) -> None:
        """Say that a value is right as it is, or that two incidents are rightly two; with `take_back` that it is to be asked again.

        Raises `NotFound`, `BadInput` and `Conflict` as a correction does.
        """
        if not who.strip() or not reason.strip():
            raise BadInput("a decision needs somebody who takes it, and a reason")
        if other_id is not None and question is not Question.MERGE:
            raise BadInput("only a merge is about another incident")
        pair = self._pair(incident_id, other_id or incident_id) if question is Question.MERGE else None

        def work(connection: Connection) -> None:
            told, founder = _told(connection, incident_id)
            if expected_revision is not None and told.revision != expected_revision:
                raise Conflict(told.id, told.revision)
            document = {"question": question.value, "value": "|".join(sorted(pair.event_ids)) if pair else value_of(question, told)}
            at = moment(now())
            row = {"at": at, "who": who, "reason": reason, "component": COMPONENT, "action": _REOPEN if take_back else _ACCEPT}
            connection.execute(insert(corrections), {**row, "incident_id": told.id, "event_number": founder, "document": dump(document)})
            connection.execute(insert(changes), {"at": at, "kind": "review", "id": told.id})

        self._transactions.write(work)

    def _pair(self, incident_id: str, other_id: str) -> _Pair:
        with self._lock:
            self._catch_up()
            pair = self._pairs.get((min(incident_id, other_id), max(incident_id, other_id)))
        if pair is None:
            raise BadInput(f"nothing is asked about {incident_id} and {other_id} being one")
        return pair

    def _catch_up(self) -> None:
        with self._transactions.read() as connection:
            last = sequence_of(connection)
            if last == self._sequence:
                return
            self._take_accepted(connection)
            changed = self._changed_since(connection) if self._sequence >= 0 and last - self._sequence < _REREAD_FROM else None
            if changed is None:
                self._cases, self._pairs, self._pairs_of = {}, {}, defaultdict(set)
                self._take(connection.execute(_CASES.execution_options(yield_per=_AT_ONCE)))
                self._take_pairs(connection.execute(_PAIRS.execution_options(yield_per=_AT_ONCE)))
            else:
                for incident_id in changed:
                    self._cases.pop(incident_id, None)
                    for key in self._pairs_of.pop(incident_id, ()):
                        self._pairs.pop(key, None)
                for chunk in _chunks(sorted(changed)):
                    self._take(connection.execute(_CASES.where(incidents.c.id.in_(chunk))))
                    for side in (_LEFT, _RIGHT):
                        self._take_pairs(connection.execute(_PAIRS.where(side.c.id.in_(chunk))))
            self._sequence = last
        newest = max(
            self._newest,
            max((case.reported for case in map(self._cases.get, changed or ()) if case and case.reported < UNDATED), default=0),
        )
        if changed is None or newest != self._newest:
            self._order()
        else:
            self._reorder(changed)

    def _changed_since(self, connection: Connection) -> set[str]:
        found: set[str] = set()
        since = self._sequence
        while told := changes_since(connection, since, _AT_ONCE):
            found.update(change.id for change in told if change.kind in ("incident", "incident_gone", "review"))
            since = told[-1].sequence
        return found

    def _take_accepted(self, connection: Connection) -> None:
        c = corrections.c
        actions = [_ACCEPT, _REOPEN, Action.CORRECT.value, Action.RESTORE.value]
        statement = select(c.number, c.action, c.event_number, c.document).where(c.number > self._taken, c.action.in_(actions))
        for number, action, event_number, text in connection.execute(statement.order_by(c.number)):
            document = load(text)
            if action in (_ACCEPT, _REOPEN):
                question, value = Question(document["question"]), document["value"]
                if question is Question.MERGE:
                    (self._settled.add if action == _ACCEPT else self._settled.discard)(value)
                elif action == _ACCEPT:
                    self._accepted[event_number, question] = value
                else:
                    self._accepted.pop((event_number, question), None)
            elif action == Action.CORRECT.value:
                for name, question in _ANSWERS.items():
                    if name in document:
                        self._accepted[event_number, question] = _ANY
            else:
                for question in Question:
                    if self._accepted.get((event_number, question)) == _ANY:
                        del self._accepted[event_number, question]
            self._taken = number
        self._accepted_of = {}
        numbers = sorted({event_number for event_number, _ in self._accepted})
        for chunk in _chunks(numbers):
            of = incident_events.c
            rows = connection.execute(
                select(of.event_number, incidents.c.id)
                .join(incidents, incidents.c.number == of.incident_number)
                .where(of.event_number.in_(chunk))
            )
            for event_number, incident_id in rows:
                for question in Question:
                    if (value := self._accepted.get((event_number, question))) is not None:
                        self._accepted_of[incident_id, question] = value

    def _take(self, rows: Iterable[Any]) -> None:
        for row in rows:
            doubts = tuple(
                each for each in doubts_of(row) if self._accepted_of.get((row.id, each[0])) not in (_ANY, value_of(each[0], row))
            )
            reported = row.first_day if row.first_reported is None else row.first_reported
            self._cases[row.id] = Case(stake_of(row), reported, row.first_day, row.last_day, row.lon, row.lat, doubts)

    def _take_pairs(self, rows: Iterable[Any]) -> None:
        for verdict, score, left_event, right_event, left, right, accounts in rows:
            one = left == right
            if (verdict == Verdict.UNSURE.value) is one or (one and accounts != 2):
                continue  # of more accounts, the others hold it together
            key = (min(left, right), max(left, right))
            known = self._pairs.get(key)
            if known is None or (known.score, known.event_ids) < (score, (left_event, right_event)):
                self._pairs[key] = _Pair(*key, score, (left_event, right_event))
                self._pairs_of[left].add(key)
                self._pairs_of[right].add(key)

    def _order(self) -> None:
        """Put everything in its place."""
        self._newest = max((case.reported for case in self._cases.values() if case.reported < UNDATED), default=0)
        self._queues = {question: [] for question in Question}
        self._places_of = defaultdict(list)
        for incident_id in self._cases:
            for doubt in self._single(incident_id):
                self._put(doubt)
        for key in self._pairs:
            for doubt in self._double(key):
                self._put(doubt)
        for queue in self._queues.values():
            queue.sort(key=_key)

    def _reorder(self, changed: Iterable[str]) -> None:
        """Put in its place what some incidents are about."""
        about = set(changed)
        for incident_id in changed:
            for question, place in self._places_of.pop(incident_id, ()):
                queue = self._queues[question]
                at = bisect_left(queue, _key(place), key=_key)
                if at < len(queue) and queue[at] is place:
                    del queue[at]
        pairs = {key for incident_id in about for key in self._pairs_of.get(incident_id, ())}
        fresh = [doubt for incident_id in about if incident_id in self._cases for doubt in self._single(incident_id)]
        for doubt in (*fresh, *(doubt for key in pairs for doubt in self._double(key))):
            self._put(doubt, among=True)

    def _put(self, doubt: Doubt, *, among: bool = False) -> None:
        place = (-doubt.weight, doubt.incident_id, doubt.other_id or "", doubt)
        queue = self._queues[doubt.question]
        if among:
            insort(queue, place, key=_key)
        else:
            queue.append(place)
        for incident_id in {doubt.incident_id, doubt.other_id or doubt.incident_id}:
            self._places_of[incident_id].append((doubt.question, place))

    def _single(self, incident_id: str) -> Iterator[Doubt]:
        case = self._cases[incident_id]
        matter = case.stake * recency_of(self._newest, case.reported)
        for question, cause, doubt in case.doubts:
            yield Doubt(question, cause, doubt, doubt * matter, incident_id)

    def _double(self, key: tuple[str, str]) -> Iterator[Doubt]:
        pair = self._pairs[key]
        cases = [case for case in (self._cases.get(pair.left), self._cases.get(pair.right)) if case]
        if len(cases) < 2 or "|".join(sorted(pair.event_ids)) in self._settled:
            return
        one = pair.left == pair.right
        doubt = max(0.05, 1 - 2 * abs(pair.score - 0.5))
        matter = max(case.stake * recency_of(self._newest, case.reported) for case in cases)
        cause = Cause.MAYBE_TWO if one else Cause.MAYBE_SAME
        yield Doubt(Question.MERGE, cause, doubt, doubt * matter, pair.left, None if one else pair.right, pair.event_ids)


_ACCEPT, _REOPEN = "accept", "reopen"
_ANY = "*"
"""What a person corrected is right whatever it is later."""
_ANSWERS = {"place": Question.PLACE, "when": Question.DAY, "sub_event_type": Question.TYPE, "status": Question.TYPE}
"""Which question a corrected value answers."""
_UNSURE_SAME = 0.6
"""Below this a pair that is told as one incident may be two."""
_LEFT, _RIGHT = incidents.alias("left_incident"), incidents.alias("right_incident")


def _pairs() -> Select[Any]:
    left_event, right_event = events.alias("left_event"), events.alias("right_event")
    left_of, right_of = incident_events.alias("left_of"), incident_events.alias("right_of")
    j, d = judgements.c, decisions.c
    member = incident_events.alias("member")
    accounts = select(func.count()).where(member.c.incident_number == left_of.c.incident_number).correlate(left_of).scalar_subquery()
    decided = select(d.left_number).where(
        or_(
            and_(d.left_number == j.left_number, d.right_number == j.right_number),
            and_(d.left_number == j.right_number, d.right_number == j.left_number),
        )
    )
    return (
        select(j.verdict, j.score, left_event.c.id, right_event.c.id, _LEFT.c.id, _RIGHT.c.id, accounts)
        .join(left_of, left_of.c.event_number == j.left_number)
        .join(right_of, right_of.c.event_number == j.right_number)
        .join(left_event, left_event.c.number == j.left_number)
        .join(right_event, right_event.c.number == j.right_number)
        .join(_LEFT, _LEFT.c.number == left_of.c.incident_number)
        .join(_RIGHT, _RIGHT.c.number == right_of.c.incident_number)
        .where(or_(j.verdict == Verdict.UNSURE.value, and_(j.verdict == Verdict.SAME.value, j.score < _UNSURE_SAME)))
        .where(~decided.correlate(judgements).exists())
    )


_PAIRS = _pairs()
_CASES = select(
    *(
        incidents.c[name]
        for name in (
            *("id", "revision", "sub_event_type", "status", "first_day", "last_day", "date_precision", "first_reported", "lon", "lat"),
            *("place_digest", "place_confidence", "confidence", "fatalities_high", "injuries_high", "report_count"),
        )
    )
)


def _told(connection: Connection, incident_id: str) -> tuple[Any, int]:
    """An incident's row and the number of its first event; raises `NotFound`."""
    row = connection.execute(_CASES.add_columns(incidents.c.number).where(incidents.c.id == current_id(connection, incident_id))).first()
    if row is None:
        raise NotFound(f"no incident {incident_id}")
    founder = connection.scalar(select(func.min(incident_events.c.event_number)).where(incident_events.c.incident_number == row.number))
    assert founder is not None
    return row, founder


def _key(place: _Place) -> tuple[float, str, str]:
    return place[:3]


def _chunks(values: Sequence[V]) -> Iterator[Sequence[V]]:
    return (values[start : start + _CHUNK] for start in range(0, len(values), _CHUNK))
