"""Dateline's gazetteer as a geopy geocoder: what works with geopy's own geocoders works with this one, without a network."""

import inspect
import math
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from pathlib import Path
from typing import Any

import orjson
from geopy import Location, Point
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderQueryError, GeocoderServiceError, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import DEFAULT_SENTINEL
from geopy.geocoders.base import Geocoder as GeopyGeocoder

from dateline.errors import BadInput
from dateline.gazetteer.gazetteer import Gazetteer, Match, NameMatch
from dateline.gazetteer.place import Place
from dateline.geography import Bbox, LonLat
from dateline.resolution.address import preferred
from dateline.resolution.geocoding import MOST, REACH_KM, FeatureType, Filters, Parts, find, find_at
from dateline.resolution.osm import Details, record
from dateline.resolution.remembering import FileCache

SOURCE = "Dateline"
_GEOMETRIES = ("wkt", "svg", "kml", "geojson")
_CITY_PARTS = ("city", "town", "village", "suburb", "neighbourhood", "hamlet", "municipality")
"""What an address calls a settlement, as Nominatim answers them; the first that is given counts."""


class _NoNetwork(BaseSyncAdapter):  # type: ignore[misc]  # geopy ships no types
    """What geopy asks the network with; Dateline asks none."""

    def get_json(self, url: str, *, timeout: float | None, headers: dict[str, str]) -> Any:  # noqa: ARG002  # the signature is geopy's
        raise GeocoderServiceError("Dateline's geocoder does not use the network")

    get_text = get_json


