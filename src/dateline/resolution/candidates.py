"""The places that a toponym may mean, before anything else in the report is heard."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace

from rapidfuzz.fuzz import ratio

from dateline.gazetteer.gazetteer import Gazetteer, Match, NameMatch
from dateline.gazetteer.generic import generic_of
from dateline.gazetteer.names import fold
from dateline.gazetteer.place import Place, PlaceKind
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import forms
from dateline.recognition.lexicon import CAPITALS
from dateline.recognition.persons import GIVEN_NAMES
from dateline.recognition.words import words
from dateline.resolution.containment import lies_in, rough_km

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
    primary: bool = True
    """Whether the place's main name was met, not one of its other names."""


LEAST_LIKENESS = 0.65
"""Names less alike than this are not taken for spellings of one another."""
_SEATS_OF_GOVERNMENT = frozenset(fold(name) for name in CAPITALS)

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
_ACROSS = 1.0
"""What a sea or a region across lands has ahead, for it hears none of the votes that countries cast."""
_PEOPLED = frozenset(kind for kind in PlaceKind if kind.is_settlement or kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2))
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
    elif place.kind is PlaceKind.COUNTRY:
        # Norfolk and Jersey are countries too, but few who write the names mean them.
        prior += min(0.0, 1.2 * (math.log10(1 + place.population) - 6))
    elif place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2):
        prior += 0.25 * (math.log10(1 + place.population) - 5)
    if place.country is None and place.kind in (PlaceKind.SEA, PlaceKind.REGION):
        prior += _ACROSS
    if place.id.startswith(("dateline:", "user:")):
        prior = max(prior, _REPORTED)
    prior += _HOW_WORTH[match.how]
    if match.how is NameMatch.GENERIC and match.score < 0.75:
        prior -= 1.5
    if not match.primary and match.place.kind.is_settlement and fold(place.name) != f"{fold(match.name)} city":
        # Gaza City is called Gaza by everybody.
        prior -= 0.7
    return prior


def options_for(gazetteer: Gazetteer, name: str, *, abbreviated: bool = False) -> list[Option]:
    """The places of a name, likeliest first by the name alone; `abbreviated` when it may be a state's postal code ("Town, FL")."""
    # An inflected name may come from several; the greatest place of them is the likeliest.
    readings = [found for form in forms(name) if (found := gazetteer.lookup(form))]
    matches = list(max(readings, key=lambda found: max(map(prior_of, found))) if len(readings) > 1 else (readings[0] if readings else ()))
    if not matches:
        met = next((found for shorter in _otherwise(name) if (found := gazetteer.lookup(shorter))), ())
        matches = [Match(m.place, m.name, NameMatch.GENERIC, 0.5, m.primary) for m in met]
    state = US_STATES.get(name) or US_STATES.get(name.rstrip("."))
    if state is not None and (abbreviated or name.endswith(".")):
        matches = [match for match in gazetteer.lookup(state, country="US") if match.place.kind is PlaceKind.ADMIN1] or matches
    options = [
        Option(match.place, match.how, prior_of(match) + _told_of(gazetteer, match.place), _HOW_NOTE[match.how], match.primary)
        for match in matches
    ]
    options = _unlike_last(_namesakes_last(options), name)
    generic = generic_of(name)
    if generic is None:
        options = _seats_first(options)
    elif not generic[1] & _PEOPLED:
        # "James River" is hardly a village that has it among its other names.
        options = [replace(o, prior=o.prior - 2.0) if o.place.kind.is_settlement and not o.primary else o for o in options]
    if options and fold(name) in _SEATS_OF_GOVERNMENT:
        greatest = max((o for o in options if o.place.kind.is_settlement), key=lambda o: o.place.population, default=None)
        options = [replace(o, prior=o.prior + 1.0) if o is greatest else o for o in options]
    options = _together(options)
    options.sort(key=lambda option: -option.prior)
    return options[:MOST_CANDIDATES]


_REPORTED = 2.2
"""What a place counts at least that is in a curated table or a user's own: reports name it, however few live there."""


