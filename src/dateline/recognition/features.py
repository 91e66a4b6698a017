"""The features of a span that may be a place name; `weights.WEIGHTS` says what each is worth."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dateline.recognition import lexicon
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import is_located
from dateline.recognition.organizations import LOCAL_HEADS, NOT_NAMES
from dateline.recognition.persons import GIVEN_NAMES
from dateline.recognition.spans import Mask, NameSpan
from dateline.recognition.tokens import Tokens, is_capitalized


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the features of all spans of one report are read from."""

    tokens: Tokens
    masks: Sequence[int]
    heads: frozenset[int]
    """Character positions at which sentences begin."""
    title_case: frozenset[int]
    """Tokens of lines in which nearly all words are capitalized."""
    small: frozenset[str]
    """Words of the report that are written small somewhere."""
    surnames: frozenset[str]
    """Words that end a person's name somewhere in the report."""


_AGE = re.compile(r",? (?:\d{1,2}|aged \d{1,2})[,.;)]")
_DATELINE_BEHIND = re.compile(
    r"(?:, [A-Z][\w. ]{1,20})?(?:, (?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2} [A-Z][a-z]+)(?:, \d{4})?)? ?"
    r"(?:\([^()\n]{2,40}\) ?[-–—\ufffd:]|[–—] |-- | - )"
)
_SAID_TO_BE = re.compile(
    r",? (?:is |was |also )?(?:an?|the|one of the) (?:[\w-]{1,20} ){0,2}?(\w{3,14})"
    r"(?= (?:in|of|on|near|that|which|where|with|about|north|south|east|west|some|home|just|under|held)\b|[,.;])"
)
_LISTING = frozenset({", ", " and ", " or ", ", and ", " & ", "، ", " و", "، و", " и ", " і ", " та ", " et ", " y ", " ve ", " und "})
_BASED = re.compile(r"-(?:based|born|area|bound|led|backed|trained|made|held|controlled|occupied|wide|run|registered|flagged|brokered)\b")


def features_of(span: NameSpan, around: Surroundings, previous: NameSpan | None, following: NameSpan | None) -> list[str]:
    """The names of the features that hold for a span; `previous` and `following` are its neighbors that the gazetteer knows."""
    tokens = around.tokens
    found: list[str] = []
    word = tokens.words[span.first]
    single = span.first == span.last
    title_case = span.first in around.title_case
    uncased = "\u0590" <= word[0] <= "\u08ff" or word[0] >= "\u0e00"
    if span.standing is None:
        found.append("unknown")
    else:
        found.append(f"tier{span.standing.tier}")
        if not single and not span.noun:
            found.append("several words known")
    if span.noun:
        found.append("street" if tokens.words[span.last] in lexicon.STREET_NOUNS else "noun in name")
    if around.masks[span.first] == Mask.STATE:
        found.append("stands for its state")
    if around.masks[span.first] == Mask.INSTITUTION:
        found.append("institution")
    if around.masks[span.first] == Mask.UNION:
        found.append("union")
    if around.masks[span.first] == Mask.OPENING:
        found.append("opens an organization")
    found += _before(span, around, title_case)
    found += _behind(span, around, title_case)
    found += _structure(span, tokens, previous, following)
    if span.start in around.heads and _DATELINE_BEHIND.match(tokens.text, span.end) and span.standing is not None:
        found.append("dateline")
    if title_case:
        found.append("title case line")
    if uncased:
        found += _uncased(span, tokens, single)
        return found
    great = span.standing is not None and span.standing.tier >= 5
    if single:
        if word in GIVEN_NAMES and not great:
            found.append("given name")
        if (word in lexicon.COMMON or word in lexicon.HOUSE_NOUNS or word in lexicon.STREET_NOUNS) and not great:
            found.append("common word")
        elif word.lower() in around.small and not word.isupper() and not great:
            found.append("written small elsewhere")
        if span.start in around.heads:
            found.append("sentence head")
        if word.isupper() and len(word) <= 5 and "." not in word and (span.standing is None or span.standing.tier < 4):
            found.append("acronym")
    if tokens.words[span.last] in around.surnames and (single or span.standing is None):
        found.append("surname elsewhere")
    return found


def words_around(span: NameSpan, around: Surroundings) -> list[str]:
    """The words beside a span and its own last word, each with a letter that says where it stands."""
    words, first, last = around.tokens.words, span.first, span.last
    before = words[first - 1].lower() if first else "^"
    further = words[first - 2].lower() if first > 1 else "^"
    behind = words[last + 1].lower() if last + 1 < len(words) else "$"
    beyond = words[last + 2].lower() if last + 2 < len(words) else "$"
    mark_before = around.tokens.text[span.start - 1 : span.start]
    mark_behind = around.tokens.text[span.end : span.end + 2]
    closing = words[last]
    known = "k" if span.standing is not None else "u"
    return [
        "b:" + before,
        "c:" + further + " " + before,
        "a:" + behind,
        "d:" + behind + " " + beyond,
        "p:" + mark_before,
        "q:" + mark_behind,
        "s:" + known + closing[-3:].lower(),
        f"n:{known}{last - first}{span.run[1] - span.run[0]}",
        f"m:{around.masks[first]}{known}",
        "i:" + before + "_" + behind,
    ]