class Geocoder(GeopyGeocoder):  # type: ignore[misc]  # geopy ships no types
    """A geopy geocoder over a gazetteer. Takes what geopy's Nominatim takes and answers as it does; safe to share between threads.

    `Location.raw` is a result in Nominatim's format with some members more: `gazetteer_id` and `kind` of the place; `score` (0 to 1, how
    closely the name agrees) and `confidence` (0 to 1, how likely the first answer is meant), or `distance_km`; and `source`, which is
    "Dateline" or names the service that answered instead.
    """

    structured_query_params = {"street", *_CITY_PARTS, "county", "state", "country", "postalcode"}  # noqa: RUF012  # as geopy has it

    def __init__(
        self,
        gazetteer: Gazetteer | None = None,
        *,
        fallbacks: Iterable[Any] = (),
        cache: MutableMapping[str, str] | Path | None = None,
        min_delay_seconds: float = 1.0,
        timeout: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
    ) -> None:
        """`gazetteer` is this user's when None, compiled first if need be.

        `fallbacks` are geopy geocoders to ask, in order, when the gazetteer has nothing of that name, or something spelled nearly so
        only. Each is asked at most every `min_delay_seconds`, and the same thing once: its answers go into `cache`, a mapping or a
        folder; in memory when None. A service that cannot take a filter that was given is passed over. `timeout` is for them.
        """
        super().__init__(timeout=timeout, user_agent=user_agent, adapter_factory=_NoNetwork)
        if gazetteer is None:
            from dateline import open_gazetteer

            gazetteer = open_gazetteer()
        self.gazetteer = gazetteer
        kept: MutableMapping[str, str] = FileCache(cache) if isinstance(cache, Path) else {} if cache is None else cache
        self._services = [_Service(service, kept, min_delay_seconds) for service in fallbacks]

    def geocode(
        self,
        query: str | Mapping[str, str],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        addressdetails: bool = False,
        language: str | bool = False,
        geometry: str | None = None,
        extratags: bool = False,
        country_codes: str | Iterable[str] | None = None,
        viewbox: Sequence[Any] | None = None,
        bounded: bool = False,
        featuretype: str | None = None,
        namedetails: bool = False,
        min_confidence: float = 0.0,
    ) -> Any:
        """The place that is meant, or with `exactly_one=False` a list of at most `limit` (10) places, best first; None when there is none.

        `query` is a text or a dict of the parts of an address. `min_confidence`, from 0 to 1, makes None the answer too when the best place
        is less likely than that to be meant; 0.4 leaves out mere guesses. Raises `GeocoderQueryError` for a query or a filter that cannot
        be used, `ValueError` for a limit below 1 or a corner of the viewbox that is no point.
        """
        wanted = _wanted(query)
        most = _most(limit, exactly_one)
        filters = self._filters(country_codes, viewbox, bounded, featuretype)
        if geometry is not None and geometry.lower() not in _GEOMETRIES:
            raise GeocoderQueryError(f"geometry is one of {', '.join(_GEOMETRIES)}")
        details = Details(addressdetails, namedetails, extratags, geometry.lower() if geometry else None)
        found_here = find(self.gazetteer, wanted, filters, limit=max(most, MOST))
        confidence = self._confidence(found_here, wanted)
        matches = found_here[:most] if confidence >= min_confidence else ()
        if self._services and all(match.how is NameMatch.FUZZY for match in matches):
            asked = {
                "limit": limit,
                "language": language or None,
                "country_codes": list(filters.countries) or None,
                "viewbox": viewbox,
                "bounded": bounded or None,
                "featuretype": featuretype,
            }
            needed = {"country_codes", "featuretype", *(("viewbox", "bounded") if bounded and viewbox else ())}
            if found := self._elsewhere("geocode", query, asked, needed, timeout, quiet=bool(matches)):
                return found[0] if exactly_one else found[:most]
        return _answer([self._matched(match, language, details, confidence) for match in matches], exactly_one)

    def reverse(
        self,
        query: Any,
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        limit: int | None = None,
        language: str | bool = False,
        addressdetails: bool = True,
        zoom: int | None = None,
        namedetails: bool = False,
        max_distance_km: float = REACH_KM,
    ) -> Any:
        """What lies at a point, or with `exactly_one=False` a list of at most `limit` (10), nearest first; None when nothing is near.

        `query` is a geopy `Point`, (latitude, longitude) or "latitude, longitude". Settlements count up to `max_distance_km`; farther
        from all of them, the province or country may be the answer. Raises `ValueError` when it is no point.
        """
        point = _point(query)
        most = _most(limit, exactly_one)
        if not max_distance_km >= 0:  # also true of a NaN
            raise GeocoderQueryError("max_distance_km is at least 0")
        details = Details(addressdetails, namedetails)
        found = find_at(self.gazetteer, point, zoom=18 if zoom is None else int(zoom), limit=most, reach_km=max_distance_km)
        if not found and self._services:
            asked = {"limit": limit, "language": language or None, "zoom": zoom}
            elsewhere = self._elsewhere("reverse", f"{point.lat}, {point.lon}", asked, set(), timeout)
            if elsewhere:
                return elsewhere[0] if exactly_one else elsewhere[:most]
        told = [self._told(nearby.place, language, details, distance_km=round(nearby.distance_km, 3)) for nearby in found]
        return _answer(told, exactly_one)

    def _filters(
        self, country_codes: str | Iterable[str] | None, viewbox: Sequence[Any] | None, bounded: bool, feature: str | None
    ) -> Filters:
        codes = country_codes.split(",") if isinstance(country_codes, str) else list(country_codes or ())
        codes = [code.strip() for code in codes]
        for code in codes:
            if not (len(code) == 2 and code.isascii() and code.isalpha()):
                raise GeocoderQueryError(f"{code[:20]!r} is no ISO 3166-1 alpha-2 country code")
        view = None
        if viewbox:
            edges = self._format_bounding_box(viewbox, "%(lon1)s,%(lat1)s,%(lon2)s,%(lat2)s").split(",")
            view = Bbox(*map(float, edges))
        try:
            return Filters.of(codes, view, bounded=bool(bounded), feature=feature)
        except ValueError:
            raise GeocoderQueryError(f"featuretype is one of {', '.join(FeatureType)}") from None

    def _confidence(self, matches: Sequence[Match], wanted: str | Parts) -> float:
        """How likely the first match is meant; what lies elsewhere is no rival where the query says where to look."""
        told_where = "," in wanted if isinstance(wanted, str) else bool(wanted.state or wanted.county or wanted.country)
        rivals = [match for match in matches if match.country == matches[0].country] if told_where else list(matches)
        return self.gazetteer.sureness(rivals)

    def _matched(self, match: Match, language: str | bool, details: Details, confidence: float) -> Location:
        return self._told(match.place, language, details, score=round(match.score, 3), confidence=round(confidence, 3))

    def _told(self, place: Place, language: str | bool, details: Details, **more: float) -> Location:
        languages = preferred(language) if isinstance(language, str) else ()
        raw = record(self.gazetteer, place, languages, details) | {"kind": place.kind.value, **more, "source": SOURCE}
        return Location(raw["display_name"], Point(place.point.lat, place.point.lon), raw)

    def _elsewhere(
        self, method: str, query: Any, asked: dict[str, Any], needed: set[str], timeout: Any, *, quiet: bool = False
    ) -> list[Location]:
        """What the first service that knows something answers. Raises its error when one failed and none knew, unless `quiet`."""
        options = {name: value for name, value in asked.items() if value is not None}
        timeout = self.timeout if timeout is DEFAULT_SENTINEL else timeout
        failure: GeopyError | None = None
        for service in self._services:
            if not service.takes(method, needed & options.keys()):
                continue
            try:
                if found := service.ask(method, query, options, timeout):
                    return found
            except GeopyError as error:
                failure = error
        if failure is not None and not quiet:
            raise failure
        return []


