"""Tolls that nouns tell: "the death toll rose to 41", "20 wounded", "bodies of 14 people", "claimed 12 lives"."""

from dateline.extraction.casualty_words import OTHER_UNITS, PERSON
from dateline.extraction.counted_people import Words, counted, listed
from dateline.extraction.no_casualties import Found, Harm
from dateline.extraction.numbers import cardinal


def whole_toll(words: Words, at: int) -> tuple[list[Found], int] | None:
    """Reads "the death toll rose to 41 from 30", "raising the number of dead to 12", "death toll: 5", "put the dead at five"."""
    word = words.at(at)
    if word in {"put", "puts", "putting"} and words.at(at + 1) == "the" and words.at(at + 2) == "dead" and words.at(at + 3) == "at":
        many = counted(words, at + 4)
        return ([Found(Harm.KILLED, many.low, many.high, at, many.end, total=True)], many.end) if many is not None else None
    if not (
        word == "toll"
        or (
            word == "number"
            and words.at(at + 1) == "of"
            and {"dead", "killed", "deaths", "fatalities", "victims"}.intersection(words.low[at + 2 : at + 6])
        )
    ):
        return None
    if word == "toll" and words.at(at - 1) not in {
        "death",
        "the",
        "overall",
        "total",
        "casualty",
        "official",
        "provisional",
        "preliminary",
        "latest",
        "final",
    }:
        return None
    for step in range(at + 1, min(at + 30, len(words.low))):
        if words.low[step] in {"from", "since", "on", "in", ";"} and words.at(step + 1)[:1].isdigit():
            continue
        if words.at(step - 1) in {
            "to",
            "at",
            "reached",
            "is",
            "was",
            ":",
            "reaches",
            "reaching",
            "hit",
            "passed",
            "topped",
            "exceeded",
            "least",
            "stood",
            "of",
            "than",
        }:
            here = counted(words, step)
            if here is not None and words.at(here.end) not in OTHER_UNITS:
                return [Found(Harm.KILLED, here.low, here.high, at, here.end, total=True)], here.end
    return None


def counted_nouns(words: Words, at: int) -> tuple[list[Found], int] | None:
    """Reads "5 dead", "20 wounded", "bodies of 14 people", "deaths of three", "12 fatalities", "41 deaths"."""
    word = words.at(at)
    if word in {"bodies", "deaths", "killing", "killings", "death", "murder", "body", "lives"} and words.at(at + 1) == "of":
        many = listed(words, at + 2, subjects=word in {"bodies", "body"})
        if many is not None and not (many.low == 1 and words.at(at - 1) == "the"):
            # "in answer to the killing of a general" only names what is known.
            return [Found(Harm.KILLED, many.low, many.high, at, many.end)], many.end
        if word == "bodies":
            return None
    here = counted(words, at) if word[:1].isdigit() or word not in PERSON else None
    if here is None or (at and cardinal(words.low, at - 1)):
        return None
    place = here.end
    while place < here.end + 4 and words.at(place) in {
        "people",
        "more",
        "others",
        "civilians",
        "soldiers",
        "confirmed",
        "were",
        "reported",
        "bodies",
        "left",
        "other",
    }:
        place += 1
    noun = words.at(place)
    if "bodies" in words.low[here.end : place]:
        noun, place = "bodies", words.low.index("bodies", here.end)
    if noun in {"dead", "deaths", "fatalities", "fatality", "martyrs"}:
        return [Found(Harm.KILLED, here.low, here.high, at, place + 1)], place + 1
    if noun == "bodies":
        if {"found", "recovered", "discovered", "pulled", "retrieved", "exhumed", "lay", "unearthed"}.intersection(
            words.low[max(0, at - 6) : place + 10]
        ):
            return [Found(Harm.KILLED, here.low, here.high, at, place)], place
        return None
    if noun in {"injuries"} or (
        noun in {"wounded", "injured"} and place == here.end and words.at(place + 1) in {",", ".", "", "and", ";", ")", "in", "after", "by"}
    ):
        return [Found(Harm.WOUNDED, here.low, here.high, at, place + 1)], place + 1
    return None


def lives(words: Words, at: int) -> tuple[list[Found], int] | None:
    """Reads "claimed the lives of nine people", "claimed 12 lives", "five people lost their lives"."""
    word = words.at(at)
    if word in {"claimed", "claiming", "took", "taking", "claims", "cost"}:
        place = at + 1
        if words.at(place) == "the" and words.at(place + 1) in {"lives", "life"} and words.at(place + 2) == "of":
            many = listed(words, place + 3)
            return ([Found(Harm.KILLED, many.low, many.high, at, many.end)], many.end) if many is not None else None
        here = counted(words, place)
        if here is not None and words.at(here.end) in {"lives", "life"}:
            return [Found(Harm.KILLED, here.low, here.high, at, here.end + 1)], here.end + 1
    return None
