"""Whatever is named becomes reports; what cannot be read is said in its place, and the rest goes on."""

import codecs
import io
import json
import os
import sys
from datetime import date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UnreadableReport
from dateline.reading.days import parse_day
from dateline.reading.decoding import decode
from dateline.reading.pages import text_of_fragment
from dateline.reading.read import ReadDefaults, ReadLimits, read_sources
from dateline.reading.report import Report

FRENCH = "Des drones abattus près de Véron. L'armée a déclaré vendredi que « deux appareils » avaient été détruits à l'ouest."
RUSSIAN = "Два беспилотника были сбиты в четверг вечером у авиабазы в провинции."
ARABIC = "قال مصدر عسكري إن الدفاعات الجوية أسقطت طائرتين مسيرتين قرب القاعدة مساء الخميس"
TURKISH = "Uçaklar cuma günü güneydeki köyleri vurdu; üç kişi öldü, halk dağlık bölgeye çekildi."
POLISH = "Samoloty zbombardowały w piątek wsie na południe od miasta, zginęły trzy osoby, źródła podały, że płonęły domy."


def read(*sources, **options):
    return list(read_sources([str(source) for source in sources], **options))


def causes(answers):
    return [answer.cause for answer in answers if isinstance(answer, UnreadableReport)]


def texts(answers):
    return [answer.text for answer in answers if isinstance(answer, Report)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (FRENCH, "utf-8"),
        (FRENCH, "utf-8-sig"),
        (FRENCH, "utf-16"),
        (FRENCH, "utf-16-le"),
        (FRENCH, "utf-32"),
        (FRENCH, "latin-1"),
        ("The café was hit, residents said.", "latin-1"),
        ("“Nobody died” – the mayor’s words.", "cp1252"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8-r"),
        (ARABIC, "cp1256"),
        (TURKISH, "cp1254"),
        (POLISH, "cp1250"),
    ],
)
def test_every_encoding_reads_right(tmp_path, text, encoding):
    path = tmp_path / "report.txt"
    path.write_bytes(text.encode(encoding))
    (report,) = read(path)
    assert report.text == text


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufffd\ufeff")))
def test_what_is_written_in_utf_8_is_read_unchanged(text):
    assert decode(codecs.BOM_UTF8 + text.encode()) == text


def test_line_ends_and_spaces_stay_because_spans_count_on_them(tmp_path):
    path = tmp_path / "report.txt"
    path.write_bytes(b"  One.\r\nTwo.\n\n")
    (report,) = read(path, defaults=ReadDefaults(published=date(2020, 7, 24), source="Example Wire"))
    assert (report.text, report.title, report.external_id) == ("  One.\r\nTwo.\n\n", None, "report.txt")
    assert (report.published, report.source) == (date(2020, 7, 24), "Example Wire")


