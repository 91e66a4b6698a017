import re
from datetime import date

import pytest

from dateline.extraction.extractor import Extractor
from dateline.gazetteer.place import PlaceKind
from dateline.merging.within import fold
from dateline.recognition.actors import ActorTable
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.resolution.resolution import Candidate, Resolution
from tests.builders import a_place, a_report

PLACES = {
    place.name: place
    for place in (
        a_place("Aqqaristan", kind=PlaceKind.COUNTRY, lon=40, lat=35, country="XA", admin1=None),
        a_place("Borland", kind=PlaceKind.COUNTRY, lon=50, lat=35, country="XB", admin1=None),
        a_place("Mirna", lon=40.0, lat=35.0),
        a_place("Dorvel", lon=40.6, lat=35.2),
        a_place("Kestrin", kind=PlaceKind.CITY, lon=41.2, lat=34.6, admin1="South"),
        a_place("Southmark", kind=PlaceKind.ADMIN1, lon=41.1, lat=34.5, radius_km=80, admin1="Southmark"),
        a_place("Tarn Air Base", kind=PlaceKind.MILITARY_BASE, lon=39.4, lat=35.6),
        a_place("Velgrad", kind=PlaceKind.CITY, lon=50.2, lat=35.3, country="XB", admin1=None),
    )
}
_NAMES = re.compile("|".join(sorted(map(re.escape, PLACES), key=len, reverse=True)))


def resolutions_of(text, metonyms=(), datelines=()):
    """Every name of the invented places in the text, rightly resolved."""
    found = []
    for match in _NAMES.finditer(text):
        name = match.group()
        kind = ToponymKind.METONYM if name in metonyms else ToponymKind.DATELINE if name in datelines else ToponymKind.PLACE
        candidate = Candidate(PLACES[name], 1.0, ("named exactly",))
        found.append(Resolution(Toponym(match.start(), match.end(), name, kind), (candidate,), candidate, 0.95))
    return tuple(found)


@pytest.fixture(scope="session")
def extractor(gazetteer):
    return Extractor(gazetteer, ActorTable.default())


@pytest.fixture(scope="session")
def told(extractor):
    """What a report tells, each occurrence once, as (kind, place, first day, status)."""

    def tell(text, *, published=date(2020, 7, 24), **kinds):
        report = a_report(text, published=published)
        return fold(report, extractor.extract(report, resolutions_of(text, **kinds)))

    return tell
