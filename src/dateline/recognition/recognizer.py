"""Reports to toponyms: candidate spans, what speaks for and against each, and one reading for the whole report."""

import math
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from dateline.gazetteer.gazetteer import Gazetteer
from dateline.gazetteer.place import PlaceKind
from dateline.reading.report import Report
from dateline.recognition import lexicon
from dateline.recognition.actors import ActorMention, ActorTable
from dateline.recognition.demonyms import Demonym, find_demonyms
from dateline.recognition.features import features_of, words_around
from dateline.recognition.language import language_of
from dateline.recognition.model import HAND_SET, SpanModel, default_model, probability
from dateline.recognition.organizations import INSTITUTION_HEADS
from dateline.recognition.readings import best_of, runs_of
from dateline.recognition.sentences import split
from dateline.recognition.sifting import worth_weighing
from dateline.recognition.spans import Mask, NameSpan, find_spans
from dateline.recognition.standing import Names
from dateline.recognition.surroundings import sentence_heads, surroundings
from dateline.recognition.tokens import Tokens, is_capitalized, tokenize
from dateline.recognition.toponym import Toponym, ToponymKind
from dateline.recognition.weights import CONSISTENCY

THRESHOLD = 0.4
"""From this probability on a span is a toponym: lower than a half, for F1 is best there."""


class Recognizer:
    """Finds the place names of a report; keeps nothing but a cache of names and is safe to share between threads."""

    def __init__(self, gazetteer: Gazetteer, actors: ActorTable, *, demonyms: bool = False, model: SpanModel | None = None) -> None:
        """With `demonyms`, words such as "Turkish" are given too, as toponyms of their own kind: some corpora count them."""
        self._names = Names(gazetteer)
        self._actors = actors
        self._demonyms = demonyms
        self._model = model or default_model()

    def recognize(self, report: Report) -> tuple[Toponym, ...]:
        """The place names of a report, sorted and not overlapping."""
        tokens, spans = self.candidates(report)
        # The weights are learned from English reports; other languages keep those set by hand.
        model = self._model if language_of(report.text) in ("en", None) else HAND_SET
        for span, score in zip(spans, model.scores([span.features for span in spans], [span.words for span in spans]), strict=True):
            span.score = score
        _agree(spans)
        found = [
            Toponym(span.start, span.end, report.text[span.start : span.end], _kind(span, tokens), probability(span.score))
            for run in runs_of(spans)
            for span in best_of(run, _LEAST)
        ]
        if self._demonyms:
            found = _with_demonyms(found, find_demonyms(tokens), tokens)
        return tuple(found)

    def candidates(self, report: Report) -> tuple[Tokens, list[NameSpan]]:
        """The words of a report and the spans that may be place names, with their features; those of one run may overlap."""
        tokens = tokenize(report.text)
        masks = _masks(tokens, self._actors.find_in(tokens), find_demonyms(tokens), self._names)
        sentences = split(report.text)
        heads = sentence_heads(sentences)
        spans = find_spans(tokens, masks, self._names, heads)
        around = surroundings(tokens, masks, sentences, heads, spans)
        spans = worth_weighing(spans, around)
        for span in spans:
            span.features = features_of(span, around)
            span.words = words_around(span, around)
        return tokens, spans


_LEAST = math.log(THRESHOLD / (1 - THRESHOLD))
DEMONYM_CONFIDENCE = 0.8


def _with_demonyms(toponyms: Sequence[Toponym], demonyms: Sequence[Demonym], tokens: Tokens) -> list[Toponym]:
    """The toponyms and, where none stands, the demonyms of countries, in the order of the text."""
    found = list(toponyms)
    starts = [toponym.start for toponym in toponyms]
    for demonym in demonyms:
        start, end = tokens.starts[demonym.first], tokens.ends[demonym.last]
        at = bisect_left(starts, start)
        taken = (at < len(toponyms) and toponyms[at].start < end) or (at > 0 and toponyms[at - 1].end > start)
        if demonym.country is not None and not taken:
            found.append(Toponym(start, end, tokens.text[start:end], ToponymKind.DEMONYM, DEMONYM_CONFIDENCE))
    return sorted(found, key=lambda toponym: toponym.start)


def _masks(tokens: Tokens, actors: Sequence[ActorMention], demonyms: Sequence[Demonym], names: Names) -> list[int]:
    masks = [int(Mask.NONE)] * len(tokens)
    index = 0
    for mention in actors:
        mask = Mask.ORGANIZATION
        if mention.actor is None and names.knows(mention.text) and (own := names.standing(mention.text)) is not None and own.tier >= 5:
            mask = Mask.NONE  # "the Russian Federation"
        elif mention.local:
            mask = Mask.LOCAL
        elif mention.actor is None and mention.text.rsplit(None, 1)[-1] in INSTITUTION_HEADS:
            mask = Mask.INSTITUTION
        elif mention.actor is not None and mention.actor.id in _UNIONS:
            mask = Mask.UNION
        elif mention.actor is not None and mention.actor.kind in ("forces", "government", "police", "coalition"):
            mask = Mask.STATE
        while index < len(tokens) and tokens.ends[index] <= mention.start:
            index += 1
        first = index
        while index < len(tokens) and tokens.starts[index] < mention.end:
            masks[index] = int(mask)
            index += 1
        if mask is Mask.ORGANIZATION and mention.actor is None:
            _unmask_place(tokens, masks, first, index, names)
        if mask is Mask.STATE:
            # Only a state named first stays a name: "US military", "Burkina Faso's army", not the "Ukraine" of "Armed Forces of Ukraine".
            for at in range(first + _words_of_state(tokens, first, index, names), index):
                masks[at] = int(Mask.ORGANIZATION)
    for address in _ADDRESS.finditer(tokens.text) if any(sign in tokens.text for sign in _ADDRESS_SIGNS) else ():
        at = bisect_left(tokens.starts, address.start())
        while at < len(tokens) and tokens.starts[at] < address.end():
            masks[at] = int(Mask.ORGANIZATION)
            at += 1
    for demonym in demonyms:
        if _opens_place(tokens, demonym, names) or _is_land(tokens, demonym, names):
            continue
        for at in range(demonym.first, demonym.last + 1):
            if masks[at] == Mask.NONE:
                masks[at] = int(Mask.DEMONYM)
    return masks


