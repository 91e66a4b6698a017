"""Reports to events: drafts of every sentence, filled from their neighbors, made into events."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dateline.chronology import DatePrecision
from dateline.extraction.anaphora import capitals, told_again
from dateline.extraction.attribution import AttributionMention
from dateline.extraction.codebook import Salience, Status
from dateline.extraction.dating import dated
from dateline.extraction.draft import SUREST_NEEDED, Draft, Line
from dateline.extraction.event import Event, Evidence, Span
from dateline.extraction.filling import (
    with_crowds_around,
    with_kinds_told_before,
    with_tolls_told_later,
    without_aftermath,
    without_testimony,
)
from dateline.extraction.kind_model import KindModel
from dateline.extraction.kinds import lethal
from dateline.extraction.languages.anaphora import capitals_told_again
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.placing import placed
from dateline.extraction.reading import Reader
from dateline.extraction.tolls import add_up
from dateline.extraction.triggers import Open
from dateline.extraction.where import PlaceMention, is_wide
from dateline.extraction.words import word_set
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.sentences import Sentence, split
from dateline.recognition.toponym import ToponymKind
from dateline.resolution.expressions import find_expressions
from dateline.resolution.location import Location
from dateline.resolution.resolution import Resolution

_LONGEST = 2_000
"""In code points: a longer run without a full stop is no sentence."""
_ACTING = re.compile(r"-(?:led|backed|made|brokered|supplied|supported|sponsored|trained|allied|funded|drafted|mediated)\b")
"""A country that others act with is no place of the deed: "the US-led coalition"."""
_NEXT_WORD = re.compile(r" ([A-Za-z]+)")
_NO_NOUNS = word_set("in on at to and or after before as for from of with by while when since was were is has had said")
_HEAD = 3
_DATELINE = re.compile(r" ?\.[-–—]|:")
"""How Spanish and South Asian reports end their dateline: "QUITO.- ", "PESHAWAR: "."""
_DATED_DATELINE = re.compile(r",? [^.()\n]{0,30}\([A-Z][\w .]{1,30}\) ?[-–—]")
"""The rest of "Juba, 30 May 2013 (Sudan Tribune) - "."""
_JOINT = 40
_WITHIN = re.compile(r"(?: \w+)?(?:, ?(?:in |of )?| in | of )(?:the )?(?:\w+[’']s )?(?:\w+ern |province of |state of )?")
"""Between a place and the region it lies in: " district, ", " in ", ", in Haiti's "."""
_LOOK_BACK = 32
_LED_TO = re.compile(r"\b(?:in|at|near|outside|around|of) (?:the )?(?:(?:village|town|city|district|area|hamlet|suburb) of )?$")
_SURE = 0.8
_POINTING = 0.5
_HOPELESS = 0.3
_DOUBTFUL, _DOUBTFUL_CITY = 0.7, 0.4
"""A place abroad less likely than this is none: the "Old City" of a town at war lies there. Cities abroad are where people meet."""
_NAMED = 0.85
"""Words at least so weighty name the kind of a deed."""
_QUOTES = ('"', "“", "”", "'", "‘", "’")
_STATES = frozenset({"US", "UK", "UN", "EU", "U.S.", "U.N."})
_TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_KNOWN = frozenset({PlaceKind.CITY, PlaceKind.COUNTRY})
_QUARTERS = ("district", "suburb", "neighborhood", "neighbourhood", "quarter", "old city", "slum", "roundabout")


class Extractor:
    """Tells the events of reports; keeps no state between reports and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorTable, *, model: KindModel | None = None) -> None:
        """A `model` of kinds weighs what the rules find; without one the rules alone decide."""
        self._seats = capitals(gazetteer)
        self._gazetteer = gazetteer
        self._reader = Reader(actors, model)

    def extract(self, report: Report, resolutions: Sequence[Resolution]) -> tuple[Event, ...]:
        """The events of a report, one a telling, in the order of the text; `merging.within.fold` joins those of one occurrence."""
        sentences = _cut(report.text, split(report.text))
        places, filed = _places(report, resolutions, self._gazetteer)
        origin = filed.place.country if filed else None
        home = _home(told_again(report.text, places, self._seats, origin))
        places = told_again(report.text, _at_home(report.text, places, home), self._seats, origin)
        if foreign_language(report.text, report.language) is not None:
            places = capitals_told_again(report.text, places, self._seats)
            filed = _seat_of(filed, report.text, self._seats)
        lines = self._reader.lines(report, sentences, places)
        if not lines:
            return ()
        newest = _newest(lines, report.published)
        drafts = [draft for line in lines for draft in self._reader.drafts(line, published=report.published, newest=newest)]
        drafts = with_kinds_told_before(without_testimony(report.text, drafts))
        drafts = _at_unknown_places(report.text, drafts, resolutions)
        drafts = with_tolls_told_later(with_crowds_around(drafts), lines)
        drafts = placed(drafts, lines, filed, _home(places))
        drafts = dated(without_aftermath(drafts), lines, report.published)
        told = [(self._event(report, draft), draft.elsewhere) for draft in drafts if _worth_telling(draft)]
        located = any(event.where is not None for event, _ in told)
        # Beside events with places, one that none is named for is a remark on them.
        return tuple(
            event
            for event, elsewhere in told
            if event.confidence >= SUREST_NEEDED and (event.where is not None or not located or elsewhere or event.status is Status.PLANNED)
        )

    def _event(self, report: Report, draft: Draft) -> Event:
        line = draft.line
        trigger = Span(line.tokens.starts[draft.trigger.start], line.tokens.ends[draft.trigger.end - 1])
        where = Location.of(draft.site.mention.place, draft.site.confidence, near=draft.site.near) if draft.site else None
        toll, toll_spans = add_up(draft.tolls, shared=draft.shared_toll)
        kind = lethal(draft.kind, toll.fatalities_low)
        confidence = draft.confidence
        if draft.site is None:
            confidence -= 0.15
        elif draft.site.own:
            confidence += 0.05
        if draft.salience is Salience.BACKGROUND:
            confidence -= 0.1
        attribution = [name for mention in line.attributions for name in _names(mention) if name]
        return Event(
            id=Event.id_of(report.id, trigger, kind, where.place.id if where else None),
            report_id=report.id,
            sub_event_type=kind,
            status=draft.status,
            salience=draft.salience,
            when=draft.when,
            said_on=draft.said_on,
            where=where,
            evidence=Evidence(
                sentence=Span(line.sentence.start, line.sentence.end),
                trigger=trigger,
                place=Span(draft.site.mention.start, draft.site.mention.end) if draft.site else None,
                date=draft.date_span,
                said_on=draft.said_span,
                attribution=Span(line.attributions[0].start, line.attributions[0].end) if line.attributions else None,
                actors=draft.actor_spans,
                toll=toll_spans,
                status=draft.status_span,
            ),
            quote=report.text[line.sentence.start : line.sentence.end],
            confidence=round(min(max(confidence, 0.0), 0.99), 4),
            time_of_day=draft.time_of_day,
            actors=draft.actors,
            attribution=tuple(dict.fromkeys(attribution)),
            toll=toll,
        )


