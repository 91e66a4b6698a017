"""A miniature invented region, small enough to hold in the head, and the builders that every test uses.

Two countries lie side by side in an otherwise empty ocean. Aqqaristan (XA) writes Arabic, Borland (XB) does not; the border is the
meridian of 12° east, and the main towns stand on a grid of whole degrees (a degree is about 110 km):

            10 E          11 E          12 E          13 E          14 E
    11 N    Marsa Qadim   Tell Sawwan     |           Nordhaven     Kestrel Point
    10 N    Qalmar        Al Noor       Grenz         Borstad       Elmwick
     9 N    Deir Zahran   Tripol (XA)     |           Tripol (XB)   Sundby
"""

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from dateline.gazetteer.compile import build, compile_places, is_current
from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import Place, PlaceKind
from dateline.geography import LonLat
from dateline.reading.report import Report

_KINDS_RADII = {PlaceKind.COUNTRY: 200.0, PlaceKind.ADMIN1: 60.0, PlaceKind.ADMIN2: 25.0, PlaceKind.REGION: 30.0, PlaceKind.CITY: 8.0}

# Machines are shared and noisy: no test asserts a wall-clock time, and no property either.
settings.register_profile("dateline", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.load_profile("dateline")


def a_place(
    name: str,
    lon: float,
    lat: float,
    *,
    kind: PlaceKind = PlaceKind.TOWN,
    country: str | None = "XA",
    admin1: str | None = None,
    population: int = 0,
    names: tuple[str, ...] = (),
    radius_km: float | None = None,
    id: str | None = None,  # noqa: A002  # the field's own name
) -> Place:
    """A place that is whole but for what a test cares about."""
    radius = _KINDS_RADII.get(kind, 3.0) if radius_km is None else radius_km
    slug = id or f"test:{country}-{name}-{kind}".lower().replace(" ", "-")
    return Place(slug, name, kind, LonLat(lon, lat), radius, country, admin1, None, population, names)


def a_report(
    text: str,
    *,
    title: str | None = None,
    source: str | None = "The Borstad Courier",
    published: date | None = date(2023, 5, 12),
    language: str | None = "en",
    url: str | None = None,
    external_id: str | None = None,
) -> Report:
    """A report of Friday, 12 May 2023, unless told otherwise."""
    return Report.of(text, title=title, url=url, source=source, language=language, published=published, external_id=external_id)


def miniature() -> list[Place]:
    """The places of the invented region."""
    k = PlaceKind
    return [
        a_place(
            "Aqqaristan",
            11,
            10,
            kind=k.COUNTRY,
            population=5_000_000,
            names=("Republic of Aqqaristan", "أقارستان", "Аккаристан"),
            id="test:xa",
        ),
        a_place(
            "Borland", 13, 10, kind=k.COUNTRY, country="XB", population=9_000_000, names=("Kingdom of Borland", "Борландия"), id="test:xb"
        ),
        # First-level units
        a_place(
            "Qalmar", 10.2, 10.4, kind=k.ADMIN1, population=1_200_000, names=("Qalmar Governorate", "محافظة قلمار"), id="test:xa-qalmar"
        ),
        a_place("Marsa", 10.2, 11, kind=k.ADMIN1, population=400_000, names=("Marsa Governorate",), id="test:xa-marsa"),
        a_place("Zahran", 10.5, 9, kind=k.ADMIN1, population=600_000, names=("Zahran Governorate",), id="test:xa-zahran"),
        a_place("Nordland", 13.5, 11, kind=k.ADMIN1, country="XB", population=2_000_000, id="test:xb-nordland"),
        a_place("Middlemark", 13.5, 10, kind=k.ADMIN1, country="XB", population=4_000_000, id="test:xb-middlemark"),
        a_place("Elmwick District", 14, 10, kind=k.ADMIN2, country="XB", admin1="Middlemark", population=90_000),
        # Aqqaristan's settlements
        a_place("Qalmar", 10, 10, kind=k.CITY, admin1="Qalmar", population=900_000, names=("Qalmār", "قلمار", "Калмар"), id="test:qalmar"),
        a_place(
            "Marsa Qadim",
            10,
            11,
            kind=k.CITY,
            admin1="Marsa",
            population=250_000,
            names=("Al Marsá al Qadīm", "مرسى قديم"),
            id="test:marsa",
        ),
        a_place("Al Noor", 11, 10, admin1="Qalmar", population=80_000, names=("An-Nur", "النور"), id="test:noor"),
        a_place("Tell Sawwan", 11, 11, admin1="Marsa", population=40_000, names=("Tall Şawwān", "تل صوان"), id="test:sawwan"),
        a_place(
            "Deir Zahran", 10, 9, kind=k.CITY, admin1="Zahran", population=300_000, names=("Dayr az Zahrān", "دير الزهران"), id="test:deir"
        ),
        a_place("Tripol", 11, 9, admin1="Zahran", population=60_000, id="test:tripol-xa"),
        a_place(
            "Ain Warda", 10.3, 10.2, kind=k.VILLAGE, admin1="Qalmar", population=900, names=("'Ayn Wardah", "عين وردة"), id="test:warda"
        ),
        a_place("Kafr Tin", 10.15, 9.95, kind=k.VILLAGE, admin1="Qalmar", population=2100, names=("كفر تين",), id="test:kafr-tin"),
        a_place("Kafr Tin", 10.6, 9.1, kind=k.VILLAGE, admin1="Zahran", population=700, id="test:kafr-tin-zahran"),
        a_place("Umm Rabia", 10.8, 10.6, kind=k.VILLAGE, admin1="Marsa", population=1500, names=("أم ربيع",), id="test:rabia"),
        a_place("Jisr as-Salam", 10.4, 9.4, admin1="Zahran", population=22_000, names=("جسر السلام",), id="test:jisr"),
        a_place("Hamra", 10.02, 10.01, kind=k.NEIGHBORHOOD, admin1="Qalmar", names=("الحمرا",), id="test:hamra"),
        # Aqqaristan's other places
        a_place(
            "Qalmar Air Base",
            10.1,
            10.08,
            kind=k.MILITARY_BASE,
            admin1="Qalmar",
            names=("Qalmar Airbase", "مطار قلمار"),
            id="test:air-base",
        ),
        a_place("Marsa Naval Base", 10.01, 11.02, kind=k.NAVAL_BASE, admin1="Marsa", id="test:naval-base"),
        a_place("Bab al-Grenz", 11.99, 10, kind=k.CROSSING, admin1="Qalmar", names=("Grenz crossing", "باب الغرنز"), id="test:crossing"),
        a_place("Ruwayda Camp", 11.5, 10.3, kind=k.CAMP, admin1="Qalmar", id="test:camp"),
        a_place("Sawwan Dam", 11.05, 11.1, kind=k.DAM, admin1="Marsa", id="test:dam"),
        a_place("Qalmar countryside", 10.1, 10.1, kind=k.REGION, admin1="Qalmar", names=("ريف قلمار",), id="test:countryside"),
        a_place("Zahran plain", 10.4, 9.2, kind=k.REGION, admin1="Zahran", radius_km=40, id="test:plain"),
        a_place("Nahr Qadim", 10.5, 10.5, kind=k.RIVER, radius_km=80, id="test:river"),
        a_place("M9 highway", 10.5, 9.7, kind=k.ROAD, names=("M9",), radius_km=60, id="test:m9"),
        # Borland's settlements
        a_place(
            "Borstad", 13, 10, kind=k.CITY, country="XB", admin1="Middlemark", population=2_000_000, names=("Бурстад",), id="test:borstad"
        ),
        a_place("Nordhaven", 13, 11, kind=k.CITY, country="XB", admin1="Nordland", population=500_000, id="test:nordhaven"),
        a_place("Elmwick", 14, 10, country="XB", admin1="Middlemark", population=70_000, id="test:elmwick"),
        a_place("Grenz", 12.05, 10, country="XB", admin1="Middlemark", population=15_000, id="test:grenz"),
        a_place("Tripol", 13, 9, kind=k.CITY, country="XB", population=400_000, id="test:tripol-xb"),
        a_place("Sundby", 14, 9, country="XB", population=9000, id="test:sundby"),
        a_place("Qalmar", 13.4, 10.6, kind=k.VILLAGE, country="XB", admin1="Nordland", population=600, id="test:qalmar-xb"),
        a_place("Little Borland", 14.2, 9.4, kind=k.VILLAGE, country="XB", population=800, names=("Aqqaristan",), id="test:little-borland"),
        # What belongs to neither
        a_place("Kestrel Point", 14, 11, kind=k.ISLAND, country="XB", id="test:kestrel"),
        a_place("Amber Sea", 9, 10, kind=k.SEA, country=None, radius_km=100, id="test:sea"),
        a_place("Twinlands", 12, 10, kind=k.REGION, country=None, radius_km=250, id="test:twinlands"),
    ]


@pytest.fixture(scope="session")
def gazetteer(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    """The gazetteer of the invented region."""
    folder = tmp_path_factory.mktemp("gazetteer") / "miniature"
    compile_places(miniature(), folder)
    return Gazetteer.open(folder)


@pytest.fixture(scope="session")
def real_gazetteer_folder() -> Path:
    """The default layers, compiled once and kept between runs for as long as they are current."""
    user = os.getuid() if hasattr(os, "getuid") else "user"
    folder = Path(tempfile.gettempdir()) / f"dateline-tests-{user}" / "gazetteer"
    if not is_current(folder):
        build(folder)
    return folder


@pytest.fixture(scope="session")
def real_gazetteer(real_gazetteer_folder: Path) -> Gazetteer:
    """The gazetteer as users have it."""
    return Gazetteer.open(real_gazetteer_folder)
