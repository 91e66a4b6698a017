"""Polling feeds and folders politely: conditional requests, robots.txt, a pause between requests to one host, patience after failures."""

import contextlib
import json
import random
import time
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dateline.errors import BadInput, FetchRefused, NotAnswered, UnreadableReport
from dateline.reading.event_tables import event_table_in
from dateline.reading.fetching import Fetched, fetch
from dateline.reading.limits import ReadDefaults, ReadLimits
from dateline.reading.read import files_in, read_answer, read_sources
from dateline.reading.report import Report
from dateline.reading.rows import language_code

AGENT = "Dateline"
_LONGEST_WAIT_S = 86_400.0
_ROBOTS_KEPT_S = 86_400.0
_LONGEST_DELAY_S = 60.0
"""A robots.txt that asks for a longer pause between two requests is given this one."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A feed's address or a folder that is looked at again and again."""

    name: str
    is_folder: bool
    every_s: float
    defaults: ReadDefaults


@dataclass(slots=True)
class State:
    """What is known of a feed or a folder from earlier; kept between runs."""

    etag: str | None = None
    last_modified: str | None = None
    due: float = 0.0
    """Seconds since 1970."""
    failures: int = 0
    """In a row."""
    seen: dict[str, list[float]] = field(default_factory=dict)
    """A folder's files that were read, each with when it was changed and its size."""


def read_watched(file: Path) -> tuple[Watched, ...]:
    """The feeds and folders that a TOML file names; raises `BadInput`."""
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BadInput(f"{file} cannot be read: {error}") from error
    every = told.get("every", 900)
    found = []
    for kind, key in (("feed", "url"), ("folder", "path")):
        for entry in told.get(kind, []):
            if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
                raise BadInput(f"{file}: every [[{kind}]] needs a {key}")
            pause = entry.get("every", every)
            if not isinstance(pause, int | float) or pause < 1:
                raise BadInput(f"{file}: every is a number of seconds, at least 1, not {pause!r}")
            name = entry[key] if kind == "feed" else str((file.parent / entry[key]).resolve())
            defaults = ReadDefaults(None, entry.get("source"), language_code(entry.get("language")))
            found.append(Watched(name, kind == "folder", float(pause), defaults))
    if not found:
        raise BadInput(f"{file} names no [[feed]] and no [[folder]]")
    return tuple(found)


class States:
    """What is known of everything watched, kept in one file that is replaced whole, so that a kill leaves the old or the new one."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, State] = {}
        with contextlib.suppress(OSError, ValueError, TypeError):
            self._known = {name: State(**values) for name, values in json.loads(file.read_text("utf-8")).items()}

    def of(self, watched: Watched) -> State:
        """The state, which is written by `keep` once it is changed."""
        return self._known.setdefault(watched.name, State())

    def keep(self) -> None:
        """Write everything."""
        part = self._file.with_suffix(".part")
        part.write_text(json.dumps({name: asdict(state) for name, state in self._known.items()}), "utf-8")
        part.replace(self._file)


class Politeness:
    """Fetches for one watcher: asks robots.txt, and waits between two requests to one host."""

    def __init__(self, limits: ReadLimits, *, pause_s: float = 1.0, sleep: Callable[[float], Any] = time.sleep) -> None:
        self._limits = limits
        self._pause_s = pause_s
        self._sleep = sleep
        self._robots: dict[str, tuple[float, RobotFileParser]] = {}
        self._last: dict[str, float] = {}

    def get(self, url: str, had: Fetched | None = None) -> Fetched:
        """As `fetch`; raises `FetchRefused` for what the host's robots.txt forbids."""
        split = urlsplit(url)
        host = f"{split.scheme}://{split.netloc}"
        if split.scheme not in ("http", "https"):
            return fetch(url, self._limits.fetch)
        robots = self._rules(host)
        if not robots.can_fetch(AGENT, url):
            raise FetchRefused(f"{url}: the host's robots.txt forbids it")
        self._wait(host, min(_LONGEST_DELAY_S, float(robots.crawl_delay(AGENT) or 0)))
        return fetch(url, self._limits.fetch, had=had)

    def _rules(self, host: str) -> RobotFileParser:
        known = self._robots.get(host)
        if known and time.monotonic() - known[0] < _ROBOTS_KEPT_S:
            return known[1]
        rules = RobotFileParser()
        try:
            self._wait(host, 0)
            rules.parse(fetch(f"{host}/robots.txt", self._limits.fetch).content.decode("utf-8", "replace").splitlines())
        except NotAnswered as answered:
            # A host that has none forbids nothing; one that cannot say now forbids all until it can (RFC 9309, section 2.3.1).
            if answered.status >= 500 or answered.status == 429:
                raise
            rules.parse([])
        self._robots[host] = (time.monotonic(), rules)
        return rules

    def _wait(self, host: str, delay: float) -> None:
        wait = self._last.get(host, float("-inf")) + max(self._pause_s, delay) - time.monotonic()
        if wait > 0:
            self._sleep(wait)
        self._last[host] = time.monotonic()


class Poll:
    """One look at a feed or a folder; iterate it for its reports, then `done` sets when it is due again."""

    def __init__(self, watched: Watched, state: State, politeness: Politeness, limits: ReadLimits) -> None:
        self._watched, self._state, self._politeness, self._limits = watched, state, politeness, limits
        self._answer: Fetched | None = None
        self._files: dict[str, list[float]] = {}
        self.failed = False
        self._left_alone_s = 0.0

    def tables(self) -> Iterator[Path]:
        """A folder's new event tables, which are loaded, not read."""
        for path in self._new_files():
            if event_table_in(path):
                yield path

    def reports(self) -> Iterator[Report | UnreadableReport]:
        """What is new; a feed that cannot be fetched is one `UnreadableReport`."""
        watched, state = self._watched, self._state
        if watched.is_folder:
            for path in self._new_files():
                if not event_table_in(path):
                    yield from read_sources([path], defaults=watched.defaults, limits=self._limits)
            return
        had = Fetched(watched.name, b"", "", None, state.etag, state.last_modified)
        try:
            answer = self._politeness.get(watched.name, had)
        except (FetchRefused, UnreadableReport) as error:
            self.failed = True
            self._left_alone_s = error.retry_after_s or 0.0 if isinstance(error, NotAnswered) else 0.0
            yield error if isinstance(error, UnreadableReport) else UnreadableReport(watched.name, str(error).partition(": ")[2])
            return
        self._answer = answer
        if not answer.unchanged:
            yield from read_answer(answer, watched.name, defaults=watched.defaults, limits=self._limits, get=self._politeness.get)

    def done(self, now: float) -> None:
        """Everything was stored: what was seen need not be read again, and the next look is due after a pause, longer after failures."""
        state = self._state
        state.failures = state.failures + 1 if self.failed else 0
        wait = min(_LONGEST_WAIT_S, self._watched.every_s * 2.0 ** min(state.failures, 20))
        wait *= random.uniform(0.9, 1.1)  # noqa: S311  # so that many watchers do not ask at once
        state.due = now + max(wait, min(_LONGEST_WAIT_S, self._left_alone_s))
        if self._answer:
            state.etag, state.last_modified = self._answer.etag, self._answer.last_modified
        state.seen |= self._files

    def _new_files(self) -> list[Path]:
        found = []
        for path in files_in(Path(self._watched.name)):
            with contextlib.suppress(OSError):
                told = path.stat()
                mark = [told.st_mtime, float(told.st_size)]
                if self._state.seen.get(str(path)) != mark:
                    self._files[str(path)] = mark
                    found.append(path)
        return found
