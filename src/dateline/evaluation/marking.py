"""Annotation in the words of a report: `[name]`, `[name=country]` and `{what is not judged}`.

A text is annotated in any editor, and marks can be read beside the words they are about. The country is an ISO 3166-1 alpha-2 code.
"""

import re
from dataclasses import dataclass

from dateline.errors import BadInput

_MARK = re.compile(r"\[([^\[\]{}=\n]+)(?:=([A-Z]{2})?)?\]|\{([^\[\]{}=\n]+)\}")
_LEFT_OVER = re.compile(r"[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was marked in it; spans in code points, end exclusive."""

    text: str
    toponyms: tuple[tuple[int, int, str | None], ...]
    """Start, end and country, where it was given."""
    ignore: tuple[tuple[int, int], ...]


def read_marks(marked: str) -> Marked:
    """The text without its marks, and where they stood; raises `BadInput` for a bracket that marks nothing.

    >>> read_marks("Rain in [Lyon=FR], says {Radio Lyon}.")
    Marked(text='Rain in Lyon, says Radio Lyon.', toponyms=((8, 12, 'FR'),), ignore=((19, 29),))
    """
    pieces: list[str] = []
    toponyms: list[tuple[int, int, str | None]] = []
    ignore: list[tuple[int, int]] = []
    at = length = 0
    for match in _MARK.finditer(marked):
        between = marked[at : match.start()]
        name = match[1] or match[3]
        start = length + len(between)
        length = start + len(name)
        pieces += (between, name)
        if match[1]:
            toponyms.append((start, length, match[2]))
        else:
            ignore.append((start, length))
        at = match.end()
    pieces.append(marked[at:])
    text = "".join(pieces)
    left = _LEFT_OVER.search(text)
    if left is not None:
        near = text[max(0, left.start() - 20) : left.end() + 20]
        raise BadInput(f"a bracket marks nothing near {near!r}; marks are [name], [name=FR] or {{not judged}}")
    return Marked(text, tuple(toponyms), tuple(ignore))
