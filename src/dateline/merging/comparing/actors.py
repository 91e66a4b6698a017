"""Who did it, and to whom."""

from collections.abc import Iterable

from dateline.extraction.codebook import EventType, Status
from dateline.extraction.event import Actor, Role
from dateline.merging.comparing.clue import NOTHING, Clue
from dateline.merging.telling import Telling

_DISPUTED = (Status.ALLEGED, Status.DENIED)


def compare_actors(a: Telling, b: Telling) -> Clue:
    """Shared actors speak for one incident; different initiators against it, unless the blame is what is disputed."""
    left, right = a.event.actors, b.event.actors
    if not left or not right:
        return NOTHING
    shared = sorted(_keys(left) & _keys(right))
    if shared:
        # Two sides of a battle are told in either order; who struck whom is not.
        if EventType.BATTLES not in (a.event.event_type, b.event.event_type) and _swapped(left, right):
            return Clue(-2.6, "the same actors with their parts swapped")
        if _other_targets(left, right):
            return Clue(-0.9, "the same side, other targets")
        known = any(key.startswith("actor:") for key in shared)
        # A war has few sides, so that most of its incidents share them.
        weight = (0.7 if known else 0.5) + (0.2 if len(shared) > 1 else 0.0)
        return Clue(weight, "shared actor: " + ", ".join(_plain(key) for key in shared[:3]))
    if not (by_left := _keys(left, Role.INITIATOR)) or not (by_right := _keys(right, Role.INITIATOR)):
        return Clue(-0.4, "no actor in common")
    if a.event.status in _DISPUTED or b.event.status in _DISPUTED:
        return Clue(-0.6, "different initiators, but the blame is disputed")
    # "Russian Air Force" and "Russian Armed Forces" may be one side under two names.
    if _first_words(by_left) & _first_words(by_right):
        return Clue(-0.6, "initiators that may be of one side")
    return Clue(-2.6, "different initiators")


def actor_key(actor: Actor) -> str:
    """What makes two actors one: the actor table's id, else the folded name."""
    return actor.id or actor.name.casefold()


def _keys(actors: Iterable[Actor], role: Role | None = None) -> set[str]:
    return {actor_key(actor) for actor in actors if role is None or actor.role is role}


def _swapped(left: Iterable[Actor], right: Iterable[Actor]) -> bool:
    """Whether who struck in one telling is who was struck in the other."""
    by_left, at_left = _keys(left, Role.INITIATOR), _keys(left, Role.TARGET)
    by_right, at_right = _keys(right, Role.INITIATOR), _keys(right, Role.TARGET)
    return bool(by_left & at_right or by_right & at_left) and not (by_left & by_right or at_left & at_right)


def _other_targets(left: Iterable[Actor], right: Iterable[Actor]) -> bool:
    """Whether both tell who was struck and by whom, and nobody whom one tells as struck is in the other at all."""
    at_left, at_right = _keys(left, Role.TARGET), _keys(right, Role.TARGET)
    return bool(at_left and at_right) and not (at_left & _keys(right) or at_right & _keys(left))


def _plain(key: str) -> str:
    return key.removeprefix("actor:").replace("-", " ")


def _first_words(keys: Iterable[str]) -> set[str]:
    return {_plain(key).split(" ")[0] for key in keys}
