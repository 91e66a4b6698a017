"""Incidents that people have coded already: a row of an event table to one report with one event, without extraction.

Kinds follow the tables' own codes (see `kind_of`), precision is kept as it is told, and the words of the report are the row's own.
"""

import re
import unicodedata
from functools import lru_cache

from dateline.chronology import DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Evidence, Role, Span, Toll
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat, distance_km
from dateline.reading.event_tables import CodedRow, EventTable
from dateline.reading.report import Report
from dateline.recognition.actors import ActorTable
from dateline.resolution.location import Location

_SAME_PLACE_KM = 2.0
"""How far a gazetteer's place of the same name may lie from the table's point to be the same place."""

Item = tuple[Report, tuple[Event, ...]]

_S = SubEventType
_UCDP = {
    "1": _S.ARMED_CLASH,  # state-based conflict
    "2": _S.ARMED_CLASH,  # conflict between groups none of which is a state
    "3": _S.ATTACK,  # one-sided violence against civilians
}
_ACLED = {
    "armed clash": _S.ARMED_CLASH,
    "government regains territory": _S.GOVERNMENT_REGAINS_TERRITORY,
    "non-state actor overtakes territory": _S.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
    "air/drone strike": _S.AIR_DRONE_STRIKE,
    "shelling/artillery/missile attack": _S.SHELLING_ARTILLERY_MISSILE,
    "remote explosive/landmine/ied": _S.REMOTE_EXPLOSIVE_LANDMINE_IED,
    "suicide bomb": _S.SUICIDE_BOMB,
    "grenade": _S.GRENADE,
    "chemical weapon": _S.CHEMICAL_WEAPON,
    "attack": _S.ATTACK,
    "abduction/forced disappearance": _S.ABDUCTION_FORCED_DISAPPEARANCE,
    "sexual violence": _S.SEXUAL_VIOLENCE,
    "peaceful protest": _S.PEACEFUL_PROTEST,
    "protest with intervention": _S.PROTEST_WITH_INTERVENTION,
    "excessive force against protesters": _S.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
    "violent demonstration": _S.VIOLENT_DEMONSTRATION,
    "mob violence": _S.MOB_VIOLENCE,
    "agreement": _S.AGREEMENT,
    "arrests": _S.ARRESTS,
    "change to group/activity": _S.CHANGE_TO_GROUP_ACTIVITY,
    "change to group activity": _S.CHANGE_TO_GROUP_ACTIVITY,
    "disrupted weapons use": _S.DISRUPTED_WEAPONS_USE,
    "headquarters or base established": _S.HEADQUARTERS_OR_BASE_ESTABLISHED,
    "looting/property destruction": _S.LOOTING_PROPERTY_DESTRUCTION,
    "non-violent transfer of territory": _S.NON_VIOLENT_TRANSFER_OF_TERRITORY,
    "other": _S.OTHER,
}
_GTD = {
    "1": _S.ATTACK,  # assassination
    "2": _S.ATTACK,  # armed assault; on soldiers or police a clash, see `kind_of`
    "3": _S.REMOTE_EXPLOSIVE_LANDMINE_IED,  # bombing
    "4": _S.ABDUCTION_FORCED_DISAPPEARANCE,  # hijacking
    "5": _S.ABDUCTION_FORCED_DISAPPEARANCE,  # hostages taken behind a barricade
    "6": _S.ABDUCTION_FORCED_DISAPPEARANCE,  # kidnapping
    "7": _S.LOOTING_PROPERTY_DESTRUCTION,  # attack on a facility
    "8": _S.ATTACK,  # unarmed assault
    "9": _S.ATTACK,  # unknown
}
_GTD_ARMED_TARGETS = frozenset({"3", "4"})
"""Target types of police and of military."""
_GTD_CHEMICAL, _GTD_GRENADE = "2", "7"

_GEO_PRECISIONS = {1: 1, 2: 2, 3: 2, 4: 3, 5: 3, 6: 3, 7: 3}
"""UCDP's where_prec in ACLED's terms."""
_UNCERTAINTY_KM = {1: 3.0, 2: 25.0, 3: 30.0, 4: 75.0, 5: 60.0, 6: 300.0, 7: 100.0}
"""What UCDP's codes stand for: a settlement, its surroundings, a district, a province, a loose region, a country, a sea."""
_KINDS = {
    3: PlaceKind.ADMIN2,
    4: PlaceKind.ADMIN1,
    5: PlaceKind.REGION,
    6: PlaceKind.COUNTRY,
    7: PlaceKind.SEA,
}
_SETTLEMENTS = {
    "city": PlaceKind.CITY,
    "town": PlaceKind.TOWN,
    "village": PlaceKind.VILLAGE,
    "neighborhood": PlaceKind.NEIGHBORHOOD,
    "neighbourhood": PlaceKind.NEIGHBORHOOD,
}
_CIVILIANS = re.compile(r"\bcivilians?\b", re.IGNORECASE)


