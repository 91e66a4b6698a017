"""Geometries of filters, as GeoJSON and WKT nest them, to shapes; bounded, and refused with what is wrong."""

import math
from typing import Any

from dateline.errors import BadInput
from dateline.geography import Bbox
from dateline.storage.expression import Position, Shape
from dateline_api.crs import CRS84, Crs

MAX_POSITIONS = 1_000
_DEPTHS = {"point": 0, "multipoint": 1, "linestring": 1, "multilinestring": 2, "polygon": 2, "multipolygon": 3}


def shape_of(kind: str, coordinates: Any, crs: Crs = CRS84) -> Shape:
    """The shape of a geometry by its type and nested coordinates in a coordinate reference system; raises `BadInput`."""
    name = kind.lower()
    if name not in _DEPTHS:
        raise BadInput(f"{kind[:40]!r} is none of {', '.join(_DEPTHS)}")
    count = [0]
    read = _read(coordinates, _DEPTHS[name], crs, count)
    match name:
        case "point":
            return Shape(points=(read,))
        case "multipoint":
            return Shape(points=read)
        case "linestring":
            return Shape(lines=(_line(read),))
        case "multilinestring":
            return Shape(lines=tuple(_line(line) for line in read))
        case "polygon":
            return Shape(polygons=(_rings(read),))
        case _:
            return Shape(polygons=tuple(_rings(rings) for rings in read))


def box_of(numbers: list[float], crs: Crs = CRS84) -> Shape:
    """The shape of a box of four numbers, or six with heights."""
    if len(numbers) not in (4, 6):
        raise BadInput(f"a box takes 4 numbers or 6, not {len(numbers)}")
    half = len(numbers) // 2
    return Shape(boxes=(bbox_of([*numbers[:2], *numbers[half : half + 2]], crs),))


def bbox_of(numbers: list[float], crs: Crs) -> Bbox:
    """The box of four numbers in the axes of a coordinate reference system."""
    if not all(math.isfinite(number) for number in numbers):
        raise BadInput("a box takes numbers that are finite")
    west, south = crs.to_degrees(numbers[0], numbers[1])
    east, north = crs.to_degrees(numbers[2], numbers[3])
    return Bbox(west, south, east, north)


def together(shapes: list[Shape]) -> Shape:
    """A collection of shapes as one."""
    return Shape(
        tuple(box for shape in shapes for box in shape.boxes),
        tuple(point for shape in shapes for point in shape.points),
        tuple(line for shape in shapes for line in shape.lines),
        tuple(polygon for shape in shapes for polygon in shape.polygons),
    )


def _read(value: Any, depth: int, crs: Crs, count: list[int]) -> Any:
    if not isinstance(value, (list, tuple)) or not value:
        raise BadInput("the coordinates of a geometry are not nested as its type has them")
    if depth:
        return tuple(_read(part, depth - 1, crs, count) for part in value)
    count[0] += 1
    if count[0] > MAX_POSITIONS:
        raise BadInput(f"a geometry has more than {MAX_POSITIONS} positions")
    if len(value) not in (2, 3) or not all(isinstance(number, (int, float)) and not isinstance(number, bool) for number in value):
        raise BadInput("a position takes two or three numbers")
    x, y = float(value[0]), float(value[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        raise BadInput("a position takes numbers that are finite")
    lon, lat = crs.to_degrees(x, y)
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        raise BadInput(f"the position {x:g}, {y:g} lies beyond 180 degrees of longitude or 90 of latitude")
    return lon, lat


def _line(line: tuple[Position, ...]) -> tuple[Position, ...]:
    if len(line) < 2:
        raise BadInput("a line takes at least two positions")
    return line


def _rings(rings: tuple[tuple[Position, ...], ...]) -> tuple[tuple[Position, ...], ...]:
    for ring in rings:
        if len(ring) < 4 or ring[0] != ring[-1]:
            raise BadInput("a ring of a polygon takes at least four positions, the last as the first")
    return rings
