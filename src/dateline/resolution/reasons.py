"""Why a candidate is likely or not, in short clauses for a reader."""

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
_HEARD = tuple((NAMES.index(name), clause) for name, clause in _CLAUSES.items())
_NEAR = NAMES.index("near")
_AUDIBLE = 0.05
_CLOSE = 0.3


class Reasons:
    """The reasons for and against the candidates of one name."""

    def __init__(self, group: Group, evidence: Evidence) -> None:
        self._group = group
        self._evidence = evidence
        self._most = max((option.place.population for option in group.table.options), default=0)

    def of(self, index: int) -> tuple[str, ...]:
        """What is heard for and against one of them."""
        group = self._group
        option, row = group.table.options[index], group.first + index
        place = option.place
        reasons = [option.note]
        if len(group.table) == 1:
            reasons.append("the only place of the name")
        elif place.population and place.population == self._most:
            reasons.append("largest of the name")
        heard = self._evidence.matrix[row].tolist()
        parent = group.parent.best.name if group.parent is not None and group.parent.best is not None else ""
        reasons += [
            clause.format(parent=parent, people=group.people, country=place.country, admin1=place.admin1) if "{" in clause else clause
            for column, clause in _HEARD
            if heard[column] > _AUDIBLE
        ]
        if heard[_NEAR] > _CLOSE:
            reasons.append(f"near {self._evidence.nearest_name(row)}")
        return tuple(reasons)
