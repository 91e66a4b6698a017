"""The features of a span that may be a place name; `weights.WEIGHTS` says what each is worth."""

import re
from collections.abc import Mapping

from dateline.recognition import lexicon
from dateline.recognition.abbreviations import US_STATES
from dateline.recognition.forms import has_ending, is_located
from dateline.recognition.organizations import LOCAL_HEADS, NOT_NAMES
from dateline.recognition.persons import GIVEN_NAMES, PersonNames
from dateline.recognition.spans import Mask, NameSpan
from dateline.recognition.standing import Standing
from dateline.recognition.surroundings import MOST_PLACES, Surroundings
from dateline.recognition.tokens import Tokens, is_capitalized

_AGE = re.compile(r",? (?:\d{1,2}|aged \d{1,2})[,.;)]")
_DATELINE_BEHIND = re.compile(
    r"(?:, [A-Z][\w. ]{1,20})?"
    r"(?:, (?:le )?(?:[A-Z][a-z]+\.? \d{1,2}|\d{1,2}\.? (?:de )?[^\W\d_]+\.?)(?:,? (?:de )?\d{4})?)? ?"
    r"(?:\([^()\n]{2,40}\) ?\.?(?:[-–—\ufffd:]|(?<=\.) )|/[^/\n]{2,40}/\.? |[–—] |-- | - |\.[-–—] ?)"
)
_SAID_TO_BE = re.compile(
    r",? (?:is |was |also )?(?:an?|the|one of the) (?:[\w-]{1,20} ){0,2}?(\w{3,14})"
    r"(?= (?:in|of|on|near|that|which|where|with|about|north|south|east|west|some|home|just|under|held)\b|[,.;])"
)
_LISTING = frozenset({", ", " and ", " or ", ", and ", " & ", "، ", " و", "، و", " и ", " і ", " та ", " et ", " y ", " ve ", " und "})
_BASED = re.compile(r"-(?:based|born|area|bound|led|backed|trained|made|held|controlled|occupied|wide|run|registered|flagged|brokered)\b")


def features_of(span: NameSpan, around: Surroundings) -> list[str]:
    """The names of the features that hold for a span."""
    tokens = around.tokens
    words = tokens.words
    found: list[str] = []
    first, last = span.first, span.last
    word, closing = words[first], words[last]
    single = first == last
    standing = span.standing
    title_case = first in around.title_case
    uncased = "\u0590" <= word[0] <= "\u08ff" or word[0] >= "\u0e00"
    if standing is None:
        found.append("unknown")
    else:
        found.append(_TIERS[standing.tier])
        if not single and not span.noun:
            found.append("several words known")
        if not standing.primary:
            found.append("other name")
        if standing.places == 1:
            found.append("sole place")
        elif standing.places > 8:
            found.append("many places")
        if around.home:
            found.append(_at_home(standing, around.home))
    if span.noun:
        found.append("street" if closing in lexicon.STREET_NOUNS else "noun in name")
    mask = around.masks[first]
    if mask in _MASKED:
        found.append(_MASKED[mask])
    found += _before(span, around, title_case)
    found += _behind(span, around, title_case)
    found += _structure(span, around)
    if span.start in around.heads and _DATELINE_BEHIND.match(tokens.text, span.end) and standing is not None:
        found.append("dateline")
    if title_case:
        found.append("title case line")
    if uncased:
        found += _uncased(span, tokens, single)
        return found
    found += _in_its_run(span, around)
    great = standing is not None and standing.tier >= 5
    if single:
        names = around.names
        if not great:
            if word in GIVEN_NAMES:
                found.append("given name")
            elif word in names.given:
                found.append("maybe given name")
            if word in lexicon.COMMON or word in lexicon.HOUSE_NOUNS or word in lexicon.STREET_NOUNS:
                found.append("common word")
            elif word.lower() in around.small and not word.isupper():
                found.append("written small elsewhere")
        if word in names.common_surnames:
            found.append("common surname")
        elif word in names.surnames:
            found.append("surname")
        if span.start in around.heads:
            found.append("sentence head")
        elif standing is not None and "\u0400" <= word[0] <= "\u052f" and span.run == (first, first) and word not in GIVEN_NAMES:
            found.append("Cyrillic name known")
        if word.isupper() and len(word) <= 5 and "." not in word and (standing is None or standing.tier < 4):
            found.append("acronym")
        if word in around.in_organizations:
            found.append("organization elsewhere")
        if word in US_STATES and (word.endswith(".") or tokens.text[span.end - 1 : span.end] == "."):
            found.append("state abbreviation")
    elif standing is None and (closing in around.names.common_surnames or closing in around.names.surnames):
        found.append("ends with surname")
    if closing in around.surnames and (single or standing is None):
        found.append("surname elsewhere")
    if span.key in around.often:
        found.append("met often")
    return found


