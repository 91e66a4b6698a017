"""Airfields with an ICAO code, from the package airportsdata."""

import csv
import re
from collections.abc import Iterator

from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sources.packaged import data_of
from dateline.gazetteer.sources.spelling import distinct
from dateline.geography import LonLat

_ICAO = re.compile(r"[A-Z]{4}")
_MILITARY = re.compile(r"\b(?:Air ?[Bb]ase|Air Force Base|AFB|Military|Army|Naval|NAS|RAF)\b")


def airfields() -> Iterator[Place]:
    """Airfields of the world; of the United States those with scheduled flights only, as its private strips bear everyday names."""
    with data_of("airportsdata", "airports.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not _ICAO.fullmatch(row["icao"]) or not row["name"] or (row["country"] == "US" and not row["iata"]):
                continue
            name, city = row["name"].strip(), row["city"].strip()
            military = bool(_MILITARY.search(name))
            words = ["Air Base", "Airbase"] if military else ["Airport"] + (["International Airport"] if "International" in name else [])
            yield Place(
                id=f"airport:{row['icao']}",
                name=name if re.search(r"\b(?:Air|Base|AFB|Field|Strip|Heliport)", name) else f"{name} Airport",
                kind=PlaceKind.AIRFIELD,
                point=LonLat(float(row["lon"]), float(row["lat"])),
                radius_km=2.5,
                country=row["country"] or None,
                names=distinct([f"{city} {word}" for word in words] if city else [], without=name),
            )
