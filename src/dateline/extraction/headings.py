"""Days that stand alone on a line: in logs and chronicles all that follows is told under them."""

import re
from collections.abc import Sequence
from itertools import pairwise

from dateline.extraction.dates import DateMention
from dateline.recognition.sentences import Sentence

_LONGEST = 60
_LETTERS = re.compile(r"[^\W\d_]+")
_BESIDE = frozenset({"on", "the", "day", "date", "dated", "of", "for", "events", "incidents", "morning", "afternoon", "evening", "night"})
"""Words that may stand beside the day of a heading."""


def day_headings(text: str, sentences: Sequence[Sentence], dates: Sequence[DateMention]) -> tuple[DateMention | None, ...]:
    """For each sentence the day of the nearest heading above it; a lone day is the report's own and heads nothing."""
    found: list[DateMention | None] = [None] * len(sentences)
    by_sentence: dict[int, list[DateMention]] = {}
    for mention in dates:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    heads = {index: days[0] for index, days in by_sentence.items() if len(days) == 1 and _stands_alone(text, sentences[index], days[0])}
    if len(heads) < 2:
        return tuple(found)
    for above, below in pairwise([*sorted(heads), len(sentences)]):
        found[above + 1 : below] = [heads[above]] * (below - above - 1)
    return tuple(found)


def _stands_alone(text: str, sentence: Sentence, day: DateMention) -> bool:
    if day.span is None or sentence.end - sentence.start > _LONGEST:
        return False
    before, after = text[max(0, sentence.start - 3) : sentence.start], text[sentence.end : sentence.end + 3]
    if (sentence.start > 0 and "\n" not in before) or "\n" not in after:
        return False
    rest = text[sentence.start : day.start] + " " + text[day.end : sentence.end]
    return all(word.lower() in _BESIDE for word in _LETTERS.findall(rest))
