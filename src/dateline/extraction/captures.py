"""Who took ground, and who was taken."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.trigger import Trigger
from dateline.extraction.weapons import ON_FOOT
from dateline.extraction.words import word_set

NON_STATE = word_set(
    """rebels rebel militants insurgents insurgent jihadists separatists fighters taliban militia group guerrillas islamists
    extremists faction factions opposition al-shabaab junta russian russia's rwandan israeli turkish m23 is isis isil"""
)
OUTLAW = word_set("gunmen men rebels militants bandits insurgents fighters jihadists uniform uniforms gang")
ARMED = ON_FOOT | OUTLAW | NON_STATE | word_set("gunman")


_GOVERNMENT = word_set(
    """army government regime troops police loyalists loyalist pro-government military soldiers commandos marines federal national
    authorities minister president premier peacekeepers"""
)

_PASSIVE = frozenset({"was", "were", "been", "being"})

_TAKINGS = frozenset({"capture", "seizure", "takeover", "fall"})

_LAW = word_set("police officers authorities agents commandos gendarmes security")

_CROWDED = frozenset({"crowds", "crowd", "protesters", "demonstrators", "rioters", "protestors"})


def captured(trigger: Trigger, words: Sequence[str]) -> Trigger:
    """Who took the ground; people who were seized were abducted, by the police arrested."""
    people = CLASSES["civilian"] | CLASSES["troops"]
    if words[trigger.start].startswith(("capture", "seize", "took", "take", "taking")) and trigger.weight < 0.5:
        for word in words[trigger.end : trigger.end + 5]:
            if word in ("in", "from", "at", "of", "by", ",", ".", "and", "control") or word in CLASSES["territory"]:
                break
            if word in people:
                before = words[max(0, trigger.start - 6) : trigger.start]
                law = not _LAW.isdisjoint(before) and OUTLAW.isdisjoint(before)
                return replace(trigger, kind=Kind.ARRESTS if law else Kind.ABDUCTION_FORCED_DISAPPEARANCE, weight=0.6, open=None)
    return replace(trigger, kind=_taker(trigger, words))


def _taker(trigger: Trigger, words: Sequence[str]) -> Kind:
    """Whether the government's side took the ground; a foreign army counts with those who overtake it, as in ACLED's codebook."""
    after = words[trigger.end : trigger.end + 12]
    if words[trigger.start].startswith("f") and "to" in words[trigger.start : trigger.end]:
        agents: Sequence[str] = words[trigger.end - 1 : trigger.end + 3]
    elif "by" in after and (
        after.index("by") <= 3
        or words[trigger.start] in _TAKINGS
        or not _PASSIVE.isdisjoint(words[max(0, trigger.start - 2) : trigger.start])
    ):
        agents = after[after.index("by") + 1 : after.index("by") + 6]
    else:
        agents = (*words[trigger.start : trigger.end], *words[max(0, trigger.start - 8) : trigger.start])
    for word in reversed(agents):
        if word in NON_STATE:
            return Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY
    before = words[max(0, trigger.start - 8) : trigger.start]
    if not _CROWDED.isdisjoint(agents) and ARMED.isdisjoint(agents):
        return Kind.VIOLENT_DEMONSTRATION
    aside = {word for at, word in enumerate(before) if "of" in before[max(0, at - 3) : at]}
    agents = [word for word in agents if word not in aside]
    if any(word in _GOVERNMENT for word in agents):
        return Kind.GOVERNMENT_REGAINS_TERRITORY
    return Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY
