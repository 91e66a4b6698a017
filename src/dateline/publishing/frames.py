"""Incidents as a GeoDataFrame, for notebooks and for the file formats that GDAL writes."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dateline.merging.incident import Incident
from dateline.publishing.encoding import printable
from dateline.publishing.forms import DECIMALS
from dateline.publishing.properties import INCIDENT, PropertyType

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

LIST_SEPARATOR = "; "
"""Between the items of a list where a format has no lists."""


def to_geodataframe(incidents: Iterable[Incident], *, flat: bool = False) -> "GeoDataFrame":
    """One row an incident in EPSG:4326, with the columns of the GeoJSON properties and `id`; an unlocated one has no geometry.

    Days are timestamps at midnight, counts are nullable integers. `flat` joins lists to one text, for formats that have no lists.
    """
    import geopandas  # costs half a second that the command line does not always need
    import pandas as pd
    from shapely import Point

    rows = list(incidents)
    columns: dict[str, Any] = {"id": pd.Series([row.id for row in rows], dtype="str")}
    for prop in INCIDENT:
        cells = [prop.value(row) for row in rows]
        if prop.type is PropertyType.TEXTS:
            lists = [[printable(text) for text in cell] for cell in cells]
            columns[prop.name] = pd.Series(
                [LIST_SEPARATOR.join(texts) for texts in lists] if flat else lists, dtype="str" if flat else "object"
            )
        elif prop.type is PropertyType.TEXT:
            columns[prop.name] = pd.Series([None if cell is None else printable(cell) for cell in cells], dtype="str")
        elif prop.type is PropertyType.DAY:
            columns[prop.name] = pd.Series([pd.NaT if cell is None else cell for cell in cells], dtype="datetime64[s]")
        elif prop.type is PropertyType.INSTANT:
            columns[prop.name] = pd.to_datetime(pd.Series(cells, dtype="str"), utc=True, format="%Y-%m-%dT%H:%M:%SZ").astype(
                "datetime64[ms, UTC]"
            )
        else:
            columns[prop.name] = pd.Series(cells, dtype=_DTYPES[prop.type])
    points = [Point(round(row.where.point.lon, DECIMALS), round(row.where.point.lat, DECIMALS)) if row.where else None for row in rows]
    return geopandas.GeoDataFrame(columns, geometry=geopandas.GeoSeries(points, crs="EPSG:4326"))


_DTYPES = {
    PropertyType.INTEGER: "Int64",
    PropertyType.NUMBER: "float64",
}
