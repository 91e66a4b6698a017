"""Values to JSON bytes, whatever characters hostile text holds."""

import json
import re
from typing import Any

import orjson

_SURROGATE = re.compile("[\ud800-\udfff]")


def to_json(value: Any, *, indent: bool = False, newline: bool = False) -> bytes:
    """UTF-8 JSON; a lone surrogate, which has no UTF-8 form, becomes U+FFFD, so that spans in code points stay true.

    Numbers that are not finite become null.
    """
    option = (orjson.OPT_INDENT_2 if indent else 0) | (orjson.OPT_APPEND_NEWLINE if newline else 0)
    try:
        return orjson.dumps(value, option=option)
    except TypeError:
        plain = _without_surrogates(value)
    try:
        return orjson.dumps(plain, option=option)
    except TypeError:
        # A whole number beyond 64 bits.
        text = json.dumps(plain, ensure_ascii=False, indent=2 if indent else None, separators=None if indent else (",", ":"))
        return text.encode() + (b"\n" if newline else b"")


def printable(text: str) -> str:
    """The text with every lone surrogate replaced by U+FFFD; its length in code points stays."""
    return _SURROGATE.sub("\ufffd", text)


def _without_surrogates(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {printable(key): _without_surrogates(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_surrogates(item) for item in value]
    return value
