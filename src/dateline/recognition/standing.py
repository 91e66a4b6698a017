"""What the gazetteer knows of a name, in the little that recognition needs: is it one, and how important is the greatest place of it."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.recognition.forms import forms


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a name."""

    tier: int
    """Of its greatest place: 5 a country, 4 a province or a great city, 3 a city, 2 a town, 1 a large village, 0 any other."""
    kind: PlaceKind
    """Of that place."""
    country: str | None
    places: int
    """How many places have the name."""
    primary: bool
    """Whether it is the main name of the greatest, not one of its other names."""
    regions: frozenset[str]
    """The countries ("US") and first-level units ("US/Texas") that places of the name lie in or are; of the most important places only."""


_KIND_TIERS = {
    PlaceKind.COUNTRY: 5,
    PlaceKind.CONTINENT: 5,
    PlaceKind.ADMIN1: 4,
    PlaceKind.REGION: 4,
    PlaceKind.SEA: 4,
    PlaceKind.ADMIN2: 2,
}
_POPULATIONS = (1_000, 10_000, 60_000, 300_000)
"""The least of a settlement of tier 1, 2, 3 and 4."""


def tier_of(place: Place) -> int:
    """How important a place is, from 0 to 5."""
    tier = _KIND_TIERS.get(place.kind)
    if tier is None:
        tier = bisect_right(_POPULATIONS, place.population)
        if place.id.startswith("dateline:"):
            tier = max(tier, 3)
    if place.kind is PlaceKind.ADMIN1 and place.population < 100_000:
        tier = 2
    return tier


class Names:
    """A gazetteer asked by name, with the answers kept. Safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self.knows = lru_cache(maxsize=1 << 16)(self._knows)
        self.standing = lru_cache(maxsize=1 << 15)(self._standing)

    def _knows(self, name: str) -> bool:
        return self._gazetteer.knows(name) or (not name.isascii() and any(map(self._gazetteer.knows, forms(name)[1:])))

    def _standing(self, name: str) -> Standing | None:
        if not self.knows(name):
            return None
        if name.isascii():
            return self._of_form(name)
        # An inflected name may come from several; the greatest place of them is the likeliest.
        known = [form for form in forms(name) if self._gazetteer.knows(form)]
        found = [standing for form in known if (standing := self._of_form(form)) is not None]
        return max(found, key=lambda standing: standing.tier, default=None)

    def _of_form(self, form: str) -> Standing | None:
        matches = [match for match in self._gazetteer.lookup(form) if match.how <= 1]
        if not matches:
            return None
        # The most important come first; the rest of hundreds of villages cannot be greater.
        best = max(
            matches[:_MOST_COMPARED], key=lambda match: (tier_of(match.place) - (0 if match.primary else 0.5), match.place.population)
        )
        tier = tier_of(best.place)
        # A village's other name in another land says little of a word in this one.
        if not best.primary and best.place.kind.is_settlement:
            tier = max(0, tier - 1)
        regions = frozenset(region for match in matches[:_MOST_REGIONS] for region in _regions(match.place))
        return Standing(tier, best.place.kind, best.place.country, len(matches), best.primary, regions)


_MOST_COMPARED, _MOST_REGIONS = 6, 12


def _regions(place: Place) -> tuple[str, ...]:
    if place.country is None:
        return ()
    unit = place.name if place.kind is PlaceKind.ADMIN1 else place.admin1
    return (place.country, f"{place.country}/{unit}") if unit else (place.country,)
