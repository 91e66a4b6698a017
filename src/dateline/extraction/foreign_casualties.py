"""The dead and the wounded in Arabic, French, Russian, Spanish, Turkish and Ukrainian: a number beside a word of harm."""

import re
from collections.abc import Iterator
from functools import lru_cache

from dateline.extraction.dates.language_tables import LANGUAGES
from dateline.extraction.dates.tokens import Tokens, fold
from dateline.extraction.languages.harm import ONE, PEOPLE, TO, TOTALS
from dateline.extraction.languages.numbers import COUNTS, EMPTY, NONE
from dateline.extraction.no_casualties import Found, Harm
from dateline.recognition.words import words

_KILLED = (
    "погиб убит убил убив умер расстрел застрел жертв погибш загин загиб вбит вбив вбил помер жертв розстріл застрел "
    "tue tuee tues tuees tuant tuent mort morte morts mortes deces massacr abattu execut lynch "
    "mato mataron muert murio murieron fallec asesin masacr ejecut ultim linch "
    "oldu olu oldur olen sehit kaybetti kaybed yitir "
    "قتل قتيل قتلي قتلى مقتل استشهد استشهاد شهيد شهداء مصرع وفاة"
)
_WOUNDED = (
    "ранен ранил пострадал пострадав постраждал поранен поранил травмов bless herid hiri lesion yaral جريح جرح جرحي اصاب اصيب مصاب اصابة"
)
_WHOLE = frozenset({"tue", "tuee", "tues", "tuees", "mort", "morts", "morte", "mortes", "mato", "oldu", "olu", "murio", "deces"})
"""These stems are whole words: longer ones mean something else."""
_NOT_COUNTED = re.compile(r"км|km|мм|mm|%|час|heures?$|horas?$|saat|أيام|ايام|год|рік|років|лет|ans?$|anos?$")
_BARRIERS = frozenset({",", ".", ";", ":", "،", "؛", "(", ")"})
_REACH = 6
_LONGEST_WORD = 40
_ASIDE = 8
"""So many words may stand between commas in the middle of a count."""
_HINTS = words(
    """aucun ningún sin kaybet mort mató mato muer muri fallec asesin herid hiri lesion bless yaral öl tué tuant décès yitir massacr abatt
    exécut ejecut masacr şehit ultim linch lynch bilan saldo"""
)
_NUMBERS = {word: value for language in LANGUAGES.values() for word, value in language.numbers.items() if value > 1} | COUNTS


_TOTAL_REACH = 25
"""So many words behind "the number of dead" its figure may stand."""


def _stems(listed: str) -> tuple[str, ...]:
    return tuple(fold(word) for word in listed.split())


_HARMS = tuple((stem, harm) for stems, harm in ((_KILLED, Harm.KILLED), (_WOUNDED, Harm.WOUNDED)) for stem in _stems(stems))


def may_count(text: str, start: int, end: int) -> bool:
    """Whether the stretch holds letters or stems that this module reads."""
    lowered = text[start:end].lower()
    if any(hint in lowered for hint in _HINTS):
        return True
    return not lowered.isascii() and any("\u0400" <= letter <= "\u06ff" for letter in lowered)


def foreign_counts(tokens: Tokens) -> Iterator[Found]:
    """Each number of a sentence with the nearest word of harm in its clause; without one, a single person."""
    harms = {at: harm for at, word in enumerate(tokens.words) if (harm := _harm(word)) is not None}
    if not harms and EMPTY.isdisjoint(tokens.words):
        return
    taken: set[int] = set()
    told: set[Harm] = set()
    for total in _totals(tokens):
        taken.add(total.end - 1)
        told.add(Harm.KILLED)
        yield total
    for at in range(len(tokens)):
        if at in taken:
            continue
        if tokens.at(at) in EMPTY and (tokens.at(at - 1) in NONE or tokens.at(at + 1) in NONE):
            told.update(Harm)
            yield from (Found(harm, 0, 0, max(at - 1, 0), at + 1) for harm in Harm)
            continue
        number = _number(tokens, at)
        if number is None:
            continue
        place = at if at in harms else _nearest(tokens, at, harms)
        if place is not None:
            told.add(harms[place])
            yield Found(harms[place], number, number, min(at, place), max(at, place) + 1)
    for at, harm in harms.items():
        if harm not in told and (place := _somebody(tokens, at)) is not None:
            told.add(harm)
            yield Found(harm, 1, 1, min(at, place), max(at, place) + 1)


