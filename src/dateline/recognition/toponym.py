"""A toponym: a place name as written, with its span."""

from dataclasses import dataclass
from enum import StrEnum


class ToponymKind(StrEnum):
    """How the name is used in the sentence."""

    PLACE = "place"
    """The name means the place itself."""
    DATELINE = "dateline"
    """The head of a report: "BEIRUT (Reuters) –"; where it was filed, not where something happened."""
    METONYM = "metonym"
    """A state or capital standing for its government: "Moscow accuses"; a place in the name of an institution: "Riverton University"."""
    DEMONYM = "demonym"
    """An adjective or a people: "Turkish", "Chechens". No place of anything, and given only when asked for."""


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as written: `report.text[start:end] == text`, in code points, end exclusive."""

    start: int
    end: int
    text: str
    kind: ToponymKind = ToponymKind.PLACE
    confidence: float = 1.0
    """From 0 to 1: how sure the recognizer is that these words name a place."""
