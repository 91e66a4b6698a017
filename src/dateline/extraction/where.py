"""Which of the places of a report an event happened at."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.containment import WIDE, contains, is_wide
from dateline.extraction.leads import PLACE_WORDS, Lead
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.spots import PlaceMention, Spot, survey
from dateline.extraction.tokens import PARTS_OF_DAY
from dateline.extraction.trigger import Trigger
from dateline.extraction.words import word_set

__all__ = ["ACCEPT", "PLACE_WORDS", "Choice", "Lead", "PlaceMention", "Spot", "choose", "contains", "is_wide", "survey"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The spots an event happened at, with how well they fit."""

    spots: tuple[Spot, ...]
    score: float


ACCEPT = 0.8
"""A spot that fits less well is no scene of the event."""

_LEAVING = word_set("withdrew withdraw withdraws withdrawn withdrawing retreat retreated retreats retreating pulled withdrawal")
_ARRIVED = word_set("landed hit hitting struck striking fell falling crashed exploded towards toward at into on targeting targeted")
_FIRED = frozenset({Kind.SHELLING_ARTILLERY_MISSILE, Kind.AIR_DRONE_STRIKE})
_TURNING = frozenset({"while", "whereas", "meanwhile"})
_TOWARDS = frozenset({"towards", "toward"})
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


def choose(trigger: Trigger, spots: Sequence[Spot], numbers: Sequence[int], words: Sequence[str]) -> Choice | None:
    """The spots of its sentence that the triggered event happened at; None when none fits."""
    best: tuple[float, Spot] | None = None
    pointed = words[trigger.end : trigger.end + 1] in (("it",), ("there",))
    for spot in spots:
        if trigger.start <= spot.first and spot.last <= trigger.end and spot.lead is Lead.BARE:
            score = 2.5
        elif pointed and spot.last <= trigger.start and spot.mention.place.kind not in WIDE:
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
        if other.chain == spot.chain and not other.wrapper and (other.mention.place.kind in WIDE) == (spot.mention.place.kind in WIDE)
    )
    distinct: dict[str, Spot] = {}
    for other in same or (spot,):
        distinct.setdefault(other.mention.place.id, other)
    opening = min(other.first for other in (*same, spot))
    if spot.wrapper and same:
        # "in Maru district of Zamfara state": the finer of the two.
        spot = same[0]
    if spot.mention.place.id not in distinct or _on_a_line(words[max(0, opening - 4) : opening]):
        first = min(same, key=lambda other: other.first, default=spot)
        return Choice((first if spot in same else spot,), score)
    return Choice(tuple(distinct.values()), score)


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
    elif spot.lead is Lead.TO and kind in _FIRED and after and not _TOWARDS.isdisjoint(words[trigger.end : spot.first]):
        # "fired two missiles towards Mocha"
        score = 2.6
    elif spot.lead is Lead.TO and "spread" in words[max(0, spot.first - 4) : spot.first]:
        # "Looting spread to Durban."
        score = 3.0
    elif spot.lead is Lead.TO:
        if kind in (Kind.CHANGE_TO_GROUP_ACTIVITY, Kind.HEADQUARTERS_OR_BASE_ESTABLISHED) and after:
            score = 2.0
    elif spot.lead is Lead.THROUGH and kind.event_type.value in ("protests", "riots"):
        score = 2.6
    elif spot.lead is Lead.OF and after and spot.first - trigger.end <= 6:
        score = 2.8
    if not after and "where" in words[spot.last : spot.last + 2] and trigger.start - spot.last <= 14:
        # "from Southport, where three girls were stabbed".
        return 4.0
    if spot.lead is Lead.TO and words[trigger.start] in _LEAVING:
        score = min(score, 0.2)
    if after and any(
        word in ("after", "before", "since") and words[at + 1] not in PARTS_OF_DAY
        for at, word in enumerate(words[: spot.first], 0)
        if at >= trigger.end
    ):
        score -= 2.2
    if _origin(words, spot):
        score -= 4.0
    clause_gap = abs(numbers[min(spot.first, len(numbers) - 1)] - numbers[trigger.start])
    score += 0.8 if clause_gap == 0 else -0.5 * min(clause_gap, 3)
    between = words[trigger.end : spot.first] if after else words[spot.last : trigger.start]
    if not _TURNING.isdisjoint(between):
        # "bombed Hamouriyah, while helicopters attacked Jisreen"
        score -= 2.0
    distance = spot.first - trigger.end if after else trigger.start - spot.last
    score -= min(max(distance, 0) * 0.07, 1.8)
    score += 0.3 if after else 0.0
    if spot.lead is Lead.BARE and after:
        score += 0.6
    if spot.mention.place.kind in WIDE:
        score -= 1.2
    if spot.wrapper:
        score -= 1.6
    return score


def _on_a_line(before: Sequence[str]) -> bool:
    """Whether it was somewhere from the one to the other: "between Saraqib and Maarat", "on the border of Bijapur and Sukma"."""
    lines = ("border", "boundary", "road", "highway")
    return "between" in before or any(word in lines and following in ("of", "linking") for word, following in pairwise(before))


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
        if word in ("launched", "fired", "launch", "coming", "originating", "flew", "flying", "departed") and "from" in before[index:]:
            # "rockets fired from Lebanon landed near Kiryat Shmona": there they came down.
            return _ARRIVED.isdisjoint(before[index + before[index:].index("from") :])
    return False