def _at_unknown_places(text: str, drafts: Sequence[Draft], resolutions: Sequence[Resolution]) -> list[Draft]:
    """The drafts, those without a place marked whose clause leads to a name that the gazetteer does not know: "a mine near Haradh"."""
    unknown = [
        resolution.toponym.start
        for resolution in resolutions
        if resolution.place is None
        and resolution.toponym.kind is ToponymKind.PLACE
        and _LED_TO.search(text, max(0, resolution.toponym.start - _LOOK_BACK), resolution.toponym.start)
    ]
    result: list[Draft] = []
    for draft in drafts:
        tokens, numbers = draft.line.tokens, draft.line.clauses
        starts = unknown[bisect_left(unknown, draft.line.sentence.start) : bisect_left(unknown, draft.line.sentence.end)]
        own = draft.site is None and any(
            numbers[min(tokens.at(start), len(numbers) - 1)] == numbers[draft.trigger.start] for start in starts
        )
        result.append(replace(draft, elsewhere=True) if own else draft)
    return result


def _names(mention: AttributionMention) -> tuple[str | None, ...]:
    """The speaker and the outlet; of an outlet that speaks itself only its name: "the Sputnik news agency" is Sputnik."""
    if mention.outlet is not None and mention.outlet in mention.speaker:
        return (mention.outlet,)
    return (mention.speaker, mention.outlet)


