"""Adding a report, and reading one anew: what happens inside the one transaction."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, or_, select, update

from dateline.extraction.event import Event
from dateline.merging.blocking import Blocks, blocks_of
from dateline.merging.deriving import derive
from dateline.merging.incident import Incident
from dateline.merging.judgement import Verdict
from dateline.merging.judging import is_ruled_out, judge
from dateline.merging.telling import Telling
from dateline.reading.report import Report
from dateline.storage.codec import dump, event_document, load
from dateline.storage.dialects.dialect import Spot
from dateline.storage.grouping import Grouping, Numbered, Standing, chunks
from dateline.storage.matching import counterparts
from dateline.storage.rows import Values, event_values, judgement_values, moment, report_values, sketch_read
from dateline.storage.tables import (
    blocks,
    corrections,
    decisions,
    events,
    incident_events,
    incidents,
    judgements,
    readings,
    redirects,
    reports,
)
from dateline.storage.words import words_in


class Adding:
    """Adds or rereads reports within a transaction that the caller began; nothing is kept between reports but what never changes."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._connection: Connection = grouping.connection
        self._dialect = grouping.dialect

    def add(self, report: Report, told: Sequence[Event]) -> bool:
        """Store the report and its events and bring the incidents up to date; False, with nothing done, when it is stored already."""
        if self._connection.execute(select(reports.c.number).where(reports.c.id == report.id)).first() is not None:
            return False
        values = report_values(report, self._grouping.at)
        report_number = self._connection.execute(insert(reports).returning(reports.c.number), values).scalar_one()
        self._dialect.file_report(self._connection, report_number, words_in(f"{report.title or ''}\n{report.text}"))
        self._grouping.count("reports", 1)
        new = self._write(report, report_number, values, _distinct(told), {})
        same = self._compare(new)
        if not self._join(new, same):
            touched = {number for numbers in same.values() for number in numbers}
            loaded = {entry.number: entry for entry in new}
            numbers = set(loaded) | (self._grouping.component(set(loaded) | touched) if touched else set())
            self._grouping.regroup(numbers, loaded, self._grouping.incidents_of(numbers) if touched else {})
        self._read(report_number, None)
        self._grouping.note("report", report.id)
        self._grouping.record()
        return True

    def reread(self, report: Report, told: Sequence[Event]) -> bool:
        """Put what a newer version reads in a stored report in the place of what it told before; whether anything changed.

        An event keeps its row when its words are told again, so that people's decisions hold for it. One that is told no more goes,
        unless a person decided something about it. Where nothing is told otherwise, another version still judges and groups anew.
        """
        row = self._connection.execute(
            select(reports.c.number, reports.c.publisher, reports.c.fingerprint, reports.c.sketch).where(reports.c.id == report.id)
        ).one()
        told = _distinct(told)
        stored = self._connection.execute(select(events.c.number, events.c.document).where(events.c.report_number == row.number)).all()
        is_same = {dump(event_document(event)) for event in told} == {document for _, document in stored}
        grouping = self._grouping
        last = select(readings.c.component).where(readings.c.report_number == row.number).order_by(readings.c.number.desc()).limit(1)
        if is_same and self._connection.scalar(last) == grouping.author.component:
            return False
        old = grouping.load(number for number, _ in stored)
        if old and not self._filed(old):
            # Stored without being compared with any: they are not for merging.
            return False
        kept = counterparts({number: entry.telling.event for number, entry in old.items()}, told)
        decided = self._decided(set(old) - set(kept.values()))
        gone = set(old) - set(kept.values()) - decided
        component = grouping.component(set(old)) if old else set()
        before = grouping.incidents_of(component)
        for some in chunks(sorted(old)):
            of_these = or_(judgements.c.left_number.in_(some), judgements.c.right_number.in_(some))
            self._connection.execute(delete(judgements).where(of_these))
        for number, key in self._filed(old):
            self._connection.execute(delete(blocks).where(blocks.c.key == key, blocks.c.event_number == number))
        self._dialect.unfile_events(self._connection, sorted(set(old) - decided))
        self._forget(gone, before)
        values = {"publisher": row.publisher, "fingerprint": row.fingerprint, "sketch": row.sketch}
        new = [*self._write(report, row.number, values, told, kept), *(old[number] for number in sorted(decided))]
        same = self._compare(new)
        touched = {number for numbers in same.values() for number in numbers}
        loaded = {entry.number: entry for entry in new}
        numbers = grouping.component(set(loaded) | touched | (component - gone))
        # What is newly touched brings its own incidents.
        before |= {number: found for number, found in grouping.incidents_of(numbers).items() if number not in before}
        grouping.regroup(numbers, loaded, {number: (incident, _heirs(ids, gone)) for number, (incident, ids) in before.items()})
        self._read(row.number, None if is_same else dump([load(document) for _, document in stored]))
        if not is_same:
            grouping.note("report", report.id)
        grouping.record()
        return not is_same

    def _write(
        self, report: Report, report_number: int, values: Mapping[str, Any], told: Sequence[Event], kept: Mapping[str, int]
    ) -> list[Numbered]:
        """Write events and their places; `kept` are the rows that some of them take over."""
        if not told:
            return []
        connection = self._connection
        self._grouping.store_places(told)
        rows = {event.id: {"report_number": report_number, **event_values(event, report.published)} for event in told}
        # First no row has an id that another is to get.
        for number in kept.values():
            connection.execute(_UPDATE_EVENT, {"its_number": number, "id": f"renamed {number}"})
        for event_id, number in kept.items():
            connection.execute(_UPDATE_EVENT, {**rows[event_id], "its_number": number})
        numbers = dict(kept)
        fresh = [row for event_id, row in rows.items() if event_id not in kept]
        if fresh:
            written = connection.execute(insert(events).returning(events.c.number, events.c.id), fresh)
            numbers |= {event_id: number for number, event_id in written}
        self._grouping.count("events", len(fresh))
        spots = [
            Spot(numbers[event_id], row["lon"], row["lat"], row["first_day"], row["last_day"])
            for event_id, row in rows.items()
            if row["lon"] is not None
        ]
        self._dialect.file_events(connection, spots)
        about = values["publisher"], report.published, values["fingerprint"], sketch_read(values["sketch"])
        return [Numbered(numbers[event.id], Telling(event, *about)) for event in told]

    def _compare(self, new: Sequence[Numbered]) -> dict[int, set[int]]:
        """Judge the new events, all of one report, against those stored that share a block; which are the same as each."""
        if not new:
            return {}
        blocked = {entry.number: blocks_of(entry.telling) for entry in new}
        meeting = self._meeting(blocked)
        filed = [{"key": key, "event_number": number} for number, filing in blocked.items() for key in sorted(filing.filed)]
        self._connection.execute(insert(blocks), filed)
        candidates = self._grouping.load({number for numbers in meeting.values() for number in numbers})
        kept: list[Values] = []
        same: defaultdict[int, set[int]] = defaultdict(set)
        for entry in new:
            for number in sorted(meeting[entry.number]):
                candidate = candidates[number]
                judgement = judge(entry.telling, candidate.telling)
                if is_ruled_out(judgement):
                    continue
                left, right = (entry, candidate) if judgement.left == entry.telling.event.id else (candidate, entry)
                kept.append(judgement_values(judgement, left.number, right.number))
                if judgement.verdict is Verdict.SAME:
                    same[entry.number].add(number)
        if kept:
            self._connection.execute(insert(judgements), kept)
        return same

    def _meeting(self, blocked: dict[int, Blocks]) -> dict[int, set[int]]:
        """For each new event the numbers of stored events filed under a block that it seeks."""
        seekers: defaultdict[str, list[int]] = defaultdict(list)
        for number, filing in blocked.items():
            for key in filing.sought:
                seekers[key].append(number)
        meeting: dict[int, set[int]] = {number: set() for number in blocked}
        for keys in chunks(sorted(seekers)):
            for key, number in self._connection.execute(select(blocks.c.key, blocks.c.event_number).where(blocks.c.key.in_(keys))):
                for seeker in seekers[key]:
                    meeting[seeker].add(number)
        return meeting

    def _join(self, new: Sequence[Numbered], same: Mapping[int, set[int]]) -> bool:
        """Let the one event of a report join a simple incident all of whose events it is the same as; whether that could be done.

        The events of such an incident and the new one are all judged the same pair by pair, so that grouping them again would join
        them: the work for a much reported incident does not grow with the square of its reports.
        """
        if len(new) != 1 or not same:
            return False
        entry, touched = new[0], same[new[0].number]
        number = self._connection.scalar(
            select(incidents.c.number)
            .join(incident_events, incident_events.c.incident_number == incidents.c.number)
            .where(incident_events.c.event_number == min(touched), incidents.c.simple)
        )
        if number is None:
            return False
        members = set(self._connection.scalars(select(incident_events.c.event_number).where(incident_events.c.incident_number == number)))
        if members != touched:
            return False
        grouping = self._grouping
        entries = {one.telling.event.id: one for one in [entry, *grouping.load(members).values()]}
        derived = derive([one.telling for one in entries.values()])
        grouping.change({derived.id: (derived, Standing(simple=True))}, grouping.incidents_of([min(touched)]), entries)
        return True

    def _filed(self, entries: Mapping[int, Numbered]) -> list[tuple[int, str]]:
        """Under which blocks these events are filed, by their numbers."""
        found: list[tuple[int, str]] = []
        for number, entry in entries.items():
            for keys in chunks(sorted(blocks_of(entry.telling).filed)):
                held = select(blocks.c.key).where(blocks.c.key.in_(keys), blocks.c.event_number == number)
                found += [(number, key) for key in self._connection.scalars(held)]
        return found

    def _decided(self, numbers: set[int]) -> set[int]:
        """Which of these events a person decided something about."""
        found: set[int] = set()
        for column in (corrections.c.event_number, decisions.c.left_number, decisions.c.right_number):
            found.update(self._connection.scalars(select(column).where(column.in_(sorted(numbers)))))
        return found

    def _forget(self, gone: set[int], before: Mapping[int, tuple[Incident, Mapping[str, int]]]) -> None:
        """Delete events that are told no more; ids that led to them lead to what is left of their incidents."""
        if not gone:
            return
        connection = self._connection
        for _, ids in before.values():
            heirs = _heirs(ids, gone)
            for event_id, number in ids.items():
                if number in gone and event_id in heirs:
                    connection.execute(update(redirects).where(redirects.c.event_number == number).values(event_number=heirs[event_id]))
        numbers = sorted(gone)
        connection.execute(delete(redirects).where(redirects.c.event_number.in_(numbers)))
        connection.execute(delete(incident_events).where(incident_events.c.event_number.in_(numbers)))
        connection.execute(delete(events).where(events.c.number.in_(numbers)))
        self._grouping.count("events", -len(numbers))

    def _read(self, report_number: int, replaced: str | None) -> None:
        values = {"report_number": report_number, "at": moment(self._grouping.at), "component": self._grouping.author.component}
        self._connection.execute(insert(readings), {**values, "replaced": replaced})


_UPDATE_EVENT = update(events).where(events.c.number == bindparam("its_number"))


def _heirs(ids: Mapping[str, int], gone: set[int]) -> dict[str, int]:
    """The rows of an incident's events; for those that are gone, the first that is left, which answers for them."""
    left = min(set(ids.values()) - gone, default=None)
    return {} if left is None else {event_id: left if number in gone else number for event_id, number in ids.items()}


def _distinct(told: Sequence[Event]) -> list[Event]:
    return list({event.id: event for event in told}.values())
