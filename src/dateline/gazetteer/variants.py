"""Other written forms of a name, tried when the name itself is met nowhere: grammatical cases, other scripts, other romanizations.

Each form is only looked up; what no place is called is dropped. Names of Russian and Ukrainian are brought to the nominative by
pymorphy3 where it is installed (`pip install dateline[slavic]`), and by their commonest endings where it is not.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.util import find_spec
from itertools import islice, product
from typing import Any

from dateline.gazetteer.names import fold

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ARABIC = re.compile(r"[\u0621-\u064a\u066e-\u06d3]")
_MOST_WORDS = 4
_MOST_FORMS = 60
_ENDINGS = (
    ("ого", ("ий", "ый", "ое")), ("его", ("ий", "ее")), ("ому", ("ий", "ый", "е", "ое")), ("ому", ("ой",)), ("ими", ("ие", "і")),
    ("ой", ("ая", "а", "ой")), ("ої", ("а",)), ("ій", ("а", "я", "ий")), ("ую", ("ая",)), ("ою", ("а",)), ("ею", ("я",)),
    ("ом", ("", "о", "е")), ("ем", ("ь", "е", "й")), ("ям", ("и",)), ("ах", ("ы", "и", "а")), ("ях", ("и", "я")), ("ами", ("ы", "и")),
    ("ів", ("и",)), ("ов", ("ы",)), ("єва", ("їв",)), ("єві", ("їв",)), ("ова", ("ів", "ов", "ово")), ("ові", ("ів", "ове")),
    ("ці", ("ка",)), ("зі", ("га",)), ("е", ("", "а", "о", "ь")), ("і", ("", "а", "о", "ь", "я")), ("у", ("", "а", "о")),
    ("ю", ("ь", "я", "е", "й")),
    ("а", ("", "о")), ("я", ("ь", "е", "й")), ("ы", ("а", "")), ("и", ("а", "ь", "я")),
)  # fmt: skip
"""The ends of oblique cases, and what may stand in their place in the nominative."""

_ALTERNATING = (
    ("озі", "іг"), ("ога", "іг"), ("огу", "іг"), ("огом", "іг"), ("оці", "ік"), ("ова", "ів"), ("ові", "ів"), ("ева", "їв"), ("еві", "їв"),
)  # fmt: skip
"""Ends of Ukrainian names whose last vowel is another in the nominative: "у Кривому Розі", "Кривий Ріг"."""
_PREPOSITIONS = frozenset(
    "в во у на под під над из з із зі до від от біля около возле под при за к ко".split()  # noqa: SIM905  # a list reads worse
)

_RUSSIAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi", "є": "ye", "ґ": "g",
}  # fmt: skip
_UKRAINIAN = _RUSSIAN | {"г": "h", "и": "y", "й": "i", "ю": "iu", "я": "ia", "є": "ie", "ї": "i", "ц": "ts"}
_SERBIAN = _RUSSIAN | {"ђ": "dj", "ј": "j", "љ": "lj", "њ": "nj", "ћ": "c", "џ": "dz", "ж": "z", "ц": "c", "ч": "c", "ш": "s", "х": "h"}
_BULGARIAN = _RUSSIAN | {"ъ": "a", "щ": "sht", "х": "h", "й": "y"}
_FROM_CYRILLIC = (
    (_UKRAINIAN, frozenset({"UA"})),
    (_RUSSIAN, frozenset({"RU", "UA", "BY", "KZ", "KG", "UZ", "TJ", "TM", "AM", "AZ", "GE", "MD"})),
    (_SERBIAN, frozenset({"RS", "ME", "BA", "MK", "XK"})),
    (_BULGARIAN, frozenset({"BG"})),
)
"""How each country's own romanization writes Cyrillic letters."""

_TRANSCRIBED = (
    ("дж", ("j", "dj", "dzh")), ("х", ("h", "kh")), ("ж", ("j", "zh")), ("й", ("y", "i")), ("у", ("u", "w", "ou")),
    ("ц", ("ts", "z")), ("э", ("e",)), ("я", ("ia", "ya")), ("ю", ("u", "yu")), ("ё", ("o", "e")), ("в", ("v", "w")),
    ("к", ("k", "q", "c")), ("ь", ("",)), ("ъ", ("",)),
)  # fmt: skip
"""What Russian and Ukrainian write for the letters of names from elsewhere: "Джабалия", "Чибок", "Бурейдж"."""
_MOST_TRANSCRIPTIONS = 48

SLAVIC_WORLD = frozenset({"UA", "RU", "BY"})
"""Countries whose names are met across the romanizations of Russian and Ukrainian."""
_SLAVIC = (
    ("shch", "sc"), ("sch", "sc"), ("kh", "h"), ("zh", "x"), ("g", "h"), ("w", "v"), ("yi", "i"), ("ji", "i"),
    *((glide + vowel, heard) for glide in "yij" for vowel, heard in ("aa", "uu", "oe", "ee")),
    ("j", "i"), ("y", "i"),
)  # fmt: skip
_SLAVIC_TWICE = re.compile(r"([a-z])\1+")
_LEAST_SLAVIC = 5

_ARABIC_LETTERS = (
    ("غ", "ج"), ("ج", "غ"), ("غ", "ق"), ("ق", "غ"), ("ج", "ق"), ("ق", "ج"), ("ك", "ق"), ("ق", "ك"), ("غ", "ك"), ("ك", "غ"),
    ("ز", "س"), ("س", "ز"), ("تش", "ش"), ("ش", "تش"), ("ط", "ت"), ("ت", "ط"), ("ث", "ت"), ("ض", "د"), ("ظ", "ز"), ("ص", "س"),
    ("س", "ص"), ("يا", "ا"), ("وو", "و"),
)  # fmt: skip
"""Letters between which Arabic spellings of names from elsewhere waver: أغاديز and أغاديس, بانغي and بانجي."""

