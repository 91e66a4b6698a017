"""Adding many reports at once and merging what they tell, with each other and with what is stored, inside the one transaction."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import Connection, select

from dateline.merging.blocking import Blocks, blocks_of
from dateline.merging.judgement import Verdict
from dateline.merging.judging import is_ruled_out, judge
from dateline.storage.bulk_adding import BulkAdding, put_rows
from dateline.storage.grouping import Grouping, Numbered, chunks
from dateline.storage.preparing import Item
from dateline.storage.rows import Values, judgement_values
from dateline.storage.store import Added
from dateline.storage.tables import blocks, judgements


class BatchAdding:
    """Adds reports within a transaction that the caller began; gives what adding them one after another gives."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._connection: Connection = grouping.connection

    def add(self, items: Sequence[Item]) -> list[Added]:
        """Store what is not stored yet and bring the incidents up to date; one answer an item."""
        writer = BulkAdding(self._grouping)
        outcome, fresh = writer.sorted_out(items)
        if not fresh:
            return outcome
        new = writer.store([(report, list({event.id: event for event in told}.values())) for report, told in fresh])
        touched = self._compare(new)
        writer.found([entry for entry in new if entry.number not in touched], simple=True)
        if touched:
            loaded = {entry.number: entry for entry in new if entry.number in touched}
            numbers = self._grouping.component(touched)
            self._grouping.regroup(numbers, loaded, self._grouping.incidents_of(numbers))
        self._grouping.record()
        return outcome

    def _compare(self, new: Sequence[Numbered]) -> set[int]:
        """Judge the new events against each other and those stored that share a block; all that are the same as another."""
        if not new:
            return set()
        blocked = {entry.number: blocks_of(entry.telling) for entry in new}
        filed = [{"key": key, "event_number": number} for number, filing in blocked.items() for key in sorted(filing.filed)]
        put_rows(self._connection, blocks, filed)
        pairs = self._meeting(blocked)
        entries = {entry.number: entry for entry in new}
        entries |= self._grouping.load({number for pair in pairs for number in pair} - entries.keys())
        kept: list[Values] = []
        touched: set[int] = set()
        for pair in sorted(pairs):
            a, b = (entries[number] for number in pair)
            if a.telling.event.report_id == b.telling.event.report_id:
                continue
            judgement = judge(a.telling, b.telling)
            if is_ruled_out(judgement):
                continue
            left, right = (a, b) if judgement.left == a.telling.event.id else (b, a)
            kept.append(judgement_values(judgement, left.number, right.number))
            if judgement.verdict is Verdict.SAME:
                touched.update(pair)
        if kept:
            put_rows(self._connection, judgements, kept)
        return touched

    def _meeting(self, blocked: dict[int, Blocks]) -> set[tuple[int, int]]:
        """The pairs of events, at least one of them new, of which one is filed under a block that the other seeks; smaller number first."""
        seekers: defaultdict[str, list[int]] = defaultdict(list)
        for number, filing in blocked.items():
            for key in filing.sought:
                seekers[key].append(number)
        pairs: set[tuple[int, int]] = set()
        for keys in chunks(sorted(seekers)):
            for key, number in self._connection.execute(select(blocks.c.key, blocks.c.event_number).where(blocks.c.key.in_(keys))):
                pairs.update((min(number, seeker), max(number, seeker)) for seeker in seekers[key] if seeker != number)
        return pairs
