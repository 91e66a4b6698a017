"""The colors of the event types, told apart by people with any color vision (Okabe and Ito's palette)."""

from dateline.extraction.codebook import EventType

PALETTE: dict[EventType, str] = {
    EventType.BATTLES: "#D55E00",
    EventType.EXPLOSIONS_REMOTE_VIOLENCE: "#CC79A7",
    EventType.VIOLENCE_AGAINST_CIVILIANS: "#0072B2",
    EventType.PROTESTS: "#009E73",
    EventType.RIOTS: "#E69F00",
    EventType.STRATEGIC_DEVELOPMENTS: "#56B4E9",
}


def label(event_type: EventType) -> str:
    """The event type for a reader: "Explosions and remote violence"."""
    if event_type is EventType.EXPLOSIONS_REMOTE_VIOLENCE:
        return "Explosions and remote violence"
    return event_type.value.replace("_", " ").capitalize()
