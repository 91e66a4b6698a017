"""A report: one publication, as it was read."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from json.encoder import encode_basestring


@dataclass(frozen=True, slots=True)
class Report:
    """One publication: an article, a bulletin, a post. Make one with `Report.of`, which derives the id."""

    id: str
    """A hash of the content: the same words from the same source on the same day have the same id."""
    text: str
    """What was read, unchanged: every span in Dateline counts code points of this string."""
    title: str | None = None
    url: str | None = None
    source: str | None = None
    """The publisher's name, or the host of its address."""
    language: str | None = None
    """ISO 639-1 code; None when not told."""
    published: date | None = None
    """The day of publication, as the publisher writes it."""
    retrieved: datetime | None = None
    """When Dateline read it; aware, UTC."""
    external_id: str | None = None
    """The id that the supplier of the report gave it; echoed in outputs."""

    @classmethod
    def of(
        cls,
        text: str,
        *,
        title: str | None = None,
        url: str | None = None,
        source: str | None = None,
        language: str | None = None,
        published: date | None = None,
        retrieved: datetime | None = None,
        external_id: str | None = None,
    ) -> "Report":
        """A report whose id is derived from text, title, address, source and day; not from when it was read."""
        day = published.isoformat() if published else None
        # What `json.dumps` makes of the list, which takes ten times as long to set out.
        content = f"[{', '.join('null' if value is None else encode_basestring(value) for value in (text, title, url, source, day))}]"
        # Lone surrogates, which hostile JSON can hold, have no UTF-8 form of their own.
        digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(digest[:24], text, title, url, source, language, published, retrieved, external_id)

    @property
    def name(self) -> str:
        """What the supplier calls the report, else its own id."""
        return self.external_id or self.id
