"""A watcher does as hosts ask: it leaves alone who asks for it, and asks nothing of who cannot say what is allowed."""

from email.utils import formatdate

import pytest

from dateline.errors import FetchRefused, NotAnswered
from dateline.reading import fetching, polling
from dateline.reading.fetching import Fetched
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.polling import Politeness, Poll, State, Watched

FEED = Watched("http://wire.example/feed.xml", False, 60.0, ReadDefaults())
NOW = 1_700_000_000.0


@pytest.fixture
def host(monkeypatch):
    """What the host answers, by path: bytes, or an error to raise."""
    answers, asked = {}, []

    def fetch(url, limits, *, had=None, resolve=None):
        path = "/" + url.split("/", 3)[3]
        asked.append(path)
        answer = answers.get(path, NotAnswered(url, 404))
        if isinstance(answer, Exception):
            raise answer
        return Fetched(url, answer, "text/plain", None)

    monkeypatch.setattr(polling, "fetch", fetch)
    return answers, asked


def polled(state, politeness=None):
    poll = Poll(FEED, state, politeness or Politeness(ReadLimits(), sleep=lambda _: None), ReadLimits())
    found = list(poll.reports())
    poll.done(NOW)
    return found


@pytest.mark.parametrize(("asked_for", "least", "most"), [(7200.0, 7200, 7200), (None, 108, 132), (1.0, 108, 132), (1e9, 86_400, 86_400)])
def test_a_host_that_asks_to_be_left_alone_is_left_alone(host, asked_for, least, most):
    host[0]["/feed.xml"] = NotAnswered(FEED.name, 503, asked_for)
    state = State()
    (told,) = polled(state)
    assert "503" in told.cause
    assert least <= state.due - NOW <= most


def test_a_host_without_rules_forbids_nothing_and_one_that_cannot_tell_them_is_not_asked(host):
    answers, asked = host
    answers["/feed.xml"] = b"Shelling hit Elmwick."
    assert len(polled(State())) == 1
    assert asked == ["/robots.txt", "/feed.xml"]
    asked.clear()
    for trouble in (NotAnswered("x", 503), NotAnswered("x", 429), FetchRefused("refused")):
        answers["/robots.txt"] = trouble
        polled(State())
    assert "/feed.xml" not in asked


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("120", 120, 120), (formatdate(4_000_000_000, usegmt=True), 1e8, 4e9), (formatdate(1_000_000, usegmt=True), 0, 0)],
)
def test_how_long_a_server_asks_to_wait_is_read(header, least, most):
    seconds = fetching._seconds_told(header)
    assert least <= seconds <= most


@pytest.mark.parametrize("header", [None, "", "soon", "-5", "1.5", "Mon, 99 Foo 2023 99:99:99 GMT", "9" * 400])
def test_what_is_no_time_to_wait_is_none_or_bounded(header):
    seconds = fetching._seconds_told(header)
    assert seconds is None or seconds < 1e9
