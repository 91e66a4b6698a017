"""How the words before and after a place tie it to its sentence."""

from collections.abc import Sequence
from enum import StrEnum

from dateline.extraction.containment import WIDE
from dateline.extraction.words import word_set
from dateline.gazetteer.place import Place


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


_AT = word_set(
    """in at on near outside inside around against across within along into onto over throughout between under
    beneath amid hit"""
)
_NEAR = word_set("near outside around toward towards vicinity outskirts surroundings close approaches edge nearby")
_OFFICE = word_set(
    """resident residents mayor governor spokesman spokeswoman spokesperson ambassador told correspondent bureau president minister ministry
    supporters backers allies opponents critics followers
    bishop archbishop imam envoy foreign native born officials official diplomats doctor doctors"""
)
_BUILDING = word_set("embassy consulate hospital hospitals university office offices parliament court")
_HOSPITAL = word_set("hospital hospitals clinic clinics treatment treated")
_SEATED = word_set("speaking briefing based headquartered born exile")
_CARRIED_OFF = word_set("taken rushed treated transferred admitted airlifted evacuated fled flown moved returned treatment hospitalized")
_TALKS = word_set("talks meeting summit conference")
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
PLACE_WORDS = word_set(
    """the a an city town village province region district area areas centre center heart northern southern eastern western
    central north south east west northeastern northwestern southeastern southwestern northeast northwest southeast
    southwest capital port border besieged neighborhood neighbourhood suburb suburbs outskirts countryside parts part
    most much half whole entire all vicinity of villages towns cities districts base airport
    hall square street streets gates gate entrance slum slums interior hills
    airfield airbase camp crossing bridge prison refinery market station headquarters checkpoint naval air military facility field"""
)
_OF_STATES = word_set("embassy consulate ambassador diplomats diplomat embassies mission")
"""What countries have abroad: "the U.S. consulate"."""
_NAMED_AFTER = word_set("gang cartel front movement bishop archbishop university")
"""Before "of" and a place, what bears the place's name: "the cartel of Santa Rosa"."""
_OBJECTS = (("its",), ("the",), ("a",), ("an",), ("their",), ("his",), ("to",), ("on",))
_CONJUNCTIONS = word_set("as while after before when because that which who but although whose")


def lead_of(words: Sequence[str], first: int, last: int, place: Place, heads: frozenset[str]) -> tuple[Lead, bool]:
    """How the words around a place tie it to the sentence, and whether they say only that it was near."""
    before = words[max(0, first - 8) : first]
    near = any(word in _NEAR for word in before[-4:])
    following = words[last : last + 2]
    if following[:1] == ("based",) or (place.kind in WIDE and not _OF_STATES.isdisjoint(following)):
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
            lead = Lead.ASIDE if words[first - back - 1] in _NAMED_AFTER else Lead.OF
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
    if lead in (Lead.AT, Lead.TO, Lead.OF, Lead.THROUGH) and _is_aside(before, words[max(0, first - 12) : first], following, lead, heads):
        return (Lead.TALKS if not _TALKS.isdisjoint(before[-4:]) else Lead.ASIDE), False
    if following and following[0] in _SPEAK and (lead is Lead.BARE or (lead is Lead.AT and heads.isdisjoint(before[-5:]))):
        return Lead.SUBJECT, False
    if lead is Lead.BARE and (following[:1] == (":",) or (following[:1] == (".",) and first <= 3 and last + 1 == len(words))):
        # "Goma: …", and the heading "2. North Kivu."
        return Lead.AT, near
    if lead is Lead.BARE:
        if following and following[0] in _ACT and words[last + 1 : last + 2] in _OBJECTS:
            # "as Ankara began its offensive"
            return Lead.SUBJECT, False
        if following and following[0] in heads and place.kind not in WIDE:
            return Lead.OBJECT, near
        if following[:1] in (("was",), ("were",), ("came",), ("fell",), ("has",), ("had",)) and place.kind not in WIDE:
            # "The base was shelled", "Sirte fell".
            return (Lead.OBJECT if not heads.isdisjoint(words[last : last + 4]) else Lead.BARE), near
        if place.kind in WIDE or (following and following[0] in _ACT):
            return Lead.SUBJECT, False
    return lead, near


def _is_aside(before: Sequence[str], wider: Sequence[str], following: Sequence[str], lead: Lead, heads: frozenset[str]) -> bool:
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
    return not _BUILDING.isdisjoint(close) and heads.isdisjoint(wider)
