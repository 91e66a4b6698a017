"""Word lists written as running text."""


def words(text: str) -> frozenset[str]:
    """The words of a text that lists them, separated by white space."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """The phrases of a text that lists them, separated by commas or line breaks; white space within one becomes a single space."""
    return frozenset(" ".join(phrase.split()) for line in text.splitlines() for phrase in line.split(",") if phrase.strip())
