"""What the words of other languages mean to the rules: plain text, `english = wording | wording`, headers in brackets, notes after `;;`."""

from functools import cache
from importlib.resources import files


def glosses(code: str) -> tuple[tuple[str, str], ...]:
    """The (wording, English) pairs of a language's table, in order."""
    found = [pair for _, pairs in _read(f"{code}.txt") for pair in pairs]
    return tuple((wording.strip(), english) for english, wordings in found for wording in wordings.split("|"))


@cache
def sections_of(name: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The (key, listed words) pairs of each section of a table."""
    return dict(_read(name))


def _read(name: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    sections: list[tuple[str, list[tuple[str, str]]]] = []
    for raw in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        line = raw.partition(";;")[0].strip()
        if line.startswith("["):
            sections.append((line.strip("[]"), []))
        elif line:
            key, _, listed = line.partition("=")
            sections[-1][1].append((key.strip(), listed.strip()))
    return [(title, tuple(pairs)) for title, pairs in sections]
