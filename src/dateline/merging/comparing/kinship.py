"""Whether two names may stand for one party: a part and its mother, an old and a new name, a word for parties of its kind."""

from collections.abc import Iterable, Mapping
from enum import IntEnum
from functools import cache, lru_cache

from dateline.extraction.event import Actor
from dateline.merging.comparing.alliances import ALLIANCES, FAMILIES
from dateline.recognition.actors import ActorTable


class Kinship(IntEnum):
    """How near two parties are, farthest first."""

    STRANGERS = 0
    ALLIES = 1
    """Two parties of one side, of whom witnesses often do not know which it was."""
    KIND = 2
    """One is only a word for the kind of party that the other is: "gunmen"."""
    FAMILY = 3
    """Names that reports use in each other's place."""
    SAME = 4


_STATE = frozenset({"forces", "police", "government"})
_KINDS_OF_WORDS: Mapping[str, frozenset[str]] = {
    word: frozenset(kinds.split())
    for words, kinds in (
        (
            "gunmen|bandits|militants|insurgents|separatists|pirates|jihadists|jihadis|paramilitaries|militiamen|fighters|terrorists",
            "armed_group",
        ),
        ("armed men|gang|gangs|gang members|guerrillas|militia|militias|assailants|attackers|extremists|vigilantes", "armed_group"),
        ("rebels|opposition|opposition factions|factions|opposition fighters", "armed_group party"),
        ("soldiers|troops|army|military|government forces|government troops|warplanes|jets|armed forces", "forces government"),
        ("security forces|state forces|forces", "forces police government"),
        ("police|policemen|officers", "police"),
        ("peacekeepers", "coalition"),
        ("protesters|demonstrators|rioters|activists|mob|crowd", "crowd"),
        ("youths", "crowd armed_group"),
        ("herders", "civilians armed_group"),
        ("students|residents|villagers|mourners|settlers|inmates|prisoners", "civilians crowd"),
        (
            "civilians|farmers|worshippers|migrants|refugees|teachers|journalists|miners|fishermen|pilgrims|commuters|tourists",
            "civilians",
        ),
    )
    for word in words.split("|")
}
"""Words that reports use for a party without a name, with the kinds of the actor table that they may mean."""


def actor_key(actor: Actor) -> str:
    """What makes two actors one: the actor table's id, else the folded name."""
    return actor.id or actor.name.casefold()


def is_named(key: str) -> bool:
    """Whether the key is of a party, not a word for a kind of party."""
    return key.startswith("actor:") or _kinds_of_word(key) is None


def nearest(left: Iterable[str], right: Iterable[str], country: str | None, year: int | None) -> Kinship:
    """How near the nearest two of two sets of actors are, given by their keys, in an event of a country and a year."""
    right = tuple(right)
    return max((kinship(a, b, country, year) for a in left for b in right), default=Kinship.STRANGERS)


def kinship(a: str, b: str, country: str | None, year: int | None) -> Kinship:
    """How near two actors are, given by their keys, in whichever order; without a country there are no allies."""
    return Kinship.SAME if a == b else _kinship(min(a, b), max(a, b), country, year)


@lru_cache(maxsize=1 << 14)
def _kinship(a: str, b: str, country: str | None, year: int | None) -> Kinship:
    words = _kinds_of_word(a), _kinds_of_word(b)
    if words[0] is not None or words[1] is not None:
        kinds = [told if told is not None else _kinds_of_name(key) for told, key in zip(words, (a, b), strict=True)]
        return Kinship.KIND if kinds[0] & kinds[1] else Kinship.STRANGERS
    if not a.startswith("actor:") and not b.startswith("actor:"):
        # "Sham Falcons" and "Sham Falcons Brigade".
        left, right = set(a.split()), set(b.split())
        return Kinship.FAMILY if left <= right or right <= left else Kinship.STRANGERS
    names, others = _names(a), _names(b)
    if names & others:
        return Kinship.FAMILY
    for group in _groups_of(a):
        family = FAMILIES[group]
        if not family.members.isdisjoint(others) and (year is None or family.since <= year <= family.until):
            return Kinship.FAMILY
    for alliance in ALLIANCES:
        there = country in alliance.countries and (year is None or alliance.since <= year <= alliance.until)
        if there and not alliance.members.isdisjoint(names) and not alliance.members.isdisjoint(others):
            return Kinship.ALLIES
    return Kinship.STRANGERS


def _kinds_of_word(key: str) -> frozenset[str] | None:
    if key.startswith("actor:"):
        return None
    return _KINDS_OF_WORDS.get(key) or _KINDS_OF_WORDS.get(key.rsplit(" ", 1)[-1])


def _kinds_of_name(key: str) -> frozenset[str]:
    """The kind of a named party; one that is not in the table is mostly an armed group."""
    known = ActorTable.default().get(key)
    if known is not None:
        return frozenset({known.kind})
    state = _of_state(key)
    return frozenset({state[0]}) if state else frozenset() if key.startswith("actor:") else frozenset({"armed_group"})


@lru_cache(maxsize=1 << 12)
def _names(key: str) -> frozenset[str]:
    """Under what the tables know an actor: its own name and, if it is an organ of a state, the state's."""
    known = ActorTable.default().get(key)
    state = _of_state(key)
    if known is not None and known.kind in _STATE and known.country is not None:
        return frozenset({key.removeprefix("actor:"), known.country})
    return frozenset({key.removeprefix("actor:"), *((state[1],) if state else ())})


def _of_state(key: str) -> tuple[str, str] | None:
    """Kind and country of the forces, the police or the government of a state that is not in the table by itself."""
    kind, between, country = key.removeprefix("actor:").partition("-of-")
    return (kind, country.upper()) if between and kind in _STATE and len(country) == 2 else None


@lru_cache(maxsize=1 << 12)
def _groups_of(key: str) -> tuple[int, ...]:
    by_member = _families_by_member()
    return tuple(sorted({group for name in _names(key) for group in by_member.get(name, ())}))


@cache
def _families_by_member() -> Mapping[str, tuple[int, ...]]:
    members = {member for family in FAMILIES for member in family.members}
    return {member: tuple(at for at, family in enumerate(FAMILIES) if member in family.members) for member in members}
