"""What a folium map needs to be drawn without a network: its scripts, which come with the built page, and the land."""

import base64
import json
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate
from typing import Any

from dateline.errors import DatelineError

Point = tuple[float, float]

_STEP = 0.1
"""Degrees: points of coasts and borders that are nearer to the one before are left out."""
_DECIMALS = 2


def scripts() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the scripts, each of which holds its own content; raises `DatelineError` when they are not there."""
    return (("leaflet", _address("leaflet.js", "text/javascript")), ("timeline", _address("leaflet.timeline.js", "text/javascript")))


def styles() -> tuple[tuple[str, str], ...]:
    """Names and addresses of the style sheets, as `scripts`."""
    return (("leaflet_css", _address("leaflet.css", "text/css")),)


@lru_cache(maxsize=8)
def _address(name: str, media: str) -> str:
    try:
        content = (files("dateline_web") / "static" / "notebook" / name).read_bytes()
    except (ModuleNotFoundError, FileNotFoundError) as error:
        raise DatelineError(f"a map without a network needs {name}, which comes with the built page: `make web` builds it") from error
    return f"data:{media};base64,{base64.b64encode(content).decode()}"


@lru_cache(maxsize=1)
def land() -> dict[str, Any]:
    """The countries, coarsely, as GeoJSON."""
    text = (files("dateline_gazetteer") / "basemap" / "basemap.json").read_text("utf-8")
    topology = json.loads(text)
    scale, translate = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_thinned(_arc(arc, scale, translate)) for arc in topology["arcs"]]
    features = []
    for country in topology["objects"]["countries"]["geometries"]:
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [[ring for ring in (_ring(indexes, arcs) for indexes in polygon) if len(ring) > 3] for polygon in polygons]
        coordinates = [polygon for polygon in rings if polygon]
        if coordinates:
            name = (country.get("properties") or {}).get("name", "")
            geometry = {"type": "MultiPolygon", "coordinates": coordinates}
            features.append({"type": "Feature", "properties": {"name": name}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def _arc(arc: list[list[int]], scale: list[float], translate: list[float]) -> list[Point]:
    """A line of the topology, which stores the differences between its points."""
    steps = accumulate(arc, lambda at, step: [at[0] + step[0], at[1] + step[1]])
    return [(x * scale[0] + translate[0], y * scale[1] + translate[1]) for x, y in steps]


def _thinned(line: list[Point]) -> list[Point]:
    """The line with its ends, without points that lie near the one kept before: the same for both countries that share it."""
    kept = [line[0]]
    for point in line[1:-1]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _STEP:
            kept.append(point)
    return [*kept, line[-1]] if len(line) > 1 else kept


def _ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    ring: list[Point] = []
    for index in indexes:
        line = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += line if not ring else line[1:]
    return [(round(x, _DECIMALS), round(y, _DECIMALS)) for x, y in ring]
