"""The capital told again in the languages besides English: "la capitale", "в столице", "العاصمة"."""

import re
from collections.abc import Mapping, Sequence

from dateline.extraction.where import PlaceMention
from dateline.gazetteer.place import Place

_CAPITAL = re.compile(
    r"\b(?:la capitale|la capital|a capital|столиц[аеуыі]|столицею|столицей|(?:و|ب|ل|وب)?العاصمة|başkentte(?:ki)?|başkente|"
    r"der Hauptstadt|die Hauptstadt)\b",
    re.IGNORECASE,
)
_NAMED_BEHIND = 26
"""A place named within so many characters behind, in the same clause, is the capital itself: "la capitale somalienne, Mogadiscio"."""
_LONG = 40
_CERTAINTY = 0.8


def capitals_told_again(text: str, mentions: Sequence[PlaceMention], seats: Mapping[str, Place]) -> tuple[PlaceMention, ...]:
    """The mentions, sorted, with those of the capital of the country told last; `seats` are the capitals by country."""
    added: list[PlaceMention] = []
    before = 0
    for found in _CAPITAL.finditer(text):
        while before < len(mentions) and mentions[before].end <= found.start():
            before += 1
        if before < len(mentions) and mentions[before].start < found.end() + _NAMED_BEHIND:
            behind = text[found.end() : mentions[before].start]
            if not re.search(r"[.;:!?]", behind):
                continue
        earlier = mentions[max(0, before - _LONG) : before] or mentions[:1]
        country = next((mention.place.country for mention in reversed(earlier) if mention.place.country), None)
        seat = seats.get(country) if country else None
        if seat is not None:
            added.append(PlaceMention(found.start(), found.end(), seat, _CERTAINTY))
    return tuple(sorted((*mentions, *added), key=lambda mention: (mention.start, mention.end))) if added else tuple(mentions)
