"""Which of the dead and wounded belong to an event, and how many they are together."""

from collections.abc import Iterable, Sequence

from dateline.extraction.casualties import CasualtyMention, Harm
from dateline.extraction.event import Span, Toll
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger


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
        if casualty.cumulative:
            continue
        at, end = tokens.at(casualty.start), tokens.at(casualty.end - 1)

        def distance(index: int, at: int = at, end: int = end) -> tuple[int, int]:
            trigger, place = triggers[index]
            to_trigger = min(abs(at - trigger.start), abs(at - trigger.end), abs(end - trigger.start))
            return (min(to_trigger, abs(at - place) + 1) if place is not None else to_trigger, index)

        dealt[min(range(len(triggers)), key=distance)].append(casualty)
    return dealt


def add_up(casualties: Iterable[CasualtyMention], *, shared: bool = False) -> tuple[Toll, tuple[Span, ...]]:
    """The toll that the mentions tell together and their spans; `shared` when several places share it, so that each had none to all."""
    mentions = sorted(casualties, key=lambda mention: mention.start)
    killed = _sum([mention for mention in mentions if mention.harm is Harm.KILLED])
    wounded = _sum([mention for mention in mentions if mention.harm is Harm.WOUNDED])
    if shared:
        killed = (0, killed[1]) if killed else None
        wounded = (0, wounded[1]) if wounded else None
    return Toll(*(killed or (None, None)), *(wounded or (None, None))), tuple(Span(mention.start, mention.end) for mention in mentions)


def _sum(mentions: Sequence[CasualtyMention]) -> tuple[int, int] | None:
    """A whole toll replaces its parts; without one the parts add up."""
    whole = [mention for mention in mentions if mention.total]
    if whole:
        return max((mention.low, mention.high) for mention in whole)
    return (sum(mention.low for mention in mentions), sum(mention.high for mention in mentions)) if mentions else None
