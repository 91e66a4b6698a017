"""Results in Nominatim's formats: json, jsonv2, geojson, geocodejson and xml."""

import re
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import Response
from markupsafe import escape

from dateline.gazetteer.place import Place, PlaceKind
from dateline.publishing.encoding import to_json
from dateline.resolution.osm import LICENSE

XML = "xml"
FORMATS = ("json", "jsonv2", "geojson", "geocodejson", XML)
XML_MEDIA = "text/xml"
JSON_MEDIA = "application/json"
_NOTHING = "Unable to geocode"
"""Nominatim's words, which clients look for."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

Record = dict[str, Any]


def in_format(form: str, records: list[Record], places: Sequence[Place], *, query: str, reverse: bool) -> Response:
    """The answer: a list of results, or for `reverse` the one result; `query` is what was asked."""
    if form == XML:
        return Response(_xml(records, query, reverse), media_type=XML_MEDIA)
    if reverse and not records:
        return Response(to_json({"error": _NOTHING}), media_type=JSON_MEDIA)
    if form == "geojson":
        body: Any = {"type": "FeatureCollection", "licence": LICENSE, "features": [_feature(one) for one in records]}
    elif form == "geocodejson":
        body = {
            "type": "FeatureCollection",
            "geocoding": {"version": "0.1.0", "attribution": LICENSE, "licence": "CC BY 4.0", "query": query},
            "features": [_geocoding(one, place) for one, place in zip(records, places, strict=True)],
        }
    else:
        told = [_second_version(one) for one in records] if form == "jsonv2" else records
        body = told[0] if reverse else told
    return Response(to_json(body), media_type=JSON_MEDIA)


def error_of(status: HTTPStatus, message: str, form: str) -> Response:
    """An error in the format that was asked for; in JSON where that is none of the formats."""
    if form == XML:
        body = f"{_HEAD}<error><code>{status.value}</code><message>{_text(message)}</message></error>"
        return Response(body, status, media_type=XML_MEDIA)
    if form == "text":
        return Response(f"ERROR {status.value}: {message}", status, media_type="text/plain")
    return Response(to_json({"error": {"code": status.value, "message": message}}), status, media_type=JSON_MEDIA)


def _second_version(one: Record) -> Record:
    """As in format jsonv2, where the class is called category."""
    return {("category" if name == "class" else name): value for name, value in one.items()}


def _point(one: Record) -> Record:
    return {"type": "Point", "coordinates": [float(one["lon"]), float(one["lat"])]}


def _box(one: Record) -> list[float]:
    south, north, west, east = map(float, one["boundingbox"])
    return [west, south, east, north]


def _feature(one: Record) -> Record:
    left_out = ("licence", "lat", "lon", "boundingbox")
    properties = {name: value for name, value in _second_version(one).items() if name not in left_out}
    return {"type": "Feature", "properties": properties, "bbox": _box(one), "geometry": _point(one)}


_LEVELS = {
    PlaceKind.COUNTRY: "country",
    PlaceKind.ADMIN1: "state",
    PlaceKind.ADMIN2: "county",
    PlaceKind.CITY: "city",
    PlaceKind.TOWN: "city",
    PlaceKind.VILLAGE: "city",
    PlaceKind.NEIGHBORHOOD: "locality",
}


def _geocoding(one: Record, place: Place) -> Record:
    address = one["address"]
    told: Record = {
        "place_id": one["place_id"],
        "osm_key": one["class"],
        "osm_value": one["type"],
        "type": _LEVELS.get(place.kind, "house" if one["place_rank"] == 30 else "locality"),
        "accuracy": 0,
        "label": one["display_name"],
        "name": one["name"],
    }
    told |= {name: address[name] for name in ("county", "state", "country", "country_code") if name in address}
    for name in ("namedetails", "extratags"):
        if name in one:
            told[name] = one[name]
    return {"type": "Feature", "properties": {"geocoding": told | {"gazetteer_id": place.id}}, "geometry": _point(one)}


_HEAD = '<?xml version="1.0" encoding="UTF-8" ?>\n'


def _text(value: Any) -> str:
    return str(escape(_NO_XML.sub("\ufffd", str(value))))


def _attributes(values: Record) -> str:
    return "".join(f' {name}="{_text(value)}"' for name, value in values.items())


def _xml(records: list[Record], query: str, reverse: bool) -> str:
    name = "reversegeocode" if reverse else "searchresults"
    head = _attributes({"attribution": LICENSE, "querystring": query})
    inner = "".join(_result(one) if reverse else _place(one) for one in records)
    if reverse and not records:
        inner = f"<error>{_NOTHING}</error>"
    return f"{_HEAD}<{name}{head}>{inner}</{name}>"


def _shared(one: Record) -> Record:
    return {
        "place_id": one["place_id"],
        "lat": one["lat"],
        "lon": one["lon"],
        "boundingbox": ",".join(one["boundingbox"]),
        "place_rank": one["place_rank"],
    }


def _place(one: Record) -> str:
    told = _shared(one) | {name: one[name] for name in ("display_name", "class", "type", "importance")}
    if "geotext" in one:
        told["geotext"] = one["geotext"]
    return f"<place{_attributes(told)}>{_parts(one.get('address', {}))}{_tags(one)}</place>"


def _result(one: Record) -> str:
    told = f"<result{_attributes(_shared(one))}>{_text(one['display_name'])}</result>"
    parts = f"<addressparts>{_parts(one['address'])}</addressparts>" if "address" in one else ""
    return told + parts + _tags(one)


def _parts(address: Record) -> str:
    return "".join(f"<{level}>{_text(name)}</{level}>" for level, name in address.items())


def _tags(one: Record) -> str:
    told = ""
    if "extratags" in one:
        told += (
            "<extratags>" + "".join(f"<tag{_attributes({'key': k, 'value': v})}/>" for k, v in one["extratags"].items()) + "</extratags>"
        )
    if "namedetails" in one:
        told += "<namedetails>" + "".join(f"<name{_attributes({'desc': k})}>{_text(v)}</name>" for k, v in one["namedetails"].items())
        told += "</namedetails>"
    return told
