"""One line that names an event for a list."""

from dateline.extraction.event import Event


def event_title(event: Event) -> str:
    """What happened and where: "Air/drone strike at Saraqib"; only what happened when the place is not known."""
    label = event.sub_event_type.label
    if event.where is None:
        return label
    preposition = "in" if event.where.place.kind.is_area else "at"
    return f"{label} {preposition} {event.where.place.name}"