_TIERS = tuple(f"tier{tier}" for tier in range(6))
_MASKED = {
    int(Mask.STATE): "stands for its state",
    int(Mask.INSTITUTION): "institution",
    int(Mask.UNION): "union",
    int(Mask.OPENING): "opens an organization",
    int(Mask.LOCAL): "local authority",
}
_AT_HOME = 0.4
"""So much support from other names makes a unit the home of a report; one name of two places gives half of it."""


def _at_home(standing: Standing, home: Mapping[str, float]) -> str:
    """Whether other names of the report have places where this one has."""
    own = 1.0 / len(standing.regions) if standing.regions and standing.places <= MOST_PLACES else 0.0
    best = ""
    for region in standing.regions:
        if home.get(region, 0.0) - own >= _AT_HOME:
            if "/" in region:
                return "home region"
            best = "home country"
    return best or "far from home"


def _in_its_run(span: NameSpan, around: Surroundings) -> list[str]:
    """Where in its run of capitalized words the span stands."""
    first, last = span.run
    if first == last:
        return []
    found: list[str] = []
    if span.run in around.persons:
        found.append("looks like a person")
    if span.first == first:
        found.append("whole run" if span.last == last else "run head")
    elif span.last == last:
        found.append("run tail")
    else:
        found.append("run middle")
    words = around.tokens.words
    if span.last < last and (words[span.last + 1] in around.names.common_surnames or words[span.last + 1] in around.names.surnames):
        found.append("surname behind")
    wide = around.begins.get(span.first)
    if wide is not None and wide.last > span.last and wide.standing is not None:
        found.append("longer name known")
    else:
        wide = around.ends.get(span.last)
        if wide is not None and wide.first < span.first and wide.standing is not None:
            found.append("longer name known")
    if span.standing is None and span.last > span.first:
        inner = around.begins.get(span.first) or around.ends.get(span.last)
        if inner is not None and inner.standing is not None:
            found.append("holds a known name")
    if span.last - span.first >= 2 and words[span.first + 1] == "of":
        found.append("of inside")
    return found


def words_around(span: NameSpan, around: Surroundings) -> list[str]:
    """The words beside a span and its own last word, each with a letter that says where it stands."""
    words, first, last = around.tokens.words, span.first, span.last
    before = words[first - 1].lower() if first else "^"
    further = words[first - 2].lower() if first > 1 else "^"
    behind = words[last + 1].lower() if last + 1 < len(words) else "$"
    beyond = words[last + 2].lower() if last + 2 < len(words) else "$"
    text = around.tokens.text
    closing = words[last].lower()
    known = "k" if span.standing is not None else "u"
    found = [
        "b:" + before,
        "c:" + further + " " + before,
        "a:" + behind,
        "d:" + behind + " " + beyond,
        "p:" + text[span.start - 1 : span.start],
        "q:" + text[span.end : span.end + 2],
        "s:" + known + closing[-3:],
        f"n:{known}{last - first}{span.run[1] - span.run[0]}",
        "i:" + before + "_" + behind,
    ]
    if last > first:
        found.append("l:" + known + closing)
        found.append("f:" + known + words[first].lower())
    if last < span.run[1]:
        found.append("x:" + known + behind)
        found.append("r:" + words[span.run[1]].lower())
    return found


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
    if gap == "-" and word in ("D", "R", "I"):
        return ["party before"]
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
    if not word.isalnum() and has_ending(word):
        return []
    if is_capitalized(word) and gap in (" ", "\u00a0") and mask != Mask.ORGANIZATION:
        return _capital_before(word, title_case, around.names)
    if "\u0600" <= lowered[0] <= "\u06ff":
        lowered = _without_clitic(lowered)
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


