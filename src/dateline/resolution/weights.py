"""What each piece of evidence for a candidate is worth, and how scores become confidence.

The hand-set weights are the prior of the learned ones: training may move each of them, at a price.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from json import loads

FROM_THE_NAME: dict[str, float] = {
    "prior": 1.0,
    "inhabitants": 0.0,
    "nobody counted": 0.0,
    "fewer than the largest": 0.0,
    "a country": 0.0,
    "a first-level unit": 0.0,
    "a second-level unit": 0.0,
    "a region or a sea": 0.0,
    "a quarter": 0.0,
    "a site": 0.0,
    "curated": 0.0,
    "another spelling": 0.0,
    "a word for its kind": 0.0,
    "another name of the place": 0.0,
    "several words": 0.0,
    "the only one": 0.0,
}
"""Evidence that the name alone gives, with its weight."""

FROM_THE_REPORT: dict[str, float] = {
    "country": 3.0,
    "admin1": 2.2,
    "near": 1.5,
    "in its parent": 5.0,
    "not in its parent": -7.0,
    "loosely in its parent": 2.5,
    "loosely not in its parent": -2.5,
    "people": 2.5,
    "kind": 2.0,
    "other kind": -1.2,
    "home": 2.0,
    "large and abroad": 0.0,
    "small and abroad": -1.5,
    "small, abroad, another spelling": -2.0,
}
"""Evidence that the rest of the report gives, with its weight."""

NAMES = (*FROM_THE_NAME, *FROM_THE_REPORT)


FROM_THE_CHOICE: dict[str, float] = {
    "bias": 0.85,
    "chance": 0.75,
    "clear chance": 0.0,
    "alternatives": 0.0,
    "margin": 0.0,
    "no other name": 0.0,
    "mentions": 0.0,
}
"""What confidence is worked out from besides the evidence for the chosen candidate: its log-odds among the others, that of them which
is beyond all doubt, the logarithm of how many others there are, how far its score lies before the best candidate elsewhere, whether no
other name of the report bears it out, and the logarithm of how often the report names it."""


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of a ranker and those of its confidence."""

    weights: dict[str, float]
    """By piece of evidence: what it adds to the log-odds of a candidate."""
    nothing: float
    """The log-odds of "no place in the gazetteer": a best candidate below it is not chosen."""
    confidence: dict[str, float]
    """By piece of `FROM_THE_CHOICE` and of evidence for the chosen candidate: what it adds to the log-odds that the choice is right."""


HAND_SET = Ranking(FROM_THE_NAME | FROM_THE_REPORT, -0.6, FROM_THE_CHOICE | dict.fromkeys(NAMES, 0.0))
LEARNED = "ranking.json"


@cache
def default_ranking() -> Ranking:
    """The learned ranking that comes with Dateline; the hand-set one where there is none."""
    path = files("dateline.resolution").joinpath(LEARNED)
    return ranking_of(path.read_text("utf-8")) if path.is_file() else HAND_SET


def ranking_of(text: str) -> Ranking:
    """A ranking written as JSON; evidence that it does not weigh keeps its hand-set weight."""
    told = loads(text)
    weights, confidence = (
        known | {name: float(value) for name, value in told[part].items() if name in known}
        for part, known in (("weights", HAND_SET.weights), ("confidence", HAND_SET.confidence))
    )
    return Ranking(weights, float(told["nothing"]), confidence)
