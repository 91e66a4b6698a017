"""What the model of kinds has to say about the triggers that the rules find.

The rules decide where the words of an event stand and, when those words name its kind, which kind it is. The model, which has seen the
whole sentence, drops triggers of a sentence that most likely tells no event, and decides the kind where the words leave it open.
The thresholds are cautious: in five-fold cross-validation on the corpus they raise the macro F1 of sentences. On whole reports, where
neighbors tell most of that, nothing is gained: over 153 annotated reports the share of incidents that are wholly right falls from .85
to .82 with both, and to .84 when the model only decides what the words leave open. So an extractor weighs only when it is given a model.
"""

from collections.abc import Sequence
from dataclasses import replace

from dateline.extraction.kind_features import plain_words, tags
from dateline.extraction.kind_model import LABELS, KindModel
from dateline.extraction.tokens import Tokens
from dateline.extraction.trigger import Trigger

NO_EVENT_OPEN, NO_EVENT_NAMED = 0.8, 0.95
"""From this likelihood of "no event" on a trigger is dropped: one whose words leave the kind open, and one whose words name it."""
DECIDE_OPEN = 0.6
"""From this likelihood on the model's kind replaces the one that the rules guessed for words that leave it open."""


def weigh(model: KindModel, text: str, tokens: Tokens, triggers: tuple[Trigger, ...], heads: frozenset[str]) -> tuple[Trigger, ...]:
    """The triggers of a sentence that the model leaves standing, open ones with the kind that it is sure of."""
    if not triggers:
        return ()
    likely = model.probabilities(plain_words(text, tokens, heads), tags(tokens.words, triggers))
    nothing, best = float(likely[0]), int(likely[1:].argmax()) + 1
    kind = LABELS[best] if likely[best] >= DECIDE_OPEN else None
    return tuple(
        trigger if trigger.open is None or kind is None else replace(trigger, kind=kind) for trigger in _standing(triggers, nothing)
    )


def _standing(triggers: Sequence[Trigger], nothing: float) -> list[Trigger]:
    return [trigger for trigger in triggers if nothing < (NO_EVENT_NAMED if trigger.open is None else NO_EVENT_OPEN)]
