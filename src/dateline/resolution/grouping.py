"""Mentions to groups: all mentions of one name that must mean the same place are resolved together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.gazetteer.generic import generic_of_folded
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.resolution.context import Surroundings
from dateline.resolution.tables import OptionTable

AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.ISLAND})
"""Kinds of place that another place can be said to lie in."""


@dataclass(slots=True, eq=False)
class Group:
    """All mentions of one name in a report that must mean the same place."""

    table: OptionTable
    stem: str
    """The folded name without its generic word: groups that share it are no independent witnesses."""
    mentions: list[int]
    weight: float
    """Its voice when places vote on each other."""
    parent: "Group | None" = None
    """The name that it is said to lie in."""
    firm: bool = False
    """Whether a comma says so ("Tripoli, Libya") or looser words."""
    people: str | None = None
    """The country whose adjective stands before it."""
    kinds: frozenset[PlaceKind] = frozenset()
    """The kinds of place that the words call it."""
    first: int = 0
    """Row of its first option among those of the report."""
    best: Place | None = None
    """The likeliest place by now."""


class Grouping:
    """Groups the toponyms of a report, asking a table of options for each name."""

    def __init__(
        self,
        tables: Callable[[str, bool], OptionTable],
        demonyms: Callable[[str], OptionTable],
        nearly: Callable[[str, str], OptionTable],
    ) -> None:
        self._tables = tables
        self._demonyms = demonyms
        self._nearly = nearly

    def group(self, toponyms: Sequence[Toponym], around: Surroundings) -> tuple[list[Group], list[Group]]:
        """The groups, and of each toponym its group; a mention without a parent joins those of its name that have one."""
        behind = {parent for parent, firm in around.parents.values() if firm}
        names = [fold(toponym.text) for toponym in toponyms]
        parents = self._areas_named(toponyms, names, around)
        groups: dict[tuple[str, str, str], Group] = {}
        group_of: list[Group] = []
        for index, name in enumerate(names):
            kinds = around.kinds.get(index, frozenset())
            # "Idlib province" is another place than the Idlib of the next sentence.
            area = "area" if PlaceKind.ADMIN1 in kinds or PlaceKind.ADMIN2 in kinds else ""
            toponym = toponyms[index]
            group = groups.get((name, parents[index], area))
            if group is None:
                demonym = toponym.kind is ToponymKind.DEMONYM
                table = self._demonyms(toponym.text) if demonym else self._tables(toponym.text, index in behind)
                group = groups[name, parents[index], area] = Group(table, _stem(name), [], 0.0)
            group.mentions.append(index)
            group.weight = max(group.weight, 0.5 if toponym.kind is ToponymKind.DATELINE else toponym.confidence)
            group.people = group.people or around.peoples.get(index)
            group.kinds = group.kinds or kinds
            group_of.append(group)
        self._hang(toponyms, around, group_of)
        ordered = list(groups.values())
        self._spell(toponyms, ordered)
        return ordered, group_of

    def _areas_named(self, toponyms: Sequence[Toponym], names: Sequence[str], around: Surroundings) -> list[str]:
        """For each toponym the folded name of the area that a comma puts it or another mention of its name into; empty for none."""
        found: list[str] = []
        first: dict[str, str] = {}
        for index, name in enumerate(names):
            parent = around.parents.get(index)
            named = names[parent[0]] if parent is not None and parent[1] and self._is_area(toponyms[parent[0]].text) else ""
            if named:
                first.setdefault(name, named)
            found.append(named)
        return [named or first.get(name, "") for name, named in zip(names, found, strict=True)]

    def _hang(self, toponyms: Sequence[Toponym], around: Surroundings, group_of: Sequence[Group]) -> None:
        for index, (parent_index, firm) in around.parents.items():
            group, parent = group_of[index], group_of[parent_index]
            if parent is not group and (group.parent is None or (firm and not group.firm)) and self._is_area(toponyms[parent_index].text):
                group.parent, group.firm = parent, firm

    def _spell(self, toponyms: Sequence[Toponym], groups: Sequence[Group]) -> None:
        """Give names that are nowhere, but whose country is told, the places of the country that are spelled nearly so."""
        for group in groups:
            if len(group.table) == 0 and group.parent is not None and len(group.parent.table):
                land = group.parent.table.options[0].place
                if land.kind is PlaceKind.COUNTRY and land.country is not None:
                    group.table = self._nearly(toponyms[group.mentions[0]].text, land.country)

    def _is_area(self, name: str) -> bool:
        """Whether the likeliest place of the name is an area, so that another can be said to lie in it."""
        options = self._tables(name, True).options
        return bool(options) and any(option.place.kind in AREAS and option.prior > options[0].prior - 1.5 for option in options[:3])


def _stem(folded: str) -> str:
    generic = generic_of_folded(folded)
    return (generic[0] if generic is not None else folded).removeprefix("the ")
