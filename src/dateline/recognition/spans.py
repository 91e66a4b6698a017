"""Where a place name may stand: spans of capitalized words, and of words of any script that the gazetteer knows."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from enum import IntEnum

from dateline.recognition import lexicon
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import has_ending
from dateline.recognition.organizations import NOT_NAMES
from dateline.recognition.persons import GIVEN_NAMES, is_surname
from dateline.recognition.standing import Names, Standing
from dateline.recognition.tokens import Tokens, is_capitalized, key
from dateline.recognition.wholes import is_whole, possessive_behind, possessive_inside, without_article_and_ending


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
    key: str = ""
    """By which the mentions of one name are known for the same."""
    score: float = 0.0
    features: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    """The words around and the last word, each with a letter that says where it stands: "b:near"."""


_STOPPED_STATES = frozenset(short for short in US_STATES if not short.isupper() and short not in US_STATES.values())
_JOINTS = frozenset({" ", "-", "‑", "–", "\u00a0", "'", "’", ". "})
_MOST_WORDS = 6
_MAY_OPEN = frozenset({"The", "New"})
_SKIPPED = NOT_NAMES | lexicon.MONTHS_AND_DAYS | lexicon.CYRILLIC_HEADS
_SMALL_HEADS = lexicon.ARTICLE_PREFIXES


def find_spans(tokens: Tokens, masks: Sequence[int], names: Names, heads: AbstractSet[int]) -> list[NameSpan]:
    """All spans that may be place names, in the order of the text; those of one run may overlap, and at most some of them are right.

    `heads` are the character positions at which sentences begin.
    """
    spans: list[NameSpan] = []
    words = tokens.words
    past = 0
    for index in _openings(tokens):
        if index < past or masks[index] in _MASKED:
            continue
        word = words[index]
        char = word[0]
        if char.isupper() or char.istitle() or _is_elided(word) or (word in lexicon.ARTICLE_PREFIXES and _article(tokens, masks, index)):
            last = _run_end(tokens, masks, index, names)
            spans.extend(_in_run(tokens, index, last, names, heads))
            past = last + 1
        elif char >= "\u0590":
            found = _uncased(tokens, masks, index, names)
            if found is not None:
                spans.append(found)
                past = found.last + 1
    return spans


def _openings(tokens: Tokens) -> list[int]:
    """The words that a name may begin with."""
    # Of small words only those before a capital: "al-Bab", "d'Alep"; few texts have any.
    small = [found.start(1) for found in _SMALL_OPENING.finditer(tokens.text)]
    if not small:
        return tokens.large
    return sorted({*tokens.large, *(at for start in small if (at := bisect_left(tokens.starts, start)) < len(tokens.words))})


_SMALL_OPENING = re.compile(rf"\b((?:{'|'.join(sorted(_SMALL_HEADS))})[-‑][^\W\d_a-z]|[dl]['’]\w)")

_MASKED = (int(Mask.ORGANIZATION), int(Mask.DEMONYM))


def _is_elided(word: str) -> bool:
    """Whether a French article or preposition is written onto a name: "d'Alep"."""
    return word[0] in "dl" and len(word) > 3 and word[1] in "'’" and word[2].isupper()


def _article(tokens: Tokens, masks: Sequence[int], index: int) -> bool:
    return (
        index + 1 < len(tokens)
        and masks[index + 1] == Mask.NONE
        and tokens.gap(index) in ("-", "‑")
        and is_capitalized(tokens.words[index + 1])
    )


def _run_end(tokens: Tokens, masks: Sequence[int], first: int, names: Names) -> int:
    """The last token of the run of capitalized words, small words inside it included."""
    last = at = first
    mask = masks[first]
    words = tokens.words
    while at + 1 < len(words):
        gap = tokens.gap(at)
        if (gap not in _JOINTS and not (gap in _POSSESSIVES and possessive_inside(tokens, first, at, names))) or (
            gap == ". " and len(words[at]) > 2
        ):
            break
        at += 1
        word = words[at]
        if word in _SHOUTED or masks[at] != mask or (not words[at - 1].isalnum() and has_ending(words[at - 1])):
            break
        if is_capitalized(word) and (word not in _SKIPPED or (last < at - 1 and words[at - 1] in _BEFORE_MAR)):
            last = at
        elif word in _LINKS and gap == " ":
            if not _links(tokens, first, at, names):
                break
        elif at - last > 2 or (word not in lexicon.PARTICLES and (gap != "-" or tokens.gap(at) != "-")):
            break
    return last


_SHOUTED = frozenset(word.upper() for word in NOT_NAMES | lexicon.MONTHS_AND_DAYS if len(word) > 1) - {"US", "IT", "NO", "NEW", "MAY"}
"""Small words in a line of capitals, where they part names as they do elsewhere."""
_POSSESSIVES = frozenset({"'s ", "’s "})
_BEFORE_MAR = frozenset({"de", "del", "do", "da"})
"""Behind them even a month's name goes on: "Viña del Mar"."""
_LINKS = frozenset({"of", "and", "the", "on", "upon"})


