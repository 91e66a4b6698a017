"""Where a place lies, in words: the units that hold it, in the language that is asked for as far as the names' scripts tell it."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from rapidfuzz import fuzz

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.names import fold, skeleton
from dateline.gazetteer.place import Place, PlaceKind

ENGLISH = "en"
_MOST_LANGUAGES = 10
_TAG = re.compile(r"([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{1,8}){0,3})(?:\s*;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?))?")

_SCRIPTS = {
    "Arab": ("ARABIC",),
    "Armn": ("ARMENIAN",),
    "Beng": ("BENGALI",),
    "Cyrl": ("CYRILLIC",),
    "Deva": ("DEVANAGARI",),
    "Ethi": ("ETHIOPIC",),
    "Geor": ("GEORGIAN",),
    "Grek": ("GREEK",),
    "Hans": ("CJK",),
    "Hant": ("CJK",),
    "Hebr": ("HEBREW",),
    "Jpan": ("CJK", "KATAKANA", "HIRAGANA"),
    "Khmr": ("KHMER",),
    "Kore": ("HANGUL",),
    "Laoo": ("LAO",),
    "Mymr": ("MYANMAR",),
    "Sinh": ("SINHALA",),
    "Taml": ("TAMIL",),
    "Thai": ("THAI",),
}
"""ISO 15924 codes to the first words of the Unicode names of their letters."""
_ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщьюя"
_ALPHABETS = {
    "ar": _ARABIC,
    "fa": "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی",
    "ru": _CYRILLIC + "ёъыэ",
    "uk": _CYRILLIC + "ґєії",
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": _CYRILLIC + "ъ",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
}
"""What tells languages of one script apart: a name with another letter is another language's."""
_NEIGHBORS = {"uk": "ru", "be": "ru", "bg": "ru", "sr": "ru", "mk": "sr", "fa": "ar"}
"""The language whose names are most often met in the same script: letters that it does not write tell the two apart."""
_ENDINGS = {"uk": ("ськ", "цьк", "зьк")}
"""What only one of the languages writes although the letters are shared."""
_LETTERS = (
    "аa бb вv гg ґg дd еe єie жzh зz иi іi їi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch ъ ыy ь эe юiu яia ёio ўu "
    "اa آa أa إi بb تt ةa ثth جj حh خkh دd ذdh رr زz سs شsh صs ضd طt ظz عa غgh فf قq كk کk لl مm نn هh وw يy یy ىa پp چch ژzh گg"
)
_ROMAN = str.maketrans({letter[0]: letter[1:] for letter in _LETTERS.split()})
"""Roughly, to tell which of several names in another script is the same name as the main one."""


_PSEUDO = frozenset({"XA", "XB"})
"""Codes that CLDR names for testing, "Pseudo-Accents"; no country has them."""


@dataclass(frozen=True, slots=True)
class Address:
    """A place's name and the names of what holds it."""

    name: str
    county: str | None
    """Of the second-level unit; None when the place is one itself, or larger."""
    state: str | None
    country: str | None
    country_code: str | None
    """ISO 3166-1 alpha-2, upper case."""

    @property
    def label(self) -> str:
        """All of them from small to large: "Saraqib, Idlib, Syria"."""
        parts: list[str] = []
        for part in (self.name, self.county, self.state, self.country):
            if part and part not in parts[-1:]:
                parts.append(part)
        return ", ".join(parts)


def address_of(gazetteer: Gazetteer, place: Place, languages: Sequence[str] = ()) -> Address:
    """Where a place lies. `languages` are those of `preferred`, best first; English where none of them can be had."""
    kind = place.kind
    country = country_name(gazetteer, place.country, languages) if place.country and kind is not PlaceKind.COUNTRY else None
    state = county = None
    if kind not in (PlaceKind.COUNTRY, PlaceKind.ADMIN1):
        unit = gazetteer.admin1_of(place)
        state = name_in(unit, languages) if unit else place.admin1
        if unit is not None and unit.name == place.name and languages:
            # Of the spellings of a city and of the unit around it, that which only this language writes: "Київ" beside "Киев".
            own = name_in(place, languages)
            state = own if _is_surely(own, _base(languages[0])) else state
        if kind is not PlaceKind.ADMIN2:
            district = admin2_of(gazetteer, place) if languages else None
            county = name_in(district, languages) if district else place.admin2
    name = country_name(gazetteer, place.country, languages) if kind is PlaceKind.COUNTRY else None
    return Address(name or name_in(place, languages), county, state, country, place.country)


def admin2_of(gazetteer: Gazetteer, place: Place) -> Place | None:
    """The second-level unit that the place lies in; None when it is not known."""
    if not place.admin2:
        return None
    for match in gazetteer.lookup(place.admin2, country=place.country):
        unit = match.place
        if unit.kind is PlaceKind.ADMIN2 and unit.name == place.admin2 and unit.admin1 == place.admin1:
            return unit
    return None


