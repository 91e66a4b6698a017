"""Places told again by what they are: "the base", "the town", "the Somali capital"."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from dateline.extraction.items import item_of
from dateline.extraction.tables import sections
from dateline.extraction.where import PlaceMention, contains
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.recognition.demonyms import demonym_at
from dateline.recognition.tokens import tokenize

_BASES = frozenset({PlaceKind.MILITARY_BASE, PlaceKind.AIRFIELD, PlaceKind.NAVAL_BASE})
_TOWNS = frozenset({PlaceKind.CITY, PlaceKind.TOWN, PlaceKind.VILLAGE})
_FITS: dict[str, frozenset[PlaceKind]] = {
    "base": _BASES,
    "airbase": _BASES,
    "airport": frozenset({PlaceKind.AIRFIELD}),
    "airfield": _BASES,
    "camp": frozenset({PlaceKind.CAMP}),
    "city": _TOWNS,
    "town": _TOWNS,
    "village": _TOWNS,
    "prison": frozenset({PlaceKind.PRISON}),
    "dam": frozenset({PlaceKind.DAM}),
    "island": frozenset({PlaceKind.ISLAND}),
}
_ADJECTIVES = "air|port|coastal|besieged|border|northern|southern|eastern|western|central|nearby|main|same"
_NOT_AFTER = r"(?! (?:of|city of)? ?[A-Z]|['’]s [A-Z]|-| (?:of|hall|council|gains|markets?|punishment|hospital))"
"""What shows that the noun names something else: "the city of X", "the capital markets"."""
_PHRASE = re.compile(
    r"\b[Tt]he (?P<of>[A-Z][\w'’-]+ (?:[A-Z][\w'’-]+ )?)?(?:(?:"
    + _ADJECTIVES
    + r") ){0,2}(?P<noun>"
    + "|".join([*_FITS, "capital"])
    + r")\b"
    + _NOT_AFTER
)
_ASIDE = re.compile(
    r"\b(?:ministr(?:y|ies)|minister|reporters|journalists|speaking|told|officials?|spokes\w+|talks|meeting|summit|army|command"
    r"|government) in $"
)
"""Before a place, these say that somebody speaks there."""
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_ITS_CAPITAL = re.compile(
    r"['’]s (?:(?:parliament|presidential palace|national assembly)\b|capital\b)"
    r"(?! (?:city )?(?:of )?(?!" + _WEEKDAY + r")[A-Z]|, [A-Z]|-| gains| markets?| punishment)"
)
_ITS_SEAT = re.compile(
    r"['’]s (?:national |federal )?(?:parliament|presidential palace|assembly|legislature|congress|capitol|state house|supreme court)\b"
)
_GOING_THERE = re.compile(
    r"(?:\b(?:storm|invad|attack|torch|burn|breach|occup|enter|besieg|ransack|set fire to|at|outside|inside|into|near|around|in front of)"
    r"(?:ed|ied|ing|ying)? )$"
)
"""Before "Kenya's parliament" these say that something happened there, which is in the capital."""
_LIES_IN = re.compile(r",? in (?:the )?")
_LOOK_BACK = 24
_CERTAINTY = 0.85
"""How much of the antecedent's confidence is left."""
_SENTENCE = 300
_LONG = 40
"""So many places before a phrase are looked through."""


def capitals(gazetteer: Gazetteer) -> Mapping[str, Place]:
    """The capitals by country that the gazetteer knows."""
    found: dict[str, Place] = {}
    listed = " | ".join(line for _, lines in sections("capitals.txt") for line in lines)
    for entry in listed.split(" | "):
        country, _, name = entry.strip().partition(" ")
        places = [match.place for match in gazetteer.lookup(name, country=country) if match.place.kind in _TOWNS]
        if places:
            found[country] = places[0]
    return found