def _links(tokens: Tokens, first: int, at: int, names: Names) -> bool:
    """Whether a small word stands inside one name: "Gulf of Aden", "Trinidad and Tobago"; not in "Ali Hadad of Homs"."""
    words = tokens.words
    if words[at] == "of" and words[at - 1] in lexicon.OF_NOUNS:
        return True
    behind = at + 1
    while behind < len(words) and behind - at < 3 and words[behind] in lexicon.PARTICLES and tokens.gap(behind - 1) == " ":
        behind += 1
    if behind >= len(words) or at - first > _MOST_WORDS or not is_capitalized(words[behind]) or tokens.gap(behind - 1) not in _JOINTS:
        return False
    if words[at] == "the":
        return words[at - 1] in _LINKS
    return any(
        names.knows(tokens.text[tokens.starts[begin] : tokens.ends[end]])
        for begin in range(first, at)
        for end in range(behind, min(behind + 2, len(words)))
        if is_capitalized(words[begin])
    )


def _in_run(tokens: Tokens, first: int, last: int, names: Names, heads: AbstractSet[int]) -> list[NameSpan]:
    """The readings of a run: every name in it that the gazetteer knows, with its noun, and what else may be one name."""
    run = (first, last)
    words = tokens.words
    if first == last:
        standing = _known(tokens, first, first, names) if _may_stand_alone(tokens, first) else None
        if standing is None:
            return _lone(tokens, first, heads)
        closing, noun = _with_noun(tokens, first, last, names, first)
        return [_span(tokens, first, closing, standing, run, noun, names)]
    found: dict[tuple[int, int], NameSpan] = {}
    if not _of_a_country(tokens, first, last, names):
        _add_known(found, tokens, run, names)
    if last - first > 2 or words[first] not in GIVEN_NAMES or words[last] in lexicon.NAME_NOUNS_BEHIND or not is_surname(words[last]):
        _add_others(found, tokens, run, heads)
    return [found[at] for at in sorted(found)]


def _lone(tokens: Tokens, at: int, heads: AbstractSet[int]) -> list[NameSpan]:
    """A single word that no place is known by; at the head of a sentence, with the sentence going on behind it, it is hardly ever one."""
    word = tokens.words[at]
    if (
        word in _SKIPPED
        or word in _SHOUTED
        or (tokens.starts[at] in heads and tokens.gap(at) == " " and tokens.words[at + 1 : at + 2] != [])
    ):
        return []
    return list(_unknown(tokens, at, at, (at, at)))


def _add_known(found: dict[tuple[int, int], NameSpan], tokens: Tokens, run: tuple[int, int], names: Names) -> None:
    first, last = run
    words = tokens.words
    for at in range(first, last + 1):
        word = words[at]
        for end in range(min(last, at + _MOST_WORDS - 1), at - 1, -1):
            closing = words[end]
            if closing in lexicon.PARTICLES and closing.islower():
                continue
            if end == at and not _may_stand_alone(tokens, at):
                break
            if end > at and word in NOT_NAMES and word not in _MAY_OPEN:
                continue
            standing = _known(tokens, at, end, names)
            if standing is None:
                continue
            if any((at, beyond) in found and _goes_on(tokens, end) for beyond in range(end + 1, min(last, at + _MOST_WORDS) + 1)):
                continue
            found[at, end] = _span(tokens, at, end, standing, run, end > at and closing in lexicon.NAME_NOUNS_BEHIND, names)
            wide, noun = _with_noun(tokens, end, last, names, at)
            if wide > end and (at, wide) not in found:
                found[at, wide] = _span(tokens, at, wide, standing, run, noun, names)
            if at > first and words[at - 1] in lexicon.NAME_NOUNS_BEFORE and (at - 1, end) not in found:
                found[at - 1, end] = _span(tokens, at - 1, end, standing, run, True, names)


def _goes_on(tokens: Tokens, end: int) -> bool:
    """Whether a name that is known as a whole goes on behind a token by a hyphen or a small word: "Maarat" in "Maarat al-Numan"."""
    return tokens.gap(end) in ("-", "‑") or tokens.words[end + 1].islower()


def _add_others(found: dict[tuple[int, int], NameSpan], tokens: Tokens, run: tuple[int, int], heads: AbstractSet[int]) -> None:
    """The whole run, the stretches of it that no known name covers, what a noun ends, and what "of" joins."""
    first, last = run
    words = tokens.words
    stretches = [(first, last)]
    covered = {at for span in found.values() for at in range(span.first, span.last + 1)}
    at = first
    while at <= last:
        if at in covered or not (is_capitalized(words[at]) or words[at] in lexicon.ARTICLE_PREFIXES) or words[at] in _SKIPPED:
            at += 1
            continue
        end = at
        while end < last and end + 1 not in covered and words[end + 1] not in _SKIPPED:
            end += 1
        stretches.append((at, end))
        at = end + 1
    for middle in range(first, last):
        word = words[middle]
        if middle > first and (word in lexicon.NAME_NOUNS_BEHIND or word in lexicon.STREET_NOUNS):
            stretches.append((first, middle))
        if middle + 2 <= last and word in lexicon.OF_NOUNS and words[middle + 1] == "of":
            stretches.append((middle, middle + 2))
            found.pop((middle, middle), None)
            if word in lexicon.WATERS:
                found.pop((middle + 2, middle + 2), None)
        if word in ("and", "or", "y", "et", "&") and first < middle:
            stretches += [(first, middle - 1), (middle + 1, last)]
    if words[first] in _SKIPPED or tokens.starts[first] in heads or words[first] in lexicon.TITLES:
        stretches.append((first + 1, last))
    for begin, end in stretches:
        for span in _unknown(tokens, begin, end, run):
            found.setdefault((span.first, span.last), span)


