"""Which kinds reporters use for one and the same incident."""

import re

from dateline.extraction.codebook import SubEventType as Kind
from dateline.merging.comparing.clue import Clue, veto
from dateline.merging.telling import Telling

COMMON = frozenset({Kind.AIR_DRONE_STRIKE, Kind.SHELLING_ARTILLERY_MISSILE, Kind.ARMED_CLASH, Kind.ATTACK, Kind.PEACEFUL_PROTEST})
"""Kinds so frequent that sharing one says less."""

_TOLD_ALIKE: dict[frozenset[Kind], float] = {
    frozenset(pair): weight
    for weight, pairs in {
        # Two names for one deed.
        -0.1: [
            (Kind.ATTACK, Kind.AIR_DRONE_STRIKE),
            (Kind.ATTACK, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.ATTACK, Kind.ARMED_CLASH),
            (Kind.ATTACK, Kind.SUICIDE_BOMB),
            (Kind.ATTACK, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.ATTACK, Kind.GRENADE),
            (Kind.ATTACK, Kind.CHEMICAL_WEAPON),
            (Kind.ATTACK, Kind.MOB_VIOLENCE),
            (Kind.SUICIDE_BOMB, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.CHEMICAL_WEAPON, Kind.AIR_DRONE_STRIKE),
            (Kind.CHEMICAL_WEAPON, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.PEACEFUL_PROTEST, Kind.PROTEST_WITH_INTERVENTION),
            (Kind.PROTEST_WITH_INTERVENTION, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS),
            (Kind.VIOLENT_DEMONSTRATION, Kind.MOB_VIOLENCE),
        ],
        # One deed seen from two sides.
        -0.4: [
            (Kind.AIR_DRONE_STRIKE, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.DISRUPTED_WEAPONS_USE, Kind.AIR_DRONE_STRIKE),
            (Kind.DISRUPTED_WEAPONS_USE, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.DISRUPTED_WEAPONS_USE, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.DISRUPTED_WEAPONS_USE, Kind.SUICIDE_BOMB),
            (Kind.DISRUPTED_WEAPONS_USE, Kind.ATTACK),
            (Kind.GRENADE, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.GRENADE, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.PEACEFUL_PROTEST, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS),
            (Kind.PEACEFUL_PROTEST, Kind.VIOLENT_DEMONSTRATION),
            (Kind.PROTEST_WITH_INTERVENTION, Kind.VIOLENT_DEMONSTRATION),
            (Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS, Kind.VIOLENT_DEMONSTRATION),
            (Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS, Kind.ATTACK),
            (Kind.ABDUCTION_FORCED_DISAPPEARANCE, Kind.ARRESTS),
            (Kind.ABDUCTION_FORCED_DISAPPEARANCE, Kind.ATTACK),
            (Kind.SEXUAL_VIOLENCE, Kind.ATTACK),
            (Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.MOB_VIOLENCE),
            (Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.ATTACK),
            (Kind.ARMED_CLASH, Kind.GOVERNMENT_REGAINS_TERRITORY),
            (Kind.ARMED_CLASH, Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
            (Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY, Kind.GOVERNMENT_REGAINS_TERRITORY),
            (Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY, Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
            (Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY, Kind.AGREEMENT),
            (Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY, Kind.CHANGE_TO_GROUP_ACTIVITY),
            (Kind.AGREEMENT, Kind.CHANGE_TO_GROUP_ACTIVITY),
            # Fights of gangs or inmates.
            (Kind.ARMED_CLASH, Kind.VIOLENT_DEMONSTRATION),
        ],
        # A battle and what was fired in it: often two incidents, sometimes one.
        -2.0: [
            (Kind.ARMED_CLASH, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.ARMED_CLASH, Kind.AIR_DRONE_STRIKE),
            (Kind.ARMED_CLASH, Kind.SUICIDE_BOMB),
            (Kind.ARMED_CLASH, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.AIR_DRONE_STRIKE, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.SHELLING_ARTILLERY_MISSILE, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED),
            (Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.SHELLING_ARTILLERY_MISSILE),
            (Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.AIR_DRONE_STRIKE),
        ],
    }.items()
    for pair in pairs
}


def compare_kind(a: Telling, b: Telling) -> Clue:
    """The same kind, kinds told alike, or kinds that are never one incident."""
    left, right = a.event.sub_event_type, b.event.sub_event_type
    if left is right:
        if left is Kind.OTHER:
            return Clue(0.0, "both of no named kind")
        return Clue(0.8 if left in COMMON else 1.3, f"both: {left.label}")
    names = " and ".join(sorted((left.label, right.label)))
    weight = _TOLD_ALIKE.get(frozenset((left, right)))
    if weight is None:
        return veto(f"different kinds: {names}")
    if (_by_hand(a) and right in _FROM_AFAR) or (_by_hand(b) and left in _FROM_AFAR):
        return Clue(-2.6, f"by hand and from afar: {names}")
    if (_by_hand(a) and _in_a_fight(b)) or (_by_hand(b) and _in_a_fight(a)):
        return Clue(-1.6, f"a fight and a killing: {names}")
    if (_from_the_air(a) and _from_the_ground(b)) or (_from_the_air(b) and _from_the_ground(a)):
        return Clue(-1.6, f"from the air and from the ground: {names}")
    return Clue(weight, f"may be told of one incident: {names}")


_FROM_AFAR = frozenset(
    {
        Kind.AIR_DRONE_STRIKE,
        Kind.SHELLING_ARTILLERY_MISSILE,
        Kind.REMOTE_EXPLOSIVE_LANDMINE_IED,
        Kind.SUICIDE_BOMB,
        Kind.GRENADE,
        Kind.CHEMICAL_WEAPON,
    }
)
_HANDS = re.compile(r"\b(?:shot dead|gunned|assassinat|stabb|behead|hack|execut|lynch|slit|beat|strangl)", re.IGNORECASE)
"""Where an attack is told with one of these, it is no other word for a bomb or a strike."""


_AIRCRAFT = re.compile(r"\b(?:air ?strikes?|air raids?|air-?raids?|war ?planes?|jets?|fighter|helicopters?|aircraft)\b", re.IGNORECASE)
_FIGHT = re.compile(r"\b(?:clash|fighting|fought|battl|fire-?fight|gun-?fight|gun ?battle)", re.IGNORECASE)
_GUNS = re.compile(r"\b(?:artillery|mortars?|howitzers?|rockets?|tanks?|shells?|shelled|shelling|grad)\b", re.IGNORECASE)


def _from_the_air(telling: Telling) -> bool:
    return telling.event.sub_event_type is Kind.AIR_DRONE_STRIKE and _AIRCRAFT.search(_trigger(telling)) is not None


def _from_the_ground(telling: Telling) -> bool:
    return telling.event.sub_event_type is Kind.SHELLING_ARTILLERY_MISSILE and _GUNS.search(_trigger(telling)) is not None


def _by_hand(telling: Telling) -> bool:
    return telling.event.sub_event_type is Kind.ATTACK and _HANDS.search(_trigger(telling)) is not None


def _in_a_fight(telling: Telling) -> bool:
    return telling.event.sub_event_type is Kind.ARMED_CLASH and _FIGHT.search(_trigger(telling)) is not None


def _trigger(telling: Telling) -> str:
    """The words that tell the event."""
    evidence = telling.event.evidence
    start, end = (offset - evidence.sentence.start for offset in (evidence.trigger.start, evidence.trigger.end))
    return telling.event.quote[max(0, start) : max(0, end)]
