"""One sentence to its attributions: the subject of a verb of saying, or who follows "according to"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.extraction.attribution_mention import AttributionMention, Stance
from dateline.extraction.attribution_words import (
    ACCUSED,
    ADJUNCT,
    ADVERBS,
    BOUNDS,
    CLAIMED,
    DENIED,
    LEADING,
    MEDIA,
    NEUTRAL,
    OFFICIAL,
    PRONOUNS,
    REPORTING_NEEDS,
    RESUMING,
    STATED,
    THREATENED,
    UNNAMED,
    WARNED,
)
from dateline.extraction.dates.grammar import Told, expressions
from dateline.extraction.dates.tokens import Tokens
from dateline.recognition.actors import ActorMention
from dateline.recognition.sentences import Sentence

_STANCES = (
    (STATED, Stance.STATED),
    (CLAIMED, Stance.CLAIMED),
    (DENIED, Stance.DENIED),
    (ACCUSED, Stance.ACCUSED),
    (THREATENED, Stance.THREATENED),
    (WARNED, Stance.WARNED),
)
_VERBS = {verb: stance for verbs, stance in _STANCES for verb in verbs}
_WORD = re.compile(r"[a-z]+")
_HINTS = frozenset(_VERBS) | {"according", "per", "citing", "cited", "quoting"}


def may_attribute(words: str) -> bool:
    """Whether a sentence holds any word of saying: most do not, and need no reading."""
    return not _HINTS.isdisjoint(_WORD.findall(words.lower()))


_PARTY_KINDS = frozenset({"government", "forces", "police", "armed_group", "party", "coalition"})
_CLOSED = frozenset({"”", '"', "»", "''"})
_BREAKS = frozenset({";", ":", "(", "“", "«", "—", "–", "!", "?", "["})
_LONGEST_SENTENCE = 4_000
"""Characters of one sentence that are read: no writer's is longer."""
_LONGEST = 16
"""So many words of a speaker are kept at most on either side of a comma."""
_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their", "these", "those", "no", "such", "any", "of", "this", "all"})
_HOSTILE = frozenset({Stance.ACCUSED, Stance.DENIED, Stance.THREATENED})
_ENDS_OF_SAYING = frozenset(
    {"that", ",", ":", ".", "on", "late", "early", "in", "from", "claims", "accusations", "involvement", "", "at", "a", "an", "the"}
)
_REPORTED_THINGS = frozenset({"several", "heavy", "clashes", "explosions", "responsibility"})
_JOINED = frozenset({"rescue", "security", "two", "three", "officials", "residents", "medical"})
_SPEAKERS = OFFICIAL | UNNAMED | MEDIA | NEUTRAL | RESUMING
_MEDIA_HEADS = frozenset({"agency", "media", "television", "tv", "newspaper", "radio", "broadcaster"})
_MEDIA_MARKS = frozenset({"news", "state", "local", "media", "tv", "television", "newspaper", "radio"})
_OFFICES = frozenset(
    {"head", "spokesman", "spokeswoman", "spokesperson", "director", "chief", "commander", "mayor", "governor", "minister"}
)
_THINGS = frozenset({"threat", "threats", "risk", "danger", "attack", "strike", "plan", "move", "deal", "situation", "violence"})
"""What a noun phrase that is no speaker may be headed by: "the security threat to service members"."""
_PREPOSITIONS = frozenset({"of", "in", "at", "to", "from", "for", "as", "with", "on", "near"})
_ENDS = BOUNDS | _BREAKS | _CLOSED | {",", "."}


@dataclass(frozen=True, slots=True)
class _Speaker:
    first: int
    end: int


def _outlet_of(actor: ActorMention) -> str | None:
    return actor.actor.name if actor.actor is not None and actor.actor.kind == "outlet" else None


