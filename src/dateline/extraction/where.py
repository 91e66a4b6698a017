"""Which of the places of a report an event happened at."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.kinds import Trigger
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.tokens import Tokens
from dateline.extraction.words import word_set
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import distance_km


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place that the report names or describes, at `text[start:end]`."""

    start: int
    end: int
    place: Place
    confidence: float
    near: bool = False
    """Whether the words say only that it was close to the place."""
    derived: bool = False
    """Whether the words around the name are part of the mention: "20 km south of Idlib"."""


class Lead(StrEnum):
    """How the words before a place tie it to the rest of the sentence."""

    AT = "at"
    """In, at, on, near, against, outside …"""
    OBJECT = "object"
    """The object of a verb or modifier of a noun that tells an event: "shelled Avdiivka", "the Kabul bombing"."""
    FROM = "from"
    TO = "to"
    OF = "of"
    THROUGH = "through"
    SUBJECT = "subject"
    """The one who speaks or acts: "Ankara said"."""
    ASIDE = "aside"
    """A home, a seat, a hospital, a title, a meeting: named, but not the scene."""
    TALKS = "talks"
    """Where people met and spoke: the scene of an agreement only."""
    BARE = "bare"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place mention within its sentence."""

    mention: PlaceMention
    first: int
    last: int
    """Token indices, `last` exclusive."""
    lead: Lead
    near: bool
    chain: int
    """Spots named in one list ("Saraqib, Ariha and Kafr Nabl") share the number."""
    wrapper: bool
    """Whether a finer place of the same sentence lies within it: "Douma, eastern Ghouta"."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The spots an event happened at, with how well they fit."""

    spots: tuple[Spot, ...]
    score: float


_WIDE_KM = 8.0
"""A derived place at least so wide is a stretch of country, not a spot."""
_VAST_KM = 150.0
"""A region at least so wide says little more than its country does."""
ACCEPT = 0.8
"""A spot that fits less well is no scene of the event."""

_AT = word_set(
    """in at on near outside inside around against across within along into onto over throughout between under
    beneath amid hit"""
)
_NEAR = word_set("near outside around toward towards vicinity outskirts surroundings close approaches edge nearby")
_OFFICE = word_set(
    """resident residents mayor governor spokesman spokeswoman spokesperson ambassador told correspondent bureau president minister ministry
    bishop archbishop imam envoy foreign native born officials official diplomats doctor doctors"""
)
_BUILDING = word_set("embassy consulate hospital hospitals university office offices parliament court")
_HOSPITAL = word_set("hospital hospitals clinic clinics treatment treated")
_SEATED = word_set("speaking briefing based headquartered born exile")
_CARRIED_OFF = word_set("taken rushed treated transferred admitted airlifted evacuated fled flown moved returned treatment hospitalized")
_TALKS = word_set("talks meeting summit conference")
_LEAVING = word_set("withdrew withdraw withdraws withdrawn withdrawing retreat retreated retreats retreating pulled withdrawal")
_REACHED = word_set("approached approaching reached entered targeted targeting")
_SPEAK = word_set(
    """said says told announced accused accuses denied denies condemned condemns warned warns claimed claims called calls urged
    urges vowed vows rejected rejects blamed blames insisted insists insist welcomed demanded maintains argues considers regards
    wants hopes backs supports"""
)
_ACT = word_set(
    """launched launches fired fires sent sends carried deployed bombed shelled invaded attacked struck began started agreed signed
    withdrew conducted"""
)
_JOINTS = word_set(
    """, and or & as well the in of town towns village villages city cities province provinces district districts region regions
    area areas near"""
)
PLACE_WORDS = word_set(
    """the a an city town village province region district area areas centre center heart northern southern eastern western
    central north south east west northeastern northwestern southeastern southwestern northeast northwest southeast
    southwest capital port border besieged neighborhood neighbourhood suburb suburbs outskirts countryside parts part
    most much half whole entire all vicinity of villages towns cities districts base airport
    airfield airbase camp crossing bridge prison refinery market station headquarters checkpoint naval air military facility field"""
)
_OBJECTS = (("its",), ("the",), ("a",), ("an",), ("their",), ("his",), ("to",), ("on",))
_CONJUNCTIONS = word_set("as while after before when because that which who but although whose")
_BLAMED = word_set("blamed blames blaming accused accuses accusing thanked thanks urged urges praised praises sanctioned")
_FROM_IS_SCENE = frozenset(
    {
        Kind.CHANGE_TO_GROUP_ACTIVITY,
        Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY,
        Kind.ABDUCTION_FORCED_DISAPPEARANCE,
        Kind.GOVERNMENT_REGAINS_TERRITORY,
        Kind.LOOTING_PROPERTY_DESTRUCTION,
    }
)
_WIDE = frozenset({PlaceKind.COUNTRY, PlaceKind.CONTINENT})


