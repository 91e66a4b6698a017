"""Counted people in a sentence: "12 soldiers and 7 militants", "a mother and her two children"."""

import re

from dateline.extraction.casualty_words import (
    ADVERBS,
    BE,
    DIE,
    HAVE,
    JUST_BEFORE,
    KILL_ACTIVE,
    KILL_EITHER,
    NOT_IN_NAMES,
    OTHER_UNITS,
    PERSON,
    PLURAL_PEOPLE,
    SUBSET,
    WOUND_ACTIVE,
    WOUND_EITHER,
)
from dateline.extraction.dates.vocabulary import MONTHS
from dateline.extraction.numbers import Figure, cardinal, figure

_TOKEN = re.compile(r"(?:[A-Z]\.){2,}|\d+(?:,\d{3})*(?:\.\d+)?|[^\W\d_]+|[^\w\s]")
_LONGEST = 400
_HARMED = frozenset({"dead", "deaths", "fatalities", "injuries", "bodies", "others", "more", "lives"})
_DASHES = frozenset({"-", "–", "—"})


_DETERMINERS = frozenset({"a", "an", "another", "the", "his", "her", "one", "their", "its"})
_TITLING = frozenset({"senior", "top", "prominent", "local", "former", "opposition", "veteran", "leading", "notorious", "army", "police"})
_PARTICLES = frozenset({"al", "el", "bin", "ibn", "abu", "de", "da", "van", "von", "ul", "-"})
ORDINALS = {
    word: value
    for value, word in enumerate(
        ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 2
    )
}
AUXILIARIES = BE | ADVERBS | HAVE | {"may", "might", "could", "must", "would", "will"}


class Words:
    """The tokens of one sentence."""

    __slots__ = ("ends", "low", "starts", "written")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.low: list[str] = []
        self.written: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        for match in _TOKEN.finditer(text, start, end):
            self.written.append(match.group())
            self.low.append(match.group().lower())
            self.starts.append(match.start())
            self.ends.append(match.end())
            if len(self.low) == _LONGEST:
                break

    def at(self, index: int) -> str:
        """The word in lower case, "" outside the sentence."""
        return self.low[index] if 0 <= index < len(self.low) else ""

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= index < len(self.written) and self.written[index][0].isupper()


def _people_or_harm(word: str) -> bool:
    return word in PLURAL_PEOPLE or word.removesuffix("s") in PERSON or word in KILL_EITHER or word in WOUND_EITHER or word in _HARMED


def _year_like(word: str) -> bool:
    """Four digits without a comma that are more likely a year than a count."""
    return len(word) == 4 and word.isdecimal() and word[:2] in {"19", "20"} and word[2:] != "00"


def counted(words: Words, at: int) -> Figure | None:
    """A figure that may count people: no age, no calibre, no clock time, no date."""
    here = figure(words.low, at)
    if here is None:
        return None
    after = words.at(here.end)
    if words.at(at - 1) in MONTHS and words.capital(at - 1):
        # "on March 6, and three people died"
        return None
    if here.end == at + 1 and _year_like(words.at(at)) and not _people_or_harm(after):
        return None
    if after in _DASHES and words.at(here.end + 1) in {"year", "month", "day", "week", "member"}:
        return None
    if after in OTHER_UNITS or (after == "%" or after == ":") or words.at(at - 1) in {"$", "€", "£", "#"}:
        return None
    return here