def test_a_bad_file_is_said_and_the_rest_of_the_folder_goes_on(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    (tmp_path / ".hidden" / "x.txt").write_text("hidden")
    (tmp_path / "a-empty.txt").write_bytes(b"")
    (tmp_path / "b" / "blank.txt").write_bytes(b" \n\t\n")
    (tmp_path / "c-junk.txt").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "d-image.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 100)
    (tmp_path / "e-large.txt").write_bytes(b"word " * 2_000_000)
    (tmp_path / "f-broken.parquet").write_bytes(b"PAR1 and nothing else")
    (tmp_path / "g-link.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "z-good.txt").write_text("A good report.")
    os.mkfifo(tmp_path / "pipe")
    answers = read(tmp_path, tmp_path / "missing")
    assert texts(answers) == ["A good report."]
    assert [Path(answer.origin).name for answer in answers if isinstance(answer, UnreadableReport)] == [
        "a-empty.txt",
        "c-junk.txt",
        "d-image.txt",
        "e-large.txt",
        "f-broken.parquet",
        "g-link.txt",
        "blank.txt",
        "missing",
    ]
    empty, junk, image, large, broken, link, blank, missing = causes(answers)
    assert empty == blank == "is empty"
    assert link == missing == "does not exist"
    assert junk.startswith("is not text: ")
    assert image == "is not text: it looks like a PNG image"
    assert "10,000,000 bytes; the limit is 2,000,000 bytes" in large
    assert "DATELINE_MAX_REPORT_BYTES" in large
    assert broken.startswith("is no Parquet file")


def test_a_file_that_may_not_be_read(tmp_path, monkeypatch):
    path = tmp_path / "secret.txt"
    path.write_text("secret")

    def refuse(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert causes(read(path)) == ["may not be read: permission denied"]


def test_each_bad_line_of_json_is_said_with_its_number(tmp_path):
    path = tmp_path / "reports.jsonl"
    lines = [
        '{"id": 7, "text": "Good.", "published": "Fri, 24 Jul 2020 23:30:00 +0300", '
        '"url": "https://www.example.org/a", "language": "en-US"}',
        "",
        '{"text": ',
        '{"id": "a", "body": "x"}',
        '{"text": 5}',
        '{"text": NaN}',
        '{"text": null}',
        '{"text": "x", "published": "04/05/2017"}',
        '{"text": "x", "published": {"day": 1}}',
        "[1]",
        "[" * 100_000,
        '{"text": "' + "long " * 3_000_000 + '"}',
        json.dumps({"text": "large " * 400_000}),
        '{"text": "Half a pair \\ud800 and a zero \\u0000.", "title": NaN, "url": "javascript:alert(1)"}',
    ]
    path.write_text("\n".join(lines))
    answers = read(path)
    good, odd = (answer for answer in answers if isinstance(answer, Report))
    assert (good.text, good.external_id, good.source, good.language) == ("Good.", "7", "example.org", "en")
    assert good.published == date(2020, 7, 24)
    assert (odd.text, odd.title, odd.url) == ("Half a pair \ufffd and a zero \ufffd.", None, None)
    said = {answer.origin.rpartition(" ")[2]: answer.cause for answer in answers if isinstance(answer, UnreadableReport)}
    assert list(said) == [str(number) for number in range(3, 14)]
    assert said["3"].startswith("is not JSON: ")
    assert said["4"] == "has no text; it has id, body"
    assert said["5"] == "text is a int, not words"
    assert said["6"] == said["7"] == "has an empty text"
    assert "'04/05/2017' is no day" in said["8"]
    assert "published is a dict" in said["9"]
    assert said["10"] == "is a JSON list, not an object with a text"
    assert said["11"].startswith("is not JSON")
    assert "DATELINE_MAX_REPORT_BYTES" in said["12"]
    assert "DATELINE_MAX_REPORT_BYTES" in said["13"]


def test_a_row_without_words_is_kept_when_every_row_needs_its_answer(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"id": "a", "text": ""}\n{"id": "b", "text": null, "toponyms": []}\n')
    assert [(report.external_id, report.text) for report in read(path, keep_empty=True)] == [("a", ""), ("b", "")]


def test_a_table_far_larger_than_a_report_is_streamed(tmp_path):
    path = tmp_path / "reports.jsonl"
    row = json.dumps({"text": "A short report. " * 50}) + "\n"
    with path.open("w") as file:
        for _ in range(200):
            file.write(row)
    assert len(texts(read(path, limits=ReadLimits(report_bytes=1_000)))) == 200


@pytest.mark.parametrize(
    "content",
    [
        '[{"id": 1, "text": "One."}, {"id": 2, "text": "Two."}]',
        '[\n {"id": 1, "text": "One."},\n {"id": 2, "text": "Two."}\n]\n',
        '{"id": 1, "text": "One."}\n{"id": 2, "text": "Two."}\n',
        "id,text\n1,One.\n2,Two.\n",
        '\ufeffID;Text\r\n1;"One."\r\n2;Two.\r\n',
        "title\ttext\tid\n\tOne.\t1\n\tTwo.\t2\n",
    ],
)
def test_tables_are_known_by_their_content(tmp_path, content):
    path = tmp_path / "data"
    path.write_text(content)
    assert [(report.external_id, report.text) for report in read(path)] == [("1", "One."), ("2", "Two.")]


@pytest.mark.parametrize(
    "text", ["[Analysis] The front has not moved.", "{sic} he said.", "Text, published, read.", "<The frontier> was quiet.", "5 < 6"]
)
def test_text_that_only_resembles_a_table_is_text(tmp_path, text):
    path = tmp_path / "report.txt"
    path.write_text(text)
    assert texts(read(path)) == [text]


def test_one_json_object_over_many_lines_is_one_report(tmp_path):
    path = tmp_path / "report.json"
    path.write_text(json.dumps({"id": 1, "text": "One."}, indent=2))
    assert texts(read(path)) == ["One."]


def test_a_csv_table(tmp_path):
    path = tmp_path / "reports.csv"
    path.write_bytes('id,text,published\n1,"Raid sur Véron,\nhier",2020-01-02\n2,NaN,\n3,a,b,c\n4,Fin,hier\n5,Bon,\n'.encode("latin-1"))
    answers = read(path)
    assert texts(answers) == ["Raid sur Véron,\nhier", "Bon"]
    empty, wide, day = causes(answers)
    assert empty == "has an empty text"
    assert wide == "has 4 cells for 3 columns"
    assert "'hier' is no day" in day


def test_a_table_without_a_text_column_names_what_it_found(tmp_path):
    csv_path, parquet_path = tmp_path / "a.csv", tmp_path / "b.parquet"
    csv_path.write_text("id,body\n1,x\n")
    pq.write_table(pa.table({"id": [1], "body": ["x"]}), parquet_path)
    assert causes(read(csv_path, parquet_path)) == ["has no column named text; its columns are id, body"] * 2


def test_a_quote_that_is_never_closed_takes_bounded_memory(tmp_path):
    path = tmp_path / "reports.csv"
    path.write_text('id,text\n1,Fine.\n2,"open' + "\nmore" * 500_000)
    answers = read(path, limits=ReadLimits(report_bytes=200_000))
    assert texts(answers) == ["Fine."]
    assert "is a quote not closed?" in causes(answers)[0]


def test_a_parquet_table(tmp_path):
    path = tmp_path / "reports"
    columns = {
        "id": [1.0, 2.0, 3.0],
        "text": ["One.", None, "Three."],
        "published": [datetime(2020, 7, 24, 23), None, None],  # noqa: DTZ001  # as tables hold it
        "vector": [[1], [2], [3]],
    }
    pq.write_table(pa.table(columns), path)
    answers = read(path)
    assert [(report.external_id, report.text, report.published) for report in answers if isinstance(report, Report)] == [
        ("1", "One.", date(2020, 7, 24)),
        ("3", "Three.", None),
    ]
    assert [str(answer) for answer in answers if isinstance(answer, UnreadableReport)] == [f"{path}, row 2: has an empty text"]


def test_a_page_gives_its_title_day_language_and_main_text(tmp_path):
    path = tmp_path / "page"
    body = "".join(f"<p>{FRENCH} {number}.</p>" for number in range(4))
    path.write_bytes(
        f"""<html lang=fr><head><meta charset=iso-8859-1><title>Deux drones abattus</title>
        <meta property="article:published_time" content="2020-07-24T23:30:00+03:00"></head>
        <body><nav><a href=/>Accueil</a></nav><article>{body}</article></body></html>""".encode("latin-1")
    )
    (report,) = read(path)
    assert (report.title, report.published, report.language) == ("Deux drones abattus", date(2020, 7, 24), "fr")
    assert report.text.startswith(f"Deux drones abattus\n\n{FRENCH}")
    assert "Accueil" not in report.text
    empty = tmp_path / "empty.html"
    empty.write_text("<html><body></body></html>")
    assert causes(read(empty)) == ["is a web page without any text to read"]


def test_hostile_markup_takes_bounded_work(tmp_path):
    path = tmp_path / "page.html"
    path.write_text("<html><body>" + "x<br>" * 1_000_000)
    assert "more than 60,000 tags" in causes(read(path))[0]
    for junk in ("<a ", '<a b="', "<!--", "<!", "&#", "<?", "<b>"):
        assert text_of_fragment(f"Words. {junk * 100_000}").startswith("Words.")


def test_a_feed_in_a_file_is_read_without_following_its_links(tmp_path):
    path = tmp_path / "feed.xml"
    path.write_text(
        """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Example Monitor</title>
        <entry><title>Raid</title><id>tag:1</id><link href="https://www.example.org/1"/><updated>2020-07-24T23:30:00+03:00</updated>
        <content type="html">&lt;p&gt;Two &lt;b&gt;drones&lt;/b&gt; fell.&lt;/p&gt;
        &lt;script&gt;x&lt;/script&gt;&lt;p&gt;Nobody died.&lt;/p&gt;</content></entry>
        <entry><id>tag:2</id></entry></feed>"""
    )
    report, wordless = read(path, resolve=lambda host, port: pytest.fail("looked up"))
    assert report.text == "Raid\n\nTwo drones fell.\n\nNobody died."
    assert (report.source, report.published, report.external_id) == ("example.org", date(2020, 7, 24), "tag:1")
    assert wordless.cause == "has no words"


def test_a_json_feed_is_a_feed(tmp_path):
    path = tmp_path / "feed.json"
    items = [
        {"id": 7, "url": "https://www.example.org/7", "title": "Raid & flight", "content_html": "<p>Two <b>drones</b> fell.</p>"},
        {"id": "8", "content_text": "Nobody died.\n\nA < B, they said.", "date_published": "2020-07-24T23:30:00+03:00", "language": "fr"},
        {"id": "9", "date_published": "soon"},
        "no item",
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Example Monitor", "language": "en-GB", "items": items}
    for indent in (None, 2):
        path.write_text(json.dumps(feed, indent=indent))
        first, second, wordless = read(path, resolve=lambda host, port: pytest.fail("looked up"))
        assert (first.text, first.source, first.external_id) == ("Raid & flight\n\nTwo drones fell.", "example.org", "7")
        assert (second.text, second.source, second.language) == ("Nobody died.\n\nA < B, they said.", "Example Monitor", "fr")
        assert (first.language, second.published) == ("en", date(2020, 7, 24))
        assert wordless.cause == "has no words"


@pytest.mark.parametrize("told", ['"items": 3', '"items": [', '"items": []', '"title": {"a": 1}', '"items": [{"title": 3}]'])
def test_a_broken_json_feed_is_said(tmp_path, told):
    path = tmp_path / "feed.json"
    path.write_text('{"version": "https://jsonfeed.org/version/1", ' + told + "}")
    (cause,) = causes(read(path))
    assert "feed" in cause or cause == "has no words"


@pytest.mark.parametrize("content", ["<rss></rss>", "<rss version='2.0'><channel><title>x</title></channel></rss>", "<feed xmlns='x'"])
def test_a_feed_without_entries_is_said(tmp_path, content):
    path = tmp_path / "feed.xml"
    path.write_text(content)
    assert "feed" in causes(read(path))[0]


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"text": "From a pipe."}\n')))
    assert texts(read("-")) == ["From a pipe."]


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2020-07-24", date(2020, 7, 24)),
        ("20200724", date(2020, 7, 24)),
        (20200724, date(2020, 7, 24)),
        ("2020-07-24T23:59:59.999-11:00", date(2020, 7, 24)),
        ("2020-07-24 10:00:00 UTC", date(2020, 7, 24)),
        ("Fri, 24 Jul 2020 23:59:00 GMT", date(2020, 7, 24)),
        ("24 July 2020", date(2020, 7, 24)),
        ("July 24, 2020", date(2020, 7, 24)),
        ("", None),
        (None, None),
    ],
)
def test_days_of_publication(value, day):
    assert parse_day(value) == day


@pytest.mark.parametrize("value", ["04/05/2017", "yesterday", "2020", "2020-13-01", 1.5, True, "9" * 100_000, ["2020-07-24"]])
def test_days_that_are_not_guessed(value):
    with pytest.raises(ValueError, match="published"):
        parse_day(value)