def kind_of(row: CodedRow) -> SubEventType:
    """The code of Dateline's codebook for a row's own codes; raises `ValueError` for a code that the table's codebook does not have."""
    code = row.codes[0].casefold()
    if row.table is EventTable.UCDP:
        return _known(_UCDP, code, "type_of_violence")
    if row.table is EventTable.ACLED:
        return _known(_ACLED, code, "sub_event_type")
    kind = _known(_GTD, code, "attacktype1")
    _, suicide, weapon, finer, target = row.codes
    if weapon == _GTD_CHEMICAL:
        return _S.CHEMICAL_WEAPON
    if code == "3":
        return _S.SUICIDE_BOMB if suicide == "1" else _S.GRENADE if finer == _GTD_GRENADE else kind
    if code == "2" and target in _GTD_ARMED_TARGETS:
        return _S.ARMED_CLASH
    return kind


def is_coded(report: Report) -> bool:
    """Whether a stored report is a row of an event table, whose event was coded by people and is not to be read from its words."""
    table, _, row = (report.external_id or "").partition(":")
    if table not in _TABLES:
        return False
    label = EventTable(table).label
    return (report.source or "").startswith(label) and report.text.rpartition("\n")[2].startswith(f"{label} {row}, ")


_TABLES = frozenset(table.value for table in EventTable)


class Coder:
    """Turns rows into reports and events with one gazetteer and one actor table, which say what a row's names are known as."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorTable | None = None) -> None:
        self._gazetteer = gazetteer
        self._actors = actors or ActorTable.default()
        self._country = lru_cache(maxsize=1_000)(self._country_of)
        self._parties = lru_cache(maxsize=20_000)(self._parties_of)
        self._location = lru_cache(maxsize=100_000)(self._location_of)

    def code(self, row: CodedRow) -> Item:
        """The report that a row makes and its one event; raises `ValueError` for codes and numbers that cannot be meant."""
        if not row.id:
            raise ValueError("has no id")
        kind = kind_of(row)
        toll, toll_words = _toll(row.low, row.best, row.high, row.injured)
        where = self._where(row)
        label = f"{row.table.label} {row.id}"
        told = _Told()
        quote = told.line(row.words)
        place = told.line(row.place, ", ".join(filter(None, (row.admin2, row.admin1, row.country))))
        days = told.line(row.date_words)
        sides = told.line(row.side_a, row.side_b)
        dead = told.line(toll_words)
        named = told.line(f"{label}, {row.place_code}, {', '.join(filter(None, row.codes))}")
        text = told.text()
        sentence = (quote or (place if row.place else None) or named)[0]
        source = f"{row.table.label}: {row.source}" if row.source else row.table.label
        report = Report.of(text, source=source, language=None, published=row.published, external_id=f"{row.table.value}:{row.id}")
        event = Event(
            id=Event.id_of(report.id, sentence, kind, where.place.id if where else None),
            report_id=report.id,
            sub_event_type=kind,
            status=Status.OCCURRED,
            salience=Salience.MAIN,
            when=DateSpan(row.start, row.end, row.date_precision, row.date_words),
            said_on=None,
            where=where,
            evidence=Evidence(
                sentence,
                sentence,
                place=place[0] if where and row.place else None,
                date=days[0] if days else None,
                actors=sides,
                toll=dead,
            ),
            quote=text[sentence.start : sentence.end],
            confidence=1.0,
            actors=self._parties(row.side_a, row.side_b, row.table is EventTable.GTD or kind not in _CLASHES),
            attribution=(row.table.label, *filter(None, (row.source,))),
            toll=toll,
        )
        return report, (event,)

    def _where(self, row: CodedRow) -> Location | None:
        if row.lon is None or row.lat is None:
            return None
        name = row.place or row.admin2 or row.admin1 or row.country
        if not name:
            return None
        return self._location(row.table, name, row.lon, row.lat, row.where_prec, row.country, row.admin1, row.admin2)

    def _location_of(
        self, table: EventTable, name: str, lon: float, lat: float, prec: int, country: str, admin1: str, admin2: str
    ) -> Location:
        place = self._place_of(table, name, lon, lat, prec, country, admin1, admin2)
        return Location(place, LonLat(lon, lat), _UNCERTAINTY_KM[prec], _GEO_PRECISIONS[prec], prec, 1.0)

    def _place_of(self, table: EventTable, name: str, lon: float, lat: float, prec: int, country: str, admin1: str, admin2: str) -> Place:
        """The gazetteer's place where it has one of this name at this point, else a place of the table's own."""
        point = LonLat(lon, lat)
        code = self._country(country)
        bare, _, ending = name.rpartition(" ")
        kind = _KINDS.get(prec) or _SETTLEMENTS.get(ending.casefold(), PlaceKind.TOWN)
        if bare and ending.casefold() not in _SETTLEMENTS:
            bare = ""
        if prec <= 2:
            for match in (*self._gazetteer.lookup(name, country=code), *(self._gazetteer.lookup(bare, country=code) if bare else ())):
                place = match.place
                if not place.kind.is_area and not place.kind.is_linear and distance_km(place.point, point) <= _SAME_PLACE_KM:
                    return place
        return Place(
            id=f"{table.value}:{_slug(name)}@{lon:.4f},{lat:.4f}",
            name=bare or name,
            kind=kind,
            point=point,
            radius_km=_UNCERTAINTY_KM[prec] if prec > 2 else _UNCERTAINTY_KM[1],
            country=code,
            admin1=admin1 or None,
            admin2=admin2 or None,
            names=(name,) if bare else (),
        )

    def _country_of(self, name: str) -> str | None:
        for form in (name, name.partition(" (")[0]):
            for match in self._gazetteer.lookup(form) if form else ():
                if match.place.kind is PlaceKind.COUNTRY:
                    return match.place.country
        return None

    def _actor_of(self, name: str) -> tuple[str, str | None]:
        """The actor table's name and id where all of the words are one known actor, else the words as they are."""
        found = self._actors.find(name)
        if len(found) == 1 and found[0].actor and (found[0].start, found[0].end) == (0, len(name)):
            return found[0].actor.name, found[0].actor.id
        return name, None

    def _parties_of(self, side_a: str, side_b: str, one_sided: bool) -> tuple[Actor, ...]:
        """The sides: one attacks the other where one of them is civilians or the table says so; in a clash both are involved."""
        attacked = one_sided or bool(_CIVILIANS.search(side_b))
        roles = (Role.INITIATOR, Role.TARGET) if attacked else (Role.INVOLVED, Role.INVOLVED)
        parties = []
        for side, role in zip((side_a, side_b), roles, strict=True):
            if side:
                name, known = self._actor_of(side)
                parties.append(Actor(name, role, known))
        return tuple(parties)


