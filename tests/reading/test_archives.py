"""Mail, web archives, books, documents and workbooks become reports; one that is broken or a bomb is told and harms nothing."""

import gzip
import zipfile
from datetime import date

import pytest

from dateline.errors import UnreadableReport
from dateline.reading.read import ReadLimits, read_sources
from dateline.reading.report import Report

MAIL = b"""From desk@example.org Thu May 11 10:00:00 2023
From: "The Borstad Courier" <desk@example.org>
Subject: =?utf-8?q?Shelling_near_Al_Noor?=
Date: Thu, 11 May 2023 23:30:00 +0300
Message-ID: <1@example.org>
Content-Type: text/plain; charset=utf-8

Shells hit the market.
>From noon on it was quiet.

From x Thu May 11 10:00:01 2023
Subject: second
Content-Type: text/html

<p>Two people died.</p><script>no</script>

From x Thu May 11 10:00:02 2023
Subject: third
Content-Type: application/pdf

%
"""
PAGE = "<html lang='en'><head><title>Raid on Qalmar</title></head><body><article><p>{}</p></article></body></html>".format(
    "Aircraft struck the base near Qalmar at night and the army said that nobody was hurt in the raid. " * 4
)


def read(file, **options):
    return list(read_sources([file], **options))


def epub(file, chapters, pad=b""):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(zipfile.ZipInfo("mimetype"), "application/epub+zip")
        packed.writestr("META-INF/container.xml", "<container><rootfiles><rootfile full-path='OPS/book.opf'/></rootfiles></container>")
        items = "".join(f"<item id='c{n}' href='c{n}.xhtml'/>" for n in range(len(chapters)))
        spine = "".join(f"<itemref idref='c{n}'/>" for n in range(len(chapters)))
        told = "<title>A Year of War</title><language>en</language><date>2021-05-06</date>"
        packed.writestr("OPS/book.opf", f"<package><metadata>{told}</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>")
        for n, chapter in enumerate(chapters):
            packed.writestr(
                f"OPS/c{n}.xhtml", f"<?xml version='1.0' encoding='utf-8'?><html><body><p>{chapter}</p></body></html>".encode() + pad
            )
    return file


def test_mail_archives(tmp_path):
    file = tmp_path / "list.mbox"
    file.write_bytes(MAIL)
    first, second, third = read(file)
    assert first.text == "Shelling near Al Noor\n\nShells hit the market.\nFrom noon on it was quiet."
    assert (first.published, first.source, first.external_id) == (date(2023, 5, 11), "The Borstad Courier", "<1@example.org>")
    assert second.text == "second\n\nTwo people died."
    assert isinstance(third, UnreadableReport)
    assert "message 3" in third.origin


def test_a_message_larger_than_a_report_is_told_and_the_next_is_read(tmp_path):
    file = tmp_path / "list.mbox"
    file.write_bytes(b"From x Thu May 11 10:00:00 2023\nSubject: a\n\n" + b"word " * 40_000 + b"\n\n" + MAIL)
    answers = read(file, limits=ReadLimits(report_bytes=10_000))
    assert [type(answer) for answer in answers[:2]] == [UnreadableReport, Report]


def test_books(tmp_path):
    one, two = read(epub(tmp_path / "book.epub", ["Shells hit Al Noor.", "Then &amp; now."]))
    assert (one.text, one.title, one.published, one.language) == ("Shells hit Al Noor.", "A Year of War", date(2021, 5, 6), "en")
    assert two.text == "Then & now."


def test_a_book_that_unpacks_to_very_much_is_not_unpacked(tmp_path):
    (answer,) = read(epub(tmp_path / "bomb.epub", ["a"], pad=b" " * 9_000_000))
    assert isinstance(answer, UnreadableReport)
    assert "unpacks to" in answer.cause


def test_workbooks(tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.append(["ID", "Text", "Published"])
    book.active.append([7, "Shells hit Al Noor.", date(2023, 5, 11)])
    book.active.append([8, None, None])
    book.save(tmp_path / "reports.xlsx")
    book.close()
    first, second = read(tmp_path / "reports.xlsx")
    assert (first.text, first.external_id, first.published) == ("Shells hit Al Noor.", "7", date(2023, 5, 11))
    assert isinstance(second, UnreadableReport)


def test_web_archives(tmp_path):
    pytest.importorskip("warcio")
    file = tmp_path / "crawl.warc.gz"
    with file.open("wb") as stream:
        for status, kind, content in (("200 OK", "text/html", PAGE), ("404 Not Found", "text/html", PAGE), ("200 OK", "image/png", "x")):
            answer = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n\r\n{content}".encode()
            told = (
                "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example.org/1\r\nWARC-Date: 2023-05-11T00:00:00Z\r\n"
                f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
            )
            stream.write(gzip.compress(told.encode() + answer + b"\r\n\r\n"))
    (report,) = read(file)
    assert report.url == "https://news.example.org/1"
    assert "near Qalmar" in report.text


def test_documents(tmp_path):
    pytest.importorskip("pypdf")
    stream = b"BT /F1 12 Tf 72 720 Td (Shells hit Al Noor.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, at = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        at.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in at)
    end = b"xref\n0 6\n0000000000 65535 f \n" + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(body)
    (tmp_path / "report.pdf").write_bytes(body + end)
    (report,) = read(tmp_path / "report.pdf")
    assert report.text == "Shells hit Al Noor."


@pytest.mark.parametrize(
    ("name", "head"), [("a.pdf", b"%PDF-1.7 x"), ("a.xlsx", b"PK\x03\x04 x"), ("a.warc", b"WARC/1.0 x"), ("a.epub", b"PK\x03\x04")]
)
def test_a_broken_container_is_told(tmp_path, name, head):
    (tmp_path / name).write_bytes(head + b"\x00\xff" * 50)
    (answer,) = read(tmp_path / name)
    assert isinstance(answer, UnreadableReport)


@pytest.mark.parametrize(("name", "head", "extra"), [("a.pdf", b"%PDF-1.7", "pdf"), ("a.warc", b"WARC/1.0", "warc")])
def test_a_missing_package_is_named_with_its_extra(tmp_path, monkeypatch, name, head, extra):
    from dateline.reading import archives

    def absent(module):
        raise ImportError(module)

    monkeypatch.setattr(archives, "import_module", absent)
    (tmp_path / name).write_bytes(head)
    (answer,) = read(tmp_path / name)
    assert f"install dateline[{extra}]" in answer.cause
