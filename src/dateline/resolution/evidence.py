"""The evidence of a whole report, as one matrix: a row for each candidate of each name, a column for each piece of evidence.

The places of a report vote on each other: each candidate speaks for its country, its province and its neighborhood as loudly as it is
likely by now, and hears what the other names say.
"""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from dateline.gazetteer.place import PlaceKind
from dateline.resolution.containment import lies_in
from dateline.resolution.grouping import AREAS, Group
from dateline.resolution.tables import COUNTRY, LOOSE, PROVINCE, SMALL, SPOT, UNIT, VECTOR, VOTES, Floats, Ints, Numbering
from dateline.resolution.units import Units
from dateline.resolution.weights import FROM_THE_NAME, FROM_THE_REPORT

MOST_NAMES = 300
"""So many distinct names of a report vote; what comes after is resolved but has no vote, which bounds the work."""
NEAR_KM = 120.0
"""Nearness to another place of the report falls to a third over this distance."""
HOME_WORD = 0.6
"""What a word that only one country uses counts for when a report's home is worked out."""
SPARE_COUNTRY, SPARE_PROVINCE = 0.7, 1.0
"""Votes against every country or province, so that a lone witness does not decide."""
_EARTH_KM = 6371.0
_ROWS_AT_ONCE = 4096
_COLUMN = {name: len(FROM_THE_NAME) + at for at, name in enumerate(FROM_THE_REPORT)}
# A comma between two of these lists them more often than it puts one into the other: "Guam, Alaska, Hawaii".
_GREAT = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT, PlaceKind.SEA})
_LARGE = _GREAT | {PlaceKind.ADMIN1}


