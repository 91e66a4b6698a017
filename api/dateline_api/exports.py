"""The incidents in other formats: as a stream where the format allows, else by way of a file that is gone when it was sent."""

import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from typing import cast
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from dateline.errors import BadInput
from dateline.merging.incident import Incident
from dateline.publishing import streams
from dateline.publishing.files import write
from dateline_api.negotiation import Format, read_format
from dateline_api.parameters import Parameter

_PIECE = 262_144
"""Bytes that are sent at a time: each piece costs a change of threads."""

Stream = Callable[[Iterable[Incident]], Iterator[bytes]]
FeatureStream = Callable[[Iterable[bytes]], Iterator[bytes]]


@dataclass(frozen=True, slots=True)
class Export:
    """A format to carry incidents away in; to add one is to enter it in `EXPORTS`."""

    name: str
    """What `f` says."""
    media: str
    suffix: str
    stream: Stream | None
    """None: made of features, or written to a file first, because the format is not written from front to back."""
    features: FeatureStream | None = None
    """Makes it of features as the store keeps them."""


EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export("geojson", "application/geo+json", ".geojson", None, streams.geojson),
        Export("geojsonl", "application/x-ndjson", ".geojsonl", None, streams.geojsonl),
        Export("geojsonseq", "application/geo+json-seq", ".geojsons", None, streams.geojson_sequence),
        Export("csv", "text/csv", ".csv", streams.csv_rows),
        Export("kml", "application/vnd.google-earth.kml+xml", ".kml", streams.kml),
        Export("atom", "application/atom+xml", ".atom", None),
        Export("parquet", "application/vnd.apache.parquet", ".parquet", None),
        Export("fgb", "application/vnd.flatgeobuf", ".fgb", None),
        Export("gpkg", "application/geopackage+sqlite3", ".gpkg", None),
        Export("map", "text/html", ".html", None),
    )
}
BY_MEDIA = {export.media: export for export in EXPORTS.values() if export.name not in ("geojson", "map")}
"""By media type of the Accept header, which for GeoJSON and HTML gives pages."""


def _read(text: str) -> Format | Export:
    if text in EXPORTS:
        return EXPORTS[text]
    try:
        return read_format(text)
    except BadInput:
        raise BadInput(f"{text[:40]!r} is none of {', '.join((*Format, *EXPORTS))}") from None


FORMAT_OR_EXPORT = Parameter(
    "f",
    "The answer as JSON or as a page to read, or everything that matches to carry away: as GeoJSON, GeoJSON lines or text sequence, CSV, "
    "KML, Atom, GeoParquet, FlatGeobuf, GeoPackage or a map in one file; a `limit` or `offset` bounds that too. Else the Accept header "
    "decides.",
    {"type": "string", "enum": [*Format, *EXPORTS]},
    _read,
)


def export_answer(
    request: Request,
    export: Export,
    found: Iterable[Incident] | Iterable[bytes],
    *,
    name: str,
    address: str,
    updated: datetime | None,
    address_of: Callable[[str], str],
    write_map: Callable[[Iterable[Incident], Path], None],
) -> Response:
    """The incidents, or their features where the format is made of these, as a download; nothing is read of them for a HEAD.

    `name` is the file's, without suffix; `address` is that of this answer and `address_of` that of an incident, for links; `write_map`
    writes the map in one file.
    """
    shown = quote(f"{name}{export.suffix}")
    headers = {"Content-Disposition": f"attachment; filename=\"{shown}\"; filename*=UTF-8''{shown}"}
    media = export.media + ("; charset=utf-8; header=present" if export.name == "csv" else "")
    if request.method == "HEAD":
        return Response(headers=headers, media_type=media)
    stream = export.stream
    if export.name == "atom":
        stream = partial(streams.atom, address=address, address_of=address_of, updated=updated)
    if export.features is not None:
        pieces = _gathered(export.features(cast("Iterable[bytes]", found)))
    else:
        incidents = cast("Iterable[Incident]", found)
        pieces = _gathered(stream(incidents)) if stream else _by_file(incidents, export, write_map if export.name == "map" else write)
    # What goes wrong before the first piece can still be said with a status.
    first = next(pieces, b"")
    return StreamingResponse(chain((first,), pieces), headers=headers, media_type=media)


def _gathered(parts: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes in larger pieces; the first goes out early."""
    gathered, size, most = [], 0, _PIECE // 64
    for part in parts:
        gathered.append(part)
        size += len(part)
        if size >= most:
            yield b"".join(gathered)
            gathered, size, most = [], 0, _PIECE
    yield b"".join(gathered)


def _by_file(incidents: Iterable[Incident], export: Export, write: Callable[[Iterable[Incident], Path], None]) -> Iterator[bytes]:
    with tempfile.TemporaryDirectory(prefix="dateline-") as folder:
        path = Path(folder) / f"incidents{export.suffix}"
        write(incidents, path)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece
