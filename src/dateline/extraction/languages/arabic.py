"""Arabic particles that are written onto the next word."""

from collections.abc import Iterator, Sequence

from dateline.extraction.words import word_set

LONE = {"و": "and", "ف": "and", "ب": "in", "ل": "to", "وب": "in", "ول": "to", "بال": "in", "وال": "and", "لل": "to", "ال": "the", "ك": "as"}
"""Particles that stand alone once the name of a place behind them is cut off."""
_CLITICS = (
    *(("وبال", "b"), ("ولل", "l"), ("وال", "w"), ("بال", "b"), ("فال", "w"), ("لل", "l")),
    *(("وب", "b"), ("ول", "l"), ("و", "w"), ("ف", "w"), ("ب", "b"), ("ل", "l")),
)
_SCENES = word_set("city town village province region district countryside capital base camp airport neighborhood")


def without_article(word: str) -> str:
    """The word without the article, when enough of it remains."""
    return word[2:] if len(word) > 4 and word.startswith("ال") else word


def without_clitics(word: str) -> Iterator[tuple[str, str]]:
    """Particles as "w" (and), "b" (in, with) or "l" (to), each with what remains of the word without it."""
    for clitic, lead in _CLITICS:
        if word.startswith(clitic) and len(word) - len(clitic) >= 2:
            yield lead, word[len(clitic) :]


def leads(lead: str, english: Sequence[str]) -> tuple[str, ...]:
    """The English words for the particle before what it is written onto: "in" before a scene, "with" before a weapon."""
    match lead:
        case "w":
            return ("and",)
        case "b":
            return ("in",) if english[0] in _SCENES else ("with",)
        case "l":
            return ("to",)
        case _:
            return ()
