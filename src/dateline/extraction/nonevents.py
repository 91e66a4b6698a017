"""Words that look like triggers and tell no event; `tables/nonevents.txt` holds them."""

from dateline.extraction.lexicon import CLASSES
from dateline.extraction.patterns import Patterns
from dateline.extraction.tables import sections

_SECTIONS = dict(sections("nonevents.txt"))

MASKS: Patterns[None] = Patterns(((line, None) for line in _SECTIONS["masks"]), CLASSES)
"""A trigger whose last word lies within a match tells no event."""

OPENINGS: Patterns[None] = Patterns(((line, None) for line in _SECTIONS["openings"]), CLASSES)
"""A trigger whose first word lies within a match tells no event."""

TOPICS: frozenset[str] = frozenset(" ".join(_SECTIONS["topics"]).split())
"""Words of sport, business, culture and health: where they outnumber weapons and fighters, a sentence tells no event."""

ACCIDENTS: frozenset[str] = frozenset(" ".join(_SECTIONS["accidents"]).split())
"""Words of accidents and nature: with one of them and no weapon, deaths and explosions are no events."""
