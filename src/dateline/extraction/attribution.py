"""Who says so: the speakers of a report, the outlets they spoke through, and the days on which they spoke."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from dateline.extraction.attribution_mention import AttributionMention, Stance
from dateline.extraction.attribution_reading import Reading, may_attribute
from dateline.recognition.actors import ActorMention
from dateline.recognition.sentences import Sentence

__all__ = ["AttributionMention", "Stance", "find_attributions"]

_MOST_PEOPLE = 500
"""So many words of names of people are kept of one report."""


def find_attributions(text: str, sentences: Sequence[Sentence], actors: Sequence[ActorMention]) -> tuple[AttributionMention, ...]:
    """Every attribution in the order of the text.

    >>> from dateline.recognition.sentences import split
    >>> text = "The Interior Ministry said on Monday that a bomb had exploded."
    >>> [mention] = find_attributions(text, split(text), ())
    >>> mention.speaker, mention.party, text[slice(*mention.said)]
    ('Interior Ministry', True, 'Monday')
    """
    found: list[AttributionMention] = []
    starts = [actor.start for actor in actors]
    last: AttributionMention | None = None
    people: dict[str, AttributionMention] = {}
    for index, sentence in enumerate(sentences):
        if not may_attribute(text[sentence.start : sentence.end]):
            continue
        near = actors[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.end)]
        for mention in _through_outlet(Reading(text, sentence, index, near).mentions(last)):
            mention = _by_surname(mention, people)
            found.append(mention)
            if mention.speaker and not _is_outlet(mention):
                last = mention
    return tuple(found)


def _by_surname(mention: AttributionMention, people: dict[str, AttributionMention]) -> AttributionMention:
    """A surname alone means the person introduced before with office and full name."""
    known = people.get(mention.speaker)
    if known is not None:
        outlet = mention.outlet or known.outlet
        return replace(mention, speaker=known.speaker, outlet=outlet, party=known.party, unnamed=False, carried=True)
    if " " in mention.speaker and not mention.carried and len(people) < _MOST_PEOPLE:
        for word in mention.speaker.split(",")[0].split():
            if word[:1].isupper():
                people.setdefault(word, mention)
    return mention


def _through_outlet(mentions: Sequence[AttributionMention]) -> list[AttributionMention]:
    """Gives the speakers of a sentence the outlet that the sentence names for them: "a source said, according to …"."""
    outlet = next((mention.outlet for mention in mentions if _is_outlet(mention)), None)
    return [mention if mention.outlet is not None else replace(mention, outlet=outlet) for mention in mentions]


def _is_outlet(mention: AttributionMention) -> bool:
    return mention.outlet is not None and mention.outlet in mention.speaker
