"""A server that answers as hostile servers do, on 127.0.0.1."""

import gzip
import socketserver
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

PAGE = b"""<!doctype html><html lang="en-GB"><head><title>Raid on Northfield</title>
<meta property="article:published_time" content="2021-03-04T23:30:00+05:00"></head>
<body><nav><a href="/">Home</a></nav><article><h1>Raid on Northfield</h1>
<p>Gunmen attacked the village of Northfield on Thursday, residents said, and set several houses near the river on fire.</p>
<p>Four people were wounded and taken to a hospital in the valley, where doctors asked for donations of blood.</p>
</article></body></html>"""
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example Wire</title><language>en</language>
<item><title>Raid on Northfield</title><link>%s/page</link><pubDate>Thu, 04 Mar 2021 23:30:00 +0500</pubDate>
<description>A teaser.</description></item>
<item><title>Gone</title><link>%s/missing</link><pubDate>Fri, 05 Mar 2021 01:00:00 +0500</pubDate>
<description>Two sentences stand here. The page does not.</description></item></channel></rss>"""


class Hostile(BaseHTTPRequestHandler):
    """Each path misbehaves in its own way."""

    hosts: list[str]

    def log_message(self, format, *args):  # noqa: A002
        pass

    def do_GET(self):
        self.hosts.append(self.headers["Host"])
        try:
            getattr(self, "answer_" + self.path.strip("/").partition("/")[0].partition("?")[0], self.answer_missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def plain(self, body, content_type="text/html; charset=utf-8", **headers):
        self.send_response(200)
        self.send_header("Content-Type", content_type)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def redirect(self, to):
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def answer_page(self):
        self.plain(PAGE)

    def answer_feed(self):
        here = f"http://{self.headers['Host']}".encode()
        self.plain(FEED % (here, here), "application/rss+xml")

    def answer_packed(self):
        self.plain(gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_latin(self):
        self.plain("Des drones près de Véron.".encode("latin-1"), "text/plain; charset=iso-8859-1")

    def answer_missing(self):
        self.send_error(404)

    def answer_image(self):
        self.plain(b"\x89PNG", "image/png")

    def answer_tofile(self):
        self.redirect("file:///etc/passwd")

    def answer_topage(self):
        self.redirect("/page")

    def answer_loop(self):
        self.redirect("/loop")

    def answer_toprivate(self):
        self.redirect("http://10.0.0.1/page")

    def answer_endless(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(2_000):
            self.wfile.write(b"word " * 20_000)

    def answer_bomb(self):
        self.plain(gzip.compress(b"\0" * 50_000_000), Content_Encoding="gzip")

    def answer_drip(self):
        self.send_response(200)
        self.end_headers()
        for _ in range(40):
            self.wfile.write(b"word ")
            time.sleep(0.1)

    def answer_headers(self):
        self.plain(b"text", **{f"X_{number}": "x" * 5_000 for number in range(80)})

    def answer_broken(self):
        self.plain(b"\x1f\x8b not gzip at all", Content_Encoding="gzip")


@pytest.fixture
def server() -> Iterator[str]:
    """The server's address; `Hostile.hosts` keeps the Host headers it was asked with."""
    Hostile.hosts = []
    ThreadingHTTPServer.daemon_threads = True
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), Hostile)
    thread = threading.Thread(target=httpd.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    # Handlers that still drip are not waited for.
    socketserver.TCPServer.server_close(httpd)
    thread.join()
