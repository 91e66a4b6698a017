"""`dateline extract --coder`: a language model behind a server of the tests' own, and the rules where it fails."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

TEXT = "Shells hit a school in Mirna on 3 May 2023, killing four people."
CODED = {"kind": "grenade", "status": "alleged", "words": "Shells hit a school", "place": "Mirna", "date": "on 3 May 2023"}


@pytest.fixture
def model():
    """A server whose `answer` is the text of its model; bytes are sent as they are, None is no answer in time."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.asked.append((self.path, asked["model"], self.headers.get("Authorization")))
            answer = self.server.answer
            if answer is None:
                self.server.released.wait(20)
                return
            body = answer if isinstance(answer, bytes) else json.dumps({"choices": [{"message": {"content": answer}}]}).encode()
            self.send_response(self.server.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.answer, running.status, running.released = [], "", 200, threading.Event()
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.released.set()
        running.shutdown()
        thread.join()


@pytest.fixture
def extract(dateline, model):
    def run(*options):
        url = f"http://127.0.0.1:{model.server_address[1]}/v1"
        result = dateline("extract", "-", "--format", "jsonl", "--coder", url, "--coder-model", "small", *options, stdin=TEXT)
        assert result.exit_code == 0, result.stderr
        return [event["sub_event_type"] for event in json.loads(result.stdout)["events"]], result.stderr

    return run


def test_the_model_tells_the_events_and_is_asked_once_for_a_report(extract, model, monkeypatch):
    monkeypatch.setenv("DATELINE_CODER_KEY", "secret")
    model.answer = json.dumps({"events": [CODED]})
    assert extract() == (["grenade"], "")
    assert extract() == (["grenade"], "")
    assert model.asked == [("/v1/chat/completions", "small", "Bearer secret")]


@pytest.mark.parametrize("answer", ["I would rather not.", b"<html>", b'{"choices": []}', "x" * 500_000])
def test_where_the_model_gives_no_answer_the_rules_do(extract, model, answer):
    model.answer = answer
    kinds, warning = extract()
    assert kinds == ["shelling_artillery_missile"]
    assert "the rules were used" in warning


def test_an_error_of_the_server_is_no_answer(extract, model):
    model.status = 500
    kinds, warning = extract()
    assert kinds == ["shelling_artillery_missile"]
    assert "500" in warning


def test_an_answer_that_comes_too_late_is_none(extract, model):
    model.answer = None
    kinds, warning = extract("--coder-timeout", "1")
    assert kinds == ["shelling_artillery_missile"]
    assert "Timeout" in warning


def test_an_address_that_is_none_is_refused(dateline):
    result = dateline("extract", "-", "--coder", "localhost:11434", stdin=TEXT)
    assert result.exit_code == 2
    assert "--coder" in result.stderr
