"""A report's sentences with everything found in them, and the drafts each of them tells."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Protocol, TypeVar

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.attribution import AttributionMention, find_attributions
from dateline.extraction.casualties import find_casualties
from dateline.extraction.codebook import EventType, Salience, Status, SubEventType
from dateline.extraction.dates import DateMention, find_dates
from dateline.extraction.dates.mention import Relation
from dateline.extraction.draft import Draft, Line, Site
from dateline.extraction.event import Span
from dateline.extraction.items import item_of
from dateline.extraction.kind_model import KindModel
from dateline.extraction.kinds import KindFinder, Trigger, compatible, stronger
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.languages.saying import foreign_attributions
from dateline.extraction.languages.sentences import tokens_of
from dateline.extraction.salience import is_background
from dateline.extraction.status import StatusFinder
from dateline.extraction.tokens import clauses
from dateline.extraction.tolls import share
from dateline.extraction.triggers import Open
from dateline.extraction.weighing import weigh
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


_CLAIMING = frozenset({"it", "this", "that"})
_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours"})
_RELATIVE = frozenset({"where", "which", "who", "whose", "since", "that"})
_AGENTS = frozenset({"police", "troops", "soldiers", "forces", "army", "officers", "guards", "gendarmes", "military", "junta"})
_ASIDE = frozenset({"after", "before", "since", "which", "who", "whose", "where"})
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

    def __init__(self, actors: ActorTable, model: KindModel | None = None) -> None:
        """With a `model`, it weighs what the rules find."""
        self._actors = actors
        self._model = model
        self._kinds = KindFinder()
        self._statuses = StatusFinder()

    def lines(self, report: Report, sentences: Sequence[Sentence], places: Sequence[PlaceMention]) -> tuple[Line, ...]:
        """The sentences with what was found in them; nothing when no sentence holds a trigger."""
        text = report.text
        language = foreign_language(text, report.language)
        tokens, places = tokens_of(text, language, sentences, places)
        triggers = [self._kinds.find(one) for one in tokens]
        if self._model is not None:
            heads = self._kinds.heads
            triggers = [weigh(self._model, text, one, found, heads) for one, found in zip(tokens, triggers, strict=True)]
        if not any(triggers):
            return ()
        actors = self._actors.find(text)
        dates = find_dates(text, tuple(sentences), published=report.published, language=report.language)
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
                    item_of(text, sentence.start),
                )
            )
        return tuple(lines)

    def drafts(self, line: Line, *, published: date | None, newest: date | None) -> tuple[Draft, ...]:
        """What the sentence tells, one draft an event and place; `newest` is the latest day told in the report."""
        told, referred = self._told(line)
        if not told:
            return ()
        takers = [(one.trigger, one.choice.spots[0].first if one.choice else None) for one in told]
        # Those whom an earlier event killed go with the words that refer to it, and so with none of these.
        tolls = share(line.casualties, [*takers, *((trigger, None) for trigger in referred)], line.tokens)[: len(told)]
        aside = [(mention.start, mention.end) for mention in line.attributions]
        drafts: list[Draft] = []
        for one, own_tolls in zip(told, tolls, strict=True):
            day = _day(one.trigger, line, None)
            if _no_deed(one, line, day):
                continue
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
                aside=_aside(one.trigger, line) or _earlier(one.trigger, line, when, newest),
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

    def _told(self, line: Line) -> tuple[list[_Told], list[Trigger]]:
        """The sentence's triggers that tell an event, those of one event taken together; and those that only refer to one."""
        words, numbers = line.tokens.words, line.clauses
        referred: list[Trigger] = []
        if not line.triggers:
            return [], []
        cues = self._statuses.cues(words)
        told: list[_Told] = []
        for trigger in line.triggers:
            standing = self._statuses.judge(trigger, words, cues)
            if standing.status is None:
                continue
            choice = choose(trigger, line.spots, numbers, words)
            trigger = _weighed(trigger, line.spots, words)
            if _mere_reference(trigger, words, told, choice):
                referred.append(trigger)
                continue
            if (trigger.weight < 0.4 and not (trigger.guessed and choice is not None)) or _points_back(trigger, line, choice):
                continue
            one = _Told(trigger, standing.status, standing.cue, choice)
            for index, other in enumerate(told):
                if _same_event(one, other, numbers, words):
                    told[index] = _joined(other, one, words)
                    break
            else:
                told.append(one)
        return told, referred


def _aside(trigger: Trigger, line: Line) -> bool:
    """Whether the trigger's clause only dates or describes another: "a day after …", "who had …"."""
    number = line.clauses[trigger.start]
    opening = line.clauses.index(number)
    return number > 0 and line.tokens.words[opening] in _ASIDE


def _earlier(trigger: Trigger, line: Line, when: DateSpan | None, newest: date | None) -> bool:
    """Whether the past perfect puts it before the report's present: "had captured the town a week before"."""
    around = line.tokens.words[max(0, trigger.start - 3) : trigger.end + 2]
    return "had" in around and not line.attributions and when is not None and newest is not None and when.end < newest


