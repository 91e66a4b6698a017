"""What is said to the person at the terminal: notes on standard error, answers on standard output."""

import re
import sys

from rich.console import Console

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def notes() -> Console:
    """Standard error, for progress and notes; made anew because tests and pipes change it."""
    return Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def answers() -> Console:
    """Standard output, for answers a person reads."""
    return Console(highlight=False, markup=False, soft_wrap=True)


def say(text: str) -> None:
    """One note on standard error."""
    print(shown(text), file=sys.stderr)


def shown(text: str) -> str:
    """Text of reports and names as a terminal may show it: nothing in it moves the cursor, colors or reorders."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str, width: int = 100) -> str:
    """The text on one line, cut at `width`."""
    line = " ".join(shown(text).split())
    return line if len(line) <= width else line[: width - 1].rstrip() + "…"


def write_bytes(data: bytes) -> None:
    """Bytes to standard output, in order with what was printed."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)


def is_terminal() -> bool:
    """Whether a person reads standard output."""
    return sys.stdout.isatty()


def plural(count: int, one: str, many: str | None = None) -> str:
    """A count with its noun: "1 report", "3 reports"."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"
