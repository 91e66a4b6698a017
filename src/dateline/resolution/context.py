"""What a report says around its toponyms: which lie in which, which lands it tells of, what kind of place the words call each."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.gazetteer.place import PlaceKind as K
from dateline.reading.report import Report
from dateline.recognition.demonyms import find_demonyms
from dateline.recognition.tokens import tokenize
from dateline.recognition.toponym import Toponym
from dateline.recognition.words import words
from dateline.resolution.home import home_of
from dateline.resolution.usage import sent_abroad

_SETTLEMENTS = frozenset({K.CITY, K.TOWN, K.VILLAGE, K.NEIGHBORHOOD})
_SMALL = frozenset({K.TOWN, K.VILLAGE, K.NEIGHBORHOOD})
_PROVINCES = frozenset({K.ADMIN1, K.REGION})
_DISTRICTS = frozenset({K.ADMIN2, K.ADMIN1, K.REGION, K.NEIGHBORHOOD})
_UNITS = frozenset({K.ADMIN1, K.ADMIN2, K.REGION, K.NEIGHBORHOOD})
_BASES = frozenset({K.AIRFIELD, K.MILITARY_BASE, K.NAVAL_BASE})
_KINDS: dict[str, frozenset[K]] = {
    word: kinds
    for listed, kinds in (
        ("city cities town towns capital metropolis مدينة город города городе місто місті ville ciudad şehri kenti", _SETTLEMENTS),
        ("village villages hamlet settlement suburb neighborhood neighbourhood قرية بلدة село селе деревне", _SMALL),
        ("province governorate oblast state krai region محافظة область области", _PROVINCES),
        ("county district subdistrict raion parish منطقة ناحية قضاء район районе", _DISTRICTS),
        ("base airbase airport airfield مطار قاعدة авиабаза аэродром", _BASES),
        ("camp مخيم", frozenset({K.CAMP, K.NEIGHBORHOOD})),
        ("river نهر река", frozenset({K.RIVER})),
        ("lake", frozenset({K.LAKE})),
        ("island islands", frozenset({K.ISLAND, K.ADMIN1, K.COUNTRY})),
        ("country republic kingdom страна دولة", frozenset({K.COUNTRY})),
        ("crossing معبر", frozenset({K.CROSSING})),
        ("dam سد", frozenset({K.DAM})),
        ("prison سجن", frozenset({K.PRISON})),
    )
    for word in words(listed)
}
_LOCAL = frozenset({K.CITY, K.TOWN, K.VILLAGE, K.NEIGHBORHOOD, K.ADMIN1, K.ADMIN2})
_LOCAL_WORDS = words(
    """police policeman policemen firefighters firemen firefighter council councilman councilwoman mayor elementary school schools
    high middle woman man resident residents teenager teen couple motorist native independent downtown hospital courthouse jail"""
)
"""Behind a bare name: "Lebanon woman", "Jordan Elementary School". Of a country its adjective would be used."""
_LANDS = frozenset({K.COUNTRY, K.ADMIN1, K.ADMIN2, K.REGION})
_NEIGHBOR = re.compile(r"\b[Nn]eighbou?ring \Z")
"""Before a bare name; a town would be called one."""
_SCENERY = frozenset({K.RIVER, K.MOUNTAIN, K.SEA, K.LAKE, K.DESERT, K.REGION, K.ISLAND, K.COUNTRY, K.CONTINENT})
"""What bears an article: "the Andes", "the Euphrates"."""
_CLOSED = re.compile(
    r"[,.;:)]|['’]s |\Z| (?:and|or|in|on|at|to|from|near|for|by|of|with|is|was|has|had|will|burst|after|before|where|as)\b"
)
"""Behind a name, where no noun follows that the article may belong to."""
_BEFORE = re.compile(r"([^\W\d_]+)(?: of| de| d['’]| ?)(?: the)?[ '’]*\Z")
_BEHIND = re.compile(r"(?:['’]s)?[ -]+([^\W\d_]+)(?: ([^\W\d_]+))?")


_ADJECTIVES = words("US U.S. UK U.K. USA UN EU UAE DRC")
"""Short names of states that stand before any noun."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the words around the toponyms of one report say."""

    parents: dict[int, tuple[int, bool]]
    """By index of a toponym: the toponym it is said to lie in, and whether a comma or a word for its kind says so
    ("Tripoli, Libya", "the village of al-Hamra in Qalmar province") or looser words ("Tripoli in Libya")."""
    peoples: dict[int, str]
    """By index: the country whose adjective stands right before: "the Iraqi city of Tikrit"."""
    kinds: dict[int, frozenset[K]]
    """By index: the kinds of place that the words call it."""
    countries: Counter[str]
    """How often people of each country are named."""
    home: Counter[str]
    """How much speaks for each country as the land where the report was written."""


