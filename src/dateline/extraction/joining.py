"""Which triggers of a sentence tell one event, and what they tell together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dateline.extraction.codebook import EventType, Status, SubEventType
from dateline.extraction.containment import contains
from dateline.extraction.kinds import compatible, stronger
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import Open
from dateline.extraction.where import Choice
from dateline.extraction.words import word_set

_BACK_AND_FORTH = {SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY, SubEventType.GOVERNMENT_REGAINS_TERRITORY}
_CIVIL = word_set(
    """campus university college school schools hotel mosque church temple synagogue hospital clinic mall market restaurant cafe bar
    nightclub club village wedding funeral cinema theater theatre concert bank office offices newsroom supermarket stadium bus train"""
)
"""Places where those who are attacked are civilians, whoever guards them."""
_DEAD = frozenset({"killed", "killing", "dead", "died"})
_DAYS = frozenset({"day", "days", "week", "weeks", "month", "months", "hours"})
_COUNTED = frozenset({"a", "one", "two", "three", "four", "five", "six", "several", "few", "the"})
_TOGETHER = frozenset({SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION, SubEventType.OTHER})
_BY_FORCE = frozenset(
    {
        SubEventType.ATTACK,
        SubEventType.ARMED_CLASH,
        SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
        SubEventType.ABDUCTION_FORCED_DISAPPEARANCE,
    }
)
_SOLDIERS = frozenset({"soldiers", "troops", "gunmen", "militants", "rebels", "fighters", "bandits", "insurgents"})
_AGENTS = frozenset(
    {
        "police",
        "policeman",
        "policemen",
        "policewoman",
        "soldier",
        "officer",
        "troops",
        "soldiers",
        "forces",
        "army",
        "officers",
        "guards",
        "gendarmes",
        "military",
        "junta",
    }
)
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Told:
    """A trigger with its standing and the places it may have happened at."""

    trigger: Trigger
    status: Status
    cue: tuple[int, int] | None
    choice: Choice | None


def same_event(a: Told, b: Told, numbers: Sequence[int], words: Sequence[str]) -> bool:
    """Whether two triggers of a sentence tell one event: kinds that go together, and no place of its own for each."""
    if (a.status is Status.PLANNED) != (b.status is Status.PLANNED):
        return False
    if {a.trigger.kind, b.trigger.kind} == _BACK_AND_FORTH:
        # "overran the town; peacekeepers drove them out the following day".
        return False
    # Words that only count the dead go with whatever killed them.
    if _hours_apart(a.trigger, b.trigger, words):
        return False
    if _at_a_gathering(a.trigger, b.trigger, words) or _at_a_gathering(b.trigger, a.trigger, words):
        return True
    toll_only = Open.KILL in (a.trigger.open, b.trigger.open)
    if _armed_dead_of_a_rally(a.trigger, b.trigger) or _days_apart(a.trigger, b.trigger, words):
        return False
    if _together(a.trigger, b.trigger, words) is not None and (
        numbers[a.trigger.start] == numbers[b.trigger.start] or _one_scene(a, b) or _meanwhile(a.trigger, b.trigger, words)
    ):
        head = words[min(a.trigger.start, b.trigger.start)]
        kinds = {a.trigger.kind, b.trigger.kind}
        raid = any(words[one.trigger.end - 1].startswith("raid") for one in (a, b))
        if not kinds.isdisjoint(_TOGETHER) or raid or head.startswith(("raid", "storm", "search")):
            return True
    strategic = {a.trigger.kind.event_type, b.trigger.kind.event_type} == {EventType.STRATEGIC_DEVELOPMENTS}
    general = (a.trigger.open not in (None, Open.PROTEST, Open.CAPTURE)) or (b.trigger.open not in (None, Open.PROTEST, Open.CAPTURE))
    if not (compatible(a.trigger.kind, b.trigger.kind, general=general) or (toll_only and not strategic)):
        return _one_fight(a, b)
    if a.choice is None or b.choice is None:
        return True
    ids = {spot.mention.place.id for spot in a.choice.spots}
    if ids & {spot.mention.place.id for spot in b.choice.spots}:
        return True
    pairs = [(x.mention.place, y.mention.place) for x in a.choice.spots for y in b.choice.spots]
    if any(contains(x, y) or contains(y, x) for x, y in pairs):
        return True
    if toll_only:
        return numbers[a.trigger.start] == numbers[b.trigger.start]
    first, second = sorted((a, b), key=lambda one: one.trigger.start)
    between = words[first.trigger.end : second.trigger.start]
    return numbers[a.trigger.start] == numbers[b.trigger.start] and not {"and", "while", ","} & set(between)


def _hours_apart(a: Trigger, b: Trigger, words: Sequence[str]) -> bool:
    """Whether the second came later in the day: "a bomb went off in a church, and hours later a man blew himself up"."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    if first.kind is second.kind or Open.KILL in (first.open, second.open):
        return False
    return any(unit in ("hours", "minutes", "hour") and word == "later" for unit, word in pairwise(words[first.end : second.start]))


