"""Sentences that say that nobody was hurt."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dateline.extraction.casualty_words import BE
from dateline.extraction.counted_people import Words
from dateline.extraction.numbers import cardinal

_BESIDES = frozenset({"other", "further", "more", "additional", "new"})
_NONE = frozenset({"no", "without", "zero", "any", "neither", "nor"})
_NOBODY = frozenset({"nobody", "none", "one"})


class Harm(StrEnum):
    """What befell the counted."""

    KILLED = "killed"
    WOUNDED = "wounded"


@dataclass(frozen=True, slots=True)
class Found:
    """A count and the tokens that tell it, end exclusive."""

    harm: Harm
    low: int
    high: int
    first: int
    end: int
    total: bool = False


def nobody_harmed(words: Words) -> Iterator[Found]:
    """Reads "no casualties", "without causing injuries", "nobody was hurt", "no one was killed", "none of the passengers was injured"."""
    for at, word in enumerate(words.low):
        if word in _NONE:
            if word == "any" and not {"not", "without", "t", "never"}.intersection(words.low[max(0, at - 5) : at]):
                continue
            window = words.low[at + 1 : at + 9]
            if word in {"no", "any"} and {"immediate", "immediately", "word", "details", "information", "confirmation"}.intersection(
                window[:4]
            ):
                continue
            for step, noun in enumerate(window, at + 1):
                if noun in _BESIDES or (noun != "one" and cardinal(words.low, step) is not None):
                    # "no other injuries", "without power, and two deaths": something was counted beside it.
                    break
                if noun in {"casualties", "casualty", "victims", "losses"} and not (noun == "losses" and words.at(step - 1) != "human"):
                    yield Found(Harm.KILLED, 0, 0, at, step + 1)
                    yield Found(Harm.WOUNDED, 0, 0, at, step + 1)
                elif noun in {"deaths", "fatalities", "death", "fatality"}:
                    yield Found(Harm.KILLED, 0, 0, at, step + 1)
                elif noun in {"injuries", "injury"}:
                    yield Found(Harm.WOUNDED, 0, 0, at, step + 1)
                    yield Found(Harm.KILLED, 0, 0, at, step + 1)
                elif (
                    noun in {"killed", "harmed", "hurt", "injured", "wounded", "died"}
                    and word in {"no", "zero"}
                    and BE.intersection(words.low[at:step]) | {noun} & {"died"}
                ):
                    yield from _nobody(noun, at, step)
                    break
                elif noun in {",", ".", "but", "while", "after"}:
                    break
        elif word in _NOBODY and (word != "one" or words.at(at - 1) == "no"):
            verb = words.at(at - 2 if word == "one" else at - 1)
            if verb in {"killed", "hurt", "injured", "wounded", "killing", "injuring", "wounding"}:
                yield from _nobody(verb.replace("killing", "killed").replace("ing", "ed"), at, at)
                continue
            for step in range(at + 1, min(at + 10, len(words.low))):
                if words.low[step] in {"killed", "harmed", "hurt", "injured", "wounded", "died"}:
                    yield from _nobody(words.low[step], at, step)
                    break
                if words.low[step] in {",", "but", "claimed", "said"}:
                    break


def _nobody(verb: str, at: int, step: int) -> Iterator[Found]:
    if verb in {"killed", "died"}:
        yield Found(Harm.KILLED, 0, 0, at, step + 1)
    else:
        yield Found(Harm.WOUNDED, 0, 0, at, step + 1)
        if verb in {"hurt", "harmed", "injured"}:
            yield Found(Harm.KILLED, 0, 0, at, step + 1)
