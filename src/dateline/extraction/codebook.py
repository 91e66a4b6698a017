"""The codes of events: ACLED's published event and sub-event types, and Dateline's status and salience."""

from enum import StrEnum


class EventType(StrEnum):
    """The six event types of ACLED's codebook."""

    BATTLES = "battles"
    EXPLOSIONS_REMOTE_VIOLENCE = "explosions_remote_violence"
    VIOLENCE_AGAINST_CIVILIANS = "violence_against_civilians"
    PROTESTS = "protests"
    RIOTS = "riots"
    STRATEGIC_DEVELOPMENTS = "strategic_developments"


class SubEventType(StrEnum):
    """The twenty-five sub-event types of ACLED's codebook."""

    ARMED_CLASH = "armed_clash"
    GOVERNMENT_REGAINS_TERRITORY = "government_regains_territory"
    NON_STATE_ACTOR_OVERTAKES_TERRITORY = "non_state_actor_overtakes_territory"
    AIR_DRONE_STRIKE = "air_drone_strike"
    SHELLING_ARTILLERY_MISSILE = "shelling_artillery_missile"
    REMOTE_EXPLOSIVE_LANDMINE_IED = "remote_explosive_landmine_ied"
    SUICIDE_BOMB = "suicide_bomb"
    GRENADE = "grenade"
    CHEMICAL_WEAPON = "chemical_weapon"
    ATTACK = "attack"
    ABDUCTION_FORCED_DISAPPEARANCE = "abduction_forced_disappearance"
    SEXUAL_VIOLENCE = "sexual_violence"
    PEACEFUL_PROTEST = "peaceful_protest"
    PROTEST_WITH_INTERVENTION = "protest_with_intervention"
    EXCESSIVE_FORCE_AGAINST_PROTESTERS = "excessive_force_against_protesters"
    VIOLENT_DEMONSTRATION = "violent_demonstration"
    MOB_VIOLENCE = "mob_violence"
    AGREEMENT = "agreement"
    ARRESTS = "arrests"
    CHANGE_TO_GROUP_ACTIVITY = "change_to_group_activity"
    DISRUPTED_WEAPONS_USE = "disrupted_weapons_use"
    HEADQUARTERS_OR_BASE_ESTABLISHED = "headquarters_or_base_established"
    LOOTING_PROPERTY_DESTRUCTION = "looting_property_destruction"
    NON_VIOLENT_TRANSFER_OF_TERRITORY = "non_violent_transfer_of_territory"
    OTHER = "other"

    @property
    def event_type(self) -> EventType:
        """The event type that this sub-event type belongs to."""
        return _EVENT_TYPE[self]

    @property
    def label(self) -> str:
        """The name for a reader: "Air/drone strike"."""
        return _LABELS.get(self, self.value.replace("_", " ").capitalize())


_GROUPS: dict[EventType, tuple[SubEventType, SubEventType]] = {
    EventType.BATTLES: (SubEventType.ARMED_CLASH, SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY),
    EventType.EXPLOSIONS_REMOTE_VIOLENCE: (SubEventType.AIR_DRONE_STRIKE, SubEventType.CHEMICAL_WEAPON),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (SubEventType.ATTACK, SubEventType.SEXUAL_VIOLENCE),
    EventType.PROTESTS: (SubEventType.PEACEFUL_PROTEST, SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS),
    EventType.RIOTS: (SubEventType.VIOLENT_DEMONSTRATION, SubEventType.MOB_VIOLENCE),
    EventType.STRATEGIC_DEVELOPMENTS: (SubEventType.AGREEMENT, SubEventType.OTHER),
}
"""First and last of each event type's run in the order of `SubEventType`."""

_ORDER = list(SubEventType)
_EVENT_TYPE: dict[SubEventType, EventType] = {
    sub: event_type for event_type, (first, last) in _GROUPS.items() for sub in _ORDER[_ORDER.index(first) : _ORDER.index(last) + 1]
}
_LABELS = {
    SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY: "Non-state actor overtakes territory",
    SubEventType.AIR_DRONE_STRIKE: "Air/drone strike",
    SubEventType.SHELLING_ARTILLERY_MISSILE: "Shelling/artillery/missile attack",
    SubEventType.REMOTE_EXPLOSIVE_LANDMINE_IED: "Remote explosive/landmine/IED",
    SubEventType.ABDUCTION_FORCED_DISAPPEARANCE: "Abduction/forced disappearance",
    SubEventType.LOOTING_PROPERTY_DESTRUCTION: "Looting/property destruction",
    SubEventType.NON_VIOLENT_TRANSFER_OF_TERRITORY: "Non-violent transfer of territory",
}


class Status(StrEnum):
    """Whether an event is told as having happened."""

    OCCURRED = "occurred"
    ALLEGED = "alleged"
    """A party or one unnamed source says so, or another denies it."""
    PLANNED = "planned"
    """A threat, a warning, a plan."""
    DENIED = "denied"


class Salience(StrEnum):
    """Whether an event is what the report tells, or told as history."""

    MAIN = "main"
    BACKGROUND = "background"
