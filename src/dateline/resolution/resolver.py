"""Toponyms to places: every candidate is scored by its name, its importance and what the rest of the report says; the best is chosen.

candidates by name  →  votes for countries and provinces  →  scores  →  votes again  →  scores, reasons, confidence
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from dateline.gazetteer.gazetteer import Gazetteer, NameMatch
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.reading.report import Report
from dateline.recognition.demonyms import country_of
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.resolution.candidates import Option, options_for, spelled_nearly
from dateline.resolution.containment import lies_in
from dateline.resolution.context import Surroundings, read_surroundings
from dateline.resolution.resolution import Candidate, Resolution

WEIGHTS = {
    "country": 3.0,
    "admin1": 2.2,
    "near": 1.5,
    "in its parent": 5.0,
    "not in its parent": -2.5,
    "loosely in its parent": 2.5,
    "people": 2.5,
    "kind": 2.0,
    "other kind": -1.2,
}
"""What each piece of evidence adds to the log-odds of a candidate."""

NOTHING = -0.6
"""The log-odds of "no place in the gazetteer": a best candidate below it is not chosen."""
ROUNDS = 3
NEAR_KM = 120.0
"""Nearness to another place of the report falls to a third over this distance."""
_LEAST_CHANCE = 0.02
MOST_NAMES = 300
"""So many distinct names of a report vote; what comes after is resolved but has no vote, which bounds the work."""
CALIBRATION_SLOPE = 0.75
CALIBRATION_SHIFT = 0.85
"""Read off a reliability diagram over annotated news reports: chances in the middle prove right more often than they say."""
SHOWN = 5
"""Candidates given in a resolution."""


@dataclass(slots=True)
class _Group:
    """All mentions of one name in a report that must mean the same place."""

    options: list[Option]
    mentions: list[int]
    weight: float
    parent: "_Group | None" = None
    firm: bool = False
    people: str | None = None
    kinds: frozenset[PlaceKind] = frozenset()
    scores: list[float] = field(default_factory=list)
    chances: list[float] = field(default_factory=list)


class Resolver:
    """Chooses places for toponyms; keeps nothing but a cache of names and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._options = lru_cache(maxsize=1 << 13)(self._options_for)

    def resolve(self, report: Report, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """One resolution for each toponym, in the same order; one that cannot be placed leaves the others as they are."""
        if not toponyms:
            return ()
        around = read_surroundings(report, toponyms)
        groups, group_of = self._group(toponyms, around)
        votes = _Votes(around.countries)
        for number in range(ROUNDS):
            for group in groups:
                _score(group, votes if number else None)
            votes = _Votes(around.countries)
            for group in groups[:MOST_NAMES]:
                votes.hear(group)
            _nearness(groups, votes)
        for group in groups:
            _score(group, votes)
        shown = {id(group): _candidates(group, votes) for group in groups}
        return tuple(_resolution(toponym, group, shown[id(group)]) for toponym, group in zip(toponyms, group_of, strict=True))

    def _of_demonym(self, word: str) -> list[Option]:
        country = country_of(word)
        place = self._gazetteer.country(country) if country is not None else None
        return [Option(place, NameMatch.EXACT, 3.0, "the country of the people")] if place is not None else []

    def _options_for(self, name: str, abbreviated: bool) -> tuple[Option, ...]:
        return tuple(options_for(self._gazetteer, name, abbreviated=abbreviated))

    def _group(self, toponyms: Sequence[Toponym], around: Surroundings) -> tuple[list[_Group], list[_Group]]:
        """The mentions by name and by the place they are said to lie in; a mention without one joins those of its name that have one."""
        behind = {parent for parent, firm in around.parents.values() if firm}
        names = [fold(toponym.text) for toponym in toponyms]
        first_parent: dict[str, str] = {}
        keys: list[tuple[str, str]] = []
        for index, name in enumerate(names):
            parent = around.parents.get(index)
            named = ""
            if parent is not None and parent[1] and self._is_area(toponyms[parent[0]].text):
                named = names[parent[0]]
                first_parent.setdefault(name, named)
            keys.append((name, named))
        groups: dict[tuple[str, str, str], _Group] = {}
        group_of: list[_Group] = []
        for index, (name, named) in enumerate(keys):
            named = named or first_parent.get(name, "")
            kinds = around.kinds.get(index, frozenset())
            # "Idlib province" is another place than the Idlib of the next sentence.
            area = "area" if PlaceKind.ADMIN1 in kinds or PlaceKind.ADMIN2 in kinds else ""
            group = groups.get((name, named, area))
            toponym = toponyms[index]
            if group is None:
                demonym = toponym.kind is ToponymKind.DEMONYM
                options = self._of_demonym(toponym.text) if demonym else list(self._options(toponym.text, index in behind))
                group = groups[name, named, area] = _Group(options, [], 0.0)
            group.mentions.append(index)
            group.weight = max(group.weight, 0.5 if toponym.kind is ToponymKind.DATELINE else toponym.confidence)
            group.people = group.people or around.peoples.get(index)
            group.kinds = group.kinds or kinds
            group_of.append(group)
        for index, (parent_index, firm) in around.parents.items():
            group, parent_group = group_of[index], group_of[parent_index]
            if (
                parent_group is not group
                and (group.parent is None or (firm and not group.firm))
                and self._is_area(toponyms[parent_index].text)
            ):
                group.parent, group.firm = parent_group, firm
        ordered = list(groups.values())
        for group in ordered:
            if not group.options and group.parent is not None and group.parent.options:
                country = group.parent.options[0].place
                if country.kind is PlaceKind.COUNTRY and country.country is not None:
                    group.options = spelled_nearly(self._gazetteer, toponyms[group.mentions[0]].text, country.country)
        return ordered, group_of

    def _is_area(self, name: str) -> bool:
        """Whether the likeliest place of the name is an area, so that another can be said to lie in it."""
        options = self._options(name, True)
        return bool(options) and any(option.place.kind in _AREAS and option.prior > options[0].prior - 1.5 for option in options[:3])


_AREAS = frozenset({PlaceKind.COUNTRY, PlaceKind.ADMIN1, PlaceKind.ADMIN2, PlaceKind.REGION, PlaceKind.ISLAND})


class _Votes:
    """Which countries and provinces the names of a report speak for."""

    def __init__(self, peoples: Counter[str]) -> None:
        self.countries: defaultdict[str, float] = defaultdict(float)
        self.provinces: defaultdict[tuple[str, str], float] = defaultdict(float)
        for country, times in peoples.items():
            self.countries[country] += 0.5 * min(times, 4)
        self.near: dict[int, list[tuple[float, str]]] = {}
        self.own: dict[int, tuple[dict[str, float], dict[tuple[str, str], float]]] = {}
        self.total = sum(self.countries.values())
        self.provinces_total = 0.0

    def hear(self, group: _Group) -> None:
        """Count what the options of a name speak for, each as likely as it seems by now."""
        countries: defaultdict[str, float] = defaultdict(float)
        provinces: defaultdict[tuple[str, str], float] = defaultdict(float)
        for option, chance in zip(group.options, group.chances, strict=True):
            place = option.place
            if place.country is None or chance < _LEAST_CHANCE:
                continue
            countries[place.country] += chance * group.weight * (1.5 if place.kind is PlaceKind.COUNTRY else 1.0)
            province = place.name if place.kind is PlaceKind.ADMIN1 else place.admin1
            if province is not None:
                provinces[place.country, province] += chance * group.weight
        for country, vote in countries.items():
            self.countries[country] += vote
            self.total += vote
        for unit, vote in provinces.items():
            self.provinces[unit] += vote
            self.provinces_total += vote
        self.own[id(group)] = countries, provinces

    def country_share(self, group: _Group, country: str) -> float:
        """The share of the others' votes that a country has; near 0 when hardly anyone votes."""
        own = self.own.get(id(group), ({}, {}))[0]
        others = self.total - sum(own.values())
        return max(0.0, self.countries.get(country, 0.0) - own.get(country, 0.0)) / (max(0.0, others) + 0.7)

    def province_share(self, group: _Group, country: str, province: str) -> float:
        """The same for a first-level unit."""
        own = self.own.get(id(group), ({}, {}))[1]
        others = self.provinces_total - sum(own.values())
        return max(0.0, self.provinces.get((country, province), 0.0) - own.get((country, province), 0.0)) / (max(0.0, others) + 1.0)


def _score(group: _Group, votes: _Votes | None) -> None:
    group_scores: list[float] = []
    near = votes.near.get(id(group)) if votes is not None else None
    for index, option in enumerate(group.options):
        total = option.prior
        for name, amount, _ in _evidence(group, option, votes):
            total += WEIGHTS[name] * amount
        if near is not None:
            total += WEIGHTS["near"] * near[index][0]
        group_scores.append(total)
    group.scores = group_scores
    if group_scores:
        top = max(max(group_scores), NOTHING)
        weights = [math.exp(score - top) for score in group_scores]
        total = sum(weights) + math.exp(NOTHING - top)
        group.chances = [weight / total for weight in weights]
    else:
        group.chances = []


def _evidence(group: _Group, option: Option, votes: _Votes | None) -> list[tuple[str, float, str]]:
    """What speaks for or against an option besides its name: the weight's name, how much of it, and a clause for a reader."""
    found: list[tuple[str, float, str]] = []
    place = option.place
    if group.kinds:
        fits = place.kind in group.kinds
        found.append(("kind", 1.0, "the text calls it so") if fits else ("other kind", 1.0, "the text calls it something else"))
    if group.people is not None and place.country == group.people:
        found.append(("people", 1.0, f"named as of {group.people}"))
    if group.parent is not None and group.parent.options:
        parent = _best(group.parent)
        if parent is not None and place.id != parent.id:
            if lies_in(place, parent):
                found.append(("in its parent" if group.firm else "loosely in its parent", 1.0, f"said to be in {parent.name}"))
            elif group.firm and parent.kind in _AREAS:
                found.append(("not in its parent", 1.0, f"not in {parent.name}"))
    if votes is not None and place.country is not None:
        share = votes.country_share(group, place.country)
        if share > 0.05:
            found.append(("country", share, f"the report tells of {place.country}"))
        province = place.admin1
        if province is not None and place.kind is not PlaceKind.ADMIN1:
            share = votes.province_share(group, place.country, province)
            if share > 0.05:
                found.append(("admin1", share, f"the report tells of {province}"))
    return found


def _best(group: _Group) -> Place | None:
    if not group.options:
        return None
    if not group.scores:
        return group.options[0].place
    return group.options[max(range(len(group.scores)), key=group.scores.__getitem__)].place


def _nearness(groups: Sequence[_Group], votes: _Votes) -> None:
    """How close each option lies to the places chosen for the other names."""
    anchors: list[tuple[int, Place, float]] = []
    for number, group in enumerate(groups[:MOST_NAMES]):
        best = _best(group)
        if best is not None and best.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT) and max(group.chances) > 0.2:
            anchors.append((number, best, max(group.chances) * group.weight))
    if not anchors:
        return
    towards = _vectors([place for _, place, _ in anchors])
    trust = np.array([weight for _, _, weight in anchors])
    owners = np.array([number for number, _, _ in anchors])
    for number, group in enumerate(groups):
        if not group.options:
            continue
        cosines = np.clip(_vectors([option.place for option in group.options]) @ towards.T, -1.0, 1.0)
        closeness = np.exp(-6371.0 * np.arccos(cosines) / NEAR_KM) * trust
        closeness[:, owners == number] = 0.0
        totals = np.minimum(closeness.sum(axis=1), 2.0)
        nearest = closeness.argmax(axis=1)
        votes.near[id(group)] = [(float(total), anchors[int(at)][1].name) for total, at in zip(totals, nearest, strict=True)]


