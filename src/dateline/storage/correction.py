"""What people decide about incidents, and the record of all that incidents were."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum, StrEnum
from typing import Final, Literal

from dateline.chronology import DateSpan
from dateline.errors import BadInput
from dateline.extraction.codebook import Status, SubEventType
from dateline.extraction.event import Actor, Toll
from dateline.gazetteer.place import Place
from dateline.merging.incident import Incident


class Keep(Enum):
    """Stands for a value that a correction leaves as it is; None would say that the value is not known."""

    KEEP = "keep"


KEEP: Final = Keep.KEEP
_Kept = Literal[Keep.KEEP]


@dataclass(frozen=True, slots=True)
class Correction:
    """Values that a person puts in the place of the machine's. Raises `BadInput` when it changes nothing."""

    place: Place | _Kept | None = KEEP
    """None: it is not known where."""
    when: DateSpan | _Kept | None = KEEP
    """None: it is not known when."""
    sub_event_type: SubEventType | _Kept = KEEP
    status: Status | _Kept = KEEP
    toll: Toll | _Kept = KEEP
    actors: tuple[Actor, ...] | _Kept = KEEP

    def __post_init__(self) -> None:
        if all(getattr(self, field.name) is KEEP for field in fields(self)):
            raise BadInput("a correction must change something: place, when, sub_event_type, status, toll or actors")


class Action(StrEnum):
    """What a person did to an incident."""

    CORRECT = "correct"
    MERGE = "merge"
    SPLIT = "split"
    REJECT = "reject"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Revision:
    """What an incident was made into."""

    incident_id: str
    """The id that it had then."""
    revision: int
    at: datetime
    """Aware, UTC."""
    by: str
    """`machine`, or the person who decided."""
    component: str
    """Which version did it: "dateline 1.2.0"."""
    reason: str
    incident: Incident | None
    """None when it became part of another incident, or was rejected."""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the store, in order."""

    sequence: int
    """Rises with every change; not every number is used."""
    at: datetime
    """Aware, UTC."""
    kind: str
    """`report`, `incident`, `incident_gone`, `quarantine`."""
    id: str
