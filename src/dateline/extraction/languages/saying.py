"""Who says so, and on which day it was said, from the English words that a sentence of another language was read into."""

from collections.abc import Iterator, Sequence

from dateline.extraction.attribution import AttributionMention
from dateline.extraction.dates import DateMention
from dateline.extraction.tokens import Tokens
from dateline.recognition.actors import ActorMention

_SAY = frozenset({"said", "announced"})
_BREAKS = frozenset({",", "that", ":", ";", "«", "»", '"', "and"})
_PARTIES = frozenset({"forces", "government", "armed group", "militia", "rebels", "police", "coalition"})
_BETWEEN = 4
"""So many words may stand between a word of saying and its day: those who say it."""
_REACH = 5


def foreign_attributions(
    sentence: int, tokens: Tokens, dates: Sequence[DateMention], actors: Sequence[ActorMention]
) -> Iterator[AttributionMention]:
    """At most one attribution for each word of saying; the speaker is the known actor beside it, "" where none is."""
    words = tokens.words
    for at, word in enumerate(words):
        quoted = word == "according" and words[at + 1 : at + 2] == ("to",)
        if word not in _SAY and not quoted:
            continue
        said = None if quoted else next((day for day in dates if _beside(tokens, at, day.start, day.end)), None)
        speaker = _speaker(tokens, at, actors, after=quoted)
        if said is None and speaker is None:
            continue
        start, end = tokens.starts[at], tokens.ends[at]
        if speaker is not None:
            start, end = min(start, speaker.start), max(end, speaker.end)
        yield AttributionMention(
            start,
            end,
            sentence,
            (speaker.actor.name if speaker.actor else speaker.text) if speaker else "",
            party=bool(speaker and speaker.actor and speaker.actor.kind in _PARTIES),
            said=(said.start, said.end) if said else None,
        )


def _beside(tokens: Tokens, at: int, start: int, end: int) -> bool:
    """Whether nothing but a word or two stands between the word of saying and the day."""
    first, last = tokens.at(start), tokens.at(end - 1) + 1
    between = tokens.words[at + 1 : first] if first > at else tokens.words[last:at]
    return len(between) <= _BETWEEN and _BREAKS.isdisjoint(between)


def _speaker(tokens: Tokens, at: int, actors: Sequence[ActorMention], *, after: bool) -> ActorMention | None:
    best: tuple[int, ActorMention] | None = None
    for actor in actors:
        first, last = tokens.at(actor.start), tokens.at(actor.end - 1) + 1
        if last <= at and after:
            continue
        between = tokens.words[at + 1 : first] if first > at else tokens.words[last:at]
        if len(between) <= _REACH and _BREAKS.isdisjoint(between) and (best is None or len(between) < best[0]):
            best = (len(between), actor)
    return best[1] if best else None
