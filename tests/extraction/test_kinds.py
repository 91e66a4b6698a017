"""Which kinds of events sentences tell, and which only look as if they told one."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.kinds import KindFinder, compatible, stronger
from dateline.extraction.tokens import tokenize

FINDER = KindFinder()

TOLD: dict[Kind, list[str]] = {
    Kind.ARMED_CLASH: [
        "Clashes broke out between two militias on the edge of the market town.",
        "Three soldiers died in an ambush on their patrol.",
        "Rebels attacked an army outpost before dawn.",
        "Border guards traded fire with smugglers for an hour.",
        "The garrison repelled an assault by the insurgents.",
    ],
    Kind.GOVERNMENT_REGAINS_TERRITORY: [
        "Army units recaptured the hilltop town on Monday.",
        "Government forces took control of the district after a month of siege.",
        "The city was liberated by federal troops.",
    ],
    Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY: [
        "Rebels captured the border town overnight.",
        "The provincial capital fell to insurgents on Friday.",
        "Militants overran a police station and took control of two villages.",
    ],
    Kind.AIR_DRONE_STRIKE: [
        "An airstrike levelled a warehouse.",
        "A drone hit a fuel depot near the port.",
        "Warplanes bombed the eastern suburbs.",
        "Helicopters dropped barrel bombs on the old quarter.",
        "Militants attacked the barracks with explosive drones.",
    ],
    Kind.SHELLING_ARTILLERY_MISSILE: [
        "Artillery shelled the village for a third day.",
        "A rocket landed in a schoolyard.",
        "Two missiles struck the power plant.",
        "Mortar rounds fell on a bakery.",
        "The group fired dozens of rockets at the border towns.",
    ],
    Kind.REMOTE_EXPLOSIVE_LANDMINE_IED: [
        "A roadside bomb tore through a minibus.",
        "Their truck drove over a landmine.",
        "An improvised explosive device went off beside the convoy.",
        "A car bomb exploded outside the court.",
    ],
    Kind.SUICIDE_BOMB: [
        "A suicide bomber struck a crowded bakery.",
        "The attacker blew himself up at the gate.",
        "A man drove an explosives-laden car into the compound.",
    ],
    Kind.GRENADE: ["A grenade thrown into a bar wounded six people.", "Unknown men hurled two hand grenades at the house."],
    Kind.CHEMICAL_WEAPON: ["Medics treated people exposed to chlorine gas.", "A sarin attack on the town killed dozens."],
    Kind.ATTACK: [
        "Gunmen opened fire on worshippers as they left the mosque.",
        "A journalist was shot dead outside her home.",
        "Villagers were massacred by militiamen.",
        "A teacher was stabbed on his way to school.",
    ],
    Kind.ABDUCTION_FORCED_DISAPPEARANCE: [
        "Armed men abducted four aid workers.",
        "Bandits took thirty pupils hostage.",
        "The lawyer was forcibly disappeared.",
    ],
    Kind.SEXUAL_VIOLENCE: ["Two women were raped by armed men.", "Militiamen sexually assaulted displaced girls."],
    Kind.PEACEFUL_PROTEST: [
        "Thousands marched through the capital against the new tax.",
        "Teachers staged a sit-in outside the ministry.",
        "An anti-government rally was held in the square.",
    ],
    Kind.PROTEST_WITH_INTERVENTION: [
        "Police fired tear gas to disperse demonstrators.",
        "Officers broke up a protest camp and used water cannon.",
    ],
    Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS: [
        "Soldiers opened fire on protesters, killing nine.",
        "Police used live ammunition against the demonstrators.",
    ],
    Kind.VIOLENT_DEMONSTRATION: [
        "Demonstrators hurled stones at police and set cars ablaze.",
        "Riots erupted after the verdict.",
        "Protesters stormed parliament.",
    ],
    Kind.MOB_VIOLENCE: ["A mob beat a suspected thief to death.", "Two men accused of theft were lynched by an angry crowd."],
    Kind.AGREEMENT: [
        "The two sides signed a ceasefire agreement in the lakeside town.",
        "A truce was reached after a week of talks.",
        "The factions exchanged prisoners at the crossing.",
    ],
    Kind.ARRESTS: ["Police arrested eleven suspected recruiters.", "Security forces detained an opposition leader."],
    Kind.CHANGE_TO_GROUP_ACTIVITY: [
        "Peacekeepers withdrew from the buffer zone.",
        "The army sent reinforcements to the frontier.",
        "Dozens of fighters surrendered to the authorities.",
    ],
    Kind.DISRUPTED_WEAPONS_USE: [
        "Air defenses shot down two drones over the bay.",
        "Sappers defused a bomb under the bridge.",
        "A rocket was intercepted before it reached the city.",
        "Police discovered a cache of weapons in a barn.",
    ],
    Kind.HEADQUARTERS_OR_BASE_ESTABLISHED: [
        "The group set up a new training camp in the hills.",
        "Troops established a military base near the pass.",
    ],
    Kind.LOOTING_PROPERTY_DESTRUCTION: ["Armed men looted a food warehouse.", "Soldiers burned homes in three hamlets."],
    Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY: [
        "The militia handed over the airport to the government.",
        "Fighters abandoned the town without a fight.",
    ],
}

NOTHING = [
    "The striker's attack won the match in the last minute of the season.",
    "The minister came under fire from critics over the budget.",
    "He died of a heart attack at his home.",
    "The price war between the two airlines goes on.",
    "Shares hit a record high after the merger.",
    "An explosion of color fills the gallery.",
    "The album is a bombshell, critics say.",
    "Nurses went on strike over pay.",
    "Twelve people were killed when a bus overturned.",
    "Floods killed nine people in the valley.",
    "A gas cylinder explosion injured a cook; it was an accident.",
    "The two armies conduct joint patrols.",
    "Observers reported a breach of the ceasefire.",
    "Channels were set up to prevent any clashes between the two forces.",
    "She resigned in protest.",
    "The attack helicopter is built under license.",
    "The party lost the protest vote.",
    "Diplomats called for a ceasefire.",
    "The companies signed a trade agreement.",
    "The novel captured the mood of the city.",
    "The firm will deploy new software next year.",
    "Lightning strikes are common in the hills.",
    "The defender picked up a knock in the clash with the league leaders.",
    "A penalty shootout decided the final.",
    "The senator condemned the attack.",
    "A documentary about the siege of the city won a prize.",
    "Five men went on trial over the bombing of the market.",
    "The town marked the anniversary of the massacre.",
    "The critics fired broadsides at the curator of the gallery.",
    "Was there a shooting at the market?",
    "A heat wave killed thirty people.",
    "Output of the copper mine went up again.",
]


def kinds_of(sentence: str) -> list[Kind]:
    tokens = tokenize(sentence, 0, len(sentence))
    triggers = [trigger for trigger in FINDER.find(tokens) if trigger.weight >= 0.4]
    if not triggers:
        return []
    best = triggers[0]
    for trigger in triggers[1:]:
        best = stronger(best, trigger)
    return [best.kind]


@pytest.mark.parametrize("kind", TOLD, ids=lambda kind: kind.value)
def test_sentences_tell_their_kind(kind):
    assert {sentence: kinds_of(sentence) for sentence in TOLD[kind]} == {sentence: [kind] for sentence in TOLD[kind]}


def test_the_examples_cover_the_codebook():
    assert set(TOLD) == set(Kind) - {Kind.OTHER}


def test_what_only_sounds_like_an_event_tells_none():
    assert {sentence: kinds_of(sentence) for sentence in NOTHING} == {sentence: [] for sentence in NOTHING}


def test_kinds_that_one_occurrence_may_be_told_as():
    assert compatible(Kind.SUICIDE_BOMB, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED)
    assert compatible(Kind.ATTACK, Kind.SHELLING_ARTILLERY_MISSILE, general=True)
    assert not compatible(Kind.AGREEMENT, Kind.SHELLING_ARTILLERY_MISSILE, general=True)
    assert not compatible(Kind.ARRESTS, Kind.AIR_DRONE_STRIKE)


_WORDS = st.sampled_from(
    [
        "drone",
        "strike",
        "on",
        "hit",
        "the",
        "of",
        ",",
        ".",
        "(",
        ")",
        "attack",
        "killed",
        "fired",
        "rockets",
        "at",
        "tear",
        "gas",
        "protesters",
        "bomb",
        "to",
        "no",
        "will",
        "shot",
        "down",
    ]
)


@given(st.lists(_WORDS, max_size=60))
def test_triggers_lie_in_the_sentence_in_order_and_apart(words):
    sentence = " ".join(words)
    tokens = tokenize(sentence, 0, len(sentence))
    triggers = FINDER.find(tokens)
    assert all(0 <= trigger.start < trigger.end <= len(tokens) for trigger in triggers)
    assert all(before.end <= after.start for before, after in pairwise(triggers))


@given(st.text(max_size=300))
def test_tokens_slice_back_to_the_text(text):
    tokens = tokenize(text, 0, len(text))
    assert all(text[start:end].strip() for start, end in zip(tokens.starts, tokens.ends, strict=True))
    assert list(tokens.starts) == sorted(tokens.starts)