def listed(words: Words, at: int, *, subjects: bool = False) -> Figure | None:
    """The people counted from a word on: "12 soldiers and 7 militants", "a mother and her two children", "a policeman".

    With `subjects` the verb that follows is all of theirs: "the bodies of two soldiers and an officer were found".
    """
    first = _item(words, at)
    if first is None:
        return None
    low, high, end = first.low, first.high, first.end
    while True:
        place = end
        if words.at(place) == ",":
            place += 1
        if words.at(place) in {"and", "as"} or place > end:
            if words.at(place) == "as" and words.at(place + 1) == "well" and words.at(place + 2) == "as":
                place += 3
            elif words.at(place) == "and":
                place += 1
            elif words.at(place) == "as":
                break
            if place > end and _of_them(words, place):
                break
            if words.at(place) in SUBSET and not (words.at(place) == "one" and words.at(place + 1) != "of"):
                break
            more = _item(words, place) or _one_of_a_people(words, place)
            if more is None or (not subjects and _has_own_verb(words, more.end)):
                break
            if words.at(place - 1) == "," and (_is_name(words, place) or _is_name(words, first.first)):
                # "Fatima Haddad, a teacher" is one person; others may follow: "…, a teacher, and nine other people".
                if _is_name(words, first.first) and words.at(more.end) == "," and words.at(more.end + 1) == "and":
                    end = more.end
                    continue
                break
            low, high, end = low + more.low, high + more.high, more.end
        else:
            break
    return Figure(low, high, at, end)


_DEMONYM_ENDS = ("an", "i", "ese", "ish", "er", "ch", "ian", "ot", "ek", "ole", "ard", "ino")
_OWN_VERBS = (
    KILL_EITHER | WOUND_EITHER | BE | HAVE | DIE | frozenset({"dead", "missing", "arrested", "captured", "detained", "fled", "said"})
)


def _one_of_a_people(words: Words, at: int) -> Figure | None:
    """A person told by a demonym, which only a list of people makes sure of: "two Indians and a Pakistani"."""
    if words.at(at) not in {"a", "an", "one"} or not words.capital(at + 1) or not words.at(at + 1).endswith(_DEMONYM_ENDS):
        return None
    return Figure(1, 1, at, at + 2) if not words.capital(at + 2) else None


def _has_own_verb(words: Words, at: int) -> bool:
    """Whether the people counted last are the subject of what follows: "killed two, and five were wounded"."""
    return words.at(at) in _OWN_VERBS


def _is_name(words: Words, at: int) -> bool:
    """Whether a person is told by name, without an article or a number."""
    return words.capital(at) and words.at(at) not in _DETERMINERS and figure(words.low, at) is None


def _of_them(words: Words, at: int) -> bool:
    """Whether a number tells a part of others: "37 of them children"."""
    here = counted(words, at)
    if here is None:
        return False
    after = words.at(here.end)
    return after in {"them", "whom"} or (after == "of" and words.at(here.end + 1) in {"them", "whom", "these", "those"})


def _item(words: Words, at: int) -> Figure | None:
    """One counted group with the words that belong to it; 1 for a single person."""
    if at >= len(words.low):
        return None
    word = words.low[at]
    here = counted(words, at)
    if here is not None and not (word in {"the", "his", "her", "their", "its"} and here.end == at):
        end = _name_end(words, here.end)
        if any(unit in OTHER_UNITS for unit in words.low[here.end : end][-1:]):
            return None
        return Figure(here.low, here.high, at, end)
    titled = word in PERSON or word in _TITLING
    if word in _DETERMINERS or titled or (words.capital(at) and word not in NOT_IN_NAMES):
        end = _name_end(words, at + 1)
        nouns = words.low[at:end]
        last = nouns[-1] if nouns else ""
        people = PERSON.intersection(nouns)
        if word in {"a", "the"} and last in {"couple"}:
            return Figure(2, 2, at, end)
        if "family" in nouns and words.at(end) == "of" and (size := cardinal(words.low, end + 1)):
            return Figure(size[0], size[0], at, size[1])
        if last in PLURAL_PEOPLE or (last.endswith("s") and last[:-1] in PERSON):
            return None
        if word in {"a", "an"} and len(nouns) == 2 and last in ORDINALS:
            return Figure(1, 1, at, end)
        if titled and not words.capital(at):
            named = [place for place in range(at, end) if words.capital(place)]
            return Figure(1, 1, at, named[-1] + 1) if people and named else None
        if people:
            last_person = max(place for place in range(at, end) if words.at(place) in PERSON)
            after = last_person + 1
            return Figure(1, 1, at, _name_end(words, after) if words.at(after) == "of" else after)
        names = sum(words.capital(place) or words.at(place) in _PARTICLES for place in range(at, end))
        if words.capital(at) and names >= 2 and end - at == names and not last.endswith("s"):
            return Figure(1, 1, at, end)
    return None


