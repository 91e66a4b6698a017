"""Adding a report: what happens inside the one transaction."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from dateline import __version__
from dateline.extraction.event import Event
from dateline.merging.blocking import Blocks, blocks_of
from dateline.merging.clustering import Judged, cluster
from dateline.merging.deriving import derive
from dateline.merging.incident import Incident
from dateline.merging.judgement import Judgement, Verdict
from dateline.merging.judging import is_ruled_out, judge
from dateline.merging.telling import Telling
from dateline.reading.report import Report
from dateline.storage.codec import dump, place_digest, place_document
from dateline.storage.dialects.dialect import Spot, StoreDialect
from dateline.storage.rows import Documents, Values, event_values, incident_values, moment, report_values
from dateline.storage.tables import (
    blocks,
    changes,
    events,
    incident_events,
    incidents,
    judgements,
    places,
    redirects,
    reports,
    revisions,
)
from dateline.storage.words import fold

COMPONENT = f"dateline {__version__} merging"
"""Written into revisions: which component made the result."""
_CHUNK = 500
"""Values in one IN list."""

K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A telling with the number of its event's row."""

    number: int
    telling: Telling


class Adding:
    """Adds one report within a transaction that the caller began; nothing is kept between reports but what never changes."""

    def __init__(self, connection: Connection, dialect: StoreDialect, documents: Documents, at: datetime) -> None:
        self._connection = connection
        self._dialect = dialect
        self._documents = documents
        self._at = at
        self._revisions: list[Values] = []
        self._changes: list[Values] = []

    def add(self, report: Report, told: Sequence[Event]) -> bool:
        """Store the report and its events and bring the incidents up to date; False, with nothing done, when it is stored already."""
        if self._connection.execute(select(reports.c.number).where(reports.c.id == report.id)).first() is not None:
            return False
        new = self._store(report, list({event.id: event for event in told}.values()))
        touched, same = self._compare(new)
        self._regroup(new, touched, same)
        self._note("report", report.id)
        self._record()
        return True

    def _store(self, report: Report, told: Sequence[Event]) -> list[Numbered]:
        """Write the report, its events, their places and their blocks."""
        connection = self._connection
        values = report_values(report, self._at)
        report_number = connection.execute(insert(reports).returning(reports.c.number), values).scalar_one()
        self._dialect.file_report(connection, report_number, fold(f"{report.title or ''}\n{report.text}"))
        if not told:
            return []
        self._store_places(told)
        rows = [event_values(event, report_number, report.published) for event in told]
        written = connection.execute(insert(events).returning(events.c.number, events.c.id), rows)
        numbers: dict[str, int] = {event_id: number for number, event_id in written}
        new = [Numbered(numbers[event.id], Telling(event, values["publisher"], report.published, values["fingerprint"])) for event in told]
        spots = [
            Spot(numbers[row["id"]], event.where.point, row["first_day"], row["last_day"])
            for row, event in zip(rows, told, strict=True)
            if event.where
        ]
        self._dialect.file_events(connection, spots)
        return new

    def _store_places(self, told: Sequence[Event]) -> None:
        named = {place_digest(event.where.place): event.where.place for event in told if event.where}
        if not named:
            return
        known = set(self._connection.scalars(select(places.c.digest).where(places.c.digest.in_(sorted(named)))))
        rows = [{"digest": digest, "document": dump(place_document(place))} for digest, place in named.items() if digest not in known]
        if rows:
            self._connection.execute(insert(places), rows)

    def _compare(self, new: Sequence[Numbered]) -> tuple[dict[int, Numbered], list[Judgement]]:
        """Judge the new events against those stored that share a block; which of these are the same, and the judgements of that verdict."""
        if not new:
            return {}, []
        blocked = {entry.number: blocks_of(entry.telling) for entry in new}
        meeting = self._meeting(blocked)
        filed = [{"key": key, "event_number": number} for number, filing in blocked.items() for key in sorted(filing.filed)]
        self._connection.execute(insert(blocks), filed)
        candidates = self._load({number for numbers in meeting.values() for number in numbers})
        kept: list[Values] = []
        same: list[Judgement] = []
        touched: dict[int, Numbered] = {}
        for entry in new:
            for number in sorted(meeting[entry.number]):
                candidate = candidates[number]
                judgement = judge(entry.telling, candidate.telling)
                if is_ruled_out(judgement):
                    continue
                left, right = (entry, candidate) if judgement.left == entry.telling.event.id else (candidate, entry)
                kept.append(_judgement_values(judgement, left.number, right.number))
                if judgement.verdict is Verdict.SAME:
                    same.append(judgement)
                    touched[number] = candidate
        if kept:
            self._connection.execute(insert(judgements), kept)
        return touched, same

    def _meeting(self, blocked: dict[int, Blocks]) -> dict[int, set[int]]:
        """For each new event the numbers of stored events filed under a block that it seeks."""
        seekers: defaultdict[str, list[int]] = defaultdict(list)
        for number, filing in blocked.items():
            for key in filing.sought:
                seekers[key].append(number)
        meeting: dict[int, set[int]] = {number: set() for number in blocked}
        for keys in _chunks(sorted(seekers)):
            for key, number in self._connection.execute(select(blocks.c.key, blocks.c.event_number).where(blocks.c.key.in_(keys))):
                for seeker in seekers[key]:
                    meeting[seeker].add(number)
        return meeting

    def _load(self, numbers: Iterable[int]) -> dict[int, Numbered]:
        """Stored events by their numbers."""
        found: dict[int, Numbered] = {}
        for chunk in _chunks(sorted(numbers)):
            rows = self._connection.execute(_TELLINGS.where(events.c.number.in_(chunk))).all()
            for row, telling in zip(rows, self._documents.tellings(self._connection, rows), strict=True):
                found[row.number] = Numbered(row.number, telling)
        return found

    def _regroup(self, new: Sequence[Numbered], touched: dict[int, Numbered], same: list[Judgement]) -> None:
        """Group again all events that a chain of judgements connects with the new ones; change incidents that come out otherwise."""
        if not new:
            return
        members = {entry.number: entry for entry in new} | touched
        edges = {(judgement.left, judgement.right): judgement for judgement in same}
        if touched:
            self._follow(members, set(touched), edges)
        entries = {entry.telling.event.id: entry for entry in members.values()}
        judged = Judged((entry.telling for entry in members.values()), edges.values())
        groups = cluster(judged, edges.values())
        derived = {incident.id: incident for incident in (derive([entries[i].telling for i in group]) for group in groups)}
        before = self._incidents_of(touched.keys() | members.keys()) if touched else {}
        changed = {
            i: stored for i, stored in before.items() if i not in derived or replace(stored[1], updated=None, revision=1) != derived[i]
        }
        # An event is part of one incident only, also between two statements: first it leaves the old one, then it joins the new one.
        ended: dict[str, int] = {}
        for number, incident in changed.values():
            self._connection.execute(delete(incident_events).where(incident_events.c.incident_number == number))
            if incident.id not in derived:
                self._remove(number, incident, entries)
                ended[incident.event_ids[0]] = incident.revision
        for incident_id, incident in sorted(derived.items()):
            if incident_id in changed or incident_id not in before:
                inherited = max((ended.get(event_id, 0) for event_id in incident.event_ids), default=0)
                self._put(incident, before.get(incident_id), inherited, entries)

    def _follow(self, members: dict[int, Numbered], frontier: set[int], edges: dict[tuple[str, str], Judgement]) -> None:
        """Add to the members whatever "same" judgements connect with the frontier, and to the edges these judgements."""
        left, right = judgements.c.left_number, judgements.c.right_number
        is_same = judgements.c.verdict == Verdict.SAME.value
        seen = set(members)
        while frontier:
            reached: set[int] = set()
            for chunk in _chunks(sorted(frontier)):
                reached.update(self._connection.scalars(select(right).distinct().where(left.in_(chunk), is_same)).all())
                reached.update(self._connection.scalars(select(left).distinct().where(right.in_(chunk), is_same)).all())
            frontier = reached - seen
            seen |= frontier
        members |= self._load(seen - members.keys())
        ids = {number: entry.telling.event.id for number, entry in members.items()}
        for chunk in _chunks(sorted(members)):
            # Who is the same as a member is a member: the left side finds every pair.
            for a, b, score in self._connection.execute(select(left, right, judgements.c.score).where(left.in_(chunk), is_same)).all():
                pair = (ids[a], ids[b])
                edges.setdefault(pair, Judgement(*pair, Verdict.SAME, score, ()))

    def _incidents_of(self, numbers: Iterable[int]) -> dict[str, tuple[int, Incident]]:
        """The incidents that these events are part of now, with the numbers of their rows."""
        found: dict[int, str] = {}
        for chunk in _chunks(sorted(numbers)):
            statement = (
                select(incidents.c.number, incidents.c.document)
                .join(incident_events, incident_events.c.incident_number == incidents.c.number)
                .where(incident_events.c.event_number.in_(chunk))
            )
            found.update((number, document) for number, document in self._connection.execute(statement))
        loaded = self._documents.incidents(self._connection, found.values())
        return {incident.id: (number, incident) for number, incident in zip(found, loaded, strict=True)}

    def _remove(self, number: int, incident: Incident, entries: dict[str, Numbered]) -> None:
        """Take away an incident whose events are now part of another; its id answers for the one that has its first event."""
        connection = self._connection
        connection.execute(delete(incidents).where(incidents.c.number == number))
        self._dialect.unfile_incident(connection, number)
        connection.execute(insert(redirects), {"id": incident.id, "event_number": entries[incident.event_ids[0]].number})
        self._revise(incident.id, incident.revision + 1, "merged into another incident", None)
        self._note("incident_gone", incident.id)

    def _put(self, incident: Incident, before: tuple[int, Incident] | None, inherited: int, entries: dict[str, Numbered]) -> None:
        """Write a new incident, or one that differs from what is stored and whose events were taken from it.

        `inherited` is the last revision of those that it takes the place of, under which it goes on counting; 0 when there are none.
        """
        connection = self._connection
        if before is None:
            revision = max(self._revive(incident.id), inherited) + 1
            reason = "first told" if revision == 1 else "told by other events"
        else:
            number, stored = before
            revision = max(stored.revision, inherited) + 1
            reason = "told by other events" if stored.event_ids != incident.event_ids else "derived anew"
        incident = replace(incident, updated=self._at, revision=revision)
        values = incident_values(incident)
        if before is None:
            number = connection.execute(insert(incidents).returning(incidents.c.number), values).scalar_one()
        else:
            connection.execute(_UPDATE_INCIDENT, {**values, "its_number": number})
        members = [entries[event_id].number for event_id in incident.event_ids]
        connection.execute(insert(incident_events), [{"event_number": member, "incident_number": number} for member in members])
        spot = Spot(number, incident.where.point, values["first_day"], values["last_day"]) if incident.where else None
        tellings = [entries[event_id].telling for event_id in incident.event_ids]
        self._dialect.file_incident(connection, number, spot, _words(incident, tellings), known=before is not None)
        self._revise(incident.id, revision, reason, values["document"])
        self._note("incident", incident.id)

    def _revive(self, incident_id: str) -> int:
        """The last revision that an id had before it was merged away, which it no longer is; 0 for a new id."""
        gone = self._connection.execute(delete(redirects).where(redirects.c.id == incident_id))
        if not gone.rowcount:
            return 0
        last = self._connection.scalar(select(func.max(revisions.c.revision)).where(revisions.c.incident_id == incident_id))
        return last or 0

    def _revise(self, incident_id: str, revision: int, reason: str, document: str | None) -> None:
        values = {"incident_id": incident_id, "revision": revision, "at": moment(self._at), "by": "machine", "component": COMPONENT}
        self._revisions.append({**values, "reason": reason, "document": document})

    def _note(self, kind: str, changed_id: str) -> None:
        self._changes.append({"at": moment(self._at), "kind": kind, "id": changed_id})

    def _record(self) -> None:
        """Write what was revised and noted, in order."""
        if self._revisions:
            self._connection.execute(insert(revisions), self._revisions)
        self._connection.execute(insert(changes), self._changes)


_TELLINGS = select(
    events.c.number, events.c.id, events.c.document, reports.c.publisher, reports.c.published_day, reports.c.fingerprint
).join(reports, reports.c.number == events.c.report_number)
_UPDATE_INCIDENT = update(incidents).where(incidents.c.number == bindparam("its_number"))


def _judgement_values(judgement: Judgement, left: int, right: int) -> Values:
    return {
        "left_number": left,
        "right_number": right,
        "verdict": judgement.verdict.value,
        "score": judgement.score,
        "reasons": dump(list(judgement.reasons)),
    }


def _words(incident: Incident, tellings: Iterable[Telling]) -> str:
    """What an incident is found by beside the texts of its reports: its title and its places under all their names."""
    words = {incident.title: None}
    for telling in tellings:
        if where := telling.event.where:
            words |= dict.fromkeys(filter(None, (where.place.name, where.place.admin1, where.place.admin2, *where.place.names)))
    return fold("\n".join(words))


def _chunks(values: Sequence[K]) -> Iterator[Sequence[K]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]