def _number(tokens: Tokens, at: int) -> int | None:
    """A number that may count people: no year, no measure, no day."""
    number = tokens.number(at) if tokens.at(at).isdecimal() else _NUMBERS.get(tokens.at(at))
    if number is None or 1900 <= number <= 2099 or _NOT_COUNTED.match(tokens.at(at + 1)) or _dates(tokens.at(at + 1)):
        return None
    return number


def _totals(tokens: Tokens) -> Iterator[Found]:
    """Whole tolls: the first number behind "the number of dead", that behind "to" before others."""
    for at in range(len(tokens)):
        phrase = next((one for one in TOTALS if tokens.at(at) == one[0] and tuple(tokens.words[at : at + len(one)]) == one), None)
        if phrase is None:
            continue
        numbers = [
            place
            for place in range(at + len(phrase), min(at + _TOTAL_REACH, len(tokens)))
            if _number(tokens, place) is not None and _harm_beside(tokens, place) is not Harm.WOUNDED
        ]
        place = next((one for one in numbers if tokens.at(one - 1) in TO), numbers[0] if numbers else None)
        if place is not None and (number := _number(tokens, place)) is not None:
            yield Found(Harm.KILLED, number, number, at, place + 1, total=True)
        return


def _harm_beside(tokens: Tokens, at: int) -> Harm | None:
    return next((harm for step in (1, 2) if (harm := _harm(tokens.at(at + step))) is not None), None)


def _somebody(tokens: Tokens, at: int) -> int | None:
    """The word for one person beside a word of harm: "погибла женщина", "un hombre murió"."""
    for place in (at + 1, at - 1, at - 2, at + 2, at - 3, at + 3, at + 4, at + 5, at + 6):
        word = tokens.at(place)
        if not word or word in _BARRIERS:
            continue
        if word in PEOPLE and (abs(place - at) == 1 or tokens.at(place - 1) in ONE):
            return place
    return None


def _dates(word: str) -> bool:
    return any(word in language.months for language in LANGUAGES.values())


@lru_cache(maxsize=20_000)
def _harm(word: str) -> Harm | None:
    """What befell those counted beside the word; words return so often that each is looked at once."""
    if len(word) > _LONGEST_WORD:
        return None
    word = word.removeprefix("ال")
    for stem, harm in _HARMS:
        if word == stem or (stem not in _WHOLE and word.startswith(stem)):
            return harm
        if len(word) > len(stem) and word[:1] in "وفب" and word[1:].startswith(stem):
            return harm
    return None


def _nearest(tokens: Tokens, at: int, harms: dict[int, Harm]) -> int | None:
    best: int | None = None
    for step in (-1, 1):
        skipped = 0
        for distance in range(1, _REACH + 1):
            place = at + step * distance + skipped
            word = tokens.at(place)
            if step > 0 and word == "," and not skipped:
                # "once personas, entre ellas un menor, fueron asesinadas"
                skipped = next((reach + 1 for reach in range(1, _ASIDE) if tokens.at(place + reach) == ","), 0)
                place += skipped
                word = tokens.at(place)
            if not word or word in _BARRIERS or word.isdecimal() or (word in _NUMBERS and place != at):
                break
            if place in harms:
                if best is None or distance < abs(best - at):
                    best = place
                break
    return best
