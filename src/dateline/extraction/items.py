"""Lists: reports that tell one thing an item, each with its own place and day."""

import re

_MARKS = frozenset("-–—•*·▪●■►➤✅⚡❗🔴🔺📍")
_WIDEST = 3_000
"""An item this long is none: so far back its beginning is looked for."""
_NUMBERED = re.compile(r"\d{1,2}(?:[.)]|/ ?)(?=[ \t])|#\d{1,3}\b")
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\b")
_LABEL = re.compile(r"[^\W\d_][^\n:.!?]{0,38}:(?=[ \t]+\S)|\S[^\n:.!?]{0,38} [–—|-](?=[ \t]+\S)|\d[^\n:!?]{0,38}:(?=[ \t]+\S)")
"""What an item is headed by: "Yemen: …", "26 August 2011: …", "June 10 – …"."""


def item_of(text: str, offset: int) -> int | None:
    """Where the item that holds this place of the text begins; None when its line does not begin as an item.

    An item begins with a mark, a number, an hour or a label; or it is a line without a full stop among others of its like.
    """
    start = text.rfind("\n", max(0, offset - _WIDEST), offset) + 1
    if start == 0 and offset > _WIDEST:
        return None
    line = text[start : start + 48].lstrip()
    if line[:1] in _MARKS or _NUMBERED.match(line) or _CLOCK.match(line):
        return start
    if (start > 0 or "\n" in text[offset : offset + _WIDEST]) and (_LABEL.match(line) or _headline(text, start)):
        return start
    return None


_STOPS = frozenset('.!?…:;,؟。"”’')
_SHORTEST = 20


def _headline(text: str, start: int) -> bool:
    """Whether a line stands among others that all begin anew and end without a full stop; in wrapped text some begin in lower case."""
    end = _end_of_line(text, start)
    above = text.rfind("\n", max(0, start - _WIDEST), max(0, start - 1)) + 1
    lines = [(start, end)]
    if start > 0:
        lines.append((above, start - 1))
    if end < len(text):
        lines.append((end + 1, _end_of_line(text, end + 1)))
    told = [text[first:last].strip() for first, last in lines]
    if any(line[:1].islower() for line in told):
        return False
    return _open_ended(told[0]) and any(_open_ended(line) for line in told[1:])


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start, start + _WIDEST)
    return end if end >= 0 else min(len(text), start + _WIDEST)


def _open_ended(line: str) -> bool:
    return len(line) >= _SHORTEST and line[-1] not in _STOPS
