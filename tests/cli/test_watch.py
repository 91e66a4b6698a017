"""Feeds and folders are watched politely: only what changed is asked for, robots.txt is heeded, and nothing is read twice."""

import re
import signal
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><link>{base}</link>
<item><title>Shelling</title><link>{base}/one</link><pubDate>Thu, 11 May 2023 10:00:00 GMT</pubDate>
<description>Shelling killed three people in Deir Zahran on Wednesday, residents said. {filler}</description></item>
</channel></rss>"""
ROBOTS = "User-agent: *\nDisallow: /private\n"


@pytest.fixture
def site():
    """A server of one feed, which remembers what it was asked."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, self.headers.get("If-None-Match")))
            base = f"http://127.0.0.1:{self.server.server_address[1]}"
            body = {"/robots.txt": ROBOTS, "/feed.xml": FEED.format(base=base, filler="It was quiet later. " * 40)}.get(self.path)
            status = 404 if body is None else 304 if self.headers.get("If-None-Match") == '"v1"' else 200
            data = body.encode() if body and status == 200 else b""
            self.send_response(status)
            self.send_header("ETag", '"v1"')
            self.send_header("Content-Type", "application/rss+xml" if self.path == "/feed.xml" else "text/plain")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", asked
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def watched(tmp_path, monkeypatch, site):
    monkeypatch.setenv("DATELINE_FETCH_PRIVATE", "true")
    base, _ = site
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    (incoming / "a.txt").write_text("An air strike hit Marsa Qadim on 9 May 2023.")
    file = tmp_path / "feeds.toml"
    file.write_text(
        f'every = 60\n[[feed]]\nurl = "{base}/feed.xml"\n[[feed]]\nurl = "{base}/private/feed.xml"\n[[folder]]\npath = "incoming"\n'
    )
    return file


def test_what_is_new_is_read_once_and_only_what_changed_is_asked_for(dateline, watched, site):
    _, asked = site
    done = dateline("watch", watched, "--once")
    assert done.exit_code == 0, done.output
    assert "2 new reports" in done.stderr
    assert "robots.txt forbids" in done.stderr
    again = dateline("watch", watched, "--once")
    assert "0 new reports, 0 known" in again.stderr
    assert [tag for path, tag in asked if path == "/feed.xml"] == [None, '"v1"']
    assert not [path for path, _ in asked if path.startswith("/private")]
    (watched.parent / "incoming" / "a.txt").write_text("An air strike hit Marsa Qadim on 10 May 2023.")
    assert "1 new report," in dateline("watch", watched, "--once").stderr


def test_it_runs_until_it_is_told_to_end_and_says_how_it_fares(start, watched, dateline):
    process = start("watch", watched, "--metrics-port", "0")
    for line in process.stderr:
        if found := re.search(rb"http://127.0.0.1:\d+", line):
            base = found[0].decode()
            break
    for line in process.stderr:
        if b"incoming" in line:
            break
    with urllib.request.urlopen(f"{base}/metrics") as answer:
        text = answer.read().decode()
    assert re.search(r'dateline_reports_total\{outcome="new"\} 2', text)
    with urllib.request.urlopen(f"{base}/health") as answer:
        assert answer.status == 200
    process.send_signal(signal.SIGTERM)
    _, told = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Told to end" in told


@pytest.mark.parametrize("text", ["", "every = 0\n[[folder]]\npath='x'", "[[feed]]\nurl = 3", "not toml"])
def test_a_file_that_cannot_be_used_is_told(dateline, tmp_path, text):
    (tmp_path / "feeds.toml").write_text(text)
    done = dateline("watch", tmp_path / "feeds.toml", "--once")
    assert done.exit_code == 1
    assert "feeds.toml" in done.stderr