class Reading:
    """One sentence read for its speakers."""

    def __init__(self, text: str, sentence: Sentence, index: int, actors: Sequence[ActorMention]) -> None:
        self._text, self._offset, self._index = text, sentence.start, index
        self._tokens = Tokens(text[sentence.start : min(sentence.end, sentence.start + _LONGEST_SENTENCE)])
        self._actors = actors
        self._days: list[Told] | None = None
        self._day_by_token: dict[int, Told] = {}

    def mentions(self, last: AttributionMention | None) -> list[AttributionMention]:
        """The attributions of the sentence; `last` is the speaker named before it."""
        tokens = self._tokens
        found: list[AttributionMention] = []
        taken = 0
        at = 0
        while at < len(tokens):
            one = self._phrase(at) or self._verb(at, taken)
            if one is None:
                at += 1
                continue
            speaker, first, end, stance, dated_from = one
            mention = self._built(speaker, first, end, stance, dated_from, found[-1] if found else last)
            if mention is not None:
                found.append(mention)
                taken = max(end, taken)
            at = max(end, at + 1)
        return found

    def _phrase(self, at: int) -> tuple[_Speaker, int, int, Stance, int] | None:
        """Reads "according to NP", "citing NP", "quoted NP as saying", "reported by NP"."""
        tokens, word = self._tokens, self._tokens.at(at)
        begins: int | None = None
        if word == "according" and tokens.at(at + 1) == "to":
            begins = at + 2
        elif word in {"citing", "cited", "quoting", "quoted"} and tokens.at(at - 1) not in {"was", "were", "is", "are"}:
            begins = at + 1 + (tokens.at(at + 1) == "by") if tokens.at(at + 1) != "as" else None
            if tokens.at(at + 1) == "by" and tokens.at(at + 2) == "the":
                begins = at + 3
        elif word == "per" and tokens.at(at + 1) in {"the", "a", "local"}:
            begins = at + 1
        elif word in {"reported", "announced", "released", "published"} and tokens.at(at + 1) == "by":
            begins = at + 2
        elif word == "as" and tokens.at(at + 1) == "saying" and tokens.at(at + 2) == "by":
            begins = at + 3
        if begins is None:
            return None
        end = begins
        limit = min(len(tokens), begins + _LONGEST)
        while end < limit and tokens.at(end) not in _ENDS:
            if self._day_at(end) or (tokens.at(end) in {"on", "released", "issued", "said", "told"} and end > begins):
                break
            end += 1
        if tokens.at(end) == "and" and end < limit and tokens.capital(end + 1) and tokens.capital(end - 1):
            end += 2
        if end == begins or (word in {"citing", "cited", "quoting", "quoted"} and not self._can_speak(begins, end)):
            return None
        return _Speaker(begins, end), at, end, Stance.STATED, end

    def _can_speak(self, begins: int, end: int) -> bool:
        """Whether the words name a speaker: "cited the threat to its bases" tells a reason."""
        tokens = self._tokens
        head = next((place for place in range(begins, end) if tokens.at(place) in _PREPOSITIONS), end) - 1
        opening = begins + 1 if tokens.at(begins) in {"the", "a", "an"} else begins
        return tokens.at(head) in _SPEAKERS or (tokens.capital(opening) and tokens.capital(head))

    def _verb(self, at: int, taken: int) -> tuple[_Speaker, int, int, Stance, int] | None:
        tokens, word = self._tokens, self._tokens.at(at)
        stance = _VERBS.get(word)
        if stance is None or tokens.capital(at):
            return None
        if tokens.at(at - 1) in _DETERMINERS or (word == "states" and (tokens.at(at - 1) == "other" or tokens.at(at - 2) == "and")):
            # "the claims", "its reports", "two other states": nouns.
            return None
        if word == "told" and tokens.at(at + 1) == "by":
            return None
        passive = at - 1
        while tokens.at(passive) in ADVERBS and passive > taken:
            passive -= 1
        if tokens.at(passive) in {"was", "were", "been", "is", "are", "be", "being"}:
            if word == "quoted" and tokens.at(at + 1) == "as":
                speaker = self._before(passive, taken)
                return (speaker, speaker.first, at + 1, stance, at + 1) if speaker is not None else None
            return None
        if word == "charged" and tokens.at(at + 1) in {"with", "in"}:
            return None
        if word in REPORTING_NEEDS and not self._announces(at):
            return None
        speaker = self._before(at, taken)
        inverted = self._behind(at) if speaker is None or self._named_behind(at) else None
        if speaker is not None and inverted is None:
            return speaker, speaker.first, at + 1, stance, at + 1
        return (inverted, at, inverted.end, stance, inverted.end) if inverted is not None else None

    def _named_behind(self, verb: int) -> bool:
        """Whether nothing but a name stands behind the verb up to the next mark: "The men came on Tuesday, said Anna Berg, who …"."""
        tokens = self._tokens
        end = verb + 1
        while end < len(tokens) and end - verb <= 6 and tokens.capital(end) and self._day_at(end) is None:
            end += 1
        return tokens.at(verb - 1) == "," and end > verb + 2 and tokens.at(end) in {",", ".", ""}

    def _announces(self, at: int) -> bool:
        following = self._tokens.at(at + 1)
        before = self._tokens.at(at - 1)
        by_outlet = any(_outlet_of(actor) is not None and actor.end <= self._place(at) + 1 for actor in self._actors[-1:])
        return (
            following in _ENDS_OF_SAYING | _REPORTED_THINGS | _CLOSED
            or following.isdecimal()
            or by_outlet
            or (before in MEDIA and self._tokens.at(at) in {"reported", "reports"})
            or self._day_at(at + 1) is not None
        )

    def _place(self, token: int) -> int:
        """Where a token begins in the report's text."""
        return self._tokens.starts[token] + self._offset

    def _before(self, verb: int, taken: int) -> _Speaker | None:
        """The subject before a verb, with its apposition when a comma closes it."""
        tokens = self._tokens
        end = verb
        while end > taken and tokens.at(end - 1) in ADVERBS:
            end -= 1
        day = self._day_ending(end)
        if day is not None and day.first > taken:
            end = day.first - 1 if tokens.at(day.first - 1) == "on" else day.first
        if end <= taken:
            return None
        apposed = tokens.at(end - 1) == ","
        end -= apposed
        first = self._segment(end, taken)
        if first == end:
            return None
        if not apposed and self._title_behind_name(first, taken):
            first = self._segment(first - 1, taken)
        if apposed:
            if tokens.at(first - 1) != ",":
                return None
            earlier = self._segment(first - 1, taken)
            if earlier == first - 1:
                return None
            first = earlier
        while first < end and (tokens.at(first) in LEADING or self._day_at(first)):
            day = self._day_at(first)
            first = day.end if day is not None else first + 1
            if tokens.at(first) == ",":
                first += 1
        return _Speaker(first, end) if first < end and tokens.at(end - 1).isalnum() else None

    def _title_behind_name(self, first: int, taken: int) -> bool:
        """Whether a segment is an office told behind a name without a closing comma: "Anna Berg, head of the clinic said"."""
        tokens = self._tokens
        if tokens.at(first - 1) != "," or tokens.capital(first) or not _OFFICES.intersection(tokens.words[first : first + 3]):
            return False
        opening = self._segment(first - 1, taken)
        return 0 < first - 1 - opening <= 5 and all(tokens.capital(place) for place in range(opening, first - 1))

    def _segment(self, end: int, taken: int) -> int:
        """The first token of the run of a speaker's words that ends before a token."""
        tokens = self._tokens
        first = end
        while first > max(taken, end - _LONGEST):
            word = tokens.at(first - 1)
            if word in BOUNDS and not (word == "and" and self._joins_names(first - 1)):
                break
            if word in _BREAKS or word in _CLOSED or word == ",":
                break
            if word == "." and not tokens.glued(first - 1) and not self._abbreviates(first - 1):
                break
            if word in _VERBS and word not in {"reports", "claims", "warning"}:
                break
            first -= 1
        return first

    def _joins_names(self, at: int) -> bool:
        tokens = self._tokens
        return (tokens.capital(at + 1) and tokens.capital(at - 1)) or tokens.at(at + 1) in _JOINED

    def _abbreviates(self, at: int) -> bool:
        return len(self._tokens.at(at - 1)) <= 4 and self._tokens.capital(at - 1) and self._tokens.capital(at + 1)

    def _behind(self, verb: int) -> _Speaker | None:
        """The speaker behind the verb after a quotation: "…", said Anna Berg, head of the clinic."""
        tokens = self._tokens
        if tokens.at(verb - 1) not in _CLOSED | {","} or tokens.at(verb + 1) in {"that", "on", ""}:
            return None
        end = verb + 1
        while end < min(len(tokens), verb + 1 + _LONGEST) and tokens.at(end) not in _ENDS:
            if self._day_at(end) or tokens.at(end) in {"on", "during"}:
                break
            end += 1
        if tokens.at(end) == "," and end > verb + 1:
            # The apposition belongs to the speaker up to the next comma.
            closing = end + 1
            while closing < min(len(tokens), end + _LONGEST) and tokens.at(closing) not in _ENDS:
                closing += 1
            if tokens.at(end + 1) in {"a", "an", "the", "deputy", "head", "spokesman", "spokeswoman", "spokesperson", "director"}:
                end = closing
        return _Speaker(verb + 1, end) if end > verb + 1 else None

    def _built(
        self, speaker: _Speaker, first: int, end: int, stance: Stance, dated_from: int, last: AttributionMention | None
    ) -> AttributionMention | None:
        tokens = self._tokens
        opening = speaker.first
        while opening < speaker.end - 1 and tokens.at(opening) in {"the", "a", "an", "its", "their", "his", "her"}:
            opening += 1
        begins, ends = self._place(opening), tokens.ends[speaker.end - 1] + self._offset
        name = self._text[begins:ends].strip(" ,\"'“”’")
        words = set(tokens.words[speaker.first : speaker.end])
        named = [actor for actor in self._actors if actor.start < ends and actor.end > begins]
        outlet = self._outlet(named, name, words) or self._told_outlet(end)
        mention = AttributionMention(
            start=self._place(min(first, speaker.first)),
            end=tokens.ends[max(end, speaker.end) - 1] + self._offset,
            sentence=self._index,
            speaker=name,
            outlet=outlet,
            party=self._is_party(named, words) or (stance in _HOSTILE and speaker.end - opening == 1 and tokens.capital(opening)),
            said=self._said(speaker, dated_from),
            stance=stance,
            unnamed=bool(words & UNNAMED),
        )
        bare = speaker.end - speaker.first == 1 and bool(words & PRONOUNS)
        resumed = tokens.at(speaker.first) == "the" and speaker.end - speaker.first == 2 and bool(words & RESUMING) and last is not None
        if not bare and not resumed:
            named_like = any(tokens.capital(place) for place in range(opening, speaker.end))
            head = next((place for place in range(opening, speaker.end) if tokens.at(place) in _PREPOSITIONS), speaker.end) - 1
            return mention if named_like or (words & _SPEAKERS and tokens.at(head) not in _THINGS) else None
        if last is None:
            return replace(mention, speaker="") if bare and mention.said is not None else None
        if resumed and words & UNNAMED and not last.unnamed and not words & {"source", "sources"}:
            return mention
        return replace(mention, speaker=last.speaker, outlet=outlet or last.outlet, party=last.party, unnamed=last.unnamed, carried=True)

    def _outlet(self, named: Sequence[ActorMention], name: str, words: set[str]) -> str | None:
        known = next((outlet for actor in named if (outlet := _outlet_of(actor)) is not None), None)
        if known is not None:
            return known
        return name if words & _MEDIA_HEADS and words & _MEDIA_MARKS else None

    def _told_outlet(self, end: int) -> str | None:
        """The outlet somebody told it: "told Reuters"."""
        if end >= len(self._tokens) or (self._tokens.at(end - 1) != "told" and self._tokens.at(end) not in {"in", "to"}):
            return None
        place = self._place(end)
        near = (_outlet_of(actor) for actor in self._actors if place <= actor.start <= place + 40)
        return next((outlet for outlet in near if outlet is not None), None)

    def _is_party(self, named: Sequence[ActorMention], words: set[str]) -> bool:
        if words & NEUTRAL or any(actor.actor is not None and actor.actor.kind in {"monitor", "outlet"} for actor in named):
            return False
        return bool(words & OFFICIAL) or any(actor.actor is not None and actor.actor.kind in _PARTY_KINDS for actor in named)

    def _dates(self) -> list[Told]:
        if self._days is None:
            self._days = list(expressions(self._tokens))
            self._day_by_token = {token: day for day in self._days for token in range(day.first, day.end)}
        return self._days

    def _day_at(self, token: int) -> Told | None:
        self._dates()
        return self._day_by_token.get(token)

    def _day_ending(self, token: int) -> Told | None:
        day = self._day_at(token - 1)
        return day if day is not None and day.end == token else None

    def _said(self, speaker: _Speaker, dated_from: int) -> tuple[int, int] | None:
        """The date that dates the saying: beside the verb, or at the head of a sentence that goes on with the speaker."""
        tokens = self._tokens
        for day in self._dates():
            if day.end <= speaker.first:
                between = tokens.words[day.end : speaker.first]
                head = day.first <= 1 and all(word in {",", "the", "a", "an", "'", "s"} for word in between)
                if head or tokens.at(speaker.first - 1) == "on":
                    return self._span(day)
            elif speaker.end <= day.first < dated_from or (day.first >= speaker.first and day.end <= dated_from):
                return self._span(day)
            elif day.first >= dated_from:
                between_words = range(dated_from, day.first)
                plain = len(between_words) <= 12 and all(self._adjunct(place, dated_from) for place in between_words)
                return self._span(day) if plain else None
        return None

    def _adjunct(self, place: int, verb_end: int) -> bool:
        """Whether a word may stand between the verb and the day of the saying."""
        tokens = self._tokens
        if tokens.at(place) == "that":
            return False
        return tokens.at(place) in ADJUNCT or (tokens.capital(place) and place > verb_end) or self._outlet_at(place)

    def _outlet_at(self, token: int) -> bool:
        place = self._place(token)
        return any(actor.start <= place < actor.end for actor in self._actors if _outlet_of(actor) is not None)

    def _span(self, day: Told) -> tuple[int, int]:
        return self._place(day.first), self._tokens.ends[day.end - 1] + self._offset
