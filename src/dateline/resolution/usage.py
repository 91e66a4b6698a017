"""How the words around a country's name use it: "France's embassy" and "the army of France" speak of the state, wherever they stand."""

import re

from dateline.gazetteer.place import PlaceKind
from dateline.recognition.toponym import ToponymKind
from dateline.resolution.resolution import Resolution

_WINDOW = 48
_POST = (
    r"(?:embass(?:y|ies)|consulates?|consular|ambassadors?|high commission(?:ers?)?|diplomats?|diplomatic|envoys?|"
    r"(?:peace|aid|trade)? ?delegations?|charg[eé] d['’]affaires|cultural cent(?:er|re))"
)
_ARMS = (
    r"(?:army|armies|troops|soldiers|military|forces|armed forces|air force|navy|warplanes?|jets|fighter jets|drones|warships?|"
    r"special forces|peacekeepers|contingent|paratroopers|commandos|mercenaries|proxies|base|bases|garrison)"
)
_BEHIND = re.compile(
    rf"(?:['’]s? (?:[\w-]+ ){{0,2}}(?:{_POST}|{_ARMS})| (?:[\w-]+ )?{_POST})\b"
    r"|(?:['’]\w+)? (?:\w+ )?(?:[Bb]üyükelçi|(?:[Bb]aş)?[Kk]onsolos)\w*"
)
_BEHIND_SHORT = re.compile(rf" (?:[\w-]+ )?(?:{_POST}|{_ARMS}|military base|air base|airbase)\b")
_SHORT = frozenset({"US", "U.S.", "UK", "U.K.", "USA", "UAE", "U.A.E.", "EU", "UN"})
"""States whose short names stand before nouns as adjectives do."""
_BEFORE = re.compile(
    rf"(?:\b{_POST} (?:of|from|to) (?:the )?"
    r"|(?:سفارة|سفارات|قنصلية|سفير|سفيرة|سفراء) "
    r"|\b(?:посольств|консульств|генконсульств)\w* |\b(?:посол|посла|послом|послу|консул|консула) "
    r"|\b(?:[Aa]mbassad(?:e|eur|eurs|rice)|[Cc]onsul(?:at)?) (?:de l['’]|d['’]|de la |de |du |des )"
    r"|\b(?:[Ee]mbajad(?:a|or|ora)|[Cc]ónsul|[Cc]onsulado) (?:de la |de los |del |de ))\Z"
)


def names_its_state(text: str, start: int, end: int) -> bool:
    """Whether the words around a country's name at `text[start:end]` speak of its mission or its forces, not of the land.

    >>> text = "A bomb hit France's embassy in Mali."
    >>> names_its_state(text, 11, 17), names_its_state(text, 31, 35)
    (True, False)
    """
    behind = _BEHIND_SHORT if text[start:end] in _SHORT else _BEHIND
    if behind.match(text, end, end + _WINDOW) is not None:
        return True
    return _BEFORE.search(text[max(0, start - _WINDOW) : start]) is not None


def is_state(resolution: Resolution) -> bool:
    """Whether the name is one that may stand for a state: a country, named as a place."""
    place = resolution.place
    return place is not None and place.kind is PlaceKind.COUNTRY and resolution.toponym.kind is ToponymKind.PLACE


def sent_abroad(between: str) -> bool:
    """Whether words that follow a people or a state speak of what it has abroad: "embassy in", "troops near"."""
    return _ABROAD.search(between) is not None


_ABROAD = re.compile(
    rf"\b(?:{_POST}|{_ARMS}|airstrikes?|strikes?|raids?|attacks?|shelling|missiles?|rockets?|citizens?|nationals?|tourists?)\b"
)
