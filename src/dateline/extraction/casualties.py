"""The dead and the wounded: how many a report says there were."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dateline.extraction.casualty_nouns import counted_nouns, lives, whole_toll
from dateline.extraction.casualty_words import (
    ADVERBS,
    BE,
    DESTROYED,
    DIE,
    FIGHTERS,
    HAVE,
    KILL_ACTIVE,
    KILL_EITHER,
    LONG_THINGS,
    PERSON,
    SINCE_LONG,
    WOUND_ACTIVE,
    WOUND_EITHER,
)
from dateline.extraction.counted_people import AUXILIARIES, ORDINALS, Words, counted, groups_before, listed
from dateline.extraction.languages.tolls import toll_finder
from dateline.extraction.no_casualties import Found, Harm, nobody_harmed
from dateline.extraction.numbers import Figure, figure
from dateline.recognition.sentences import Sentence
from dateline.recognition.words import words as word_list

__all__ = ["CasualtyMention", "Harm", "find_casualties"]


@dataclass(frozen=True, slots=True)
class CasualtyMention:
    """Words that count the dead or the wounded: `text[start:end]`, in code points, end exclusive."""

    start: int
    end: int
    harm: Harm
    low: int
    high: int
    """0 and 0 when the report says that there were none."""
    total: bool = False
    """A whole toll ("the death toll rose to 41"): it replaces other figures. The rest are addends, one for each clause."""
    cumulative: bool = False
    """Counts a war or a year, not one event."""
    sentence: int = 0
    """The index of the sentence that holds it."""


_HINTS = word_list(
    """kill slain murder execut assassin behead massacr martyr slaughter lynch died dies die. dying dead death perish drown succumb lives
    life lost wound injur hurt eliminat neutrali liquidat
    slit destroyed maim hospitali casualt fatal victim bodies harmed toll electrocut shot gunned"""
)
"""No count of English is told without one of these."""
_HINT = re.compile("|".join(map(re.escape, sorted(_HINTS))))
_REACH = 26
_CLAUSE_MARKS = frozenset({";", ":", ".", "?", "!", "“", "”", '"'})
_STARTERS = frozenset(
    {"that", "when", "while", "after", "but", "as", "where", "before", "because", "although", "though", "which", "whom", "who"}
)
_AND_KILLED = frozenset({"shot", "stabbed", "attacked", "ambushed", "tortured", "kidnapped", "abducted", "beaten", "raped", "robbed"})
_TO_DEATH = frozenset(
    {"beat", "beating", "burned", "burnt", "hacked", "hacking", "stabbed", "stabbing", "stoned", "clubbed", "tortured", "bludgeoned"}
)
_TWO_LONGEST = 16
_FORCES = frozenset({"soldiers", "troops", "fighters", "men", "policemen", "officers", "militants", "members", "personnel", "servicemen"})
_OPENING = frozenset(phrase[0] for phrase in SINCE_LONG)
_RECORDS = frozenset({"deadliest", "worst", "bloodiest", "first", "biggest", "heaviest", "largest"})
_BEGINNINGS = LONG_THINGS | {"start", "beginning", "outbreak"}


def find_casualties(text: str, sentences: Sequence[Sentence], language: str | None = None) -> tuple[CasualtyMention, ...]:
    """Every count of dead and wounded in the order of the text; a part of another count ("including two children") is left out.

    `language` is the code of one of the tabled languages, None for English.

    >>> from dateline.recognition.sentences import split
    >>> text = "A blast killed three civilians and wounded five others."
    >>> [(mention.harm.value, mention.low) for mention in find_casualties(text, split(text))]
    [('killed', 3), ('wounded', 5)]
    """
    mentions: list[CasualtyMention] = []
    if language is not None:
        return _foreign(text, sentences, language)
    for index, sentence in enumerate(sentences):
        if _HINT.search(text[sentence.start : sentence.end].lower()) is None:
            continue
        words = Words(text, sentence.start, sentence.end)
        since = _spans_long(words)
        counts = _counts(words)
        for found in counts:
            cumulative = (since and (found.low > 1 or found.total)) or _war_has_killed(words, found)
            mentions.append(
                CasualtyMention(
                    words.starts[found.first],
                    words.ends[found.end - 1],
                    found.harm,
                    found.low,
                    found.high,
                    found.total,
                    cumulative,
                    index,
                )
            )
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.harm)))


def _foreign(text: str, sentences: Sequence[Sentence], language: str) -> tuple[CasualtyMention, ...]:
    finder = toll_finder(language)
    mentions = [
        CasualtyMention(start, end, found.harm, found.low, found.high, found.total, cumulative, index)
        for index, sentence in enumerate(sentences)
        for start, end, found, cumulative in finder.find(text, sentence.start, sentence.end)
    ]
    return tuple(sorted(mentions, key=lambda mention: (mention.start, mention.harm)))


def _spans_long(words: Words) -> bool:
    """Whether the sentence counts over a war or a year: "since 2011", "so far this year"."""
    for at, word in enumerate(words.low):
        if word == "since" and (len(words.at(at + 1)) == 4 and words.at(at + 1).isdigit()):
            return True
        if word in _OPENING:
            for phrase in SINCE_LONG:
                if tuple(words.low[at : at + len(phrase)]) != phrase or (phrase[-1] in {"past", "last"} and _short(words, at)):
                    continue
                if not _RECORDS.isdisjoint(words.low[max(0, at - 6) : at]):
                    # "the deadliest attack in 19 days of war" sums nothing up.
                    continue
                if phrase[-1] == "country" and words.at(at + 3) in {"'", "’"}:
                    continue
                return phrase != ("since", "the") or bool(_BEGINNINGS.intersection(words.low[at : at + 6]))
    return False


def _short(words: Words, at: int) -> bool:
    return any(word in {"hours", "day", "days", "hour", "week"} for word in words.low[at + 3 : at + 6])


def _war_has_killed(words: Words, found: Found) -> bool:
    if found.low < 100:
        return False
    before = words.low[max(0, found.first - 8) : found.end]
    return bool(HAVE.intersection(before)) and bool(LONG_THINGS.intersection(words.low))


def _counts(words: Words) -> list[Found]:
    found: list[Found] = []
    taken = 0
    at = 0
    none = list({one.harm: one for one in reversed(list(nobody_harmed(words)))}.values())
    zeroed = {place for one in none for place in range(one.first, one.end)}
    while at < len(words.low):
        if at in zeroed:
            at += 1
            continue
        one = whole_toll(words, at) or counted_nouns(words, at) or lives(words, at) or _verb(words, at, taken)
        if one is None:
            at += 1
            continue
        batch, at = one
        found += batch
        taken = max([taken, at, *(each.end for each in batch)])
    found = [_nth(words, one, found) for one in found]
    if any(one.harm is Harm.KILLED and not _lying(words, one) for one in found):
        # "nine were killed at the prison, where three bodies lay": those are told twice.
        found = [one for one in found if not (one.harm is Harm.KILLED and _lying(words, one))]
    killed = any(one.harm is Harm.KILLED for one in found)
    found += [one for one in none if not (one.harm is Harm.KILLED and killed)]
    return found


def _lying(words: Words, one: Found) -> bool:
    return "bodies" in words.low[one.first : one.end + 1]


def _nth(words: Words, one: Found, found: Sequence[Found]) -> Found:
    """One more than the sentence counted before, where it says "a fourth"; elsewhere the fourth makes four."""
    counted_before = any(other.harm is one.harm and other.end <= one.first for other in found)
    return replace(one, low=1, high=1, total=False) if one.total and words.at(one.first + 1) in ORDINALS and counted_before else one


def _verb(words: Words, at: int, taken: int) -> tuple[list[Found], int] | None:
    word = words.at(at)
    if word in {"lost", "lose"} and words.at(at + 1) in {"their", "his", "her"} and words.at(at + 2) in {"lives", "life"}:
        return _subject(words, at, at + 3, taken, (Harm.KILLED,))
    if word == "feared" and words.at(at + 1) == "dead":
        return _subject(words, at, at + 2, taken, (Harm.KILLED,))
    if word in DIE:
        return _subject(words, at, at + 1, taken, (Harm.KILLED,))
    if word in {"shooting", "shoots", "shot"} and (many := listed(words, at + 1)) is not None and words.at(many.end) == "dead":
        return [Found(Harm.KILLED, many.low, many.high, at, many.end + 1)], many.end + 1
    if (
        word in _TO_DEATH
        and (many := listed(words, at + 1)) is not None
        and (words.at(many.end), words.at(many.end + 1)) == ("to", "death")
    ):
        return [Found(Harm.KILLED, many.low, many.high, at, many.end + 2)], many.end + 2
    if word in {"slit", "cut"} and words.at(at - 1) in {"throat", "throats"} and words.at(at - 3) in HAVE:
        return _subject(words, at - 3, at + 1, taken, (Harm.KILLED,))
    shot = word in {
        "shot",
        "stabbed",
        "beaten",
        "burned",
        "burnt",
        "gunned",
        "hacked",
        "blown",
        "crushed",
        "starved",
        "tortured",
        "trampled",
        "clubbed",
        "stoned",
        "bludgeoned",
        "strangled",
    }
    if shot:
        after = at + 3 if words.at(at + 1) == "to" and words.at(at + 2) == "death" else at + 2
        if not (words.at(at + 1) in {"dead", "down"} and word in {"shot", "gunned"}) and after != at + 3:
            return None
        if word == "shot" and words.at(at + 1) == "down":
            return None
        return _either(words, at, after, taken, (Harm.KILLED,))
    if word in {"left", "leaving", "leaves"}:
        return _left(words, at)
    if word in DESTROYED:
        one = _either(words, at, at + 1, taken, (Harm.KILLED,))
        named = one is not None and any(
            each.removesuffix("s") in FIGHTERS or each in FIGHTERS for each in words.low[one[0][0].first : one[0][0].end]
        )
        return one if named else None
    if word in {"lost", "losing"}:
        many = listed(words, at + 1)
        soldiers = many is not None and _FORCES.intersection(words.low[at + 1 : many.end])
        return ([Found(Harm.KILLED, many.low, many.high, at, many.end)], many.end) if many is not None and soldiers else None
    if words.at(at - 1) in {"the", "those", "these"}:
        # "15 of the injured": a noun.
        return None
    harms: tuple[Harm, ...]
    if word in KILL_ACTIVE or word in KILL_EITHER:
        harms = (Harm.KILLED,)
    elif word in WOUND_ACTIVE or word in WOUND_EITHER:
        harms = (Harm.WOUNDED,)
    else:
        return None
    if (
        word in {"hurt", "wounds", "wound"}
        and words.at(at - 1) in {"gunshot", "the", "his", "her", "their", "shrapnel", "head", "and"}
        and word != "hurt"
    ):
        return None
    if word in KILL_EITHER and words.at(at + 1) in {"off", "time"}:
        return None
    if words.at(at - 1) == "and" and word in KILL_EITHER:
        # "was shot and killed", "was shot in the head and killed": one deed.
        shot_at = next((place for place in range(at - 2, max(at - 7, 0), -1) if words.at(place) in _AND_KILLED), None)
        if shot_at is not None and words.at(shot_at - 1) in AUXILIARIES:
            return _subject(words, shot_at, at + 1, taken, harms)
    end = at + 1
    other = words.at(at + 2)
    if words.at(at + 1) in {"and", "or", "/"} and (other in WOUND_ACTIVE | WOUND_EITHER | KILL_EITHER | KILL_ACTIVE) and other not in DIE:
        # "killed or wounded 20": how many of each is not told.
        pair = {Harm.WOUNDED} if other in WOUND_ACTIVE | WOUND_EITHER else {Harm.KILLED}
        if pair != set(harms):
            harms, end = (Harm.KILLED, Harm.WOUNDED), at + 3
    if word in KILL_ACTIVE or word in WOUND_ACTIVE:
        many = listed(words, end)
        return ([_shared(harm, many, harms, at) for harm in harms], many.end) if many is not None else None
    return _either(words, at, end, taken, harms)


def _shared(harm: Harm, many: Figure, harms: tuple[Harm, ...], at: int) -> Found:
    low = 0 if len(harms) > 1 else many.low
    return Found(harm, low, many.high, min(at, many.first), max(many.end, at + 1))


def _either(words: Words, at: int, end: int, taken: int, harms: tuple[Harm, ...]) -> tuple[list[Found], int] | None:
    """A verb that may be active or passive: an auxiliary before it, or nothing to kill behind it, makes it passive."""
    before = at - 1
    while words.at(before) in ADVERBS and before > at - 4:
        before -= 1
    if words.at(before) in BE:
        return _subject(words, at, end, taken, harms)
    many = listed(words, end)
    own = figure(words.low, at - 1) if at else None
    if many is not None and not (own is not None and own.end == at and words.at(end) == "in"):
        return [_shared(harm, many, harms, at) for harm in harms], many.end
    return _subject(words, at, end, taken, harms, bare=True)


def _left(words: Words, at: int) -> tuple[list[Found], int] | None:
    """Reads "left five people dead and 20 wounded", "leaving at least 3 dead"."""
    here = counted(words, at + 1)
    if here is None:
        many = listed(words, at + 1)
        here = many
    if here is None:
        return None
    for step in range(here.end, min(here.end + 6, len(words.low))):
        if words.low[step] == "dead":
            return [Found(Harm.KILLED, here.low, here.high, at + 1, step + 1)], step + 1
        if words.low[step] in {"wounded", "injured", "hurt", "hospitalized"}:
            return [Found(Harm.WOUNDED, here.low, here.high, at + 1, step + 1)], step + 1
        if words.low[step] in {",", "in", "homeless"}:
            return None
    return None


def _subject(words: Words, at: int, end: int, taken: int, harms: tuple[Harm, ...], *, bare: bool = False) -> tuple[list[Found], int] | None:
    """The people counted before a passive or intransitive verb."""
    before = at - 1
    singular = False
    while before >= taken and (words.at(before) in AUXILIARIES or words.at(before) == ","):
        singular |= words.at(before) in {"was", "is"}
        if words.at(before) in {"not", "never"}:
            return None
        before -= 1
    opening = before
    while opening >= max(taken, at - _REACH) and words.at(opening) not in _CLAUSE_MARKS:
        comparing = words.at(opening) == "as" and (
            "many" in {words.at(opening + 1), words.at(opening - 1)} or "well" in words.low[opening - 1 : opening + 2]
        )
        if words.at(opening) in _STARTERS and words.at(opening) not in {"who", "whom", "which"} and not comparing:
            break
        opening -= 1
    group = groups_before(words, opening + 1, before + 1)
    if group is None and not singular and _two(words, opening + 1, before + 1):
        group = Figure(2, 2, opening + 1, at)
    if group is None:
        if not singular or words.at(before) in {"who", "it", "which", "that"} or not _someone(words, opening + 1, before + 1):
            return None
        if {"years", "since"} <= set(words.low[max(0, before - 10) : before]):
            # "four years since the general was killed"
            return None
        group = Figure(1, 1, max(opening + 1, before), at)
    if bare and words.at(at - 1) == "and":
        # "torched three shops and killed a guard": what is counted was not killed.
        return None
    if bare and group.end < before and words.at(group.end) not in {"others", "more", "people", "and", "reported", "of"}:
        return None
    nth = ORDINALS.get(words.at(group.end - 1)) if group.end - group.first == 2 and group.low == 1 else None
    if nth is not None:
        # "A fourth died in hospital": there are four now.
        return [Found(harm, nth, nth, group.first, end, total=True) for harm in harms], end
    return [_shared(harm, Figure(group.low, group.high, group.first, end), harms, at) for harm in harms], end


def _two(words: Words, opening: int, end: int) -> bool:
    """Whether the words before "were killed" name two people: "a nurse and her son"."""
    names = words.low[opening:end]
    if names.count("and") != 1 or not names or names[0] not in {"a", "an", "his", "her", "the"} or len(names) > _TWO_LONGEST:
        return False
    middle = names.index("and")
    other = names[middle + 1 : middle + 2]
    return other in (["a"], ["an"], ["his"], ["her"], ["their"], ["another"]) and all(
        PERSON.intersection(part) for part in (names[:middle], names[middle:])
    )


def _someone(words: Words, opening: int, end: int) -> bool:
    """Whether the words before "was killed" name a person."""
    near = range(max(opening, end - 8), end)
    return (
        any(words.at(place) in PERSON or words.at(place) in {"he", "she"} for place in near)
        or sum(words.capital(place) for place in near) >= 2
    )
