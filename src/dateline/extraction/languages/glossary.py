"""Sentences of other languages as tokens of English words, each with the span of the words it stands for."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dateline.extraction.languages import arabic, turkish
from dateline.extraction.languages.tables import glosses, sections_of
from dateline.extraction.tokens import Tokens

_MARKS = "\u0300-\u036f\u0640\u064b-\u0652\u0670"
_TOKEN = re.compile(rf"[^\W_][^\W_{_MARKS}]*(?:[{_MARKS}]+[^\W_]*){{0,40}}|[^\w\s-]|(?<=\s)-+(?=\s)")
_APOSTROPHES = frozenset("'’ʼ")
_LONGEST_WORD = 40
_UNKNOWN = "_"
"""Ends the words that no table knows, so that none of them reads as an English word that it happens to look like."""


_SIGNS = {"،": ",", "؛": ";", "؟": "?", "«": '"', "»": '"', "„": '"', "“": '"', "”": '"'}


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the sentence: folded, with its span; `place` when it stands within the name of a place."""

    word: str
    start: int
    end: int
    place: bool


@dataclass(frozen=True, slots=True)
class Piece:
    """An English word with the span of what it stands for; `place` when it stands for a word of a place's name."""

    word: str
    start: int
    end: int
    place: bool = False


def fold(code: str, word: str) -> str:
    """The word as tables are matched: lower case, Arabic without vowel marks and alef's hamza, Turkish without the dotless i."""
    if len(word) > _LONGEST_WORD:
        return word
    lowered = word.lower()
    match code:
        case "ar":
            spread = unicodedata.normalize("NFKD", lowered).replace("ى", "ي").replace("\u0640", "")
            plain = "".join(letter for letter in spread if not unicodedata.combining(letter))
            # A vowel mark without its letter, where a text was cut, stays what it is.
            return arabic.without_article(plain) or lowered
        case "ru":
            return lowered.replace("ё", "е")
        case "tr":
            return lowered.replace("i\u0307", "i").replace("ı", "i").replace("â", "a").replace("î", "i")
        case _:
            return unicodedata.normalize("NFC", lowered)


