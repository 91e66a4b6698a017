"""The weapon that the words beside a trigger name, and what they name none for."""

from collections.abc import Sequence
from itertools import takewhile

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.patterns import Found
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import Open
from dateline.extraction.words import word_set

ON_FOOT = word_set("gunmen attackers militants insurgents rebels assailants bandits jihadists extremists separatists guerrillas")


_DUG = word_set(
    "gold coal copper salt cobalt diamond jade silver iron tin coltan uranium emerald ruby lithium zinc bauxite amber illegal artisanal"
)

_NO_MISSILE = frozenset({"launcher", "launchers", "system", "systems", "defense", "defence", "unit", "units", "squad"})

_ARMIES = word_set("military army forces jets warplanes aircraft planes israel coalition")

_LAW_FORCES = frozenset({"police", "troops", "soldiers", "army", "forces", "officers", "commandos", "paramilitaries"})

_SUSPECTED = frozenset({"suspected", "members", "suspects", "attackers", "assailants", "gunmen", "militants", "bandits", "terrorists"})

_STATE_FORCES = frozenset({"army", "troops", "force", "forces", "marines", "paratroopers", "coalition"})

_GROUPS = word_set("gunmen militants rebels insurgents bandits militia jihadists rapid support paramilitary paramilitaries security")

_SETTLEMENTS = frozenset({"city", "town", "stronghold", "suburb", "port", "enclave", "capital", "outskirts"})

_TURNS = frozenset({"as", "when", "after", "while", "before", "by", "during"})


def weapon_of(trigger: Trigger, numbers: Sequence[int], instruments: Sequence[Found[Kind]], words: Sequence[str]) -> Kind | None:
    """The kind that the nearest weapon tells: of the trigger's own clause, else within twelve tokens; None without one."""
    best: tuple[int, int, int, Kind] | None = None
    for found in instruments:
        if trigger.start <= found.start < trigger.end and found.value is Kind.ATTACK:
            continue
        if (found.end < len(words) and words[found.end] in _NO_MISSILE) or _pit(found.start, words):
            continue
        distance = max(found.start - trigger.end, trigger.start - found.end, 0)
        other_clause = int(numbers[found.start] != numbers[trigger.start])
        if distance > 14 or (other_clause and distance > 6):
            continue
        # A grenade thrown by a launcher and a bomb dropped from the air are told by the longer phrase.
        key = (int(found.value is Kind.ATTACK), other_clause, distance - 2 * (found.end - found.start), found.value)
        if best is None or key[:3] < best[:3]:
            best = key
    return best[3] if best else None


def from_afar(trigger: Trigger, words: Sequence[str]) -> bool:
    """Whether an army struck a building: "the military denied that it had struck a school"."""
    before, after = words[max(0, trigger.start - 10) : trigger.start], words[trigger.end : trigger.end + 6]
    return not _ARMIES.isdisjoint(before) and not CLASSES["building"].isdisjoint(after)


def _pit(at: int, words: Sequence[str]) -> bool:
    """Whether a mine is one that people work in: "an attack on a mine", "a gold mine"."""
    if words[at] not in ("mine", "mines") or at == 0:
        return False
    if words[at - 1] in _DUG:
        return True
    return words[at - 1] in ("a", "an", "the") and at > 1 and words[at - 2] in ("on", "at", "in", "into", "inside", "near", "of")


def by_target(trigger: Trigger, words: Sequence[str]) -> Kind:
    """Armed clash when fighters are the target, attack when civilians or nobody in particular are."""
    passive = (
        trigger.start > 0
        and words[trigger.start - 1] in ("was", "were", "been", "being", "are", "is", "and")
        and words[trigger.start].endswith(("ed", "ot", "en", "k"))
    )
    # "militants in military uniforms killed …": those who act stand within the trigger.
    acting = trigger.end - trigger.start > 1 and words[trigger.start] in CLASSES["gang"] | ON_FOOT
    after = words[trigger.end if acting else trigger.start + 1 : trigger.end + 9]
    before = words[max(0, trigger.start - 8) : trigger.start]
    received = words[trigger.start].startswith(("came", "come"))
    # "Troops killed 58 people": those before an active verb are not its target.
    if passive:
        # "was shot as police broke up a crowd": of those told behind it only "while …" could be the target, and is not.
        ordered = [*reversed(before), *takewhile(lambda word: word not in _TURNS, after)]
    elif received:
        ordered = [*reversed(before)]
    else:
        ordered = [*after, *(() if trigger.open is Open.KILL else before[-1:])]
    if trigger.open is Open.KILL and not passive and not _LAW_FORCES.isdisjoint(before) and not _SUSPECTED.isdisjoint(after[:4]):
        # "police killed four suspected members of the gang"
        return Kind.ARMED_CLASH
    if trigger.open is Open.ATTACK and not passive and not _STATE_FORCES.isdisjoint(before) and _GROUPS.isdisjoint(before):
        # Armies assault towns to take them.
        ordered = [word for word in ordered if word not in _SETTLEMENTS]
        if not _SETTLEMENTS.isdisjoint(after[:6]) and CLASSES["civilian"].isdisjoint(after[:6]):
            return Kind.ARMED_CLASH
    for word in ordered:
        if word in ("by", "when", "after", "who", "as") and not passive:
            break
        if word in CLASSES["troops"] and word not in CLASSES["civilian"]:
            return Kind.ARMED_CLASH
        if word in CLASSES["civilian"] or word in CLASSES["building"] or word in CLASSES["vehicle"]:
            return Kind.ATTACK
    return Kind.ATTACK
