"""The words that tell an event, as patterns with the kind they tell and how surely they tell it; `tables/triggers.txt` holds them."""

from dataclasses import dataclass
from enum import StrEnum

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.tables import sections


class Open(StrEnum):
    """A trigger whose kind its arguments decide."""

    STRIKE = "strike"
    """Something hit something: a weapon is sought."""
    ATTACK = "attack"
    """Somebody attacked somebody: a weapon, then the target is sought."""
    BLAST = "blast"
    """Something exploded."""
    KILL = "kill"
    """Somebody was hurt; how is sought."""
    SHOOT = "shoot"
    """Shots were fired at somebody."""
    CAPTURE = "capture"
    """Ground changed hands: who took it is sought."""
    PROTEST = "protest"
    """People demonstrated: what became of it is sought."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern tells."""

    kind: Kind | Open
    weight: float
    """From 0 to 1: how surely the words alone tell such an event."""


def _rules() -> tuple[tuple[str, Rule], ...]:
    rules: list[tuple[str, Rule]] = []
    for header, lines in sections("triggers.txt"):
        name, weight = header.split()
        kind = Open(name[1:]) if name.startswith("?") else Kind(name)
        rules += [(line, Rule(kind, float(weight))) for line in lines]
    return tuple(rules)


RULES: tuple[tuple[str, Rule], ...] = _rules()