def _capital_before(word: str, title_case: bool, names: PersonNames) -> list[str]:
    if word.lower() in lexicon.PLACE_PREPOSITIONS:
        return ["place preposition"]
    if word.lower() in lexicon.DIRECTIONS:
        return ["direction before"]
    if word in lexicon.TITLES:
        return ["title before"]
    if word in GIVEN_NAMES:
        return ["given name before"]
    if word in names.given and word not in lexicon.COMMON:
        return ["maybe given name before"]
    if word in NOT_NAMES or word in lexicon.MONTHS_AND_DAYS or word in lexicon.CYRILLIC_HEADS:
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
    if word in lexicon.THINGS:
        return ["thing behind"]
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
    if not tokens.words[span.last].isalnum() and has_ending(tokens.words[span.last]):
        # "Ankara'nın Dikmen semti": the ending closes the name.
        return []
    return ["capital behind"]


def _stands_for_government(span: NameSpan, tokens: Tokens) -> bool:
    return span.standing is not None and (span.standing.tier >= 5 or tokens.text[span.start : span.end] in lexicon.CAPITALS)


def _structure(span: NameSpan, around: Surroundings) -> list[str]:
    tokens = around.tokens
    following, previous = _neighbor(span, around, 1), _neighbor(span, around, -1)
    found: list[str] = []
    between = tokens.text[span.end : following.start] if following is not None else ""
    before = tokens.text[previous.end : span.start] if previous is not None else ""
    if between in _INTO and following is not None and _is_parent(following, tokens, span):
        found.append("in its parent")
    if before in _INTO and previous is not None and _is_parent(span, tokens, previous):
        found.append("parent of another")
    elif (between in _LISTING and following is not None and following.standing is not None) or (
        before in _LISTING and previous is not None and previous.standing is not None
    ):
        found.append("in a list of places")
    return found


_INTO = (", ", " (")


def _neighbor(span: NameSpan, around: Surroundings, step: int) -> NameSpan | None:
    """The next name, or the one before, at most a word and six characters away."""
    for distance in (1, 2):
        if step > 0:
            found = around.begins.get(span.last + distance)
            if found is not None and 0 < found.start - span.end <= 6:
                return found
        else:
            found = around.ends.get(span.first - distance)
            if found is not None and 0 < span.start - found.end <= 6:
                return found
    return None


def _is_parent(parent: NameSpan, tokens: Tokens, child: NameSpan) -> bool:
    word = tokens.words[parent.first]
    if parent.first == parent.last and word in US_STATES:
        return child.standing is not None or word.endswith(".") or not word.isupper()
    return (
        parent.standing is not None
        and parent.standing.tier >= 4
        and (child.standing is None or child.standing.tier <= parent.standing.tier)
    )


_CLITICS = ("وب", "ول", "و", "ب", "ل", "ف")


def _without_clitic(word: str) -> str:
    """An Arabic word of place without the particle written onto it: "ببلدة" is "بلدة"."""
    for clitic in _CLITICS:
        if word.startswith(clitic) and word[len(clitic) :] in lexicon.PLACE_NOUNS:
            return word[len(clitic) :]
    return word


def _uncased(span: NameSpan, tokens: Tokens, single: bool) -> list[str]:
    found = ["uncased"] if single else []
    if single and not lexicon.ARABIC_COMMON.isdisjoint((tokens.words[span.first], tokens.text[span.start : span.end])):
        found.append("uncased common word")
    if span.start > tokens.starts[span.first]:
        # A preposition written onto the name counts as one.
        found.append("place preposition" if tokens.text[span.start - 1] == "ب" else "uncased with clitic")
    return found
