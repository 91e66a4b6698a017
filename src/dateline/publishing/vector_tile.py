"""Points as a Mapbox Vector Tile, version 2.1: just what a layer of dots needs of it."""

import struct
from collections.abc import Iterable

EXTENT = 4096
"""Steps along a side of a tile."""

Value = str | int | float | bool

_VARINT, _BYTES = 0, 2
"""Protobuf's wire types."""


def _varint(value: int) -> bytes:
    if value < 0x80:
        return _SHORT[value]
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


_SHORT = [bytes([value]) for value in range(0x80)]


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _field(number: int, content: bytes) -> bytes:
    return _varint(number << 3 | _BYTES) + _varint(len(content)) + content


def _number(number: int, value: int) -> bytes:
    return _varint(number << 3 | _VARINT) + _varint(value)


class Layer:
    """A layer of points; each key and value is stored once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._keys: dict[str, int] = {}
        self._values: dict[tuple[type, Value], int] = {}
        self._features: list[bytes] = []

    def key(self, name: str) -> int:
        """The key's index, for tags."""
        return self._keys.setdefault(name, len(self._keys))

    def value(self, value: Value) -> int:
        """The value's index, for tags."""
        # True is 1 to a dictionary, but another value in a tile.
        return self._values.setdefault((type(value), value), len(self._values))

    def point(self, x: int, y: int, tags: Iterable[int], feature_id: int | None = None) -> None:
        """Add a point in steps from the tile's north-west corner; `tags` are indexes of keys and values by turns."""
        packed = b"".join([_varint(tag) for tag in tags])
        # One "move to", then how far.
        geometry = b"\x09" + _varint(_zigzag(x)) + _varint(_zigzag(y))
        told = b"" if feature_id is None else _number(1, feature_id)
        self._features.append(b"%b\x12%b%b\x18\x01\x22%b%b" % (told, _varint(len(packed)), packed, _varint(len(geometry)), geometry))

    def tile(self) -> bytes:
        """A tile of this layer alone."""
        parts = [_field(1, self._name.encode())]
        parts += [_field(2, feature) for feature in self._features]
        parts += [_field(3, name.encode()) for name in self._keys]
        parts += [_field(4, _written(value)) for _, value in self._values]
        parts += [_number(5, EXTENT), _number(15, 2)]
        return _field(3, b"".join(parts))


def _written(value: Value) -> bytes:
    if isinstance(value, bool):
        return _number(7, int(value))
    if isinstance(value, int):
        return _number(5, value) if value >= 0 else _number(6, _zigzag(value))
    if isinstance(value, float):
        return _varint(3 << 3 | 1) + struct.pack("<d", value)
    return _field(1, value.encode("utf-8", "replace"))
