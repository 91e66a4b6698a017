"""The coder that asks a language model, against a server of the tests' own that speaks as OpenAI's does."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from dateline.extraction.codebook import Status
from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.llm import LanguageModelCoder, NoAnswer
from tests.conftest import a_report
from tests.extraction.conftest import resolutions_of

TEXT = "Two soldiers were killed on 3 May 2023 when a mine exploded near Mirna. The army blamed rebels."
RIGHT = {
    "kind": "remote_explosive_landmine_ied",
    "status": "occurred",
    "words": "a mine exploded",
    "place": "Mirna",
    "date": "on 3 May 2023",
    "killed": 2,
    "killed_words": "Two soldiers were killed",
    "actors": ["rebels"],
}


@pytest.fixture
def server():
    """A model that answers what the test puts into `answers`, and keeps what it was asked."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.server.asked.append(asked["messages"][0]["content"])
            body = json.dumps({"choices": [{"message": {"content": self.server.answer}}]}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        running.asked, running.answer = [], ""
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def coder(server, **options):
    def complete(prompt):
        url = f"http://127.0.0.1:{server.server_address[1]}/v1/chat/completions"
        answer = httpx.post(url, json={"messages": [{"role": "user", "content": prompt}]}, trust_env=False)
        return answer.json()["choices"][0]["message"]["content"]

    return LanguageModelCoder(complete, **options)


def test_an_answer_that_the_text_bears_out_becomes_an_event(server):
    server.answer = f"Here it is:\n```json\n{json.dumps({'events': [RIGHT]})}\n```"
    (event,) = coder(server).extract(a_report(TEXT), resolutions_of(TEXT))
    assert (event.sub_event_type, event.status, event.where.place.name) == (Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, Status.OCCURRED, "Mirna")
    assert (str(event.when.start), event.toll.fatalities_low, event.actors[0].name) == ("2023-05-03", 2, "rebels")
    assert TEXT[event.evidence.trigger.start : event.evidence.trigger.end] == "a mine exploded"
    assert TEXT in server.asked[0]


def test_what_is_not_in_the_text_is_dropped(server):
    invented = RIGHT | {"place": "Velgrad", "date": "on 9 May 2023", "killed_words": "nine were killed", "actors": ["Sappers", 4]}
    server.answer = json.dumps({"events": [invented, RIGHT | {"words": "a bridge fell"}, RIGHT | {"kind": "war"}, "nonsense"]})
    (event,) = coder(server).extract(a_report(TEXT), resolutions_of(TEXT))
    assert (event.where, event.when, event.toll.fatalities_low, event.actors) == (None, None, None, ())


def test_a_number_that_its_words_do_not_tell_is_dropped(server):
    server.answer = json.dumps({"events": [RIGHT | {"killed": 9}]})
    (event,) = coder(server).extract(a_report(TEXT), resolutions_of(TEXT))
    assert event.toll.fatalities_low is None


@pytest.mark.parametrize("answer", ["", "I cannot do that.", "{", '{"events": 3}', "[1, 2]"])
def test_an_answer_that_is_no_such_json_is_none_and_not_kept(server, answer):
    server.answer, cache = answer, {}
    with pytest.raises(NoAnswer):
        coder(server, cache=cache).extract(a_report(TEXT), resolutions_of(TEXT))
    assert cache == {}


def test_an_answer_without_events_tells_none(server):
    server.answer = '{"events": [null]}'
    assert coder(server).extract(a_report(TEXT), resolutions_of(TEXT)) == ()


def test_the_same_text_is_asked_once(server):
    server.answer = json.dumps({"events": [RIGHT]})
    cache = {}
    first = coder(server, cache=cache).extract(a_report(TEXT), resolutions_of(TEXT))
    assert coder(server, cache=cache).extract(a_report(TEXT), resolutions_of(TEXT)) == first
    assert len(server.asked) == 1
    assert list(cache.values()) == [server.answer]