def _before(span: NameSpan, around: Surroundings, title_case: bool) -> list[str]:
    tokens = around.tokens
    if is_located(tokens.words[span.last]):
        return ["place preposition"]
    if tokens.words[span.first][0] in "dl" and span.start > tokens.starts[span.first]:
        return ["loose preposition"]
    if span.first == 0:
        return []
    index = span.first - 1
    gap, word = tokens.gap(index), tokens.words[index]
    lowered = word.lower()
    if gap == "-" and not is_capitalized(word):
        return ["direction before"] if lowered in lexicon.DIRECTIONS else ["hyphened onto a word"]
    if gap == ". ":
        if len(word) == 1 and word.isupper() and not title_case:
            return ["initial before"]
        return ["title before"] if word in lexicon.TITLES else []
    if gap not in (" ", "\u00a0", "\n", " (", " “", ' "', " «"):
        return []
    mask = around.masks[index]
    if mask == Mask.DEMONYM:
        return ["demonym before"]
    if index >= 1 and lowered in ("of", "de", "d") and tokens.words[index - 1].lower() in lexicon.PLACE_NOUNS | lexicon.DIRECTIONS:
        return ["place noun of"]
    if lowered == "the":
        before = tokens.words[index - 1].lower() if index else ""
        if before in lexicon.PLACE_PREPOSITIONS:
            return ["loose preposition"]
        return ["article before"]
    if is_capitalized(word) and gap in (" ", "\u00a0") and mask != Mask.ORGANIZATION:
        return _capital_before(word, title_case)
    if lowered in lexicon.PLACE_PREPOSITIONS:
        return ["place preposition"]
    if lowered in lexicon.DIRECTIONS:
        return ["direction before"]
    if lowered in lexicon.PLACE_NOUNS:
        return ["place noun before"]
    if lowered in lexicon.LOOSE_PREPOSITIONS:
        return ["loose preposition"]
    if lowered in lexicon.LOWER_TITLES:
        return ["small title before"]
    if lowered in lexicon.PLACE_VERBS:
        return ["place verb before"]
    return []


def _capital_before(word: str, title_case: bool) -> list[str]:
    if word.lower() in lexicon.PLACE_PREPOSITIONS:
        return ["place preposition"]
    if word.lower() in lexicon.DIRECTIONS:
        return ["direction before"]
    if word in lexicon.TITLES:
        return ["title before"]
    if word in GIVEN_NAMES:
        return ["given name before"]
    if word in NOT_NAMES or word in lexicon.MONTHS_AND_DAYS:
        return ["loose preposition"] if word.lower() in lexicon.LOOSE_PREPOSITIONS else []
    if word.lower() in lexicon.PLACE_NOUNS:
        return ["place noun before"]
    return [] if title_case else ["capital before"]


def _behind(span: NameSpan, around: Surroundings, title_case: bool) -> list[str]:
    tokens = around.tokens
    if _AGE.match(tokens.text, span.end):
        return ["age behind"]
    if _BASED.match(tokens.text, span.end):
        return ["based behind"]
    if (said := _SAID_TO_BE.match(tokens.text, span.end)) is not None and said.group(1) in lexicon.PLACE_NOUNS:
        return ["said to be a place"]
    index = span.last + 1
    if index >= len(tokens):
        return []
    gap, word = tokens.gap(span.last), tokens.words[index]
    if gap not in (" ", "\u00a0"):
        return []
    if not is_capitalized(word):
        if word in lexicon.PLACE_NOUNS:
            return ["place noun behind"]
        if _stands_for_government(span, tokens) and word in lexicon.GOVERNING:
            return ["governing behind"]
        return ["speech behind"] if word in lexicon.SPEECH else []
    if word in lexicon.HOUSE_NOUNS:
        return ["house behind"]
    if around.masks[index] == Mask.LOCAL or word in LOCAL_HEADS:
        return ["authority behind"]
    if word in lexicon.ROLES:
        return ["role behind"]
    if title_case or word in NOT_NAMES or word in lexicon.MONTHS_AND_DAYS or around.masks[index] != Mask.NONE:
        return []
    return ["capital behind"]


def _stands_for_government(span: NameSpan, tokens: Tokens) -> bool:
    return span.standing is not None and (span.standing.tier >= 5 or tokens.text[span.start : span.end] in lexicon.CAPITALS)


def _structure(span: NameSpan, tokens: Tokens, previous: NameSpan | None, following: NameSpan | None) -> list[str]:
    found: list[str] = []
    between = tokens.text[span.end : following.start] if following is not None and following.start - span.end <= 6 else ""
    before = tokens.text[previous.end : span.start] if previous is not None and span.start - previous.end <= 6 else ""
    if between == ", " and following is not None and _is_parent(following, tokens, span):
        found.append("in its parent")
    if before == ", " and previous is not None and _is_parent(span, tokens, previous):
        found.append("parent of another")
    elif (between in _LISTING and following is not None and following.standing is not None) or (
        before in _LISTING and previous is not None and previous.standing is not None
    ):
        found.append("in a list of places")
    return found


def _is_parent(parent: NameSpan, tokens: Tokens, child: NameSpan) -> bool:
    word = tokens.words[parent.first]
    if parent.first == parent.last and word in US_STATES:
        return child.standing is not None or word.endswith(".") or not word.isupper()
    return (
        parent.standing is not None
        and parent.standing.tier >= 4
        and (child.standing is None or child.standing.tier <= parent.standing.tier)
    )


def _uncased(span: NameSpan, tokens: Tokens, single: bool) -> list[str]:
    found = ["uncased"] if single else []
    if single and tokens.words[span.first] in lexicon.ARABIC_COMMON:
        found.append("uncased common word")
    if span.start > tokens.starts[span.first]:
        # A preposition written onto the name counts as one.
        found.append("place preposition" if tokens.text[span.start - 1] == "ب" else "uncased with clitic")
    return found
