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
    "small and abroad": -0.8,
    "small, abroad, another spelling": -2.0,
}
"""Evidence that the rest of the report gives, with its weight."""

NAMES = (*FROM_THE_NAME, *FROM_THE_REPORT)


@dataclass(frozen=True, slots=True)
class Ranking:
    """The weights of a ranker and its calibration."""

    weights: dict[str, float]
    """By piece of evidence: what it adds to the log-odds of a candidate."""
    nothing: float
    """The log-odds of "no place in the gazetteer": a best candidate below it is not chosen."""
    calibration: tuple[tuple[float, float], ...]
    """Log-odds of the chosen candidate and the confidence that they earned on reports kept apart; rising, linear in between."""


HAND_SET = Ranking(
    FROM_THE_NAME | FROM_THE_REPORT,
    -0.6,
    ((-6.0, 0.03), (-3.0, 0.2), (-1.0, 0.52), (0.0, 0.7), (1.0, 0.83), (2.0, 0.91), (4.0, 0.979), (8.0, 0.995)),
)
LEARNED = "ranking.json"


@cache
def default_ranking() -> Ranking:
    """The learned ranking that comes with Dateline; the hand-set one where there is none."""
    path = files("dateline.resolution").joinpath(LEARNED)
    return ranking_of(path.read_text("utf-8")) if path.is_file() else HAND_SET


def ranking_of(text: str) -> Ranking:
    """A ranking written as JSON; evidence that it does not weigh keeps its hand-set weight."""
    told = loads(text)
    known = HAND_SET.weights
    weights = known | {name: float(value) for name, value in told["weights"].items() if name in known}
    return Ranking(weights, float(told["nothing"]), tuple((float(at), float(worth)) for at, worth in told["calibration"]))
