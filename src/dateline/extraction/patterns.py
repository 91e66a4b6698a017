"""A small language for word patterns, compiled once and tried only where a pattern's first word stands.

air #strike|#raid        "air" and then a form of the noun "strike" or "raid"
~shoot *4 down           any form of the verb "shoot", at most four words, "down"
$troops by?              any word of the class "troops", perhaps "by"
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dateline.extraction.words import noun_forms, verb_forms

T = TypeVar("T")

_STOPS = frozenset({";", ":", "(", ")", "“", "”", '"', "when", "while", "after", "before", "because", "which", "who", "whose"})


@dataclass(frozen=True, slots=True)
class Element:
    """One step of a pattern: one of `words`, or a gap of at most `gap` tokens."""

    words: frozenset[str]
    gap: int = 0
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """Where a pattern was found: token indices, end exclusive."""

    start: int
    end: int
    value: T


def parse(pattern: str, classes: Mapping[str, frozenset[str]]) -> tuple[Element, ...]:
    """A pattern's steps; raises `KeyError` for an unknown class and `ValueError` for a pattern that begins with a gap."""
    elements = tuple(_element(part, classes) for part in pattern.split())
    if not elements or elements[0].gap or elements[0].optional:
        raise ValueError(f"a pattern begins with a word: {pattern!r}")
    return elements


def _element(part: str, classes: Mapping[str, frozenset[str]]) -> Element:
    if part.startswith("*"):
        return Element(frozenset(), gap=int(part[1:]))
    optional = part.endswith("?") and len(part) > 1
    words: set[str] = set()
    for choice in part.removesuffix("?").split("|") if optional else part.split("|"):
        if choice.startswith("~"):
            words |= verb_forms(choice[1:])
        elif choice.startswith("#"):
            words |= noun_forms(choice[1:])
        elif choice.startswith("$"):
            words |= classes[choice[1:]]
        else:
            words.add(choice)
    return Element(frozenset(words), optional=optional)


class Patterns(Generic[T]):
    """Many patterns with a value each, looked for together."""

    def __init__(self, rules: Iterable[tuple[str, T]], classes: Mapping[str, frozenset[str]]) -> None:
        self._index: dict[str, list[tuple[tuple[Element, ...], frozenset[str], T]]] = {}
        for pattern, value in rules:
            elements = parse(pattern, classes)
            # The word that must follow the first, so that most patterns are put aside at a glance; empty when any may.
            second = elements[1].words if len(elements) > 1 and not elements[1].gap and not elements[1].optional else frozenset()
            for word in elements[0].words:
                self._index.setdefault(word, []).append((elements, second, value))
        self.heads: frozenset[str] = frozenset(self._index)
        """The words that a match can begin with: a sentence without one of them holds no match."""

    def find(self, words: Sequence[str]) -> Iterator[Found[T]]:
        """Every match, in the order of the text; of one pattern at one place, the shortest."""
        index = self._index
        last = len(words) - 1
        for start, word in enumerate(words):
            entries = index.get(word)
            if entries is None:
                continue
            following = words[start + 1] if start < last else ""
            for elements, second, value in entries:
                if second and following not in second:
                    continue
                end = _match(elements, 1, words, start + 1)
                if end is not None:
                    yield Found(start, end, value)


def _match(elements: Sequence[Element], step: int, words: Sequence[str], at: int) -> int | None:
    if step == len(elements):
        return at
    element = elements[step]
    if element.gap:
        for skipped in range(element.gap + 1):
            here = at + skipped
            if here >= len(words):
                return None
            end = _match(elements, step + 1, words, here)
            if end is not None:
                return end
            if words[here] in _STOPS:
                return None
        return None
    if at < len(words) and words[at] in element.words:
        end = _match(elements, step + 1, words, at + 1)
        if end is not None:
            return end
    return _match(elements, step + 1, words, at) if element.optional else None