def read_surroundings(report: Report, toponyms: Sequence[Toponym]) -> Surroundings:
    """What stands around each toponym of a report."""
    text = report.text
    parents: dict[int, tuple[int, bool]] = {}
    kinds: dict[int, frozenset[K]] = {}
    peoples: dict[int, str] = {}
    tokens = tokenize(text)
    demonyms = [(tokens.ends[found.last], found.country) for found in find_demonyms(tokens) if found.country is not None]
    at = 0
    for index, toponym in enumerate(toponyms):
        following = toponyms[index + 1] if index + 1 < len(toponyms) else None
        if following is not None and 2 <= following.start - toponym.end <= 40:
            between = text[toponym.end : following.start]
            if between in (", ", "، ", " (", ". , ") and not _lists(text, toponyms, index):
                parents[index] = (index + 1, True)
            elif between.startswith(("'s", "’s")):
                if index + 1 not in parents and len(between) <= 20 and not sent_abroad(between):
                    parents[index + 1] = (index, False)
            elif len(between) <= 34 and _loosely_in(between) and not sent_abroad(between):
                parents[index] = (index + 1, False)
        kind = _kind_of(text, toponym)
        if kind is not None:
            kinds[index] = kind
        while at < len(demonyms) and demonyms[at][0] <= toponym.start:
            at += 1
        if at and 1 <= toponym.start - demonyms[at - 1][0] <= 24:
            between = text[demonyms[at - 1][0] : toponym.start]
            if "." not in between and not sent_abroad(between):
                peoples[index] = demonyms[at - 1][1]
    _share(text, toponyms, parents)
    for index, (parent, firm) in parents.items():
        # "the village of al-Hamra in Qalmar province" says it as clearly as a comma does.
        if not firm and parent > index and (index in kinds or kinds.get(parent, _SETTLEMENTS) <= _UNITS):
            parents[index] = (parent, True)
    countries = Counter(country for _, country in demonyms)
    return Surroundings(parents, peoples, kinds, countries, home_of(report, set(tokens.words)))


_AND = frozenset(
    {", ", "، ", " and ", ", and ", " & ", " or ", " et ", " ou ", " y ", " o ", " и ", " или ", " і ", " й ", " та ", " ve ", " و"}
)
_MOST_LISTED = 12


def _share(text: str, toponyms: Sequence[Toponym], parents: dict[int, tuple[int, bool]]) -> None:
    """Let all names of a list lie where the last of them is said to lie: "Saraqib, Ariha and Kafr Nabl in Idlib"."""
    for index, (parent, _) in list(parents.items()):
        if parent != index + 1 or text[toponyms[index].end : toponyms[parent].start] in _AND:
            continue
        for at in range(index - 1, max(-1, index - _MOST_LISTED), -1):
            if at in parents or text[toponyms[at].end : toponyms[at + 1].start] not in _AND:
                break
            parents[at] = (parent, False)


def _lists(text: str, toponyms: Sequence[Toponym], index: int) -> bool:
    """Whether the comma behind this toponym is one of a list: "Saraqib, Ariha and Kafr Nabl", "A, B, C and D"."""
    for at in range(index + 1, min(index + 8, len(toponyms) - 1)):
        between = text[toponyms[at].end : toponyms[at + 1].start]
        if between in (" and ", ", and ", " or ", " & "):
            return True
        if between != ", ":
            return False
    return False


_SIDES = (
    r"the|far|north|south|east|west|(?:north|south)[ -]?(?:east|west)|(?:north|south|east|west|(?:north|south)-?(?:east|west))ern|"
    r"central|rural|nearby|neighbou?ring|province|state|region|district|county|of|"
    r"le|la|les|l['’]|de|du|des|d['’]|nord|sud|est|ouest|nord-est|nord-ouest|sud-est|sud-ouest|centre|province|région|"
    r"el|los|las|del|norte|sur|este|oeste|noreste|noroeste|sureste|suroeste|centro|provincia|departamento|estado|"
    r"провинции|области|районе|севере|юге|востоке|западе|центре|північному|півночі|півдні|сході|заході|провінції|"
    r"محافظة|ريف|شمال|جنوب|شرق|غرب|شمالي|جنوبي|شرقي|غربي|وسط"
)
_LOOSE = re.compile(rf"(?: \w+)?,? (?:in|en|au|aux|dans|в|во|у|في|ب)(?: (?:{_SIDES}|\w+ern)){{0,4}} ?")


def _loosely_in(between: str) -> bool:
    """Whether the words between two names say that the first lies in the second: " in ", " province in northern "."""
    return between.endswith(" ") and _LOOSE.fullmatch(between) is not None


def _kind_of(text: str, toponym: Toponym) -> frozenset[K] | None:
    own = toponym.text.split()
    if len(own) > 1 and (kinds := _KINDS.get(own[-1].lower())):
        return kinds
    behind = _BEHIND.match(text, toponym.end, toponym.end + 40)
    if behind is not None:
        first, second = behind.groups()
        if second in ("base", "camp", "airport", "crossing") and first in (
            "air",
            "military",
            "naval",
            "refugee",
            "international",
            "border",
        ):
            return _KINDS[second]
        if first in _KINDS:
            return _KINDS[first]
        if first.lower() in _LOCAL_WORDS and text[toponym.end : toponym.end + 1] == " " and toponym.text not in _ADJECTIVES:
            return _LOCAL
    head = text[max(0, toponym.start - 28) : toponym.start]
    before = _BEFORE.search(head)
    if before is not None and (kinds := _KINDS.get(before.group(1).lower())):
        return kinds
    if _NEIGHBOR.search(head):
        return _LANDS
    return _SCENERY if head.endswith((" the ", "\nThe ", ". The ")) and _CLOSED.match(text, toponym.end) else None
