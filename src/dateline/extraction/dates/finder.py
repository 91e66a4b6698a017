"""A report's text to its date mentions: absolute days first, then the anchor they give, then all that is relative to it."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.dates.expressions import (
    Between,
    Calendar,
    Expression,
    History,
    Night,
    Offset,
    Shifted,
    Unit,
    Weekday,
    Weekend,
    Whole,
    Window,
)
from dateline.extraction.dates.fallback import unknown_languages
from dateline.extraction.dates.grammar import Told, expressions
from dateline.extraction.dates.languages import foreign_expressions, language_of
from dateline.extraction.dates.mention import DateMention, Relation
from dateline.extraction.dates.resolving import Context, resolve
from dateline.extraction.dates.stretches import Days
from dateline.extraction.dates.tense import is_future
from dateline.extraction.dates.tokens import Tokens
from dateline.recognition.sentences import Sentence
from dateline.recognition.words import words

_HEAD = 160
"""A full date within so many characters of the beginning is the report's own."""
_SAYING = words(
    """said says told announced reported reports statement briefing according stated declared added confirmed claimed
    interview published posted updated tweeted заявил заявила сообщил сообщила сообщили заявили قال قالت أعلن اعلن أعلنت
    déclaré annoncé dijo anunció declaró açıkladı söyledi повідомив повідомили"""
)
_DATELINE_WORDS = 8
"""A dateline tells its day within so many words."""
_BEHIND_DATELINE = frozenset({"(", "/", "-", "–", "—", ".", ":"})
_NEIGHBORS = 3
"""So many sentences a year that was told goes on for."""
_LONG_AGO = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class _Placed:
    """An expression with the sentence it stands in."""

    told: Told
    sentence: int
    opening: int
    closing: int
    """Its sentence's tokens, end exclusive."""


def find_dates(
    text: str,
    sentences: Sequence[Sentence],
    *,
    published: date | None,
    day_first: bool | None = None,
    today: date | None = None,
    language: str | None = None,
) -> tuple[DateMention, ...]:
    """Every mention of a day in the order of the text; none overlaps another.

    `day_first` is the source's habit in dates like 04/05/2017; the text's own evidence goes before it. `today` bounds the years that a
    weekday may fix when nothing else does. `language` is an ISO 639-1 code; None lets the words decide.

    >>> from dateline.recognition.sentences import split
    >>> text = "Drones hit the port late on Thursday."
    >>> [mention] = find_dates(text, split(text), published=date(2021, 6, 11))
    >>> text[mention.start : mention.end], str(mention.span.start), mention.time_of_day
    ('late on Thursday', '2021-06-10', 'evening')
    """
    tokens = Tokens(text)
    spoken = language_of(tokens, language)
    found = list(expressions(tokens) if spoken == "en" else foreign_expressions(tokens, spoken))
    rest = list(unknown_languages(tokens, found))
    if rest:
        found = _instead(found, rest)
    if not found:
        return ()
    placed = _place(tokens, found, sentences)
    order = _order_of_digits(found)
    context = Context(anchor=published, today=today, day_first=order if order is not None else day_first)
    context = _with_years(tokens, placed, context)
    if published is None:
        context = replace(context, anchor=_own_day(tokens, placed, context))
    elif spoken != "en" and (head := _dateline_day(tokens, placed, context)) is not None:
        placed = [item for item in placed if item is not head[0]]
        context = replace(context, anchor=head[1])
    told = _resolve_all(tokens, placed, context)
    return _mark_background(told, context.anchor)


_KNOWN = frozenset({"the", "that", "this", "those", "these", "his", "her", "its", "their", "it", "they", "he", "she", "another"})
"""Words before something that the report has told already."""


def _instead(found: Sequence[Told], rest: Sequence[Told]) -> list[Told]:
    """Both in the order of the text, without the parts of a date that was read whole only later."""
    taken = {place for told in rest for place in range(told.first, told.end)}
    kept = [told for told in found if taken.isdisjoint(range(told.first, told.end))]
    return sorted([*kept, *rest], key=lambda told: told.first)


def _place(tokens: Tokens, found: Iterable[Told], sentences: Sequence[Sentence]) -> list[_Placed]:
    starts = [sentence.start for sentence in sentences]
    placed: list[_Placed] = []
    for told in found:
        at = max(0, bisect_right(starts, tokens.starts[told.first]) - 1)
        if starts:
            opening = bisect_left(tokens.starts, sentences[at].start)
            closing = bisect_left(tokens.starts, sentences[at].end)
        else:
            opening, closing = 0, len(tokens)
        placed.append(_Placed(told, at, opening, max(closing, told.end)))
    return placed


def _points(said: Expression) -> list[Calendar]:
    """The calendar dates an expression holds."""
    if isinstance(said, Calendar):
        return [said]
    if isinstance(said, Between):
        return _points(said.first) + _points(said.last)
    if isinstance(said, Shifted):
        return _points(said.base)
    if isinstance(said, Night):
        return [point for part in (said.evening, said.morning) if part is not None for point in _points(part)]
    return []


