"""A report's sentences with everything found in them, and the drafts each of them tells."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol, TypeVar

from dateline.chronology import DatePrecision
from dateline.extraction.attribution import AttributionMention, find_attributions
from dateline.extraction.casualties import find_casualties
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.dates import DateMention, find_dates
from dateline.extraction.draft import Draft, Line, Site
from dateline.extraction.event import Span
from dateline.extraction.kinds import KindFinder, Trigger, compatible, stronger
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.languages.glossary import glossary
from dateline.extraction.languages.saying import foreign_attributions
from dateline.extraction.salience import is_background
from dateline.extraction.status import StatusFinder
from dateline.extraction.tokens import clauses, tokenize
from dateline.extraction.tolls import share
from dateline.extraction.triggers import Open
from dateline.extraction.where import PLACE_WORDS, Choice, Lead, PlaceMention, Spot, choose, contains, survey
from dateline.extraction.who import parties
from dateline.gazetteer.place import PlaceKind
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.recognition.sentences import Sentence


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


S = TypeVar("S", bound=_Spanned)

_REFERENCE = frozenset({"after", "following", "over", "since", "amid", "despite", "regarding", "about"})
"""Words before a noun that only names an earlier event: "arrested over the attack"."""


_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours"})
_RELATIVE = frozenset({"where", "which", "who", "whose", "since", "that"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "such"})
_COARSE_COST = {
    DatePrecision.DAY: 0.0,
    DatePrecision.WEEK: 2.0,
    DatePrecision.MONTH: 4.0,
    DatePrecision.YEAR: 5.0,
    DatePrecision.UNKNOWN: 6.0,
}


@dataclass(frozen=True, slots=True)
class _Told:
    trigger: Trigger
    status: Status
    cue: tuple[int, int] | None
    choice: Choice | None


class Reader:
    """Reads the sentences of reports; made once, safe to share between threads."""

    def __init__(self, actors: ActorTable) -> None:
        self._actors = actors
        self._kinds = KindFinder()
        self._statuses = StatusFinder()

    def lines(self, report: Report, sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> tuple[Line, ...]:
        """The sentences with what was found in them; nothing when no sentence holds a trigger."""
        text = report.text
        language = foreign_language(text, report.language)
        if language is None:
            tokens = [tokenize(text, sentence.start, sentence.end) for sentence in sentences]
        else:
            words = glossary(language)
            places = tuple(place for place in places if not words.is_common(text[place.start : place.end]))
            names = [(place.start, place.end) for place in places]
            tokens = [words.tokens(text, sentence.start, sentence.end, names) for sentence in sentences]
        triggers = [self._kinds.find(one) for one in tokens]
        if not any(triggers):
            return ()
        actors = self._actors.find(text)
        dates = find_dates(text, tuple(sentences), published=report.published)
        attributions = find_attributions(text, tuple(sentences), actors)
        if language is not None:
            attributions = tuple(
                mention
                for index, sentence in enumerate(sentences)
                for mention in foreign_attributions(index, tokens[index], _within(dates, sentence), _within(actors, sentence))
            )
        casualties = find_casualties(text, tuple(sentences))
        says = [mention.said for mention in attributions if mention.said is not None]
        by_sentence: dict[int, list[AttributionMention]] = {}
        for mention in attributions:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        lines: list[Line] = []
        for index, sentence in enumerate(sentences):
            own = tokens[index]
            found = _within(dates, sentence)
            said = tuple(day for day in found if any(start < day.end and day.start < end for start, end in says))
            lines.append(
                Line(
                    index,
                    sentence,
                    own,
                    clauses(own.words),
                    triggers[index],
                    survey(own, _within(places, sentence), self._kinds.heads, [(day.start, day.end) for day in found]),
                    tuple(day for day in found if day not in said),
                    said,
                    _within(casualties, sentence),
                    _within(actors, sentence),
                    tuple(by_sentence.get(index, ())),
                )
            )
        return tuple(lines)

    def drafts(self, line: Line, *, published: date | None, newest: date | None) -> tuple[Draft, ...]:
        """What the sentence tells, one draft an event and place; `newest` is the latest day told in the report."""
        told = self._told(line)
        if not told:
            return ()
        places = [one.choice.spots[0].first if one.choice else None for one in told]
        tolls = share(line.casualties, [(one.trigger, place) for one, place in zip(told, places, strict=True)], line.tokens)
        aside = [(mention.start, mention.end) for mention in line.attributions]
        drafts: list[Draft] = []
        for one, own_tolls in zip(told, tolls, strict=True):
            day = _day(one.trigger, line, None)
            when = day.span if day else None
            marked = bool(day and day.background)
            background = is_background(
                one.trigger, line.tokens.words, when, marked=marked, reported=bool(line.attributions), newest=newest, published=published
            )
            if one.status is Status.PLANNED and when is not None and not (day and day.future):
                reference = published or newest
                if reference is not None and when.end < reference and when.precision is DatePrecision.DAY:
                    day = when = None
            said = next((saying for saying in line.said_on if saying.span and saying.span.precision is DatePrecision.DAY), None)
            actors, actor_spans = parties(one.trigger, line.tokens, line.actors, aside)
            draft = Draft(
                line=line,
                trigger=one.trigger,
                kind=one.trigger.kind,
                status=one.status,
                status_span=_text_span(line, one.cue),
                confidence=min(one.trigger.weight, 1.0),
                site=None,
                when=when,
                date_span=Span(day.start, day.end) if day else None,
                dated=day is not None,
                marked=marked,
                salience=Salience.BACKGROUND if background and one.status is not Status.PLANNED else Salience.MAIN,
                time_of_day=day.time_of_day if day else None,
                said_on=said.span.start if said and said.span else None,
                said_span=Span(said.start, said.end) if said else None,
                tolls=tuple(own_tolls),
                shared_toll=bool(one.choice and len(one.choice.spots) > 1 and len(told) == 1),
                actors=actors,
                actor_spans=actor_spans,
            )
            if one.choice is None:
                drafts.append(draft)
            else:
                for spot in one.choice.spots:
                    placed = replace(draft, site=site_of(spot, one.choice.score))
                    own = _day(one.trigger, line, spot) if len(one.choice.spots) > 1 and len(line.dates) > 1 else day
                    if own is not None and own is not day:
                        placed = replace(placed, when=own.span, date_span=Span(own.start, own.end), time_of_day=own.time_of_day)
                    drafts.append(placed)
        return tuple(drafts)

    def _told(self, line: Line) -> list[_Told]:
        """The sentence's triggers that tell an event, those of one event taken together."""
        words, numbers = line.tokens.words, line.clauses
        if not line.triggers:
            return []
        cues = self._statuses.cues(words)
        told: list[_Told] = []
        for trigger in line.triggers:
            standing = self._statuses.judge(trigger, words, cues)
            if standing.status is None:
                continue
            choice = choose(trigger, line.spots, numbers, words)
            trigger = _weighed(trigger, line.spots, words)
            if (
                (trigger.weight < 0.4 and not (trigger.guessed and choice is not None))
                or _mere_reference(trigger, words, told, choice)
                or (choice is None and _points_back(trigger, line))
            ):
                continue
            one = _Told(trigger, standing.status, standing.cue, choice)
            for index, other in enumerate(told):
                if _same_event(one, other, numbers, words):
                    told[index] = _joined(other, one)
                    break
            else:
                told.append(one)
        return told


