"""Who takes part in an event, and on which side of its verb."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from dateline.extraction.event import Actor, Role, Span
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger
from dateline.extraction.words import word_set
from dateline.recognition.actors import ActorMention

_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got"})
_HARMED = word_set(
    "killed wounded injured hurt shot abducted kidnapped hit martyred captured arrested detained hospitalized slain eliminated neutralized"
)
_SUFFERED = _HARMED | word_set("died die dies dead")
_AFTER_HARM = word_set("in by when as at near after during while on from for to outside inside of")
"""What follows the verb of those who were harmed, where a headline leaves out "were": "peacekeepers wounded in ambush"."""
_PLAIN = word_set(
    """gunmen bandits militants insurgents rebels police protesters rioters separatists pirates herders farmers jihadists civilians
    villagers students worshippers journalists migrants refugees settlers soldiers troops mob peacekeepers assailants attackers fighters
    paramilitaries vigilantes guerrillas extremists inmates prisoners youths residents teachers mourners miners fishermen pilgrims
    commuters tourists"""
)
_NAMELESS: Mapping[str, str] = MappingProxyType(
    {word: word for word in _PLAIN}
    | {
        "gunman": "gunmen",
        "gunwoman": "gunmen",
        "demonstrators": "protesters",
        "marchers": "protesters",
        "policeman": "police",
        "policemen": "police",
        "herdsmen": "herders",
        "militiamen": "militia",
        "militia": "militia",
        "militias": "militia",
        "soldier": "soldiers",
        "servicemen": "soldiers",
        "villager": "villagers",
        "civilian": "civilians",
        "farmer": "farmers",
        "journalist": "journalists",
        "terrorists": "militants",
        "assassins": "gunmen",
        "attacker": "attackers",
        "assailant": "assailants",
    }
)
"""Parties that reports leave without a name, kept as written or as the word they are mostly told with."""
_ARMED = word_set("men individuals persons people elements group groups")
_FORCES = frozenset({"security", "government", "regime", "state", "occupation"})
_THINGS = CLASSES["building"] | CLASSES["territory"] | CLASSES["vehicle"] | CLASSES["aircraft"] | CLASSES["troops"]
_LED = word_set("of from belonging to by the a an some suspected several two three")
_AGENTS = CLASSES["attacker"] | CLASSES["troops"] | CLASSES["vehicle"] | CLASSES["number"] | {"and", "armored", "armoured"}
_BELONGING = frozenset({"of", "from"})
_HARM_NOUNS = word_set(
    """killing killings death deaths murder murders massacre shelling bombing abduction abductions kidnapping arrest arrests detention
    torture shooting assassination execution beheading rape harassment injuring wounding"""
)
_MEANWHILE = frozenset({"as", "when", "while"})
_DEEDS = word_set(
    """stormed attacked raided opened fired shot shelled bombed ambushed stabbed threw hurled broke burst invaded overran entered clashed
    besieged looted burned torched set rammed drove dispersed beat"""
)
_LINKS = word_set("links ties linked suspicion allegiance membership loyal affiliated")
_NO_PARTIES = frozenset({"outlet", "monitor", "event"})
_WARS = (" War", " war", " Conflict", " Crisis")
_LIMIT = 8


@dataclass(frozen=True, slots=True)
class _Party:
    """A party that the sentence tells; token indices, end exclusive."""

    first: int
    last: int
    span: Span
    name: str
    actor_id: str | None = None


def parties(
    trigger: Trigger, tokens: Tokens, clauses: Sequence[int], mentions: Sequence[ActorMention], aside: Sequence[tuple[int, int]]
) -> tuple[tuple[Actor, ...], tuple[Span, ...]]:
    """The actors of the triggered event with their spans; `aside` are stretches of the text that speakers and outlets take."""
    named = _named(tokens, mentions, aside)
    verb = _verb(trigger, tokens.words, named)
    told = sorted([*named, *_nameless(tokens, clauses, named, aside, clauses[verb])], key=lambda party: party.first)
    actors: dict[str, Actor] = {}
    spans: list[Span] = []
    for party in told[: 4 * _LIMIT]:
        if not _LINKS.isdisjoint(tokens.words[max(0, party.first - 3) : party.first]):
            continue
        key = party.actor_id or party.name
        if key not in actors:
            actors[key] = Actor(party.name, _role(trigger, tokens.words, party, verb), party.actor_id)
            spans.append(party.span)
        if len(actors) == _LIMIT:
            break
    return tuple(actors.values()), tuple(spans)


def _named(tokens: Tokens, mentions: Sequence[ActorMention], aside: Sequence[tuple[int, int]]) -> list[_Party]:
    found: list[_Party] = []
    for mention in mentions:
        if (mention.actor is not None and mention.actor.kind in _NO_PARTIES) or mention.text.endswith(_WARS):
            continue
        if any(start < mention.end and mention.start < end for start, end in aside):
            continue
        first = tokens.at(mention.start)
        last = max(first + 1, tokens.at(mention.end - 1) + 1)
        name = mention.actor.name if mention.actor else mention.text
        found.append(_Party(first, last, Span(mention.start, mention.end), name, mention.actor.id if mention.actor else None))
    return found


def _nameless(tokens: Tokens, clauses: Sequence[int], named: Sequence[_Party], aside: Sequence[tuple[int, int]], own: int) -> list[_Party]:
    """Parties without a name, in the trigger's clause or one beside it; a name beside the word stands for both."""
    words = tokens.words
    taken = {place for party in named for place in range(party.first, party.last)}
    found: list[_Party] = []
    for index in range(len(words)):
        name = _word_for(words, index)
        if name is None or index in taken or abs(clauses[index] - own) > 1:
            continue
        if index - 1 in taken or _belongs(words, index, taken):
            # "M23 rebels", "gunmen from al-Shabaab".
            continue
        if any(start <= tokens.starts[index] < end for start, end in aside):
            continue
        found.append(_Party(index, index + 1, Span(tokens.starts[index], tokens.ends[index]), name))
    return found


