"""Answers made smaller: as asked, undone to the same bytes, and named so that no cache takes one for the other."""

import gzip

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dateline_api.compression import ENCODINGS, compressed, encoding_of

ITEMS = "/api/collections/incidents/items?limit=100"
UNDO = {"gzip": gzip.decompress, "zstd": lambda body: zstandard.ZstdDecompressor().decompressobj().decompress(body)}


@pytest.mark.parametrize(
    ("accept", "wanted"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.5", "gzip"),
        ("zstd;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("*", "zstd"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("br", None),
        ("GZIP", "gzip"),
        ("gzip;q=nan", None),
        ("gzip;q=x", None),
    ],
)
def test_what_is_liked_best_is_sent(accept, wanted):
    assert encoding_of(accept) == wanted


@given(st.text(max_size=200))
def test_any_header_is_understood_somehow(accept):
    assert encoding_of(accept) in (None, *ENCODINGS)


@given(st.lists(st.binary(max_size=5_000), max_size=6))
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_nothing_is_lost(encoding, pieces):
    assert UNDO[encoding](compressed(pieces, encoding)) == b"".join(pieces)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}&f=csv", f"{ITEMS}&f=geojsonl", "/api/docs", "/api/openapi.json", "/api/incidents.bin"])
def test_whole_and_streamed_answers_are_compressed(client, path, encoding):
    answer = client.raw(path, headers={"accept-encoding": encoding})
    assert answer.headers["content-encoding"] == encoding
    assert "Accept-Encoding" in answer.headers["vary"]
    if "content-length" in answer.headers:
        assert int(answer.headers["content-length"]) == len(answer.content)
    plain = client.raw(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["vary"]
    assert len(plain.content) > len(answer.content)
    if "timeStamp" not in plain.text:
        assert UNDO[encoding](answer.content) == plain.content


def test_what_would_not_be_smaller_is_left_alone(client):
    small = client.raw("/api/session", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in small.headers
    packed = client.raw(f"{ITEMS}&f=parquet", headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in packed.headers
    # A strong tag names the very bytes that are sent.
    one = client.json(ITEMS)["features"][0]["id"]
    tagged = client.raw(f"/api/incidents/{one}/revisions", headers={"accept-encoding": "gzip"})
    assert tagged.headers["etag"].startswith('"')
    assert len(tagged.content) > 1_000
    assert "content-encoding" not in tagged.headers


def test_a_head_says_what_a_get_would_hold(client):
    head = client.request("HEAD", ITEMS, headers={"accept-encoding": "gzip"})
    assert head.content == b""
    assert "Accept-Encoding" in head.headers["vary"]


def test_an_answer_that_did_not_change_says_what_it_depends_on(client):
    first = client.get(ITEMS, headers={"accept-encoding": "zstd"})
    again = client.get(ITEMS, headers={"accept-encoding": "gzip", "if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    assert "Accept-Encoding" in again.headers["vary"]
