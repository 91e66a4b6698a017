"""What the model of kinds sees of a sentence: its words and their letters, hashed, their classes, and what the rules find in it."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from dateline.extraction.lexicon import CLASSES
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger

BUCKETS = 1 << 14
NAME, NUMBER = "<name>", "<0>"
_SHORTEST, _LONGEST = 3, 5
_LONGEST_WORD = 24
_MOST_WORDS = 120
"""Words of a sentence that are looked at; longer sentences are no sentences."""
_PART_WEIGHT = 2.0
"""What the stretches of letters of a word count beside it."""
_CLASS_WEIGHT, _RULE_WEIGHT = 0.2, 0.6
"""What a class of words and a finding of the rules count beside all words together, which have the length 1."""
_CLASSES_OF: dict[str, tuple[str, ...]] = {
    word: tuple(sorted(name for name, members in CLASSES.items() if word in members)) for words in CLASSES.values() for word in words
}


def plain_words(text: str, tokens: Tokens, known: frozenset[str]) -> list[str]:
    """The words of a sentence, those that are capitalized within it or unknown in another language as one word, numbers as another.

    `known` are the words that rules begin with: they stay, however written.
    """
    words: list[str] = []
    for index, (word, start) in enumerate(zip(tokens.words[:_MOST_WORDS], tokens.starts, strict=False)):
        if word[0].isdecimal():
            words.append(NUMBER)
        elif word.endswith("_") or (index and text[start].isupper() and word not in known):
            if not (words and words[-1] == NAME):
                words.append(NAME)
        elif word[0].isalnum():
            words.append(word)
    return words


@lru_cache(maxsize=1 << 15)
def _of_word(word: str) -> tuple[int, tuple[int, ...]]:
    whole = crc32(f"w {word}".encode()) % BUCKETS
    if word in (NAME, NUMBER):
        return whole, ()
    framed = f"<{word[:_LONGEST_WORD]}>"
    parts = (framed[at : at + size] for size in range(_SHORTEST, _LONGEST + 1) for at in range(len(framed) - size + 1))
    return whole, tuple(crc32(f"c {part}".encode()) % BUCKETS for part in parts)


@lru_cache(maxsize=1 << 15)
def _of_pair(first: str, second: str) -> int:
    return crc32(f"p {first} {second}".encode()) % BUCKETS


def tags(words: Sequence[str], triggers: Sequence[Trigger]) -> dict[int, float]:
    """The buckets of the classes that a sentence's tokens belong to and of what the rules find in it."""
    classes = {name for word in words for name in _CLASSES_OF.get(word, ())}
    found = {name for trigger in triggers for name in _rule_tags(trigger)} or {"nothing"}
    told = {crc32(f"k {name}".encode()) % BUCKETS: _CLASS_WEIGHT for name in sorted(classes)}
    return told | {crc32(f"r {name}".encode()) % BUCKETS: _RULE_WEIGHT for name in sorted(found)}


def _rule_tags(trigger: Trigger) -> Iterator[str]:
    yield trigger.kind.event_type.value
    yield trigger.kind.value
    yield f"{trigger.kind.value} {'named' if trigger.open is None else 'open'}"


def features(words: Sequence[str], tagged: dict[int, float]) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """The buckets of a sentence, each once, and their values: those of its plain words, of length 1 together, and its tags."""
    told: dict[int, float] = {}
    previous = "<s>"
    for word in words:
        whole, parts = _of_word(word)
        told[whole] = told.get(whole, 0.0) + 1.0
        pair = _of_pair(previous, word)
        told[pair] = told.get(pair, 0.0) + 1.0
        share = _PART_WEIGHT / max(len(parts), 1) ** 0.5
        for part in parts:
            told[part] = told.get(part, 0.0) + share
        previous = word
    norm = sum(told.values()) ** 0.5 or 1.0
    values = {bucket: value**0.5 / norm for bucket, value in told.items()}
    for bucket, value in tagged.items():
        values[bucket] = values.get(bucket, 0.0) + value
    return np.fromiter(values.keys(), np.int32, len(values)), np.fromiter(values.values(), np.float32, len(values))
