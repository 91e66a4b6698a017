"""Putting a server under load, and looking at what it takes: wrk where it is installed, else connections of our own, the same for all."""

import asyncio
import os
import re
import shutil
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

CONNECTIONS = 8
_TICK = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Load:
    """What a server did under load."""

    requests: int
    per_second: float
    failed: int
    cpu_ms: float
    """Of the server and its database together, for one request."""


def load(url: str, seconds: float, pids: list[int]) -> Load:
    """Ask for the same again and again over some connections; `pids` are the servers' first processes."""
    before = cpu_seconds(pids)
    requests, took, failed = _wrk(url, seconds) if shutil.which("wrk") else asyncio.run(_own(url, seconds))
    return Load(requests, requests / took, failed, 1000 * (cpu_seconds(pids) - before) / max(1, requests))


def client() -> str:
    """Which client puts the load."""
    return "wrk" if shutil.which("wrk") else "an asyncio client of our own (wrk is not installed)"


def _wrk(url: str, seconds: float) -> tuple[int, float, int]:
    command = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds:g}s", "--timeout", "60s", url]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    requests, took = re.search(r"(\d+) requests in ([\d.]+)(?:s|m)", told).groups()
    failed = sum(int(count) for count in re.findall(r"Non-2xx or 3xx responses: (\d+)|timeout (\d+)", told) for count in count if count)
    return int(requests), float(took), failed


async def _own(url: str, seconds: float) -> tuple[int, float, int]:
    parts = urlsplit(url)
    asked = f"GET {parts.path}?{parts.query} HTTP/1.1\r\nHost: {parts.netloc}\r\nAccept: */*\r\n\r\n".encode()
    start = time.perf_counter()
    done = [0, 0]

    async def one() -> None:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port, limit=1 << 20)
        while time.perf_counter() < start + seconds:
            writer.write(asked)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            length = re.search(rb"content-length: (\d+)", head)
            if length:
                await reader.readexactly(int(length[1]))
            else:
                while size := int((await reader.readline()).strip() or b"0", 16):
                    await reader.readexactly(size + 2)
                await reader.readline()
            done[0] += 1
            done[1] += b" 200 " not in head.split(b"\r\n")[0]
        writer.close()

    await asyncio.gather(*(one() for _ in range(CONNECTIONS)))
    return done[0], time.perf_counter() - start, done[1]


def median_ms(url: str, times: int = 9) -> float:
    """What one client waits for the whole answer."""
    took = []
    for _ in range(times):
        start = time.perf_counter()
        fetched(url)
        took.append(1000 * (time.perf_counter() - start))
    return sorted(took)[times // 2]


def fetched(url: str) -> bytes:
    """The answer's body."""
    with urlopen(url, timeout=600) as answer:  # ours
        return answer.read()


def streamed(url: str) -> tuple[float, float, int]:
    """Seconds to the first byte and to the last, and how many bytes came."""
    start = time.perf_counter()
    with urlopen(url, timeout=600) as answer:
        size = len(answer.read(1))
        first = time.perf_counter() - start
        while piece := answer.read(1 << 20):
            size += len(piece)
    return first, time.perf_counter() - start, size


def cpu_seconds(pids: list[int]) -> float:
    """Processor time of processes and all their descendants that still run."""
    spent = 0
    for pid in _family(pids):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        # Also that of children that ended.
        spent += sum(int(ticks) for ticks in fields[11:15])
    return spent / _TICK


def memory_mb(pids: list[int]) -> float:
    """Resident memory of processes and all their descendants."""
    held = 0
    for pid in _family(pids):
        try:
            status = Path(f"/proc/{pid}/status").read_text()
        except OSError:
            continue
        found = re.search(r"VmRSS:\s+(\d+)", status)
        held += int(found[1]) if found else 0
    return held / 1024


def _family(pids: list[int]) -> list[int]:
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            parents.setdefault(int(fields[1]), []).append(int(entry.name))
    found, left = [], list(pids)
    while left:
        pid = left.pop()
        found.append(pid)
        left += parents.get(pid, [])
    return found