class _Service:
    """Another geopy geocoder, asked slowly and never the same thing twice."""

    def __init__(self, geocoder: Any, cache: MutableMapping[str, str], min_delay_seconds: float) -> None:
        self._geocoder = geocoder
        self._cache = cache
        self.name = " ".join(filter(None, (type(geocoder).__name__, getattr(geocoder, "domain", None))))
        self._slowly: Callable[..., Any] = RateLimiter(
            self._call,
            min_delay_seconds=min_delay_seconds,
            max_retries=0,
            error_wait_seconds=max(5.0, min_delay_seconds),
            swallow_exceptions=False,
        )

    def takes(self, method: str, names: Iterable[str]) -> bool:
        """Whether the service has the method and knows these filters."""
        return hasattr(self._geocoder, method) and set(names) <= self._known(method)

    def _known(self, method: str) -> set[str]:
        parameters = inspect.signature(getattr(self._geocoder, method)).parameters
        return set(parameters)

    def _call(self, method: str, query: Any, options: dict[str, Any]) -> Any:
        return getattr(self._geocoder, method)(query, **options)

    def ask(self, method: str, query: Any, options: dict[str, Any], timeout: Any) -> list[Location]:
        """Its answers, each with the service's name under `source` in `raw`; raises geopy's errors, which are not remembered."""
        known = self._known(method)
        options = {name: value for name, value in options.items() if name in known} | {"exactly_one": False}
        if isinstance(query, Mapping) and not hasattr(self._geocoder, "structured_query_params"):
            query = str(_wanted(query))
        key = orjson.dumps([self.name, method, query, options], default=str, option=orjson.OPT_SORT_KEYS).decode()
        try:
            kept = orjson.loads(self._cache[key])
        except (KeyError, orjson.JSONDecodeError):
            found = self._slowly(method, query, options | ({"timeout": timeout} if "timeout" in known else {}))
            kept = [[one.address, one.latitude, one.longitude, one.raw] for one in found or ()]
            self._cache[key] = orjson.dumps(kept, default=str).decode()
        return [Location(address, (lat, lon), self._marked(raw)) for address, lat, lon, raw in kept]

    def _marked(self, raw: Any) -> dict[str, Any]:
        return {**(raw if isinstance(raw, Mapping) else {"answer": raw}), "source": self.name}


def _answer(found: list[Location], exactly_one: bool) -> Any:
    """As geopy's geocoders give it: None, never an empty list."""
    if not found:
        return None
    return found[0] if exactly_one else found


def _most(limit: int | None, exactly_one: bool) -> int:
    if limit is not None and int(limit) < 1:
        raise ValueError("limit is at least 1")
    return 1 if exactly_one else min(int(limit), MOST) if limit is not None else 10


def _wanted(query: Any) -> str | Parts:
    if isinstance(query, Mapping):
        given = {name: str(value).strip() for name, value in query.items() if value is not None}
        city = next((given[name] for name in _CITY_PARTS if given.get(name)), "")
        parts = Parts(
            given.get("street", ""),
            city,
            given.get("county", ""),
            given.get("state", ""),
            given.get("country", ""),
            given.get("postalcode", ""),
        )
        if not parts:
            raise GeocoderQueryError(f"a structured query has at least one of {', '.join(sorted(Geocoder.structured_query_params))}")
        return parts
    if not isinstance(query, str):
        raise GeocoderQueryError(f"a query is a text or a dict of address parts, not {type(query).__name__}")
    if not query.strip():
        raise GeocoderQueryError("the query is empty")
    return query


def _point(query: Any) -> LonLat:
    try:
        if not isinstance(query, Point) and not query:
            raise ValueError  # geopy reads nothing as 0, 0
        point = query if isinstance(query, Point) else Point(query)
        lon, lat = float(point.longitude), float(point.latitude)
        if not (math.isfinite(lon) and math.isfinite(lat)):
            raise ValueError
        return LonLat(lon, lat)
    except (BadInput, TypeError, ValueError):
        raise ValueError("must be a coordinate pair or a Point, latitude first") from None
