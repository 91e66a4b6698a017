"""Where a place name may stand: spans of capitalized words, and of words of any script that the gazetteer knows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from dateline.recognition import lexicon
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import trimmed
from dateline.recognition.organizations import NOT_NAMES
from dateline.recognition.persons import GIVEN_NAMES
from dateline.recognition.standing import Names, Standing
from dateline.recognition.tokens import Tokens, is_capitalized


class Mask(IntEnum):
    """What a token was already understood to be."""

    NONE = 0
    ORGANIZATION = 1
    DEMONYM = 2
    LOCAL = 3
    """Of an authority named after its place: "Riverton Police"."""
    STATE = 4
    """Of a state's forces or government; a country's name in it stands for the state: "US military"."""
    INSTITUTION = 5
    """Of an institution known by its place: "Riverton University"; the place in it stands for the institution."""
    UNION = 6
    """Of a union of states, which some take for a place: "EU"."""
    OPENING = 7
    """The first words of an organization whose name begins with a place: "Riverton Bureau of Roads"."""


@dataclass(slots=True)
class NameSpan:
    """A stretch of tokens that may be a place name."""

    first: int
    last: int
    start: int
    end: int
    standing: Standing | None
    """None when the gazetteer does not know the name."""
    noun: bool = False
    """Whether it holds a word for a kind of place: "Rapid River", "Lake Ohrid", "Homs Governorate"."""
    run: tuple[int, int] = (0, 0)
    """First and last token of the capitalized run that it stands in."""
    score: float = 0.0
    features: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The words around and the last word, each with a letter that says where it stands: "b:near"."""


_STOPPED_STATES = frozenset(short for short in US_STATES if not short.isupper() and short not in US_STATES.values())
_JOINTS = frozenset({" ", "-", "‑", "–", "\u00a0", "'", "’", ". "})
_MOST_WORDS = 6
_MAY_OPEN = frozenset({"The", "New"})
_SKIPPED = NOT_NAMES | lexicon.MONTHS_AND_DAYS


def find_spans(tokens: Tokens, masks: Sequence[int], names: Names) -> list[NameSpan]:
    """All spans that may be place names, sorted and not overlapping."""
    spans: list[NameSpan] = []
    index, count = 0, len(tokens)
    while index < count:
        word = tokens.words[index]
        char = word[0]
        if masks[index] in (Mask.ORGANIZATION, Mask.DEMONYM):
            index += 1
        elif char.isupper() or char.istitle() or _is_elided(word) or (word in lexicon.ARTICLE_PREFIXES and _article(tokens, masks, index)):
            last = _run_end(tokens, masks, index)
            spans.extend(_in_run(tokens, index, last, names))
            index = last + 1
        elif char >= "\u0590":
            found = _uncased(tokens, masks, index, names)
            if found is not None:
                spans.append(found)
                index = found.last
            index += 1
        else:
            index += 1
    return spans


def _is_elided(word: str) -> bool:
    """Whether a French article or preposition is written onto a name: "d'Alep"."""
    return len(word) > 3 and word[0] in "dl" and word[1] in "'’" and word[2].isupper()


def _article(tokens: Tokens, masks: Sequence[int], index: int) -> bool:
    return (
        index + 1 < len(tokens)
        and masks[index + 1] == Mask.NONE
        and tokens.gap(index) in ("-", "‑")
        and is_capitalized(tokens.words[index + 1])
    )


def _run_end(tokens: Tokens, masks: Sequence[int], first: int) -> int:
    """The last token of the run of capitalized words, small words inside it included."""
    last = at = first
    mask = masks[first]
    while at + 1 < len(tokens):
        gap = tokens.gap(at)
        if gap not in _JOINTS or (gap == ". " and len(tokens.words[at]) > 2):
            break
        at += 1
        word = tokens.words[at]
        if masks[at] != mask:
            break
        if is_capitalized(word) and word not in _SKIPPED:
            last = at
        elif at - last > 2 or (word not in lexicon.PARTICLES and (gap != "-" or tokens.gap(at) != "-")):
            break
    return last


def _in_run(tokens: Tokens, first: int, last: int, names: Names) -> Iterator[NameSpan]:
    if _of_a_country(tokens, first, last, names):
        yield from _unknown(tokens, first, last, (first, last))
        return
    at = first
    unknown = -1
    while at <= last:
        end, standing = _longest_known(tokens, at, last, names)
        if end < 0:
            plain = tokens.words[at]
            joins = plain not in _SKIPPED and (is_capitalized(plain) or unknown >= 0 or plain in lexicon.ARTICLE_PREFIXES)
            if joins and unknown < 0:
                unknown = at
            if not joins and unknown >= 0:
                yield from _unknown(tokens, unknown, at - 1, (first, last))
                unknown = -1
            at += 1
            continue
        begin = at
        if unknown >= 0:
            if unknown == at - 1 and tokens.words[unknown] in lexicon.NAME_NOUNS_BEFORE:
                begin = unknown
            else:
                yield from _unknown(tokens, unknown, at - 1, (first, last))
            unknown = -1
        closing, noun = _with_noun(tokens, end, last, names, begin)
        yield _span(tokens, begin, closing, standing, (first, last), noun or begin < at)
        at = closing + 1
    if unknown >= 0:
        yield from _unknown(tokens, unknown, last, (first, last))