def _order_of_digits(found: Iterable[Told]) -> bool | None:
    """Whether days go before months in the text's digits: one date with a number over 12 decides for the rest."""
    votes = 0
    for told in found:
        for point in _points(told.expression):
            if point.day_first is not None:
                votes += 1 if point.day_first else -1
    return None if votes == 0 else votes > 0


def _with_years(tokens: Tokens, placed: Sequence[_Placed], context: Context) -> Context:
    """The latest year the text shows it has reached; years named as goals ("by 2030") show nothing."""
    limit = context.today.year if context.today is not None else 2099
    years = [
        point.year
        for item in placed
        if item.told.relation is not Relation.UNTIL
        for point in _points(item.told.expression)
        if point.year is not None and point.year <= limit and not _future(tokens, item)
    ]
    return replace(context, earliest_year=max(years, default=None))


def _future(tokens: Tokens, item: _Placed) -> bool:
    return is_future(tokens, item.told.first, item.told.end, item.opening, item.closing)


def _own_day(tokens: Tokens, placed: Sequence[_Placed], context: Context) -> date | None:
    """The day a report without a publication day speaks on: the date at its head, else the latest day of a statement."""
    stated: list[date] = []
    for item in placed:
        said = item.told.expression
        if not isinstance(said, Calendar) or said.day is None or item.told.relation is not Relation.ON:
            continue
        days = resolve(said, context)
        if days is None or days.start != days.end:
            continue
        if tokens.starts[item.told.first] < _HEAD and _heads(tokens, item):
            return days.start
        if _SAYING.intersection(tokens.words[max(item.opening, item.told.first - 12) : min(item.closing, item.told.end + 8)]):
            stated.append(days.start)
    return max(stated, default=None)


def _dateline_day(tokens: Tokens, placed: Sequence[_Placed], context: Context) -> tuple[_Placed, date] | None:
    """The day in a dateline ("Bogotá, 26 ago (EFE).-"), on which the report was written, when it is just before its publication."""
    for item in placed[:1]:
        said, first = item.told.expression, item.told.first
        if not isinstance(said, Calendar) or said.day is None or not 0 < first <= _DATELINE_WORDS or tokens.broken(item.told.end - 1):
            continue
        if not tokens.capital(0) or tokens.at(first - 1) not in {",", "le", "am"} or tokens.at(item.told.end) not in _BEHIND_DATELINE:
            continue
        days = resolve(said, context)
        if days is not None and days.start == days.end and context.anchor is not None and 0 <= (context.anchor - days.start).days <= 3:
            return item, days.start
    return None


def _heads(tokens: Tokens, item: _Placed) -> bool:
    """Whether a date stands alone at the head: "BEIRUT, 12 May 2017 –", "Published: 12 May 2017"."""
    around = tokens.at(item.told.end)
    before = tokens.at(item.told.first - 1)
    alone = before in {"", ":", "published", "updated", ",", "(", "|"} and around in {"", "-", "–", "—", "(", ":", "|", ")"}
    return alone or tokens.broken(item.told.end - 1)


def _resolve_all(tokens: Tokens, placed: Sequence[_Placed], context: Context) -> list[tuple[Expression, DateMention]]:
    mentions: list[tuple[Expression, DateMention]] = []
    told_days: Days | None = None
    told_in = -1
    coarse: Days | None = None
    near: date | None = None
    near_in = -9
    year_above: int | None = None
    for item in placed:
        said = item.told.expression
        if isinstance(said, Calendar) and said.month is None and _alone_on_its_line(tokens, item.told):
            year_above = said.year
        elif year_above is not None:
            said = _in_year(said, year_above)
        future = _future(tokens, item) if _may_be_future(said) else False
        if item.told.relation is Relation.UNTIL and isinstance(said, Calendar):
            # What lasts "through August" is not over.
            future = True
        near_here = near if context.anchor is None or item.sentence - near_in <= _NEIGHBORS else None
        here = replace(context, told=told_days, coarse=coarse, near=near_here, future=future)
        if isinstance(said, Offset) and said.after_event and (told_in == item.sentence or _new_event_behind(tokens, item)):
            # "on Friday, a day after rebels seized it": the seizing is the day before, not the day after.
            said = replace(said, low=-said.high, high=-said.low)
        days = resolve(said, here)
        if days is None and _of_event(said):
            # "a week after rebels seized it" with nothing told before: no day can come of it.
            continue
        span, days = _span(tokens, item.told, days, context)
        anaphoric = bool(getattr(said, "anaphoric", False))
        mention = DateMention(
            start=tokens.starts[item.told.first],
            end=tokens.ends[item.told.end - 1],
            span=span,
            time_of_day=item.told.time_of_day,
            anchor_needed=days is None and not isinstance(said, History),
            background=_says_history(said, item.told.relation, days, context.anchor),
            relation=item.told.relation,
            future=future or _ahead(said, days, context.anchor),
            anaphoric=anaphoric,
            sentence=item.sentence,
        )
        mentions.append((said, mention))
        if days is not None and (days.end - days.start).days <= 1 and item.told.relation is not Relation.SINCE and not _of_event(said):
            told_days, told_in = days, item.sentence
        if days is not None and item.told.relation is not Relation.SINCE:
            coarse = days
        fixed = any(point.year is not None and point.month is not None for point in _points(said))
        by_weekday = context.anchor is None and isinstance(said, Calendar) and said.weekday is not None
        since = "since" in [tokens.at(place) for place in range(max(item.opening, item.told.first - 5), item.told.first)]
        if days is not None and (fixed or by_weekday) and not since:
            near, near_in = days.end, item.sentence
    return mentions


