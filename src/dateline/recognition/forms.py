"""The forms under which a name as written may stand in the gazetteer: without case endings, clitics or suffixes."""

import re
from functools import lru_cache

_SUFFIX = re.compile(
    r"['’ʼ](?:s|da|de|ta|te|dan|den|tan|ten|ya|ye|a|e|ı|i|u|ü|nın|nin|nun|nün|ın|in|un|ün|lı|li|lu|lü|yı|yi|na|ne|nda|nde|daki|deki|taki|teki)\Z"
)
_PREFIX = re.compile(r"\A[dlDL]['’](?=[^\W\d_])")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")

# Endings as they are written, and what the nominative has in their stead; longest first.
_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ского", ("ский", "ское")),
    ("ской", ("ская",)),
    ("скому", ("ский", "ское")),
    ("ском", ("ский", "ское", "ск")),
    ("ській", ("ська", "ськ")),
    ("ської", ("ська",)),
    ("ською", ("ська",)),
    ("цькій", ("цька", "цьк")),
    ("цької", ("цька",)),
    ("цькою", ("цька",)),
    ("цьку", ("цька",)),
    ("цькому", ("цьк", "цький")),
    ("скую", ("ская",)),
    ("ськую", ("ська",)),
    ("ська", ("ськ",)),
    ("ську", ("ськ", "ська")),
    ("ському", ("ськ", "ський")),
    ("кого", ("кий", "кое")),
    ("ній", ("на",)),
    ("ної", ("на",)),
    ("ной", ("на", "ная", "ной")),
    ("ном", ("ный", "ное", "н", "но")),
    ("ому", ("ий", "ый", "ой", "е")),
    ("ого", ("ий", "ый", "ой", "е")),
    ("ами", ("ы", "и", "а")),
    ("ями", ("и", "я")),
    ("ией", ("ия",)),
    ("иях", ("ии",)),
    ("ью", ("ь",)),
    ("ах", ("ы", "и", "а")),
    ("ях", ("и", "я")),
    ("ой", ("а",)),
    ("ою", ("а",)),
    ("ей", ("я", "ь", "а")),
    ("ом", ("", "о")),
    ("ем", ("", "ь", "е")),
    ("им", ("", "ий")),
    ("ым", ("", "ый")),
    ("ові", ("",)),
    ("еві", ("ь", "й")),
    ("ів", ("и", "")),
    ("ии", ("ия",)),
    ("ії", ("ія",)),
    ("ию", ("ия",)),
    ("ію", ("ія",)),
    ("ю", ("я", "ь", "й")),
    ("е", ("", "а", "о", "я", "ь")),
    ("і", ("", "а", "о", "я", "ь")),
    ("и", ("ь", "а", "я", "")),
    ("ы", ("а", "")),
    ("у", ("", "а", "о")),
    ("а", ("", "о")),
    ("я", ("ь", "й", "е")),
)
_SHIFTS = (("рог", "ріг"), ("ков", "ків"), ("нков", "нків"), ("хорон", "хорін"), ("єв", "їв"))
"""Ukrainian vowels that come back in the nominative: у Кривому Розі, Харкова."""


_LOCATIVE = re.compile(r"['’ʼ](?:da|de|ta|te|dan|den|tan|ten|ya|ye|daki|deki|taki|teki)\Z")


def is_located(text: str) -> bool:
    """Whether a written word ends in a Turkish ending that says where: "Ankara'da"."""
    return not text.isalnum() and _LOCATIVE.search(text) is not None


def has_ending(text: str) -> bool:
    """Whether a written word ends in a Turkish ending set off from the name: "Şırnak'ın"."""
    return not text.isalnum() and _SUFFIX.search(text) is not None


def trimmed(text: str) -> tuple[int, int]:
    """Where in a written word the name begins and ends: "d'Alep" from 2, "Ankara'da" up to 6."""
    found = _PREFIX.match(text)
    start = found.end() if found else 0
    tail = _SUFFIX.search(text)
    return start, tail.start() if tail and tail.start() > start else len(text)


@lru_cache(maxsize=1 << 13)
def forms(name: str) -> tuple[str, ...]:
    """The name as written, then the forms it may be inflected from, likeliest first.

    >>> forms("Idlib"), forms("Краматорске")[:2]
    (('Idlib',), ('Краматорске', 'Краматорск'))
    """
    if name.isascii() or len(name) > 80 or not _CYRILLIC.search(name):
        return (name,)
    readings = [_nominatives(word) for word in name.split(" ")]
    if len(readings) == 1:
        return tuple(dict.fromkeys((name, *readings[0], *_provinces(name))))
    found = [name]
    if len(readings) <= 3:
        combined = [""]
        for options in readings:
            combined = [f"{head} {option}".strip() for head in combined for option in options][:48]
        found += combined
    return tuple(dict.fromkeys(found))


_PROVINCE = re.compile(r"(?P<stem>.{2,}(?:[сц]к(?=ая|ой|ую)|[сц]ьк(?=ій|ої|ою)))(?:ая|ой|ую|ій|ої|ою)\Z")
"""An adjective that agrees with the Slavic word for a province: "Харківській", "Брянской"."""
_INTO_RUSSIAN = str.maketrans("іІєЄ", "иИеЕ")
"""For provinces of Russia in Ukrainian reports: "Бєлгородській"."""
_SHIRE = re.compile(r"(?P<stem>.{2,}?)(?P<tail>ччин|щин)(?:а|і|у|и|ою|е|ы|ой)\Z")
"""What people call a province for short: "Харківщина", "Вінниччина", "Смоленщина"."""


def _provinces(word: str) -> list[str]:
    """The full names of the province that a lone adjective or a name in -щина may mean."""
    if (found := _SHIRE.match(word)) is not None:
        ending = ("цька", "цкая") if found["tail"] == "ччин" else ("ська", "ская")
        return [f"{found['stem']}{adjective} область" for adjective in ending]
    if (found := _PROVINCE.match(word)) is not None:
        stem = found["stem"]
        if not stem.endswith("ьк"):
            return [f"{stem}ая область"]
        return [f"{stem}а область", f"{stem.replace('ьк', 'к').translate(_INTO_RUSSIAN)}ая область"]
    return []


def _nominatives(word: str) -> list[str]:
    if "-" in word:
        head, tail = word.rsplit("-", 1)
        return [word, *(f"{head}-{form}" for form in _nominatives(tail)[1:])]
    found = [word]
    for ending, replacements in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 2:
            stem = word[: len(word) - len(ending)]
            for replacement in replacements:
                found.append(stem + replacement)
                if not replacement:
                    found.extend(stem[: -len(old)] + new for old, new in _SHIFTS if stem.endswith(old))
                    if stem.endswith("з"):
                        found.append(stem[:-1] + "г")
                        found.extend(f"{stem[:-1]}г"[: -len(old)] + new for old, new in _SHIFTS if f"{stem[:-1]}г".endswith(old))
    return found
