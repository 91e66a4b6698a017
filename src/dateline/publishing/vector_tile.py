"""Points as a Mapbox Vector Tile, version 2.1: just what a layer of dots needs of it."""

import struct
from collections.abc import Iterable

EXTENT = 4096
"""Steps along a side of a tile."""

Value = str | int | float | bool

_VARINT, _BYTES = 0, 2
"""Protobuf's wire types."""


def _varint(value: int) -> bytes:
    parts = bytearray()
    while value > 0x7F:
        parts.append(value & 0x7F | 0x80)
        value >>= 7
    parts.append(value)
    return bytes(parts)


_SHORT = [_varint(value) for value in range(1 << 14)]
"""Most numbers of a tile are that small."""


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _field(number: int, content: bytes) -> bytes:
    size = len(content)
    return _SHORT[number << 3 | _BYTES] + (_SHORT[size] if size < 1 << 14 else _varint(size)) + content


def _number(number: int, value: int) -> bytes:
    return _SHORT[number << 3 | _VARINT] + (_SHORT[value] if value < 1 << 14 else _varint(value))


class Layer:
    """A layer of at most some thousand points; each key and value is stored once."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._keys: dict[str, int] = {}
        self._known: dict[tuple[type, Value], int] = {}
        self._values: list[bytes] = []
        self._features: list[bytes] = []

    def key(self, name: str) -> int:
        """The key's index, for tags."""
        return self._keys.setdefault(name, len(self._keys))

    def value(self, value: Value) -> int:
        """The value's index, for tags."""
        # True is 1 to a dictionary, but another value in a tile.
        key = (type(value), value)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.own_value(value)
        return found

    def own_value(self, value: Value) -> int:
        """The index of a value that no other feature has."""
        self._values.append(_field(4, _written(value)))
        return len(self._values) - 1

    def point(self, x: int, y: int, tags: Iterable[int], feature_id: int | None = None) -> None:
        """Add a point in steps from the tile's north-west corner; `tags` are indexes of keys and values by turns."""
        packed = b"".join([_SHORT[tag] for tag in tags])
        # One "move to", then how far.
        geometry = b"\x09" + _SHORT[_zigzag(x)] + _SHORT[_zigzag(y)]
        told = b"" if feature_id is None else _number(1, feature_id)
        feature = b"".join((told, b"\x12", _SHORT[len(packed)], packed, b"\x18\x01\x22", _SHORT[len(geometry)], geometry))
        self._features.append(_field(2, feature))

    def tile(self) -> bytes:
        """A tile of this layer alone."""
        parts = [_field(1, self._name.encode())]
        parts += self._features
        parts += [_field(3, name.encode()) for name in self._keys]
        parts += self._values
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
