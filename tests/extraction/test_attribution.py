"""Who says so, as reports tell it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extraction.attribution import AttributionMention, Stance, find_attributions
from dateline.recognition.actors import ActorTable
from dateline.recognition.sentences import split

ACTORS = ActorTable.default()


def attributions(text: str) -> tuple[AttributionMention, ...]:
    return find_attributions(text, split(text), ACTORS.find(text))


def said(text: str, mention: AttributionMention) -> str | None:
    return text[slice(*mention.said)] if mention.said else None


@pytest.mark.parametrize(
    ("text", "speaker", "party", "day"),
    [
        ("The Interior Ministry said on Monday that a bomb had exploded.", "Interior Ministry", True, "Monday"),
        ("Three people were killed, police said on Friday.", "police", True, "Friday"),
        ('"Drones rose," Berg said at a briefing on Nov 4, Friday.', "Berg", False, "Nov 4, Friday"),
        (
            "Ivan Berg, deputy head of the command, said that drones rose.",
            "Ivan Berg, deputy head of the command",
            True,
            None,
        ),
        ("Shells fell, Ivan Berg, spokesman for the army said at a briefing.", "Ivan Berg, spokesman for the army", True, None),
        ("Witnesses said gunmen attacked the village.", "Witnesses", False, None),
        ("Officials said a drone hit the base on Thursday.", "Officials", True, None),
        ("On Sunday, the army said that ten fighters were killed.", "army", True, "Sunday"),
        ("The Defense Ministry on Friday said it had no part in it.", "Defense Ministry", True, "Friday"),
        ("Police said in a statement late Friday that three people died.", "Police", True, "late Friday"),
        ('"We saw smoke," said Anna Berg, a resident of the town.', "Anna Berg, a resident of the town", False, None),
        ("According to the military, a missile struck a depot.", "military", True, None),
        ("A doctor at the hospital said four had died.", "doctor at the hospital", False, None),
        ("The ministry announced on Sunday the capture of the village.", "ministry", True, "Sunday"),
    ],
)
def test_the_speaker_and_the_day_of_the_saying(text, speaker, party, day):
    [mention] = attributions(text)
    assert (mention.speaker, mention.party, said(text, mention)) == (speaker, party, day)
    assert text[mention.start : mention.end].lower().count("said") <= 1


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The army claimed that it shot down a jet.", Stance.CLAIMED),
        ("The ministry denied that its jets had flown.", Stance.DENIED),
        ("Moscow accused Kyiv of shelling the town.", Stance.ACCUSED),
        ("The rebels threatened to attack the city.", Stance.THREATENED),
        ("The army warned of an imminent attack.", Stance.WARNED),
    ],
)
def test_the_stance(text, stance):
    [mention] = attributions(text)
    assert mention.stance is stance
    assert mention.party


class TestOutlets:
    def test_an_agency_is_its_own_speaker(self):
        text = "Reuters reported on Monday that shells hit the town."
        [mention] = attributions(text)
        assert (mention.speaker, mention.outlet, mention.party, said(text, mention)) == ("Reuters", "Reuters", False, "Monday")

    def test_a_source_speaks_through_one(self):
        text = "It quoted a source at the base as saying, “drones rose”, according to the Sputnik agency. The source added: all calm."
        source, agency, again = attributions(text)
        assert (source.speaker, source.outlet, source.unnamed) == ("source at the base", "Sputnik", True)
        assert agency.outlet == "Sputnik"
        assert (again.speaker, again.outlet, again.carried) == ("source at the base", "Sputnik", True)

    def test_one_that_is_not_in_the_table(self):
        text = "State media reported that the mayor was shot, citing local officials."
        media, officials = attributions(text)
        assert media.outlet == "State media"
        assert (officials.speaker, officials.outlet, officials.party) == ("local officials", "State media", True)

    def test_told_to_one(self):
        [mention] = attributions("A security source told Reuters that two soldiers died on Tuesday.")
        assert (mention.outlet, mention.said) == ("Reuters", None)


def test_he_and_a_surname_mean_the_speaker_introduced_before():
    text = 'Ivan Berg, spokesman for the army, said drones rose. He said they fell. Shells hit a depot. "It burned," Berg said.'
    first, he, berg = attributions(text)
    assert he.speaker == berg.speaker == first.speaker
    assert he.carried
    assert berg.carried
    assert berg.party


@pytest.mark.parametrize(
    "text",
    [
        "The rebels attacked at dawn.",
        "Fighters reported to the base.",
        "He said the attack took place overnight.",
        "Its claims and reports were many.",
        "The commander cited the threat to its bases.",
        "He was told by friends to leave.",
    ],
)
def test_nobody_is_made_to_speak(text):
    assert attributions(text) == ()


WORDS = (
    'said told according to the army Berg , . “ ” " quoted as saying by on Monday that he source added police claims denied '
    "it was reported citing Reuters and late Friday statement in a ; ( ) : accused "
)
PIECES = st.sampled_from(sorted(set(WORDS.split())))


@settings(max_examples=300)
@given(text=st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
def test_mentions_lie_inside_any_text(text):
    for mention in attributions(text):
        assert 0 <= mention.start < mention.end <= len(text)
        if mention.said is not None:
            assert text[slice(*mention.said)].strip()
