"""Text to the tokens that date expressions are made of: runs of digits, runs of letters, single marks."""

import re
import unicodedata

_TOKEN = re.compile(r"\d+|[^\W\d_]+(?:[\u0300-\u036f\u064b-\u0652\u0670]+[^\W\d_]*)*|[^\w\s]")
"""Marks written over a letter, such as Arabic vowels, do not part a word."""
_INSIDE_NUMBERS = frozenset({".", ",", ":", "/"})
_LONGEST_WORD = 24
"""No word of any table is longer; longer ones need no folding."""


def fold(word: str) -> str:
    """Lower case without accents, so that a table need hold one spelling: `fold("Février") == "fevrier"`."""
    if word.isascii():
        return word.lower()
    if len(word) > _LONGEST_WORD:
        return word
    spread = unicodedata.normalize("NFKD", word.lower().replace("ı", "i"))
    return "".join(letter for letter in spread if not unicodedata.combining(letter))


class Tokens:
    """The tokens of a text in parallel lists."""

    __slots__ = ("ends", "starts", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        found = list(_TOKEN.finditer(text))
        self.words: list[str] = [match[0].lower() for match in found] if text.isascii() else [fold(match[0]) for match in found]
        self.starts: list[int] = [match.start() for match in found]
        self.ends: list[int] = [match.end() for match in found]

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """The folded word, "" outside the text."""
        return self.words[index] if 0 <= index < len(self.words) else ""

    def written(self, index: int) -> str:
        """The word as written, "" outside the text."""
        return self.text[self.starts[index] : self.ends[index]] if 0 <= index < len(self.words) else ""

    def text_of_each(self) -> list[str]:
        """The words as written."""
        return [self.text[start:end] for start, end in zip(self.starts, self.ends, strict=True)]

    def capital(self, index: int) -> bool:
        """Whether the word begins with a capital letter."""
        return 0 <= index < len(self.words) and self.text[self.starts[index]].isupper()

    def glued(self, index: int) -> bool:
        """Whether nothing stands between this token and the next."""
        return 0 <= index < len(self.words) - 1 and self.ends[index] == self.starts[index + 1]

    def broken(self, index: int) -> bool:
        """Whether a line break or more stands between this token and the next: no expression runs across a blank line."""
        if not 0 <= index < len(self.words) - 1:
            return True
        return self.text.count("\n", self.ends[index], self.starts[index + 1]) > 1

    def opens_line(self, index: int) -> bool:
        """Whether nothing but white space stands between the line's beginning and this token."""
        begin = self.text.rfind("\n", 0, self.starts[index]) + 1 if index == 0 or "\n" in self._behind(index - 1) else -1
        return begin >= 0 and not self.text[begin : self.starts[index]].strip()

    def closes_line(self, index: int) -> bool:
        """Whether the line, though not the text, ends behind this token."""
        return 0 <= index < len(self.words) - 1 and "\n" in self._behind(index)

    def _behind(self, index: int) -> str:
        return self.text[self.ends[index] : self.starts[index + 1]]

    def number(self, index: int) -> int | None:
        """The value of a run of at most four digits that is no part of a decimal, a grouped number or a clock time."""
        word = self.at(index)
        if not word or len(word) > 4 or not word.isdecimal():
            return None
        if self._part_of_longer(index):
            return None
        return int(word)

    def _part_of_longer(self, index: int) -> bool:
        return (self._joins(index + 1) and self.at(index + 2).isdecimal()) or (self._joins(index - 1) and self.at(index - 2).isdecimal())

    def _joins(self, index: int) -> bool:
        return self.at(index) in _INSIDE_NUMBERS and self.glued(index - 1) and self.glued(index)