def site_of(spot: Spot, score: float, *, own: bool = True) -> Site:
    """The site that a spot makes, less sure the worse it fits."""
    fit = max(0.35, min(1.0, 0.45 + score * 0.15))
    return Site(spot.mention, spot.near, round(spot.mention.confidence * fit, 4), own)


def _within(mentions: Sequence[S], sentence: Sentence) -> tuple[S, ...]:
    """Those of the mentions, sorted by start, that begin in the sentence."""
    low = bisect_left(mentions, sentence.start, key=lambda mention: mention.start)
    high = bisect_left(mentions, sentence.end, key=lambda mention: mention.start)
    return tuple(mentions[low:high])


def _text_span(line: Line, cue: tuple[int, int] | None) -> Span | None:
    return Span(line.tokens.starts[cue[0]], line.tokens.ends[cue[1] - 1]) if cue else None


def _weighed(trigger: Trigger, spots: Sequence[Spot], words: Sequence[str]) -> Trigger:
    """The trigger, surer when a place is its object: "seized Goma", "struck Odesa"."""
    if trigger.weight >= 0.6 or trigger.open not in (Open.CAPTURE, Open.STRIKE):
        return trigger
    beside = any(
        0 <= spot.first - trigger.end <= 6
        and spot.lead in (Lead.OBJECT, Lead.BARE, Lead.SUBJECT)
        and spot.mention.place.kind is not PlaceKind.COUNTRY
        and PLACE_WORDS.issuperset(words[trigger.end : spot.first])
        for spot in spots
    )
    return replace(trigger, weight=trigger.weight + 0.35) if beside else trigger