def _days_apart(a: Trigger, b: Trigger, words: Sequence[str]) -> bool:
    """Whether one came days before the other: "declared the town free, a day after troops killed two leaders"."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    if first.open is Open.KILL or words[second.start].startswith(("die", "dying")):
        return False
    between = words[first.end : second.start]
    return any(
        unit in _DAYS and turn in ("after", "before") and counted in _COUNTED
        for counted, unit, turn in zip(between, between[1:], between[2:], strict=False)
    )


def _armed_dead_of_a_rally(a: Trigger, b: Trigger) -> bool:
    """Whether one is a crowd and the other counts those whom a weapon of war killed."""
    kinds = {a.kind, b.kind}
    dead = a if a.open is Open.KILL else b
    return (
        SubEventType.PEACEFUL_PROTEST in kinds and dead.open is Open.KILL and dead.kind.event_type is EventType.EXPLOSIONS_REMOTE_VIOLENCE
    )


def _at_a_gathering(deed: Trigger, crowd: Trigger, words: Sequence[str]) -> bool:
    """Whether a crowd only says where violence struck: "a bomb at an election rally"."""
    violent = deed.kind.event_type in (EventType.EXPLOSIONS_REMOTE_VIOLENCE, EventType.VIOLENCE_AGAINST_CIVILIANS)
    if crowd.kind is not SubEventType.PEACEFUL_PROTEST or not violent or crowd.start < deed.end:
        return False
    return not {"at", "near", "into", "targeting", "hit", "outside"}.isdisjoint(words[max(deed.end - 1, crowd.start - 5) : crowd.end - 1])


def _one_fight(a: Told, b: Told) -> bool:
    """Whether clashes and shelling at one place are one fight."""
    kinds = {a.trigger.kind, b.trigger.kind}
    if SubEventType.ARMED_CLASH not in kinds or not kinds <= {SubEventType.ARMED_CLASH, SubEventType.SHELLING_ARTILLERY_MISSILE}:
        return False
    places = [{spot.mention.place.id for spot in one.choice.spots} for one in (a, b) if one.choice]
    return len(places) < 2 or bool(places[0] & places[1])


def _together(a: Trigger, b: Trigger, words: Sequence[str]) -> Trigger | None:
    """The trigger with the kind that only both together tell."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    kinds = {a.kind, b.kind}
    between = words[first.end : second.end - 1]
    if kinds == {SubEventType.ATTACK, SubEventType.ARRESTS}:
        deed = a if a.kind is SubEventType.ATTACK else b
        if not _DEAD.isdisjoint(words[max(0, first.start - 8) : second.end + 1]):
            # "killed four members of the gang and arrested two", "two were killed in the raid and eight arrested"
            return deed
        return b if deed is a else a
    if kinds == {SubEventType.ARMED_CLASH, SubEventType.ARRESTS} and not _DEAD.isdisjoint(words[max(0, first.start - 8) : second.end + 1]):
        return a if a.kind is SubEventType.ARMED_CLASH else b
    if SubEventType.OTHER in kinds and not kinds.isdisjoint(_BY_FORCE):
        freed = a if a.kind is SubEventType.OTHER else b
        # "attacked the town and freed 300 prisoners"
        return (b if freed is a else a) if words[freed.start].startswith(("free", "release")) else None
    if kinds == {SubEventType.DISRUPTED_WEAPONS_USE, SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED} and second.start - first.end <= _BESIDE:
        # "defused a car bomb": what would have gone off.
        return a if a.kind is SubEventType.DISRUPTED_WEAPONS_USE else b
    dispersed = kinds & {SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION}
    if not dispersed:
        return None
    other = a if b.kind in dispersed else b
    if other.open is Open.ATTACK and SubEventType.PROTEST_WITH_INTERVENTION in kinds and not _AGENTS.isdisjoint(words[: other.start]):
        # "Riot police stormed into the square, firing tear gas at protesters."
        return b if other is a else a
    if other.kind is SubEventType.LOOTING_PROPERTY_DESTRUCTION and _SOLDIERS.isdisjoint(words[: other.start]):
        return replace(other, kind=SubEventType.VIOLENT_DEMONSTRATION, weight=0.92)
    if (
        other.kind in (SubEventType.ATTACK, SubEventType.ARMED_CLASH)
        and other.open is not Open.ATTACK
        and not (other.open is Open.KILL and other.kind is SubEventType.ARMED_CLASH)
        and not _AGENTS.isdisjoint(words)
        and {"during", "at", "in", "as", "while", "when"} & set(between)
    ):
        if SubEventType.PROTEST_WITH_INTERVENTION in kinds and words[other.start].startswith(("wound", "injur")):
            # Those whom tear gas hurt.
            return b if other is a else a
        victim = words[max(0, other.start - 8) : other.start]
        if other.open is Open.SHOOT and {"was", "were", "being"} & set(victim) and not _AGENTS.isdisjoint(victim):
            # "an officer was shot in the head during a protest"
            return replace(other, kind=SubEventType.VIOLENT_DEMONSTRATION, weight=0.9, open=None, guessed=False)
        return replace(other, kind=SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, weight=0.9, open=None, guessed=False)
    if other.open is Open.KILL and other is first and other.kind is SubEventType.ATTACK and {"during", "in", "amid"} & set(between[-4:]):
        # "Ten people have died in the protests": whoever killed them.
        return replace(other, kind=SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, weight=0.8, open=None)
    if other.kind is SubEventType.ARRESTS and other is second and {"and", "at", "during", "which"} & set(between):
        return replace(other, kind=SubEventType.PROTEST_WITH_INTERVENTION)
    return None