def _name_end(words: Words, at: int) -> int:
    """Past the nouns and adjectives of a group, and what "of" adds to it."""
    end = at
    limit = min(at + 12, len(words.low))
    while end < limit:
        word = words.low[end]
        if word == "of" and end > at - 1 and words.at(end + 1) not in {"whom", "which"}:
            end += 2 if words.at(end + 1) in {"the", "a", "an", "its", "their", "his", "her"} else 1
            continue
        if word in {"'", "’", "-", "–"}:
            end += 1
            continue
        if word in NOT_IN_NAMES or word in KILL_EITHER or word in WOUND_EITHER or word in DIE or word in ADVERBS or not word[0].isalnum():
            break
        if (
            word in AUXILIARIES
            or word in KILL_ACTIVE
            or word in WOUND_ACTIVE
            or word in {"dead", "lost", "early", "late", "today", "yesterday", "overnight"}
        ):
            break
        if word.endswith("day") and words.capital(end):
            break
        end += 1
    return end


def groups_before(words: Words, opening: int, end: int) -> Figure | None:
    """The counted groups of a subject, added up; parts of a group ("including two children") and ages are left out."""
    groups: list[Figure] = []
    place = opening
    while place < end:
        among = words.at(place) == "among" and counted(words, place + 1) is not None
        if (words.at(place) in {"including", "among", "mostly", "include", "comprising"} and not among) or (
            words.at(place) == "of" and words.at(place + 1) in {"whom", "them"}
        ):
            closing = next((step for step in range(place + 1, end) if words.at(step) in {",", ")", "—"}), end)
            place = closing + 1
            continue
        if words.at(place - 1) in JUST_BEFORE and place > opening and words.at(place) not in {"between"}:
            skipped = counted(words, place)
            # "mourned for 29 people killed by militants": those are counted.
            mourned = words.at(place - 1) == "for" and skipped is not None and words.at(skipped.end) in PLURAL_PEOPLE
            if skipped is not None and not mourned and not (words.at(place - 1) == "to" and words.at(place - 2) == "up"):
                place = max(skipped.end, place + 1)
                continue
        if place > opening and words.at(place - 1) == "," and _of_them(words, place):
            # "72 people, 20 of them children, were killed": a part of those counted before.
            place = next((step for step in range(place + 1, end) if words.at(step) in {",", ")", "—"}), end) + 1
            continue
        here = _item(words, place)
        if here is None or here.end > end or here.end <= place:
            place += 1
            continue
        age = words.at(place - 1) == "," and words.at(here.end) == "," and here.end == place + 1 and here.low > 1
        if not age:
            groups.append(here)
        elif not groups:
            # "Ms. Berg, 34, of Riverton, died": the age belongs to one person.
            groups.append(Figure(1, 1, max(opening, place - 2), here.end))
        place = here.end
    if not groups:
        return None
    chosen = [groups[-1]]
    for earlier in reversed(groups[:-1]):
        between = words.low[earlier.end : chosen[0].first]
        if between == [","] and (_is_name(words, earlier.first) or _is_name(words, chosen[0].first)):
            chosen[0] = earlier if _is_name(words, chosen[0].first) else chosen[0]
            continue
        if between not in (["and"], [","], [",", "and"], ["as", "well", "as"]):
            if between[-1:] == ["among"]:
                # "Two children were among ten people killed": ten were.
                break
            if any(word in {"including", "among"} for word in between):
                chosen = [earlier]
                continue
            break
        chosen.insert(0, earlier)
    return Figure(sum(one.low for one in chosen), sum(one.high for one in chosen), chosen[0].first, chosen[-1].end)
