"""Toponyms to places: every candidate is scored by its name, its importance and what the rest of the report says; the best is chosen.

candidates by name  →  scores  →  votes for countries, provinces and neighborhoods  →  scores  →  …  →  confidence, reasons
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from dateline.gazetteer.gazetteer import Gazetteer, NameMatch
from dateline.reading.report import Report
from dateline.recognition.demonyms import country_of
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.resolution.candidates import Option, options_for, spelled_nearly
from dateline.resolution.context import read_surroundings
from dateline.resolution.evidence import Evidence
from dateline.resolution.grouping import Group, Grouping
from dateline.resolution.reasons import Reasons
from dateline.resolution.resolution import Candidate, Resolution
from dateline.resolution.tables import Floats, Numbering, OptionTable, table_of
from dateline.resolution.usage import is_state, names_its_state
from dateline.resolution.weights import FROM_THE_CHOICE, NAMES, Ranking, default_ranking

ROUNDS = 3
_SETTLED = 0.02
"""Another round is not worth it when no candidate became so much likelier or less likely in the last."""
SHOWN = 5
"""Candidates given in a resolution."""
LEAST_CONFIDENCE = 0.2
"""A choice that is less sure is none: it would be wrong four times in five."""
MOST_MARGIN = 8.0
_SAME_AREA = math.cos(80.0 / 6371.0)
"""The cosine of the angle that 80 km span at the middle of the earth."""


class Resolver:
    """Chooses places for toponyms; keeps nothing but a cache of names and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, ranking: Ranking | None = None) -> None:
        self._gazetteer = gazetteer
        self._ranking = ranking or default_ranking()
        self._weights = np.array([self._ranking.weights[name] for name in NAMES])
        self._sure = np.array([self._ranking.confidence[name] for name in (*FROM_THE_CHOICE, *NAMES)])
        self._numbering = Numbering()
        tables = lru_cache(maxsize=1 << 13)(self._table)
        nearly = lru_cache(maxsize=1 << 10)(self._spelled_nearly)
        self._grouping = Grouping(tables, self._of_demonym, nearly)

    def resolve(self, report: Report, toponyms: Sequence[Toponym]) -> tuple[Resolution, ...]:
        """One resolution for each toponym, in the same order; one that cannot be placed leaves the others as they are.

        A country's name that speaks of its embassy or its forces comes back as a metonym: "France's embassy in Niamey".
        """
        groups, group_of, evidence, scores = self.weigh(report, toponyms)
        if evidence is None:
            return tuple(Resolution(toponym, (), None, 0.0) for toponym in toponyms)
        chances = self.chances(scores, evidence)
        reasons = Reasons(evidence)
        answers = {id(group): self._answer(group, chances, scores, evidence, reasons) for group in groups if len(group.table)}
        return tuple(
            _used(report.text, self._resolution(toponym, answers.get(id(group)))) for toponym, group in zip(toponyms, group_of, strict=True)
        )

    def weigh(self, report: Report, toponyms: Sequence[Toponym]) -> tuple[list[Group], list[Group], Evidence | None, Floats]:
        """The groups of names, of each toponym its group, the evidence and the score of every candidate; no evidence without candidates."""
        around = read_surroundings(report, toponyms)
        groups, group_of = self._grouping.group(toponyms, around)
        placed = [group for group in groups if len(group.table)]
        if not placed:
            return groups, group_of, None, np.zeros(0)
        evidence = Evidence(placed, around.countries, around.home, self._numbering)
        scores: Floats = evidence.matrix @ self._weights
        evidence.settle(self.chances(scores, evidence))
        scores = evidence.matrix @ self._weights
        heard = np.zeros(len(scores))
        for _ in range(ROUNDS):
            chances = self.chances(scores, evidence)
            if np.abs(chances - heard).max() < _SETTLED:
                break
            evidence.hear(chances)
            heard, scores = chances, evidence.matrix @ self._weights
        return groups, group_of, evidence, scores

    def chances(self, scores: Floats, evidence: Evidence) -> Floats:
        """How likely each candidate is among those of its name and "none of these"."""
        nothing = self._ranking.nothing
        top = np.maximum(np.maximum.reduceat(scores, evidence.starts), nothing)
        odds = np.exp(scores - top[evidence.group_of])
        total = np.add.reduceat(odds, evidence.starts) + np.exp(nothing - top)
        chances: Floats = odds / total[evidence.group_of]
        return chances

    def _table(self, name: str, abbreviated: bool) -> OptionTable:
        return table_of(options_for(self._gazetteer, name, abbreviated=abbreviated), self._numbering, words=len(name.split()))

    def _spelled_nearly(self, name: str, country: str) -> OptionTable:
        return table_of(spelled_nearly(self._gazetteer, name, country), self._numbering, words=len(name.split()))

    def _of_demonym(self, word: str) -> OptionTable:
        country = country_of(word)
        place = self._gazetteer.country(country) if country is not None else None
        return table_of([Option(place, NameMatch.EXACT, 3.0, "the country of the people")] if place is not None else [], self._numbering)

    def _answer(self, group: Group, chances: Floats, scores: Floats, evidence: Evidence, reasons: Reasons) -> "_Answer":
        options = group.table.options
        own = scores[group.first : group.first + len(options)].tolist()
        order = sorted(range(len(options)), key=lambda index: (-own[index], options[index].place.id))[:SHOWN]
        candidates = tuple(
            Candidate(options[index].place, own[index], why) for index, why in zip(order, reasons.of(group, order), strict=True)
        )
        choice = choice_of(group, chances, scores, evidence)
        heard = float(evidence.matrix[choice.row] @ self._sure[len(FROM_THE_CHOICE) :])
        nearly = options[choice.row - group.first].how is NameMatch.FUZZY
        return _Answer(candidates, choice, heard, nearly)

    def _resolution(self, toponym: Toponym, answer: "_Answer | None") -> Resolution:
        if answer is None:
            return Resolution(toponym, (), None, 0.0)
        candidates = answer.candidates
        if candidates[0].score < self._ranking.nothing:
            return Resolution(toponym, candidates, None, 0.0)
        log_odds = float(answer.choice.features(toponym) @ self._sure[: len(FROM_THE_CHOICE)]) + answer.heard
        confidence = 1 / (1 + math.exp(-max(-30.0, min(30.0, log_odds))))
        if confidence < LEAST_CONFIDENCE:
            return Resolution(toponym, candidates, None, 0.0)
        return Resolution(toponym, candidates, candidates[0], 0.5 * confidence if answer.nearly else confidence)


