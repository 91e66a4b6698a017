"""Lists: reports that tell one thing an item, each with its own place and day."""

_MARKS = frozenset("-–—•*·▪●■►➤✅⚡❗🔴🔺📍")
_WIDEST = 3_000
"""An item this long is none: so far back its beginning is looked for."""


def item_of(text: str, offset: int) -> int | None:
    """Where the item that holds this place of the text begins; None when its line does not begin with the mark of an item."""
    start = text.rfind("\n", max(0, offset - _WIDEST), offset) + 1
    if start == 0 and offset > _WIDEST:
        return None
    opening = text[start : start + 8].lstrip()
    if opening[:1] in _MARKS:
        return start
    head, _, rest = opening.partition(".")
    return start if rest and head.isdecimal() and len(head) <= 2 and rest[:1] == " " else None
