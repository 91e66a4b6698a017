"""The server under load and hostile bytes, and while another process writes to the store."""

import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import httpx
import pytest

from tests.clients.conftest import ENVIRONMENT


def raw(server, request):
    """The status line that the server answers to these bytes."""
    address = urlsplit(server)
    with socket.create_connection((address.hostname, address.port), timeout=30) as connection:
        connection.sendall(request)
        with connection.makefile("rb") as answer:
            return answer.readline().decode()


@pytest.mark.parametrize(
    "target",
    [
        b"/api/collections/incidents/items?q=" + b"a" * 60_000,
        b"/api/collections/incidents/items?q=\xff\xfe",
        b"/api/collections/incidents/items?q=%ff",
        b"/api/collections/incidents/items/%ff%fe",
        b"/%00",
        b"/%",
        b"/..%2f..%2f..%2fetc/passwd",
        b"/../../../../etc/passwd",
        b"//",
        b"http://elsewhere.example/api",
        b"*",
        b"/api?f=html#fragment",
    ],
)
@pytest.mark.parametrize("method", [b"GET", b"HEAD", b"POST", b"OPTIONS", b"BREW"])
def test_raw_requests_get_an_answer(server, method, target):
    status = raw(server, method + b" " + target + b" HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
    assert status.startswith("HTTP/1.1 ")
    assert 200 <= int(status.split()[1]) < 500


def test_a_head_has_no_body(server):
    head = httpx.head(f"{server}/api/collections/incidents/items", headers={"accept-encoding": "identity"})
    assert head.status_code == 200
    assert head.content == b""


WRITER = """
import sys
from dateline.storage.sql import open_store
from tests.api.conftest import add
store = open_store(sys.argv[1])
for n in range(40):
    add(store, text=f"Written elsewhere, number {n}.", kind="grenade", on=None, place=None, source=f"Writer {n}")
store.close()
"""


def test_reading_goes_on_while_another_process_writes(server, store_address):
    url = f"{server}/api/collections/incidents/items?event_type=explosions_remote_violence"
    before = httpx.get(url).json()["numberMatched"]
    writing = subprocess.Popen([sys.executable, "-c", WRITER, store_address], env=ENVIRONMENT)
    counts = []
    with httpx.Client() as client, ThreadPoolExecutor(4) as readers:
        while writing.poll() is None:
            for answer in readers.map(client.get, [url] * 4):
                assert answer.status_code == 200, answer.text
                counts.append(answer.json()["numberMatched"])
    assert writing.returncode == 0
    after = httpx.get(url).json()["numberMatched"]
    assert after > before
    assert counts == sorted(counts) or max(counts) <= after
