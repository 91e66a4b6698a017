"""A telling: an event with what merging needs to know of the report that tells it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from dateline.extraction.event import Event
from dateline.merging.copies import Sketch, sketch_of
from dateline.merging.incident import Account


@dataclass(frozen=True, slots=True)
class Telling:
    """An event and, of its report, only what merging looks at, so that a store need not load texts."""

    event: Event
    publisher: str | None
    """The report's source, else the host of its address; None when neither is known."""
    published: date | None
    fingerprint: str
    """Of the report's words: copies of one text have the same."""
    sketch: Sketch | None = None
    """What near copies of the text are known by; None where it is not kept, and only word for word copies are known."""

    @classmethod
    def of(cls, account: Account) -> "Telling":
        """What merging needs of an account."""
        report = account.report
        return cls(account.event, publisher(report.source, report.url), report.published, fingerprint(report.text), sketch_of(report.text))


def fingerprint(text: str) -> str:
    """A hash of the words of a text: case, accents' encoding, punctuation and spacing do not change it.

    >>> fingerprint("Shelling hit  Mirna.") == fingerprint("SHELLING HIT MIRNA")
    True
    """
    words = normal_words(text)
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def normal_words(text: str) -> str:
    """The letters and digits of a text, folded, with one blank between words."""
    if not text.isascii():
        for mark in _MARKS:
            text = text.replace(mark, " ")
    if text.isascii():
        return " ".join(text.lower().translate(_BLANKS).split())
    return _BETWEEN_WORDS.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


_BETWEEN_WORDS = re.compile(r"[\W_]+")
_BLANKS = {code: " " for code in range(128) if not chr(code).isalnum()}
"""For plain text, which a table cuts many times faster than a pattern."""
_MARKS = "’‘“”–—…\u00a0"
"""Often all that keeps a text from being plain."""


def publisher(source: str | None, url: str | None) -> str | None:
    """Who published a report: its source, else the host of its address.

    >>> publisher(None, "https://www.example.org/news/1")
    'example.org'
    """
    if source and source.strip():
        return source.strip()
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # an address that is none, such as "http://[", names no publisher
        return None
    return (host or "").removeprefix("www.") or None