def _no_deed(told: _Told, line: Line, day: DateMention | None) -> bool:
    """Whether bare words of harm tell no event: nobody came to harm, a whole war is summed up, or the harm is denied."""
    head = line.tokens.words[told.trigger.start]
    if day is not None and day.relation is Relation.SINCE and line.casualties and head.startswith(("kill", "die", "wound", "injur")):
        return True
    if told.trigger.open is not Open.KILL:
        return False
    before = line.tokens.words[max(0, told.trigger.start - 8) : told.trigger.start]
    if told.status is Status.DENIED or (("in", "which") in pairwise(before) and line.triggers == (told.trigger,)):
        return True
    return bool(line.casualties) and all(casualty.cumulative or casualty.high == 0 for casualty in line.casualties)


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
    if choice is not None and not choice.spots[0].wrapper and choice.spots[0].mention.place.kind is not PlaceKind.COUNTRY:
        others = {spot.mention.place.id for one in told if one.choice for spot in one.choice.spots}
        finite = not {"was", "were", "had"}.isdisjoint(before) or words[trigger.start].endswith("ed")
        if finite and others and choice.spots[0].mention.place.id not in others:
            return False
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


def _points_back(trigger: Trigger, line: Line, choice: Choice | None) -> bool:
    """Whether the words only point to an event told before: "the attack", without a place or a day."""
    words = line.tokens.words
    before = words[max(0, trigger.start - 4) : trigger.start]
    if line.index and any(word in ("was", "is") and before[at - 1] in _CLAIMING for at, word in enumerate(before) if at):
        # "The president said it was an attempt on his life."
        return True
    if choice is not None or line.index == 0 or line.dates or trigger.open not in (Open.ATTACK, Open.STRIKE, Open.BLAST, Open.SHOOT):
        return False
    return trigger.start > 0 and words[trigger.start - 1] in _DEFINITE


def _same_event(a: _Told, b: _Told, numbers: Sequence[int], words: Sequence[str]) -> bool:
    """Whether two triggers of a sentence tell one event: kinds that go together, and no place of its own for each."""
    if (a.status is Status.PLANNED) != (b.status is Status.PLANNED):
        return False
    # Words that only count the dead go with whatever killed them.
    if _at_a_gathering(a.trigger, b.trigger, words) or _at_a_gathering(b.trigger, a.trigger, words):
        return True
    toll_only = Open.KILL in (a.trigger.open, b.trigger.open)
    if _together(a.trigger, b.trigger, words) is not None and (
        numbers[a.trigger.start] == numbers[b.trigger.start] or a.choice is None or b.choice is None
    ):
        head = words[min(a.trigger.start, b.trigger.start)]
        kinds = {a.trigger.kind, b.trigger.kind}
        if SubEventType.PEACEFUL_PROTEST in kinds or head.startswith(("raid", "storm", "search")):
            return True
    strategic = {a.trigger.kind.event_type, b.trigger.kind.event_type} == {EventType.STRATEGIC_DEVELOPMENTS}
    general = (a.trigger.open not in (None, Open.PROTEST, Open.CAPTURE)) or (b.trigger.open not in (None, Open.PROTEST, Open.CAPTURE))
    if not (compatible(a.trigger.kind, b.trigger.kind, general=general) or (toll_only and not strategic)):
        return _one_fight(a, b)
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


def _at_a_gathering(deed: Trigger, crowd: Trigger, words: Sequence[str]) -> bool:
    """Whether a crowd only says where violence struck: "a bomb at an election rally"."""
    violent = deed.kind.event_type in (EventType.EXPLOSIONS_REMOTE_VIOLENCE, EventType.VIOLENCE_AGAINST_CIVILIANS)
    if crowd.kind is not SubEventType.PEACEFUL_PROTEST or not violent or crowd.start < deed.end:
        return False
    return not {"at", "near", "into", "targeting", "hit", "outside"}.isdisjoint(words[max(deed.end - 1, crowd.start - 5) : crowd.end - 1])


def _one_fight(a: _Told, b: _Told) -> bool:
    """Whether clashes and shelling at one place are one fight."""
    kinds = {a.trigger.kind, b.trigger.kind}
    if SubEventType.ARMED_CLASH not in kinds or not kinds <= {SubEventType.ARMED_CLASH, SubEventType.SHELLING_ARTILLERY_MISSILE}:
        return False
    places = [{spot.mention.place.id for spot in one.choice.spots} for one in (a, b) if one.choice]
    return len(places) < 2 or bool(places[0] & places[1])


def _together(a: Trigger, b: Trigger, words: Sequence[str]) -> Trigger | None:
    """The trigger with the kind that only both together tell."""
    first, second = (a, b) if a.start <= b.start else (b, a)
    kinds = {a.kind, b.kind}
    between = words[first.end : second.end - 1]
    if kinds == {SubEventType.ATTACK, SubEventType.ARRESTS}:
        return a if a.kind is SubEventType.ARRESTS else b
    if SubEventType.PEACEFUL_PROTEST not in kinds:
        return None
    other = a if b.kind is SubEventType.PEACEFUL_PROTEST else b
    if (
        other.kind in (SubEventType.ATTACK, SubEventType.ARMED_CLASH)
        and other.open is not Open.ATTACK
        and not _AGENTS.isdisjoint(words)
        and {"during", "at", "in"} & set(between)
    ):
        return replace(other, kind=SubEventType.EXCESSIVE_FORCE_AGAINST_PROTESTERS, weight=0.9, open=None)
    if other.kind is SubEventType.ARRESTS and other is second and {"and", "at", "during"} & set(between):
        return replace(other, kind=SubEventType.PROTEST_WITH_INTERVENTION)
    return None


def _joined(a: _Told, b: _Told, words: Sequence[str]) -> _Told:
    """One event of two tellings in a sentence: the trigger that names it, the place that fits best."""
    trigger = _together(a.trigger, b.trigger, words) or stronger(a.trigger, b.trigger)
    choices = [choice for choice in (a.choice, b.choice) if choice is not None]
    own = a if trigger.start == a.trigger.start else b
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
