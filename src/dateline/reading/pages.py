"""Web pages: title, day, language and main text through trafilatura."""

import re
from datetime import UTC, datetime

import lxml.etree
import lxml.html
import trafilatura

from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import NotText, clean, decode
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.report import Report
from dateline.reading.rows import host_of, language_code

_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s{0,5}=\s{0,5}["']?([\w.:-]{2,40})""", re.IGNORECASE)
_LANGUAGE = re.compile(r"""<html[^>]{0,500}?\slang\s{0,5}=\s{0,5}["']?([\w-]{2,20})""", re.IGNORECASE)
_MOST_TAGS = 60_000
"""The extractor's work grows with the square of a page's tags; a long report with its site's menus has some thousand."""
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BREAKS = frozenset({"p", "div", "br", "li", "ul", "ol", *_HEADINGS, "blockquote", "tr", "table", "section", "article"})
_UNREAD = frozenset(["script", "style", "template", "iframe", "noscript"])
_SPACE = re.compile(r"[^\S\n]+")
_BLANK_LINES = re.compile(r"\n\s*\n\s*")


def page_report(
    data: bytes,
    origin: str,
    *,
    defaults: ReadDefaults,
    limits: ReadLimits,
    url: str | None = None,
    charset: str | None = None,
    name: str | None = None,
) -> Report | UnreadableReport:
    """The report on a web page; `charset` is what its server declared, `name` what the report is called where it has no address."""
    declared = _META_CHARSET.search(data, 0, 4_000)
    try:
        html = clean(decode(data, charset or (declared.group(1).decode("ascii", "replace") if declared else None)))
    except NotText as error:
        return UnreadableReport(origin, f"is not text: {error}")
    if html.count("<") > _MOST_TAGS:
        return UnreadableReport(origin, f"is a web page of more than {_MOST_TAGS:,} tags, which no report has")
    try:
        page = trafilatura.bare_extraction(
            html,
            url=url,
            include_comments=False,
            with_metadata=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )
    except Exception as error:  # noqa: BLE001  # a hostile page can break the extractor in any way; the rest of the batch goes on
        return UnreadableReport(origin, f"cannot be read as a web page: {type(error).__name__}: {error}")
    body = (getattr(page, "text", None) or "").strip()
    if not body:
        return UnreadableReport(origin, "is a web page without any text to read")
    title = (getattr(page, "title", None) or "").strip() or None
    text = headed(title, body)
    if len(text.encode("utf-8", "replace")) > limits.report_bytes:
        return UnreadableReport(origin, limits.too_large(f"{len(text):,} characters"))
    try:
        published = parse_day(getattr(page, "date", None))
    except ValueError:
        published = None
    address = url or getattr(page, "url", None)
    if not str(address).startswith(("http://", "https://")):
        address = None
    language = _LANGUAGE.search(html, 0, 20_000)
    return Report.of(
        text,
        title=title,
        url=address,
        source=host_of(address) or getattr(page, "sitename", None) or defaults.source,
        language=language_code(language.group(1)) if language else defaults.language,
        published=published or defaults.published,
        retrieved=datetime.now(UTC),
        external_id=name,
    )


def headed(title: str | None, body: str) -> str:
    """The title, a blank line and the body; the body alone where it begins with the title."""
    if not title or body.casefold().startswith(title.casefold()):
        return body
    return f"{title}\n\n{body}"


def text_of_fragment(html: str) -> str:
    """The words of a piece of HTML, a blank line between its paragraphs; linear in its length, whatever it holds."""
    if "<" not in html and "&" not in html:
        return html.strip()
    try:
        root = lxml.html.fragment_fromstring(html, create_parent="div")
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return ""
    words: list[str] = []
    for event, element in lxml.etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if element.tag in _BREAKS:
            words.append("\n\n")
        if event == "start" and element.tag not in _UNREAD:
            words.append((element.text or "").replace("\n", " "))
        elif event != "start" and element is not root:
            words.append((element.tail or "").replace("\n", " "))
    lines = _BLANK_LINES.sub("\n\n", _SPACE.sub(" ", "".join(words)))
    return "\n".join(line.strip() for line in lines.split("\n")).strip()
