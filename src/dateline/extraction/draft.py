"""A draft: what one sentence tells of an event before its neighbors have filled what it leaves out."""

from dataclasses import dataclass
from datetime import date

from dateline.chronology import DateSpan
from dateline.extraction.attribution import AttributionMention
from dateline.extraction.casualties import CasualtyMention
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.dates import DateMention
from dateline.extraction.event import Actor, Span
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import Open
from dateline.extraction.where import PlaceMention, Spot
from dateline.recognition.actors import ActorMention
from dateline.recognition.sentences import Sentence

SUREST_NEEDED = 0.4
"""An event less sure than this is not told."""
REACH = 60
"""How many tellings before or after may lend a place or a day."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence with everything that was found in it."""

    index: int
    sentence: Sentence
    tokens: Tokens
    clauses: tuple[int, ...]
    """The clause number of every token."""
    triggers: tuple[Trigger, ...]
    spots: tuple[Spot, ...]
    dates: tuple[DateMention, ...]
    """Those that may be the day of a deed: the days of sayings are left out."""
    said_on: tuple[DateMention, ...]
    """The days of sayings."""
    casualties: tuple[CasualtyMention, ...]
    actors: tuple[ActorMention, ...]
    attributions: tuple[AttributionMention, ...]
    item: int | None = None
    """Where the item of a list begins that holds the sentence; None outside lists."""
    heading: DateMention | None = None
    """The day that stands alone above the sentence, under which it is told."""


@dataclass(frozen=True, slots=True)
class Site:
    """Where a draft is placed."""

    mention: PlaceMention
    near: bool
    confidence: float
    own: bool
    """Whether the draft's own sentence names it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What one sentence tells of an event."""

    line: Line
    trigger: Trigger
    kind: SubEventType
    status: Status
    status_span: Span | None
    confidence: float
    site: Site | None
    when: DateSpan | None
    date_span: Span | None
    dated: bool
    """Whether the sentence tells a day at all, be it one that cannot be worked out."""
    marked: bool
    """Whether the day's expression marks history."""
    salience: Salience
    time_of_day: str | None
    said_on: date | None
    said_span: Span | None
    tolls: tuple[CasualtyMention, ...]
    shared_toll: bool
    """Whether the toll is told for several places together."""
    actors: tuple[Actor, ...]
    actor_spans: tuple[Span, ...]

    elsewhere: bool = False
    """Whether it is told of a place that the gazetteer does not know, so that others of the report are at best near it."""
    aside: bool = False
    """Whether it is told in a clause that only dates or describes what the sentence tells."""

    @property
    def general(self) -> bool:
        """Whether the trigger's words do not name the kind."""
        return self.trigger.open is not None and self.trigger.open not in (Open.PROTEST, Open.CAPTURE)


def apart(a: Draft, b: Draft) -> bool:
    """Whether two drafts stand in different items of a list, which lend each other nothing."""
    return a.line.item != b.line.item and None not in (a.line.item, b.line.item)
