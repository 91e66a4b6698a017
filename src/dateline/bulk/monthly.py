"""One task: the events of a month to incidents, both as GeoParquet."""

import hashlib
import json
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dateline import __version__
from dateline.bulk.linking import read_kept, read_table
from dateline.bulk.places import Folder, written_whole
from dateline.bulk.tables import EVENTS, write_table
from dateline.merging.across import merge_tellings
from dateline.publishing.batches import write_parquet

EVENTS_FOLDER, INCIDENTS_FOLDER, MONTHS = "events", "incidents", "_months"
_PIECE = "part-0.parquet"


@dataclass(frozen=True, slots=True)
class Month:
    """What one task merges."""

    name: str
    files: tuple[str, ...]
    """Of events that stand in the month, within the output."""
    leaving: frozenset[str] = frozenset()
    """Events whose chain is merged in another month."""
    coming: tuple[tuple[str, frozenset[str]], ...] = ()
    """Files of other months and the events in them that are merged here."""

    @property
    def key(self) -> str:
        """The same as long as merging the month again gives the same."""
        document = [self.name, self.files, sorted(self.leaving), [[file, sorted(ids)] for file, ids in self.coming], __version__]
        return hashlib.sha256(json.dumps(document).encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True)
class MonthDone:
    """What came of a month."""

    name: str
    key: str
    events: int
    incidents: int

    def note(self) -> dict[str, object]:
        """What is written beside the output."""
        return {"name": self.name, "key": self.key, "events": self.events, "incidents": self.incidents}


def merge_month(out: Folder, month: Month) -> MonthDone:
    """Write the month's events and incidents; the note last. An incident stands in the first month of its events."""
    own = read_kept(out, month.files, pc.field("month") == month.name)
    tellings = {each.telling.event.id: each.telling for each in own}
    for event_id in month.leaving:
        tellings.pop(event_id, None)
    for file, ids in month.coming:
        kept = read_kept(out, [file], pc.field("id").isin(pa.array(sorted(ids), pa.string())))
        tellings.update({each.telling.event.id: each.telling for each in kept})
    merged = merge_tellings(tellings.values())
    incident_of = {event_id: incident.id for incident in merged.incidents for event_id in incident.event_ids}
    _write_events(out, month, incident_of)
    with tempfile.TemporaryDirectory(prefix="dateline-") as scratch:
        made_at = Path(scratch) / _PIECE
        write_parquet(merged.incidents, made_at)
        with written_whole(out.file(f"{INCIDENTS_FOLDER}/month={month.name}/{_PIECE}")) as stream, made_at.open("rb") as made:
            while block := made.read(1 << 20):
                stream.write(block)
    done = MonthDone(month.name, month.key, len(tellings), len(merged.incidents))
    (out / MONTHS).write_json(f"{month.name}.json", done.note())
    return done


def _write_events(out: Folder, month: Month, incident_of: Mapping[str, str]) -> None:
    """The events merged here, the earliest months' first; so every event is written once, beside the incident it belongs to."""
    tables: list[pa.Table] = []
    sources: Sequence[tuple[str, frozenset[str] | None]] = [*((file, None) for file in month.files), *month.coming]
    seen: set[str] = set()
    for file, ids in sources:
        rows = pc.field("month") == month.name if ids is None else pc.field("id").isin(pa.array(sorted(ids), pa.string()))
        table = read_table(out, file, EVENTS.names, rows)
        fresh = [event_id in incident_of and event_id not in seen for event_id in table["id"].to_pylist()]
        table = table.filter(pa.array(fresh, pa.bool_()))
        seen.update(table["id"].to_pylist())
        tables.append(table)
    table = pa.concat_tables(tables) if tables else EVENTS.empty_table()
    table = table.sort_by("id")
    incidents = pa.array([incident_of[event_id] for event_id in table["id"].to_pylist()], pa.string())
    table = table.drop_columns(["month", "reach_from", "reach_to"]).add_column(1, "incident_id", incidents)
    with written_whole(out.file(f"{EVENTS_FOLDER}/month={month.name}/{_PIECE}")) as stream:
        write_table(table.replace_schema_metadata(EVENTS.metadata), stream)