def _told_of(gazetteer: Gazetteer, place: Place) -> float:
    """What a settlement of GeoNames gains that nobody counted but that a curated table has, since reports name it."""
    if not place.kind.is_settlement or place.population or not place.id.startswith("geonames:"):
        return 0.0
    return _REPORTED + 0.6 if gazetteer.precision_of(place) is not None else 0.0


_ONE_AREA_KM = 60.0
_LEADING = 6
"""Only so many of the likeliest options raise others."""


def _together(options: list[Option]) -> list[Option]:
    """The options, those that lie together raised by what they weigh together: Gaza is a city, its strip and its governorate."""
    countries = [option.place.country for option in options]
    if len(set(countries)) == len(options):
        return options
    leading = sorted(options, key=lambda option: -option.prior)[:_LEADING]
    raised: list[Option] = []
    for option in options:
        beside = [
            other.prior
            for other in leading
            if other is not option and other.place.country == option.place.country and rough_km(other.place, option.place) <= _ONE_AREA_KM
        ]
        most = max((option.prior, *beside))
        raised.append(replace(option, prior=option.prior + math.log(sum(math.exp(prior - most) for prior in (option.prior, *beside)))))
    return raised


OUTSHONE = 2.0
"""What a village loses that has the name of a great state of its country but lies in another: who means it says where it lies."""
_STATE = 1_000_000
_NAMESAKE = 20_000
"""Inhabitants: a place as large has a claim to its main name."""


def _namesakes_last(options: list[Option]) -> list[Option]:
    """Put back who has the name only by another name, or by leaving its generic word out, where others bear it in full.

    "Columbia" is Columbia rather than Colombia, "Westmoreland County" a county rather than the province Westmoreland.
    """
    in_full = any(option.how is NameMatch.EXACT and option.place.kind is PlaceKind.ADMIN2 for option in options)
    bearers = [
        o for o in options if o.primary and o.how is NameMatch.EXACT and (o.place.population >= _NAMESAKE or not o.place.kind.is_settlement)
    ]
    states = [o.place for o in bearers if o.place.kind is PlaceKind.ADMIN1 and o.place.population >= _STATE]
    changed: list[Option] = []
    for option in options:
        place = option.place
        small = place.kind.is_settlement and place.population < _NAMESAKE
        less = 0.0
        if in_full and option.how is NameMatch.GENERIC and place.kind is not PlaceKind.ADMIN2:
            less = 3.0
        elif bearers and not option.primary:
            less = 2.0 if place.kind is PlaceKind.COUNTRY else (1.0 if small else 0.0)
        if small and any(state.country == place.country and not lies_in(place, state) for state in states):
            less += OUTSHONE
        changed.append(replace(option, prior=option.prior - less) if less else option)
    return changed


_LIKE, _UNLIKE = 0.75, 0.55
"""How alike a place's main name and the written one must be for a spelling of it, and below which they are two names."""
_OTHERWISE_CALLED = 1.5
"""What a place loses whose main name is another altogether, where a town of that name is meant: Nikopol was a Sloviansk once."""


def _unlike_last(options: list[Option], name: str) -> list[Option]:
    """Put back who bears the name only as a former or foreign one, where a town's main name is that name in some spelling."""
    if len(options) < 2 or all(option.primary for option in options) or not name.isascii():
        return options
    folded = fold(name)
    likeness = [1.0 if option.primary else ratio(folded, fold(option.place.name)) / 100 for option in options]
    if not any(
        like >= _LIKE and option.place.kind.is_settlement and option.place.population >= _NAMESAKE
        for option, like in zip(options, likeness, strict=True)
    ):
        return options
    return [
        replace(option, prior=option.prior - _OTHERWISE_CALLED) if like < _UNLIKE and option.place.kind.is_settlement else option
        for option, like in zip(options, likeness, strict=True)
    ]