def _known(tokens: Tokens, first: int, last: int, names: Names) -> Standing | None:
    begin, end = tokens.starts[first], tokens.ends[last]
    opening, closing = tokens.words[first], tokens.words[last]
    if not (opening.isalnum() and closing.isalnum()) and not is_whole(tokens, first, last, names):
        begin, end = without_article_and_ending(tokens, first, last)
    if possessive_behind(tokens, first, last, names):
        end += 2
    name = tokens.text[begin:end]
    if first == last and opening in US_STATES and ("." in opening or (tokens.text[end : end + 1] == "." and not opening.isupper())):
        name = US_STATES[opening]
    return names.standing(name) if len(name) > 1 and "\n" not in name else None


def _may_stand_alone(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if word in _SKIPPED or len(word) < 2 or word in lexicon.NEVER_ALONE:
        return False
    if word in lexicon.TITLES and tokens.text[tokens.ends[at] : tokens.ends[at] + 1] == ".":
        return False
    return word not in lexicon.FOREIGN_HEADS or tokens.text[tokens.ends[at] : tokens.ends[at] + 1] == "."


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


def _with_noun(tokens: Tokens, end: int, last: int, names: Names, begin: int) -> tuple[int, bool]:
    """How far a capitalized noun behind belongs to the name, or a small one where the gazetteer has the whole."""
    at = end
    if end < last and tokens.words[end + 1] in lexicon.STREET_NOUNS:
        return end + 1, True
    while at < last and at - end < 3 and tokens.words[at + 1] in lexicon.MIDDLE_NOUNS:
        at += 1
    if (
        at < last
        and tokens.words[at + 1] in lexicon.NAME_NOUNS_BEHIND
        and not (at + 2 < len(tokens.words) and tokens.words[at + 2] in _OF_A_COURT)
    ):
        return at + 1, True
    for here in range(end + 1, min(end + 5, len(tokens.words))):
        if tokens.gap(here - 1) not in (" ", "-"):
            break
        if tokens.words[here] in lexicon.FACILITY_NOUNS and names.knows(tokens.text[tokens.starts[begin] : tokens.ends[here]]):
            return here, True
    return end, tokens.words[end] in lexicon.NAME_NOUNS_BEHIND and end > begin


_OF_A_COURT = frozenset({"Court", "Judge", "Attorney", "Magistrate"})
"""Behind a noun they take it from the name: "U.S. District Court"."""


def _unknown(tokens: Tokens, first: int, last: int, run: tuple[int, int]) -> Iterator[NameSpan]:
    while last > first and (not is_capitalized(tokens.words[last]) or tokens.words[last] in _SKIPPED):
        last -= 1
    while first < last and (
        tokens.words[first] in _SKIPPED or (not is_capitalized(tokens.words[first]) and tokens.words[first] not in lexicon.ARTICLE_PREFIXES)
    ):
        first += 1
    if (
        last - first <= 4
        and tokens.words[first] not in _SKIPPED
        and is_capitalized(tokens.words[last])
        and not tokens.words[first].isdigit()
    ):
        noun = last > first and (
            tokens.words[last] in lexicon.NAME_NOUNS_BEHIND | lexicon.STREET_NOUNS or tokens.words[first] in lexicon.NAME_NOUNS_BEFORE
        )
        yield _span(tokens, first, last, None, run, noun)


def _span(
    tokens: Tokens, first: int, last: int, standing: Standing | None, run: tuple[int, int], noun: bool, names: Names | None = None
) -> NameSpan:
    opening, closing = tokens.words[first], tokens.words[last]
    start, end = tokens.starts[first], tokens.ends[last]
    if not (opening.isalnum() and closing.isalnum()) and not (names is not None and is_whole(tokens, first, last, names)):
        start, end = without_article_and_ending(tokens, first, last)
    if names is not None and possessive_behind(tokens, first, last, names):
        end += 2
    # The full stop of "Fla." belongs to it.
    if tokens.text[end : end + 1] == "." and tokens.text[start:end] in _STOPPED_STATES:
        end += 1
    return NameSpan(first, last, start, end, standing, noun, run, key(tokens.text[start:end]))


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
                return NameSpan(index, end, tokens.starts[index] + len(prefix), tokens.ends[end], standing, False, (index, end), key(name))
    return None
