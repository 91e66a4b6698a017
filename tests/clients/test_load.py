"""The server under many clients at once, and under slow ones."""

import asyncio
import socket
from contextlib import ExitStack
from urllib.parse import urlsplit

import httpx
import pytest

CHEAP = "/api/changes?since=0&limit=1"


def request(path, more=""):
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n".encode()


async def ask(server, path, times):
    """The statuses of so many requests over one connection, one after the other."""
    address = urlsplit(server)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    statuses = []
    for _ in range(times):
        writer.write(request(path))
        head = await reader.readuntil(b"\r\n\r\n")
        statuses.append(int(head.split()[1]))
        [length] = [int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")]
        await reader.readexactly(length)
    writer.close()
    await writer.wait_closed()
    return statuses


@pytest.mark.parametrize("path", [CHEAP, "/api/tiles/WebMercatorQuad/0/0/0", "/api/collections/incidents/items?limit=1"])
def test_many_at_once_are_all_answered(server, path):
    async def every():
        return await asyncio.gather(*(ask(server, path, 4) for _ in range(250)))

    assert {status for statuses in asyncio.run(every()) for status in statuses} == {200}


def test_slow_clients_keep_nobody_waiting(server):
    """Heads that never end, bodies that never come, and answers that nobody reads."""
    address = urlsplit(server)
    with ExitStack() as held:

        def open_with(sent):
            connection = held.enter_context(socket.create_connection((address.hostname, address.port)))
            connection.sendall(sent)

        for _ in range(60):
            open_with(b"GET /api HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            open_with(b"POST /api/geoparse HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
            open_with(request("/api/collections/incidents/items?f=geojsonl&limit=10000") * 20)
        # A fraction of what any of them would wait for one of the slow ones.
        for path in (CHEAP, "/api/incidents.bin", "/api/tiles/WebMercatorQuad/0/0/0", "/api/collections/incidents/items"):
            assert httpx.get(server + path, timeout=30).status_code == 200
