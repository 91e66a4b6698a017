"""Changes as server-sent events."""

import httpx

from dateline.storage.sql import open_store
from tests.api.conftest import add


def events_of(answer, count):
    """So many events, as the fields of each."""
    found, fields = [], {}
    for line in answer.iter_lines():
        name, _, value = line.partition(": ")
        if line == "":
            if "data" in fields:
                found.append(fields)
            if len(found) == count:
                return found
            fields = {}
        else:
            fields[name] = value
    raise AssertionError("the stream ended")


def test_changes_come_as_they_are_made(server, store_address):
    url = f"{server}/api/changes/stream"
    with httpx.stream("GET", url, params={"since": 0}, timeout=60) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        first, second = events_of(answer, 2)
    with httpx.stream("GET", url, headers={"last-event-id": first["id"]}, timeout=60) as answer:
        assert events_of(answer, 1) == [second]
    with httpx.stream("GET", url, timeout=60) as answer:
        store = open_store(store_address)
        add(store, text="Told while somebody listens.", kind="grenade", on=None, place=None, source="Late")
        store.close()
        assert events_of(answer, 1)[0]["event"] in ("report", "incident")
