"""Cursors: where a page begins, as text that means nothing to anybody else and is looked at closely when it comes back."""

import base64
import binascii
import json
import zlib
from dataclasses import dataclass

from dateline.errors import BadInput
from dateline.publishing.encoding import printable
from dateline.storage.query import Behind, Sort

MAX_CURSOR = 2_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """The row behind which the page begins, in its order."""

    behind: Behind
    passed: int
    """Rows before the page, as they were counted on the way."""
    order: tuple[Sort, ...] = ()


def written(cursor: Cursor) -> str | None:
    """The cursor as text; None where a value is too long for it."""
    if any(isinstance(value, str) and printable(value) != value for value in cursor.behind):
        return None
    order = [("-" if sort.descending else "") + sort.field for sort in cursor.order]
    body = json.dumps([cursor.passed, order, cursor.behind], separators=(",", ":"), allow_nan=False).encode()
    text = base64.urlsafe_b64encode(zlib.crc32(body).to_bytes(4, "big") + body).rstrip(b"=").decode()
    return text if len(text) <= MAX_CURSOR else None


def read_cursor(text: str) -> Cursor:
    """The cursor that a text says; raises `BadInput` for any other text."""
    junk = BadInput("is no cursor of this server; begin again without one")
    if not 8 < len(text) <= MAX_CURSOR or not text.isascii():
        raise junk
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        if zlib.crc32(raw[4:]).to_bytes(4, "big") != raw[:4]:
            raise junk
        passed, order, behind = json.loads(raw[4:])
    except (binascii.Error, ValueError, TypeError, RecursionError):
        raise junk from None
    if not isinstance(passed, int) or not 0 < passed < 10**12 or not isinstance(order, list) or not isinstance(behind, list):
        raise junk
    if not all(isinstance(name, str) for name in order) or len(behind) != max(1, len(order)) + 1:
        raise junk
    if not all(value is None or (isinstance(value, (str, int, float)) and not isinstance(value, bool)) for value in behind):
        raise junk
    if any(isinstance(value, int) and abs(value) > 2**53 for value in behind):
        raise junk
    return Cursor(tuple(behind), passed, tuple(Sort(name.removeprefix("-"), name.startswith("-")) for name in order))
