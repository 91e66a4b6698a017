"""Tables of words and patterns: plain text, a section a `[header]`, notes after `;;`."""

from importlib.resources import files


def sections(name: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The sections of a table with their lines, in order; a header may stand twice."""
    found: list[tuple[str, list[str]]] = []
    for raw in files(__name__).joinpath(name).read_text("utf-8").splitlines():
        line = raw.partition(";;")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            found.append((line[1:-1], []))
        elif line:
            found[-1][1].append(line)
    return tuple((header, tuple(lines)) for header, lines in found)
