"""Mail archives, web archives, books, documents and workbooks as reports."""

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from importlib import import_module
from typing import Any, BinaryIO
from urllib.parse import unquote

import lxml.etree

from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import NotText, clean, decode
from dateline.reading.kinds import Kind
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.pages import headed, page_report, text_of_fragment
from dateline.reading.report import Report
from dateline.reading.rows import language_code, report_of_row

Answer = Report | UnreadableReport
Read = Callable[[BinaryIO, str, ReadDefaults, ReadLimits], Iterator[Answer]]

_RATIO_GRACE = 1_000_000
"""Bytes: a packed file that small may unpack to any ratio."""


def archive_reports(kind: Kind, stream: BinaryIO, origin: str, *, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """The reports in an archive or a document; what cannot be read stands among them, and the rest goes on."""
    try:
        yield from _READERS[kind](stream, origin, defaults, limits)
    except ImportError:
        extra, package = _EXTRAS[kind]
        yield UnreadableReport(origin, f"needs the package {package}: install dateline[{extra}]")
    except Exception as error:  # noqa: BLE001  # a hostile archive can break its reader in any way; the rest of the batch goes on
        yield UnreadableReport(origin, f"is broken: {type(error).__name__}: {str(error)[:200]}")


def mailbox(stream: BinaryIO, origin: str, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """One report a message of an mbox file; memory stays bounded by the largest message that is read."""
    for number, data in enumerate(_messages(stream, 6 * limits.report_bytes), 1):
        where = f"{origin}, message {number}"
        if data is None:
            yield UnreadableReport(where, limits.too_large("a message that goes on beyond it"))
            continue
        try:
            yield _mail(data, where, defaults, limits)
        except Exception as error:  # noqa: BLE001  # mail is hostile in every header
            yield UnreadableReport(where, f"is no message that can be read: {type(error).__name__}: {str(error)[:200]}")


def _messages(stream: BinaryIO, longest: int) -> Iterator[bytes | None]:
    """The messages between lines that begin with "From " behind a blank line; None for one that is too long."""
    held: list[bytes] | None = []
    size, blank, begun = 0, True, False
    while line := stream.readline(longest):
        if blank and line.startswith(b"From "):
            if begun:
                yield None if held is None else b"".join(held)
            held, size, begun = [], 0, True
        elif held is not None:
            size += len(line)
            if size > longest:
                held = None
            else:
                held.append(line[1:] if line.startswith(b">From ") else line)
        blank = not line.strip()
    if begun:
        yield None if held is None else b"".join(held)


def _mail(data: bytes, where: str, defaults: ReadDefaults, limits: ReadLimits) -> Answer:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return UnreadableReport(where, "has no text")
    content = body.get_content()
    if body.get_content_subtype() == "html":
        content = text_of_fragment(content)
    content = clean(str(content).replace("\r\n", "\n")).strip()
    if not content:
        return UnreadableReport(where, "has an empty text")
    title = clean(str(message.get("Subject", "")).strip()) or None
    text = headed(title, content)
    if len(text.encode("utf-8", "surrogatepass")) > limits.report_bytes:
        return UnreadableReport(where, limits.too_large(f"{len(text):,} characters"))
    try:
        published = parse_day(str(message.get("Date", "")))
    except ValueError:
        published = None
    senders = message["From"].addresses if message["From"] else ()
    name = clean(senders[0].display_name or senders[0].domain) if senders else None
    return Report.of(
        text,
        title=title,
        source=name or defaults.source,
        language=defaults.language,
        published=published or defaults.published,
        retrieved=datetime.now(UTC),
        external_id=clean(str(message.get("Message-ID", "")).strip()) or None,
    )


def web_archive(stream: BinaryIO, origin: str, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """One report a web page of a WARC file, packed or not; other records are passed over."""
    records = import_module("warcio.archiveiterator").ArchiveIterator(stream)
    for record in records:
        url = record.rec_headers.get_header("WARC-Target-URI") or ""
        where = f"{origin}, {url}"
        kind = (record.http_headers.get_header("Content-Type") or "" if record.http_headers else record.content_type or "").lower()
        told = kind.partition(";")[0].strip()
        is_page = record.rec_type == "response" and record.http_headers and told in ("text/html", "application/xhtml+xml")
        if not is_page and not (record.rec_type == "conversion" and told == "text/plain"):
            continue
        if is_page and record.http_headers.get_statuscode() != "200":
            continue
        data = record.content_stream().read(limits.fetch.bytes + 1)
        if len(data) > limits.fetch.bytes:
            yield UnreadableReport(where, f"is larger than {limits.fetch.bytes:,} bytes (DATELINE_FETCH_MAX_BYTES changes it)")
        elif is_page:
            charset = re.search(r"charset=[\"']?([\w.:-]{2,40})", kind)
            yield page_report(data, where, defaults=defaults, limits=limits, url=url, charset=charset[1] if charset else None)
        else:
            row = {"text": data.decode("utf-8", "replace"), "url": url}
            yield report_of_row(row, where, defaults=defaults, limits=limits)


def book(stream: BinaryIO, origin: str, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """One report a chapter of an EPUB, in the order of reading."""
    with zipfile.ZipFile(_seekable(stream, limits)) as packed:
        parser = lxml.etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        container = lxml.etree.fromstring(_member(packed, "META-INF/container.xml", limits), parser)
        root = next(iter(container.xpath("//*[local-name()='rootfile']/@full-path")))
        package = lxml.etree.fromstring(_member(packed, str(root), limits), parser)
        folder = str(root).rpartition("/")[0]
        named = {item.get("id"): item.get("href") for item in package.xpath("//*[local-name()='manifest']/*[local-name()='item']")}
        title = _first(package, "title")
        language = language_code(_first(package, "language")) or defaults.language
        try:
            published = parse_day(_first(package, "date")) or defaults.published
        except ValueError:
            published = defaults.published
        for number, item in enumerate(package.xpath("//*[local-name()='spine']/*[local-name()='itemref']"), 1):
            href = named.get(item.get("idref"))
            if not href:
                continue
            where = f"{origin}, chapter {number}"
            try:
                html = decode(_member(packed, "/".join(filter(None, (folder, unquote(href)))), limits))
            except (NotText, KeyError, ValueError) as error:
                yield UnreadableReport(where, f"cannot be read: {error}")
                continue
            body = text_of_fragment(clean(re.sub(r"^\s*<\?xml[^>]{0,200}\?>", "", html)))
            if body:
                row = {"text": body, "title": title, "source": _first(package, "publisher") or title, "published": published}
                yield report_of_row(row | {"language": language}, where, defaults=defaults, limits=limits)


def document(stream: BinaryIO, origin: str, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """One report a PDF: the text of its pages; a PDF of pictures has none."""
    reader = import_module("pypdf").PdfReader(_seekable(stream, limits))
    pages: list[str] = []
    size = 0
    for page in reader.pages:
        pages.append((page.extract_text() or "").strip())
        size += len(pages[-1])
        if size > limits.report_bytes:
            yield UnreadableReport(origin, limits.too_large(f"more than {size:,} characters"))
            return
    told = reader.metadata
    text = clean("\n\n".join(filter(None, pages)))
    if not text.strip():
        yield UnreadableReport(origin, "is a PDF without text: its pages are pictures")
        return
    created = told.creation_date if told else None
    row = {"text": text, "title": told.title if told else None, "published": created}
    yield report_of_row(row, origin, defaults=defaults, limits=limits)


def workbook(stream: BinaryIO, origin: str, defaults: ReadDefaults, limits: ReadLimits) -> Iterator[Answer]:
    """One report a row of the first sheet of an Excel workbook, below a row of column names."""
    data = _seekable(stream, limits)
    with zipfile.ZipFile(data) as packed:
        for entry in packed.infolist():
            _require_bounded(entry, 20 * limits.fetch.bytes, limits)
    opened: Any = import_module("openpyxl").load_workbook(data, read_only=True, data_only=True)
    try:
        rows = opened.worksheets[0].iter_rows(values_only=True)
        columns = [str(cell or "").strip().lower() for cell in next(rows, ())]
        if "text" not in columns:
            yield UnreadableReport(
                origin, f"has no column named text; its columns are {', '.join(filter(None, columns))[:200] or 'not named'}"
            )
            return
        for number, cells in enumerate(rows, 2):
            if any(cell is not None for cell in cells):
                row = {name: cell for name, cell in zip(columns, cells, strict=False) if cell is not None}
                yield report_of_row(row, f"{origin}, row {number}", defaults=defaults, limits=limits)
    finally:
        opened.close()


_READERS: dict[Kind, Read] = {Kind.MBOX: mailbox, Kind.WARC: web_archive, Kind.EPUB: book, Kind.PDF: document, Kind.EXCEL: workbook}
_EXTRAS = {Kind.WARC: ("warc", "warcio"), Kind.PDF: ("pdf", "pypdf"), Kind.EXCEL: ("excel", "openpyxl")}


def _seekable(stream: BinaryIO, limits: ReadLimits) -> io.BytesIO:
    """The whole stream in memory; raises `ValueError` for a larger one than any of these may be."""
    most = 10 * limits.fetch.bytes
    data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError(f"larger than {most:,} bytes (DATELINE_FETCH_MAX_BYTES changes it)")
    return io.BytesIO(data)


def _member(packed: zipfile.ZipFile, name: str, limits: ReadLimits) -> bytes:
    entry = packed.getinfo(name)
    _require_bounded(entry, limits.fetch.bytes, limits)
    with packed.open(entry) as stream:
        return stream.read(limits.fetch.bytes + 1)


def _require_bounded(entry: zipfile.ZipInfo, most: int, limits: ReadLimits) -> None:
    packed_well = entry.file_size > _RATIO_GRACE and entry.file_size > limits.fetch.ratio * max(1, entry.compress_size)
    if entry.file_size > most or packed_well:
        raise ValueError(f"{entry.filename[:80]} unpacks to {entry.file_size:,} bytes")


def _first(package: Any, name: str) -> str | None:
    found = package.xpath(f"//*[local-name()='metadata']/*[local-name()='{name}']/text()")
    return clean(str(found[0]).strip()) or None if found else None
