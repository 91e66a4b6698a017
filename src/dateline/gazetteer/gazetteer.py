"""The gazetteer: names to places, from one compiled, memory-mapped index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dateline.gazetteer.fuzzy import similar_keys
from dateline.gazetteer.generic import alternatives, generic_of_folded, joined
from dateline.gazetteer.index import Index
from dateline.gazetteer.match import Match as Match  # given again under this name
from dateline.gazetteer.match import NameMatch as NameMatch
from dateline.gazetteer.names import arabic_key, fold, skeleton
from dateline.gazetteer.place import Place, PlaceKind
from dateline.gazetteer.sureness import SURE as SURE
from dateline.gazetteer.sureness import sureness
from dateline.gazetteer.variants import variants
from dateline.geography import LonLat, distance_km

_LONGEST = 200
"""Characters; no place has a longer name."""
_LEAST_JOINED = 6
"""Letters; shorter names are joined into others by chance."""
_FUZZY = 0.7
"""The score of a fuzzy match is its likeness times this, lest it come near that of a name that is really met."""


@dataclass(frozen=True, slots=True)
class GazetteerInfo:
    """What a compiled gazetteer holds."""

    version: str
    """A hash of everything in it: equal versions answer equally."""
    built: str
    """When it was compiled; ISO 8601, UTC."""
    places: int
    names: int
    by_source: dict[str, int]
    by_kind: dict[str, int]
    inputs: dict[str, str]
    """Each source that went in, with its version or the hash of its content."""
    problems: tuple[str, ...] = ()
    """Rows of the tables that were set aside, each with file and line."""


class Gazetteer:
    """All known places. Opened from a folder; keeps no state but caches and is safe to share between threads."""

    def __init__(self, index: Index) -> None:
        self._index = index
        # A report names the same place again and again.
        self._remembered = lru_cache(maxsize=4096)(self._looked_up)

    @classmethod
    def open(cls, folder: Path) -> "Gazetteer":
        """The gazetteer compiled into `folder`. Raises `GazetteerMissing` when there is none, or one of another format."""
        return cls(Index.open(folder))

    def knows(self, name: str) -> bool:
        """Whether some place has this name, without taking generic words off it."""
        if len(name) > _LONGEST:
            return False
        folded = fold(name)
        return self._index.has(folded) or self._index.has("~" + arabic_key(folded))

    def lookup(self, name: str, *, country: str | None = None) -> tuple[Match, ...]:
        """Every place whose whole name this is, best kind of match first, then the most important place.

        `country` is an ISO 3166-1 alpha-2 code; only its places are given then, and itself. A name with a generic word
        ("Idlib province") gives the places of that kind first; of "Kobani/Ain al-Arab" and "Palmyra (Tadmur)" each part is tried.
        """
        return () if len(name) > _LONGEST else self._remembered(name, country.upper() if country else None)

    def _looked_up(self, name: str, country: str | None) -> tuple[Match, ...]:
        folded = fold(name)
        matches = self._named(folded, country)
        generic = generic_of_folded(folded)
        if generic is not None:
            matches += self._generic(generic, country, {match.place.id for match in matches})
            # "Jamalpur Sadar sub-district"
            if not matches and (further := generic_of_folded(generic[0])) is not None:
                matches = self._generic((further[0], generic[1]), country, set())
        if not matches:
            matches = self._otherwise_written(name, country)
        if not matches and len(parts := alternatives(name)) > 1:
            found = {match.place.id: match for part in reversed(parts) for match in reversed(self._remembered(part, country))}
            matches = [match.taken_as(NameMatch.GENERIC, match.score - 0.1) for match in reversed(found.values())]
        if not matches:
            # A unit of such a name lies around both; no better point is known than theirs.
            near = [match for part in joined(folded) for match in self._remembered(part, country)[:1]]
            matches = [match.taken_as(NameMatch.GENERIC, match.score - 0.1) for match in near]
        return tuple(matches)

    def _named(self, folded: str, country: str | None) -> list[Match]:
        index, of_row = self._index, Match.of_row
        exact, romanized = index.postings(folded), index.postings("~" + arabic_key(folded))
        if country is not None:
            exact, romanized = index.within(exact, country), index.within(romanized, country)
        matches = [of_row(index, row, ordinal, NameMatch.EXACT, 0.95 if ordinal else 1.0) for row, ordinal in exact]
        if romanized:
            seen = {row for row, _ in exact}
            matches += [
                of_row(index, row, ordinal, NameMatch.NORMALIZED, 0.85 if ordinal else 0.9) for row, ordinal in romanized if row not in seen
            ]
        return matches

    def _otherwise_written(self, name: str, country: str | None) -> list[Match]:
        """The places of the first other written form that any place has: another case, another script, another romanization."""
        for form, countries in variants(name):
            for key in (form, "~" + arabic_key(form)) if countries is None else (form,):
                if not self._index.has(key):
                    continue
                found = [match for match in self._named(form, country) if countries is None or match.country in countries]
                if found:
                    return [match.taken_as(max(match.how, NameMatch.NORMALIZED), match.score - 0.15) for match in found]
        return self._otherwise_spaced(fold(name), country)

    def _otherwise_spaced(self, folded: str, country: str | None) -> list[Match]:
        """The places that are called so with spaces elsewhere: "Pyinoolwin" and "Pyin Oo Lwin"."""
        letters = folded.replace(" ", "")
        if len(letters) < _LEAST_JOINED:
            return []
        found = []
        for key in self._index.keys_by_skeleton(skeleton(folded)):
            if key != folded and key.replace(" ", "") == letters:
                found += self._named(key, country)
        return [match.taken_as(max(match.how, NameMatch.NORMALIZED), match.score - 0.1) for match in found]

    def _generic(self, generic: tuple[str, frozenset[PlaceKind]], country: str | None, seen: set[str]) -> list[Match]:
        base, kinds = generic
        fitting: list[Match] = []
        others: list[Match] = []
        for match in self._named(base, country) or self._otherwise_written(base, country):
            if match.place.id in seen:
                continue
            fits = match.place.kind in kinds
            taken = match.taken_as(NameMatch.GENERIC, match.score - (0.1 if fits else 0.4))
            (fitting if fits else others).append(taken)
        return fitting + others

    def similar(self, name: str, *, country: str | None = None, limit: int = 10) -> tuple[Match, ...]:
        """Places with a name spelled nearly so, likest first; a late resort, for it joins what only looks alike."""
        index = self._index
        folded = fold(name)
        matches: list[Match] = []
        seen: set[int] = set()
        for key, likeness in similar_keys(index, folded, 5 * limit):
            for row, ordinal in index.postings(key):
                if row in seen or (country is not None and index.country_of(row) != country):
                    continue
                seen.add(row)
                matches.append(Match.of_row(index, row, ordinal, NameMatch.FUZZY, round(_FUZZY * likeness, 3)))
        matches.sort(key=lambda match: -match.score)
        return tuple(matches[:limit])

    def search(self, text: str, *, limit: int = 10, countries: tuple[str, ...] = ()) -> tuple[Match, ...]:
        """The places that a typed text may mean, best first; understands "Name, Province, Country" and forgives misspellings."""
        from dateline.gazetteer.search import search  # search builds on this class

        return search(self, text, limit=limit, countries=countries)

    def get(self, place_id: str) -> Place | None:
        """The place with this id; None when there is none."""
        row = self._index.row_of(place_id)
        return None if row is None else self._index.place(row)

    def first_places(self, names: Iterable[str]) -> list[Place | None]:
        """For each of many names the most important place that bears it, without taking generic words off; much faster than `lookup`."""
        place = self._index.place
        return [None if row < 0 else place(row) for row in self.first_rows(names)]

    def first_rows(self, names: Iterable[str]) -> list[int]:
        """As `first_places`, each place by its row in this gazetteer, which `place_in` takes; -1 where there is none."""
        return self._index.first_rows(name if len(name) <= _LONGEST else "" for name in names)

    def place_in(self, row: int) -> Place:
        """The place in a row of this gazetteer."""
        return self._index.place(row)

    def precision_of(self, place: Place) -> str | None:
        """How well the point of a place of the curated tables is known: "exact" (1 km), "near" (5 km) or "rough" (its radius)."""
        row = self._index.row_of(place.id)
        return None if row is None else self._index.precision(row)

    def sureness(self, matches: Sequence[Match]) -> float:
        """From 0 to 1, how likely the first of some matches is meant when nothing but the name is known; below `SURE` it is a guess."""
        return sureness(matches, [match.place.population == 0 and self.precision_of(match.place) is not None for match in matches[:30]])

    def nearest(self, point: LonLat, *, limit: int = 1) -> tuple[tuple[Place, float], ...]:
        """The settlements nearest to a point with their distances in kilometers, nearest first."""
        rows = self._index.settlements_near(point, limit)
        found = [(place, distance_km(point, place.point)) for place in map(self._index.place, rows)]
        return tuple(sorted(found, key=lambda pair: pair[1])[:limit])

    def country(self, code: str) -> Place | None:
        """The country with this ISO 3166-1 alpha-2 code."""
        row = self._index.row_of_country(code.upper())
        return None if row is None else self._index.place(row)

    def admin1_of(self, place: Place) -> Place | None:
        """The first-level unit that the place lies in; None when it is none's or not known."""
        row = self._index.admin1_row(place.country, place.admin1)
        return None if row is None else self._index.place(row)

    def info(self) -> GazetteerInfo:
        """What this gazetteer holds and where it is from."""
        told = self._index.manifest
        return GazetteerInfo(
            told["version"],
            told["built"],
            told["places"],
            told["names"],
            told["by_source"],
            told["by_kind"],
            told["inputs"],
            tuple(told["problems"]),
        )
