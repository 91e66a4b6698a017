"""An attribution: the words that say who says so."""

from dataclasses import dataclass
from enum import StrEnum


class Stance(StrEnum):
    """What the speaker does with what is told."""

    STATED = "stated"
    CLAIMED = "claimed"
    DENIED = "denied"
    ACCUSED = "accused"
    THREATENED = "threatened"
    WARNED = "warned"


@dataclass(frozen=True, slots=True)
class AttributionMention:
    """Words that say who says so: `text[start:end]`, from the speaker to the verb, in code points, end exclusive."""

    start: int
    end: int
    sentence: int
    """The index of the sentence that holds it."""
    speaker: str
    """As written, without an article; the one named before for "he said" and "the source added"; "" when nobody is named."""
    outlet: str | None = None
    """The agency, channel or paper it came through: the actor table's name where known, else as written."""
    party: bool = False
    """Whether the speaker is an army, a government, an armed group or an official of one."""
    said: tuple[int, int] | None = None
    """The span of the date expression that dates the saying."""
    stance: Stance = Stance.STATED
    unnamed: bool = False
    """A source without a name: "a security source", "witnesses"."""
    carried: bool = False
    """The speaker was named in an earlier sentence."""
