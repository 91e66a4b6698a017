"""`dateline watch`: feeds and folders, looked at again and again."""

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.console import one_line, plural, say
from dateline.cli.inputs import limits_of
from dateline.cli.ready import open_pipeline, opened_store, settings_of

if TYPE_CHECKING:
    from dateline.coding import Coder
    from dateline.pipeline import Ingested, Pipeline
    from dateline.reading.polling import Poll
    from dateline.storage.store import Store

_LONGEST_SLEEP_S = 5.0
_STALLED_S = 3_600.0
"""Without a sign of life for so long, the watcher is not healthy."""


class _Stop(Exception):  # no failure
    """The watcher was told to end."""


@dataclass(slots=True)
class _Counts:
    """What came of everything so far; read by the metrics' threads."""

    new: int = 0
    known: int = 0
    unreadable: int = 0
    events: int = 0
    polls: int = 0
    failures: int = 0
    alive: float = 0.0

    def add(self, done: "Ingested") -> None:
        if done.outcome is None:
            self.unreadable += 1
        elif done.outcome.value == "new":
            self.new += 1
            self.events += done.events
        else:
            self.known += 1
        self.alive = time.time()

    def metrics(self) -> str:
        """In Prometheus's text format."""
        lines = [
            "# HELP dateline_reports_total Reports by what came of them.",
            "# TYPE dateline_reports_total counter",
            *(f'dateline_reports_total{{outcome="{name}"}} {getattr(self, name)}' for name in ("new", "known", "unreadable")),
        ]
        for name, what in (
            ("events", "Events told by new reports."),
            ("polls", "Looks at a feed or a folder."),
            ("failures", "Looks that failed."),
        ):
            lines += [
                f"# HELP dateline_{name}_total {what}",
                f"# TYPE dateline_{name}_total counter",
                f"dateline_{name}_total {getattr(self, name)}",
            ]
        alive = "dateline_last_activity_timestamp_seconds"
        return "\n".join(
            [*lines, f"# HELP {alive} When the watcher last did anything.", f"# TYPE {alive} gauge", f"{alive} {self.alive:.3f}", ""]
        )


def watch(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A TOML file of [[feed]] and [[folder]] tables.", dir_okay=False)],
    once: Annotated[bool, typer.Option("--once", help="Look at everything that is due once, then end.")] = False,
    metrics_port: Annotated[
        int | None,
        typer.Option("--metrics-port", metavar="PORT", help="Answer /health and /metrics (Prometheus) at 127.0.0.1.", min=0, max=65535),
    ] = None,
) -> None:
    r"""Look at feeds and folders again and again and take what is new into the store, until told to end.

    Polite: asks only for what changed, heeds robots.txt, waits between two requests to one host, and longer after every failure. What is
    known of each feed is kept in the data folder: ended at any moment and started again, it goes on.

    [bold]Example[/bold] of a file:

      every = 900                                      # seconds; of each feed too

      \[\[feed]]
      url = "https://www.example.org/feed.xml"
      language = "en"

      \[\[folder]]
      path = "incoming"

    [bold]Examples[/bold]

      dateline watch feeds.toml --metrics-port 9300

      dateline watch feeds.toml --once

    Ends with status 0 when it is told to (SIGTERM, SIGINT) or, with --once, when all is done.
    """
    from dateline.coding import Coder
    from dateline.reading.polling import Politeness, Poll, States, read_watched

    everything = read_watched(file)
    settings = settings_of(ctx)
    limits = limits_of(settings)
    counts, stop = _Counts(alive=time.time()), threading.Event()

    def wait(seconds: float) -> None:
        if stop.wait(seconds):
            raise _Stop

    with _told_to_stop(stop), opened_store(settings) as store, _answering(metrics_port, counts):
        pipeline = open_pipeline(settings)
        coder = Coder(pipeline.gazetteer, pipeline.actors)
        states = States(settings.data_dir / "watch.json")
        politeness = Politeness(limits, sleep=wait)
        try:
            while True:
                for watched in everything:
                    state = states.of(watched)
                    if stop.is_set():
                        raise _Stop
                    if state.due > time.time() and not once:
                        continue
                    poll = Poll(watched, state, politeness, limits)
                    before = counts.new
                    for done in _taken(poll, pipeline, coder, store):
                        counts.add(done)
                        if done.outcome is None:
                            say(f"dateline: {one_line(done.origin, 80)}: {one_line(done.cause or 'unknown', 200)}")
                        if stop.is_set():
                            raise _Stop
                    poll.done(time.time())
                    states.keep()
                    counts.polls += 1
                    counts.failures += poll.failed
                    if counts.new > before:
                        say(f"{one_line(watched.name, 80)}: {plural(counts.new - before, 'new report')}")
                if once:
                    break
                counts.alive = time.time()
                due = min(states.of(watched).due for watched in everything)
                wait(min(_LONGEST_SLEEP_S, max(0.05, due - time.time())))
        except _Stop:
            say("Told to end; what was stored stays.")
    say(f"{plural(counts.new, 'new report')}, {counts.known:,} known, {counts.unreadable:,} unreadable.")


def _taken(poll: "Poll", pipeline: "Pipeline", coder: "Coder", store: "Store") -> "Iterator[Ingested]":
    from dateline.pipeline import ReadHere, ingest
    from dateline.reading.event_tables import row_blocks
    from dateline.table_loading import BATCH, CodeHere, ingest_table

    for table in poll.tables():
        yield from ingest_table(CodeHere(coder), store, row_blocks(table, size=BATCH))
    yield from ingest(ReadHere(pipeline), store, poll.reports())


@contextmanager
def _told_to_stop(stop: threading.Event) -> Iterator[None]:
    """Sets `stop` at SIGTERM and SIGINT, where the command runs in the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {kind: signal.signal(kind, lambda _number, _frame: stop.set()) for kind in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


@contextmanager
def _answering(port: int | None, counts: _Counts) -> Iterator[None]:
    """Answers /health and /metrics on the loopback address meanwhile; nothing without a port."""
    if port is None:
        yield
        return

    class Answer(BaseHTTPRequestHandler):
        timeout = 5

        def do_GET(self) -> None:  # the name is http.server's
            if self.path == "/metrics":
                self._send(200, "text/plain; version=0.0.4; charset=utf-8", counts.metrics())
            elif self.path == "/health":
                healthy = time.time() - counts.alive < _STALLED_S
                self._send(200 if healthy else 503, "text/plain; charset=utf-8", "ok\n" if healthy else "stalled\n")
            else:
                self._send(404, "text/plain; charset=utf-8", "/health or /metrics\n")

        def _send(self, status: int, kind: str, text: str) -> None:
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """A scrape every few seconds is no news."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    say(f"Health and metrics at http://127.0.0.1:{server.server_address[1]}/metrics")
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
