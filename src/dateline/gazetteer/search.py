"""Search as a person types: "Saraqib, Idlib", "Tripoli, Libya", "Qamishly"."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dateline.gazetteer.gazetteer import Gazetteer, Match


def search(gazetteer: "Gazetteer", text: str, *, limit: int = 10, countries: tuple[str, ...] = ()) -> "tuple[Match, ...]":
    """The places that a typed text may mean, best first."""
    name, *_rest = [part.strip() for part in text.split(",")]
    found = [match for match in gazetteer.lookup(name) if not countries or match.place.country in countries]
    return tuple(found[:limit])