def _mere_reference(trigger: Trigger, words: Sequence[str], told: Sequence[_Told], choice: Choice | None) -> bool:
    """Whether the words only name an earlier event behind what is told: "detained over the attack", "agreed after weeks of clashes"."""
    before = words[max(0, trigger.start - 6) : trigger.start]
    calm = {SubEventType.ARRESTS, SubEventType.AGREEMENT, SubEventType.PEACEFUL_PROTEST, SubEventType.PROTEST_WITH_INTERVENTION}
    if _counted_from(words[max(0, trigger.start - 10) : trigger.start]) and (
        choice is None or choice.spots[0].mention.place.kind is PlaceKind.COUNTRY
    ):
        return True
    if trigger.kind in calm or not any(one.trigger.kind in calm for one in told):
        return False
    return not _REFERENCE.isdisjoint(before) or not {
        "suspected",
        "accused",
        "charged",
        "connection",
        "suspicion",
        "end",
        "ending",
        "against",
        "demanding",
    }.isdisjoint(before)


def _counted_from(before: Sequence[str]) -> bool:
    """Whether the words count time from what follows: "two days after the first …"."""
    return any(word in ("after", "before", "since") and index and before[index - 1] in _UNITS for index, word in enumerate(before))


def _points_back(trigger: Trigger, line: Line) -> bool:
    """Whether the words only point to an event told before: "the attack", without a place or a day."""
    if line.index == 0 or line.dates or trigger.open not in (Open.ATTACK, Open.STRIKE, Open.BLAST, Open.SHOOT):
        return False
    return trigger.start > 0 and line.tokens.words[trigger.start - 1] in _DEFINITE


def _same_event(a: _Told, b: _Told, numbers: Sequence[int], words: Sequence[str]) -> bool:
    """Whether two triggers of a sentence tell one event: kinds that go together, and no place of its own for each."""
    if (a.status is Status.PLANNED) != (b.status is Status.PLANNED):
        return False
    # Words that only count the dead go with whatever killed them.
    toll_only = Open.KILL in (a.trigger.open, b.trigger.open)
    strategic = {a.trigger.kind.event_type, b.trigger.kind.event_type} == {EventType.STRATEGIC_DEVELOPMENTS}
    general = (a.trigger.open not in (None, Open.PROTEST, Open.CAPTURE)) or (b.trigger.open not in (None, Open.PROTEST, Open.CAPTURE))
    if not (compatible(a.trigger.kind, b.trigger.kind, general=general) or (toll_only and not strategic)):
        return False
    if a.choice is None or b.choice is None:
        return True
    ids = {spot.mention.place.id for spot in a.choice.spots}
    if ids & {spot.mention.place.id for spot in b.choice.spots}:
        return True
    pairs = [(x.mention.place, y.mention.place) for x in a.choice.spots for y in b.choice.spots]
    if any(contains(x, y) or contains(y, x) for x, y in pairs):
        return True
    if toll_only:
        return numbers[a.trigger.start] == numbers[b.trigger.start]
    first, second = sorted((a, b), key=lambda one: one.trigger.start)
    between = words[first.trigger.end : second.trigger.start]
    return numbers[a.trigger.start] == numbers[b.trigger.start] and not {"and", "while", ","} & set(between)


def _joined(a: _Told, b: _Told) -> _Told:
    """One event of two tellings in a sentence: the trigger that names it, the place that fits best."""
    trigger = stronger(a.trigger, b.trigger)
    choices = [choice for choice in (a.choice, b.choice) if choice is not None]
    own = a if trigger == a.trigger else b
    choice = max(choices, key=lambda one: (not one.spots[0].wrapper, one.score + (0.5 if one is own.choice else 0.0)), default=None)
    status = own.status if own.status is not Status.OCCURRED else (a.status if a.status is not Status.OCCURRED else b.status)
    cue = own.cue or a.cue or b.cue
    return _Told(replace(trigger, weight=min(1.0, max(a.trigger.weight, b.trigger.weight) + 0.02)), status, cue, choice)


def _day(trigger: Trigger, line: Line, spot: Spot | None) -> DateMention | None:
    """The day mention of the sentence that dates the triggered event; of one in a list of places, the one that stands by its place."""
    best: tuple[float, DateMention] | None = None
    start, end = (spot.first, spot.last) if spot else (trigger.start, trigger.end)
    for mention in line.dates:
        position = line.tokens.at(mention.start)
        after = position >= start
        gap = position - end if after else start - position
        cost = float(max(gap, 0)) + (0.0 if after else 1.0)
        if line.clauses[min(position, len(line.clauses) - 1)] != line.clauses[trigger.start]:
            if mention.background and not _RELATIVE.isdisjoint(line.tokens.words[end:position]):
                continue
            cost += 8.0
        if mention.background:
            cost += 6.0
        cost += 3.0 if mention.span is None else _COARSE_COST[mention.span.precision]
        if best is None or cost < best[0]:
            best = (cost, mention)
    return best[1] if best else None
