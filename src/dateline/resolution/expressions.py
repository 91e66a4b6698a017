"""Spatial expressions: "20 km south of Idlib", "the western Idlib countryside", "between Saraqib and Ariha" become places of their own.

English, French, Spanish, Russian, Ukrainian, Turkish and Arabic are read alike; which of them a report is written in makes no difference.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import distance_km
from dateline.reading.report import Report
from dateline.resolution import expression_words as words_of
from dateline.resolution.deriving import Borders, between, countryside, near, outskirts, part, shifted, surroundings
from dateline.resolution.expression_words import bearing_of, kilometers
from dateline.resolution.resolution import Resolution

__all__ = ["Expression", "countryside", "find_expressions", "part", "shifted"]


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


_WINDOW = 72
_FARTHEST_BETWEEN_KM = 400.0
_MOST_BACK = 6
"""Resolutions looked at for the land on this side of "the border with"."""
_GREAT = (PlaceKind.COUNTRY, PlaceKind.CONTINENT)
_SENTENCE_END = re.compile(r"[.!?؟]\s")


def find_expressions(report: Report, resolutions: Sequence[Resolution], gazetteer: Gazetteer | None = None) -> tuple[Expression, ...]:
    """The places that the words around the toponyms make of them, at most one for each toponym, in the order of the text.

    With a gazetteer, a countryside that it holds as a region of its own is that region: "the northern Latakia countryside"; and
    borders are found: "on the border with Turkey".
    """
    found: list[Expression] = []
    borders = Borders(gazetteer) if gazetteer is not None else None
    for index, resolution in enumerate(resolutions):
        if resolution.place is None:
            continue
        expression = (
            _between(report.text, resolutions, index)
            or (_border(report.text, resolutions, index, borders) if borders is not None else None)
            or _of_one(report.text, resolutions, index, resolution.place, gazetteer)
        )
        if expression is not None:
            found.append(expression)
    return tuple(found)


def _window(text: str, resolutions: Sequence[Resolution], index: int) -> tuple[int, str]:
    """Where the words before a toponym begin that may be about it, and those words."""
    start = resolutions[index].toponym.start
    floor = max(start - _WINDOW, resolutions[index - 1].toponym.end if index else 0)
    return floor, text[floor:start]


def _first(patterns: Sequence[re.Pattern[str]], window: str) -> tuple[int, re.Match[str]] | None:
    for number, pattern in enumerate(patterns):
        if (match := pattern.search(window)) is not None:
            return number, match
    return None


def _of_one(text: str, resolutions: Sequence[Resolution], index: int, place: Place, gazetteer: Gazetteer | None) -> Expression | None:
    toponym = resolutions[index].toponym
    floor, window = _window(text, resolutions, index)
    behind = _behind(text, index, toponym.start, toponym.end, place)
    if behind is not None:
        return behind
    rural = words_of.COUNTRYSIDE.match(text, toponym.end, toponym.end + _WINDOW) if place.kind not in _GREAT else None
    if rural is not None:
        ahead = words_of.PART[0].search(window)
        bearing = bearing_of(rural["direction"] or rural["side"] or rural["taraf"] or (ahead["direction"] if ahead else None))
        start = floor + ahead.start() if ahead else toponym.start
        words = text[start : rural.end()]
        edge = rural["edge"] or rural["kenar"]
        return Expression(
            start, rural.end(), index, outskirts(place, bearing, words) if edge else surroundings(gazetteer, place, bearing, words)
        )
    if words_of.TRIGGER.search(window) is None:
        return None
    found = _before(text, floor, window, toponym.end, place, gazetteer)
    return Expression(found.start, found.end, index, found.place, found.near) if found is not None else None


def _behind(text: str, index: int, start: int, end: int, place: Place) -> Expression | None:
    """What Turkish says behind the name: "Halep'in 20 km güneyinde", "Afrin yakınlarında"."""
    turned = words_of.BEHIND_DIRECTION.match(text, end, end + _WINDOW)
    if turned is not None:
        bearing = bearing_of(turned["direction"])
        words = text[start : turned.end()]
        if turned["amount"]:
            derived = shifted(place, kilometers(turned["amount"], turned["unit"]), bearing, words)
            return Expression(start, turned.end(), index, derived)
        if place.kind.is_area:
            return Expression(start, turned.end(), index, part(place, bearing, words))
        return Expression(start, turned.end(), index, _off(place, bearing, words), True)
    close = words_of.BEHIND_NEAR.match(text, end, end + _WINDOW)
    if close is not None and not place.kind.is_area:
        return Expression(start, close.end(), index, near(place, text[start : close.end()]), True)
    return None


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    place: Place
    near: bool = False


def _before(text: str, floor: int, window: str, end: int, place: Place, gazetteer: Gazetteer | None) -> _Found | None:
    """What is said before the name, the most telling words first."""
    if (found := _first(words_of.OFFSET, window)) is not None:
        match = found[1]
        told = match.groupdict()
        bearing = bearing_of(told.get("direction"))
        start = floor + match.start()
        km = kilometers(match["amount"], match["unit"])
        if told.get("half"):
            km /= 2
        elif (least := told.get("least")) and kilometers(least, match["unit"]) < km:
            km = (km + kilometers(least, match["unit"])) / 2
        derived = shifted(place, km, bearing, text[start:end])
        return _Found(start, end, derived, bearing is None)
    if (found := _first(words_of.AROUND, window)) is not None:
        start, bearing = floor + found[1].start(), bearing_of(found[1].groupdict().get("direction"))
        side = words_of.ARABIC_SIDE.match(text, end, end + _WINDOW)
        if side is not None:
            end, bearing = side.end(), bearing_of(side["direction"])
        if place.kind not in _GREAT:
            return _Found(start, end, surroundings(gazetteer, place, bearing, text[start:end]))
    if (found := _first(words_of.OUTSKIRTS, window)) is not None and not place.kind.is_area:
        start, bearing = floor + found[1].start(), bearing_of(found[1].groupdict().get("direction"))
        return _Found(start, end, outskirts(place, bearing, text[start:end]))
    for patterns, inside in ((words_of.INSIDE, True), (words_of.TOWARDS, False), (words_of.PART, True)):
        found = _first(patterns, window)
        if found is None:
            continue
        number, match = found
        bearing = bearing_of(match["direction"])
        if bearing is None:
            continue
        start = floor + match.start()
        if inside or (number in words_of.AMBIGUOUS and place.kind.is_area):
            return _Found(start, end, part(place, bearing, text[start:end]))
        return _Found(start, end, _off(place, bearing, text[start:end]), True)
    if (found := _first(words_of.RURAL, window)) is not None:
        start = floor + found[1].start()
        return _Found(start, end, surroundings(gazetteer, place, None, text[start:end]))
    if (found := _first(words_of.NEAR, window)) is not None and not place.kind.is_area:
        start = floor + found[1].start()
        return _Found(start, end, near(place, text[start:end]), True)
    return None


def _off(place: Place, bearing: float | None, words: str) -> Place:
    """In a direction from a place, nobody says how far."""
    return shifted(place, max(10.0, 1.5 * place.radius_km), bearing, words, rough=True)


def _between(text: str, resolutions: Sequence[Resolution], index: int) -> Expression | None:
    """The middle of "between A and B", of "the road from A to B" and of "the A–B highway"."""
    if index + 1 >= len(resolutions):
        return None
    first, second = resolutions[index], resolutions[index + 1]
    if first.place is None or second.place is None or first.place.id == second.place.id:
        return None
    joint = text[first.toponym.end : second.toponym.start]
    if PlaceKind.COUNTRY in (first.place.kind, second.place.kind):
        return None
    start, end = first.toponym.start, second.toponym.end
    if joint in words_of.DASHES:
        road = words_of.ROAD_BEHIND.match(text, end, end + _WINDOW)
        if road is None:
            return None
        end = road.end()
    elif joint in words_of.JOINTS:
        floor, window = _window(text, resolutions, index)
        found = _first(words_of.BETWEEN, window)
        if found is None:
            return None
        start = floor + found[1].start()
    else:
        return None
    if distance_km(first.place.point, second.place.point) > _FARTHEST_BETWEEN_KM:
        return None
    return Expression(start, end, index, between(first.place, second.place, text[start:end]))


def _border(text: str, resolutions: Sequence[Resolution], index: int, borders: Borders) -> Expression | None:
    """A stretch of border: "on the border with Turkey", "the Syria-Turkey border", "Suriye sınırında"."""
    there = resolutions[index]
    if there.place is None or there.place.kind is not PlaceKind.COUNTRY:
        return None
    toponym = there.toponym
    if index + 1 < len(resolutions):
        other = resolutions[index + 1]
        joint = text[toponym.end : other.toponym.start]
        pair = words_of.BORDER_OF_TWO.match(text, other.toponym.end, other.toponym.end + _WINDOW) if joint in words_of.DASHES else None
        if pair is not None and other.place is not None and other.place.kind is PlaceKind.COUNTRY:
            words = text[toponym.start : pair.end()]
            return _expressed(toponym.start, pair.end(), index, borders.between(there.place, other.place, words))
        first = words_of.BORDER_BETWEEN.search(_window(text, resolutions, index)[1]) if joint in words_of.JOINTS else None
        if first is not None and other.place is not None and other.place.kind is PlaceKind.COUNTRY:
            start, end = toponym.start - len(first[0]), other.toponym.end
            return _expressed(start, end, index, borders.between(there.place, other.place, text[start:end]))
    floor, window = _window(text, resolutions, index)
    found = _first(words_of.BORDER_WITH, window)
    behind = words_of.BORDER_BEHIND.match(text, toponym.end, toponym.end + _WINDOW)
    if found is None and behind is None:
        return None
    start = floor + found[1].start() if found is not None else toponym.start
    end = behind.end() if behind is not None else toponym.end
    here = _this_side(text, resolutions, index, there.place)
    return _expressed(start, end, index, borders.between(here, there.place, text[start:end])) if here is not None else None


def _expressed(start: int, end: int, index: int, place: Place | None) -> Expression | None:
    return Expression(start, end, index, place) if place is not None else None


def _this_side(text: str, resolutions: Sequence[Resolution], index: int, there: Place) -> Place | None:
    """The place on this side of a border: the nearest named before in another land, of the same sentence if there is one."""
    behind: Place | None = None
    for back in range(index - 1, max(-1, index - 1 - _MOST_BACK), -1):
        place = resolutions[back].place
        if place is None or place.country is None or place.country == there.country:
            continue
        if _SENTENCE_END.search(text, resolutions[back].toponym.end, resolutions[index].toponym.start) is None:
            return place
        behind = behind or place
    return behind
