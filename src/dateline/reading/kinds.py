"""What sort of file it is, by its content first and its name second."""

import csv
import json
import re
from enum import StrEnum


class Kind(StrEnum):
    """How a file is read."""

    TEXT = "text"
    HTML = "html"
    FEED = "feed"
    JSON_LINES = "json_lines"
    JSON_ARRAY = "json_array"
    CSV = "csv"
    PARQUET = "parquet"
    MBOX = "mbox"
    WARC = "warc"
    EPUB = "epub"
    PDF = "pdf"
    EXCEL = "excel"

    @property
    def is_archive(self) -> bool:
        """Whether it is no text, nor a table, but a container that needs a reader of its own."""
        return self in (Kind.MBOX, Kind.WARC, Kind.EPUB, Kind.PDF, Kind.EXCEL)


_MBOX = re.compile(rb"From \S{1,200} [^\r\n]{10,200}\r?\n[A-Za-z][A-Za-z-]{0,60}:")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)[\s>]", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)[\s>]", re.IGNORECASE)
_JSON_FEED = re.compile(r"""\{[^{}]*?"version"\s{0,20}:\s{0,20}"https?:\\?/\\?/(?:www\.)?jsonfeed\.org\\?/version""")
_JSON_OBJECT = re.compile(r'\{\s*(?:"|\})')
_JSON_ARRAY = re.compile(r"\[\s*(?:\{|\])")
_TABLE_SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",;\t|"
_HEAD = 4_000


def packed_kind(head: bytes, name: str) -> Kind | None:
    """The kind of a file that is told by its first bytes, before any decoding; None when it has to be read as text."""
    name = name.lower().partition("?")[0]
    if head.startswith(b"PAR1"):
        return Kind.PARQUET
    if head.startswith(b"%PDF-"):
        return Kind.PDF
    if head.startswith(b"WARC/") or (head.startswith(b"\x1f\x8b") and name.endswith(".warc.gz")):
        return Kind.WARC
    if head.startswith(b"PK\x03\x04"):
        if head[30:58] == b"mimetypeapplication/epub+zip" or name.endswith(".epub"):
            return Kind.EPUB
        if name.endswith((".xlsx", ".xlsm")) or b"xl/" in head[:_HEAD]:
            return Kind.EXCEL
    if _MBOX.match(head):
        return Kind.MBOX
    return None


def kind_of(head: bytes, text: str, name: str, content_type: str | None = None) -> Kind:
    """How to read a file that begins with these bytes, and with this text; `name` is its file name or address."""
    if packed := packed_kind(head, name):
        return packed
    name = name.lower().partition("?")[0]
    start = text.lstrip("\ufeff \t\r\n")[:_HEAD]
    if start.startswith("<"):
        if _FEED.search(start) and not _PAGE.match(start):
            return Kind.FEED
        if _PAGE.search(start) or name.endswith((".html", ".htm", ".xhtml")) or (content_type or "").endswith("html"):
            return Kind.HTML
    if _JSON_FEED.match(start) or (content_type == "application/feed+json" and start.startswith("{")):
        return Kind.FEED
    if _JSON_OBJECT.match(start) or name.endswith((".jsonl", ".ndjson")):
        return Kind.JSON_LINES
    if _JSON_ARRAY.match(start):
        return Kind.JSON_ARRAY
    if name.endswith(_TABLE_SUFFIXES) or (content_type == "text/csv") or _is_table(start):
        return Kind.CSV
    if name.endswith((".html", ".htm", ".xhtml")):
        return Kind.HTML
    return Kind.TEXT


def delimiter_of(header: str) -> str:
    """The character that separates the columns of a table with this first line."""
    return max(_DELIMITERS, key=header.count)


def is_one_object(text: str) -> bool:
    """Whether the first line of a JSON file does not end its first object: the file is then one object over many lines."""
    first = text.lstrip("\ufeff \t\r\n").partition("\n")[0]
    try:
        json.loads(first)
    except (ValueError, RecursionError):
        return first.strip() == "{"
    return False


def _is_table(start: str) -> bool:
    header, ended, _ = start.partition("\n")
    if not ended or header.rstrip().endswith("."):
        return False
    delimiter = delimiter_of(header)
    if delimiter not in header:
        return False
    try:
        columns = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return False
    names = {column.strip().lower() for column in columns}
    return "text" in names and bool(names & {"id", "title", "published", "url", "source", "language"})
