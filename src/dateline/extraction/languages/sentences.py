"""The tokens of a report's sentences, in the English of the rules whatever its language."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from dateline.extraction.languages.glossary import glossary
from dateline.extraction.tokens import Tokens, tokenize


class Spanned(Protocol):
    """A stretch of the text in code points, end exclusive."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


P = TypeVar("P", bound=Spanned)


def english_of(text: str, language: str | None, start: int, end: int) -> str:
    """A stretch of the text in the English of the rules."""
    return text[start:end] if language is None else " ".join(glossary(language).tokens(text, start, end, ()).words)


def tokens_of(text: str, language: str | None, sentences: Sequence[Spanned], places: Sequence[P]) -> tuple[list[Tokens], tuple[P, ...]]:
    """The sentences' tokens and those of the place mentions, sorted, that are no common words of the language; None is English."""
    if language is None:
        return [tokenize(text, sentence.start, sentence.end) for sentence in sentences], tuple(places)
    words = glossary(language)
    named = tuple(place for place in places if not words.is_common(text[place.start : place.end]))
    spans = [(place.start, place.end) for place in named]
    return [words.tokens(text, sentence.start, sentence.end, spans) for sentence in sentences], named
