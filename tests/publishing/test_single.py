"""The map as one file: what is put into the page, and that nothing in it can be taken for markup."""

import base64
import gzip
import json
import re

import pytest

from dateline.errors import BadInput
from dateline.extraction.event import Evidence, Span
from dateline.merging.across import merge
from dateline.publishing.single import MAX_QUOTE, PLACE, write_single
from tests.builders import a_place, an_account

HOSTILE = "</script><script>alert(1)</script><!-- {{ 7 * 7 }} 𝔇"
PAGE = f"<html><script>{PLACE}</script></html>"


def told(account, **words):
    """The account with spans of words of its text as evidence."""
    from dataclasses import replace

    text = account.report.text

    def span(part):
        return Span(text.index(part), text.index(part) + len(part))

    sentence = span(words.pop("sentence", text))
    found = {role: span(part) for role, part in words.items()}
    event = replace(account.event, evidence=Evidence(sentence=sentence, **found), quote=text[sentence.start : sentence.end])
    return replace(account, event=event)


def written(tmp_path, accounts):
    incidents = merge(accounts).incidents
    by_event = {account.event.id: account for account in accounts}
    path = tmp_path / "map.html"
    write_single(incidents, path, page=PAGE, accounts_of=lambda incident: [by_event[event_id] for event_id in incident.event_ids])
    return incidents, path.read_text("utf-8")


def opened(html):
    """What the page's first script reads: the header of the columns, and the rest."""
    text = re.fullmatch(r"<html><script>([^<&\s]*)</script></html>", html)[1]
    content = gzip.decompress(base64.b85decode(text.translate(str.maketrans("/,", "<&"))))
    length = int.from_bytes(content[:8], "little")
    columns = content[8 : 8 + length]
    assert columns.startswith(b"DLINC\x01\x00\x00")
    assert length % 8 == 0
    header = json.loads(columns[12 : 12 + int.from_bytes(columns[8:12], "little")])
    return header, json.loads(content[8 + length :])


def test_every_account_comes_with_its_quote_and_its_marked_words(tmp_path):
    text = "An earlier sentence. Shells hit Mirna on Monday, medics said. A later one."
    sentence = "Shells hit Mirna on Monday, medics said."
    first = told(
        an_account(text, kind="shelling_artillery_missile", source="First", killed=3, attribution=("medics",)),
        sentence=sentence,
        trigger="Shells hit",
        place="Mirna",
        date="Monday",
        attribution="medics said",
    )
    second = told(an_account("A blast shook Daro.", kind="suicide_bomb", place=a_place("Daro", lon=41), on=None), trigger="blast")
    incidents, html = written(tmp_path, [first, second])
    header, rest = opened(html)
    assert header["count"] == len(incidents) == 2
    assert header["dated"] == 1
    accounts = [account for accounts in rest["incidents"]["accounts"] for account in accounts]
    report, status, quote, names, *spans = next(account for account in accounts if account[2] == sentence)
    marked = {spans[at]: quote[spans[at + 1] : spans[at + 2]] for at in range(0, len(spans), 3)}
    assert marked == {"t": "Shells hit", "p": "Mirna", "d": "Monday", "a": "medics said"}
    assert (status, [rest["names"][name] for name in names]) == ("occurred", ["medics"])
    assert rest["reports"]["source"][report] == "First"


def test_what_reports_say_is_never_markup(tmp_path):
    account = an_account(f"Shells hit Mirna. {HOSTILE}", title=HOSTILE, source=HOSTILE, url="javascript:alert(1)", attribution=(HOSTILE,))
    _, html = written(tmp_path, [account])
    _, rest = opened(html)
    assert HOSTILE in rest["names"]
    assert rest["reports"]["title"] == [HOSTILE]


def test_a_long_sentence_is_cut_around_what_happened(tmp_path):
    text = "word " * 400 + "shells hit Mirna " + "word " * 400
    account = told(an_account(text, kind="shelling_artillery_missile"), trigger="shells hit", place="Mirna")
    _, html = written(tmp_path, [account])
    (_, _, quote, _, *spans) = opened(html)[1]["incidents"]["accounts"][0][0]
    assert len(quote) == MAX_QUOTE
    assert quote[spans[1] : spans[2]] == "shells hit"


def test_words_of_no_report_are_not_marked(tmp_path):
    _, html = written(tmp_path, [an_account("Row 1", place=None)])
    assert opened(html)[0]["count"] == 1


def test_a_page_without_a_place_is_refused(tmp_path):
    with pytest.raises(BadInput):
        write_single([], tmp_path / "map.html", page="<html></html>", accounts_of=lambda _: [])
