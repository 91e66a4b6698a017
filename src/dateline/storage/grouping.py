"""Bringing incidents up to date with their events and with what people decided, inside one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dateline import __version__
from dateline.extraction.event import Event
from dateline.merging.clustering import cluster
from dateline.merging.deriving import derive
from dateline.merging.incident import Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.telling import Telling
from dateline.storage.codec import dump, place_digest, place_document
from dateline.storage.deciding import Decisions, decisions_among, joined_by_people
from dateline.storage.dialects.dialect import Spot, StoreDialect
from dateline.storage.naming import forget_names, store_names
from dateline.storage.rows import Documents, Values, incident_named, incident_texts, incident_values, moment
from dateline.storage.tables import (
    NUMBERED,
    changes,
    events,
    incident_documents,
    incident_events,
    incidents,
    judgements,
    places,
    redirects,
    reports,
    revisions,
    totals,
)
from dateline.storage.words import words_in

COMPONENT = f"dateline {__version__}"
"""Written into revisions: which version made the result."""
MACHINE = "machine"
_CHUNK = 500
"""Values in one IN list."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A telling with the number of its event's row."""

    number: int
    telling: Telling


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an incident's grouping; see `tables.incidents`."""

    simple: bool = False
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class Author:
    """Who changes the store, and why; the machine's reasons come from what it finds."""

    by: str = MACHINE
    reason: str | None = None
    component: str = field(default_factory=lambda: COMPONENT)