def told_again(
    text: str, mentions: Sequence[PlaceMention], seats: Mapping[str, Place], filed: str | None = None
) -> tuple[PlaceMention, ...]:
    """The mentions, sorted, with those that only say what sort of place it is; `seats` are the capitals by country.

    `filed` is the country that the report was filed in.
    """
    added: list[PlaceMention] = []
    mentions = _seats_of(text, mentions, seats)
    before = 0
    # No writer calls a capital a town.
    great = {seat.id for seat in seats.values()}
    for found in _PHRASE.finditer(text):
        while before < len(mentions) and mentions[before].end <= found.start():
            before += 1
        if before < len(mentions) and mentions[before].start < found.end():
            continue
        earlier = [
            mention
            for mention in mentions[max(0, before - _LONG) : before]
            if not _ASIDE.search(text[max(0, mention.start - _LOOK_BACK) : mention.start])
        ]
        country = _country(found["of"]) if found["of"] else None
        if found["of"] and country is None:
            continue
        noun = found["noun"]
        item = item_of(text, found.start())
        if item is not None:
            earlier = [mention for mention in earlier if mention.start >= item]
        if (
            before < len(mentions)
            and (around := mentions[before].place).kind.is_area
            and _LIES_IN.fullmatch(text, found.end(), mentions[before].start)
        ):
            # "the town in Borno state" is one of that state.
            earlier = [mention for mention in earlier if contains(around, mention.place)]
        if noun in ("town", "village"):
            earlier = [
                mention
                for mention in earlier
                if mention.place.id not in great and (noun == "town" or mention.place.kind is not PlaceKind.CITY)
            ]
        antecedent = (
            _capital(earlier, country or _spoken_of(text, found.start(), earlier, filed), seats)
            if noun == "capital"
            else _nearest(earlier, _FITS[noun], country)
        )
        if antecedent is not None:
            added.append(
                replace(
                    antecedent,
                    start=found.start(),
                    end=found.end(),
                    confidence=round(antecedent.confidence * _CERTAINTY, 4),
                    derived=False,
                )
            )
    return tuple(sorted((*mentions, *added), key=lambda mention: (mention.start, mention.end))) if added else tuple(mentions)


def _seats_of(text: str, mentions: Sequence[PlaceMention], seats: Mapping[str, Place]) -> tuple[PlaceMention, ...]:
    """The mentions, "Guinea's capital" as the capital; "Guinea's capital, Conakry" names it itself."""
    result: list[PlaceMention] = []
    for mention in mentions:
        found = None
        if mention.place.kind is PlaceKind.COUNTRY:
            found = _ITS_CAPITAL.match(text, mention.end)
            if found is None and _GOING_THERE.search(text, max(0, mention.start - _LOOK_BACK), mention.start):
                found = _ITS_SEAT.match(text, mention.end)
        seat = seats.get(mention.place.country or "") if found else None
        if found and seat:
            mention = replace(mention, place=seat, end=found.end(), confidence=round(mention.confidence * _CERTAINTY, 4))
        result.append(mention)
    return tuple(result)


def _spoken_of(text: str, start: int, earlier: Sequence[PlaceMention], filed: str | None) -> str | None:
    """The country whose capital "the capital" is: the one that its sentence opens with, else the one that was told most."""
    opening = text.rfind(". ", max(0, start - _SENTENCE), start)
    for mention in earlier:
        if opening >= 0 and mention.start > opening and text[opening + 2 : mention.start] in ("In ", "In the "):
            return mention.place.country
    counts = Counter(mention.place.country for mention in earlier if mention.place.country)
    if filed:
        counts[filed] += 1
    most = max(counts.values(), default=0)
    latest = next((mention.place.country for mention in reversed(earlier) if mention.place.country), None)
    return next((country for country in (latest, filed, *counts) if country and counts[country] == most), None)


def _country(adjective: str) -> str | None:
    demonym = demonym_at(tokenize(adjective.strip()), 0)
    return demonym.country if demonym else None


def _nearest(earlier: Sequence[PlaceMention], kinds: frozenset[PlaceKind], country: str | None) -> PlaceMention | None:
    for mention in reversed(earlier):
        if mention.place.kind in kinds and country in (None, mention.place.country):
            return mention
    return None


def _capital(earlier: Sequence[PlaceMention], country: str | None, seats: Mapping[str, Place]) -> PlaceMention | None:
    """The capital of the country, else of that of the place told last."""
    code = country or next((mention.place.country for mention in reversed(earlier) if mention.place.country), None)
    seat = seats.get(code) if code else None
    return PlaceMention(0, 0, seat, 0.8) if seat else None