_CLASHES = frozenset({_S.ARMED_CLASH, _S.GOVERNMENT_REGAINS_TERRITORY, _S.NON_STATE_ACTOR_OVERTAKES_TERRITORY})


def _known(codes: dict[str, SubEventType], code: str, column: str) -> SubEventType:
    kind = codes.get(code)
    if kind is None:
        raise ValueError(f"{column} is {code[:60]!r}, which the table's codebook does not have")
    return kind


@lru_cache(maxsize=20_000)
def _toll(low: int | None, best: int | None, high: int | None, injured: int | None) -> tuple[Toll, str]:
    """The counts in order, and as the table writes them."""
    told = {name: count for name, count in (("best", best), ("low", low), ("high", high)) if count is not None}
    dead = f"deaths {', '.join(f'{name} {count}' for name, count in told.items())}" if told else ""
    hurt = f"wounded {injured}" if injured is not None else ""
    words = "; ".join(filter(None, (dead, hurt)))
    if not told:
        return Toll(injuries_low=injured, injuries_high=injured), words
    least, most = low if low is not None else min(told.values()), high if high is not None else max(told.values())
    # Published tables have rows whose bounds stand the wrong way round, and best estimates beyond them; the text has what is written.
    return Toll(min(least, most), max(least, most), injured, injured, best), words


_NO_SLUG = re.compile(r"[^a-z0-9]+")


def _slug(name: str) -> str:
    """A name as a part of an id: ASCII where it has such letters, never empty."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return _NO_SLUG.sub("-", plain).strip("-")[:60] or "place"


class _Told:
    """Composes a text and knows where each part stands in it."""

    __slots__ = ("_at", "_lines")

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._at = 0

    def line(self, *parts: str) -> tuple[Span, ...]:
        """A line of those parts that have words, with commas between, and where each of them stands; no line where none has."""
        told = [part for part in parts if part]
        if not told:
            return ()
        at, spans = self._at, []
        for part in told:
            end = at + len(part)
            spans.append(Span(at, end))
            at = end + len(_COMMA)
        self._lines.append(_COMMA.join(told))
        self._at += len(self._lines[-1]) + 1
        return tuple(spans)

    def text(self) -> str:
        return "\n".join(self._lines)


_COMMA = ", "
