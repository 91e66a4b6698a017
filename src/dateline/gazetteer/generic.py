"""Generic words: "Latakia Governorate", "city of Homs", "مدينة حمص" name a place and say of what kind it is."""

import re

from dateline.gazetteer.names import fold
from dateline.gazetteer.place import PlaceKind as K

_SETTLEMENT = frozenset({K.CITY, K.TOWN, K.VILLAGE, K.NEIGHBORHOOD})
_PROVINCE = frozenset({K.ADMIN1})
_DISTRICT = frozenset({K.ADMIN2, K.ADMIN1, K.NEIGHBORHOOD})
_REGION = frozenset({K.ADMIN1, K.ADMIN2, K.REGION, K.DESERT})
_AIR = frozenset({K.AIRFIELD, K.MILITARY_BASE})
_BASE = frozenset({K.MILITARY_BASE, K.AIRFIELD, K.NAVAL_BASE})

_KINDS: dict[str, frozenset[K]] = {
    "governorate|province|oblast|krai|wilaya|prefecture|voivodeship|muhafazah|emirate": _PROVINCE,
    "state|department|region|countryside|territory|autonomous region|special region|autonomous republic": _REGION,
    "district|county|subdistrict|sub district|raion|rayon|nahiya|municipality|commune|woreda|tehsil|taluk|taluka": _DISTRICT,
    "local government area|lga|subcounty|sub county|regency|payam|kebele|tribal district|canton|mandal|parish": _DISTRICT,
    "upazila|thana|sadar|sadar upazila|sadar thana|union": _DISTRICT | _SETTLEMENT,
    "neighborhood|neighbourhood|quarter|suburb": frozenset({K.NEIGHBORHOOD, *_SETTLEMENT}),
    "city|town|village|hamlet|settlement|township|village tract|suburbs|outskirts": _SETTLEMENT,
    "airport|international airport|airfield|military airport|military airfield|military airbase|airstrip|aerodrome": _AIR,
    "air base|airbase|air force base|military base|army base|base|military air base": _BASE,
    "naval base|naval facility|port": frozenset({K.NAVAL_BASE, K.FACILITY, *_SETTLEMENT}),
    "border crossing|crossing|border gate|checkpoint": frozenset({K.CROSSING}),
    "camp|refugee camp|idp camp|displacement camp": frozenset({K.CAMP, K.NEIGHBORHOOD}),
    "prison|jail|detention center": frozenset({K.PRISON}),
    "dam": frozenset({K.DAM}),
    "oil field|oilfield|gas field|gas plant|oil fields": frozenset({K.OIL_FIELD, K.FACILITY}),
    "power plant|power station|nuclear power plant": frozenset({K.POWER_PLANT}),
    "mountain|mountains|hills|heights": frozenset({K.MOUNTAIN, K.REGION}),
    "hill": frozenset({K.MOUNTAIN}),
    "desert|plain|plains": frozenset({K.DESERT, K.REGION}),
    "area|locality": _REGION | _SETTLEMENT,
    "farm|farms|field|ruin|ruins|castle": frozenset({K.FACILITY, K.OIL_FIELD}),
    "reservoir": frozenset({K.LAKE, K.DAM}),
    "river|valley": frozenset({K.RIVER, K.REGION}),
    "lake": frozenset({K.LAKE}),
    "island": frozenset({K.ISLAND}),
}
_AFTER = {word: kinds for words, kinds in _KINDS.items() for word in words.split("|")}
_BEFORE = {f"{word} of": kinds for word, kinds in _AFTER.items()}
_FOREIGN_BEFORE: dict[str, frozenset[K]] = {
    "محافظة": _PROVINCE,
    "ريف": _REGION,
    "منطقة|ناحية|قضاء": _DISTRICT,
    "muhafazat|mohafazat": _PROVINCE,
    "mintaqat|nahiyat|qada|caza of|caza de|markaz": _DISTRICT,
    "مدينة|بلدة|قرية|ضيعة": _SETTLEMENT,
    "حي|ضاحية": frozenset({K.NEIGHBORHOOD, *_SETTLEMENT}),
    "مطار|قاعدة": _BASE,
    "مخيم": frozenset({K.CAMP, K.NEIGHBORHOOD}),
    "معبر": frozenset({K.CROSSING}),
    "سد": frozenset({K.DAM}),
    "سجن": frozenset({K.PRISON}),
    "город|г|село|посёлок|пгт|деревня|місто|м|с|селище|смт": _SETTLEMENT,
    "авиабаза|аэродром|аэропорт": _BASE,
    "province de|province du|province de la|province des|gouvernorat de|gouvernorat du|provincia de": _PROVINCE,
    "provincia del": _PROVINCE,
    "departamento de|departamento del|region de|region du|region de la|region des|wilaya de|estado de|oblast of": _REGION,
    "cercle de|cercle du|departement de|departement du|departement de la|territoire de|commune de|prefecture de": _DISTRICT,
    "municipio de|canton de|kabupaten|shahrestan e|shahrestan": _DISTRICT,
    "ville de|ciudad de|village de|villa de|stadt|kota|barangay": _SETTLEMENT,
}
_FOREIGN_AFTER: dict[str, frozenset[K]] = {
    "область|край|ili|vilayeti": _PROVINCE,
    "район|ilçesi|cercle|okrug|cantón|municipio|territoire": _DISTRICT,
    "şehri|köyü": _SETTLEMENT,
}
_BEFORE |= {fold(word): kinds for words, kinds in _FOREIGN_BEFORE.items() for word in words.split("|")}
_AFTER |= {fold(word): kinds for words, kinds in _FOREIGN_AFTER.items() for word in words.split("|")}
_LONGEST = max(len(word.split()) for word in (*_AFTER, *_BEFORE))


