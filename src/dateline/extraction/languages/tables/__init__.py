"""What the words of other languages mean to the rules: plain text, `english = wording | wording`, headers in brackets, notes after `;;`."""

from importlib.resources import files


def glosses(code: str) -> tuple[tuple[str, str], ...]:
    """The (wording, English) pairs of a language's table, in order."""
    found: list[tuple[str, str]] = []
    for raw in files(__name__).joinpath(f"{code}.txt").read_text("utf-8").splitlines():
        line = raw.partition(";;")[0].strip()
        if line and not line.startswith("["):
            english, wordings = line.split("=", 1)
            found += [(wording.strip(), english.strip()) for wording in wordings.split("|")]
    return tuple(found)
