"""Pages to read and the map page: hostile text stays text, nothing is loaded from elsewhere, and nothing outside the folder is served."""

import re
from html.parser import HTMLParser

import pytest

from dateline_api.app import create_app
from tests.api.conftest import HOSTILE

VOID = {"meta", "link", "input", "br", "img"}


class Reader(HTMLParser):
    """Collects tags and text, and checks that tags close in order."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.text, self.open = [], [], []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def pages(client):
    yield from ("/api?f=html", "/api/conformance?f=html", "/api/collections?f=html", "/api/docs")
    for name in ("incidents", "events", "reports", "places"):
        yield f"/api/collections/{name}?f=html"
        yield f"/api/collections/{name}/items?f=html"
        yield f"/api/collections/{name}/items?f=html&limit=2&offset=2&q=%22%3E%3Cscript%3E"
        for feature in client.json(f"/api/collections/{name}/items")["features"]:
            yield f"/api/collections/{name}/items/{feature['id']}?f=html"


def test_hostile_text_is_shown_and_not_obeyed(client):
    shown = 0
    for url in pages(client):
        answer = client.get(url)
        assert answer.status_code == 200, url
        page = Reader(answer.text)
        shown += HOSTILE in "".join(page.text)
        for tag, attributes in page.tags:
            assert tag not in ("script", "img", "iframe", "object", "style"), url
            assert not [name for name in attributes if name.startswith("on") or name == "style"], url
            for address in (attributes.get("href"), attributes.get("src"), attributes.get("action")):
                assert address in (None, "data:,") or re.match(r"https?://|/", address), (url, address)
    assert shown >= 6


def test_pages_load_nothing_from_elsewhere(client):
    for url in pages(client):
        answer = client.get(url)
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        for tag, attributes in Reader(answer.text).tags:
            if tag == "link" and "stylesheet" in attributes.get("rel", ""):
                assert attributes["href"] == "http://test/api/pages.css"
    assert client.get("/api/pages.css").headers["content-type"].startswith("text/css")


def test_pages_lead_to_each_other(client):
    seen, todo = set(), ["http://test/api?f=html"]
    while todo:
        url = todo.pop()
        answer = client.get(url)
        assert answer.status_code == 200, url
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        for tag, attributes in Reader(answer.text).tags:
            href = attributes.get("href", "")
            if tag == "a" and href.startswith("http://test/api") and href not in seen:
                seen.add(href)
                todo.append(href)
    assert {part for url in seen for part in re.findall(r"/collections/(\w+)/items/", url)} == {"incidents", "events", "reports", "places"}


def test_the_map_page_is_served_with_its_policy(client):
    answer = client.get("/")
    assert "the map" in answer.text
    assert answer.headers["cache-control"] == "no-cache"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "worker-src 'self';" in policy
    assert policy.endswith("frame-ancestors 'self'")
    assert client.get("/?embed=1").headers["content-security-policy"].endswith("frame-ancestors *")
    assert client.get("/?q=embed%3D1").headers["content-security-policy"].endswith("frame-ancestors 'self'")
    assert "access-control-allow-origin" not in answer.headers


def test_files_named_by_their_content_are_kept_for_ever(client):
    answer = client.get("/assets/index-Ab3dE6gH.js")
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"].startswith("text/javascript")
    again = client.get("/assets/index-Ab3dE6gH.js", headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304
    assert again.content == b""


@pytest.mark.parametrize(
    "path",
    [
        "/secret.txt",
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/..%5csecret.txt",
        "//etc/passwd",
        "/%2fetc/passwd",
        "/assets",
        "/assets/",
        "/.hidden",
        "/link",
        "/index.html%00",
        "/" + "a" * 5000,
    ],
)
def test_nothing_outside_of_the_folder_is_served(client, path):
    assert client.get(path).status_code == 404


def test_an_unbuilt_map_says_how_to_build_it(store, pipeline, client_of, tmp_path):
    for static in (None, tmp_path, tmp_path / "absent"):
        answer = client_of(create_app(store=store, pipeline=pipeline, static=static)).get("/")
        assert answer.status_code == 404
        assert "make web" in answer.text


def test_answers_are_compressed_for_those_who_ask(client):
    answer = client.get("/api/collections/incidents/items", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert {"accept", "accept-encoding"} <= {part.strip().lower() for part in answer.headers["vary"].split(",")}
