"""A report's sentences with everything found in them, and the drafts each of them tells."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Protocol, TypeVar

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.attribution import AttributionMention, find_attributions
from dateline.extraction.casualties import CasualtyMention, find_casualties
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.dates import DateMention, find_dates
from dateline.extraction.draft import Draft, Line, Site
from dateline.extraction.event import Span
from dateline.extraction.headings import day_headings
from dateline.extraction.items import item_of
from dateline.extraction.joining import Told, joined, same_event
from dateline.extraction.kind_model import KindModel
from dateline.extraction.kinds import KindFinder
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.languages.saying import foreign_attributions
from dateline.extraction.languages.sentences import tokens_of
from dateline.extraction.nonevents import TOPICS
from dateline.extraction.numbers import cardinal
from dateline.extraction.own_days import day_of, days_of, own_days_differ
from dateline.extraction.reactions import days_of_reactions
from dateline.extraction.references import mere_reference, no_deed, points_back
from dateline.extraction.salience import is_background
from dateline.extraction.status import StatusFinder
from dateline.extraction.tokens import Tokens, clauses
from dateline.extraction.tolls import share
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import Open
from dateline.extraction.weighing import weigh
from dateline.extraction.where import PLACE_WORDS, Lead, PlaceMention, Spot, choose, survey
from dateline.extraction.who import parties
from dateline.extraction.words import word_set
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


_FILED = re.compile(r"[A-Z][^().\n]{1,60}(?:\([^()\n]{2,30}\)[^().\n]{0,30})?\([A-Z][\w .]{1,30}\) ?[-–—:]")
_GRAVE = word_set(
    """killed wounded injured dead died arrested abducted kidnapped protesters demonstrators police soldiers troops rebels gunmen
    militants insurgents army ceasefire explosion bomb bombs shelling missile missiles drone drones protest protests"""
)
_GAMES = 5
"""So many words of sport, business or culture, and none of harm: the report is about nothing else."""
_OLD_THREAT = timedelta(days=30)
_ASIDE = frozenset({"after", "before", "since", "which", "who", "whose", "where"})


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
        if not any(triggers) or _of_games(tokens):
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
        casualties = find_casualties(text, tuple(sentences), language)
        says = [mention.said for mention in attributions if mention.said is not None]
        by_sentence: dict[int, list[AttributionMention]] = {}
        for mention in attributions:
            by_sentence.setdefault(mention.sentence, []).append(mention)
        filed = _FILED.match(text) if report.published is not None else None
        if filed is not None:
            # The day in "MAPUTO, June 23 (Reuters) -" is that of the report.
            dates = tuple(day for day in dates if day.start >= filed.end())
        headings = day_headings(text, sentences, dates)
        lines: list[Line] = []
        for index, sentence in enumerate(sentences):
            own = tokens[index]
            found = _within(dates, sentence)
            speakers = [mention.start for mention in by_sentence.get(index, ()) if mention.said is None] if "had" in own.words else []
            said = tuple(
                day
                for day in found
                if any(start < day.end and day.start < end for start, end in says)
                # "on Thursday the group said that two men had …": the day before a speaker, of what had been done before.
                or any(_opens_saying(text, sentence, day, start) for start in speakers)
            )
            said = (*said, *days_of_reactions(own, [day for day in found if day not in said], triggers[index]))
            lines.append(
                Line(
                    index,
                    sentence,
                    own,
                    clauses(own.words),
                    triggers[index],
                    survey(own, _within(places, sentence), self._kinds.telling, [(day.start, day.end) for day in found]),
                    tuple(day for day in found if day not in said),
                    said,
                    _within(casualties, sentence),
                    _within(actors, sentence),
                    tuple(by_sentence.get(index, ())),
                    item_of(text, sentence.start),
                    headings[index],
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
        days = [day or line.heading for day in days_of(told, line)]
        for one, own_tolls, day in zip(told, tolls, days, strict=True):
            if no_deed(one, line, day) or (one.status is Status.PLANNED and _long_past(line, published or newest)):
                continue
            when = day.span if day else None
            marked = bool(day and day.background)
            background = is_background(
                one.trigger, line.tokens.words, when, marked=marked, reported=bool(line.attributions), newest=newest, published=published
            )
            if one.status is Status.PLANNED and when is not None and not (day and day.future):
                reference = published or newest
                if reference is not None and when.end < reference:
                    day = when = None
            said = next((saying for saying in line.said_on if saying.span and saying.span.precision is DatePrecision.DAY), None)
            actors, actor_spans = parties(one.trigger, line.tokens, line.clauses, line.actors, aside)
            draft = Draft(
                line=line,
                trigger=one.trigger,
                kind=_taken_by_whom(one.trigger, line),
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
                    own = day_of(one.trigger, line, spot) if len(one.choice.spots) > 1 and len(line.dates) > 1 else day
                    if (toll := _own_toll(line, one, spot)) is not None:
                        placed = replace(placed, tolls=(toll,), shared_toll=False)
                    elif one.choice.spots[0] is spot and _counted_apart(line, one):
                        placed = replace(placed, shared_toll=False)
                    if own is not None and own is not day:
                        placed = replace(placed, when=own.span, date_span=Span(own.start, own.end), time_of_day=own.time_of_day)
                    drafts.append(placed)
        if all(draft.aside for draft in drafts):
            # What only a subordinate clause tells is the sentence's own news: "rescuers search the house that a missile struck".
            drafts = [replace(draft, aside=False) for draft in drafts]
        return tuple(drafts)

    def _told(self, line: Line) -> tuple[list[Told], list[Trigger]]:
        """The sentence's triggers that tell an event, those of one event taken together; and those that only refer to one."""
        words, numbers = line.tokens.words, line.clauses
        referred: list[Trigger] = []
        if not line.triggers:
            return [], []
        days = [(line.tokens.at(day.start), line.tokens.at(day.end)) for day in (*line.dates, *line.said_on)]
        # "On 12 May, armed men looted …": the month is no verb.
        cues = [cue for cue in self._statuses.cues(words) if not any(first <= cue.start < last for first, last in days)]
        told: list[Told] = []
        for trigger in line.triggers:
            standing = self._statuses.judge(trigger, words, cues)
            if standing.status is None:
                continue
            choice = choose(trigger, line.spots, numbers, words)
            trigger = _weighed(trigger, line.spots, words)
            if mere_reference(trigger, words, told, choice):
                referred.append(trigger)
                continue
            if (trigger.weight < 0.4 and not (trigger.guessed and choice is not None)) or points_back(trigger, line, choice):
                continue
            one = Told(trigger, standing.status, standing.cue, choice)
            for index, other in enumerate(told):
                if same_event(one, other, numbers, words) and not own_days_differ(one.trigger, other.trigger, line):
                    told[index] = joined(other, one, words)
                    break
            else:
                told.append(one)
        return _at_rest(told, line), referred