def _seats_first(options: list[Option]) -> list[Option]:
    """A unit and its seat share their name ("Idlib"); the bare name means the town, and what is around says otherwise."""
    areas = [o for o in options if o.place.kind in (PlaceKind.ADMIN1, PlaceKind.ADMIN2) and o.how <= NameMatch.NORMALIZED]
    seats = [o for o in options if o.place.kind.is_settlement and o.how <= NameMatch.NORMALIZED]
    if not areas or not seats:
        return options
    towns: dict[str | None, list[Option]] = {}
    for seat in seats:
        if seat.place.population >= 20_000 or seat.place.population == 0:
            towns.setdefault(seat.place.country, []).append(seat)
    raised: dict[str, float] = {}
    lowered: dict[str, float] = {}
    cities = [o for o in seats if o.primary and o.place.population >= _STATE // 10]
    for area in areas:
        # Jerusalem is the city, whichever side's governorate also bears its name.
        city = max(
            (o for o in cities if not area.primary and rough_km(o.place, area.place) <= _SEAT_KM), key=lambda o: o.prior, default=None
        )
        if city is not None:
            lowered[area.place.id] = min(area.prior, city.prior - 1.2)
    for area in areas:
        for seat in towns.get(area.place.country, ()):
            if not _seated(seat.place, area.place):
                continue
            if seat.place.population >= 20_000:
                lowered[area.place.id] = min(area.prior, max(lowered.get(area.place.id, -9.0), seat.prior - 1.2))
            elif seat.place.population == 0 and area.place.kind is PlaceKind.ADMIN2:
                # Nobody was counted there, but it is large enough to name a district.
                raised[seat.place.id] = max(seat.prior, area.prior + 0.5)
    changed = lowered | raised
    return [replace(option, prior=changed[option.place.id]) if option.place.id in changed else option for option in options]


_SEAT_KM = 15.0


def _seated(town: Place, area: Place) -> bool:
    # A district's point is the middle of the places that are known in it, and those may be few.
    reach = max(area.radius_km, _SEAT_KM) if area.kind is PlaceKind.ADMIN2 else area.radius_km
    return lies_in(town, area) or rough_km(town, area) <= reach


def spelled_nearly(gazetteer: Gazetteer, name: str, country: str) -> list[Option]:
    """Places of a country whose names are nearly this one; for a name that is nowhere but whose country is told."""
    matches = [match for match in gazetteer.search(name, limit=8, countries=(country,)) if match.score >= LEAST_LIKENESS]
    options = [Option(m.place, NameMatch.FUZZY, prior_of(m) - 3.0 - 4 * (1 - m.score), _HOW_NOTE[NameMatch.FUZZY]) for m in matches]
    return sorted(options, key=lambda option: -option.prior)


_DIRECTIONS = words(
    """north south east west northern southern eastern western central upper lower greater downtown the mid inner outer
    northeast northwest southeast southwest northeastern northwestern southeastern southwestern
    north-east north-west south-east south-west"""
)
_IN_FULL = {"mt.": "Mount", "mt": "Mount", "ft.": "Fort", "ft": "Fort", "pt.": "Point", "st.": "Saint", "ste.": "Sainte"}
_FACILITIES = words(
    """airport hospital clinic university college school schools hall center centre courthouse jail library stadium arena church mosque
    temple cathedral market station mall museum police department council court park cemetery highway turnpike road bridge barracks
    headquarters checkpoint office offices"""
)
_MOST_WORDS = 8


def _otherwise(name: str) -> Iterator[str]:
    """Shorter or fuller forms of a name that no place has: "Northeast Texas", "Mt. Pleasant", "Elmwick Community Center"."""
    first, *rest = name.split()
    if not rest:
        return
    if first.lower() in _DIRECTIONS:
        yield " ".join(rest)
    if first.lower() in _IN_FULL:
        yield " ".join((_IN_FULL[first.lower()], *rest))
    if rest[-1].lower() in _FACILITIES and len(rest) < _MOST_WORDS:
        for count in range(len(rest), 0, -1):
            town = [first, *rest][:count]
            if count > 1 or first not in GIVEN_NAMES:
                yield " ".join(town)
