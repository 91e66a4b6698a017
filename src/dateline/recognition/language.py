"""The language of a report, by its script and its commonest words; enough to choose between the languages that reports come in."""

import re
from collections import Counter

from dateline.recognition.words import words

_LOOKED_AT = 1_500
"""Characters from the beginning; more of them change little."""
_LEAST = 2
"""Common words that must be met before one of the languages written in Latin letters is named."""

_COMMON: dict[str, frozenset[str]] = {
    "en": words("the of and in to was were by on at for with that from said has have is it are after who which their been an as its"),
    "fr": words("le la les des du de et en dans un une par sur au aux ont été est qui que pour avec son ses selon plus mais d l à"),
    "es": words("el la los las de del y en un una por con para que se su fue han ha al según más pero como entre sus lo"),
    "pt": words("o a os as do da dos das de e em um uma por com para que se foi não ao na no mais segundo como seu são"),
    "de": words("der die das den dem des und in von mit bei auf ist sind wurde wurden nach für im am ein eine nicht auch sich zum"),
    "it": words("il la le gli i di del della e in un una per con che si è sono stato nel nella dal più non alla delle"),
    "tr": words("ve bir bu da de ile için olarak olan ilçesinde kentinde göre oldu daha çok sonra kadar edildi dedi ise en gün saldırı"),
    "ru": words("в и на по из что был были с от к не за его для при о об как это также области после сообщил было она он"),
    "uk": words("в у і та на з що по до за від не його для при як це також області після було був були й під про є"),
    "ar": words("في من على إلى أن عن التي الذي بعد مع قبل كما وقال وأن كان هذا هذه خلال بين حيث قال إن ما لم"),
    "fa": words("در از به که این را با است برای آن شد بود کرد تا بر های می‌شود گفت"),
    "he": words("של את על לא הוא עם זה כי גם אל היא או אך בין אחרי לפני"),
}
_SCRIPTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("\u0400", "\u052f", ("ru", "uk")),
    ("\u0590", "\u05ff", ("he",)),
    ("\u0600", "\u06ff", ("ar", "fa")),
)
_LATIN = ("en", "fr", "es", "pt", "de", "it", "tr")
_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = words("the of and to in for was were by that from with at he his it are their which")
"""Words that make up a sixth of English reports, and of no others."""
_GLANCE = 500
"""Characters that are enough to know English by them."""
_TELLING = {"uk": "іїєґ", "ru": "ыэъё", "tr": "ığş", "es": "ñ¿", "pt": "ãõ", "de": "ß", "fa": "پچژگ"}
"""Letters that only one of the languages of a script writes."""


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of the language of a text; None when it is too short or of none of the languages known.

    >>> language_of("Three people were killed in the town, said the mayor"), language_of("Qalmar")
    ('en', None)
    """
    opening = _WORD.findall(text[:_GLANCE].lower())
    if 6 * sum(map(_ENGLISH.__contains__, opening)) > len(opening) > 20:
        return "en"
    head = text[:_LOOKED_AT].lower()
    candidates = _of_script(head)
    if not candidates:
        return None
    met = Counter(_WORD.findall(head))
    scores = {code: float(sum(met[word] for word in _COMMON[code])) for code in candidates}
    for code, letters in _TELLING.items():
        if code in scores:
            scores[code] += sum(head.count(letter) for letter in letters)
    best = max(scores, key=lambda code: scores[code])
    return None if candidates is _LATIN and scores[best] < _LEAST else best


def _of_script(text: str) -> tuple[str, ...]:
    if text.isascii():
        return _LATIN
    letters = sum(map(str.isalpha, text))
    for first, last, codes in _SCRIPTS:
        if 2 * len(re.findall(f"[{first}-{last}]", text)) > letters:
            return codes
    return _LATIN if 2 * len(_LATIN_LETTER.findall(text)) > letters else ()


_LATIN_LETTER = re.compile("[A-Za-zª-ɏ]")
