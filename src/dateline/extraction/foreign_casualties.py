"""The dead and the wounded in Arabic, French, Russian, Spanish, Turkish and Ukrainian: a number beside a word of harm."""

import re
from collections.abc import Iterator

from dateline.extraction.dates.language_tables import LANGUAGES
from dateline.extraction.dates.tokens import Tokens, fold
from dateline.extraction.languages.numbers import COUNTS, EMPTY, NONE
from dateline.extraction.no_casualties import Found, Harm
from dateline.recognition.words import words

_KILLED = (
    "погиб убит убил умер жертв погибш загин вбит вбил помер жертв tue tuee tues tuees tuant tuent mort morte morts mortes deces "
    "mato mataron muert murio murieron fallec asesin oldu olu oldur olen kaybetti kaybed yitir "
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
_HINTS = words("aucun ningún sin kaybet mort mató mato muer muri fallec asesin herid hiri lesion bless yaral öl tué tuant décès")
_NUMBERS = {word: value for language in LANGUAGES.values() for word, value in language.numbers.items() if value > 1} | COUNTS


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
    """Each number of a sentence with the nearest word of harm in its clause."""
    harms = {at: harm for at, word in enumerate(tokens.words) if (harm := _harm(word)) is not None}
    if not harms and EMPTY.isdisjoint(tokens.words):
        return
    for at in range(len(tokens)):
        if tokens.at(at) in EMPTY and (tokens.at(at - 1) in NONE or tokens.at(at + 1) in NONE):
            yield from (Found(harm, 0, 0, max(at - 1, 0), at + 1) for harm in Harm)
            continue
        number = tokens.number(at) if tokens.at(at).isdecimal() else _NUMBERS.get(tokens.at(at))
        if number is None or (1900 <= number <= 2099) or _NOT_COUNTED.match(tokens.at(at + 1)) or _dates(tokens.at(at + 1)):
            continue
        place = _nearest(tokens, at, harms)
        if place is not None:
            yield Found(harms[place], number, number, min(at, place), max(at, place) + 1)


def _dates(word: str) -> bool:
    return any(word in language.months for language in LANGUAGES.values())


def _harm(word: str) -> Harm | None:
    for stem, harm in _HARMS:
        if word == stem or (stem not in _WHOLE and word.startswith(stem)):
            return harm
        if len(word) > len(stem) and word[:1] in "وفب" and word[1:].startswith(stem):
            return harm
    return None


def _nearest(tokens: Tokens, at: int, harms: dict[int, Harm]) -> int | None:
    best: int | None = None
    for step in (-1, 1):
        for distance in range(1, _REACH + 1):
            place = at + step * distance
            word = tokens.at(place)
            if not word or word in _BARRIERS or word.isdecimal() or (word in _NUMBERS and place != at):
                break
            if place in harms:
                if best is None or distance < abs(best - at):
                    best = place
                break
    return best
