"""Dates in languages without a table of their own: dateparser reads "5 marca 2019" where nothing else could."""

from collections.abc import Iterable, Iterator
from datetime import date

from dateline.extraction.dates.expressions import Calendar
from dateline.extraction.dates.grammar import Told
from dateline.extraction.dates.tokens import Tokens
from dateline.extraction.dates.vocabulary import COUNTED, MEASURES

_MOST = 12
"""So many wordings at most of one text are given to dateparser, which takes a millisecond and more for each."""


def unknown_languages(tokens: Tokens, known: Iterable[Told]) -> Iterator[Told]:
    """Full dates of the form "5 word 2019" that no rule has read whole."""
    taken = {place for told in known if told.end - told.first > 1 for place in range(told.first, told.end)}
    asked = 0
    for at, opening in enumerate(tokens.words):
        if not opening.isdecimal():
            continue
        if asked == _MOST:
            return
        number = tokens.number(at)
        if number is None or not 1 <= number <= 31 or at in taken or tokens.broken(at):
            continue
        word = at + 2 if tokens.at(at + 1) in {".", "de"} else at + 1
        after = word + 2 if tokens.at(word + 1) in {".", ",", "de"} else word + 1
        written = tokens.number(after)
        if written is None or not 1900 <= written <= 2099 or not _like_a_month(tokens.at(word)):
            continue
        asked += 1
        day = _read(f"{number} {tokens.written(word)} {written}")
        if day is not None and day.day == number and day.year == written:
            yield Told(Calendar(year=day.year, month=day.month, day=day.day), at, after + 1)


def _like_a_month(word: str) -> bool:
    return word.isalpha() and 3 <= len(word) <= 14 and word not in COUNTED and word not in MEASURES


def _read(words: str) -> date | None:
    # dateparser takes a third of a second to load: only the texts that need it pay for it.
    from dateparser import parse

    moment = parse(words, settings={"REQUIRE_PARTS": ["day", "month", "year"], "STRICT_PARSING": True, "DATE_ORDER": "DMY"})
    return None if moment is None else moment.date()