def _one_scene(a: Told, b: Told) -> bool:
    """Whether no place of its own sets one apart: "protested in the square, and police arrested 35 of them"."""
    if a.choice is None or b.choice is None:
        return True
    return not {spot.mention.place.id for spot in a.choice.spots}.isdisjoint(spot.mention.place.id for spot in b.choice.spots)


def _meanwhile(a: Trigger, b: Trigger, words: Sequence[str]) -> bool:
    """Whether the second only says what went on around the first: "shot dead 58 people on Monday, as crowds protested"."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    return second.kind is SubEventType.PEACEFUL_PROTEST and not {"as", "when", "while"}.isdisjoint(
        words[max(first.end, second.start - 4) : second.start]
    )


def _before_it(a: Trigger, b: Trigger, words: Sequence[str]) -> Trigger | None:
    """The trigger that tells, where the other names what came before: "set fire to shops … after a riot in the prison"."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    if first.kind is SubEventType.ARRESTS and second.kind.event_type is EventType.RIOTS and second.start - first.end <= 5:
        # "arrested 60 participants in the riots"
        return first
    if first.open in (Open.KILL, Open.STRIKE, Open.ATTACK, Open.BLAST) or first.weight < 0.6:
        return None
    return (
        first if {"after", "following"} & set(words[first.end : second.start]) and "a" in words[second.start - 2 : second.start] else None
    )


def _stormed(a: Trigger, b: Trigger, words: Sequence[str]) -> Trigger | None:
    """The trigger of an attack on a place of civilians, whoever fell there: "stormed the campus, shooting two guards"."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    if (first.kind, second.kind) != (SubEventType.ATTACK, SubEventType.ARMED_CLASH) or first.open is not Open.ATTACK:
        return None
    target = words[first.end : min(first.end + 6, second.start)]
    return first if not _CIVIL.isdisjoint(target) and CLASSES["troops"].isdisjoint(target) else None


def joined(a: Told, b: Told, words: Sequence[str]) -> Told:
    """One event of two tellings in a sentence: the trigger that names it, the place that fits best."""
    trigger = (
        _together(a.trigger, b.trigger, words)
        or _before_it(a.trigger, b.trigger, words)
        or _stormed(a.trigger, b.trigger, words)
        or stronger(a.trigger, b.trigger)
    )
    choices = [choice for choice in (a.choice, b.choice) if choice is not None]
    own = a if trigger.start == a.trigger.start else b
    choice = max(choices, key=lambda one: (not one.spots[0].wrapper, one.score + (0.5 if one is own.choice else 0.0)), default=None)
    status = own.status if own.status is not Status.OCCURRED else (a.status if a.status is not Status.OCCURRED else b.status)
    if {a.status, b.status} == {Status.OCCURRED, Status.DENIED}:
        # "shelled the town, the ministry said; the other side denied that houses had been hit": it is disputed.
        status = Status.ALLEGED
    cue = own.cue or a.cue or b.cue
    return Told(replace(trigger, weight=min(1.0, max(a.trigger.weight, b.trigger.weight) + 0.02)), status, cue, choice)
