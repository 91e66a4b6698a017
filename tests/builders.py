"""Builders of the values that pass between stages, with sensible defaults: a test names only what it is about."""

from datetime import date
from pathlib import PurePath

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Evidence, Role, Span, Toll
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat
from dateline.merging.incident import Account, Incident
from dateline.reading.report import Report
from dateline.resolution.location import Location

PUBLISHED = date(2020, 7, 24)
DAY = date(2020, 7, 23)

_RADIUS_KM = {
    PlaceKind.COUNTRY: 400.0,
    PlaceKind.ADMIN1: 60.0,
    PlaceKind.ADMIN2: 25.0,
    PlaceKind.REGION: 50.0,
    PlaceKind.CITY: 8.0,
    PlaceKind.TOWN: 3.0,
    PlaceKind.NEIGHBORHOOD: 1.5,
    PlaceKind.MILITARY_BASE: 3.0,
}


def a_place(
    name="Mirna",
    *,
    kind=PlaceKind.TOWN,
    lon=40.0,
    lat=35.0,
    radius_km=None,
    country="XA",
    admin1="North",
    admin2=None,
    population=0,
    names=(),
    id=None,  # noqa: A002  # the field's own name
):
    """A place of an invented country."""
    kind = PlaceKind(kind)
    radius = _RADIUS_KM.get(kind, 2.0) if radius_km is None else radius_km
    slug = name.lower().replace(" ", "-")
    return Place(id or f"test:{slug}", name, kind, LonLat(lon, lat), radius, country, admin1, admin2, population, tuple(names))


MIRNA = a_place()


def a_span(when, precision=None, expression=""):
    """Days from None, a day, "2020-07-23", "2020-07", "2020", "2020-07-20/2020-07-26" or a `DateSpan`."""
    if when is None or isinstance(when, DateSpan):
        return when
    if isinstance(when, str) and "/" in when:
        start, end = (date.fromisoformat(part) for part in when.split("/"))
        guess = DatePrecision.DAY if (end - start).days < 3 else DatePrecision.WEEK if (end - start).days < 10 else DatePrecision.MONTH
    elif isinstance(when, str) and len(when) == 7:
        year, month = int(when[:4]), int(when[5:])
        start = date(year, month, 1)
        end = date.fromordinal((date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max).toordinal() - 1)
        guess = DatePrecision.MONTH
    elif isinstance(when, str) and len(when) == 4:
        start, end, guess = date(int(when), 1, 1), date(int(when), 12, 31), DatePrecision.YEAR
    else:
        start = end = date.fromisoformat(when) if isinstance(when, str) else when
        guess = DatePrecision.DAY
    return DateSpan(start, end, DatePrecision(precision) if precision else guess, expression)


def a_report(text="Air strikes hit Mirna on Thursday.", *, published=PUBLISHED, source="Example News", **values):
    """A report; `published` may be an ISO day."""
    published = date.fromisoformat(published) if isinstance(published, str) else published
    return Report.of(text, published=published, source=source, **values)


def an_actor(name, role=Role.INVOLVED):
    """An actor of the actor table; a name in quotes is one that is not in the table."""
    if name.startswith('"'):
        return Actor(name.strip('"'), Role(role))
    return Actor(name, Role(role), "actor:" + name.lower().replace(" ", "-"))


def _range(toll):
    return toll if isinstance(toll, tuple) else (toll, toll)


def an_event(
    report=None,
    *,
    kind=SubEventType.AIR_DRONE_STRIKE,
    place=MIRNA,
    on=DAY,
    precision=None,
    status=Status.OCCURRED,
    salience=Salience.MAIN,
    said_on=None,
    killed=None,
    wounded=None,
    by=None,
    against=None,
    actors=(),
    attribution=(),
    confidence=0.8,
    place_confidence=0.9,
    near=False,
    uncertainty_km=None,
    time_of_day=None,
    number=0,
):
    """What `report` tells of one occurrence.

    `on` is anything that `a_span` takes; `killed` and `wounded` a number or (low, high); `by` and `against` name the initiator and the
    target; `number` tells the events of one report apart.
    """
    report = report or a_report()
    kind = SubEventType(kind)
    sentence = Span(0, len(report.text))
    trigger = Span(min(number, len(report.text)), len(report.text))
    where = None
    if place is not None:
        where = Location.of(place, place_confidence, near=near)
        if uncertainty_km is not None:
            where = Location(place, where.point, uncertainty_km, where.geo_precision, where.where_prec, place_confidence)
    roles = [(by, Role.INITIATOR), (against, Role.TARGET)]
    parties = tuple(an_actor(name, role) for name, role in roles if name) + tuple(
        a if isinstance(a, Actor) else an_actor(a) for a in actors
    )
    return Event(
        id=Event.id_of(report.id, trigger, kind, place.id if place else None),
        report_id=report.id,
        sub_event_type=kind,
        status=Status(status),
        salience=Salience(salience),
        when=a_span(on, precision),
        said_on=date.fromisoformat(said_on) if isinstance(said_on, str) else said_on,
        where=where,
        evidence=Evidence(sentence, trigger, place=sentence if place else None),
        quote=report.text,
        confidence=confidence,
        time_of_day=time_of_day,
        actors=parties,
        attribution=tuple(attribution),
        toll=Toll(*_range(killed), *_range(wounded)),
    )


_REPORT_FIELDS = ("title", "url", "source", "language", "published", "retrieved", "external_id")


def an_account(text=None, *, report=None, **values):
    """An event with its report; report fields (`source`, `published`, …) and event fields (`kind`, `on`, …) side by side."""
    about = {name: values.pop(name) for name in _REPORT_FIELDS if name in values}
    if report is None:
        report = a_report(text, **about) if text is not None else a_report(**about)
    return Account(an_event(report, **values), report)


def an_incident(*accounts, **values):
    """The one incident that these accounts tell, else that one account with these values tells."""
    from dateline.merging.across import merge

    incidents = merge(accounts or [an_account(**values)]).incidents
    assert len(incidents) == 1, f"the accounts tell {len(incidents)} incidents"
    incident = incidents[0]
    assert isinstance(incident, Incident)
    return incident


def store_url(folder):
    """The address of a new store in a folder."""
    return f"sqlite:///{PurePath(folder) / 'dateline.sqlite'}"
