"""RSS, Atom and JSON feeds: each entry a report, its linked page read where the entry itself is short."""

import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from html import escape
from typing import Any

import feedparser
from feedparser import FeedParserDict

from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import NotText, clean, decode
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.pages import headed, text_of_fragment
from dateline.reading.report import Report
from dateline.reading.rows import host_of, language_code

SHORT = 500
"""Characters: an entry with fewer than this is a teaser, and the page it links to is the report."""

Follow = Callable[[str, ReadDefaults], Report | UnreadableReport]
"""Reads the page at an address; what the page does not say is as the entry says."""


def feed_reports(
    data: bytes, origin: str, *, defaults: ReadDefaults, limits: ReadLimits, follow: Follow | None = None
) -> Iterator[Report | UnreadableReport]:
    """The entries of a feed; `follow` None leaves short entries short. A page that cannot be read leaves its entry as it stands."""
    try:
        feed = _json_feed(data) if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") else _parsed(data)
    except (NotText, ValueError, RecursionError) as error:
        yield UnreadableReport(origin, f"is no feed that can be read: {error}")
        return
    if not feed.entries:
        fault = feed.get("bozo_exception")
        yield UnreadableReport(origin, f"is no feed that can be read: {fault}" if fault else "is a feed without entries")
        return
    language = language_code(feed.feed.get("language")) or defaults.language
    title = text_of_fragment(feed.feed.get("title") or "") or None
    for number, entry in enumerate(feed.entries, start=1):
        yield _entry_report(entry, f"{origin}, entry {number}", title, language, defaults, limits, follow)


def _parsed(data: bytes) -> Any:
    # A stream, never a string: the parser would fetch or open a string that looks like an address or a path.
    return feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _json_feed(data: bytes) -> Any:
    """A feed after https://www.jsonfeed.org/version/1.1/, which the parser does not know, as it gives those of the other formats."""
    told = json.loads(decode(data, "utf-8"))
    items = told.get("items")
    entries = [_json_entry(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    about = {name: _words(told, name) for name in ("title", "language")}
    return FeedParserDict(feed=FeedParserDict(about), entries=entries)


def _json_entry(item: dict[str, Any]) -> FeedParserDict:
    plain = "".join(f"<p>{escape(part)}</p>" for part in _words(item, "content_text").split("\n\n"))
    number = item.get("id")
    return FeedParserDict(
        title=escape(_words(item, "title")),
        content=[{"value": _words(item, "content_html")}, {"value": plain}],
        summary=escape(_words(item, "summary")),
        link=_words(item, "url") or _words(item, "external_url"),
        id=str(number) if isinstance(number, str | int | float) else "",
        published=_words(item, "date_published"),
        updated=_words(item, "date_modified"),
        language=_words(item, "language"),
    )


def _words(told: dict[str, Any], name: str) -> str:
    value = told.get(name)
    return value if isinstance(value, str) else ""


def _entry_report(
    entry: Any, where: str, feed_title: str | None, language: str | None, defaults: ReadDefaults, limits: ReadLimits, follow: Follow | None
) -> Report | UnreadableReport:
    title = text_of_fragment(entry.get("title") or "") or None
    language = language_code(entry.get("language")) or language
    body = max((text_of_fragment(html) for html in _bodies(entry)), key=len)
    link = entry.get("link") or ""
    url = link if link.startswith(("http://", "https://")) else None
    source = host_of(url) or feed_title or defaults.source
    published = _day(entry) or defaults.published
    if follow and url and len(body) < SHORT:
        page = follow(url, ReadDefaults(published, source, language))
        if isinstance(page, Report):
            return page
        if not body:
            return page
    text = clean(headed(title, body) if body else title or "")
    if not text.strip():
        return UnreadableReport(where, "has no words")
    if len(text.encode("utf-8", "replace")) > limits.report_bytes:
        return UnreadableReport(where, limits.too_large(f"{len(text):,} characters"))
    return Report.of(
        text,
        title=clean(title) if title else None,
        url=url,
        source=source,
        language=language,
        published=published,
        retrieved=datetime.now(UTC),
        external_id=entry.get("id") or url,
    )


def _bodies(entry: Any) -> list[str]:
    return [*(part.get("value") or "" for part in entry.get("content") or ()), entry.get("summary") or ""]


def _day(entry: Any) -> date | None:
    """The day as it is written; the parser's own reading, which is in UTC, only where that fails."""
    for field in ("published", "updated"):
        try:
            day = parse_day(entry.get(field))
        except ValueError:
            parsed = entry.get(f"{field}_parsed")
            day = date(*parsed[:3]) if parsed else None
        if day:
            return day
    return None
