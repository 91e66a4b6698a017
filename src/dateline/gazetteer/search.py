"""Search as a person types: "Saraqib, Idlib", "Tripoli, Libya", "Qamishly"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dateline.gazetteer.generic import alternatives
from dateline.gazetteer.importance import importance
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat, distance_km

if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import Gazetteer, Match

_LONGEST = 200
_MOST_PARTS = 5
_NEAR_KM = 75.0
"""A place counts as lying by another that was typed after it: "Kafr Nabl, Maarat al-Numan"."""
_CODE = re.compile(r"[A-Z]{2}")


def search(gazetteer: "Gazetteer", text: str, *, limit: int = 10, countries: tuple[str, ...] = ()) -> "tuple[Match, ...]":
    """The places that a typed text may mean, best first.

    What stands behind commas says where the place lies. `countries` are ISO 3166-1 alpha-2 codes; only their places are given then.
    Misspellings are forgiven when nothing has the name as it is written.
    """
    if limit < 1:
        return ()
    names, parts = _parsed(text)
    codes = frozenset(code.upper() for code in countries)
    contexts = [_context(gazetteer, part) for part in parts]
    found = _ranked(gazetteer, _within(_named(gazetteer, names), codes), contexts)
    if not found or (contexts and not _fits(found[0].place, contexts)):
        found = _ranked(gazetteer, [*found, *_within(_nearly_named(gazetteer, names, codes), codes)], contexts)
    if not found and not parts:
        return _with_context_as_words(gazetteer, text, limit, countries)
    return tuple(found[:limit])


def _parsed(text: str) -> tuple[list[str], list[str]]:
    """The names in front of the first comma ("Kobane/Ayn al-Arab" is two) and what stands behind it."""
    name, *rest = text[:_LONGEST].replace("،", ",").split(",")
    return list(alternatives(name)), [part.strip() for part in rest if part.strip()][:_MOST_PARTS]


def _with_context_as_words(gazetteer: "Gazetteer", text: str, limit: int, countries: tuple[str, ...]) -> "tuple[Match, ...]":
    """Someone left the comma out: "Saraqib Idlib"."""
    words = text[:_LONGEST].split()
    for count in (1, 2):
        rest = " ".join(words[-count:])
        if len(words) > count and gazetteer.knows(rest):
            return search(gazetteer, f"{' '.join(words[:-count])}, {rest}", limit=limit, countries=countries)
    return ()


def _named(gazetteer: "Gazetteer", names: Iterable[str]) -> "Iterator[Match]":
    for name in names:
        yield from gazetteer.lookup(name)


def _nearly_named(gazetteer: "Gazetteer", names: Iterable[str], codes: frozenset[str]) -> "Iterator[Match]":
    for name in names:
        if len(codes) == 1:
            yield from gazetteer.similar(name, country=next(iter(codes)), limit=30)
        else:
            yield from gazetteer.similar(name, limit=60)


def _within(matches: "Iterable[Match]", codes: frozenset[str]) -> "list[Match]":
    return [match for match in matches if not codes or match.place.country in codes]


@dataclass(frozen=True, slots=True)
class _Context:
    """What one part behind a comma may mean."""

    countries: frozenset[str]
    units: frozenset[str]
    """Folded names of provinces and districts."""
    points: tuple[LonLat, ...]

    def holds(self, place: Place) -> bool:
        """Whether the place lies there."""
        if place.country in self.countries:
            return True
        if any(unit and fold(unit) in self.units for unit in (place.admin1, place.admin2)):
            return True
        return any(distance_km(place.point, point) <= _NEAR_KM for point in self.points)


def _context(gazetteer: "Gazetteer", part: str) -> _Context:
    matches = gazetteer.lookup(part)
    codes = {match.place.country for match in matches if match.place.kind is PlaceKind.COUNTRY and match.place.country}
    if _CODE.fullmatch(part) and gazetteer.country(part):
        codes.add(part)
    units = {fold(match.place.name) for match in matches if match.place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2)}
    points = [match.place.point for match in matches if match.place.kind is not PlaceKind.COUNTRY][:20]
    return _Context(frozenset(codes), frozenset({*units, fold(part)}), tuple(points))


def _fits(place: Place, contexts: list[_Context]) -> bool:
    return all(context.holds(place) for context in contexts)


def _ranked(gazetteer: "Gazetteer", matches: "Iterable[Match]", contexts: list[_Context]) -> "list[Match]":
    """Best first, each place once: where it is said to lie before all, then how the name was met and how important the place is."""
    best: dict[str, tuple[float, Match]] = {}
    for match in matches:
        fitting = sum(context.holds(match.place) for context in contexts)
        reported = match.place.population == 0 and gazetteer.precision_of(match.place) is not None
        value = fitting + match.score + 0.06 * importance(match.place, reported=reported)
        if match.place.id not in best or value > best[match.place.id][0]:
            best[match.place.id] = (value, match)
    return [match for _, match in sorted(best.values(), key=lambda pair: (-pair[0], pair[1].place.id))]
