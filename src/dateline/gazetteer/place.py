"""A place: the gazetteer's entry."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.geography import LonLat


class PlaceKind(StrEnum):
    """What sort of place it is; it decides how a place ranks, how exact it is and how it is drawn."""

    COUNTRY = "country"
    ADMIN1 = "admin1"
    ADMIN2 = "admin2"
    CITY = "city"
    TOWN = "town"
    VILLAGE = "village"
    NEIGHBORHOOD = "neighborhood"
    AIRFIELD = "airfield"
    MILITARY_BASE = "military_base"
    NAVAL_BASE = "naval_base"
    CROSSING = "crossing"
    CAMP = "camp"
    FACILITY = "facility"
    DAM = "dam"
    OIL_FIELD = "oil_field"
    POWER_PLANT = "power_plant"
    PRISON = "prison"
    ROAD = "road"
    RIVER = "river"
    LAKE = "lake"
    SEA = "sea"
    ISLAND = "island"
    MOUNTAIN = "mountain"
    DESERT = "desert"
    REGION = "region"
    CONTINENT = "continent"
    RELATIVE = "relative"
    """Derived from another place by an expression: "20 km south of Idlib"."""

    @property
    def is_settlement(self) -> bool:
        """Whether people live there as in a city, town, village or quarter."""
        return self in (PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE, PlaceKind.NEIGHBORHOOD)

    @property
    def is_area(self) -> bool:
        """Whether the place is an area to be drawn as one, not a spot."""
        return self in _AREAS

    @property
    def is_linear(self) -> bool:
        """Whether the place is a line, of which its point is only one spot."""
        return self in (PlaceKind.ROAD, PlaceKind.RIVER)


_AREAS = frozenset(
    {
        PlaceKind.COUNTRY,
        PlaceKind.ADMIN1,
        PlaceKind.ADMIN2,
        PlaceKind.SEA,
        PlaceKind.DESERT,
        PlaceKind.REGION,
        PlaceKind.CONTINENT,
    }
)


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the gazetteer."""

    id: str
    """Says where the entry comes from: `geonames:163808`, `dateline:khmeimim-air-base`, `user:…`."""
    name: str
    """The name as English-language reports write it, where one is known."""
    kind: PlaceKind
    point: LonLat
    radius_km: float
    """Around `point`: how far the place reaches."""
    country: str | None
    """ISO 3166-1 alpha-2 code, upper case; None for seas and places across countries."""
    admin1: str | None = None
    """The name of the first-level unit that the place lies in."""
    admin2: str | None = None
    population: int = 0
    """0 when not known."""
    names: tuple[str, ...] = ()
    """Other names and spellings, in any script."""
