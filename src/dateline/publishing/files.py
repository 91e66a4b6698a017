"""Incidents to a file whose suffix says the format; a file appears whole or not at all."""

import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.errors import BadParameter
from dateline.merging.incident import Incident
from dateline.publishing import streams
from dateline.publishing.batches import write_layer, write_parquet

if TYPE_CHECKING:
    from dateline.publishing.maps import QuoteOf
    from dateline.publishing.single import AccountsOf

Writer = Callable[[Iterable[Incident], Path], None]


def write(incidents: Iterable[Incident], path: Path, *, quote_of: "QuoteOf | None" = None) -> None:
    """Write incidents to `path` in the format of its suffix, replacing what was there.

    `quote_of` gives the sentence that an HTML map shows for an incident. Raises `BadParameter` for a suffix that names no format, `OSError`
    when the file cannot be written.
    """
    suffix = path.suffix.lower()
    if suffix in FEATURE_FORMATS:
        write_features(streams.features_of(incidents), path)
        return
    writer = partial(_html, quote_of=quote_of) if suffix == ".html" else FORMATS.get(suffix)
    if writer is None:
        known = ", ".join((*FEATURE_FORMATS, *FORMATS))
        raise BadParameter("output", f"the suffix of {path.name!r} names no format; known are {known}")
    _replace(path, lambda draft: writer(incidents, draft))


def write_map(incidents: Iterable[Incident], path: Path, *, page: str, accounts_of: "AccountsOf") -> None:
    """Write the map of `publishing.single` to `path`, as `write` does."""
    from dateline.publishing.single import write_single

    _replace(path, lambda draft: write_single(incidents, draft, page=page, accounts_of=accounts_of))


def write_features(features: Iterable[bytes], path: Path) -> None:
    """Write features, as a store keeps them, to `path` in the one of `FEATURE_FORMATS` that its suffix names; as `write` otherwise."""
    stream = FEATURE_FORMATS[path.suffix.lower()]

    def work(draft: Path) -> None:
        with draft.open("wb") as file:
            file.writelines(stream(features))

    _replace(path, work)


def _replace(path: Path, work: Callable[[Path], None]) -> None:
    """Let work write a file that takes the place of the one at the path when it is whole."""
    # The same suffix, because GDAL looks at it; the same folder, so that the rename is atomic.
    draft = path.with_name(f".{path.stem[:100]}.{secrets.token_hex(4)}{path.suffix}")
    try:
        work(draft)
        _flush(draft)
        draft.replace(path)
    finally:
        for left in (draft, draft.with_name(draft.name + "-wal"), draft.with_name(draft.name + "-shm")):
            left.unlink(missing_ok=True)


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _streamed(stream: Callable[[Iterable[Incident]], Iterator[bytes]]) -> Writer:
    def write_stream(incidents: Iterable[Incident], path: Path) -> None:
        with path.open("wb") as file:
            file.writelines(stream(incidents))

    return write_stream


def _html(incidents: Iterable[Incident], path: Path, *, quote_of: "QuoteOf | None" = None) -> None:
    from dateline.publishing.maps import write_html  # folium takes a second to import

    write_html(incidents, path, quote_of=quote_of)


FORMATS: dict[str, Writer] = {
    ".csv": _streamed(streams.csv_rows),
    ".parquet": write_parquet,
    ".fgb": write_layer("FlatGeobuf"),
    ".gpkg": write_layer("GPKG"),
    ".kml": _streamed(streams.kml),
    ".html": _html,
}
"""By suffix; to add a format is to write a function and enter it here."""

FEATURE_FORMATS: dict[str, Callable[[Iterable[bytes]], Iterator[bytes]]] = {
    ".geojson": streams.geojson,
    ".geojsonl": streams.geojsonl,
}
"""The formats that are made of features as a store keeps them, by suffix."""