class Grouping:
    """Groups events into incidents within a transaction that the caller began, and keeps the records of what changed."""

    def __init__(
        self, connection: Connection, dialect: StoreDialect, documents: Documents, at: datetime, author: Author | None = None
    ) -> None:
        self.connection = connection
        self.dialect = dialect
        self.documents = documents
        self.at = at
        self.author = author or Author()
        self._revisions: list[Values] = []
        self._changes: list[Values] = []
        self._added: defaultdict[str, int] = defaultdict(int)

    def load(self, numbers: Iterable[int]) -> dict[int, Numbered]:
        """Stored events by their numbers."""
        found: dict[int, Numbered] = {}
        for chunk in chunks(sorted(numbers)):
            rows = self.connection.execute(_TELLINGS.where(events.c.number.in_(chunk))).all()
            for row, telling in zip(rows, self.documents.tellings(self.connection, rows), strict=True):
                found[row.number] = Numbered(row.number, telling)
        return found

    def component(self, frontier: set[int]) -> set[int]:
        """The numbers of these events and of all that a chain of "same" judgements or of people's merges connects with them."""
        left, right = judgements.c.left_number, judgements.c.right_number
        is_same = judgements.c.verdict == Verdict.SAME.value
        seen = set(frontier)
        while frontier:
            reached: set[int] = set()
            for chunk in chunks(sorted(frontier)):
                reached.update(self.connection.scalars(select(right).distinct().where(left.in_(chunk), is_same)).all())
                reached.update(self.connection.scalars(select(left).distinct().where(right.in_(chunk), is_same)).all())
                reached.update(joined_by_people(self.connection, chunk))
            frontier = reached - seen
            seen |= frontier
        return seen

    def regroup(self, numbers: set[int], loaded: Mapping[int, Numbered], before: Mapping[int, tuple[Incident, Mapping[str, int]]]) -> None:
        """Group these events, which are whole components, and change the incidents that come out otherwise.

        `loaded` are those of them whose tellings are at hand. `before` are the incidents of these events by the numbers of their rows,
        each with the numbers that its events have, or had before they were read anew.
        """
        members = {**loaded, **self.load(numbers - loaded.keys())}
        members = {number: members[number] for number in numbers}
        entries = {entry.telling.event.id: entry for entry in members.values()}
        edges = self._edges(members)
        decided = decisions_among(self.connection, {number: entry.telling.event.id for number, entry in members.items()})
        judged = self.documents.judged((entry.telling for entry in members.values()), [*edges, *decided.apart_judgements()])
        groups = decided.united(cluster(judged, (edge for edge in edges if (edge.left, edge.right) not in decided.apart)))
        simple = _simple_groups(groups, edges, entries, decided)
        derived: dict[str, tuple[Incident, Standing]] = {}
        for group in groups:
            incident = decided.corrected(derive([entries[event_id].telling for event_id in group]), entries)
            if incident is not None:
                derived[incident.id] = (incident, Standing(group in simple, decided.hold_for(group)))
        self.change(derived, before, entries)

    def _edges(self, members: Mapping[int, Numbered]) -> list[Judgement]:
        """The judgements "same" among the members; who is the same as a member is a member, so that the left side finds every pair."""
        if len(members) < 2:
            return []
        c = judgements.c
        ids = {number: entry.telling.event.id for number, entry in members.items()}
        edges = []
        for chunk in chunks(sorted(members)):
            statement = select(c.left_number, c.right_number, c.score).where(c.left_number.in_(chunk), c.verdict == Verdict.SAME.value)
            for a, b, score in self.connection.execute(statement).all():
                left, right = sorted((ids[a], ids[b]))
                edges.append(Judgement(left, right, Verdict.SAME, score, ()))
        return edges

    def incidents_of(self, numbers: Iterable[int]) -> dict[int, tuple[Incident, dict[str, int]]]:
        """The incidents that these events are part of now, by the numbers of their rows, each with the numbers of its events."""
        found: dict[int, str] = {}
        for chunk in chunks(sorted(numbers)):
            statement = (
                select(incident_documents.c.number, incident_documents.c.document)
                .join(incident_events, incident_events.c.incident_number == incident_documents.c.number)
                .where(incident_events.c.event_number.in_(chunk))
            )
            found.update((number, document) for number, document in self.connection.execute(statement))
        named: defaultdict[int, dict[str, int]] = defaultdict(dict)
        for chunk in chunks(sorted(found)):
            statement_of = (
                select(incident_events.c.incident_number, events.c.id, events.c.number)
                .join(events, events.c.number == incident_events.c.event_number)
                .where(incident_events.c.incident_number.in_(chunk))
            )
            for number, event_id, event_number in self.connection.execute(statement_of):
                named[number][event_id] = event_number
        loaded = self.documents.incidents(self.connection, found.items())
        return {number: (incident, named[number]) for number, incident in zip(found, loaded, strict=True)}

    def change(
        self,
        derived: Mapping[str, tuple[Incident, Standing]],
        before: Mapping[int, tuple[Incident, Mapping[str, int]]],
        entries: Mapping[str, Numbered],
    ) -> None:
        """Make the incidents that are stored those that were derived."""
        stored = {incident.id: number for number, (incident, _) in before.items()}
        changed: set[str] = set()
        # An event is part of one incident only, also between two statements: first it leaves the old one, then it joins the new one.
        ended: dict[int, int] = {}
        for number, (incident, numbers) in before.items():
            fresh = derived.get(incident.id)
            if fresh is not None and replace(incident, updated=None, revision=1) == fresh[0]:
                self._stand(number, incident.id, fresh[1])
                continue
            changed.add(incident.id)
            self.connection.execute(delete(incident_events).where(incident_events.c.incident_number == number))
            if fresh is None:
                founder = numbers.get(incident.event_ids[0])
                self._remove(number, incident, founder)
                if founder is not None:
                    ended[founder] = incident.revision
        for incident_id, (incident, standing) in sorted(derived.items()):
            if incident_id in changed or incident_id not in stored:
                inherited = max((ended.get(entries[event_id].number, 0) for event_id in incident.event_ids), default=0)
                known = stored.get(incident_id)
                self.put(incident, (known, before[known][0]) if known is not None else None, inherited, entries, standing)

    def _stand(self, number: int, incident_id: str, standing: Standing) -> None:
        """Keep how an incident stands that is the same otherwise."""
        self.connection.execute(_UPDATE_SIMPLE, {"its_number": number, "is_simple": standing.simple})
        if self.connection.execute(_UPDATE_CORRECTED, {"its_number": number, "is_corrected": standing.corrected}).rowcount:
            self.note("incident", incident_id)

    def _remove(self, number: int, incident: Incident, founder: int | None) -> None:
        """Take away an incident that is no more; its id answers for the one that has its first event."""
        connection = self.connection
        forget_names(connection, number)
        connection.execute(delete(incident_documents).where(incident_documents.c.number == number))
        connection.execute(delete(incidents).where(incidents.c.number == number))
        self.dialect.unfile_incident(connection, number)
        connection.execute(delete(redirects).where(redirects.c.id == incident.id))
        if founder is not None:
            connection.execute(insert(redirects), {"id": incident.id, "event_number": founder})
        reason = "merged into another incident" if founder is not None else "told no more"
        self._revise(incident.id, incident.revision + 1, reason, None)
        self.note("incident_gone", incident.id)
        self.count("incidents", -1)

    def put(
        self,
        incident: Incident,
        before: tuple[int, Incident] | None,
        inherited: int,
        entries: Mapping[str, Numbered],
        standing: Standing,
    ) -> None:
        """Write a new incident, or one that differs from what is stored and whose events were taken from it.

        `inherited` is the last revision of those that it takes the place of, under which it goes on counting; 0 when there are none.
        """
        connection = self.connection
        if before is None:
            revision = max(self._revive(incident.id), inherited) + 1
            reason = "first told" if revision == 1 else "told by other events"
        else:
            number, stored = before
            revision = max(stored.revision, inherited) + 1
            reason = "told by other events" if stored.event_ids != incident.event_ids else "derived anew"
        if before is None:
            number = self.next_numbers(1)
        incident = replace(incident, updated=self.at, revision=revision, number=number)
        values = {**incident_values(incident), "simple": standing.simple, "corrected": standing.corrected}
        texts = incident_texts(incident)
        self.store_places([incident])
        if before is None:
            connection.execute(_INSERT_INCIDENT, {"number": number, **values})
            connection.execute(_INSERT_DOCUMENT, texts)
            self.count("incidents", 1)
        else:
            connection.execute(_UPDATE_INCIDENT, {**values, "its_number": number})
            connection.execute(_UPDATE_DOCUMENT, {"document": texts["document"], "feature": texts["feature"], "its_number": number})
        named = incident_named(incident)
        if before is None or incident_named(before[1]) != named:
            if before is not None:
                forget_names(connection, number)
            store_names(connection, {number: named})
        members = [entries[event_id].number for event_id in incident.event_ids]
        connection.execute(insert(incident_events), [{"event_number": member, "incident_number": number} for member in members])
        spot = Spot(number, values["lon"], values["lat"], values["first_day"], values["last_day"]) if incident.where else None
        words = words_of_incident(incident, [entries[event_id].telling.event for event_id in incident.event_ids])
        self.dialect.file_incident(connection, number, spot, words, known=before is not None)
        self._revise(incident.id, revision, reason, texts["document"])
        self.note("incident", incident.id)

    def next_numbers(self, count: int) -> int:
        """The first of so many numbers for new incidents, which no incident ever had."""
        highest = self.connection.scalar(select(totals.c.rows).where(totals.c.name == NUMBERED)) or 0
        self.connection.execute(update(totals).where(totals.c.name == NUMBERED).values(rows=highest + count))
        return highest + 1

    def store_places(self, located: Iterable[Event | Incident]) -> None:
        """Write the places that these stand at, where they are not written yet."""
        named = {place_digest(one.where.place): one.where.place for one in located if one.where}
        if not named:
            return
        known = set(self.connection.scalars(select(places.c.digest).where(places.c.digest.in_(sorted(named)))))
        rows = [{"digest": digest, "document": dump(place_document(place))} for digest, place in named.items() if digest not in known]
        if rows:
            self.connection.execute(insert(places), rows)

    def _revive(self, incident_id: str) -> int:
        """The last revision that an id had before it was gone, which it no longer is; 0 for a new id."""
        self.connection.execute(delete(redirects).where(redirects.c.id == incident_id))
        return self.connection.scalar(select(func.max(revisions.c.revision)).where(revisions.c.incident_id == incident_id)) or 0

    def _revise(self, incident_id: str, revision: int, reason: str, document: str | None) -> None:
        author = self.author
        values = {"incident_id": incident_id, "revision": revision, "at": moment(self.at), "by": author.by, "component": author.component}
        self._revisions.append({**values, "reason": author.reason or reason, "document": document})

    def note(self, kind: str, changed_id: str) -> None:
        """Record that something changed."""
        self._changes.append({"at": moment(self.at), "kind": kind, "id": changed_id})

    def count(self, name: str, more: int) -> None:
        """Record that a table has so many more rows."""
        self._added[name] += more

    def record(self) -> None:
        """Write what was revised, noted and counted, in order."""
        if self._revisions:
            self.connection.execute(insert(revisions), self._revisions)
        if self._changes:
            self.connection.execute(insert(changes), self._changes)
        for name, more in sorted(self._added.items()):
            if more:
                self.connection.execute(update(totals).where(totals.c.name == name).values(rows=totals.c.rows + more))


_TELLINGS = select(
    events.c.number,
    events.c.id,
    events.c.document,
    reports.c.publisher,
    reports.c.published_day,
    reports.c.fingerprint,
    reports.c.sketch,
).join(reports, reports.c.number == events.c.report_number)
_UPDATE_INCIDENT = update(incidents).where(incidents.c.number == bindparam("its_number"))
_INSERT_INCIDENT = insert(incidents)
_INSERT_DOCUMENT = insert(incident_documents)
_UPDATE_DOCUMENT = update(incident_documents).where(incident_documents.c.number == bindparam("its_number"))
_UPDATE_CORRECTED = (
    update(incidents)
    .where(incidents.c.number == bindparam("its_number"), incidents.c.corrected != bindparam("is_corrected"))
    .values(corrected=bindparam("is_corrected"))
)
_UPDATE_SIMPLE = (
    update(incidents)
    .where(incidents.c.number == bindparam("its_number"), incidents.c.simple != bindparam("is_simple"))
    .values(simple=bindparam("is_simple"))
)


def _simple_groups(
    groups: Sequence[tuple[str, ...]], edges: Sequence[Judgement], entries: Mapping[str, Numbered], decided: Decisions
) -> set[tuple[str, ...]]:
    """The groups that a new event may join without grouping again: see `tables.incidents`."""
    if decided.any:
        return set()
    group_of = {event_id: index for index, group in enumerate(groups) for event_id in group}
    inside: defaultdict[int, int] = defaultdict(int)
    leaving: set[int] = set()
    for edge in edges:
        left, right = group_of[edge.left], group_of[edge.right]
        if left == right:
            inside[left] += 1
        else:
            leaving |= {left, right}
    return {
        group
        for index, group in enumerate(groups)
        if index not in leaving
        and inside[index] == len(group) * (len(group) - 1) // 2
        and len({entries[event_id].telling.event.report_id for event_id in group}) == len(group)
    }


def words_of_incident(incident: Incident, told: Iterable[Event]) -> tuple[str, ...]:
    """What an incident is found by beside the texts of its reports: its title and its places under all their names."""
    words = {incident.title: None}
    for where in [incident.where, *(event.where for event in told)]:
        if where:
            words |= dict.fromkeys(filter(None, (where.place.name, where.place.admin1, where.place.admin2, *where.place.names)))
    return words_in("\n".join(words))


def chunks(values: Sequence[K]) -> Iterator[Sequence[K]]:
    """Parts short enough for one IN list."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