def _of_games(tokens: Sequence[Tokens]) -> bool:
    """Whether the whole report is about sport or the like: many of its words, and none of people who came to harm."""
    words = {word for one in tokens for word in one.words}
    return len(words & TOPICS) >= _GAMES and words.isdisjoint(_GRAVE)


def _long_past(line: Line, reference: date | None) -> bool:
    """Whether a threat was uttered so long ago that it is history: "in February the group threatened to …"."""
    ends = [mention.span.end for mention in line.said_on if mention.span is not None]
    return reference is not None and bool(ends) and reference - max(ends) > _OLD_THREAT


_OPENING = 24
"""In code points: so near to the head of its sentence a day before a speaker opens what is said."""


def _opens_saying(text: str, sentence: Sentence, day: DateMention, speaker: int) -> bool:
    """Whether a day right before a speaker is the saying's: behind a comma only at the head, not in "died on Monday, activists said"."""
    if not 0 <= speaker - day.end <= 2:
        return False
    return "," not in text[day.end : speaker] or day.end - sentence.start <= _OPENING


def _counted_apart(line: Line, told: Told) -> bool:
    """Whether the later places of a list have counts of their own, so that the first count is the first place's."""
    return told.choice is not None and any(_own_toll(line, told, spot) is not None for spot in told.choice.spots[1:])


