"""What stands beside the documents of incidents, made anew from them: columns, features and names hold nothing of their own."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, select, update

from dateline.merging.incident import Incident
from dateline.storage.deciding import corrected_numbers
from dateline.storage.naming import store_names
from dateline.storage.rows import Documents, incident_named, incident_texts, incident_values
from dateline.storage.tables import incident_documents, incident_names, incidents, names

_AT_ONCE = 1_000
_UPDATE = update(incidents).where(incidents.c.number == bindparam("its_number"))
_UPDATE_FEATURE = update(incident_documents).where(incident_documents.c.number == bindparam("its_number"))


def restate(connection: Connection) -> None:
    """Write columns, features and names of all incidents."""
    connection.execute(delete(incident_names))
    connection.execute(delete(names))
    corrected = corrected_numbers(connection)
    for _, found in each_incident(connection):
        values = [{**incident_values(one), "corrected": one.number in corrected, "its_number": one.number} for one in found]
        connection.execute(_UPDATE, values)
        features = [{"feature": incident_texts(one)["feature"], "its_number": one.number} for one in found]
        connection.execute(_UPDATE_FEATURE, features)
        store_names(connection, {one.number: incident_named(one) for one in found if one.number})


def each_incident(connection: Connection) -> Iterator[tuple[Sequence[Row[Any]], list[Incident]]]:
    """Rows of all incidents with document and feature, and the incidents that the documents tell, some at a time."""
    documents = Documents()
    d = incident_documents.c
    whole = select(incidents, d.document, d.feature).join_from(incidents, incident_documents).order_by(incidents.c.number).limit(_AT_ONCE)
    after = 0
    while rows := connection.execute(whole.where(incidents.c.number > after)).all():
        yield rows, documents.incidents(connection, [(row.number, row.document) for row in rows])
        after = rows[-1].number