def country_name(gazetteer: Gazetteer, code: str | None, languages: Sequence[str] = ()) -> str | None:
    """A country's name in the first of the languages that names it; as the gazetteer has it in English."""
    if code is None:
        return None
    for language in languages:
        if _base(language) == ENGLISH:
            break
        named = _territory(language, code)
        if named:
            return named
    known = gazetteer.country(code)
    return known.name if known else _territory(ENGLISH, code)


def name_in(place: Place, languages: Sequence[str]) -> str:
    """The place's name in the first of the languages that its script tells; else its main name."""
    for language in languages:
        scripts = _scripts_of(language)
        if not scripts:
            return _known_city(language, place) or place.name
        written = [name for name in place.names if _script(name) in scripts and _may_be(name, _base(language))]
        if written:
            return max(written, key=lambda name: (_likeness(name, place.name), _is_surely(name, _base(language)), -len(name)))
        if known := _known_city(language, place):
            return known
    return place.name


def _known_city(language: str, place: Place) -> str | None:
    """What a language calls one of the world's greater cities: "Damas", "Kyjiw"."""
    return _cities_of_zones(language).get((place.country or "", fold(place.name)))


@lru_cache(maxsize=64)
def _cities_of_zones(language: str) -> dict[tuple[str, str], str]:
    """The Unicode CLDR names a city for each time zone in every language; by country and folded English name."""
    locale, english = _locale(language), Locale.parse(ENGLISH)
    if locale is None or locale.language == ENGLISH:
        return {}
    found: dict[tuple[str, str], str] = {}
    countries: dict[str, str] = dict(get_global("zone_territories"))
    # Names stand under the zone's first id, which may have been replaced: Europe/Kiev.
    former: dict[str, str] = {old: countries[new] for old, new in get_global("zone_aliases").items() if new in countries}
    for zone, country in (former | countries).items():
        name = (locale.time_zones.get(zone) or {}).get("city")
        usual = (english.time_zones.get(zone) or {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
        if name and name != usual:
            found[country, fold(usual)] = str(name)
    return found


def preferred(text: str) -> tuple[str, ...]:
    """The languages of an Accept-Language header or of a list separated by commas, best first; what is no language is passed over.

    >>> preferred("de;q=0.5, ar-SY, *")
    ('ar-sy', 'de')
    """
    found: dict[str, float] = {}
    for part in text[:400].split(",")[:_MOST_LANGUAGES]:
        tag = _TAG.fullmatch(part.strip())
        if tag:
            quality = float(tag[3]) if tag[3] else 1.0
            if quality > 0:
                found.setdefault((tag[1] + tag[2]).replace("_", "-").lower(), quality)
    return tuple(sorted(found, key=lambda language: -found[language]))


def _base(language: str) -> str:
    return language.partition("-")[0]


@lru_cache(maxsize=256)
def _locale(language: str) -> Locale | None:
    for tag in (language, _base(language)):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _territory(language: str, code: str) -> str | None:
    if code in _PSEUDO:
        return None
    locale = _locale(language)
    named = locale.territories.get(code) if locale else None
    return str(named) if named else None


@lru_cache(maxsize=256)
def _scripts_of(language: str) -> tuple[str, ...]:
    """Empty for a language that is written in Latin letters, or that is not known."""
    written = re.search(r"-([a-z]{4})(?:-|$)", language)
    if written:
        return _SCRIPTS.get(written[1].capitalize(), ())
    likely = get_global("likely_subtags").get(_base(language), "").split("_")
    return _SCRIPTS.get(likely[1], ()) if len(likely) > 1 else ()


def _letters(name: str) -> set[str]:
    return {char for char in name.lower() if char.isalpha()}


def _may_be(name: str, language: str) -> bool:
    alphabet = _ALPHABETS.get(language)
    if alphabet is None:
        return True
    foreign = (ending for of, endings in _ENDINGS.items() if of != language for ending in endings)
    return _letters(name) <= set(alphabet) and not any(ending in name.lower() for ending in foreign)


def _is_surely(name: str, language: str) -> bool:
    """Whether it has letters or an ending that the neighboring language does not write."""
    own = set(_ALPHABETS[language]) - set(_ALPHABETS[_NEIGHBORS[language]]) if language in _NEIGHBORS else set()
    return bool(_letters(name) & own) or any(ending in name.lower() for ending in _ENDINGS.get(language, ()))


def _likeness(name: str, wanted: str) -> tuple[int, int]:
    """How much alike the consonants are, in tenths, then the letters, in halves: vowels change between languages."""
    roman, wanted = fold(fold(name).translate(_ROMAN)), fold(wanted)
    return round(fuzz.ratio(skeleton(roman), skeleton(wanted)) / 10), round(fuzz.ratio(roman, wanted) / 50)


def _script(name: str) -> str | None:
    """The script of a name's first letter, by the first word of its Unicode name."""
    for char in name:
        if char.isalpha() and (told := unicodedata.name(char, "")):
            return re.split(r"[ -]", told, maxsplit=1)[0]
    return None