def _word_for(words: Sequence[str], index: int) -> str | None:
    """The party that a word stands for, kept as written."""
    word, before = words[index], words[index - 1] if index else ""
    if word in _ARMED and before == "armed":
        return "armed men"
    if word == "forces" and before in _FORCES:
        return f"{before} forces"
    if word == "army" and before == "the" and _THINGS.isdisjoint(words[index + 1 : index + 2]):
        return "army"
    return _NAMELESS.get(word)


def _belongs(words: Sequence[str], index: int, taken: set[int]) -> bool:
    """Whether a named party follows, to which those told belong: "rebels of the FARC"."""
    place = index + 1
    if _BELONGING.isdisjoint(words[place : place + 1]):
        return False
    place += 2 if words[place + 1 : place + 2] == ("the",) else 1
    return place in taken


def _verb(trigger: Trigger, words: Sequence[str], named: Sequence[_Party]) -> int:
    """The first of the trigger's words that tells the deed, behind those that only say who did it."""
    names = {place for party in named for place in range(party.first, party.last)}
    for place in range(trigger.start, trigger.end):
        word = words[place]
        if place not in names and word not in _NAMELESS and word not in _LED and word not in _AGENTS:
            return place
    return trigger.start


def _role(trigger: Trigger, words: Sequence[str], party: _Party, verb: int) -> Role:
    position = party.first
    lead = words[max(0, position - 4) : position]
    if "blamed" in lead or "accused" in lead:
        return Role.INITIATOR
    if _of_harm(words, position):
        return Role.TARGET
    if "between" in lead or "with" in lead[-2:]:
        return Role.INVOLVED
    if "by" in lead and position >= trigger.start:
        return Role.INITIATOR
    if position >= verb:
        return Role.INITIATOR if _acts_meanwhile(words, party, lead) else Role.TARGET
    passive = not _PASSIVE.isdisjoint(words[max(0, verb - 2) : verb + 1]) and not words[verb].endswith("ing")
    return Role.TARGET if passive or _suffers(words, party.last, verb) else Role.INITIATOR


def _acts_meanwhile(words: Sequence[str], party: _Party, lead: Sequence[str]) -> bool:
    """Whether a clause behind tells what they did: "a man was shot dead as settlers stormed the town"."""
    following = words[party.last : party.last + 1]
    if _MEANWHILE.isdisjoint(lead) or not following:
        return False
    return following[0] in _DEEDS and following[0] not in _SUFFERED


def _of_harm(words: Sequence[str], position: int) -> bool:
    """Whether those told are the ones whom harm came to: "the killing of two farmers"."""
    before = words[max(0, position - 5) : position]
    return any(word == "of" and at and before[at - 1] in _HARM_NOUNS for at, word in enumerate(before))


def _suffers(words: Sequence[str], end: int, verb: int) -> bool:
    """Whether harm is told of those who stand before the verb: "soldiers were killed when a bomb …", "peacekeepers wounded in …"."""
    for at in range(end, min(verb + 1, end + 6)):
        word = words[at]
        if word not in _SUFFERED:
            continue
        if word not in _HARMED or words[at - 1] in _PASSIVE:
            return True
        following = words[at + 1 : at + 3]
        if following[:1] == ("dead",):
            following = following[1:]
        if not following or following[0] in _AFTER_HARM or following[0] in (".", ",", ";"):
            return True
    return False
