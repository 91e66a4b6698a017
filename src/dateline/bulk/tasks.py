"""Tasks and what comes of them, whoever runs them."""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")
Answer = TypeVar("Answer")


class Killed(Exception):
    """The workers that ran this task died."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[T, Answer]):
    """What came of one task."""

    asked: T
    answer: Answer | None
    failure: BaseException | None = None
    """`Killed`, or what the task raised."""


class Run(Protocol):
    """Runs a function over all that waits; more may be put to the waiting while the outcomes are read, which come in any order."""

    def __call__(self, function: Callable[..., Answer], waiting: deque[T], *arguments: Any) -> Iterator[Outcome[T, Answer]]:
        """`arguments` are the same for all and go behind what was asked."""


def run_here(function: Callable[..., Answer], waiting: deque[T], *arguments: Any) -> Iterator[Outcome[T, Answer]]:
    """One after another, in this process."""
    while waiting:
        asked = waiting.popleft()
        try:
            outcome = Outcome(asked, function(asked, *arguments))
        except Exception as error:  # noqa: BLE001  # handed to whoever asked, as a cluster does
            outcome = Outcome(asked, None, error)
        yield outcome
