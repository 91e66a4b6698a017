"""The places that a toponym may mean, before anything else in the report is heard."""

import math
from dataclasses import dataclass, replace

from dateline.gazetteer.gazetteer import Gazetteer, Match, NameMatch
from dateline.gazetteer.place import Place, PlaceKind
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import forms
from dateline.recognition.words import words

MOST_CANDIDATES = 40
"""The most important ones of a name are weighed; common names have hundreds of bearers."""


@dataclass(frozen=True, slots=True)
class Option:
    """A place that a name may mean, with what the name alone says for it."""

    place: Place
    how: NameMatch
    prior: float
    """Log-odds, up to a constant."""
    note: str
    """How the names met, for a reader."""


_KIND_PRIORS = {
    PlaceKind.COUNTRY: 6.0,
    PlaceKind.CONTINENT: 6.0,
    PlaceKind.ADMIN1: 3.6,
    PlaceKind.ADMIN2: 1.0,
    PlaceKind.REGION: 3.6,
    PlaceKind.SEA: 4.0,
    PlaceKind.RIVER: 1.6,
    PlaceKind.MOUNTAIN: 1.6,
    PlaceKind.DESERT: 2.5,
    PlaceKind.AIRFIELD: 0.2,
}
_HOW_WORTH = {NameMatch.EXACT: 0.0, NameMatch.NORMALIZED: -0.8, NameMatch.GENERIC: -0.4, NameMatch.FUZZY: -3.0}
_HOW_NOTE = {
    NameMatch.EXACT: "named exactly",
    NameMatch.NORMALIZED: "named in another spelling",
    NameMatch.GENERIC: "named with a word for its kind",
    NameMatch.FUZZY: "named nearly so",
}


def prior_of(match: Match) -> float:
    """What the name alone says for a place: how the names met, and how much there is to be told of the place."""
    place = match.place
    prior = _KIND_PRIORS.get(place.kind)
    if prior is None:
        prior = 0.75 * math.log10(1 + place.population) - 0.6
    elif place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
        prior += 0.25 * (math.log10(1 + place.population) - 5)
    if place.id.startswith(("dateline:", "user:")):
        prior = max(prior, 2.2)
    prior += _HOW_WORTH[match.how]
    if match.how is NameMatch.GENERIC and match.score < 0.75:
        prior -= 1.5
    if not match.primary and match.place.kind.is_settlement:
        prior -= 0.7
    return prior


def options_for(gazetteer: Gazetteer, name: str, *, abbreviated: bool = False) -> list[Option]:
    """The places of a name, likeliest first by the name alone; `abbreviated` when it may be a shortened state ("Town, Fla.")."""
    matches: list[Match] = []
    for form in forms(name):
        matches = list(gazetteer.lookup(form))
        if matches:
            break
    if not matches:
        shorter = _without_direction(name)
        if shorter is not None:
            matches = [Match(m.place, m.name, NameMatch.GENERIC, 0.5, m.primary) for m in gazetteer.lookup(shorter)]
    state = US_STATES.get(name.rstrip("."))
    if state is not None and abbreviated:
        matches = [match for match in gazetteer.lookup(state, country="US") if match.place.kind is PlaceKind.ADMIN1] or matches
    options = [Option(match.place, match.how, prior_of(match), _HOW_NOTE[match.how]) for match in matches]
    options = _seats_first(options)
    options.sort(key=lambda option: -option.prior)
    return options[:MOST_CANDIDATES]


def _seats_first(options: list[Option]) -> list[Option]:
    """A province and its seat share their name ("Idlib"); the bare name means the town, and what is around says otherwise."""
    towns = [option for option in options if option.place.kind.is_settlement and option.place.population >= 20_000]
    found: list[Option] = []
    for option in options:
        area = option.place
        if area.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) and option.how <= NameMatch.NORMALIZED:
            seats = [
                town.prior for town in towns if town.place.country == area.country and area.name in (town.place.admin1, town.place.admin2)
            ]
            if seats:
                found.append(replace(option, prior=min(option.prior, max(seats) - 1.2)))
                continue
        found.append(option)
    return found


def spelled_nearly(gazetteer: Gazetteer, name: str, country: str) -> list[Option]:
    """Places of a country whose names are nearly this one; for a name that is nowhere but whose country is told."""
    matches = gazetteer.search(name, limit=8, countries=(country,))
    options = [Option(m.place, NameMatch.FUZZY, prior_of(m) - 3.0 - 4 * (1 - m.score), _HOW_NOTE[NameMatch.FUZZY]) for m in matches]
    return sorted(options, key=lambda option: -option.prior)


_DIRECTIONS = words("north south east west northern southern eastern western central upper lower greater downtown the mid")


def _without_direction(name: str) -> str | None:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in _DIRECTIONS else None
