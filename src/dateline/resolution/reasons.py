"""Why a candidate is likely or not, in short clauses for a reader."""

from collections.abc import Sequence

import numpy as np

from dateline.resolution.evidence import Evidence
from dateline.resolution.grouping import Group
from dateline.resolution.weights import NAMES

_CLAUSES = {
    "in its parent": "said to be in {parent}",
    "loosely in its parent": "said to be in {parent}",
    "not in its parent": "not in {parent}",
    "loosely not in its parent": "not in {parent}",
    "people": "named as of {people}",
    "kind": "the text calls it so",
    "other kind": "the text calls it something else",
    "country": "the report tells of {country}",
    "admin1": "the report tells of {admin1}",
    "small and abroad": "nothing else in the report is in {country}",
}
_COLUMNS = [NAMES.index(name) for name in _CLAUSES]
_WORDED = tuple(_CLAUSES.values())
_NEAR = NAMES.index("near")
_AUDIBLE = 0.05
_CLOSE = 0.3


class Reasons:
    """The reasons for and against the candidates of one report's names."""

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        self._heard: list[list[str]] = [[] for _ in evidence.group_of]
        rows, clauses = np.nonzero(evidence.matrix[:, _COLUMNS] > _AUDIBLE)
        for row, clause in zip(rows.tolist(), clauses.tolist(), strict=True):
            self._heard[row].append(_WORDED[clause])
        self._near: list[bool] = (evidence.matrix[:, _NEAR] > _CLOSE).tolist()

    def of(self, group: Group, order: Sequence[int]) -> list[tuple[str, ...]]:
        """What is heard for and against those of a name's candidates that are asked for."""
        options = group.table.options
        most = max((option.place.population for option in options), default=0)
        parent = group.parent.best.name if group.parent is not None and group.parent.best is not None else ""
        found = []
        for index in order:
            option, row = options[index], group.first + index
            place = option.place
            reasons = [option.note]
            if len(options) == 1:
                reasons.append("the only place of the name")
            elif place.population and place.population == most:
                reasons.append("largest of the name")
            for clause in self._heard[row]:
                if "{" in clause:
                    clause = clause.format(parent=parent, people=group.people, country=place.country, admin1=place.admin1)
                reasons.append(clause)
            if self._near[row]:
                reasons.append(f"near {self._evidence.nearest_name(row)}")
            found.append(tuple(reasons))
        return found