def _words_of_state(tokens: Tokens, first: int, end: int, names: Names) -> int:
    """How many words of a state's own begin it with the state's name."""
    if tokens.words[first] in _STATES_AS_ADJECTIVES:
        return 1
    for last in range(min(first + 3, end - 1) - 1, first - 1, -1):
        standing = names.standing(tokens.text[tokens.starts[first] : tokens.ends[last]])
        if standing is not None and standing.kind is PlaceKind.COUNTRY and standing.primary:
            return last + 1 - first
    return 0


def _unmask_place(tokens: Tokens, masks: list[int], first: int, end: int, names: Names) -> None:
    """Let the place that an organization of no table is named after be weighed: "Riverton Bureau of Roads", "University of Riverton"."""
    if tokens.words[first] in ("University", "College") and first + 2 < end and tokens.words[first + 1] == "of":
        masks[first + 2 : end] = [int(Mask.INSTITUTION)] * (end - first - 2)
        return
    for last in range(min(first + 2, end - 2), first - 1, -1):
        standing = names.standing(tokens.text[tokens.starts[first] : tokens.ends[last]])
        if standing is not None and standing.tier >= 2:
            masks[first : last + 1] = [int(Mask.OPENING)] * (last + 1 - first)
            return


def _opens_place(tokens: Tokens, demonym: Demonym, names: Names) -> bool:
    """Whether the demonym is the first word of a place's name: "Saudi Arabia", "Indian Ocean", "Tamil Nadu"."""
    last = demonym.last
    if last + 1 >= len(tokens) or tokens.gap(last) != " " or not is_capitalized(tokens.words[last + 1]):
        return False
    name = tokens.text[tokens.starts[demonym.first] : tokens.ends[last + 1]]
    if not names.knows(name):
        return False
    standing = names.standing(name)
    return standing is not None and (standing.tier >= 2 or not standing.kind.is_settlement)


_LAND = 4
"""The tier of a name from which on it is a province's."""


def _is_land(tokens: Tokens, demonym: Demonym, names: Names) -> bool:
    """Whether the name of a people is that of its land here: "in Amhara,", not "in Amhara villages"."""
    first, last = demonym.first, demonym.last
    if first == 0 or tokens.words[first - 1].lower() not in lexicon.PLACE_PREPOSITIONS:
        return False
    if tokens.gaps[last] == " " and tokens.words[last + 1] not in _BEHIND_LAND:
        return False
    standing = names.standing(tokens.text[tokens.starts[first] : tokens.ends[last]])
    return standing is not None and standing.tier >= _LAND


_BEHIND_LAND = (
    lexicon.PLACE_PREPOSITIONS | lexicon.LOOSE_PREPOSITIONS | lexicon.PLACE_NOUNS | frozenset({"is", "was", "has", "had", "were", "who"})
)
_UNIONS = frozenset({"actor:european-union"})
_ADDRESS_SIGNS = ("@", "#", "www.", "://")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|@\w+|#\w+")

_STATES_AS_ADJECTIVES = frozenset(
    {"US", "U.S.", "UK", "U.K.", "USA", "Russia", "Syria", "Iran", "Israel", "Turkey", "Ukraine", "China", "India", "Pakistan"}
)


def _agree(spans: Sequence[NameSpan]) -> None:
    """Let all mentions of one name in a report lean towards each other: "Lincoln" the town stays it, and so does Lincoln the man."""
    groups: dict[str, list[NameSpan]] = defaultdict(list)
    for span in spans:
        groups[span.key].append(span)
    for group in groups.values():
        if len(group) < 2:
            continue
        scores = [max(-4.0, min(4.0, span.score)) for span in group]
        total = sum(scores)
        for span, own in zip(group, scores, strict=True):
            span.score += CONSISTENCY * (total - own) / (len(group) - 1)


_PLACED = frozenset({"place preposition", "place noun of", "direction before", "place noun before"})


def _kind(span: NameSpan, tokens: Tokens) -> ToponymKind:
    if "dateline" in span.features:
        return ToponymKind.DATELINE
    if not {"stands for its state", "institution", "union", "opens an organization"}.isdisjoint(span.features):
        return ToponymKind.METONYM
    if "governing behind" in span.features:
        verb = tokens.words[span.last + 1]
        placed = not _PLACED.isdisjoint(span.features)
        state = span.standing is not None and span.standing.tier >= 5
        # "Damascus has been shelled" is a place, "Damascus has said" and "Syria has agreed" are governments.
        index = span.last + 2
        behind = tokens.words[index] if index < len(tokens) else ""
        called = verb in ("called", "calls") and behind in ("for", "on")
        if not placed and (verb in lexicon.DECIDING or verb == "said" or called or state):
            return ToponymKind.METONYM
    return ToponymKind.PLACE
