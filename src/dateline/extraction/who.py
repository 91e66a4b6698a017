"""Who takes part in an event, and on which side of its verb."""

from collections.abc import Sequence

from dateline.extraction.event import Actor, Role, Span
from dateline.extraction.kinds import Trigger
from dateline.extraction.tokens import Tokens
from dateline.recognition.actors import ActorMention

_PASSIVE = frozenset({"was", "were", "been", "being", "is", "are", "be", "got"})
_SUFFERED = frozenset({"killed", "wounded", "injured", "died", "hurt", "shot", "abducted", "kidnapped", "hit", "martyred", "captured"})
_NAMELESS: dict[str, str] = {
    "gunmen": "gunmen",
    "bandits": "bandits",
    "militants": "militants",
    "insurgents": "insurgents",
    "rebels": "rebels",
    "police": "police",
    "protesters": "protesters",
    "demonstrators": "protesters",
    "rioters": "rioters",
    "separatists": "separatists",
    "pirates": "pirates",
    "herders": "herders",
    "farmers": "farmers",
    "jihadists": "jihadists",
    "civilians": "civilians",
    "villagers": "villagers",
    "students": "students",
    "worshippers": "worshippers",
    "journalists": "journalists",
    "migrants": "migrants",
    "refugees": "refugees",
    "settlers": "settlers",
    "soldiers": "soldiers",
    "troops": "troops",
    "mob": "mob",
    "peacekeepers": "peacekeepers",
}
"""Parties that reports leave without a name, kept as written."""
_NO_PARTIES = frozenset({"outlet", "monitor", "event"})
_WARS = (" War", " war", " Conflict", " Crisis")
_LIMIT = 8


def parties(
    trigger: Trigger, tokens: Tokens, mentions: Sequence[ActorMention], aside: Sequence[tuple[int, int]]
) -> tuple[tuple[Actor, ...], tuple[Span, ...]]:
    """The actors of the triggered event with their spans; `aside` are stretches of the text that speakers and outlets take."""
    words = tokens.words
    passive = not _PASSIVE.isdisjoint(words[max(0, trigger.start - 2) : trigger.start]) and not words[trigger.start].endswith("ing")
    found: list[tuple[int, int, str, str | None]] = []
    for mention in mentions:
        if (mention.actor is not None and mention.actor.kind in _NO_PARTIES) or mention.text.endswith(_WARS):
            continue
        if any(start < mention.end and mention.start < end for start, end in aside):
            continue
        name = mention.actor.name if mention.actor else mention.text
        found.append((mention.start, mention.end, name, mention.actor.id if mention.actor else None))
    taken = [(start, end) for start, end, _, _ in found]
    for index, word in enumerate(words):
        if word in _NAMELESS and not any(start <= tokens.starts[index] < end for start, end in (*taken, *aside)):
            found.append((tokens.starts[index], tokens.ends[index], _NAMELESS[word], None))
    found.sort()
    actors: dict[str, Actor] = {}
    spans: list[Span] = []
    for start, end, name, actor_id in found[: 4 * _LIMIT]:
        position = tokens.at(start)
        role = _role(trigger, words, position, passive=passive)
        key = actor_id or name
        if key not in actors:
            actors[key] = Actor(name, role, actor_id)
            spans.append(Span(start, end))
        if len(actors) == _LIMIT:
            break
    return tuple(actors.values()), tuple(spans)


def _role(trigger: Trigger, words: Sequence[str], position: int, *, passive: bool) -> Role:
    lead = words[max(0, position - 4) : position]
    if "blamed" in lead or "accused" in lead:
        return Role.INITIATOR
    if "between" in lead or "with" in lead[-2:]:
        return Role.INVOLVED
    if "by" in lead and position >= trigger.start:
        return Role.INITIATOR
    if position <= trigger.start:
        follow = words[position + 1 : min(trigger.start, position + 6)]
        # "Two soldiers were killed when a bomb hit their car": they did nothing.
        suffered = any(word in _SUFFERED and (not at or follow[at - 1] in _PASSIVE or word == "died") for at, word in enumerate(follow))
        return Role.TARGET if passive or suffered else Role.INITIATOR
    return Role.TARGET
