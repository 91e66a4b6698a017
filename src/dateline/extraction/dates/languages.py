"""Days in Arabic, French, German, Portuguese, Russian, Spanish, Turkish and Ukrainian: one small grammar over a table for each."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from dateline.extraction.dates.expressions import Between, Calendar, Expression, Hit, Night, Offset, Unit, Weekday
from dateline.extraction.dates.grammar import Told
from dateline.extraction.dates.language_tables import ENGLISH_COMMON, LANGUAGES, PORTUGUESE, Language
from dateline.extraction.dates.mention import Relation
from dateline.extraction.dates.numeric import numeric
from dateline.extraction.dates.readings import DASHES
from dateline.extraction.dates.tokens import Tokens, fold

_LOCATIVES = frozenset({"te", "de", "ta", "da", "den", "dan", "ten", "tan"})
_BESIDE_TIME = frozenset({"يوم", "l", "'", "le", "la"})
_NIGHTS = frozenset(map(fold, ("nuit", "ночь", "ніч", "noche", "madrugada", "nacht", "noite", "ночи", "ночі")))
_ONTO = frozenset(map(fold, ("на", "проти", "auf", "zum", "zu")))
"""Between the word for night and its morning, or between its evening and its morning."""
_OF_NIGHT = frozenset(map(fold, ("de", "du", "с", "со", "з", "із", "del", "von", "da", "vom")))
_TO_MORNING = frozenset(map(fold, ("à", "au", "на", "al", "auf", "zum", "para")))
_NEEDS_MORNING = frozenset(map(fold, ("noche", "madrugada", "noite")))
"""Without a morning told these are the night of one day."""
_TOMORROWS = frozenset(map(fold, ("mañana", "demain", "завтра", "amanhã", "yarın", "morgen")))
_OF_A_MORNING = frozenset({"la", "por", "esta", "de", "una"})
_FEIRA_LEADS = frozenset({"na", "nesta", "desta", "de", "da", "ultima", "passada", "ate"})
_NO_NOUN_BEHIND = frozenset({",", ".", "(", ")", ";", ":", "e", "passada", "ultima", "a", "que", "", "por", "em", "no", "na"})
_JOINING = frozenset(map(fold, ("bağlayan",)))
_SAMPLE = 600
"""So many tokens from the head tell the language."""


def language_of(tokens: Tokens, told: str | None) -> str:
    """The language to read dates in; what was told goes before what the frequent words say, and English stands where nothing speaks."""
    if told is not None:
        code = told.lower().split("-")[0].split("_")[0]
        if code == "en" or code in LANGUAGES:
            return code
    sample = tokens.words[:_SAMPLE]
    script = _by_script(tokens, len(sample))
    if script is not None:
        return script
    often = Counter(sample)
    scores = {"en": sum(often[word] for word in ENGLISH_COMMON)}
    for code, language in LANGUAGES.items():
        scores[code] = sum(often[word] for word in language.common)
    best = max(scores, key=lambda code: (scores[code], code == "en"))
    if scores[best]:
        return best
    return _by_names(sample) or (told or "en")


_LETTERS = {"tr": "ığşİĞŞ", "es": "ñ¿¡", "pt": "ãõÃÕ", "de": "ßäÄ"}
_UKRAINIAN = frozenset("іїєґІЇЄҐ")


def _by_script(tokens: Tokens, count: int) -> str | None:
    """What the letters alone tell: Arabic, Cyrillic with or without the Ukrainian letters, Turkish and Spanish marks."""
    if not count:
        return None
    head = tokens.text[: tokens.ends[count - 1]]
    if head.isascii():
        return None
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in head)
    cyrillic = sum("\u0400" <= letter <= "\u04ff" for letter in head)
    if 2 * max(arabic, cyrillic) > sum(map(str.isalpha, head)):
        if arabic > cyrillic:
            return "ar"
        return "uk" if not _UKRAINIAN.isdisjoint(head) else "ru"
    marks = {code: sum(head.count(letter) for letter in letters) for code, letters in _LETTERS.items()}
    best = max(marks, key=lambda code: marks[code])
    # A name or two with such letters stands in reports of any language.
    return best if marks[best] * 60 > len(head) else None


def _by_names(sample: list[str]) -> str | None:
    """Short texts: a month or weekday by its name tells the language too."""
    for code, language in LANGUAGES.items():
        firsts = {wording[0] for wording in language.phrases if len(wording) == 1}
        if any(word in language.months or word in language.weekdays or word in firsts for word in sample if len(word) > 3):
            return code
    return None


@cache
def _by_first_word(code: str) -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for wording in sorted(LANGUAGES[code].phrases, key=len, reverse=True):
        found.setdefault(wording[0], []).append(wording)
    return found


def foreign_expressions(tokens: Tokens, code: str) -> Iterator[Told]:
    """Every date expression of a text in one of the tabled languages; none for another language."""
    language = LANGUAGES.get(code)
    at, done = 0, 0
    while at < len(tokens):
        hit = _point(tokens, at, code, language) if language is not None else numeric(tokens, at) if tokens.at(at).isdecimal() else None
        if hit is None:
            at += 1
            continue
        told = Told(hit.expression, hit.first, hit.end, hit.time_of_day)
        if language is not None:
            told = _dressed(tokens, told, language, done)
        yield told
        at = done = max(told.end, at + 1)


def _point(tokens: Tokens, at: int, code: str, language: Language) -> Hit | None:
    word = tokens.at(at)
    if word.isdecimal():
        return numeric(tokens, at) or _day_month(tokens, at, language) or _ago(tokens, at, language) or _year(tokens, at, language)
    night = _night(tokens, at, language) if word in _NIGHTS or tokens.at(at + 2) in _JOINING else None
    if night is not None:
        return night
    for wording in _by_first_word(code).get(word, ()):
        if tuple(tokens.words[at : at + len(wording)]) == wording and not _spoils(tokens, at, wording):
            part = next((language.times[piece] for piece in wording if piece in language.times), None)
            return Hit(language.phrases[wording], at, at + len(wording), part)
    return _weekday(tokens, at, language) or _ago(tokens, at, language) or _month(tokens, at, language)


def _spoils(tokens: Tokens, at: int, wording: tuple[str, ...]) -> bool:
    """Reads "اليوم" before an ordinal is no "today": "اليوم الثاني"; "dans la nuit" before "de lundi à mardi" only opens it."""
    if wording[-1] == "nuit" and _night(tokens, at + len(wording) - 1, LANGUAGES["fr"]) is not None:
        return True
    return len(wording) == 1 and tokens.at(at + 1) in {"الثاني", "الثالث", "الاول"}


def _night(tokens: Tokens, at: int, language: Language) -> Hit | None:
    """Reads "nuit de lundi à mardi", "ночь на вторник", "ніч з понеділка на вівторок", "salıyı çarşambaya bağlayan gece"."""
    if tokens.at(at + 2) in _JOINING:
        evening, morning = (_stem_day(tokens.at(place), language) for place in (at, at + 1))
        if evening is None or morning is None:
            return None
        return Hit(Night(Weekday(evening), Weekday(morning)), at, at + 4 if tokens.at(at + 3) == "gece" else at + 3, "night")
    if tokens.at(at + 1) in _ONTO:
        last = _weekday(tokens, at + 2, language) or _day_month(tokens, at + 2, language)
        return Hit(Night(None, last.expression), at, last.end, "night") if last is not None else None
    if tokens.at(at + 1) not in _OF_NIGHT:
        return None
    first = _weekday(tokens, at + 2, language) or _day_month(tokens, at + 2, language)
    if first is None:
        return None
    last = None
    if tokens.at(first.end) in _TO_MORNING:
        last = _weekday(tokens, first.end + 1, language) or _day_month(tokens, first.end + 1, language)
    if last is None and tokens.at(at) in _NEEDS_MORNING:
        return None
    return Hit(Night(first.expression, last.expression if last else None), at, last.end if last else first.end, "night")


def _stem_day(word: str, language: Language) -> int | None:
    return next((value for name, value in language.weekdays.items() if len(name) > 3 and word.startswith(name)), None)


def _month_name(tokens: Tokens, at: int, language: Language) -> tuple[int, int] | None:
    pair = language.paired_months.get((tokens.at(at), tokens.at(at + 1)))
    value = pair if pair is not None else language.months.get(tokens.at(at))
    if value is None:
        return None
    end = at + 2 if pair is not None else at + 1
    if tokens.at(end) == "/" and (other := _month_name(tokens, end + 1, language)) and other[0] == value:
        end = other[1]
    if tokens.at(end) == "." and tokens.glued(end - 1) and tokens.at(end + 1).isdecimal():
        end += 1
    return value, end


def _day(tokens: Tokens, at: int) -> tuple[int, int] | None:
    value = tokens.number(at)
    if value is None or not 1 <= value <= 31 or len(tokens.at(at)) > 2:
        return None
    end = at + 1
    if tokens.at(end) in {"er", "º"} and tokens.glued(at):
        end += 1
    elif tokens.at(end) in DASHES and tokens.glued(at) and tokens.at(end + 1) in {"го", "е"}:
        end += 2
    return value, end


def _day_month(tokens: Tokens, at: int, language: Language) -> Hit | None:
    opening = _day(tokens, at)
    if opening is None:
        return None
    first, end = opening
    last: int | None = None
    named = _month_name(tokens, _past_joint(tokens, end, language), language)
    if named is None:
        place = end
        while (tokens.at(place) in language.joints or tokens.at(place) in DASHES) and place < end + 2:
            place += 1
        closing = _day(tokens, place) if place > end else None
        if closing is None or closing[0] <= first:
            return None
        last, end = closing
        named = _month_name(tokens, _past_joint(tokens, end, language), language)
        if named is None:
            return None
    month, end = named
    written, end = _year_behind(tokens, end, language)
    opened = Calendar(year=written, month=month, day=first)
    said: Expression = opened if last is None else Between(opened, Calendar(year=written, month=month, day=last))
    return Hit(said, at, end)


def _past_joint(tokens: Tokens, at: int, language: Language) -> int:
    return at + 1 if tokens.at(at) in language.joints else at


def _year_behind(tokens: Tokens, at: int, language: Language) -> tuple[int | None, int]:
    """The year behind a month, with the word for year that may stand on either side of it."""
    place = at
    while (tokens.at(place) in language.joints or tokens.at(place) in language.year_words or tokens.at(place) == ",") and place < at + 2:
        place += 1
    value = tokens.number(place)
    if value is None or not 1900 <= value <= 2099 or tokens.broken(at - 1):
        return None, at
    end = place + 1
    if tokens.at(end) in language.year_words:
        end += 1
    return value, end


def _month(tokens: Tokens, at: int, language: Language) -> Hit | None:
    named = _month_name(tokens, at, language)
    if named is None:
        return None
    month, end = named
    written, end = _year_behind(tokens, end, language)
    if written is None and tokens.at(at - 1) not in language.leads and not _in_turkish(tokens, at, end):
        return None
    return Hit(Calendar(year=written, month=month), at, end)


def _in_turkish(tokens: Tokens, at: int, end: int) -> bool:
    """Reads "Mart'ta", "Ekim ayında": what Turkish says instead of "in March"."""
    suffix = tokens.at(end) in {"'", "’"} and tokens.glued(end - 1) and tokens.at(end + 1) in _LOCATIVES
    return suffix or (tokens.capital(at) and tokens.at(end) in {"ayinda", "ayi", "ayindan"})


def _year(tokens: Tokens, at: int, language: Language) -> Hit | None:
    value = tokens.number(at)
    if value is None or not 1900 <= value <= 2099 or len(tokens.at(at)) != 4:
        return None
    if tokens.at(at + 1) in language.year_words:
        return Hit(Calendar(year=value), at, at + 2)
    suffixed = tokens.at(at + 1) in {"'", "’"} and tokens.glued(at) and tokens.at(at + 2) in _LOCATIVES
    if tokens.at(at - 1) in language.year_words:
        return Hit(Calendar(year=value), at - 1, at + 1)
    if suffixed or (tokens.at(at - 1) in language.leads and not tokens.at(at + 1).isalpha()):
        return Hit(Calendar(year=value), at, at + 1)
    return None


def _weekday(tokens: Tokens, at: int, language: Language) -> Hit | None:
    value = language.weekdays.get(tokens.at(at))
    if value is None and tokens.at(at) == "п" and tokens.at(at + 1) in {"'", "’", "ʼ"} and tokens.at(at + 2).startswith("ятниц"):
        return Hit(Weekday(4), at, at + 3)
    if value is None:
        return None
    end = at + 1
    if language is PORTUGUESE and value < 5:
        # "segunda" is the second too: it is Monday with "-feira" behind, or where no noun follows.
        if tokens.at(end) in DASHES and tokens.at(end + 1) == "feira":
            end += 2
        elif tokens.at(at - 1) not in _FEIRA_LEADS or tokens.at(end) not in _NO_NOUN_BEHIND:
            return None
    place = end + 1 if tokens.at(end) in {",", "("} else end
    dated = (numeric(tokens, place) or _day_month(tokens, place, language)) if tokens.at(place).isdecimal() else None
    if dated is not None and isinstance(dated.expression, Calendar):
        said = dated.expression
        return Hit(Calendar(said.year, said.month, said.day, value, swappable=said.swappable), at, dated.end)
    if tokens.at(at - 1) in _TOMORROWS and tokens.at(at - 2) not in _OF_A_MORNING:
        # "mañana lunes", "demain lundi"
        return Hit(Weekday(value, 1), at - 1, end)
    for beside in (at - 1, end):
        step = -1 if tokens.at(beside) in language.last else 1 if tokens.at(beside) in language.following else 0
        if step:
            return Hit(Weekday(value, step), min(at, beside), max(end, beside + 1))
    if language.weekdays.get("pazar") == 6 and tokens.at(at) == "pazar" and not tokens.capital(at):
        # In Turkish it is also the market.
        return None
    return Hit(Weekday(value), at, end)


def _ago(tokens: Tokens, at: int, language: Language) -> Hit | None:
    """Reads "il y a deux jours", "hace tres días", "два дня назад", "iki gün önce", "قبل يومين"."""
    if tokens.at(at) in language.ago_before:
        dual = language.duals.get(tokens.at(at + 1))
        if dual is not None:
            return Hit(Offset(dual[0], -dual[1], -dual[1]), at, at + 2)
        if tokens.at(at) == "a" and (tokens.at(at - 1), tokens.at(at - 2)) != ("y", "il"):
            return None
        counted = _counted(tokens, at + 1, language)
        if counted is None:
            return None
        unit, number = counted
        return Hit(Offset(unit, -number, -number), at - 2 if tokens.at(at) == "a" else at, at + 3)
    counted = _counted(tokens, at, language)
    if counted is not None and tokens.at(at + 2) in language.ago_after:
        if tokens.at(at + 2) == "plus":
            return Hit(Offset(counted[0], counted[1], counted[1], anaphoric=True), at, at + 4) if tokens.at(at + 3) == "tard" else None
        return Hit(Offset(counted[0], -counted[1], -counted[1]), at, at + 3)
    return None


def _counted(tokens: Tokens, at: int, language: Language) -> tuple[Unit, int] | None:
    number = tokens.number(at)
    if number is None:
        number = language.numbers.get(tokens.at(at))
    unit = language.units.get(tokens.at(at + 1))
    return (unit, number) if number is not None and unit is not None and number < 1000 else None


def _dressed(tokens: Tokens, told: Told, language: Language, done: int) -> Told:
    """Takes in the part of the day beside a point, and whether it opens a stretch."""
    first, end, part = told.first, told.end, told.time_of_day
    if isinstance(told.expression, Calendar | Weekday | Offset) and part is None:
        for place in (first - 1, first - 2, first - 3):
            if place >= done and tokens.at(place) in language.times and not tokens.broken(place):
                part, first = language.times[tokens.at(place)], place
                break
            if place < done or tokens.at(place) not in language.joints | language.leads | _BESIDE_TIME:
                break
        for place in (end, end + 1, end + 2, end + 3) if part is None else ():
            if tokens.at(place) in language.times and not tokens.broken(place - 1):
                part, end = language.times[tokens.at(place)], place + 1
                break
            if tokens.at(place) not in {"au", "en", "a", "por", "la", "dans", "al", "в", "de", "le"}:
                break
    relation = Relation.SINCE if tokens.at(told.first - 1) in language.since and not isinstance(told.expression, Offset) else Relation.ON
    if relation is Relation.SINCE and tokens.at(told.first - 1) in {"с", "з", "від"} and isinstance(told.expression, Between):
        relation = Relation.ON
    return Told(told.expression, first, end, part, relation)
