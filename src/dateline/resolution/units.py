"""The countries or the provinces of all candidates of a report, and what its names say for each of them.

Units are numbered in the order in which the report comes to them, so that no sum hangs on what was read before.
"""

from collections.abc import Mapping

import numpy as np

from dateline.resolution.tables import Floats, Ints

HOME_GAIN = 8.0
"""How much more a name is expected to mean a place at home than one of its bearers anywhere."""
HOME_SHARPNESS = 0.7
"""How far names are taken for independent witnesses."""
NO_HOME = 6.0
"""The log-odds, against a unit that no name speaks for, of a report that is at home in none."""


class Units:
    """The unit of each candidate. Names that are forms of one another are kin: none is heard on the other."""

    def __init__(self, number: Ints, kin: Ints, given: Mapping[int, float]) -> None:
        """By row the number of its unit, -1 for none, and the number of its kin; `given` are votes from outside, by unit."""
        values, first, inverse = np.unique(number, return_index=True, return_inverse=True)
        rank = np.empty(len(values), dtype=np.int64)
        rank[np.argsort(first)] = np.arange(len(values))
        self._unit: Ints = rank[inverse]
        self._known = number >= 0
        self._kin = kin
        self._size = len(values)
        self._given = np.zeros(len(values))
        places = {int(value): int(at) for value, at in zip(values.tolist(), rank.tolist(), strict=True)}
        for code, amount in given.items():
            if code in places:
                self._given[places[code]] += amount
        self._all_given = sum(given.values())
        _, pair_first, pair_of_row = np.unique(kin * self._size + self._unit, return_index=True, return_inverse=True)
        self._pair_of_row: Ints = pair_of_row.astype(np.int64)
        self._pair_unit = self._unit[pair_first]
        self._pair_kin = kin[pair_first]
        self._pair_known = self._known[pair_first]

    def shares(self, votes: Floats, spare: float) -> tuple[Floats, Floats]:
        """By row: the share of the others' votes that its unit has, and how many votes they have in all.

        `spare` counts against every unit.
        """
        votes = votes * self._known
        totals = np.bincount(self._unit, weights=votes, minlength=self._size) + self._given
        own = np.bincount(self._pair_of_row, weights=votes)[self._pair_of_row]
        whole = np.bincount(self._kin, weights=votes)[self._kin]
        others = np.maximum(float(votes.sum()) + self._all_given - whole, 0.0)
        share: Floats = np.maximum(totals[self._unit] - own, 0.0) / (others + spare) * self._known
        return share, others

    def at_home(self, alone: Floats, loudness: Floats) -> Floats:
        """By row: how likely its unit is the report's home, judged by the other names: one where most of them can be found.

        `alone` is how likely each candidate is by its name; `loudness` is by kin. That a name has but a small bearer in a unit speaks
        for the unit nearly as much as a great one: reports from home name both.
        """
        mass = np.bincount(self._pair_of_row, weights=np.sqrt(alone) * self._known)
        gains = HOME_SHARPNESS * loudness[self._pair_kin] * np.log1p(HOME_GAIN * mass)
        totals = np.bincount(self._pair_unit, weights=gains, minlength=self._size)
        top = max(float(totals.max()), NO_HOME)
        odds = np.exp(totals[self._pair_unit] - top) * self._pair_known
        without = odds * np.exp(-gains)
        whole = np.zeros(self._size)
        whole[self._pair_unit] = odds
        lost = np.bincount(self._pair_kin, weights=odds - without, minlength=len(loudness))
        rest = np.maximum(float(whole.sum()) + np.exp(NO_HOME - top) - lost, 1e-12)
        home: Floats = (without / rest[self._pair_kin])[self._pair_of_row]
        return home