class Evidence:
    """What speaks for the candidates of one report's names. `groups` all have candidates."""

    def __init__(self, groups: Sequence[Group], peoples: Counter[str], home: Counter[str], numbering: Numbering) -> None:
        self._groups = groups
        self._hung = [group for group in groups if group.parent is not None]
        tables = [group.table for group in groups]
        counts = np.array([len(table) for table in tables], dtype=np.int64)
        self.starts: Ints = np.concatenate((np.zeros(1, dtype=np.int64), np.cumsum(counts)))[:-1]
        for group, start in zip(groups, self.starts.tolist(), strict=True):
            group.first = start
        self.group_of: Ints = np.repeat(np.arange(len(groups)), counts)
        # "Huntsville" and "Huntsville City" are no two witnesses.
        kin: dict[str, int] = {}
        self._kin = np.array([kin.setdefault(group.stem, number) for number, group in enumerate(groups)], dtype=np.int64)
        self._kin_of: Ints = self._kin[self.group_of]
        self.witnesses = len(kin)
        """How many names that are no forms of one another have candidates."""
        columns = np.concatenate([table.columns for table in tables])
        self._vectors = np.ascontiguousarray(columns[:, VECTOR])
        self._votes, self._small, self._loose, self._unit, self._spot = (columns[:, at] for at in (VOTES, SMALL, LOOSE, UNIT, SPOT))
        loudness = np.array([group.weight if number < MOST_NAMES else 0.0 for number, group in enumerate(groups)])
        self._loudness = loudness[self.group_of]
        self._group_loudness = loudness
        self._anchors: Ints = np.zeros(0, dtype=np.int64)
        told = {numbering.country(code): 0.5 * min(times, 4) for code, times in peoples.items()}
        for code, times in home.items():
            number = numbering.country(code)
            told[number] = told.get(number, 0.0) + HOME_WORD * min(times, 3)
        country, province = columns[:, COUNTRY].astype(np.int64), columns[:, PROVINCE].astype(np.int64)
        self._spot = self._spot * (country >= 0)  # "the Middle East" is near nothing
        self._large = (country >= 0) & (self._small == 0)
        self._countries = Units(country, self._kin_of, told)
        self._provinces = Units(province, self._kin_of, {})
        self.matrix = np.zeros((len(self.group_of), len(FROM_THE_NAME) + len(FROM_THE_REPORT)))
        self.matrix[:, : len(FROM_THE_NAME)] = columns[:, : len(FROM_THE_NAME)]
        self._words(groups)

    def _words(self, groups: Sequence[Group]) -> None:
        """What the words around the names say, which no vote changes."""
        for group in groups:
            if not group.kinds and group.people is None:
                continue
            for row, option in enumerate(group.table.options, group.first):
                if group.kinds:
                    self.matrix[row, _COLUMN["kind" if option.place.kind in group.kinds else "other kind"]] = 1.0
                if group.people is not None and option.place.country == group.people:
                    self.matrix[row, _COLUMN["people"]] = 1.0

    def settle(self, alone: Floats) -> None:
        """Work out where the report is at home, from how likely each candidate is by its name alone, and write it into the matrix."""
        self.matrix[:, _COLUMN["home"]] = self._provinces.at_home(alone, self._group_loudness)

    def hear(self, chances: Floats) -> None:
        """Let the candidates vote, each as loud as it is likely, and write what every one of them hears into the matrix."""
        loud = np.where(chances >= 0.02, chances, 0.0) * self._loudness
        share, others = self._countries.shares(loud * self._votes, SPARE_COUNTRY)
        self.matrix[:, _COLUMN["country"]] = share
        unheard = np.maximum(1.0 - 10.0 * share, 0.0) * np.minimum(others / 2.0, 1.0)
        abroad = self._small * unheard
        self.matrix[:, _COLUMN["small and abroad"]] = abroad
        self.matrix[:, _COLUMN["small, abroad, another spelling"]] = abroad * self._loose
        self.matrix[:, _COLUMN["large and abroad"]] = self._large * unheard
        share, _ = self._provinces.shares(loud, SPARE_PROVINCE)
        self.matrix[:, _COLUMN["admin1"]] = share * (1.0 - self._unit)
        best = self._best_rows(chances)
        self._nearness(chances, best)
        self._containment(best)

    def _nearness(self, chances: Floats, best: Ints) -> None:
        """How close each candidate lies to the places that are likeliest for the other names."""
        column = self.matrix[:, _COLUMN["near"]]
        column[:] = 0.0
        self._anchors = best[:MOST_NAMES]
        worth = chances[self._anchors] * self._group_loudness[:MOST_NAMES]
        keep = (self._spot[self._anchors] > 0) & (chances[self._anchors] > 0.2)
        self._anchors, worth = self._anchors[keep], worth[keep]
        if len(self._anchors) == 0:
            return
        towards, owners = self._vectors[self._anchors].T, self._kin_of[self._anchors]
        for start in range(0, len(column), _ROWS_AT_ONCE):
            part = slice(start, start + _ROWS_AT_ONCE)
            column[part] = np.minimum(self._closeness(part, towards, worth, owners).sum(axis=1), 2.0)

    def _closeness(self, rows: slice, towards: Floats, worth: Floats, owners: Ints) -> Floats:
        cosines = np.minimum(np.maximum(self._vectors[rows] @ towards, -1.0), 1.0)
        closeness: Floats = np.exp(-_EARTH_KM / NEAR_KM * np.arccos(cosines)) * worth
        closeness[self._kin_of[rows, None] == owners] = 0.0
        return closeness

    def nearest_name(self, row: int) -> str:
        """The name of the place of the report that is nearest to the candidate in this row; empty where there is none."""
        if len(self._anchors) == 0:
            return ""
        cosines = self._vectors[self._anchors] @ self._vectors[row]
        cosines[self._kin_of[self._anchors] == self._kin_of[row]] = -2.0
        anchor = int(self._anchors[int(cosines.argmax())])
        group = self._groups[int(self.group_of[anchor])]
        return group.table.options[anchor - group.first].place.name

    def _best_rows(self, chances: Floats) -> Ints:
        top = np.maximum.reduceat(chances, self.starts)
        rows = np.flatnonzero(chances >= top[self.group_of])
        owners = self.group_of[rows]
        first = np.ones(len(rows), dtype=np.bool_)
        first[1:] = owners[1:] != owners[:-1]
        return rows[first]

    def _containment(self, best: Ints) -> None:
        """Which candidates lie where the text says that the place lies."""
        for group, row in zip(self._groups, best.tolist(), strict=True):
            group.best = group.table.options[row - group.first].place
        if not self._hung:
            return
        columns = [_COLUMN[name] for name in ("in its parent", "not in its parent", "loosely in its parent", "loosely not in its parent")]
        for group in self._hung:
            parent = group.parent.best if group.parent is not None else None
            if parent is None:
                continue
            rows = slice(group.first, group.first + len(group.table))
            self.matrix[rows, columns] = 0.0
            inside, outside = columns[:2] if group.firm else columns[2:]
            for row, option in enumerate(group.table.options, group.first):
                place = option.place
                if place.id == parent.id:
                    continue
                if lies_in(place, parent):
                    self.matrix[row, inside] = 1.0
                elif parent.kind in AREAS and place.kind not in (_GREAT if group.firm and parent.kind is PlaceKind.COUNTRY else _LARGE):
                    self.matrix[row, outside] = 1.0
