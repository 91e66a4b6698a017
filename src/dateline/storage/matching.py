"""Which event of a new reading of a report is which event of the old one."""

from collections.abc import Mapping, Sequence

from dateline.extraction.event import Event, Span


def counterparts(old: Mapping[int, Event], new: Sequence[Event]) -> dict[str, int]:
    """For new events, by their ids, the numbers of the old events that they take the place of; each number at most once.

    The same id first; else events told by overlapping sentences, those with the most in common first.
    """
    by_id = {event.id: number for number, event in old.items()}
    found = {event.id: by_id[event.id] for event in new if event.id in by_id}
    taken = set(found.values())
    fits = [
        (-_likeness(before, event), event.id, number)
        for number, before in old.items()
        if number not in taken
        for event in new
        if event.id not in found and _overlap(before.evidence.sentence, event.evidence.sentence)
    ]
    for _, event_id, number in sorted(fits):
        if event_id not in found and number not in taken:
            found[event_id] = number
            taken.add(number)
    return found


def _overlap(a: Span, b: Span) -> bool:
    return a.start < b.end and b.start < a.end


def _likeness(a: Event, b: Event) -> int:
    return (
        4 * _overlap(a.evidence.trigger, b.evidence.trigger)
        + 2 * (a.sub_event_type is b.sub_event_type)
        + (a.event_type is b.event_type)
        + 2 * ((a.where and a.where.place.id) == (b.where and b.where.place.id))
        + (a.when == b.when)
    )