def _vectors(places: Sequence[Place]) -> NDArray[np.float64]:
    lonlat = np.radians(np.array([(place.point.lon, place.point.lat) for place in places]))
    lon, lat = lonlat[:, 0], lonlat[:, 1]
    return np.column_stack((np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)))


def _candidates(group: _Group, votes: _Votes) -> tuple[Candidate, ...]:
    order = sorted(range(len(group.options)), key=lambda index: (-group.scores[index], group.options[index].place.id))[:SHOWN]
    return tuple(Candidate(group.options[index].place, group.scores[index], _reasons(group, index, votes)) for index in order)


def _calibrated(chance: float) -> float:
    """How often such a chance proved right: candidates close to each other share a chance that one answer serves as well."""
    chance = min(max(chance, 1e-6), 1 - 1e-6)
    log_odds = math.log(chance / (1 - chance))
    return 1 / (1 + math.exp(-(CALIBRATION_SLOPE * log_odds + CALIBRATION_SHIFT)))


def _resolution(toponym: Toponym, group: _Group, candidates: tuple[Candidate, ...]) -> Resolution:
    if not candidates or candidates[0].score < NOTHING:
        return Resolution(toponym, candidates, None, 0.0)
    best = max(range(len(group.options)), key=group.chances.__getitem__)
    confidence = _calibrated(group.chances[best] * (0.4 + 0.6 * toponym.confidence))
    if group.options[best].how is NameMatch.FUZZY:
        confidence *= 0.5
    return Resolution(toponym, candidates, candidates[0], confidence)


def _reasons(group: _Group, index: int, votes: _Votes) -> tuple[str, ...]:
    option = group.options[index]
    reasons = [option.note]
    if len(group.options) == 1:
        reasons.append("the only place of the name")
    elif option.place.population and option.place.population == max(other.place.population for other in group.options):
        reasons.append("largest of the name")
    reasons += [clause for _, _, clause in _evidence(group, option, votes)]
    near = votes.near.get(id(group))
    if near is not None and near[index][0] > 0.3:
        reasons.append(f"near {near[index][1]}")
    return tuple(reasons)