class Glossary:
    """The words of one language that the rules need, in English; made once a language and shared."""

    def __init__(self, code: str) -> None:
        self.code = code
        self._index: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for wording, english in glosses(code):
            parts = tuple(f"{fold(code, part[:-1])}-" if part.endswith("-") else fold(code, part) for part in wording.split())
            self._index.setdefault(parts[0], []).append((parts, tuple(english.split())))
        for entries in self._index.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._numbers = {
            fold(code, name): key
            for key, listed in sections_of("tolls.txt")[code]
            if key.isdecimal() and int(key) > 1
            for name in listed.split()
        }

    def is_common(self, name: str) -> bool:
        """Whether what was taken for the name of a place is a common word of the table: "La", "مدينة"."""
        folded = fold(self.code, name)
        return any(len(parts) == 1 for parts, _ in self._index.get(folded, ()))

    def meaning(self, word: str) -> tuple[str, ...]:
        """What a folded word of its own means; nothing when the table does not know it."""
        best = self._longest(word, (Word(word, 0, len(word), False),), 0)
        return best[1] if best else ()

    def tokens(self, text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> Tokens:
        """The tokens of `text[start:end]`; `places` are the spans of place names, sorted, whose words are left alone."""
        words = self._cut(text, start, end, places)
        pieces: list[Piece] = []
        at = 0
        while at < len(words):
            word = words[at]
            if word.place:
                pieces.append(Piece(f"{word.word}{_UNKNOWN}", word.start, word.end, True))
                at += 1
                continue
            taken = self._suffix(words, at, pieces) or self._phrase(words, at, pieces)
            if not taken:
                pieces.append(self._unknown(word))
                taken = 1
            at += taken
        return Tokens(tuple(one.word for one in pieces), tuple(one.start for one in pieces), tuple(one.end for one in pieces))

    def _cut(self, text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> list[Word]:
        """The words, those that a place's name begins or ends within cut there; apostrophes are dropped."""
        words: list[Word] = []
        starts = [first for first, _ in places]
        for found in _TOKEN.finditer(text, start, end):
            first, last = found.span()
            if text[first] in _APOSTROPHES and self.code != "tr":
                continue
            while first < last:
                index = bisect_right(starts, first) - 1
                inside = index >= 0 and first < places[index][1]
                border = places[index][1] if inside else starts[index + 1] if index + 1 < len(starts) else last
                stop = min(last, max(border, first + 1))
                words.append(Word(fold(self.code, text[first:stop]), first, stop, inside))
                first = stop
        return words

    def _suffix(self, words: Sequence[Word], at: int, pieces: list[Piece]) -> int:
        """A Turkish case ending behind an apostrophe becomes the English preposition before the name."""
        if self.code != "tr" or words[at].word not in _APOSTROPHES:
            return 0
        if at + 1 >= len(words) or words[at + 1].start != words[at].end:
            return 1
        preposition = turkish.preposition(words[at + 1].word, moving=any(turkish.is_motion(word.word) for word in words[at + 2 :]))
        if preposition is None and not (pieces and pieces[-1].place):
            return 2
        if preposition:
            _put_before(pieces, preposition)
        return 2

    def _phrase(self, words: Sequence[Word], at: int, pieces: list[Piece]) -> int:
        """Appends what the longest known wording at this word means; the number of words it takes, 0 when none is known."""
        for lead, rest in self._readings(words[at].word):
            best = self._longest(rest, words, at)
            if best is None:
                continue
            length, english = best
            first, last = words[at], words[at + length - 1]
            pieces.extend(Piece(word, first.start, first.start) for word in arabic.leads(lead, english))
            if self.code == "tr" and len(english) == 2 and english[1] in turkish.BEHIND:
                noun, preposition = english
                behind = bool(pieces) and (pieces[-1].place or _is_noun_behind(pieces, len(pieces) - 1))
                _put_before(pieces, noun if noun == "near" else preposition)
                if (behind and noun != "near") or (not behind and noun != "near"):
                    pieces.append(Piece(noun, first.start, last.end))
                return length
            for number, word in enumerate(english):
                own = words[at + min(number, length - 1)]
                closing = last if number == len(english) - 1 else own
                pieces.append(Piece(word, own.start, closing.end))
            return length
        return 0

    def _longest(self, first: str, words: Sequence[Word], at: int) -> tuple[int, tuple[str, ...]] | None:
        best: tuple[tuple[int, int], tuple[str, ...]] | None = None
        for key in _keys(first):
            for parts, english in self._index.get(key, ()):
                rank = (len(parts), len(key) if key.endswith("-") else 100)
                if (best is None or rank > best[0]) and _goes_on(parts, words, at):
                    best = (rank, english)
        return (best[0][0], best[1]) if best else None

    def _readings(self, word: str) -> Iterator[tuple[str, str]]:
        """The word and, in Arabic, what remains of it without the particles written onto it."""
        yield "", word
        if self.code == "ar":
            yield from arabic.without_clitics(word)

    def _unknown(self, word: Word) -> Piece:
        if not word.word[0].isalpha():
            return Piece(_SIGNS.get(word.word, word.word), word.start, word.end)
        if self.code == "ar" and (lone := arabic.LONE.get(word.word)):
            return Piece(lone, word.start, word.end)
        number = self._numbers.get(word.word)
        return Piece(number or f"{word.word}{_UNKNOWN}", word.start, word.end)


def _keys(word: str) -> Iterator[str]:
    """The word and its beginnings, as the index has them."""
    yield word
    if len(word) <= _LONGEST_WORD:
        for length in range(len(word), 1, -1):
            yield f"{word[:length]}-"


def _goes_on(parts: Sequence[str], words: Sequence[Word], at: int) -> bool:
    if at + len(parts) > len(words):
        return False
    for part, word in zip(parts[1:], words[at + 1 : at + len(parts)], strict=True):
        if word.place or not (word.word.startswith(part[:-1]) if part.endswith("-") else word.word == part):
            return False
    return True


def _put_before(pieces: list[Piece], preposition: str) -> None:
    """Puts a preposition before the names of places that end the pieces: "A, B ve C'de"; at the end when none does."""
    at = len(pieces)
    while at and (
        pieces[at - 1].place
        or _is_noun_behind(pieces, at - 1)
        or (pieces[at - 1].word in (",", "and") and at > 1 and pieces[at - 2].place and at < len(pieces))
    ):
        at -= 1
    start = pieces[at].start if at < len(pieces) else (pieces[-1].end if pieces else 0)
    if not (at and pieces[at - 1].word in turkish.BEHIND):
        pieces.insert(at, Piece(preposition, start, start))


_NOUNS_BEHIND = frozenset({"district", "province", "city", "village", "town"})


def _is_noun_behind(pieces: Sequence[Piece], at: int) -> bool:
    """Whether the piece says what the place named before it is: "Lice ilçesi"."""
    return at > 0 and pieces[at].word in _NOUNS_BEHIND and pieces[at - 1].place


@cache
def glossary(code: str) -> Glossary:
    """The glossary of a language, made at its first use."""
    return Glossary(code)
