"""Webhooks against a server of the tests' own: signed, complete over restarts, never to an address that is not public."""

import base64
import hashlib
import hmac
import json
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from dateline.errors import BadParameter, NotFound
from dateline.storage.sql import open_store
from dateline.webhooks import AT_ONCE, GIVES_UP, Deliveries, Progress, WebhookFiles
from tests.api.conftest import add
from tests.builders import a_place, an_account, store_url
from tests.clients.conftest import ENVIRONMENT


@contextmanager
def receiver(statuses=()):
    """A server that remembers what it is sent, and answers with these statuses, then with 204."""
    taken, left = [], list(statuses)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["content-length"]))
            taken.append((self.path, dict(self.headers.items()), body))
            self.send_response(left.pop(0) if left else 204)
            self.send_header("location", "/elsewhere")
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook?desk=1", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def own(tmp_path):
    store = open_store(store_url(tmp_path))
    add(store, text="Shells hit One.", kind="grenade", place=a_place("One", lon=1, lat=1), on="2020-01-01")
    yield store
    store.close()


@pytest.fixture
def files(tmp_path):
    return WebhookFiles(tmp_path)


def deliveries(store, files, **options):
    return Deliveries(store, files, allow_private=True, first_wait_s=0.0, poll_s=0.01, **options)


def until(holds):
    for _ in range(1_000):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("it did not happen")


def sequences(taken):
    return [change["sequence"] for _, _, body in taken for change in json.loads(body)["changes"]]


def test_what_is_sent_is_signed_after_the_standard(own, files):
    with receiver() as (url, taken):
        hook = files.add("desk", url, (), 0)
        assert deliveries(own, files).tell_once(hook)
    [(path, headers, body)] = taken
    assert path == "/hook?desk=1"
    told = {name.lower(): value for name, value in headers.items()}
    assert abs(int(told["webhook-timestamp"]) - time.time()) < 60
    # As any receiver does it that follows the specification.
    signed = f"{told['webhook-id']}.{told['webhook-timestamp']}.".encode() + body
    key = base64.b64decode(hook.secret.removeprefix("whsec_"))
    assert told["webhook-signature"] == "v1," + base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    changes = json.loads(body)["changes"]
    assert [(change["sequence"], change["kind"], change["id"]) for change in changes] == [
        (change.sequence, change.kind, change.id) for change in own.changes()
    ]


def test_nothing_is_lost_over_failures_and_restarts(own, files):
    with receiver([500, 302, 503]) as (url, taken):
        files.add("desk", url, (), 0)
        running = deliveries(own, files).start()
        until(lambda: files.progress_of(files.every()[0]).acknowledged == own.sequence())
        running.close()
        # A redirect is a failure, and nobody was sent elsewhere.
        assert {path for path, _, _ in taken} == {"/hook?desk=1"}
        assert [sequences([one]) for one in taken] == [[change.sequence for change in own.changes()]] * 4
        # While nobody runs, more happens; whoever begins goes on where the other stopped.
        before = own.sequence()
        accounts = [an_account(text=f"Shells {number}.") for number in range(AT_ONCE)]
        own.add_many([(account.report, [account.event]) for account in accounts], merge=False)
        taken.clear()
        running = deliveries(own, files).start()
        until(lambda: files.progress_of(files.every()[0]).acknowledged == own.sequence())
        running.close()
        assert sequences(taken) == [change.sequence for change in own.changes(before, 10_000)]
        assert len(taken) > 1


def test_an_address_that_never_answers_is_given_up_until_a_person_says_so(own, files, caplog):
    with receiver([500] * GIVES_UP) as (url, taken):
        hook = files.add("desk", url, (), 0)
        telling = deliveries(own, files)
        for _ in range(GIVES_UP):
            assert not files.progress_of(hook).ended
            telling.tell_once(hook)
        assert files.progress_of(hook).ended
        assert "told nothing more" in caplog.text
        assert not telling._is_due(hook)
        files.resume("desk")
        [hook] = files.every()
        assert telling._is_due(hook)
        assert telling.tell_once(hook)
        assert files.progress_of(hook) == Progress(own.sequence(), resumed=1)
        assert len(taken) == GIVES_UP + 1


def test_waits_grow(own, files):
    hook = files.add("desk", "http://127.0.0.1:1/", (), 0)
    telling = Deliveries(own, files, allow_private=True, send=lambda *_: 500)
    waits = []
    for _ in range(12):
        telling.tell_once(hook)
        waits.append(round(files.progress_of(hook).again_at - time.time()))
    assert waits[:3] == [5, 10, 20]
    assert waits == sorted(waits)
    assert waits[-1] == 3600


def test_an_address_that_is_gone_is_given_up_at_once(own, files):
    with receiver([410]) as (url, _):
        hook = files.add("desk", url, (), 0)
        deliveries(own, files).tell_once(hook)
        assert files.progress_of(hook).ended


def test_only_the_kinds_that_are_wanted_are_told(own, files):
    with receiver() as (url, taken):
        hook = files.add("desk", url, ("incident_gone",), 0)
        assert deliveries(own, files).tell_once(hook)
        assert not taken
        own.reject(own.incidents(query_all()).items[0].id, who="ana", reason="none")
        deliveries(own, files).tell_once(hook)
        assert [change["kind"] for change in json.loads(taken[0][2])["changes"]] == ["incident_gone"]
        assert files.progress_of(hook).acknowledged == own.sequence()


def query_all():
    from dateline.storage.query import Query

    return Query()


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/latest", "http://10.0.0.1/", "http://0.0.0.0/"]
)
def test_nothing_is_sent_to_addresses_that_are_not_public(own, files, url):
    hook = files.add("desk", url, (), 0)
    Deliveries(own, files).tell_once(hook)
    assert "not a public address" in files.progress_of(hook).fault


def test_names_and_kinds_are_checked(files):
    files.add("desk", "http://example.org", ("incident",), 0)
    with pytest.raises(BadParameter):
        files.add("desk", "http://example.org", (), 0)
    with pytest.raises(BadParameter):
        files.add("a b", "http://example.org", (), 0)
    with pytest.raises(BadParameter):
        files.add("other", "http://example.org", ("nothing",), 0)
    with pytest.raises(NotFound):
        files.remove("other")
    files.remove("desk")
    assert files.every() == ()


def test_the_command_registers_lists_and_removes(tmp_path):
    def dateline(*words, private="true"):
        environment = {**ENVIRONMENT, "DATELINE_FETCH_PRIVATE": private, "DATELINE_DATA_DIR": str(tmp_path)}
        return subprocess.run([sys.executable, "-m", "dateline", *words], capture_output=True, text=True, env=environment)

    refused = dateline("webhook", "add", "desk", "http://127.0.0.1:9/", private="false")
    assert refused.returncode == 2
    assert "not a public address" in refused.stderr
    made = dateline("webhook", "add", "desk", "http://127.0.0.1:9/hook", "--kind", "incident,incident_gone")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("whsec_")
    assert (tmp_path / "webhooks.json").stat().st_mode & 0o777 == 0o600
    listed = dateline("webhook", "list").stdout
    assert "desk" in listed
    assert "http://127.0.0.1:9/hook" in listed
    assert made.stdout.strip() not in listed
    assert dateline("webhook", "remove", "desk").returncode == 0
    assert dateline("webhook", "list").stdout == ""
