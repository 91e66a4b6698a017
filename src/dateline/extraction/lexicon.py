"""Classes of words that triggers and their arguments are made of; `tables/words.txt` holds them."""

from dateline.extraction.tables import sections
from dateline.extraction.words import noun_forms


def _forms(word: str) -> frozenset[str]:
    return noun_forms(word[1:]) if word.startswith("#") else frozenset({word})


CLASSES: dict[str, frozenset[str]] = {
    name: frozenset(form for line in lines for word in line.split() for form in _forms(word)) for name, lines in sections("words.txt")
}
