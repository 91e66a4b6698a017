"""Who did it, and to whom."""

from collections.abc import Iterable

from dateline.extraction.codebook import EventType, Status
from dateline.extraction.event import Actor, Event, Role
from dateline.merging.comparing.clue import NOTHING, Clue
from dateline.merging.comparing.kinship import Kinship, actor_key, is_named, nearest
from dateline.merging.telling import Telling

__all__ = ["actor_key", "compare_actors"]

_TWO_SIDED = frozenset({EventType.BATTLES, EventType.PROTESTS, EventType.RIOTS})
_DISPUTED = (Status.ALLEGED, Status.DENIED)


def compare_actors(a: Telling, b: Telling) -> Clue:
    """Shared actors speak for one incident; different initiators against it, unless the blame is what is disputed."""
    left, right = a.event.actors, b.event.actors
    if not left or not right:
        return NOTHING
    sides = _Sides(a.event, b.event)
    battle = not _TWO_SIDED.isdisjoint((a.event.event_type, b.event.event_type))
    disputed = a.event.status in _DISPUTED or b.event.status in _DISPUTED
    # Two sides of a battle are told in either order; who struck whom is not.
    if not battle and sides.are_swapped() and not disputed:
        return Clue(-2.6, "the same actors with their parts swapped")
    if not disputed and sides.are_avenged():
        return Clue(-4.4, "who struck in one was struck in the other")
    initiators = sides.of(Role.INITIATOR)
    if shared := sorted(_keys(left) & _keys(right)):
        if not battle and initiators is Kinship.STRANGERS:
            return Clue(-0.6 if disputed else -1.6, "different initiators against the same")
        if sides.have_other_targets():
            return Clue(-1.6, "the same side, other targets")
        # A war has few sides, so that most of its incidents share them; every land has its gunmen.
        weight = (0.7 if any(is_named(key) for key in shared) else 0.2) + (0.2 if len(shared) > 1 else 0.0)
        return Clue(weight, "shared actor: " + ", ".join(_plain(key) for key in shared[:3]))
    if initiators is None or battle:
        initiators = sides.of(None)
        if initiators is Kinship.STRANGERS and sides.of(Role.INITIATOR) is None:
            return Clue(-0.4, "no actor in common")
    if initiators in (Kinship.KIND, Kinship.FAMILY):
        weight, reason = (
            (0.0, "one names what the other has a general word for") if initiators is Kinship.KIND else (0.3, "names of one side")
        )
        return Clue(weight - 0.9, f"{reason}, other targets") if sides.have_other_targets() else Clue(weight, reason)
    if disputed:
        return Clue(-0.6, "different initiators, but the blame is disputed")
    if initiators is Kinship.ALLIES:
        return Clue(-0.6, "initiators of one alliance")
    return Clue(-4.2, "other initiators and other targets") if sides.have_other_targets() else Clue(-2.6, "different initiators")


class _Sides:
    """Who is on which side in two events."""

    def __init__(self, left: Event, right: Event) -> None:
        self._left, self._right = left.actors, right.actors
        day = left.when or right.when
        place = left.where or right.where
        self._country = place.place.country if place else None
        self._year = day.start.year if day else None

    def of(self, role: Role | None) -> Kinship | None:
        """How near those who have a part in both events are; None where one tells nobody in it."""
        left, right = _keys(self._left, role), _keys(self._right, role)
        return self._near(left, right) if left and right else None

    def are_swapped(self) -> bool:
        """Whether who struck in one telling is who was struck in the other."""
        by_left, at_left = _keys(self._left, Role.INITIATOR), _keys(self._left, Role.TARGET)
        by_right, at_right = _keys(self._right, Role.INITIATOR), _keys(self._right, Role.TARGET)
        crossed = self._near(by_left, at_right) is Kinship.SAME or self._near(by_right, at_left) is Kinship.SAME
        return crossed and max(self._near(by_left, by_right), self._near(at_left, at_right)) < Kinship.KIND

    def are_avenged(self) -> bool:
        """Whether who struck in one telling was struck in the other, by others and not along with those struck before."""
        for first, second in ((self._left, self._right), (self._right, self._left)):
            by, at = _keys(first, Role.INITIATOR), _keys(first, Role.TARGET)
            strikers, struck = _keys(second, Role.INITIATOR), _keys(second, Role.TARGET)
            if not (by and at and strikers and struck) or self._near(by, struck) < Kinship.KIND:
                continue
            named = {key for key in by if is_named(key)}
            apart = not named & strikers if named else self._near(by, strikers) < Kinship.ALLIES
            if apart and max(self._near(at, strikers), self._near(at, struck)) < Kinship.KIND:
                return True
        return False

    def have_other_targets(self) -> bool:
        """Whether both tell who was struck, and nobody whom one tells as struck may be anybody in the other."""
        at_left, at_right = _keys(self._left, Role.TARGET), _keys(self._right, Role.TARGET)
        if not at_left or not at_right:
            return False
        return max(self._near(at_left, _keys(self._right)), self._near(at_right, _keys(self._left))) < Kinship.KIND

    def _near(self, left: Iterable[str], right: Iterable[str]) -> Kinship:
        return nearest(left, right, self._country, self._year)


def _keys(actors: Iterable[Actor], role: Role | None = None) -> set[str]:
    return {actor_key(actor) for actor in actors if role is None or actor.role is role}


def _plain(key: str) -> str:
    return key.removeprefix("actor:").replace("-", " ")
