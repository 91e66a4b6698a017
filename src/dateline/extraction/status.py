"""Whether an event is told as having happened: cue words that govern a trigger."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from dateline.extraction.codebook import Status
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.patterns import Found, Patterns
from dateline.extraction.trigger import Trigger
from dateline.extraction.words import word_set


class Cue(StrEnum):
    """What a cue says of the event it governs."""

    PLAN = "plan"
    MODAL = "modal"
    """"could", "may": a plan when somebody warns or threatens, else a mere thought."""
    WARN = "warn"
    CLAIM = "claim"
    DENY = "deny"
    NOT = "not"
    IF = "if"
    HABIT = "habit"


@dataclass(frozen=True, slots=True)
class Standing:
    """The status of an event and the words that made it so; `status` is None when the words tell no event."""

    status: Status | None
    cue: tuple[int, int] | None = None
    """Token indices, end exclusive."""


_CUES: tuple[tuple[Cue, str], ...] = (
    (Cue.PLAN, "~plan|~plot|~intend|~prepare|~threaten|~vow|~pledge|~scheme|~conspire"),
    (Cue.PLAN, "#plan|#plot|#threat|#preparation|#intention to|of|for|against"),
    (Cue.PLAN, "will|going|about|ready|set|poised|expected|due|scheduled|intends|wants|seeks to"),
    (Cue.PLAN, "will|shall|'ll"),
    (Cue.PLAN, "imminent|looming|impending|upcoming|planned|scheduled|expected|forthcoming|future|anticipated|threatened"),
    (Cue.PLAN, "~gear up for|to"),
    (Cue.PLAN, "~prepare|~preparing for"),
    (Cue.PLAN, "~urge|~call for|to|on|upon"),
    (Cue.PLAN, "~call a|an|another|for *5 march|rally|protest|protests|demonstration|demonstrations|strike"),
    (Cue.PLAN, "would"),
    (Cue.MODAL, "could|may|might|possible|potential|possibly|can"),
    (Cue.MODAL, "~fear|#risk|#fear|~risk|danger|peril|specter|spectre|prospect|possibility of|that|a|an"),
    (Cue.WARN, "~warn|~threaten|#warning|#threat|intelligence|~vow"),
    (Cue.PLAN, "~warn|#warning of|about|against"),
    (Cue.PLAN, "on alert for"),
    (Cue.CLAIM, "alleged|allegedly|~allege|reportedly|unconfirmed|purported|purportedly|supposedly|unverified|apparent|rumored|rumoured"),
    (Cue.CLAIM, "~accuse *8 of"),
    (Cue.CLAIM, "~accuse|~blame"),
    (Cue.CLAIM, "~claim that|to|it|its|they|he|the"),
    (Cue.CLAIM, "#accusation|#allegation|#rumor|#rumour|#claim of|that"),
    (Cue.DENY, "~deny|~refute|~dismiss|~reject|~rebut"),
    (
        Cue.NOT,
        "no|not|never|nothing|nobody|none|without|nor|neither|didn't|wasn't|weren't|hasn't|haven't|hadn't|don't|doesn't|isn't|aren't|didn’t|wasn’t|weren’t|hasn’t|won't",
    ),
    (Cue.NOT, "~fail|~refuse|~decline to"),
    (Cue.IF, "if|unless|whether|should|lest"),
    (Cue.IF, "in the? case|event of"),
    (Cue.HABIT, "often|frequently|regularly|rarely|usually|routinely|commonly|sometimes|typically|common|frequent|such|seasonal"),
)
_GOES_ON = word_set("continue keep go stop answer respond not cease")
_POSSIBLE = word_set("possible likely imminent expected planned feared probable")
_ARE = frozenset({"are", "is", "were", "was", "remain", "remained"})
_FALSE = word_set("false untrue baseless fabricated fake unfounded hoax")
_AUTHOR = word_set(
    """its his their her it they he she involvement responsibility responsible behind role carrying carried conducting launching
    targeting involved part having ordering ours our we"""
)
_ALSO_NOUNS = word_set("strikes attacks clashes protests raids fire retreat shelling protest")
_TRIED = word_set(
    """try tried tries trying attempt attempted attempts attempting manage managed began begin begins start started continue
    continued used went helped forced led seeking sought sought able decided advanced moved entered arrived returned took"""
)


class StatusFinder:
    """Judges the standing of triggers; made once, used for every sentence."""

    def __init__(self) -> None:
        self._cues: Patterns[Cue] = Patterns(((pattern, cue) for cue, pattern in _CUES), CLASSES)

    def cues(self, words: Sequence[str]) -> tuple[Found[Cue], ...]:
        """The cue words of a sentence."""
        if self._cues.heads.isdisjoint(words):
            return ()
        return tuple(self._cues.find(words))

    def judge(self, trigger: Trigger, words: Sequence[str], cues: Sequence[Found[Cue]]) -> Standing:
        """The standing that the cues give to the trigger."""
        claim: tuple[int, int] | None = None
        modal: Found[Cue] | None = None
        plan: Found[Cue] | None = None
        # "Russia could attack any day, the adviser warned."
        warned = any(found.value is Cue.WARN for found in cues)
        for found in cues:
            gap = trigger.start - found.end
            if found.start >= trigger.end - 1:
                if found.value is Cue.DENY and "which" in words[trigger.end : found.start] and found.start - trigger.end <= 14:
                    # "shot down most of them, which the other side denied".
                    claim = claim or (found.start, found.end)
                if (
                    found.value is Cue.HABIT
                    and found.start - trigger.end <= 3
                    and words[found.start] in ("common", "often", "frequently", "regularly", "frequent")
                ):
                    return Standing(None, (found.start, found.end))
                continue
            # A cue may stand within the trigger's words, before its last: "militants are planning an attack".
            gap = max(gap, 0)
            near = gap <= 10 and not _broken(words, found.end, trigger.start, gap)
            match found.value:
                case Cue.NOT if found.start >= trigger.start:
                    # "fell without a fight": what did not happen is part of what did.
                    continue
                case Cue.NOT if found.end - found.start == 2 and gap > 1:
                    # "guards who refused to surrender were taken captive".
                    continue
                case Cue.NOT if gap <= 3 and not {"only", "casualties", "injuries", "damage", ","} & set(
                    words[found.start : trigger.start]
                ):
                    return Standing(None, (found.start, found.end))
                case Cue.IF if gap <= 7 and near:
                    return Standing(None, (found.start, found.end))
                case Cue.HABIT if gap <= 1:
                    return Standing(None, (found.start, found.end))
                case Cue.DENY if (
                    gap <= 14 and found.start < trigger.start and ("and", "said") not in pairwise(words[found.end : trigger.start])
                ):
                    between = set(words[found.start : trigger.end + 1])
                    status = Status.ALLEGED if between & _AUTHOR else Status.DENIED
                    return Standing(status, (found.start, found.end))
                case Cue.PLAN if near and not _GOES_ON.isdisjoint(words[found.end : trigger.start]):
                    return Standing(None, (found.start, found.end))
                case Cue.PLAN if near and _deed_beside(words, trigger, found):
                    continue
                case Cue.PLAN if near and (plan is None or found.start > plan.start) and _governs(words, found, gap):
                    plan = found
                case Cue.MODAL if near and gap <= 6:
                    modal = found
                case Cue.CLAIM if gap <= 14 and claim is None:
                    claim = (found.start, found.end)
                case _:
                    pass
        after = words[trigger.end : trigger.end + 8]
        if after[:2] in (("denied", "."), ("denied",)):
            # "В Ереване обстрел отрицают": where those are who deny it.
            return Standing(None, (trigger.end, trigger.end + 1))
        if after[:2] in (("not", "was"), ("not", "were")):
            return Standing(None, (trigger.end, trigger.end + 2))
        if not _POSSIBLE.isdisjoint(after[:3]) and not _ARE.isdisjoint(after[:2]):
            # "warned that more attacks were possible".
            return Standing(Status.PLANNED if warned else None, (trigger.end, trigger.end + 2))
        if not _FALSE.isdisjoint(after) and ("was" in after or "were" in after or "are" in after or "is" in after or "as" in after):
            return Standing(Status.DENIED, (trigger.end, min(trigger.end + 8, len(words))))
        if plan is not None:
            return Standing(Status.PLANNED, (plan.start, plan.end))
        if modal is not None:
            return Standing(Status.PLANNED if warned else None, (modal.start, modal.end))
        if _purpose(words, trigger):
            return Standing(Status.PLANNED if warned else None)
        if claim is not None:
            return Standing(Status.ALLEGED, claim)
        return Standing(Status.OCCURRED)


def _deed_beside(words: Sequence[str], trigger: Trigger, cue: Found[Cue]) -> bool:
    """Whether the trigger is a deed told beside a plot, not the plotted: "foiled a plot to bomb a market and arrested seven people"."""
    start = trigger.start
    return (
        words[start].endswith("ed")
        and words[start - 1] == "and"
        and not {"will", "would", "shall", "'ll"} & set(words[cue.start : cue.end])
    )


def _broken(words: Sequence[str], start: int, end: int, gap: int) -> bool:
    """Whether a clause ends between a cue and the trigger, so that the cue governs something else."""
    between = words[start:end]
    if any(
        word in (";", ":", "after", "while", "but", "when", "which", "who", "—", "–", "because", "following", "since", "over")
        for word in between
    ):
        return True
    return "," in between and gap > 5


def _governs(words: Sequence[str], cue: Found[Cue], gap: int) -> bool:
    """Whether a planning word plans this trigger and not something else."""
    word = words[cue.start]
    if word in ("would", "will", "shall", "'ll") and gap > 5:
        return False
    if word in ("order", "ordered", "orders", "ordering") and gap > 4:
        return False
    adjectives = (
        "imminent",
        "looming",
        "impending",
        "upcoming",
        "planned",
        "scheduled",
        "expected",
        "forthcoming",
        "future",
        "anticipated",
        "threatened",
    )
    if cue.end - cue.start == 1 and word in adjectives and "to" not in words[cue.end : cue.end + gap]:
        return gap <= 3
    # "plans to build a dam protested": a plan's own object stands between.
    return word not in ("set", "due", "ready") or gap <= 4


def _purpose(words: Sequence[str], trigger: Trigger) -> bool:
    """Whether the trigger is an infinitive of purpose: "sent to attack", not "tried to attack"."""
    start = trigger.start
    if start < 2 or words[start - 1] != "to" or words[start].endswith(("ed", "ing")):
        return False
    if words[start] in _ALSO_NOUNS:
        return False
    return _TRIED.isdisjoint(words[max(0, start - 5) : start - 1])
