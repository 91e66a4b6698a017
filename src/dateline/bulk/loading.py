"""What an archive told, taken into a store: read once on the cluster, merged there with what the store holds already."""

import json
from collections import defaultdict
from collections.abc import Iterator

import pyarrow.parquet as pq

from dateline.bulk.extracting import PARTS, REPORTS, Done
from dateline.bulk.places import Folder, opened
from dateline.bulk.run import QUARANTINE
from dateline.bulk.tables import KEPT, kept_of, reports_of_table
from dateline.errors import UnreadableReport
from dateline.extraction.event import Event
from dateline.pipeline import Ingested
from dateline.storage.store import Added, Store

_BATCH = 500
"""Reports in one transaction."""


def load_into(store: Store, out: Folder) -> Iterator[Ingested]:
    """Store the reports that tell events, with these, part by part; safe to repeat and to interrupt.

    What was kept aside goes into the store's quarantine.
    """
    notes = out / PARTS
    for name in notes.names():
        note = notes.read_json(name)
        if "halves" not in note:
            yield from _part(store, out, Done.of(note))
    if out.has(QUARANTINE):
        with opened(out.file(QUARANTINE)) as lines:
            for line in lines:
                aside = json.loads(line)
                unreadable = UnreadableReport(aside["origin"], aside["cause"])
                store.quarantine(unreadable.origin, unreadable.cause)
                yield Ingested(unreadable.origin, None, cause=unreadable.cause)


def _part(store: Store, out: Folder, done: Done) -> Iterator[Ingested]:
    if not done.events:
        return
    with opened((out / REPORTS).file(f"{done.part}.parquet")) as stream:
        reports = reports_of_table(pq.read_table(stream))
    told: defaultdict[str, list[Event]] = defaultdict(list)
    with opened(out.file(done.file)) as stream:
        for kept in kept_of(pq.read_table(stream, columns=list(KEPT))):
            told[kept.telling.event.report_id].append(kept.telling.event)
    for start in range(0, len(reports), _BATCH):
        items = [(report, told[report.id]) for report in reports[start : start + _BATCH]]
        outcomes = store.add_many(items)
        for (report, events), outcome in zip(items, outcomes, strict=True):
            yield Ingested(report.url or report.name, outcome, events=len(events) if outcome is Added.NEW else 0)
