"""What is written onto a name or into it: an article, an ending or a possessive that may be part of it."""

from dateline.recognition.forms import trimmed
from dateline.recognition.standing import Names
from dateline.recognition.tokens import Tokens, is_capitalized


def possessive_inside(tokens: Tokens, first: int, at: int, names: Names) -> bool:
    """Whether a possessive stands inside one name: "Democratic People's Republic of Korea", "Cox's Bazar"."""
    words, text = tokens.words, tokens.text
    if words[at] == "People":
        return True
    end = tokens.ends[at + 1]
    return is_capitalized(words[at + 1]) and (names.knows(text[tokens.starts[at] : end]) or names.knows(text[tokens.starts[first] : end]))


def without_article_and_ending(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Where a name begins and ends without the article and the ending that are written onto it."""
    return tokens.starts[first] + trimmed(tokens.words[first])[0], tokens.starts[last] + trimmed(tokens.words[last])[1]


def possessive_behind(tokens: Tokens, first: int, last: int, names: Names) -> bool:
    """Whether a possessive behind a name belongs to it, a greater place having it: "St. John's"."""
    end = tokens.ends[last]
    if first == last or tokens.gaps[last][:2] not in ("'s", "’s"):
        return False
    whole = names.standing(tokens.text[tokens.starts[first] : end + 2])
    if whole is None:
        return False
    part = names.standing(tokens.text[tokens.starts[first] : end])
    return part is None or part.tier < whole.tier


def is_whole(tokens: Tokens, first: int, last: int, names: Names) -> bool:
    """Whether what looks like an article or an ending written onto a name is rather part of it: "L'Aquila", "Sana'a", not "Van'a"."""
    whole = names.standing(tokens.text[tokens.starts[first] : tokens.ends[last]])
    if whole is None:
        return False
    begin, end = without_article_and_ending(tokens, first, last)
    part = names.standing(tokens.text[begin:end])
    # An article that begins with a capital in the middle of a text is rather part of the name.
    return (
        part is None
        or part.tier < whole.tier
        or (part.tier == whole.tier and tokens.words[first][0].isupper() and begin > tokens.starts[first])
    )
