"""Which of the languages that are read word for word a report is written in."""

from functools import lru_cache

from dateline.extraction.dates.language_tables import LANGUAGES
from dateline.recognition.language import language_of

_HEAD = 4_000
"""So much of a report, in code points, tells its language."""
_OTHER_LETTERS = frozenset("پچژگکیټډړڼђјљњћџўѓќҷҳқ")
"""Letters of languages that share the Arabic or the Cyrillic script with those read here: Persian, Urdu, Pashto, Serbian, Tajik …"""
_SCRIPTS = {"ar": ("\u0600", "\u06ff"), "ru": ("\u0400", "\u04ff"), "uk": ("\u0400", "\u04ff")}


@lru_cache(maxsize=8)
def foreign_language(text: str, told: str | None) -> str | None:
    """The code of the language, None for English and for what is not read here; `told` is what the report says of itself."""
    head = text[:_HEAD]
    code = told.lower().replace("_", "-").split("-")[0] if told else None
    if code is not None and code != "en" and code not in LANGUAGES:
        return None
    if code in LANGUAGES and (code not in _SCRIPTS or any(_SCRIPTS[code][0] <= letter <= _SCRIPTS[code][1] for letter in head)):
        return code
    if head.isascii() and code == "en":
        return None
    found = language_of(head)
    if found not in LANGUAGES or (found in _SCRIPTS and sum(letter in _OTHER_LETTERS for letter in head) > len(head) // 200):
        return None
    return found
