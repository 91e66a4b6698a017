"""Incidents as bytes, piece by piece: memory stays bounded however many there are."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from dateline.merging.incident import Incident
from dateline.publishing.batches import LIST_SEPARATOR
from dateline.publishing.encoding import printable, to_json
from dateline.publishing.features import incident_feature
from dateline.publishing.forms import DECIMALS
from dateline.publishing.palette import PALETTE, label
from dateline.publishing.properties import INCIDENT, Property, PropertyType, instant


def features_of(incidents: Iterable[Incident]) -> Iterator[bytes]:
    """Incidents as the features that the following streams take; a store has them written already."""
    return (to_json(incident_feature(incident)) for incident in incidents)


def geojson(features: Iterable[bytes]) -> Iterator[bytes]:
    """A GeoJSON FeatureCollection (RFC 7946)."""
    yield b'{"type":"FeatureCollection","features":['
    separator = b"\n"
    for some in _some(features):
        yield separator + b",\n".join(some)
        separator = b",\n"
    yield b"\n]}\n"


def geojsonl(features: Iterable[bytes]) -> Iterator[bytes]:
    """One GeoJSON feature a line."""
    for some in _some(features):
        yield b"\n".join(some) + b"\n"


def geojson_sequence(features: Iterable[bytes]) -> Iterator[bytes]:
    """A GeoJSON text sequence (RFC 8142): each feature between a record separator and a line feed."""
    for some in _some(features):
        yield b"\x1e" + b"\n\x1e".join(some) + b"\n"


def _some(features: Iterable[bytes]) -> Iterator[list[bytes]]:
    """A few at a time, which cost little more than one; the first go out early."""
    left = iter(features)
    most = 20
    while some := list(islice(left, most)):
        yield some
        most = 200


def csv_rows(incidents: Iterable[Incident]) -> Iterator[bytes]:
    """Comma-separated values with a head row: `id, lon, lat` and the properties; lists are joined with "; "."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(["id", "lon", "lat", *(prop.name for prop in INCIDENT)])
    for incident in incidents:
        point = incident.where.point if incident.where else None
        position = [round(point.lon, DECIMALS), round(point.lat, DECIMALS)] if point else ["", ""]
        writer.writerow([incident.id, *position, *(cell(prop, prop.value(incident)) for prop in INCIDENT)])
        yield _taken(buffer)
    yield _taken(buffer)


def cell(prop: Property[Incident], value: Any) -> Any:
    """The value as a table's cell; a text that a spreadsheet would run as a formula gets an apostrophe before it."""
    if prop.type is PropertyType.TEXTS:
        value = LIST_SEPARATOR.join(value)
    if value is None:
        return ""
    if prop.type in (PropertyType.TEXT, PropertyType.TEXTS):
        # NUL ends a cell for some readers.
        text = value.replace("\0", "\ufffd")
        return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) else text
    return value


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return printable(text).encode()


def kml(incidents: Iterable[Incident]) -> Iterator[bytes]:
    """KML 2.2 with time spans, colors by event type and every property as extended data; the unlocated have no geometry."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Incidents</name>\n'
    for event_type, color in PALETTE.items():
        red, green, blue = color[1:3], color[3:5], color[5:7]
        # KML writes a color as alpha, blue, green, red.
        yield (
            f'<Style id="{event_type}"><IconStyle><color>ff{blue}{green}{red}</color></IconStyle>'
            f"<BalloonStyle><text>{escape(label(event_type))}: $[name]&lt;br/&gt;$[description]</text></BalloonStyle></Style>\n"
        ).encode()
    for incident in incidents:
        yield _placemark(incident).encode()
    yield b"</Document></kml>\n"


def _placemark(incident: Incident) -> str:
    when, where = incident.when, incident.where
    days = f"{when.start} to {when.end}" if when and when.days > 1 else str(when.start) if when else "day not told"
    described = f"{incident.status}, {days}; {', '.join(incident.sources)}"
    parts = [f"<Placemark><name>{_xml(incident.title)}</name><description>{_xml(described)}</description>"]
    if when:
        parts.append(f"<TimeSpan><begin>{when.start}</begin><end>{when.end}</end></TimeSpan>")
    parts.append(f"<styleUrl>#{incident.event_type}</styleUrl><ExtendedData>")
    parts.append(f'<Data name="id"><value>{_xml(incident.id)}</value></Data>')
    for prop in INCIDENT:
        value = prop.value(incident)
        if isinstance(value, list):
            value = LIST_SEPARATOR.join(value)
        # What is not told is empty rather than absent: readers take the columns from the first placemark.
        parts.append(f'<Data name="{prop.name}"><value>{"" if value is None else _xml(str(value))}</value></Data>')
    parts.append("</ExtendedData>")
    if where:
        parts.append(f"<Point><coordinates>{round(where.point.lon, DECIMALS)},{round(where.point.lat, DECIMALS)}</coordinates></Point>")
    return "".join(parts) + "</Placemark>\n"


def atom(incidents: Iterable[Incident], *, address: str, address_of: Callable[[str], str], updated: datetime | None) -> Iterator[bytes]:
    """An Atom feed (RFC 4287) with a GeoRSS point for what is located; `address` is the feed's own, `address_of` that of an incident."""
    changed = instant(updated or datetime(1970, 1, 1, tzinfo=UTC))
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss">'
        f"<id>{_xml(address)}</id><title>Incidents</title><updated>{changed}</updated><author><name>Dateline</name></author>"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(address)}/>\n'
    ).encode()
    for incident in incidents:
        yield _entry(incident, address_of(incident.id)).encode()
    yield b"</feed>\n"


def _entry(incident: Incident, address: str) -> str:
    when, where = incident.when, incident.where
    days = f"{when.start} to {when.end}" if when and when.days > 1 else str(when.start) if when else "day not told"
    summary = "; ".join(part for part in (incident.status, days, where.place.name if where else "", ", ".join(incident.sources)) if part)
    point = f"<georss:point>{round(where.point.lat, DECIMALS)} {round(where.point.lon, DECIMALS)}</georss:point>" if where else ""
    return (
        f"<entry><id>{_xml(address)}</id><title>{_xml(incident.title)}</title>"
        f"<updated>{instant(incident.updated or datetime(1970, 1, 1, tzinfo=UTC))}</updated>"
        f'<link rel="alternate" type="application/geo+json" href={quoteattr(address)}/>'
        f'<category term="{incident.event_type}"/><category term="{incident.status}"/>'
        f"<summary>{_xml(summary)}</summary>{point}</entry>\n"
    )


def _xml(text: str) -> str:
    """Escaped, with characters that XML 1.0 cannot hold replaced."""
    return escape(
        "".join(
            char if char in "\t\n\r" or " " <= char <= "\ud7ff" or "\ue000" <= char <= "\ufffd" or char > "\uffff" else "\ufffd"
            for char in text
        )
    )
