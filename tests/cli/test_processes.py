"""What only shows in a process of its own: signals, broken pipes, the server."""

import json
import signal
import socket
import subprocess
import time
import urllib.request

from dateline import __version__
from dateline.storage.sql import open_store

ROW = json.dumps({"text": "Shelling hit Elmwick on Monday and killed three people, residents said.", "published": "2023-05-12"}).encode()


def test_version(start):
    process = start("--version")
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out.decode().strip(), err) == (0, f"dateline {__version__}", b"")


def test_a_reader_who_leaves_is_no_error(start, tmp_path):
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"\n".join([ROW] * 3_000))
    process = start("geoparse", path, "--format", "jsonl")
    assert process.stdout.readline().startswith(b'{"id"')
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(timeout=60) == 141


def test_an_interrupted_ingest_keeps_what_was_stored(start, data_dir):
    process = start("ingest", "-", stdin=subprocess.PIPE)
    process.stdin.write(ROW + b"\n")
    process.stdin.flush()
    database = data_dir / "dateline.sqlite"
    deadline = time.monotonic() + 60
    while not (database.exists() and reports_in(database)):
        assert process.poll() is None, process.stderr.read().decode()
        assert time.monotonic() < deadline, "nothing was stored"
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"what was stored stays" in err
    assert b"Traceback" not in err
    assert reports_in(database) == 1


def reports_in(database):
    store = open_store(f"sqlite:///{database}")
    try:
        return store.summary().reports
    finally:
        store.close()


def test_serve_says_where_answers_there_and_ends_quietly(start):
    process = start("serve", "--port", "0", "--no-open")
    said = ""
    while "http://" not in said:
        said = process.stderr.readline().decode()
        assert said, "it ended"
    url = next(word for word in said.split() if word.startswith("http://"))
    with urllib.request.urlopen(f"{url}/api?f=json", timeout=30) as answer:
        assert "links" in json.load(answer)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0
    assert b"Traceback" not in err


def test_serve_says_when_the_port_is_taken(start):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = start("serve", "--port", port, "--no-open")
        _, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert f"port {port} on 127.0.0.1 cannot be used".encode() in err


def test_serve_refuses_a_public_address_with_an_explanation(start):
    process = start("serve", "--host", "0.0.0.0", "--no-open")
    _, err = process.communicate(timeout=60)
    assert process.returncode == 2
    assert b"--allow-public" in err