def _cut(text: str, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The sentences, those that no writer would write cut into pieces at a comma or a blank, so that the work stays linear."""
    pieces: list[Sentence] = []
    for sentence in sentences:
        start = sentence.start
        while sentence.end - start > _LONGEST:
            window = text[start : start + _LONGEST]
            end = start + (max(window.rfind(", "), window.rfind("; ")) + 1 or window.rfind(" ") or 0)
            end = end if end > start else start + _LONGEST
            pieces.append(Sentence(start, end, sentence.paragraph))
            start = end
        pieces.append(Sentence(start, sentence.end, sentence.paragraph) if start != sentence.start else sentence)
    return tuple(pieces)


def _places(
    report: Report, resolutions: Sequence[Resolution], gazetteer: Gazetteer
) -> tuple[tuple[PlaceMention, ...], PlaceMention | None]:
    """The places told in the text, sorted, derived ones instead of the names within them; and where the report was filed."""
    derived = [
        PlaceMention(
            expression.start,
            expression.end,
            expression.place,
            resolutions[expression.resolution_index].confidence,
            near=expression.near,
            derived=True,
        )
        for expression in find_expressions(report, resolutions, gazetteer)
        if resolutions[expression.resolution_index].toponym.kind is ToponymKind.PLACE
    ]
    named: list[PlaceMention] = []
    filed: PlaceMention | None = None
    for resolution in resolutions:
        place, toponym = resolution.place, resolution.toponym
        if place is None or place.kind is PlaceKind.CONTINENT:
            continue
        if toponym.kind is ToponymKind.METONYM and not (place.kind.is_area and report.text.startswith(" Agency", toponym.end)):
            # The agencies of Pakistan's frontier were districts.
            continue
        if place.kind is PlaceKind.COUNTRY and (
            _ACTING.match(report.text, toponym.end) or _adjective(report.text, toponym.start, toponym.end)
        ):
            continue
        if _no_place(report.text, toponym.start, toponym.end, place):
            continue
        mention = PlaceMention(toponym.start, toponym.end, place, resolution.confidence)
        heads = toponym.start < _HEAD and (
            (report.text[toponym.start : toponym.end].isupper() and _DATELINE.match(report.text, toponym.end))
            or _DATED_DATELINE.match(report.text, toponym.end)
        )
        if toponym.kind is ToponymKind.DATELINE or heads:
            filed = filed or mention
        else:
            named.append(mention)
    named = _likely(_around_unknown(report.text, named, resolutions))
    spans = sorted((one.start, one.end) for one in derived)
    kept: list[PlaceMention] = []
    index = 0
    for one in sorted(named, key=lambda mention: mention.start):
        while index < len(spans) and spans[index][1] <= one.start:
            index += 1
        if not (index < len(spans) and spans[index][0] < one.end):
            kept.append(one)
    return tuple(sorted([*derived, *kept], key=lambda mention: (mention.start, mention.end))), filed


def _no_place(text: str, start: int, end: int, place: Place) -> bool:
    """Whether the words name something else than the place: a nickname within a name, a river that runs by it, a state in capitals."""
    if text[start - 1 : start] in _QUOTES and text[end : end + 2].startswith(_QUOTES) and text[end + 2 : end + 3].isupper():
        # Joaquin "El Chapo" Guzman
        return text[start - 3 : start - 2].isalpha()
    if text[start:end] in _STATES:
        return place.kind is not PlaceKind.COUNTRY
    return place.kind in _TOWNS and text.startswith((" River", " river"), end)


def _seat_of(filed: PlaceMention | None, text: str, seats: Mapping[str, Place]) -> PlaceMention | None:
    """Where a report was filed, a country as the capital that bears its name: "Túnez, 24 nov (EFE).-"."""
    if filed is None or filed.place.kind is not PlaceKind.COUNTRY:
        return filed
    seat = seats.get(filed.place.country or "")
    named = text[filed.start : filed.end].casefold()
    return replace(filed, place=seat) if seat is not None and any(name.casefold() == named for name in seat.names) else filed


def _adjective(text: str, start: int, end: int) -> bool:
    """Whether an abbreviation only says whose something is: "the U.S. Capitol", "a UK official"."""
    if not text[start:end].isupper() or text[max(0, start - 8) : start].rstrip()[-4:].split(" ")[-1].lower() not in ("the", "a"):
        return False
    following = _NEXT_WORD.match(text, end)
    return following is not None and following[1] not in _NO_NOUNS


def _around_unknown(text: str, named: Sequence[PlaceMention], resolutions: Sequence[Resolution]) -> list[PlaceMention]:
    """The places, a region widened over an unknown place that it says where to find: "in Rodat district, Nangarhar"."""
    unknown = {
        resolution.toponym.end: resolution.toponym.start
        for resolution in resolutions
        if resolution.place is None and resolution.toponym.kind is ToponymKind.PLACE
    }
    if not unknown:
        return list(named)
    ends = sorted(unknown)
    widened: list[PlaceMention] = []
    for mention in named:
        index = bisect_right(ends, mention.start) - 1
        joint = text[ends[index] : mention.start] if index >= 0 and mention.start - ends[index] <= _JOINT else "."
        if mention.place.kind.is_area and mention.place.kind is not PlaceKind.COUNTRY and _WITHIN.fullmatch(joint):
            mention = replace(mention, start=unknown[ends[index]], confidence=round(mention.confidence * 0.8, 4), derived=True)
        widened.append(mention)
    return widened


def _likely(named: Sequence[PlaceMention]) -> list[PlaceMention]:
    """The places without doubtful ones in countries that nothing else in the report points to, where most of it is of one country."""
    best = max((mention.confidence for mention in named), default=0.0)
    counts = Counter(mention.place.country for mention in named)
    most = max(counts.values(), default=0)
    told_of_one = most > 1 and 2 * most >= len(named) - 1
    sure = {mention.place.country for mention in named if mention.confidence >= min(_SURE, best)}
    return [
        mention
        for mention in named
        if mention.place.country in sure
        or counts[mention.place.country] > 1
        or mention.confidence >= (_doubt(mention.place) if told_of_one else _HOPELESS)
        or best < _POINTING
    ]


def _doubt(place: Place) -> float:
    return _DOUBTFUL_CITY if place.kind in _KNOWN else _DOUBTFUL


def _home(places: Sequence[PlaceMention]) -> frozenset[str]:
    """The countries that the report is about: those of most of its places; a lone capital abroad is where somebody speaks."""
    counts = Counter(mention.place.country for mention in places if mention.place.country)
    most = max(counts.values(), default=0)
    return frozenset(country for country, count in counts.items() if 2 * count > most)


def _at_home(text: str, places: Sequence[PlaceMention], home: frozenset[str]) -> tuple[PlaceMention, ...]:
    """The places without quarters of a town that are found only abroad: the "Medina district" of a Somali town is not Medina."""
    return tuple(
        mention
        for mention in places
        if mention.place.country in home or not home or not text[mention.end : mention.end + 16].lstrip(" -").lower().startswith(_QUARTERS)
    )


def _newest(lines: Sequence[Line], published: date | None) -> date | None:
    """The latest exact day told, as the report's present."""
    days = [
        mention.span.end
        for line in lines
        for mention in (*line.dates, *line.said_on)
        if mention.span and not mention.background and not mention.future and mention.span.precision is DatePrecision.DAY
    ]
    if published is not None:
        days = [day for day in days if day <= published]
    return max(days, default=None)


def _worth_telling(draft: Draft) -> bool:
    """Whether a draft says enough: history needs its place and day, and bare words of harm need a place."""
    if draft.salience is Salience.BACKGROUND:
        return draft.when is not None and draft.site is not None and draft.site.own and not is_wide(draft.site.mention.place)
    if draft.site is not None and is_wide(draft.site.mention.place) and not (draft.dated or draft.time_of_day) and draft.line.index > 2:
        # Deep in a report, what is told without a day and of a whole country is comment; of a part of one only where words are vague.
        part = draft.site.mention.place.kind is PlaceKind.REGION and draft.trigger.open is None and draft.trigger.weight >= _NAMED
        return draft.status is Status.PLANNED or part
    if draft.trigger.open is Open.CAPTURE and not draft.dated and (draft.site is None or not draft.site.own):
        return False
    return draft.site is not None or draft.trigger.open not in (Open.KILL, Open.SHOOT, Open.STRIKE, Open.CAPTURE)