def survey(
    tokens: Tokens, mentions: Sequence[PlaceMention], heads: frozenset[str], days: Sequence[tuple[int, int]] = ()
) -> tuple[Spot, ...]:
    """The spots of a sentence, given its place mentions in order.

    `heads` are the words that triggers begin with; `days` are the stretches of the text that tell days, which may stand between the
    places of a list.
    """
    spots: list[Spot] = []
    chain = 0
    previous: Spot | None = None
    wrappers = _wrappers([mention.place for mention in mentions])
    for index, mention in enumerate(mentions):
        first = tokens.at(mention.start)
        last = max(tokens.at(mention.end - 1) + 1, first + 1)
        lead, near = _lead(tokens.words, first, last, mention.place, heads)
        if mention.derived and lead in (Lead.BARE, Lead.SUBJECT, Lead.OF):
            lead = Lead.AT
        wrapper = index in wrappers
        if previous is not None:
            gap = tuple(
                tokens.words[between]
                for between in range(previous.last, first)
                if not any(start <= tokens.starts[between] < end for start, end in days)
            )
            if len(gap) < first - previous.last:
                gap = gap[1:] if gap[:1] == ("on",) else gap
            # "ten approached the base and three the port": a verb told once.
            counted = not CLASSES["number"].isdisjoint(gap)
            joined = 0 < len(gap) <= 6 and all(
                word in _JOINTS or word in PLACE_WORDS or (counted and (word == "at" or word in CLASSES["number"])) for word in gap
            )
            # "at Shayrat airfield, southeast of Homs", "the village of Qusra near Nablus".
            bare = tuple(word for word in gap if word not in PLACE_WORDS)
            apposed = mention.derived and mention.place.kind is PlaceKind.RELATIVE and len(gap) <= 3 and bare in ((",",), ())
            within = apposed or (gap in (("in",), ("in", "the"), (",", "in")) and not contains(previous.mention.place, mention.place))
            lists = joined and bool({"and", ",", "as"} & set(gap)) and not {"near", "in"} & set(gap)
            if within:
                # "the base of Hmeimim in Latakia countryside": the first is the scene, the second says where that lies.
                wrapper = True
                if previous.lead in (Lead.BARE, Lead.OF):
                    spots[-1] = previous = replace(previous, lead=Lead.AT)
            if within or (joined and (index - 1 in wrappers or wrapper or lists) and lead in (Lead.BARE, Lead.OBJECT, Lead.OF, Lead.AT)):
                lead = previous.lead if previous.lead is not Lead.BARE or wrapper else lead
                near = near or previous.near
            else:
                chain += 1
        spot = Spot(mention, first, last, lead, near or mention.near, chain, wrapper)
        spots.append(spot)
        previous = spot
    return tuple(spots)


def choose(trigger: Trigger, spots: Sequence[Spot], numbers: Sequence[int], words: Sequence[str]) -> Choice | None:
    """The spots of its sentence that the triggered event happened at; None when none fits."""
    best: tuple[float, Spot] | None = None
    pointed = words[trigger.end : trigger.end + 1] in (("it",), ("there",))
    for spot in spots:
        if trigger.start <= spot.first and spot.last <= trigger.end and spot.lead is Lead.BARE:
            score = 2.5
        elif pointed and spot.last <= trigger.start and spot.mention.place.kind not in _WIDE:
            # "took off from the base, a day after missiles hit it": whatever leads to the place, it is meant.
            score = 2.0 + 0.01 * spot.first
        else:
            score = _fit(trigger, spot, numbers, words)
        if best is None or score > best[0]:
            best = (score, spot)
    if best is None or best[0] < ACCEPT:
        return None
    score, spot = best
    same = tuple(
        other
        for other in spots
        if other.chain == spot.chain and not other.wrapper and (other.mention.place.kind in _WIDE) == (spot.mention.place.kind in _WIDE)
    )
    distinct: dict[str, Spot] = {}
    for other in same or (spot,):
        distinct.setdefault(other.mention.place.id, other)
    if spot.mention.place.id not in distinct or "between" in words[max(0, spot.first - 4) : spot.first]:
        return Choice((spot,), score)
    return Choice(tuple(distinct.values()), score)


def is_wide(place: Place) -> bool:
    """Whether the place is a country or about as large, so that hardly anything is told by it."""
    return place.kind in _WIDE or (place.kind.is_area and place.radius_km >= _VAST_KM)


