"""A match: a place that a name may mean, and how the name met it."""

from enum import IntEnum

from dateline.gazetteer.index import Index
from dateline.gazetteer.place import Place


class NameMatch(IntEnum):
    """How a name met a place's name, best first."""

    EXACT = 0
    """The same letters, but for case, accents, marks and hyphens."""
    NORMALIZED = 1
    """The same name in another romanization, script or case: "Al Qamishli" for "Qamishli", "в Краматорске"."""
    GENERIC = 2
    """The same name once its generic word is taken off: "Idlib" for "Idlib province"."""
    FUZZY = 3
    """A name spelled nearly so."""


class Match:
    """A place that a name may mean. Not to be changed: matches are remembered and given again.

    No dataclass, because the place is read from the index only when it is asked for: most matches of a name are never looked at.
    """

    __slots__ = ("_index", "_name", "_ordinal", "_place", "_row", "how", "primary", "score")

    how: NameMatch
    score: float
    """From 0 to 1: how closely the names agree; says nothing of how likely the place is."""
    primary: bool
    """Whether the place's main name was met, not one of its other names."""
    _place: Place | None
    _name: str | None
    _index: Index | None
    _row: int
    _ordinal: int

    def __init__(self, place: Place, name: str, how: NameMatch, score: float, primary: bool = False) -> None:
        self._place, self._name, self._index = place, name, None
        self.how, self.score, self.primary = how, score, primary

    @classmethod
    def of_row(cls, index: Index, row: int, ordinal: int, how: NameMatch, score: float) -> "Match":
        """The place in a row of the index, met by so-manieth of its names."""
        match = cls.__new__(cls)
        match._place = match._name = None
        match._index, match._row, match._ordinal = index, row, ordinal
        match.how, match.score, match.primary = how, score, ordinal == 0
        return match

    def taken_as(self, how: NameMatch, score: float) -> "Match":
        """The same place and name, met in another way."""
        if self._index is not None:
            return Match.of_row(self._index, self._row, self._ordinal, how, score)
        return Match(self.place, self.name, how, score, self.primary)

    @property
    def place(self) -> Place:
        """The place."""
        if self._place is None:
            assert self._index is not None
            self._place = self._index.place(self._row)
        return self._place

    @property
    def country(self) -> str | None:
        """The place's country, which is known without reading the place."""
        return self._index.country_of(self._row) if self._index is not None else self.place.country

    @property
    def name(self) -> str:
        """The place's own spelling that met the name."""
        if self._name is None:
            place = self.place
            self._name = place.name if self._ordinal == 0 else place.names[self._ordinal - 1]
        return self._name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Match) and self._told() == other._told()

    def __hash__(self) -> int:
        return hash(self._told())

    def __repr__(self) -> str:
        return f"Match({self.place!r}, {self.name!r}, {self.how!r}, {self.score!r}, {self.primary!r})"

    def __reduce__(self) -> "tuple[type[Match], tuple[Place, str, NameMatch, float, bool]]":
        return Match, self._told()

    def _told(self) -> tuple[Place, str, NameMatch, float, bool]:
        return self.place, self.name, self.how, self.score, self.primary