_AND = " and "
_BETWEEN = re.compile(r"[/()]")


def alternatives(name: str) -> tuple[str, ...]:
    """The names in "Kobani/Ain al-Arab" and "Palmyra (Tadmur)"; the name alone where there is but one.

    >>> alternatives("Palmyra (Tadmur)"), alternatives("Homs")
    (('Palmyra', 'Tadmur'), ('Homs',))
    """
    return tuple(part for part in map(str.strip, _BETWEEN.split(name)) if part)


def joined(folded: str) -> tuple[str, ...]:
    """The districts that one is called after: those in "azaz and afrin district", each with its word; none where there is but one.

    >>> joined("azaz and afrin district"), joined("azaz and afrin")
    (('azaz district', 'afrin district'), ())
    """
    if _AND not in folded or (found := generic_of_folded(folded)) is None or not found[1] & _PROVINCE:
        return ()
    base = found[0]
    word = folded[len(base) :] if folded.startswith(base) else ""
    return tuple(part.strip() + word for part in base.split(_AND)) if word and base.count(_AND) <= 3 else ()


def generic_of(name: str) -> tuple[str, frozenset[K]] | None:
    """The folded name without its generic word, and the kinds of place which that word implies; None when there is no such word.

    >>> generic_of("Latakia Governorate")
    ('latakia', frozenset({<PlaceKind.ADMIN1: 'admin1'>}))
    >>> generic_of("Homs") is None
    True
    """
    return generic_of_folded(fold(name))


def generic_of_folded(folded: str) -> tuple[str, frozenset[K]] | None:
    """As `generic_of`, of a name that is folded already."""
    if " " not in folded:
        return None
    words = folded.split()
    if words[0] == "the":
        words = words[1:]
    for count in range(min(_LONGEST, len(words) - 1), 0, -1):
        after = _AFTER.get(" ".join(words[-count:]))
        if after is not None:
            return " ".join(words[:-count]), after
        before = _BEFORE.get(" ".join(words[:count]))
        if before is not None:
            return " ".join(words[count:]), before
    return None
