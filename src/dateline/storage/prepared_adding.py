"""Writing reports that were made ready: what happens inside the one transaction."""

from collections.abc import Mapping, Sequence

from dateline.errors import BadInput
from dateline.publishing.features import numbered
from dateline.storage.bulk_adding import BulkAdding
from dateline.storage.dialects.dialect import Filing, Spot
from dateline.storage.grouping import Grouping
from dateline.storage.naming import Name, store_names
from dateline.storage.preparing import Prepared, PreparedReports, Row
from dateline.storage.rows import reports_among
from dateline.storage.store import Added
from dateline.storage.tables import events, incident_documents, incident_events, incidents, reports


class PreparedAdding:
    """Adds reports within a transaction that the caller began; each event becomes an incident and is never compared with another."""

    def __init__(self, grouping: Grouping) -> None:
        self._grouping = grouping
        self._connection = grouping.connection
        self._dialect = grouping.dialect
        self._writer = BulkAdding(grouping)

    def add(self, prepared: PreparedReports) -> list[Added]:
        """Store what is not stored yet, one answer an item; raises `BadInput` when an event's id is stored already."""
        known = reports_among(self._connection, [item.id for item in prepared.items])
        fresh: dict[str, Prepared] = {}
        outcome = []
        for item in prepared.items:
            new = item.id not in known and item.id not in fresh
            if new:
                fresh[item.id] = item
            outcome.append(Added.NEW if new else Added.KNOWN)
        if fresh:
            self._writer.store_places(prepared.places)
            self._write(list(fresh.values()), prepared.columns)
            self._grouping.record()
        return outcome

    def _write(self, items: Sequence[Prepared], columns: Mapping[str, tuple[str, ...]]) -> None:
        writer, connection = self._writer, self._connection
        first_report = writer.next_number(reports)
        told = [(number, event) for number, item in enumerate(items, first_report) for event in item.events]
        if len({event.row[0] for _, event in told}) != len(told):
            raise BadInput("two events have the same id")
        first_event = writer.next_number(events)
        first_incident = self._grouping.next_numbers(len(told)) if told else 0
        report_rows: list[Row] = [(number, *item.row) for number, item in enumerate(items, first_report)]
        event_rows: list[Row] = []
        incident_rows: list[Row] = []
        texts: list[Row] = []
        members: list[Row] = []
        spots: list[Spot] = []
        filed: list[Filing] = []
        named: dict[int, tuple[Name, ...]] = {}
        for number, (event_number, (report_number, event)) in enumerate(enumerate(told, first_event), first_incident):
            event_rows.append((event_number, report_number, *event.row))
            incident_rows.append((number, False, *event.incident))
            texts.append((number, event.document, numbered(event.feature, number)))
            members.append((event_number, number))
            if event.spot:
                spots.append(Spot(event_number, *event.spot))
            filed.append((number, Spot(number, *event.spot) if event.spot else None, event.words))
            named[number] = event.names
        put = writer.put
        put(reports, ("number", *columns[reports.name]), report_rows)
        self._dialect.file_reports(connection, [(number, item.words) for number, item in enumerate(items, first_report)])
        if told:
            put(events, ("number", "report_number", *columns[events.name]), event_rows)
            self._dialect.file_events(connection, spots)
        writer.record_reports(first_report, len(items), len(told))
        if told:
            put(incidents, ("number", "simple", *columns[incidents.name]), incident_rows)
            put(incident_documents, ("number", "document", "feature"), texts)
            store_names(connection, named)
            self._dialect.file_incidents(connection, filed)
            put(incident_events, ("event_number", "incident_number"), members)
            writer.record_incidents(first_incident, len(told))
