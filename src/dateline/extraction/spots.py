"""The places that a sentence names, each with how the sentence leads to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.extraction.containment import contains
from dateline.extraction.leads import PLACE_WORDS, Lead, lead_of
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.tokens import Tokens
from dateline.extraction.words import word_set
from dateline.gazetteer.place import Place, PlaceKind


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


_JOINTS = word_set(
    """, and or & as well the in of town towns village villages city cities province provinces district districts region regions
    area areas near"""
)
_THINGS = CLASSES["troops"] | CLASSES["building"] | CLASSES["vehicle"] | CLASSES["territory"]
_UNITS = word_set(
    "district township county province region state governorate department municipality division oblast parish tehsil subdistrict"
)
_COUNTED = word_set("a an another its their his one")
_VERBS = word_set("was were is are had has have been said says who which that when where while after before")
_KINDS_OF_PLACES = word_set(
    """town city village suburb commune municipality community locality port
    stronghold capital district area neighborhood neighbourhood quarter hamlet settlement center centre
    hub crossing island enclave bastion heartland region province"""
)


_SEATS = frozenset({"provincial", "regional", "main", "largest", "old", "western", "eastern", "northern", "southern"})


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
        lead, near = lead_of(tokens.words, first, last, mention.place, heads)
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
            # "in Baraboule, near the border with Mali", "near Menaka, in the northeast of Mali": where the first lies.
            wider = mention.derived and gap in ((",",), ()) and mention.place.radius_km > previous.mention.place.radius_km
            apposed = wider or (mention.derived and mention.place.kind is PlaceKind.RELATIVE and len(gap) <= 3 and bare in ((",",), ()))
            # "the Tripoli suburb of Tajoura"
            apposed = apposed and (bool(gap) or tokens.words[first] not in _KINDS_OF_PLACES)
            repeated = gap in (("and", "at"), ("and", "in"), ("and", "near"), ("and", "on"), (",", "and", "in"), (",", "and", "at"))
            # "a church in Derbent and a police post in Makhachkala", "five people in Ariha and three in Hbit".
            repeated = repeated or (
                3 <= len(gap) <= 9
                and gap[0] in ("and", ",")
                and gap[-1] in ("in", "at", "near", "outside")
                and any(word in _COUNTED or word.isdecimal() or word in CLASSES["number"] for word in gap[1:3])
                and heads.isdisjoint(set(gap[1:-1]) - _THINGS)
                and _VERBS.isdisjoint(gap)
            )
            # "Birnin Gwari, Kaduna": the town and its state, whatever else bears the name of the state.
            seated = gap == (",",) and previous.mention.place.admin1 is not None and previous.mention.place.admin1 == mention.place.name
            # "Pazigyi village, Kanbalu Township": the unit that the settlement lies in.
            unit = (
                gap[-1:] == (",",) and "and" not in gap and not _UNITS.isdisjoint((tokens.words[last - 1], *tokens.words[last : last + 1]))
            )
            seated = seated or (unit and not previous.mention.place.kind.is_area)
            aside = _describes(gap)
            within = (
                apposed
                or aside
                or seated
                or (gap in (("in",), ("in", "the"), (",", "in")) and not contains(previous.mention.place, mention.place))
            )
            joined = joined or repeated
            lists = joined and bool({"and", ",", "as"} & set(gap)) and (repeated or not {"near", "in"} & set(gap))
            if len(gap) == 2 and gap[1] == "of" and gap[0] in _KINDS_OF_PLACES and not contains(mention.place, previous.mention.place):
                # "the Tripoli suburb of Tajoura": the second is the scene.
                spots[-1] = previous = replace(previous, wrapper=True)
                lead = previous.lead
                joined = lists = True
            seat = 0 < len(gap) <= 2 and _KINDS_OF_PLACES.issuperset({*gap} - _SEATS)
            seat = seat and ("capital" in gap or contains(previous.mention.place, mention.place))
            if seat:
                # "Nangarhar's provincial capital Jalalabad"
                spots[-1] = previous = replace(previous, wrapper=True)
                joined = lists = True
                lead = previous.lead
            if not gap and not mention.place.kind.is_area and mention.place.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
                # "Tel Aviv's Jaffa district", "Tripoli's Abu Salim": the second lies in the first.
                spots[-1] = previous = replace(previous, wrapper=True)
            if within:
                # "the base of Hmeimim in Latakia countryside": the first is the scene, the second says where that lies.
                wrapper = True
                if aside:
                    lead = Lead.ASIDE
                    if previous.lead is Lead.BARE and _struck(tokens.words[last : last + 5], heads):
                        # "Ganthier, a commune east of the capital, came under attack"
                        spots[-1] = previous = replace(previous, lead=Lead.OBJECT)
                if previous.lead in (Lead.BARE, Lead.OF) and not aside:
                    spots[-1] = previous = replace(previous, lead=Lead.AT)
            if (within and not aside) or (
                joined
                and (index - 1 in wrappers or wrapper or lists)
                and (lead in (Lead.BARE, Lead.OBJECT, Lead.OF, Lead.AT) or (lists and lead is previous.lead))
            ):
                lead = previous.lead if (previous.lead is not Lead.BARE or wrapper) and not _led(lead, previous.lead) else lead
                near = near or previous.near
            else:
                chain += 1
        spot = Spot(mention, first, last, lead, near or mention.near, chain, wrapper)
        spots.append(spot)
        previous = spot
    return tuple(spots)


def _led(own: Lead, before: Lead) -> bool:
    """Whether a place is led to by its own words, whatever led to the one before: "Mısır'ın başkenti Kahire'de"."""
    return own is Lead.AT and before in (Lead.SUBJECT, Lead.BARE)


def _describes(gap: Sequence[str]) -> bool:
    """Whether the words between two places only say what the first is: "Tajoura, an eastern suburb of Tripoli"."""
    if len(gap) < 3 or gap[0] != "," or gap[1] not in ("a", "an", "the") or len(gap) > 10:
        return False
    return not _KINDS_OF_PLACES.isdisjoint(gap) and "," not in gap[1:] and "and" not in gap


def _struck(following: Sequence[str], heads: frozenset[str]) -> bool:
    """Whether the words behind an apposition tell what befell the place that it describes."""
    return following[:1] == (",",) and following[1:2] in (("came",), ("was",), ("were",), ("fell",)) and not heads.isdisjoint(following)


def _wrappers(places: Sequence[Place]) -> frozenset[int]:
    return frozenset(
        outer
        for outer, place in enumerate(places)
        if any(
            contains(place, other) and not (place.kind.is_settlement and other.kind is PlaceKind.RELATIVE)
            for inner, other in enumerate(places)
            if inner != outer
        )
    )
