"""Which column of a table means what: names of headers as people, OCHA, UCDP and ACLED write them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dateline.errors import BadInput
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import PlaceKind as K

_HEADERS: dict[str, str] = {
    "name": "name place name_en place_name placename toponym settlement settlement_name location locality village town city site",
    "lat": "lat latitude y lat_dd point_y y_coord ycoord coord_y centroid_y latitude_wgs84 lat_wgs84 center_lat",
    "lon": "lon lng long longitude x lon_dd long_dd point_x x_coord xcoord coord_x centroid_x longitude_wgs84 lon_wgs84 center_lon",
    "country": "country country_code countrycode iso2 iso_2 iso_a2 iso3 iso_3 iso_a3 country_name cntry adm0 admin0 adm_0",
    "admin1": "admin1 adm1 adm_1 province governorate oblast state region admin1_name",
    "admin2": "admin2 adm2 adm_2 district raion county admin2_name",
    "kind": "kind type feature_type place featuretype class category fclass feature place_type",
    "population": "population pop people inhabitants",
    "radius_km": "radius_km radius",
    "names": "names aliases alias alternatenames alternate_names alt_names alt_name other_names "
    "name_ar name_local name_ru name_uk name_native",
    "id": "id pcode code p_code",
}
_OF_EVERY_TABLE = ("lat", "lon", "country", "admin1", "admin2", "population", "radius_km")
_BY_HEADER = {(field, header): rank for field, headers in _HEADERS.items() for rank, header in enumerate(headers.split())}
_UNIT_NAME = re.compile(r"(?:adm|admin)_?(?P<level>[0-4])_?(?:name)?_?(?P<language>[a-z]{2}|alt\d?\w*|ref_?name|ref)?")
_UNIT_CODE = re.compile(r"(?:adm|admin)_?(?P<level>[0-4])_?p?code")
_KINDS: dict[str, K] = {
    word: kind
    for words, kind in {
        "hamlet|isolated dwelling|populated place|locality|ppl|settlement|camp site": K.VILLAGE,
        "suburb|quarter|neighbourhood|borough|ward": K.NEIGHBORHOOD,
        "capital": K.CITY,
        "airport|airstrip|aerodrome": K.AIRFIELD,
        "air base|airbase|army base|base|barracks": K.MILITARY_BASE,
        "port": K.FACILITY,
        "border crossing|border post|checkpoint": K.CROSSING,
        "refugee camp|idp camp|idp site": K.CAMP,
        "jail|detention center|detention centre": K.PRISON,
        "hospital|school|bridge|station|building": K.FACILITY,
        "peak|hill|mountains": K.MOUNTAIN,
        "stream|wadi|canal": K.RIVER,
        "province|governorate|oblast|state": K.ADMIN1,
        "district|county|raion|subdistrict|sub district|municipality": K.ADMIN2,
        "highway|street": K.ROAD,
    }.items()
    for word in words.split("|")
} | {fold(str(kind)): kind for kind in K if kind is not K.RELATIVE}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Columns:
    """The headers of a table, by what they mean; empty where it has none."""

    name: str
    lat: str = ""
    lon: str = ""
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    kind: str = ""
    population: str = ""
    radius_km: str = ""
    names: tuple[str, ...] = ()
    """Columns of other names, one each or several in one."""
    code: str = ""
    """The column of the P-code."""
    unit_level: int | None = None
    """The level of the administrative units which the table lists: 1 for provinces."""
    precision: str = ""
    """The column that says how exact an event's place is: UCDP's `where_prec`, ACLED's `geo_precision`."""

    @classmethod
    def of(cls, headers: Sequence[str], *, has_geometry: bool = False) -> "Columns":
        """What a table's headers mean. Raises `BadInput` when there is no name or no point among them."""
        plain: dict[str, str] = {}
        for header in headers:
            plain.setdefault(_plain(header), header)
        found = {field: _header(field, plain) for field in _HEADERS}
        if not has_geometry and not (found["lat"] and found["lon"]):
            raise BadInput(f"there are no columns for latitude and longitude; there are: {_told(headers)}")
        point: dict[str, Any] = {field: found[field] for field in _OF_EVERY_TABLE}
        if "where_coordinates" in plain and "where_prec" in plain:
            return cls(**point, name=plain["where_coordinates"], precision=plain["where_prec"])
        if "event_type" in plain and "geo_precision" in plain and "location" in plain:
            return cls(**point, name=plain["location"], precision=plain["geo_precision"])
        if (units := _units(plain)) is not None:
            return cls(**(point | units))
        if not found["name"]:
            raise BadInput(f"there is no column for the name; there are: {_told(headers)}")
        kind = found["kind"] if found["kind"] != found["name"] else ""
        names = tuple(plain[header] for header in _HEADERS["names"].split() if header in plain and plain[header] != found["name"])
        others = tuple(h for key, h in plain.items() if re.fullmatch(r"name[:_][a-z]{2,3}", key) and h not in (*names, found["name"]))
        return cls(**point, name=found["name"], kind=kind, names=(*names, *others), code=found["id"] if _is_code(found["id"]) else "")


def kind_of(text: str) -> K | None:
    """The kind of place that a word means in the tables of others.

    >>> kind_of("Populated place"), kind_of("air base"), kind_of("wood")
    (<PlaceKind.VILLAGE: 'village'>, <PlaceKind.MILITARY_BASE: 'military_base'>, None)
    """
    return _KINDS.get(fold(text))


def _units(plain: Mapping[str, str]) -> dict[str, Any] | None:
    """OCHA's common operational datasets: `admin2Name_en, admin2Pcode, admin1Name_en, …` or `ADM2_EN, ADM2_PCODE, …`."""
    codes = {int(match["level"]): header for key, header in plain.items() if (match := _UNIT_CODE.fullmatch(key))}
    if not codes or not max(codes):
        return None
    names: dict[int, list[str]] = {}
    for key in sorted(plain, key=lambda key: (not key.endswith("en"), key)):
        match = _UNIT_NAME.fullmatch(key)
        if match and not _UNIT_CODE.fullmatch(key):
            names.setdefault(int(match["level"]), []).append(plain[key])
    level = max(codes)
    if level not in names:
        return None
    return {
        "name": names[level][0],
        "names": tuple(names[level][1:]),
        "code": codes[level],
        "unit_level": level,
        "admin1": names[1][0] if level > 1 and 1 in names else "",
        "admin2": names[2][0] if level > 2 and 2 in names else "",
        "country": codes.get(0, "") or names.get(0, [""])[0],
    }


def _plain(header: str) -> str:
    return re.sub(r"[^a-z0-9:]+", "_", header.strip().lstrip("\ufeff").lower()).strip("_")


def _header(field: str, plain: Mapping[str, str]) -> str:
    known = [(_BY_HEADER[field, key], header) for key, header in plain.items() if (field, key) in _BY_HEADER]
    return min(known)[1] if known else ""


def _is_code(header: str) -> bool:
    return "code" in header.lower()


def _told(headers: Sequence[str]) -> str:
    return ", ".join(header[:30] for header in headers[:30]) or "none"
