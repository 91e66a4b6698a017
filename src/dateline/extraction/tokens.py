"""Sentences to tokens: folded words with their places in the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Hyphens inside words part tokens ("air-strike" reads as "air strike"); every other mark is a token of its own.
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w\s-]|(?<=\s)-+(?=\s)")
_POSSESSIVE = ("'s", "’s")
_CLAUSE_WORDS = frozenset(
    {
        "while",
        "whereas",
        "but",
        "after",
        "before",
        "when",
        "although",
        "though",
        "because",
        "since",
        "until",
        "which",
        "who",
        "where",
        "whose",
    }
)
_CLAUSE_MARKS = frozenset({";", ":", "—", "–", "--", "-"})
PARTS_OF_DAY = frozenset(
    {"dawn", "sunrise", "daybreak", "midnight", "noon", "midday", "dusk", "sunset", "dark", "nightfall", "daylight", "sundown"}
)
"""Behind "before" and "after" these tell the hour, not what came before."""
_NEW_SUBJECT = frozenset({"and", "as", "with"})


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one sentence; the three sequences run in parallel."""

    words: tuple[str, ...]
    """Lower-cased, without a possessive ending; a mark stands for itself."""
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    """In code points of the report's text, exclusive."""

    def __len__(self) -> int:
        return len(self.words)

    def at(self, offset: int) -> int:
        """The index of the first token that ends after this place in the text; the number of tokens when there is none."""
        low, high = 0, len(self.ends)
        while low < high:
            middle = (low + high) // 2
            if self.ends[middle] <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def tokenize(text: str, start: int, end: int) -> Tokens:
    """The tokens of `text[start:end]`."""
    spans = [found.span() for found in _TOKEN.finditer(text, start, end)]
    words = [text[first:last].lower() for first, last in spans]
    part = text[start:end]
    if "'s" in part or "’s" in part or "'S" in part or "’S" in part:
        words = [word[:-2] if word.endswith(_POSSESSIVE) else word for word in words]
    starts, ends = zip(*spans, strict=True) if spans else ((), ())
    return Tokens(tuple(words), starts, ends)


def clauses(words: Sequence[str]) -> tuple[int, ...]:
    """For every token the number of its clause, counted from 0; a rough cut at conjunctions and strong marks."""
    numbers: list[int] = []
    current = 0
    for index, word in enumerate(words):
        previous = words[index - 1] if index else ""
        hour = word in ("before", "after") and index + 1 < len(words) and words[index + 1] in PARTS_OF_DAY
        opens = (word in _CLAUSE_WORDS and not hour) or word in _CLAUSE_MARKS or (word in _NEW_SUBJECT and previous == ",")
        if opens and index and numbers[-1] == current and word != previous:
            current += 1
        numbers.append(current)
    return tuple(numbers)
