"""Hypothesis strategies: worlds so small that accounts meet, and values as hostile as the types allow."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from dateline.chronology import DatePrecision, DateSpan
from dateline.extraction.codebook import Salience, Status, SubEventType
from dateline.extraction.event import Actor, Event, Evidence, Role, Span, Toll
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat
from dateline.merging.incident import Account
from dateline.reading.report import Report
from dateline.resolution.location import Location
from tests.builders import a_place, a_report, an_event

NORTH = a_place("North", kind=PlaceKind.ADMIN1, lon=40.1, lat=35.1, radius_km=60)
SMALL_WORLD = (
    a_place("Mirna"),
    a_place("Tolka", lon=40.1),
    a_place("Karst Air Base", kind=PlaceKind.MILITARY_BASE, lon=40.03, lat=34.98),
    a_place("Daro", kind=PlaceKind.CITY, lon=40.2, lat=33.8, radius_km=9, admin1="South"),
    NORTH,
    a_place("Uplands", kind=PlaceKind.REGION, lon=40.1, lat=35.0, radius_km=40),
    a_place("Xandria", kind=PlaceKind.COUNTRY, lon=40.0, lat=34.5, radius_km=300, admin1=None),
    None,
)


_JULY = (None, "2020-07-22", "2020-07-23", "2020-07-24", "2020-07", "2020", "2020-07-20/2020-07-26")


@st.composite
def small_reports(draw, max_reports=7, days=_JULY):
    """Accounts of a few reports about few places, days and kinds, so that they often tell one incident, copies among them."""
    accounts = []
    for number in range(draw(st.integers(1, max_reports))):
        text = draw(st.sampled_from(["A wire text.", "Another wire text.", f"Own words of {number}.", f"Other own words of {number}."]))
        report = a_report(
            text, source=f"Source {number}", published=draw(st.sampled_from([None, "2020-07-23", "2020-07-24", "2020-08-02"]))
        )
        for told in range(draw(st.integers(0, 3))):
            event = an_event(
                report,
                number=told,
                kind=draw(st.sampled_from(["air_drone_strike", "attack", "shelling_artillery_missile", "peaceful_protest"])),
                place=draw(st.sampled_from(SMALL_WORLD)),
                on=draw(st.sampled_from(days)),
                status=draw(st.sampled_from([*Status, Status.OCCURRED])),
                salience=draw(st.sampled_from([Salience.MAIN, Salience.MAIN, Salience.BACKGROUND])),
                killed=draw(st.sampled_from([None, 0, 3, 4, 40])),
                by=draw(st.sampled_from([None, "Army", "Rebels"])),
                time_of_day=draw(st.sampled_from([None, None, "night", "morning", "afternoon"])),
                near=draw(st.booleans()),
            )
            accounts.append(Account(event, report))
    return accounts


any_text = st.text(st.characters(), max_size=40)
"""With NUL, control characters and lone surrogates, which JSON can smuggle in."""
_days = st.dates()
_unit = st.floats(0, 1)
_count = st.none() | st.integers(0, 10**25)
_spans = st.builds(lambda a, b: Span(min(a, b), max(a, b)), st.integers(0, 10**7), st.integers(0, 10**7))
_points = st.builds(LonLat, st.floats(-180, 180), st.floats(-90, 90))
_moments = st.none() | st.datetimes(timezones=st.just(UTC)) | st.just(datetime.max.replace(tzinfo=UTC) - timedelta(days=1))

any_place = st.builds(
    Place,
    id=any_text,
    name=any_text,
    kind=st.sampled_from(PlaceKind),
    point=_points,
    radius_km=st.floats(0, 20_000),
    country=st.none() | any_text,
    admin1=st.none() | any_text,
    admin2=st.none() | any_text,
    population=st.integers(0, 10**10),
    names=st.lists(any_text, max_size=3).map(tuple),
)


@st.composite
def any_span_of_days(draw):
    """From the first day that there is to the last."""
    start, end = sorted([draw(_days | st.just(date.min)), draw(_days | st.just(date.max))])
    return DateSpan(start, end, draw(st.sampled_from(DatePrecision)), draw(any_text))


any_location = st.builds(
    Location,
    place=any_place,
    point=_points,
    uncertainty_km=st.floats(0, 20_000),
    geo_precision=st.integers(1, 3),
    where_prec=st.integers(1, 7),
    confidence=_unit,
)
any_report = st.builds(
    Report.of,
    text=any_text,
    title=st.none() | any_text,
    url=st.none() | any_text,
    source=st.none() | any_text,
    language=st.none() | any_text,
    published=st.none() | _days,
    retrieved=_moments,
    external_id=st.none() | any_text,
)
_evidence = st.builds(
    Evidence,
    sentence=_spans,
    trigger=_spans,
    place=st.none() | _spans,
    date=st.none() | _spans,
    actors=st.lists(_spans, max_size=2).map(tuple),
    toll=st.lists(_spans, max_size=2).map(tuple),
    status=st.none() | _spans,
)


@st.composite
def any_account(draw):
    """A report and one event of it, every field of which may hold anything that its type allows."""
    report = draw(any_report)
    event = Event(
        id=draw(st.integers(0, 16**24 - 1).map("{:024x}".format)),
        report_id=report.id,
        sub_event_type=draw(st.sampled_from(SubEventType)),
        status=draw(st.sampled_from(Status)),
        salience=draw(st.sampled_from(Salience)),
        when=draw(st.none() | any_span_of_days()),
        said_on=draw(st.none() | _days),
        where=draw(st.none() | any_location),
        evidence=draw(_evidence),
        quote=draw(any_text),
        confidence=draw(_unit),
        time_of_day=draw(st.none() | any_text),
        actors=draw(st.lists(st.builds(Actor, any_text, st.sampled_from(Role), st.none() | any_text), max_size=3).map(tuple)),
        attribution=draw(st.lists(any_text, max_size=3).map(tuple)),
        toll=draw(st.builds(Toll, _count, _count, _count, _count)),
    )
    return Account(event, report)
