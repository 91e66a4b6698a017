"""Demonyms: "Turkish", "Chechens", "Turkestan Chinese". They name people and tell of a country, but are no places."""

import csv
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dateline.recognition.tokens import Tokens


@dataclass(frozen=True, slots=True)
class Demonym:
    """A demonym in a text."""

    first: int
    """Index of its first token."""
    last: int
    country: str | None
    """ISO 3166-1 alpha-2; None for peoples, faiths and continents."""
    adjective: str
    """The first word that the table has for the country, for naming: "Turkish"."""


@cache
def _table() -> dict[str, dict[tuple[str, ...], tuple[str | None, str]]]:
    """By first word: the words after it, with the country and its adjective."""
    table: dict[str, dict[tuple[str, ...], tuple[str | None, str]]] = {}
    listing = files("dateline_gazetteer").joinpath("actors", "demonyms.csv").read_text("utf-8")
    for row in csv.DictReader(listing.splitlines()):
        listed = row["words"].split("|")
        for name in listed:
            first, *rest = name.split()
            table.setdefault(first, {})[tuple(rest)] = (row["country"] or None, listed[0])
    return table


def may_open_demonym(word: str) -> bool:
    """Whether some demonym begins with this word, written so or in capitals."""
    table = _table()
    return word in table or (len(word) > 3 and word.isupper() and word.capitalize() in table)


def demonym_at(tokens: Tokens, index: int) -> Demonym | None:
    """The longest demonym whose first word is this token; None when there is none."""
    word = tokens.words[index]
    if word.isupper() and len(word) > 3:
        word = word.capitalize()
    readings = _table().get(word)
    if readings is None:
        return None
    best: Demonym | None = None
    for rest, (country, adjective) in readings.items():
        end = index + len(rest)
        if (
            end < len(tokens)
            and (best is None or end > best.last)
            and all(tokens.words[index + 1 + i] == part and tokens.gap(index + i) in (" ", "-") for i, part in enumerate(rest))
        ):
            best = Demonym(index, end, country, adjective)
    return best


@lru_cache(maxsize=2)
def find_demonyms(tokens: Tokens) -> tuple[Demonym, ...]:
    """All demonyms of a text, in its order, not overlapping."""
    found: list[Demonym] = []
    past, table, words = 0, _table(), tokens.words
    for index in tokens.large:
        word = words[index]
        if index < past or not (word in table or (word.isupper() and len(word) > 3)):
            continue
        demonym = demonym_at(tokens, index)
        if demonym is not None:
            found.append(demonym)
            past = demonym.last + 1
    return tuple(found)


def country_of(word: str) -> str | None:
    """The country of a demonym, ISO 3166-1 alpha-2; None for peoples of no one country and for other words.

    >>> country_of("Turkish"), country_of("South Koreans"), country_of("Kurdish")
    ('TR', 'KR', None)
    """
    first, *rest = word.split() or [""]
    if first.isupper() and len(first) > 3:
        first = first.capitalize()
    found = _table().get(first, {}).get(tuple(rest))
    return found[0] if found is not None else None
