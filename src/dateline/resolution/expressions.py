"""Spatial expressions: "20 km south of Idlib", "the western Idlib countryside", "between Saraqib and Ariha" become places of their own.

A derived place has the id of the place that it was derived from with what was done to it: `geonames:169389;20km;S`.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.gazetteer.gazetteer import Gazetteer, NameMatch
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat, distance_km, offset
from dateline.reading.report import Report
from dateline.resolution.resolution import Resolution


@dataclass(frozen=True, slots=True)
class Expression:
    """Words around a toponym that mean another place than the toponym alone; end exclusive, code points."""

    start: int
    end: int
    resolution_index: int
    """Of the resolution whose place it is derived from; for "between A and B" the first of the two."""
    place: Place
    near: bool = False
    """Whether the words say only that it was close by: "near", "in the vicinity of"."""


_BEARINGS = {
    "north": 0,
    "northeast": 45,
    "east": 90,
    "southeast": 135,
    "south": 180,
    "southwest": 225,
    "west": 270,
    "northwest": 315,
    "شمال": 0,
    "شرق": 90,
    "جنوب": 180,
    "غرب": 270,
    "севернее": 0,
    "восточнее": 90,
    "южнее": 180,
    "западнее": 270,
}
_COMPASS = ("N", "NE", "E", "SE", "S", "SW", "W", "NW")
_NUMBERS = {
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
}
_NUMBERS |= {"fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_UNITS = {
    "km": 1.0,
    "kilomet": 1.0,
    "mile": 1.609344,
    "mi": 1.609344,
    "m": 0.001,
    "meter": 0.001,
    "metre": 0.001,
    "км": 1.0,
    "كم": 1.0,
    "كيلو": 1.0,
}

_DIRECTION = r"(?:north|south)[ -]?(?:east|west)|north|south|east|west"
_AMOUNT = r"(?P<amount>\d{1,4}(?:[.,]\d{1,3})?|a|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty)"
_UNIT = r"(?P<unit>kilomet(?:er|re)s?|kms?|miles?|mi|met(?:er|re)s?|m|км|كم|كيلومتر(?:ا|ات)?)"
_THE = r"(?:the )?(?:(?:\w+ )?(?:city|town|village|center|centre|capital|port|outskirts) (?:of )?)?"
# Each is searched for in a short window that ends where the name begins, so that the work does not grow with the text.
_OFFSET = re.compile(
    rf"(?:(?:some|about|around|roughly|approximately|nearly|almost|just) )?{_AMOUNT}[ -]?{_UNIT} (?:\((?:[^()]{{1,20}})\) )?"
    rf"(?:(?:to the |in the )?(?P<direction>{_DIRECTION}) (?:of|from)|(?:away )?from|outside|off) {_THE}\Z",
    re.IGNORECASE,
)
_OFFSET_OTHER = re.compile(rf"{_AMOUNT} ?{_UNIT} (?P<direction>севернее|южнее|западнее|восточнее|شمال|جنوب|شرق|غرب) (?:города |مدينة )?\Z")
_TOWARDS = re.compile(rf"(?P<inside>in the )?(?:(?:just|to the) )*(?P<direction>{_DIRECTION})(?:ern)? of {_THE}\Z", re.IGNORECASE)
_NEAR = re.compile(
    rf"\b(?:near|nearby|close to|not far from|just outside|outside|around|adjacent to|next to|in the (?:vicinity|area|surroundings) of|"
    rf"overlooking|близ|около|возле|біля|поблизу|قرب|بالقرب من|محيط) {_THE}\Z",
    re.IGNORECASE,
)
_AROUND = re.compile(
    rf"(?:(?P<direction>{_DIRECTION})(?:ern)? )?(?:outskirts|countryside|suburbs|surroundings|rural areas?|hinterland|environs) "
    rf"(?:of|around) {_THE}\Z",
    re.IGNORECASE,
)
_PART = re.compile(
    rf"\b(?:(?P<direction>{_DIRECTION})(?:ern)?|(?P<rural>rural)|(?P<other>central|outer|upper|lower)) (?:part of |parts of )?(?:the )?\Z",
    re.IGNORECASE,
)
_COUNTRYSIDE = re.compile(
    r"(?:['’]s)?,? (?:(?P<direction>(?:north|south)[ -]?(?:east|west)ern|northern|southern|eastern|western) )?"
    r"(?:countryside|suburbs|outskirts|hinterland|rural areas?)\b"
)
_ARABIC_COUNTRYSIDE = re.compile(r"ب?ريف (?:محافظة )?\Z")
_ARABIC_SIDE = re.compile(r" (?P<direction>الشمالي|الجنوبي|الشرقي|الغربي)\b")
_ARABIC_SIDES = {"الشمالي": 0.0, "الجنوبي": 180.0, "الشرقي": 90.0, "الغربي": 270.0}
_BETWEEN = re.compile(r"\bbetween (?:the (?:cities|towns|villages|city|town|village) of )?\Z", re.IGNORECASE)
_WINDOW = 72


def find_expressions(report: Report, resolutions: Sequence[Resolution], gazetteer: Gazetteer | None = None) -> tuple[Expression, ...]:
    """The places that the words around the toponyms make of them, at most one for each toponym, in the order of the text.

    With a gazetteer, a countryside that it holds as a region of its own is that region: "the northern Latakia countryside".
    """
    found: list[Expression] = []
    for index, resolution in enumerate(resolutions):
        if resolution.place is None:
            continue
        expression = _between(report.text, resolutions, index) or _of_one(report.text, resolutions, index, resolution.place, gazetteer)
        if expression is not None:
            found.append(expression)
    return tuple(found)


def _of_one(text: str, resolutions: Sequence[Resolution], index: int, place: Place, gazetteer: Gazetteer | None) -> Expression | None:
    toponym = resolutions[index].toponym
    floor = max(toponym.start - _WINDOW, resolutions[index - 1].toponym.end if index else 0)
    window = text[floor : toponym.start]
    behind = _COUNTRYSIDE.match(text, toponym.end, toponym.end + _WINDOW)
    if behind is not None and place.kind not in (PlaceKind.COUNTRY, PlaceKind.CONTINENT):
        ahead = _PART.search(window)
        bearing = _bearing(behind.group("direction") or (ahead.group("direction") if ahead else None))
        start = floor + ahead.start() if ahead else toponym.start
        return Expression(start, behind.end(), index, _surroundings(gazetteer, place, bearing, text[start : behind.end()]))
    arabic = _ARABIC_COUNTRYSIDE.search(window)
    if arabic is not None:
        side = _ARABIC_SIDE.match(text, toponym.end)
        end = side.end() if side else toponym.end
        bearing = _ARABIC_SIDES[side.group("direction")] if side else None
        start = floor + arabic.start()
        return Expression(start, end, index, _surroundings(gazetteer, place, bearing, text[start:end]))
    if (match := _OFFSET.search(window) or _OFFSET_OTHER.search(window)) is not None:
        km = _kilometers(match.group("amount"), match.group("unit"))
        bearing = _bearing(match.group("direction"))
        words = text[floor + match.start() : toponym.end]
        return Expression(floor + match.start(), toponym.end, index, shifted(place, km, bearing, words), bearing is None)
    if (match := _AROUND.search(window)) is not None:
        bearing = _bearing(match.group("direction"))
        words = text[floor + match.start() : toponym.end]
        return Expression(floor + match.start(), toponym.end, index, _surroundings(gazetteer, place, bearing, words))
    if (match := _TOWARDS.search(window)) is not None:
        bearing = _bearing(match.group("direction"))
        words = text[floor + match.start() : toponym.end]
        if match.group("inside"):
            return Expression(floor + match.start(), toponym.end, index, part(place, bearing, words))
        km = max(10.0, 1.5 * place.radius_km)
        return Expression(floor + match.start(), toponym.end, index, shifted(place, km, bearing, words, rough=True), True)
    if (match := _PART.search(window)) is not None and (match.group("direction") or match.group("rural")):
        words = text[floor + match.start() : toponym.end]
        bearing = _bearing(match.group("direction"))
        derived = _surroundings(gazetteer, place, None, words) if match.group("rural") else part(place, bearing, words)
        return Expression(floor + match.start(), toponym.end, index, derived)
    if (match := _NEAR.search(window)) is not None and not place.kind.is_area:
        start = floor + match.start()
        near = replace(
            place, id=f"{place.id};near", kind=PlaceKind.RELATIVE, radius_km=max(10.0, 2 * place.radius_km), names=(), population=0
        )
        return Expression(start, toponym.end, index, replace(near, name=_clean(text[start : toponym.end])), True)
    return None


def _between(text: str, resolutions: Sequence[Resolution], index: int) -> Expression | None:
    if index + 1 >= len(resolutions):
        return None
    first, second = resolutions[index], resolutions[index + 1]
    if first.place is None or second.place is None or first.place.id == second.place.id:
        return None
    if text[first.toponym.end : second.toponym.start] != " and ":
        return None
    match = _BETWEEN.search(text[max(0, first.toponym.start - 40) : first.toponym.start])
    if match is None or PlaceKind.COUNTRY in (first.place.kind, second.place.kind):
        return None
    a, b = first.place.point, second.place.point
    apart = distance_km(a, b)
    if apart > 400:
        return None
    start = max(0, first.toponym.start - 40) + match.start()
    words = _clean(text[start : second.toponym.end])
    name_id = f"{first.place.id};between;{second.place.id}"
    middle = offset(a, _azimuth(a, b), apart / 2)
    country = first.place.country if first.place.country == second.place.country else None
    admin1 = first.place.admin1 if first.place.admin1 == second.place.admin1 else None
    return Expression(
        start, second.toponym.end, index, Place(name_id, words, PlaceKind.RELATIVE, middle, max(apart / 2, 2.0), country, admin1)
    )


def shifted(place: Place, km: float, bearing: float | None, words: str, *, rough: bool = False) -> Place:
    """The place `km` kilometers from another; without a bearing it is a ring around it, told as the place with that radius."""
    told = f"{km:g}km"
    if bearing is None:
        return replace(
            place,
            id=f"{place.id};{told}",
            name=_clean(words),
            kind=PlaceKind.RELATIVE,
            radius_km=km + place.radius_km,
            names=(),
            population=0,
        )
    radius = km if rough else max(2.0, 0.25 * km) + 0.5 * place.radius_km
    return replace(
        place,
        id=f"{place.id};{told};{_compass(bearing)}",
        name=_clean(words),
        kind=PlaceKind.RELATIVE,
        point=offset(place.point, bearing, km),
        radius_km=radius,
        names=(),
        population=0,
    )


def part(place: Place, bearing: float | None, words: str) -> Place:
    """The northern, eastern … part of a place: half as far out as it reaches, and half as wide."""
    if bearing is None:
        return place
    kind = PlaceKind.REGION if place.kind.is_area else PlaceKind.RELATIVE
    return replace(
        place,
        id=f"{place.id};part;{_compass(bearing)}",
        name=_clean(words),
        kind=kind,
        point=offset(place.point, bearing, place.radius_km / 2),
        radius_km=max(place.radius_km / 2, 1.0),
        names=(),
        population=0,
    )


def countryside(place: Place, bearing: float | None, words: str) -> Place:
    """The country around a town, or its northern, eastern … side; of a province, the province itself or that side of it."""
    reach = place.radius_km if place.kind.is_area else max(20.0, 2.5 * place.radius_km)
    point = place.point if bearing is None else offset(place.point, bearing, 0.6 * reach)
    return replace(
        place,
        id=f"{place.id};countryside" + (f";{_compass(bearing)}" if bearing is not None else ""),
        name=_clean(words),
        kind=PlaceKind.REGION,
        point=point,
        radius_km=reach if bearing is None else 0.6 * reach,
        names=(),
        population=0,
    )


_SIDES = {0.0: "northern", 90.0: "eastern", 180.0: "southern", 270.0: "western"}


def _surroundings(gazetteer: Gazetteer | None, place: Place, bearing: float | None, words: str) -> Place:
    """The region of the country around a place that the gazetteer holds, or one worked out."""
    side = _SIDES.get(bearing, "") if bearing is not None else ""
    if gazetteer is not None and (side or bearing is None):
        for match in gazetteer.lookup(f"{side} {place.name} countryside".strip(), country=place.country):
            if match.how is NameMatch.EXACT and match.place.kind in (PlaceKind.REGION, PlaceKind.ADMIN1):
                return match.place
    return countryside(place, bearing, words)


def _bearing(direction: str | None) -> float | None:
    if direction is None:
        return None
    plain = direction.lower().replace("-", "").replace(" ", "").removesuffix("ern")
    return _BEARINGS.get(plain)


def _compass(bearing: float) -> str:
    return _COMPASS[round(bearing / 45) % 8]


def _kilometers(amount: str, unit: str) -> float:
    number = _NUMBERS.get(amount.lower())
    value = float(number) if number is not None else float(amount.replace(",", "."))
    plain = unit.lower()
    factor = next(_UNITS[known] for known in sorted(_UNITS, key=len, reverse=True) if plain.startswith(known))
    return min(value * factor, 1000.0)


def _azimuth(a: LonLat, b: LonLat) -> float:
    east = math.radians((b.lon - a.lon + 180) % 360 - 180)
    south, north = math.radians(a.lat), math.radians(b.lat)
    x = math.sin(east) * math.cos(north)
    y = math.cos(south) * math.sin(north) - math.sin(south) * math.cos(north) * math.cos(east)
    return math.degrees(math.atan2(x, y)) % 360


def _clean(words: str) -> str:
    return " ".join(words.split())