def _alone_on_its_line(tokens: Tokens, told: Told) -> bool:
    return tokens.opens_line(told.first) and tokens.closes_line(told.end - 1)


def _in_year(said: Expression, year: int) -> Expression:
    """A day or month without a year, under a heading that is a year."""
    if isinstance(said, Calendar) and said.month is not None and said.year is None and said.year_offset is None and said.direction == 0:
        return replace(said, year=year)
    if isinstance(said, Between) and isinstance(said.first, Calendar) and isinstance(said.last, Calendar):
        first, last = _in_year(said.first, year), _in_year(said.last, year)
        if isinstance(first, Calendar) and isinstance(last, Calendar):
            return replace(said, first=first, last=last)
    return said


def _new_event_behind(tokens: Tokens, item: _Placed) -> bool:
    """Whether the words behind tell what the report has not told: "the attack came a day after an explosion damaged …"."""
    return item.told.first - item.opening > 1 and tokens.at(item.told.end) not in _KNOWN


def _of_event(said: Expression) -> bool:
    """Whether the day belongs to an event told in passing: "a day after rebels seized it"."""
    return isinstance(said, Offset) and said.after_event


def _may_be_future(said: Expression) -> bool:
    return isinstance(said, Weekday | Calendar | Between | Weekend) or (isinstance(said, Whole) and said.offset == 0)


def _ahead(said: Expression, days: Days | None, anchor: date | None) -> bool:
    if isinstance(said, Window):
        return said.ahead
    if isinstance(said, Weekday | Whole) and not said.anaphoric:
        ahead = said.direction if isinstance(said, Weekday) else said.offset
        if ahead > 0:
            return True
    return days is not None and anchor is not None and days.start.toordinal() > anchor.toordinal() + 1


def _span(tokens: Tokens, told: Told, days: Days | None, context: Context) -> tuple[DateSpan | None, Days | None]:
    if days is None:
        return None, None
    wording = tokens.text[tokens.starts[told.first] : tokens.ends[told.end - 1]]
    if told.relation is Relation.SINCE:
        end = context.anchor
        if end is None and context.earliest_year is not None:
            end = date(context.earliest_year, 12, 31)
        if end is not None and end > days.end:
            length = (end - days.start).days
            coarse = DatePrecision.WEEK if length <= 8 else DatePrecision.MONTH if length <= 31 else DatePrecision.YEAR
            days = replace(days, end=end, precision=max(days.precision, coarse, key=lambda fine: fine.rank))
    return DateSpan(days.start, days.end, days.precision, wording), days


def _says_history(said: Expression, relation: Relation, days: Days | None, anchor: date | None) -> bool:
    """Whether the words themselves look back, whatever the days."""
    if isinstance(said, History):
        return True
    if isinstance(said, Window):
        return said.unit is Unit.DECADE or (said.vague and not said.ahead and said.unit in {Unit.MONTH, Unit.YEAR})
    if isinstance(said, Whole) and said.unit in {Unit.YEAR, Unit.DECADE}:
        return said.offset < 0 and not said.anaphoric
    if isinstance(said, Offset) and not said.anaphoric and said.unit in {Unit.YEAR, Unit.DECADE}:
        return said.low < 0
    if isinstance(said, Calendar) and said.decade:
        return True
    if relation is Relation.SINCE and days is not None:
        return days.precision is DatePrecision.YEAR or (anchor is not None and (anchor - days.start).days > 60)
    return False


def _mark_background(told: Sequence[tuple[Expression, DateMention]], anchor: date | None) -> tuple[DateMention, ...]:
    """Days long before the report's own are history, unless the whole report looks back."""
    mentions = tuple(mention for _, mention in told)
    spans = [mention.span for mention in mentions if mention.span is not None and not mention.background and not mention.future]
    exact = [span for span in spans if span.precision.rank <= DatePrecision.MONTH.rank]
    own = anchor if anchor is not None else max((span.end for span in exact), default=None)
    if own is None:
        return mentions
    recent = any(own - span.end <= _LONG_AGO for span in exact if (span.end - own).days <= 2)
    marked: list[DateMention] = []
    for said, mention in told:
        span = mention.span
        old = False
        if span is not None:
            past_year = span.precision is DatePrecision.YEAR and span.end < date(own.year, 1, 1)
            named = isinstance(said, Calendar | Between | Shifted)
            old = (past_year and named) or (recent and own - span.end > _LONG_AGO)
        marked.append(replace(mention, background=mention.background or old))
    return tuple(marked)