def _own_toll(line: Line, told: Told, spot: Spot) -> CasualtyMention | None:
    """The count that stands right before a later place of a list: "killed five people in Ariha and three in Hbit"."""
    spots = told.choice.spots if told.choice else ()
    first = next((casualty for casualty in line.casualties if not casualty.cumulative), None)
    if first is None or spot not in spots[1:]:
        return None
    before = max(other.last for other in line.spots if other.last <= spot.first)
    for at in range(before, spot.first):
        number = cardinal(line.tokens.words, at)
        if number is not None and number[0] > 0:
            start, end = line.tokens.starts[at], line.tokens.ends[number[1] - 1]
            return replace(first, start=start, end=end, low=number[0], high=number[0], total=False)
    return None


def _taken_by_whom(trigger: Trigger, line: Line) -> SubEventType:
    """The kind of the event, ground that a known armed group took told as such: "the Arakan Army captured …"."""
    if trigger.kind is not SubEventType.GOVERNMENT_REGAINS_TERRITORY:
        return trigger.kind
    words, start = line.tokens.words, line.tokens.starts[trigger.start]
    by = next((at for at in range(trigger.end, min(trigger.end + 8, len(words))) if words[at] == "by"), None)
    if by is not None:
        taker = next((mention for mention in line.actors if mention.start > line.tokens.starts[by]), None)
    else:
        taker = next((mention for mention in reversed(line.actors) if mention.end <= start), None)
    if taker is not None and taker.actor is not None and taker.actor.kind == "armed_group":
        return SubEventType.NON_STATE_ACTOR_OVERTAKES_TERRITORY
    return trigger.kind


def _at_rest(told: list[Told], line: Line) -> list[Told]:
    """The tellings, those joined that only what was joined before them brings together."""
    kept: list[Told] = []
    numbers, words = line.clauses, line.tokens.words
    for one in told:
        for index, other in enumerate(kept):
            if same_event(one, other, numbers, words) and not own_days_differ(one.trigger, other.trigger, line):
                kept[index] = joined(other, one, words)
                break
        else:
            kept.append(one)
    return kept


def _aside(trigger: Trigger, line: Line) -> bool:
    """Whether the trigger's clause only dates or describes another: "a day after …", "who had …"."""
    number = line.clauses[trigger.start]
    opening = line.clauses.index(number)
    return number > 0 and line.tokens.words[opening] in _ASIDE


def _earlier(trigger: Trigger, line: Line, when: DateSpan | None, newest: date | None) -> bool:
    """Whether the past perfect puts it before the report's present: "had captured the town a week before"."""
    around = line.tokens.words[max(0, trigger.start - 3) : trigger.end + 2]
    return "had" in around and not line.attributions and when is not None and newest is not None and when.end < newest


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
    """The trigger, surer when a place is its object: "seized Goma", "struck Odesa", "Homs had been taken"."""
    if trigger.weight >= 0.6 or trigger.open not in (Open.CAPTURE, Open.STRIKE):
        return trigger
    taken = not {"been", "was", "were"}.isdisjoint(words[max(0, trigger.start - 2) : trigger.start]) and any(
        0 <= trigger.start - spot.last <= 3
        and spot.lead in (Lead.OBJECT, Lead.SUBJECT)
        and spot.mention.place.kind is not PlaceKind.COUNTRY
        for spot in spots
    )
    beside = (
        taken
        or any(
            0 <= spot.first - trigger.end <= 6
            and spot.lead in (Lead.OBJECT, Lead.BARE, Lead.SUBJECT)
            and spot.mention.place.kind is not PlaceKind.COUNTRY
            and PLACE_WORDS.issuperset(words[trigger.end : spot.first])
            for spot in spots
        )
        or _taken_ground(trigger, spots, words)
    )
    # "Saraqib was captured by government forces"
    befell = words[trigger.end : trigger.end + 1] == ("by",) and any(
        spot.lead is Lead.OBJECT and words[spot.last : trigger.start] in (("was",), ("were",), ("has", "been"), ("had", "been"), ("is",))
        for spot in spots
    )
    return replace(trigger, weight=trigger.weight + 0.35) if beside or befell else trigger


def _taken_ground(trigger: Trigger, spots: Sequence[Spot], words: Sequence[str]) -> bool:
    """Whether the place is the subject of a passive: "Kherson was seized by Russian troops"."""
    return words[trigger.end : trigger.end + 1] == ("by",) and any(
        0 < trigger.start - spot.last <= 3 and not {"was", "were", "been"}.isdisjoint(words[spot.last : trigger.start]) for spot in spots
    )
