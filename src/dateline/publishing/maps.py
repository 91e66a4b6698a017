"""Incidents as a folium map: a quick look in a notebook or in one HTML file."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.plugins import TimelineSlider
from folium.template import Template
from folium.utilities import JsCode
from markupsafe import escape

from dateline.extraction.codebook import EventType, Status
from dateline.merging.incident import Incident
from dateline.publishing.encoding import printable
from dateline.publishing.forms import DECIMALS
from dateline.publishing.offline import land, scripts, styles
from dateline.publishing.palette import PALETTE, label

QuoteOf = Callable[[Incident], str | None]
"""The sentence to show for an incident; None when there is none."""

_DAY_MS = 86_400_000


def to_folium(incidents: Iterable[Incident], *, quote_of: QuoteOf | None = None, offline: bool = False) -> folium.Map:
    """A map with a dot at each incident, its uncertainty as a circle, and a slider over time that shows what happened so far.

    Dots are filled when the incident occurred, hollow when it is alleged, dashed when planned, thin and dotted when denied. Undated ones
    are always shown; unlocated ones are only counted. The page loads folium's scripts and the background map from the network; `offline`
    puts the scripts it needs and a plain outline of the countries into it instead, which takes about a megabyte, and raises
    `DatelineError` where the web page that they come with is not built.
    """
    rows = list(incidents)
    located = [row for row in rows if row.where]
    dated = [_drawn(row, row.timeline_date, quote_of) for row in located if row.timeline_date]
    undated = [_drawn(row, None, quote_of) for row in located if not row.timeline_date]

    drawing = folium.Map(
        location=(20, 10), zoom_start=2, prefer_canvas=True, world_copy_jump=True, tiles=None if offline else "OpenStreetMap"
    )
    if offline:
        drawing.default_js, drawing.default_css = list(scripts()), list(styles())
        _Land(land()).add_to(drawing)
    if undated:
        _Undated(undated).add_to(drawing)
    if dated:
        layer = _Dated(dated)
        if offline:
            layer.default_js = []
        layer.add_to(drawing)
    if located:
        lons = [row.where.point.lon for row in located if row.where]
        lats = [row.where.point.lat for row in located if row.where]
        drawing.fit_bounds([(min(lats), min(lons)), (max(lats), max(lons))], max_zoom=9, padding=(30, 30))
    root: Any = drawing.get_root()
    root.html.add_child(folium.Element(_legend(rows, len(rows) - len(located), len(undated), offline=offline)))
    return drawing


def write_html(incidents: Iterable[Incident], path: Path, *, quote_of: QuoteOf | None = None) -> None:
    """The map of `to_folium` as one HTML file."""
    root: Any = to_folium(incidents, quote_of=quote_of).get_root()
    root.title = "Incidents"
    path.write_text(printable(root.render()), "utf-8")


class _Land(MacroElement):
    """Countries under everything else, where there is no background map."""

    _template = Template(
        "{% macro header(this, kwargs) %}<style>.leaflet-container{background:#dbe6ee}</style>{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "L.geoJson({{ this.text }}, {interactive: false, style: {color: '#9aa7b2', weight: 1, fillColor: '#f6f4ee', fillOpacity: 1}})"
        ".addTo({{ this._parent.get_name() }}).bringToBack();"
        "{% endmacro %}"
    )

    def __init__(self, countries: dict[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Land"
        self.text = script_text(countries)


class _Undated(MacroElement):
    """Incidents that are always shown."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "L.geoJson({{ this.text }}, {{ this.options|tojavascript }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, features: list[dict[str, Any]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Undated"
        self.text = script_text({"type": "FeatureCollection", "features": features})
        self.options = {"point_to_layer": JsCode(_POINT_TO_LAYER), "on_each_feature": JsCode(_ON_EACH_FEATURE)}


class _Dated(JSCSSMixin):
    """Incidents with a slider that shows those that began until its day; it opens at its end, with everything on the map."""

    default_js = TimelineSlider.default_js[:1]
    # The template of folium's own Timeline writes the data in a way that branca then runs as a template: see `script_text`.
    _template = Template(
        "{% macro header(this, kwargs) %}<style>.leaflet-bottom.leaflet-left{width:100%}"
        ".leaflet-control-container .leaflet-timeline-controls{box-sizing:border-box;width:100%;margin:0 0 15px}</style>{% endmacro %}"
        "{% macro script(this, kwargs) %}"
        "var {{ this.get_name() }} = L.timeline({{ this.text }}, {{ this.options|tojavascript }});"
        "{{ this.get_name() }}.addTo({{ this._parent.get_name() }});"
        "var {{ this.get_name() }}_slider = L.timelineSliderControl({{ this.slider|tojavascript }});"
        "{{ this.get_name() }}_slider.addTo({{ this._parent.get_name() }});"
        "{{ this.get_name() }}_slider.addTimelines({{ this.get_name() }});"
        "{{ this.get_name() }}_slider.setTime({{ this.end }});"
        "{% endmacro %}"
    )

    def __init__(self, features: list[dict[str, Any]]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Dated"
        self.end = max(feature["properties"]["start"] for feature in features) + _DAY_MS
        for feature in features:
            feature["properties"]["end"] = self.end
        self.text = script_text({"type": "FeatureCollection", "features": features})
        self.options = {"point_to_layer": JsCode(_POINT_TO_LAYER), "on_each_feature": JsCode(_ON_EACH_FEATURE)}
        self.slider = {
            "auto_play": False,
            "enable_playback": True,
            "enable_keyboard_controls": True,
            "show_ticks": False,
            "steps": 200,
            "duration": 10_000,
            "end": self.end,
            # Days are days of UTC midnights here, whatever the reader's time zone is.
            "format_output": JsCode("function (moment) { return new Date(moment).toISOString().slice(0, 10); }"),
        }


_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')


def script_text(value: Any) -> str:
    """JSON that can stand inside a script, whatever its texts hold.

    branca renders a script a second time as a Jinja template, so that `{{ … }}` in a report's text would be run on this machine: in
    texts every brace is written as an escape, and so is what could end the script.
    """
    text = json.dumps(value, separators=(",", ":"))
    text = _STRING.sub(lambda found: found[0].replace("{", "\\u007b").replace("}", "\\u007d"), text)
    for char in "<>&'":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _drawn(incident: Incident, day: date | None, quote_of: QuoteOf | None) -> dict[str, Any]:
    """The feature that the page's script draws; the script puts its texts into the page as text, never as markup."""
    when, where = incident.when, incident.where
    assert where is not None
    days = "day not told"
    if when:
        days = str(when.start) if when.days == 1 else f"{when.start} to {when.end}"
    elif day:
        days = f"first reported {day}; day not told"
    properties = {
        "title": incident.title,
        "days": days,
        "status": incident.status.value,
        "color": PALETTE[incident.event_type],
        "uncertainty_km": round(where.uncertainty_km, 1),
        "place": where.place.name,
        "sources": ", ".join(incident.sources),
        "says": ", ".join(incident.attribution),
        "quote": quote_of(incident) if quote_of else None,
    }
    if day:
        properties["start"] = int(datetime.combine(day, time(), UTC).timestamp()) * 1000
    point = [round(where.point.lon, DECIMALS), round(where.point.lat, DECIMALS)]
    return {"type": "Feature", "id": incident.id, "geometry": {"type": "Point", "coordinates": point}, "properties": properties}


def _legend(rows: list[Incident], unlocated: int, undated: int, *, offline: bool) -> str:
    background = (
        "Background: Natural Earth. Borders are drawn as they are held."
        if offline
        else "Background map © OpenStreetMap contributors. It and the scripts of this page are loaded from the network."
    )
    kinds = {row.event_type for row in rows}
    entries = "".join(
        f'<div><span style="display:inline-block;width:10px;height:10px;border-radius:50%;margin-right:6px;background:{PALETTE[kind]}">'
        f"</span>{escape(label(kind))}</div>"
        for kind in EventType
        if kind in kinds
    )
    notes = [f"{len(rows)} incidents"]
    if unlocated:
        notes.append(f"{unlocated} without a place are not on the map")
    if undated:
        notes.append(f"{undated} without a day are always shown")
    return (
        '<div style="position:fixed;top:10px;right:10px;z-index:1000;max-width:240px;background:#fff;color:#222;padding:10px 12px;'
        'border-radius:6px;box-shadow:0 1px 5px rgba(0,0,0,.4);font:13px/1.45 system-ui,sans-serif">'
        f"<b>Dateline</b>: {escape('; '.join(notes))}{entries}"
        f'<div style="margin-top:4px">filled: {Status.OCCURRED}; hollow: {Status.ALLEGED}; dashed: {Status.PLANNED}; '
        f"thin: {Status.DENIED}. A wide circle is where it can have happened.</div>"
        f'<div style="margin-top:4px;color:#555">{background} '
        "Place data: GeoNames (CC BY 4.0) and Dateline's own tables. "
        "Every dot is what the named sources report.</div></div>"
    )


_POINT_TO_LAYER = """
function (feature, latlng) {
  var told = feature.properties, occurred = told.status === "occurred", denied = told.status === "denied";
  var dash = told.status === "planned" ? "4 3" : denied ? "1 3" : null;
  var dot = L.circleMarker(latlng, {
    radius: 7, color: occurred ? "#222" : told.color, weight: occurred || denied ? 1 : 3, dashArray: dash,
    fillColor: told.color, fillOpacity: occurred ? 0.85 : 0.05
  });
  if (told.uncertainty_km < 5) { return dot; }
  var reach = L.circle(latlng, {
    radius: told.uncertainty_km * 1000, color: told.color, weight: 1, fillOpacity: 0.06, dashArray: dash, interactive: false
  });
  return L.featureGroup([reach, dot]);
}
"""

_ON_EACH_FEATURE = """
function (feature, layer) {
  var told = feature.properties;
  layer.bindPopup(function () {
    var box = document.createElement("div");
    function line(text, bold) {
      if (!text) { return; }
      var row = document.createElement(bold ? "b" : "div");
      row.textContent = text;
      box.appendChild(row);
    }
    line(told.title, true);
    line(told.days);
    line(told.status + (told.says ? ", according to " + told.says : ""));
    line(told.place + ", within " + told.uncertainty_km + " km");
    line(told.quote ? "\\u201c" + told.quote + "\\u201d" : "");
    line(told.sources ? "Sources: " + told.sources : "");
    return box;
  }, {maxWidth: 340});
}
"""
