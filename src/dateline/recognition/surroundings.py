"""What the features of all spans of one report are read from: its words, who is named in it, and where it is at home."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import compress

from dateline.recognition import lexicon
from dateline.recognition.organizations import NOT_NAMES
from dateline.recognition.persons import GIVEN_NAMES, PersonNames, person_names
from dateline.recognition.sentences import Sentence
from dateline.recognition.spans import Mask, NameSpan
from dateline.recognition.tokens import Tokens, is_capitalized

_SURE_SHARE = 0.75
"""Of the longer words of a long line: capitalized so often, it is a title; a short one has all of them capitalized."""
_LONG = 8
_LEAST_CAPITALS = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the features of all spans of one report are read from."""

    tokens: Tokens
    masks: Sequence[int]
    heads: AbstractSet[int]
    """Character positions at which sentences begin."""
    title_case: AbstractSet[int]
    """Tokens of lines in which nearly all words are capitalized."""
    small: AbstractSet[str]
    """Words of the report that are written small somewhere."""
    surnames: AbstractSet[str]
    """Words that end a person's name somewhere in the report."""
    persons: AbstractSet[tuple[int, int]]
    """Runs that look like persons' names."""
    in_organizations: AbstractSet[str]
    """First words of the names of organizations."""
    home: dict[str, float]
    """How many names of the report have a place in each country or first-level unit; a name of many places counts for little."""
    often: AbstractSet[str]
    """Keys of the names met three times or more."""
    begins: dict[int, NameSpan]
    """The likeliest reading that begins with each token."""
    ends: dict[int, NameSpan]
    """The likeliest reading that ends with each token."""
    names: PersonNames


def sentence_heads(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The positions at which sentences begin, and those behind an opening quote."""
    heads = {sentence.start for sentence in sentences}
    return frozenset(heads | {start + 1 for start in heads})


def surroundings(
    tokens: Tokens, masks: Sequence[int], sentences: Sequence[Sentence], heads: AbstractSet[int], spans: Sequence[NameSpan]
) -> Surroundings:
    """All of it for one report."""
    names = person_names()
    words = tokens.words
    organization = int(Mask.ORGANIZATION)
    small = {word for word in set(compress(words, map(organization.__ne__, masks))) if word[0].islower()}
    title_case = frozenset(_title_case(tokens, sentences))
    persons, surnames = _persons(tokens, spans, title_case, names)
    opening = {
        words[at]
        for at, mask in enumerate(masks)
        if mask == organization and (at == 0 or masks[at - 1] != organization) and is_capitalized(words[at])
    }
    counts = Counter(span.key for span in spans)
    begins: dict[int, NameSpan] = {}
    ends: dict[int, NameSpan] = {}
    for span in spans:
        if span.first not in begins or _before(span, begins[span.first]):
            begins[span.first] = span
        if span.last not in ends or _before(span, ends[span.last]):
            ends[span.last] = span
    often = frozenset(name for name, count in counts.items() if count >= 3)
    return Surroundings(
        tokens, masks, heads, title_case, small, surnames, persons, frozenset(opening), _home(spans), often, begins, ends, names
    )


def _before(span: NameSpan, other: NameSpan) -> bool:
    """Whether a reading is likelier than another at the same place: known, then longer."""
    if (span.standing is None) != (other.standing is None):
        return span.standing is not None
    return span.last - span.first > other.last - other.first


def _title_case(tokens: Tokens, sentences: Sequence[Sentence]) -> Iterator[int]:
    at = large = 0
    words, starts = tokens.words, tokens.starts
    for sentence in sentences:
        first, at = at, bisect_left(starts, sentence.end, at)
        others, large = large, bisect_left(tokens.large, at, large)
        if large - others < _LEAST_CAPITALS:
            continue
        inside = words[first:at]
        small = sum([len(word) > 3 and "a" <= word[0] <= "z" for word in inside])
        if 4 * small > len(inside):
            continue
        longer = [word for word in inside if len(word) > 3 and word[0].isalpha()]
        counted = len(longer)
        share = _SURE_SHARE if counted >= _LONG else 1.0
        if counted >= _LEAST_CAPITALS and sum(word[0].isupper() for word in longer) >= share * counted:
            yield from range(first, at)


def _persons(
    tokens: Tokens, spans: Sequence[NameSpan], title_case: AbstractSet[int], names: PersonNames
) -> tuple[frozenset[tuple[int, int]], frozenset[str]]:
    """Runs that look like persons' names, and the last words of those that surely are."""
    runs: set[tuple[int, int]] = set()
    surnames: set[str] = set()
    known = {(span.first, span.last) for span in spans if span.standing is not None or span.noun}
    for run in dict.fromkeys(span.run for span in spans):
        first, last = run
        opening, closing = tokens.words[first], tokens.words[last]
        if not closing[0].isupper() or closing in NOT_NAMES or closing in lexicon.NAME_NOUNS_BEHIND or run in known:
            continue
        long = 1 <= last - first <= 3
        if long and (
            opening in GIVEN_NAMES or (opening in names.given and (closing in names.common_surnames or closing in names.surnames))
        ):
            runs.add(run)
        if first in title_case:
            continue
        titled = first > 0 and tokens.words[first - 1] in lexicon.TITLES and tokens.gap(first - 1) in (" ", ". ")
        if titled or opening in lexicon.TITLES or (opening in GIVEN_NAMES and long):
            surnames.add(closing)
    return frozenset(runs), frozenset(surnames)


MOST_PLACES = 12
"""A name of more places says nothing of where the report is at home."""


_LEAST_NAMES = 5
"""Known names that a report must have before it is asked where it is at home."""


def _home(spans: Sequence[NameSpan]) -> dict[str, float]:
    """Empty where the report names too little to tell."""
    home: dict[str, float] = {}
    named = {span.key: span.standing for span in spans if span.standing is not None}
    if len(named) < _LEAST_NAMES:
        return home
    for standing in named.values():
        if standing.places > MOST_PLACES:
            continue
        share = 1.0 / len(standing.regions) if standing.regions else 0.0
        for region in standing.regions:
            home[region] = home.get(region, 0.0) + share
    return home
