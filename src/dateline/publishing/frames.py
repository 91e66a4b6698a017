"""GeoDataFrames: incidents for notebooks and for the file formats that GDAL writes, and a column of names with its places."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from dateline.errors import BadParameter
from dateline.merging.incident import Incident
from dateline.publishing.batches import LIST_SEPARATOR
from dateline.publishing.encoding import printable
from dateline.publishing.forms import DECIMALS
from dateline.publishing.properties import INCIDENT, PropertyType
from dateline.resolution.geocoding import countries_called

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

    from dateline.resolution.geocoder import Geocoder


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


def geocode_column(
    frame: Any,
    column: str,
    *,
    country: str | None = None,
    country_column: str | None = None,
    geocoder: "Geocoder | None" = None,
    prefix: str = "",
    min_confidence: float = 0.0,
    progress: bool = False,
) -> "GeoDataFrame":
    """The frame with the place that each name of a column means, as a new GeoDataFrame in EPSG:4326 with the rows as they were.

    The columns `place_id`, `place_name`, `kind`, `country`, `score` (0 to 1: how closely the names agree), `confidence` (0 to 1: how likely
    the place is meant) and `source` come behind its own, all behind `prefix`; what is empty, found nowhere or less sure than
    `min_confidence` has none of them and no geometry. Each name is looked up once. `country` is
    the country of all names, by ISO 3166-1 alpha-2 code or name; `country_column` names a column of such. A geometry that the frame
    had is replaced. `progress` draws a bar on standard error.

    Raises `BadParameter` for a column that is not there, one that would be written over, and a country that is not known.
    """
    import geopandas
    import pandas as pd
    from shapely import Point

    from dateline.resolution.geocoder import Geocoder

    for parameter, name in (("column", column), ("country_column", country_column)):
        if name is not None and name not in frame.columns:
            raise BadParameter(parameter, f"the frame has no column {name!r}; it has {', '.join(map(str, frame.columns))}")
    taken = [prefix + name for name in _FOUND if prefix + name in frame.columns]
    if taken:
        raise BadParameter("prefix", f"the frame already has {', '.join(taken)}; give a prefix such as 'found_'")
    names = [_text(cell) for cell in frame[column]]
    countries = [_text(cell) for cell in frame[country_column]] if country_column else [country] * len(names)
    geocoder = geocoder or Geocoder()
    codes = {text: _codes(geocoder, text, "country_column" if country_column else "country") for text in dict.fromkeys(countries)}
    pairs = [(name, codes[text]) for name, text in zip(names, countries, strict=True)]
    wanted = [(name, within) for name, within in dict.fromkeys(pairs) if name]
    found = {(name, within): _found(geocoder, name, within, min_confidence) for name, within in _with_bar(wanted, progress)}
    rows = [found[name, within] if name else None for name, within in pairs]
    columns = {
        prefix + name: pd.Series([row[name] if row else None for row in rows], index=frame.index, dtype=dtype)
        for name, dtype in _FOUND.items()
    }
    points = [Point(row["lon"], row["lat"]) if row else None for row in rows]
    told = pd.DataFrame(frame).drop(columns="geometry", errors="ignore").assign(**columns)
    return geopandas.GeoDataFrame(told, geometry=geopandas.GeoSeries(points, index=frame.index, crs="EPSG:4326"))


_FOUND = {
    "place_id": "str",
    "place_name": "str",
    "kind": "str",
    "country": "str",
    "score": "float64",
    "confidence": "float64",
    "source": "str",
}


def _text(cell: Any) -> str | None:
    """A cell as a name; None for what is missing."""
    text = cell.strip() if isinstance(cell, str) else None
    return text or None


def _codes(geocoder: "Geocoder", text: str | None, parameter: str) -> tuple[str, ...]:
    codes = tuple(sorted(countries_called(geocoder.gazetteer, text))) if text else ()
    if text and not codes:
        raise BadParameter(parameter, f"no country is called {text[:60]!r}")
    return codes


def _with_bar(pairs: list[tuple[str, tuple[str, ...]]], progress: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    if not progress:
        yield from pairs
        return
    from rich.console import Console
    from rich.progress import track

    yield from track(pairs, "Geocoding", console=Console(stderr=True))


def _found(geocoder: "Geocoder", name: str, countries: tuple[str, ...], min_confidence: float) -> dict[str, Any] | None:
    location = geocoder.geocode(name, addressdetails=True, country_codes=countries, min_confidence=min_confidence)
    if location is None:
        return None
    raw = location.raw
    code = (raw.get("address") or {}).get("country_code") if isinstance(raw.get("address"), dict) else None
    return {
        "place_id": raw.get("gazetteer_id"),
        "place_name": printable(str(raw.get("name") or location.address)),
        "kind": raw.get("kind"),
        "country": code.upper() if isinstance(code, str) else None,
        "score": raw.get("score"),
        "confidence": raw.get("confidence"),
        "source": raw.get("source"),
        "lon": round(location.longitude, DECIMALS),
        "lat": round(location.latitude, DECIMALS),
    }
