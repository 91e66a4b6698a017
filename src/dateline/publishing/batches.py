"""Incidents as Arrow record batches, some thousand at a time: files of columns are written without holding all incidents."""

import json
import struct
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dateline.merging.incident import Incident
from dateline.publishing.encoding import printable
from dateline.publishing.forms import DECIMALS
from dateline.publishing.properties import INCIDENT, Property, PropertyType

if TYPE_CHECKING:
    import pyarrow as pa

LIST_SEPARATOR = "; "
"""Between the items of a list where a format has no lists."""
ROWS = 2_000
"""Incidents in one batch."""


class Batches:
    """Record batches of incidents, read once; `failure` is what the incidents raised while others read the batches."""

    def __init__(self, incidents: Iterable[Incident], *, flat: bool) -> None:
        self.failure: BaseException | None = None
        self.unlocated = 0
        """Incidents without a place among those read so far."""
        self._incidents = iter(incidents)
        self._flat = flat

    def reader(self) -> "pa.RecordBatchReader":
        """The batches, with geometries as WKB in the column `geometry`."""
        import pyarrow as pa  # costs a quarter of a second that the command line does not always need

        schema = self._schema()

        def batches() -> Iterator[pa.RecordBatch]:
            try:
                while rows := list(islice(self._incidents, ROWS)):
                    yield pa.RecordBatch.from_arrays(self._arrays(rows, schema), schema=schema)
            except BaseException as error:
                self.failure = error
                raise

        return pa.RecordBatchReader.from_batches(schema, batches())

    def _schema(self) -> "pa.Schema":
        import pyarrow as pa

        types = {
            PropertyType.TEXT: pa.string(),
            PropertyType.TEXTS: pa.string() if self._flat else pa.list_(pa.string()),
            PropertyType.DAY: pa.date32() if self._flat else pa.timestamp("ms"),
            PropertyType.INSTANT: pa.timestamp("ms", tz="UTC"),
            PropertyType.INTEGER: pa.int64(),
            PropertyType.NUMBER: pa.float64(),
        }
        fields = [pa.field("id", pa.string()), *(pa.field(prop.name, types[prop.type]) for prop in INCIDENT)]
        geometry = pa.field("geometry", pa.binary(), metadata={"ARROW:extension:name": "ogc.wkb"} if self._flat else None)
        return pa.schema([*fields, geometry])

    def _arrays(self, rows: list[Incident], schema: "pa.Schema") -> "list[pa.Array]":
        import pyarrow as pa

        self.unlocated += sum(row.where is None for row in rows)
        columns: list[list[Any]] = [[printable(row.id) for row in rows]]
        columns += [[self._cell(prop, prop.value(row)) for row in rows] for prop in INCIDENT]
        columns.append([_wkb(row) for row in rows])
        return [pa.array(column, type=field.type) for column, field in zip(columns, schema, strict=True)]

    def _cell(self, prop: Property[Incident], value: Any) -> Any:
        if value is None:
            return None
        if prop.type is PropertyType.TEXT:
            return printable(value)
        if prop.type is PropertyType.TEXTS:
            return printable(LIST_SEPARATOR.join(value)) if self._flat else [printable(text) for text in value]
        if prop.type is PropertyType.DAY:
            day = date.fromisoformat(value)
            return day if self._flat else datetime(day.year, day.month, day.day)  # noqa: DTZ001  # a day has no zone
        if prop.type is PropertyType.INSTANT:
            return datetime.fromisoformat(value)
        return value


def _wkb(incident: Incident) -> bytes | None:
    if incident.where is None:
        return None
    point = incident.where.point
    return struct.pack("<BIdd", 1, 1, round(point.lon, DECIMALS), round(point.lat, DECIMALS))


def write_parquet(incidents: Iterable[Incident], path: Path) -> None:
    """A GeoParquet 1.1 file, a row group at a time."""
    import pyarrow.parquet as pq
    from pyproj import CRS

    reader = Batches(incidents, flat=False).reader()
    column = {"encoding": "WKB", "geometry_types": ["Point"], "crs": CRS.from_epsg(4326).to_json_dict()}
    geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}
    schema = reader.schema.with_metadata({"geo": json.dumps(geo)})
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for batch in reader:
            writer.write_batch(batch.replace_schema_metadata(schema.metadata))


def write_layer(driver: str) -> Callable[[Iterable[Incident], Path], None]:
    """A writer of a file that GDAL writes, batch by batch."""

    def write(incidents: Iterable[Incident], path: Path) -> None:
        if driver != "FlatGeobuf":
            _write_batches(Batches(incidents, flat=True), path, driver)
            return
        # FlatGeobuf cannot index what has no place, and leaving the unlocated out would lose them; which there are is known at the end.
        batches = Batches(incidents, flat=True)
        _write_batches(batches, path, driver, SPATIAL_INDEX="NO")
        if not batches.unlocated:
            _index(path, driver)

    return write


def _write_batches(batches: Batches, path: Path, driver: str, **options: str) -> None:
    from pyogrio import write_arrow
    from pyogrio.errors import DataSourceError

    try:
        write_arrow(
            batches.reader(),
            path,
            driver=driver,
            layer="incidents",
            geometry_name="geometry",
            geometry_type="Point",
            crs="EPSG:4326",
            layer_options=options,
        )
    except (DataSourceError, OSError, RuntimeError, ValueError):
        if batches.failure is not None:
            # Through GDAL comes only its text.
            raise batches.failure from None
        raise


def _index(path: Path, driver: str) -> None:
    from pyogrio import open_arrow, write_arrow

    plain = path.with_name(f"{path.stem}-plain{path.suffix}")
    path.replace(plain)
    try:
        with open_arrow(plain) as (meta, reader):
            write_arrow(
                reader,
                path,
                driver=driver,
                layer="incidents",
                geometry_name=meta["geometry_name"] or "wkb_geometry",
                geometry_type="Point",
                crs="EPSG:4326",
                layer_options={"SPATIAL_INDEX": "YES"},
            )
    finally:
        plain.unlink(missing_ok=True)
