"""Finding places as a geocoder does: from a typed text or from the parts of an address, and from a point."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from dateline.gazetteer.gazetteer import Gazetteer, Match, NameMatch
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import Bbox, LonLat, distance_km
from dateline.resolution.address import admin2_of

REACH_KM = 50.0
"""A point farther than this from every settlement is at none of them."""
_FARTHEST_KM = 150.0
"""A point farther than this from every settlement is in no unit that could be told: the circle of a country covers much sea."""
MOST = 50
"""Answers to one question."""
_LOOKED_AT = 200
"""Places that filters choose from."""
_AROUND = 40
"""Settlements around a point from which the one that holds it is chosen."""


class FeatureType(StrEnum):
    """Nominatim's `featureType`."""

    COUNTRY = "country"
    STATE = "state"
    CITY = "city"
    SETTLEMENT = "settlement"


_KINDS: dict[FeatureType, frozenset[PlaceKind]] = {
    FeatureType.COUNTRY: frozenset({PlaceKind.COUNTRY}),
    FeatureType.STATE: frozenset({PlaceKind.ADMIN1}),
    FeatureType.CITY: frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE}),
    FeatureType.SETTLEMENT: frozenset(kind for kind in PlaceKind if kind.is_settlement),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """Which places are wanted."""

    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2 codes; empty is every country."""
    view: Bbox | None = None
    """Places in it come first."""
    bounded: bool = False
    """Whether only places in the view are wanted."""
    kinds: frozenset[PlaceKind] | None = None
    """None is every kind."""

    @classmethod
    def of(cls, countries: Iterable[str] = (), view: Bbox | None = None, *, bounded: bool = False, feature: str | None = None) -> "Filters":
        """Filters as clients send them. Raises `ValueError` for an unknown feature type."""
        kinds = _KINDS[FeatureType(feature)] if feature else None
        return cls(tuple(code.upper() for code in countries), view, bounded, kinds)

    def let_pass(self, place: Place) -> bool:
        """Whether the place is wanted at all."""
        if self.kinds is not None and place.kind not in self.kinds:
            return False
        if self.countries and place.country not in self.countries:
            return False
        return not (self.bounded and self.view and not self.view.contains(place.point))


ANY = Filters()


@dataclass(frozen=True, slots=True)
class Parts:
    """An address in parts; empty parts are not known."""

    street: str = ""
    city: str = ""
    """A settlement of any size."""
    county: str = ""
    state: str = ""
    country: str = ""
    """A name, or an ISO 3166-1 alpha-2 code."""
    postalcode: str = ""
    """Not looked at: the gazetteer knows none."""

    def __bool__(self) -> bool:
        """Whether some part is known."""
        return any((self.street, self.city, self.county, self.state, self.country, self.postalcode))

    def __str__(self) -> str:
        """As one line, from small to large."""
        parts = (self.street, self.city, self.county, self.state, self.postalcode, self.country)
        return ", ".join(part for part in parts if part)


def find(gazetteer: Gazetteer, wanted: str | Parts, filters: Filters = ANY, *, limit: int = 10) -> tuple[Match, ...]:
    """The places that are meant, best first.

    What a text says behind commas about where the place lies goes before the view. A street that is not known is answered by its city.
    """
    if isinstance(wanted, Parts):
        return _find_parts(gazetteer, wanted, filters, limit)
    selective = filters != ANY
    matches = gazetteer.search(wanted, limit=_LOOKED_AT if selective else limit, countries=filters.countries)
    found = [match for match in matches if filters.let_pass(match.place)]
    if filters.view is not None and not filters.bounded and "," not in wanted:
        found.sort(key=lambda match: (match.how is NameMatch.FUZZY, not (filters.view and filters.view.contains(match.place.point))))
    return tuple(found[:limit])


def _find_parts(gazetteer: Gazetteer, parts: Parts, filters: Filters, limit: int) -> tuple[Match, ...]:
    countries = filters.countries
    if parts.country:
        called = countries_called(gazetteer, parts.country)
        countries = tuple(called & set(countries)) if countries else tuple(called)
        if not countries:
            return ()
    within = Filters(countries, filters.view, filters.bounded, filters.kinds)
    if parts.street:
        # A street is none of the gazetteer's places, but people write a base or a quarter there.
        found = _of_kinds(gazetteer, parts.street, None, within)
        found = tuple(match for match in found if match.how is not NameMatch.FUZZY)
        if found := tuple(match for match in found if _lies_in(gazetteer, match.place, parts.county, parts.state)):
            return found[:limit]
    # Each row: what is looked for, as what, and which parts say where it lies.
    asked: tuple[tuple[str, frozenset[PlaceKind], str, str], ...] = (
        (parts.city, _KINDS[FeatureType.SETTLEMENT], parts.county, parts.state),
        (parts.county, frozenset({PlaceKind.ADMIN2}), "", parts.state),
        (parts.state, _KINDS[FeatureType.STATE], "", ""),
    )
    for name, kinds, county, state in asked:
        if name:
            found = _of_kinds(gazetteer, name, kinds, within)
            return tuple(match for match in found if _lies_in(gazetteer, match.place, county, state))[:limit]
    if not parts.country or parts.street or parts.postalcode:
        return ()
    meant = (gazetteer.country(code) for code in sorted(countries))
    found = tuple(Match(place, parts.country, NameMatch.EXACT, 1.0) for place in meant if place and within.let_pass(place))
    return found[:limit]


def _of_kinds(gazetteer: Gazetteer, name: str, kinds: frozenset[PlaceKind] | None, filters: Filters) -> tuple[Match, ...]:
    """Places of that name and these kinds; of any kind when there are none, for one source's county is another's city."""
    found = find(gazetteer, name.replace(",", " "), filters, limit=_LOOKED_AT)
    fitting = tuple(match for match in found if kinds is None or match.place.kind in kinds)
    return fitting or (found if filters.kinds is None else ())


def countries_called(gazetteer: Gazetteer, text: str) -> set[str]:
    """The ISO 3166-1 alpha-2 codes of the countries that a code or a name means."""
    if len(text) == 2 and gazetteer.country(text):
        return {text.upper()}
    return {match.place.country for match in gazetteer.lookup(text) if match.place.kind is PlaceKind.COUNTRY and match.place.country}


def _lies_in(gazetteer: Gazetteer, place: Place, county: str, state: str) -> bool:
    return _unit_fits(gazetteer, place, state, PlaceKind.ADMIN1) and _unit_fits(gazetteer, place, county, PlaceKind.ADMIN2)


def _unit_fits(gazetteer: Gazetteer, place: Place, name: str, kind: PlaceKind) -> bool:
    """Whether a place lies in the unit of that name; where its own is not told, whether it lies in the unit's circle."""
    if not name:
        return True
    own = place.admin1 if kind is PlaceKind.ADMIN1 else place.admin2
    units = [match.place for match in gazetteer.lookup(name, country=place.country) if match.place.kind is kind]
    if own is not None:
        return fold(own) in {fold(name), *(fold(unit.name) for unit in units)}
    return any(distance_km(place.point, unit.point) <= unit.radius_km for unit in units)


