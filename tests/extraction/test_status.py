"""Whether what is told happened, is claimed, planned or denied."""

import pytest

from dateline.extraction.codebook import Status
from dateline.extraction.kinds import KindFinder
from dateline.extraction.status import StatusFinder
from dateline.extraction.tokens import tokenize

KINDS = KindFinder()
STATUSES = StatusFinder()

STANDING = {
    "Gunmen attacked the village.": Status.OCCURRED,
    "The drones tried to approach the base and were shot down.": Status.OCCURRED,
    "Rebels shelled the town, the army said.": Status.OCCURRED,
    "Militants are planning an attack on the airfield.": Status.PLANNED,
    "The group threatened to bomb the pipeline.": Status.PLANNED,
    "Officials warned of an imminent attack on the port.": Status.PLANNED,
    "The union will hold a protest on Friday.": Status.PLANNED,
    "Soldiers allegedly looted the market.": Status.ALLEGED,
    "The ministry accused the rebels of shelling the town.": Status.ALLEGED,
    "The army denied that its jets had carried out the raid.": Status.ALLEGED,
    "The ministry denied reports of an attack on the bridge.": Status.DENIED,
    "Reports of shelling were false, the mayor said.": Status.DENIED,
    "There were no clashes on Sunday.": None,
    "The army would answer any attack.": None,
    "Troops are there to prevent any clashes.": None,
    "If rebels attack the town, people will flee.": None,
    "The group could attack again.": None,
    "Such attacks are common there.": None,
}


def standing(sentence: str) -> Status | None:
    tokens = tokenize(sentence, 0, len(sentence))
    triggers = [trigger for trigger in KINDS.find(tokens) if trigger.weight >= 0.4]
    cues = STATUSES.cues(tokens.words)
    found = [STATUSES.judge(trigger, tokens.words, cues).status for trigger in triggers]
    return next((status for status in found if status is not None), None)


@pytest.mark.parametrize(("sentence", "status"), STANDING.items())
def test_cue_words_decide_the_standing(sentence, status):
    assert standing(sentence) is status
