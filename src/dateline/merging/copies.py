"""Near copies of one text: an agency's report under another headline, a little edited or with its end cut off.

Alike words are not enough: daily reports are alike, too, and differ in a number, a day or a place. So two things are asked of copies:
that nearly all runs of words are shared, which small sketches of both texts tell (MinHash, keeping the least hashes), and that sentence by
sentence the numbers, days and names are the very same up to where the shorter one ends.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from dateline.extraction.dates.vocabulary import MONTHS, NUMBERS, ORDINALS, TIMES_OF_DAY, WEEKDAYS
from dateline.extraction.numbers import VAGUE

_RUN = 4
"""Words in a run."""
_KEPT = 64
"""Least hashes kept of a text's runs."""
_FEWEST = 30
"""A text of fewer runs is a copy only word for word."""
_SENTENCES = 128
"""Sentences told one by one; all further ones are told together."""
_SHARED = 0.75
_REMAINS = 0.5
"""At least so much of the longer text the shorter one has."""

_WORD = re.compile(r"[^\W_]+")
_SENTENCE = re.compile(r"[^.!?…。؟]+")
_AGENCY = re.compile(r"\([^()\d\n]{1,40}\)(?=\s{0,3}[-–—:])")
"""As in "MIRNA (Wire) –"."""
_CREDIT = re.compile(
    r"^[^\S\n]{0,8}\((?:reporting|writing|editing|additional)\b[^()\d\n]{0,300}\)[^\S\n]{0,8}$", re.IGNORECASE | re.MULTILINE
)
_ENDED = re.compile(r"[.!?…。؟][\"'”’»)\]]*\s*$")
_ENGLISH = frozenset(["the", "of", "and", "in", "to", "was", "were", "on", "that", "by", "from", "with", "a", "at"])
_ENGLISH_SHARE = 0.15
_DAYS = frozenset({*MONTHS, *WEEKDAYS})
_TELLING = frozenset(
    {
        *(word for table in (NUMBERS, ORDINALS, TIMES_OF_DAY, VAGUE, _DAYS) for word in table),
        *["no", "none", "not", "nobody", "another", "both", "half", "hundred", "thousand", "million", "couple"],
        *["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "today", "yesterday", "tomorrow", "tonight"],
        *["north", "south", "east", "west", "northern", "southern", "eastern", "western", "central"],
    }
)
"""English words that, written small, tell a number, a day or a direction."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is kept of a text to know its copies by; the same for the same text, always."""

    runs: int
    """How many different runs of words the text has."""
    least: tuple[int, ...]
    """The least hashes of its runs, sorted."""
    facts: tuple[int, ...]
    """A hash of the numbers, days and names of each sentence that has any, in order."""
    days: tuple[int, ...]
    """Hashes of the numbers and days of the headline and the lines around it, sorted."""

    def written(self) -> str:
        """One line for a store."""
        return f"{self.runs:x};" + ";".join(" ".join(f"{value:x}" for value in part) for part in (self.least, self.facts, self.days))

    @classmethod
    def read(cls, line: str) -> "Sketch":
        """A sketch from its line; a `ValueError` for what is none."""
        runs, *parts = line.split(";")
        least, facts, days = (tuple(int(value, 16) for value in part.split()) for part in parts)
        return cls(int(runs, 16), least, facts, days)


@lru_cache(maxsize=64)
def sketch_of(text: str) -> Sketch:
    """The sketch of a report's text; headline, byline and the agency's name in brackets do not change it, nor do case and spacing."""
    head, body = _parted(_AGENCY.sub(" ", _CREDIT.sub("", unicodedata.normalize("NFKC", text))))
    words = [word.casefold() for word in _WORD.findall(body)]
    english = sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words)
    runs = {_hash(" ".join(words[at : at + _RUN])) for at in range(len(words) - _RUN + 1)}
    told = _told(body, english=english)
    facts = [_hash(" ".join(facts)) for facts in islice(told, _SENTENCES)]
    if rest := " | ".join(" ".join(facts) for facts in told):
        facts.append(_hash(rest))
    days = {_hash(word) for word in map(str.casefold, _WORD.findall(head)) if word in _DAYS or any(map(str.isdigit, word))}
    return Sketch(len(runs), tuple(sorted(runs)[:_KEPT]), tuple(facts), tuple(sorted(days)))


def are_copies(a: Sketch, b: Sketch) -> bool:
    """Whether two texts are near copies of one; the order of the two does not matter."""
    shorter, longer = sorted((a, b), key=lambda sketch: (len(sketch.facts), sketch.runs))
    if not shorter.facts or longer.facts[: len(shorter.facts)] != shorter.facts:
        return False
    days = set(a.days), set(b.days)
    if not (days[0] <= days[1] or days[1] <= days[0]):
        return False
    fewer, more = sorted((a.runs, b.runs))
    return fewer >= _FEWEST and fewer >= _REMAINS * more and _shared(a, b) * (a.runs + b.runs) >= _SHARED * fewer


def groups_of_copies(sketches: Iterable[tuple[str, Sketch | None]]) -> dict[str, str]:
    """For each key of a text the least key among its copies, and theirs; a text without a sketch is a copy of nothing."""
    ordered = sorted(dict(sketches).items(), key=lambda item: item[0])
    group = {key: key for key, _ in ordered}
    opening: dict[int, list[tuple[str, Sketch]]] = {}
    for key, sketch in ordered:
        if sketch is None or not sketch.facts:
            continue
        alike = opening.setdefault(sketch.facts[0], [])
        joined: set[str] = set()
        for other, known in alike:
            if group[other] not in joined and are_copies(known, sketch):
                joined.add(group[other])
        if joined:
            least = min(joined)
            group = {each: least if of in joined or each == key else of for each, of in group.items()}
        alike.append((key, sketch))
    return group


def _shared(a: Sketch, b: Sketch) -> float:
    """About which part of the runs of both, each counted in its own text, is shared: |A ∩ B| / (|A| + |B|)."""
    union = sorted({*a.least, *b.least})[:_KEPT]
    both = set(a.least) & set(b.least)
    alike = sum(value in both for value in union) / len(union) if union else 0.0
    return alike / (1 + alike)


def _parted(text: str) -> tuple[str, str]:
    """The lines before the first that ends like a sentence, and the text from there."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    ended = [bool(_ENDED.search(line)) or len(line) > 200 for line in lines]
    if not any(ended):
        return "", "\n".join(lines)
    first = ended.index(True)
    return "\n".join(lines[:first]), "\n".join(lines[first:])


def _told(body: str, *, english: bool) -> Iterator[list[str]]:
    """The words of each sentence that tell a number, a day or a name; of a language that we cannot tell them in, all words."""
    for sentence in _SENTENCE.finditer(body):
        words = _WORD.findall(sentence.group())
        told = [word.casefold() for word in words if not english or _tells(word)]
        if told:
            yield told


def _tells(word: str) -> bool:
    return not word.islower() or word in _TELLING or any(map(str.isdigit, word))


def _hash(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