@dataclass(frozen=True, slots=True)
class _Answer:
    """What all mentions of a name are answered."""

    candidates: tuple[Candidate, ...]
    choice: "Choice"
    heard: float
    """What the evidence for the chosen candidate adds to the log-odds that it is right."""
    nearly: bool
    """Whether the chosen candidate is but spelled nearly so."""


def _used(text: str, resolution: Resolution) -> Resolution:
    """The resolution, its toponym marked as a government where a country's name stands for what its state keeps elsewhere."""
    toponym = resolution.toponym
    if is_state(resolution) and names_its_state(text, toponym.start, toponym.end):
        return replace(resolution, toponym=replace(toponym, kind=ToponymKind.METONYM))
    return resolution


@dataclass(frozen=True, slots=True)
class Choice:
    """The likeliest candidate of a name."""

    row: int
    """In the evidence."""
    here: float
    """How likely the place is in its surroundings: a town and its district are one answer to most who ask."""
    margin: float
    """How far its score lies before that of the best candidate elsewhere."""
    alternatives: int
    lone: bool
    """Whether no other name of the report bears it out."""
    mentions: int

    def features(self, toponym: Toponym) -> Floats:
        """What `FROM_THE_CHOICE` names, for one mention of the name."""
        chance = min(max(self.here * (0.4 + 0.6 * toponym.confidence), 1e-6), 1 - 1e-6)
        log_odds = math.log(chance / (1 - chance))
        clear = max(0.0, log_odds - 2.0)
        return np.array([1.0, log_odds, clear, math.log(self.alternatives), self.margin, float(self.lone), math.log(self.mentions)])


def choice_of(group: Group, chances: Floats, scores: Floats, evidence: Evidence) -> Choice:
    """The likeliest candidate of a name that has some."""
    rows = slice(group.first, group.first + len(group.table))
    own = chances[rows]
    best = int(own.argmax())
    elsewhere = group.table.vectors @ group.table.vectors[best] < _SAME_AREA
    here = float(own.sum(where=~elsewhere))
    rival = float(scores[rows].max(where=elsewhere, initial=-MOST_MARGIN * 10))
    margin = min(float(scores[group.first + best]) - rival, MOST_MARGIN)
    return Choice(group.first + best, here, margin, len(own), evidence.witnesses <= 1, len(group.mentions))