def _of_a_country(tokens: Tokens, first: int, last: int, names: Names) -> bool:
    """Whether the run is one unknown name of two or three words that a comma puts into a country: "Xing Yang, China"."""
    if (
        not 1 <= last - first <= 2
        or last + 1 >= len(tokens)
        or tokens.gap(last) != ", "
        or tokens.words[first] in GIVEN_NAMES | lexicon.TITLES
    ):
        return False
    if not all(is_capitalized(tokens.words[at]) and tokens.words[at] not in _SKIPPED for at in range(first, last + 1)):
        return False
    country = names.standing(tokens.words[last + 1]) if is_capitalized(tokens.words[last + 1]) else None
    if country is None or country.tier < 5 or names.standing(tokens.words[first]) is not None:
        return False
    return not names.knows(tokens.text[tokens.starts[first] : tokens.ends[last]])


def _longest_known(tokens: Tokens, at: int, last: int, names: Names) -> tuple[int, Standing | None]:
    word = tokens.words[at]
    single = word not in _SKIPPED and len(word) > 1
    if word in lexicon.FOREIGN_HEADS and tokens.text[tokens.ends[at] : tokens.ends[at] + 1] != ".":
        single = False
    for end in range(min(last, at + _MOST_WORDS - 1), at - 1, -1):
        closing = tokens.words[end]
        if closing in lexicon.PARTICLES and closing.islower():
            continue
        if end == at and not single:
            break
        if end > at and word in NOT_NAMES and word not in _MAY_OPEN:
            continue
        start_cut, end_cut = trimmed(closing)
        begin = tokens.starts[at] + (start_cut if end == at else trimmed(word)[0])
        name = tokens.text[begin : tokens.starts[end] + end_cut]
        if len(name) > 1 and "\n" not in name and names.knows(name):
            return end, names.standing(name)
    return -1, None


def _with_noun(tokens: Tokens, end: int, last: int, names: Names, begin: int) -> tuple[int, bool]:
    """How far a capitalized noun behind belongs to the name, or a small one where the gazetteer has the whole."""
    at = end
    if end < last and tokens.words[end + 1] in lexicon.STREET_NOUNS:
        return end + 1, True
    while at < last and at - end < 3 and tokens.words[at + 1] in lexicon.MIDDLE_NOUNS:
        at += 1
    if at < last and tokens.words[at + 1] in lexicon.NAME_NOUNS_BEHIND:
        return at + 1, True
    for step in range(1, 5):
        here = end + step
        if here >= len(tokens) or tokens.gap(here - 1) not in (" ", "-"):
            break
        if tokens.words[here] in lexicon.FACILITY_NOUNS and names.knows(tokens.text[tokens.starts[begin] : tokens.ends[here]]):
            return here, True
    return end, tokens.words[end] in lexicon.NAME_NOUNS_BEHIND and end > begin


def _unknown(tokens: Tokens, first: int, last: int, run: tuple[int, int]) -> Iterator[NameSpan]:
    while last > first and not is_capitalized(tokens.words[last]):
        last -= 1
    while first < last and not is_capitalized(tokens.words[first]) and tokens.words[first] not in lexicon.ARTICLE_PREFIXES:
        first += 1
    if last - first <= 3 and is_capitalized(tokens.words[last]) and not tokens.words[first].isdigit():
        noun = last > first and (
            tokens.words[last] in lexicon.NAME_NOUNS_BEHIND | lexicon.STREET_NOUNS or tokens.words[first] in lexicon.NAME_NOUNS_BEFORE
        )
        yield _span(tokens, first, last, None, run, noun)


def _span(tokens: Tokens, first: int, last: int, standing: Standing | None, run: tuple[int, int], noun: bool) -> NameSpan:
    before, behind = trimmed(tokens.words[last])
    start = tokens.starts[first] + (before if first == last else trimmed(tokens.words[first])[0])
    end = tokens.starts[last] + behind
    # The full stop of "Fla." belongs to it.
    if tokens.text[end : end + 1] == "." and tokens.text[start:end] in _STOPPED_STATES:
        end += 1
    return NameSpan(first, last, start, end, standing, noun, run)


_ARABIC_PREFIXES = ("", "و", "ب", "ل", "وب", "ول", "ف", "ك", "لل", "ولل")
_MOST_UNCASED = 4


def _uncased(tokens: Tokens, masks: Sequence[int], index: int, names: Names) -> NameSpan | None:
    """A name in a script without capitals: only what the gazetteer knows, with the clitic cut off that is written onto it."""
    word = tokens.words[index]
    arabic = "\u0600" <= word[0] <= "\u06ff"
    if not arabic and not ("\u0590" <= word[0] <= "\u05ff" or word[0] >= "\u0e00"):
        return None
    for end in range(min(len(tokens) - 1, index + _MOST_UNCASED - 1), index - 1, -1):
        if any(masks[at] == Mask.ORGANIZATION for at in range(index, end + 1)):
            continue
        if any(tokens.gap(at) not in (" ", "-", "\u00a0") for at in range(index, end)):
            continue
        for prefix in _ARABIC_PREFIXES if arabic else ("",):
            if not word.startswith(prefix) or len(word) - len(prefix) < 3:
                continue
            name = tokens.text[tokens.starts[index] + len(prefix) : tokens.ends[end]]
            if names.knows(name):
                standing = names.standing(name)
                return NameSpan(index, end, tokens.starts[index] + len(prefix), tokens.ends[end], standing, False, (index, end))
    return None