def contains(outer: Place, inner: Place) -> bool:
    """Whether the inner place lies in the outer one, as far as the gazetteer tells."""
    if outer.id == inner.id or _breadth(outer) <= _breadth(inner):
        return False
    if outer.kind is PlaceKind.COUNTRY:
        return inner.country is not None and inner.country == outer.country
    if outer.country and inner.country and outer.country != inner.country:
        return False
    if outer.kind is PlaceKind.ADMIN1 and inner.admin1 is not None and inner.kind is not PlaceKind.RELATIVE:
        if inner.admin1 in (outer.name, outer.admin1):
            return True
        # Names of provinces differ between sources: deep inside, the place is believed to lie there all the same.
        return distance_km(outer.point, inner.point) <= outer.radius_km * 0.5
    return distance_km(outer.point, inner.point) <= max(outer.radius_km, 5.0) * 1.15 and outer.radius_km > inner.radius_km


def _breadth(place: Place) -> int:
    match place.kind:
        case PlaceKind.CONTINENT:
            return 5
        case PlaceKind.COUNTRY:
            return 4
        case PlaceKind.ADMIN1 | PlaceKind.REGION | PlaceKind.DESERT | PlaceKind.SEA:
            return 3
        case PlaceKind.ADMIN2:
            return 2
        case PlaceKind.RELATIVE if place.radius_km >= _WIDE_KM:
            return 2
        case PlaceKind.CITY | PlaceKind.TOWN | PlaceKind.ISLAND | PlaceKind.RELATIVE | PlaceKind.MOUNTAIN:
            return 1
        case _:
            return 0


def _wrappers(places: Sequence[Place]) -> frozenset[int]:
    return frozenset(
        outer for outer, place in enumerate(places) if any(contains(place, other) for inner, other in enumerate(places) if inner != outer)
    )


def _lead(words: Sequence[str], first: int, last: int, place: Place, heads: frozenset[str]) -> tuple[Lead, bool]:
    """How the words around a place tie it to the sentence, and whether they say only that it was near."""
    before = words[max(0, first - 8) : first]
    near = any(word in _NEAR for word in before[-4:])
    following = words[last : last + 2]
    if following[:1] == ("based",):
        return Lead.ASIDE, False
    lead = Lead.BARE
    strangers = 0
    for back in range(1, min(7, first + 1)):
        word = words[first - back]
        if word in _AT:
            lead = Lead.AT
        elif word == "from":
            lead = Lead.FROM
        elif word in ("to", "toward", "towards"):
            lead = Lead.TO
        elif word in ("through", "via", "by"):
            lead = Lead.THROUGH
        elif word == "of" and (first - back == 0 or words[first - back - 1] not in PLACE_WORDS):
            lead = Lead.OF
        elif word in _REACHED or (word in heads and word not in ("set", "fire", "left", "air")):
            lead = Lead.OBJECT
        elif word in PLACE_WORDS:
            continue
        elif not word[0].isalnum() or word in _CONJUNCTIONS:
            break
        else:
            strangers += 1
            if strangers > 2:
                break
            continue
        break
    if lead in (Lead.AT, Lead.TO, Lead.OF, Lead.THROUGH) and _is_aside(before, following, lead, heads):
        return (Lead.TALKS if not _TALKS.isdisjoint(before[-4:]) else Lead.ASIDE), False
    if following and following[0] in _SPEAK and (lead is Lead.BARE or (lead is Lead.AT and heads.isdisjoint(before[-5:]))):
        return Lead.SUBJECT, False
    if lead is Lead.BARE and following[:1] == (":",):
        return Lead.AT, near
    if lead is Lead.BARE:
        if following and following[0] in _ACT and words[last + 1 : last + 2] in _OBJECTS:
            # "as Ankara began its offensive"
            return Lead.SUBJECT, False
        if following and following[0] in heads and place.kind not in _WIDE:
            return Lead.OBJECT, near
        if following[:1] in (("was",), ("were",), ("came",), ("fell",), ("has",), ("had",)) and place.kind not in _WIDE:
            # "The base was shelled", "Sirte fell".
            return (Lead.OBJECT if not heads.isdisjoint(words[last : last + 4]) else Lead.BARE), near
        if place.kind in _WIDE or (following and following[0] in _ACT):
            return Lead.SUBJECT, False
    return lead, near


