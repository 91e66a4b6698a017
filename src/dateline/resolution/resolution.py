"""Which place a toponym means, and how sure that is."""

from dataclasses import dataclass

from dateline.gazetteer.place import Place
from dateline.recognition.toponym import Toponym


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a toponym may mean."""

    place: Place
    score: float
    """Higher is likelier; comparable only among the candidates of one toponym."""
    reasons: tuple[str, ...]
    """Short clauses for a reader: "named exactly", "largest of the name", "the report is about SY"."""


@dataclass(frozen=True, slots=True)
class Resolution:
    """A toponym with the places it may mean, best first."""

    toponym: Toponym
    candidates: tuple[Candidate, ...]
    chosen: Candidate | None
    """None when no candidate is good enough; the name is then known to be a place, but not which."""
    confidence: float
    """From 0 to 1: how likely it is that `chosen` is right."""

    @property
    def place(self) -> Place | None:
        """The chosen place, if any."""
        return self.chosen.place if self.chosen else None
