"""Which of the dead and wounded belong to an event, and how many they are together."""

from collections.abc import Iterable, Sequence

from dateline.extraction.casualties import CasualtyMention
from dateline.extraction.event import Span, Toll
from dateline.extraction.kinds import Trigger
from dateline.extraction.tokens import Tokens

_SUBSET = ("including", "among them", "of them", "of whom", "among the dead", "most of", "whom")


def share(
    casualties: Sequence[CasualtyMention], triggers: Sequence[tuple[Trigger, int | None]], tokens: Tokens
) -> list[list[CasualtyMention]]:
    """The casualties of a sentence dealt out to its events, each given as its trigger and the token of its place.

    One event takes all; of several, the one whose place or trigger stands nearest, the place counting more.
    """
    dealt: list[list[CasualtyMention]] = [[] for _ in triggers]
    if not triggers:
        return dealt
    for casualty in casualties:
        if casualty.total:
            continue
        at = tokens.at(casualty.start)

        def distance(index: int, at: int = at) -> tuple[int, int]:
            trigger, place = triggers[index]
            to_trigger = min(abs(at - trigger.start), abs(at - trigger.end))
            return (min(to_trigger, abs(at - place)) if place is not None else to_trigger, index)

        dealt[min(range(len(triggers)), key=distance)].append(casualty)
    return dealt


def add_up(text: str, casualties: Iterable[CasualtyMention], *, shared: bool = False) -> tuple[Toll, tuple[Span, ...]]:
    """The toll that the mentions tell together and their spans; `shared` when several places share it, so that each had none to all."""
    spans: list[Span] = []
    figures: dict[str, tuple[int, int]] = {}
    last_end: dict[str, int] = {}
    for casualty in sorted(casualties, key=lambda mention: mention.start):
        harm = str(casualty.harm)
        low, high = casualty.low, casualty.high
        if harm not in figures:
            figures[harm] = (low, high)
        else:
            between = text[last_end[harm] : casualty.start].lower()
            if any(words in between for words in _SUBSET):
                continue
            known_low, known_high = figures[harm]
            if "." not in between and ("and" in between or "," in between) and len(between) <= 60 and low > 0 and known_low > 0:
                figures[harm] = (known_low + low, known_high + high)
            else:
                figures[harm] = max((known_low, known_high), (low, high))
        last_end[harm] = casualty.end
        spans.append(Span(casualty.start, casualty.end))
    killed, wounded = figures.get("killed"), figures.get("wounded")
    if shared:
        killed = (0, killed[1]) if killed else None
        wounded = (0, wounded[1]) if wounded else None
    toll = Toll(
        killed[0] if killed else None,
        killed[1] if killed else None,
        wounded[0] if wounded else None,
        wounded[1] if wounded else None,
    )
    return toll, tuple(spans)