_SOUTH_ASIA = frozenset({"BD", "IN", "NP", "PK", "LK", "MM", "BT"})
_INDIC = (
    ("chh", "ch"), ("ch", "chh"), ("gonj", "ganj"), ("ganj", "gonj"), ("aha", "ah"), ("ah", "aha"), ("pore", "pur"), ("poor", "pur"),
    ("nagore", "nagar"), ("nagor", "nagar"), ("oi", "ai"), ("oy", "ai"), ("ee", "i"), ("oo", "u"), ("hati", "hathi"),
)  # fmt: skip


def variants(name: str) -> Iterator[tuple[str, frozenset[str] | None]]:
    """Folded other forms of a name, nearest first, each with the countries where it may be so called; None for any.

    >>> [form for form, _ in variants("baghaichari")][:1]
    ['baghaichhari']
    """
    if _CYRILLIC.search(name):
        # Not folded yet: й and ї, which folding makes и and і, matter to grammar.
        words = name.casefold().replace("-", " ").split()
        if len(words) > 1 and words[0] in _PREPOSITIONS:
            words = words[1:]
        if len(words) > _MOST_WORDS:
            return
        nominative = list(dict.fromkeys((" ".join(words), *_nominatives(words))))
        yield from ((form, None) for form in map(fold, nominative) if form != fold(name))
        for letters, countries in _FROM_CYRILLIC:
            for form in nominative[:20]:
                yield fold("".join(letters.get(letter, letter) for letter in form)), countries
        yield from ((form, None) for form in _transcribed(words))
    elif _ARABIC.search(name):
        folded = fold(name)
        yield from ((folded.replace(old, new), None) for old, new in _ARABIC_LETTERS if old in folded)
        for old, new in (("ا", "ه"), ("ه", "ا")):
            if folded.endswith(old):
                yield folded[:-1] + new, None
    elif name.isascii():
        folded = fold(name)
        for old, new in _INDIC:
            if old in folded:
                yield folded.replace(old, new), _SOUTH_ASIA
        if len(key := slavic_key(folded)) > _LEAST_SLAVIC:
            yield key, SLAVIC_WORLD


def _transcribed(words: list[str]) -> Iterator[str]:
    """Latin spellings that a name may have been written after in Cyrillic."""
    text = " ".join(words)
    parts: list[tuple[str, ...]] = []
    at = 0
    while at < len(text):
        found = next((pair for pair in _TRANSCRIBED if text.startswith(pair[0], at)), None)
        parts.append(found[1] if found else (_RUSSIAN.get(text[at], text[at]),))
        at += len(found[0]) if found else 1
    seen: set[str] = set()
    for letters in islice(product(*parts), _MOST_TRANSCRIPTIONS):
        form = fold("".join(letters))
        if form not in seen:
            seen.add(form)
            yield form


def slavic_key(name: str) -> str:
    """What the usual romanizations of one Russian or Ukrainian name share, with the Cyrillic name itself; takes folded names.

    >>> slavic_key("gulyaipole") == slavic_key("huliaipole") == slavic_key(fold("Гуляйполе"))
    True
    """
    key = "".join(_RUSSIAN.get(letter, letter) for letter in name)
    for old, new in _SLAVIC:
        key = key.replace(old, new)
    return "%" + _SLAVIC_TWICE.sub(r"\1", key)


def _nominatives(words: list[str]) -> Iterator[str]:
    choices = [[word, *(form for form in _nominatives_of(word) if form != word)] for word in words]
    for form in islice(product(*choices), 1, _MOST_FORMS):
        yield " ".join(form)


@lru_cache(maxsize=4096)
def _nominatives_of(word: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for analyzer in _analyzers():
        for parse in analyzer.parse(word)[:4]:
            # A surname in "-ov" may be a town in "-ovo": every nominative of the word is tried.
            found |= {form.word: None for form in parse.lexeme if "nomn" in form.tag}
    found |= {word[: -len(end)] + new: None for end, new in _ALTERNATING if word.endswith(end) and len(word) > 3}
    if not found and len(word) > 3:
        found |= {word[: -len(end)] + new: None for end, news in _ENDINGS if word.endswith(end) for new in news}
    return tuple(found)[:12]


@lru_cache(maxsize=1)
def _analyzers() -> tuple[Any, ...]:
    """The analyzers of Russian and Ukrainian; none where pymorphy3 or its dictionaries are not installed."""
    if find_spec("pymorphy3") is None:
        return ()
    import pymorphy3

    return tuple(
        pymorphy3.MorphAnalyzer(lang=language) for language in ("ru", "uk") if find_spec(f"pymorphy3_dicts_{language}") is not None
    )


_LATIN_OF_ARABIC = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z", "س": "s", "ش": "sh",
    "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "", "غ": "gh", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h",
    "و": "w", "ي": "y", "پ": "p", "چ": "ch", "ژ": "zh", "گ": "g", "ڤ": "v", "ئ": "", "ؤ": "",
}  # fmt: skip


def romanized(folded: str) -> str | None:
    """An Arabic or Persian name in the Latin letters of its consonants, without articles; None for other scripts.

    >>> romanized(fold("خان شيخون")), romanized("homs") is None
    ('khan shykhwn', True)
    """
    if not _ARABIC.search(folded):
        return None
    words = (word[2:] if len(word) > 4 and word.startswith("ال") else word for word in folded.split())
    return " ".join("".join(_LATIN_OF_ARABIC.get(letter, "") for letter in word) for word in words).strip() or None