@dataclass(frozen=True, slots=True)
class Nearby:
    """A place at a point."""

    place: Place
    distance_km: float
    """From the point to the place's own."""


def find_at(gazetteer: Gazetteer, point: LonLat, *, zoom: int = 18, limit: int = 1, reach_km: float = REACH_KM) -> tuple[Nearby, ...]:
    """What lies at a point: the settlements that hold it, then those nearest to it; far from all, the unit in whose circle it lies.

    `zoom` is Nominatim's: 3 a country, 5 a state, 8 a county, 10 a city or town, 13 also villages, 14 and more also neighborhoods.
    """
    kinds = frozenset(kind for kind, least in _ZOOMS if zoom >= least)
    around = [Nearby(place, km) for place, km in gazetteer.nearest(point, limit=max(limit, _AROUND))]
    if not around:
        return ()
    if zoom >= _CITY_ZOOM:
        near = [nearby for nearby in around if nearby.distance_km <= max(reach_km, 0.0) and nearby.place.kind in kinds]
        if near:
            return tuple(sorted(near, key=_closeness)[:limit])
    closest = min(around, key=_closeness)
    # Units have no outlines here: the nearest settlement tells them, and far from it their circle must.
    near_enough = closest.distance_km <= reach_km
    if not near_enough and closest.distance_km > _FARTHEST_KM:
        return ()
    found: list[Nearby] = []
    for unit in _units(gazetteer, closest.place, zoom):
        km = distance_km(point, unit.point)
        if near_enough or km <= unit.radius_km:
            found.append(Nearby(unit, km))
    return tuple(found[:limit])


_CITY_ZOOM = 10
_ZOOMS = ((PlaceKind.CITY, _CITY_ZOOM), (PlaceKind.TOWN, _CITY_ZOOM), (PlaceKind.VILLAGE, 13), (PlaceKind.NEIGHBORHOOD, 14))


def _closeness(nearby: Nearby) -> tuple[bool, float]:
    """Holding the point before being near it; of those that hold it, the one in whose middle it lies most."""
    radius = max(nearby.place.radius_km, 0.1)
    outside = nearby.distance_km > radius
    return outside, nearby.distance_km - radius if outside else nearby.distance_km / radius


def _units(gazetteer: Gazetteer, place: Place, zoom: int) -> list[Place]:
    """The units that hold a place, smallest first, none finer than the zoom asks for."""
    county = admin2_of(gazetteer, place) if zoom >= 8 else None
    state = gazetteer.admin1_of(place) if zoom >= 5 else None
    country = gazetteer.country(place.country) if place.country else None
    return [unit for unit in (county, state, country) if unit is not None]
