"""Tasks on a Dask cluster: a few at a time, each answer as it comes, and what a lost worker took with it told apart from an error."""

import logging
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Any

import dask
from distributed import Client, LocalCluster, as_completed
from distributed.scheduler import KilledWorker

from dateline.bulk.tasks import Answer, Killed, Outcome, T
from dateline.errors import BadInput

_AHEAD = 3
"""Tasks that wait for each worker, so that none is idle; more would only fill the scheduler's memory."""


@contextmanager
def cluster(scheduler: str | None, workers: int, memory: str) -> Iterator[Client]:
    """A client of the scheduler at this address, or of a cluster of processes on this machine that ends with the block.

    Raises `BadInput` when no scheduler answers at the address.
    """
    # What is done about a task whose worker died is decided here; Dask would give it three more workers to take along.
    with dask.config.set({"distributed.scheduler.allowed-failures": 0, "distributed.logging.distributed": "error"}):
        if scheduler:
            try:
                client = Client(scheduler, timeout="20s", set_as_default=False)
            except (OSError, ValueError, TimeoutError) as error:
                raise BadInput(f"no Dask scheduler answers at {scheduler}: {error}") from error
            with client:
                yield client
            return
        options = {"dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}
        with (
            LocalCluster(n_workers=workers, threads_per_worker=1, memory_limit=memory, **options) as local,
            Client(local, set_as_default=False) as client,
        ):
            yield client


def run(client: Client, function: Callable[..., Answer], waiting: deque[T], *arguments: Any) -> Iterator[Outcome[T, Answer]]:
    """As `Run` says, on the workers of a cluster.

    `arguments` go with every task: what is scattered is lost with the workers that hold it.
    """
    running: dict[Any, T] = {}
    pool = as_completed(loop=client.loop, raise_errors=False)

    def fill() -> None:
        room = max(2, _AHEAD * len(client.scheduler_info(n_workers=-1)["workers"])) - len(running)
        for _ in range(min(room, len(waiting))):
            asked = waiting.popleft()
            future = client.submit(function, asked, *arguments, pure=False)
            running[future] = asked
            pool.add(future)

    fill()
    for future in pool:
        asked = running.pop(future)
        failure = future.exception() if future.status == "error" else None
        answer = None if failure else future.result()
        future.release()
        yield Outcome(asked, answer, Killed(str(failure)) if isinstance(failure, KilledWorker) else failure)
        fill()


def dashboard_of(client: Client) -> str | None:
    """Where the cluster shows what it does; None where what draws it is not installed."""
    return str(client.dashboard_link) if find_spec("bokeh") else None