def _is_aside(before: Sequence[str], following: Sequence[str], lead: Lead, heads: frozenset[str]) -> bool:
    """Whether the words before name somebody's seat, home, office or a place of rest, not a scene."""
    close = before[-4:]
    if not _CARRIED_OFF.isdisjoint(before) and (lead is Lead.TO or not _HOSPITAL.isdisjoint(before)):
        return True
    if not _SEATED.isdisjoint(close) or not _TALKS.isdisjoint(close):
        return True
    struck = not heads.isdisjoint(before[:-2]) and _SPEAK.isdisjoint((*before, *following)) and "told" not in before
    for word in reversed(close):
        if word in _OFFICE:
            # "A bomb hit the convoy of a minister in Bannu": nobody speaks there.
            return not struck
        if word in heads or word == ",":
            return False
    # A hospital or embassy that was struck is the scene; one that is only named is not.
    return not _BUILDING.isdisjoint(close) and heads.isdisjoint(before[-7:])


_BASE: dict[Lead, float] = {
    Lead.AT: 3.0,
    Lead.OBJECT: 3.0,
    Lead.BARE: -0.2,
    Lead.OF: 1.2,
    Lead.THROUGH: 0.4,
    Lead.TO: -0.4,
    Lead.FROM: -3.0,
    Lead.SUBJECT: -2.5,
    Lead.ASIDE: -3.0,
    Lead.TALKS: -3.0,
}


def _fit(trigger: Trigger, spot: Spot, numbers: Sequence[int], words: Sequence[str]) -> float:
    """How well the spot fits as the scene of the triggered event; at least `ACCEPT` is wanted."""
    score = _BASE[spot.lead]
    if not _BLAMED.isdisjoint(words[max(0, spot.first - 8) : spot.first]) and _blamed(trigger, spot, words):
        return _BASE[Lead.ASIDE]
    after = spot.first >= trigger.start
    kind = trigger.kind
    if spot.lead is Lead.FROM:
        if kind in _FROM_IS_SCENE and after and spot.first - trigger.end <= 9:
            score = 3.2
    elif spot.lead is Lead.TALKS:
        if kind is Kind.AGREEMENT:
            score = 8.5
    elif spot.lead is Lead.TO:
        if kind in (Kind.CHANGE_TO_GROUP_ACTIVITY, Kind.HEADQUARTERS_OR_BASE_ESTABLISHED) and after:
            score = 2.0
    elif spot.lead is Lead.THROUGH and kind.event_type.value in ("protests", "riots"):
        score = 2.6
    elif spot.lead is Lead.OF and after and spot.first - trigger.end <= 6:
        score = 2.8
    if spot.lead is Lead.TO and words[trigger.start] in _LEAVING:
        score = min(score, 0.2)
    if after and not {"after", "before", "since"}.isdisjoint(words[trigger.end : spot.first]):
        score -= 2.2
    if _origin(words, spot):
        score -= 4.0
    clause_gap = abs(numbers[min(spot.first, len(numbers) - 1)] - numbers[trigger.start])
    score += 0.8 if clause_gap == 0 else -0.5 * min(clause_gap, 3)
    distance = spot.first - trigger.end if after else trigger.start - spot.last
    score -= min(max(distance, 0) * 0.07, 1.8)
    score += 0.3 if after else 0.0
    if spot.lead is Lead.BARE and after:
        score += 0.6
    if spot.mention.place.kind in _WIDE:
        score -= 1.2
    if spot.wrapper:
        score -= 1.6
    return score


def _blamed(trigger: Trigger, spot: Spot, words: Sequence[str]) -> bool:
    """Whether the place belongs to those who are blamed: "blamed plotters in Florida"."""
    for back in range(spot.first - 1, max(-1, spot.first - 9), -1):
        if words[back] in _BLAMED:
            return True
        if words[back] in (",", ";", "of", "for") or trigger.start <= back < trigger.end:
            return False
    return False


def _origin(words: Sequence[str], spot: Spot) -> bool:
    """Whether the place is where the weapons or the actors come from: "groups deployed in", "rockets launched from"."""
    before = words[max(0, spot.first - 9) : spot.first]
    for index in range(len(before) - 1, -1, -1):
        word = before[index]
        if word in (",", ";", "and", "on", "at") and index < len(before) - 3:
            return False
        if word in (
            "deployed",
            "stationed",
            "based",
            "located",
            "positioned",
            "headquartered",
            "operating",
            "active",
            "entrenched",
            "situated",
        ):
            subject = before[max(0, index - 2) : index]
            return (
                "were" not in subject and "have" not in subject and "been" not in subject and bool(CLASSES["troops"] & set(subject))
            ) or word != "deployed"
        if (
            word in ("launched", "fired", "launch", "coming", "originating", "flew", "flying", "took", "departed")
            and "from" in before[index:]
        ):
            return True
    return False
