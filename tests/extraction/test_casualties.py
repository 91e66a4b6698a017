"""The dead and the wounded as reports count them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.extraction.casualties import CasualtyMention, Harm, find_casualties
from dateline.extraction.languages.detect import foreign_language
from dateline.extraction.numbers import figure
from dateline.recognition.sentences import split


def shown(mention: CasualtyMention) -> str:
    figures = str(mention.low) if mention.low == mention.high else f"{mention.low}-{mention.high}"
    return f"{mention.harm} {figures}" + " total" * mention.total + " cumulative" * mention.cumulative


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A blast killed three civilians and wounded five others.", "killed 3, wounded 5"),
        ("At least nine people were killed in the shelling.", "killed 9"),
        ("Twenty-three soldiers died.", "killed 23"),
        ("Three people, including two children, were killed.", "killed 3"),
        ("An air strike hit a house, killing a mother and her two children.", "killed 3"),
        ("There were no casualties.", "killed 0, wounded 0"),
        ("No injuries were reported.", "wounded 0, killed 0"),
        ("Nobody was hurt.", "killed 0, wounded 0"),
        ("The drone was shot down without causing any casualties.", "killed 0, wounded 0"),
        ("The death toll rose to 41 from 30.", "killed 41 total"),
        ("The fighting killed 12 soldiers and 7 militants.", "killed 19"),
        ("Rescuers recovered the bodies of 14 people.", "killed 14"),
        ("A soldier was killed and two others wounded.", "killed 1, wounded 2"),
        ("Five people lost their lives.", "killed 5"),
        ("Casualties: 5 dead, 20 wounded.", "killed 5, wounded 20"),
        ("A 45-year-old man was killed.", "killed 1"),
        ("More than 350,000 people have been killed since 2011.", "killed 350000-350001 cumulative"),
        ("They were killed by 122 mm rockets.", ""),
        ("Ms. Berg, 34, of Riverton, died on Tuesday.", "killed 1"),
        ("They torched three shops and murdered a guard.", "killed 1"),
        ("The ban of late 2016 badly hurt trade.", ""),
        ("There were no other injuries.", ""),
        ("The town was without power and two deaths were reported.", "killed 2"),
        ("The blast left five people dead and 20 wounded.", "killed 5, wounded 20"),
        ("The attack claimed the lives of nine people.", "killed 9"),
        ("Without causing any damage, the drones were shot down.", ""),
        ("Dozens were wounded.", "wounded 24-99"),
        ("A dozen fighters were killed, and up to 40 people were injured.", "killed 12, wounded 1-40"),
        ("Between 5 and 7 soldiers were killed.", "killed 5-7"),
        ("5-7 soldiers were killed in the ambush.", "killed 5-7"),
        ("No one was killed.", "killed 0"),
        ("The proposal was killed off in committee.", ""),
        ("Gunmen shot dead two policemen in the town.", "killed 2"),
        ("Two policemen were shot dead by gunmen on 5 May.", "killed 2"),
        ("Seven people were injured, two of them critically.", "wounded 7"),
        ("Of the 20 injured, two died.", "killed 2, wounded 20"),
        ("Officials said 12 civilians and three soldiers were killed, and 30 people were hurt.", "killed 15, wounded 30"),
        ("The strike killed at least 12 people, among them four children, and injured 15.", "killed 12, wounded 15"),
        ("A suicide bomber blew himself up and 12 people were killed.", "killed 12"),
        ("The commander was killed on Friday.", "killed 1"),
        ("One civilian was killed and three others were wounded in the attack.", "killed 1, wounded 3"),
        ("A roadside bomb killed a policeman.", "killed 1"),
        ("Clashes killed or wounded 20 fighters.", "killed 0-20, wounded 0-20"),
        ("In 2015, two people were killed.", "killed 2"),
        ("Three were killed.", "killed 3"),
        ("Six people died and 14 were injured when a car bomb exploded.", "killed 6, wounded 14"),
        ("Half a dozen people were killed.", "killed 6"),
        ("As many as 15 people may have been killed.", "killed 1-15"),
        ("Four members of the security forces were killed and at least 11 wounded.", "killed 4, wounded 11"),
        ("The bombing, which killed 22 people and injured more than 60, was claimed by the group.", "killed 22, wounded 60-61"),
        ("Eight soldiers and an officer were killed.", "killed 9"),
        ("A man and his wife were killed.", "killed 2"),
        ("Gunmen killed the mayor of the town.", "killed 1"),
        ("The militants killed 3 of the 5 hostages.", "killed 3"),
        ("One hundred and five people were killed.", "killed 105"),
        ("Some 1,200 people were injured.", "wounded 1200"),
        ("Three people were reported dead.", "killed 3"),
        ("two dead and 5 injured after blast", "killed 2, wounded 5"),
        ("Government forces lost 10 soldiers.", "killed 10"),
        ("There were no immediate reports of casualties.", ""),
        ("The army said it killed 14 militants, while two of its soldiers were slightly wounded.", "killed 14, wounded 2"),
        ("Police said the number of dead had risen to 17.", "killed 17 total"),
        ("The raid resulted in the deaths of four civilians.", "killed 4"),
        ("Hundreds of people have died in the conflict.", "killed 200-999 cumulative"),
        ("Forty-one people, most of them women, were killed and scores of others injured.", "killed 41, wounded 40-99"),
        ("At least 3 killed, 8 wounded in market bombing", "killed 3, wounded 8"),
        ("Two rockets hit the base but caused no deaths.", "killed 0"),
        ("The drone did not cause any casualties.", "killed 0, wounded 0"),
        ("A grenade attack wounds six in the capital", "wounded 6"),
        ("The shelling killed one woman and injured her son.", "killed 1, wounded 1"),
        ("None of the passengers were injured.", "wounded 0, killed 0"),
        ("A family of five was killed.", "killed 5"),
        ("He died of his wounds.", ""),
        ("A boy, 12, was killed by a sniper.", "killed 1"),
        ("An officer, aged 34, was wounded.", "wounded 1"),
        ("Two rebels and a civilian died in the clashes on Monday.", "killed 3"),
        ("Air strikes on the town have killed 17 people, the Observatory said.", "killed 17"),
        ("An attack on a police station in Kandahar killed 11, officials said.", "killed 11"),
        ("The explosion, which injured 30, happened on 5 May 2019.", "wounded 30"),
        ("Four children were among the dead.", ""),
        ("At least 60 people have been killed and more than 200 wounded in twin blasts.", "killed 60, wounded 200-201"),
        ("A Palestinian teenager was shot dead by Israeli forces.", "killed 1"),
        ("Russian shelling killed two people and wounded three in Kherson region over the past 24 hours.", "killed 2, wounded 3"),
        ("Two people were killed and another 12, including three children, were injured.", "killed 2, wounded 12"),
        ("Militants ambushed a convoy, killing at least 15 soldiers and wounding dozens more.", "killed 15, wounded 24-99"),
        ("The attackers killed 30 villagers and burned 50 homes.", "killed 30"),
        ("Six civilians, two soldiers and three attackers were killed.", "killed 11"),
        ("Security forces killed all five attackers.", "killed 5"),
        ("The two pilots were killed when their helicopter crashed.", "killed 2"),
        ("He was wounded in the leg.", "wounded 1"),
        ("The group's leader, Abu Omar, was killed in a drone strike.", "killed 1"),
        ("A drone strike killed senior commander Abu Omar.", "killed 1"),
        ("There were no reports of casualties.", "killed 0, wounded 0"),
        ("Eleven people were killed, bringing the death toll this week to 34.", "killed 11, killed 34 total"),
        ("The bomb exploded, but no one was injured.", "wounded 0, killed 0"),
        ("The missile fell into a field; no casualties or damage were reported.", "killed 0, wounded 0"),
        ("In the first incident, three men were killed; in the second, two women died.", "killed 3, killed 2"),
        ("A second blast wounded four.", "wounded 4"),
        ("The blast killed three people instantly and a fourth died in hospital.", "killed 3, killed 1"),
        ("Five wounded soldiers were taken to hospital.", "wounded 5"),
        ("The wounded were taken to hospital.", ""),
        ("It said 3,500 people had been displaced and 12 killed.", "killed 12"),
        ("Three bodies were found in a mass grave.", "killed 3"),
        ("The army lost five soldiers in the battle.", "killed 5"),
        ("About 20 people were hurt, three seriously.", "wounded 20"),
        ("Gunmen opened fire on a bus, killing the driver and injuring 2 passengers.", "killed 1, wounded 2"),
        ("The rocket killed no one.", "killed 0"),
        ("No deaths or injuries have been reported.", "killed 0, wounded 0"),
        ("Police killed 4 of the protesters and arrested 12.", "killed 4"),
        ("Fourteen Malian soldiers and 40 jihadists died on Tuesday, the army said.", "killed 54"),
        ("At least two dozen people were killed.", "killed 24"),
        ("The suicide attack killed 10 people besides the attacker.", "killed 10"),
        ("Thirty people, mostly women and children, died.", "killed 30"),
        ("The bomb killed Fatima Haddad, a teacher.", "killed 1"),
        ("He said that 15 of the injured were in critical condition.", ""),
        ("The accident left one dead and several injured.", "killed 1, wounded 3-9"),
        (
            "Nine people were killed and 11 others injured when gunmen attacked a village, an official said.",
            "killed 9, wounded 11",
        ),
        ("Police officers shot and killed a protester.", "killed 1"),
        ("A 9-year-old girl and her grandmother were killed and 3 members of the same family were injured.", "killed 2, wounded 3"),
        ("the killing of three aid workers", "killed 3"),
        ("Authorities confirmed that 27 bodies had been recovered from the rubble.", "killed 27"),
        ("Israeli strikes kill 12 in Gaza", "killed 12"),
        ("At least 72 people, 20 of them children, were killed.", "killed 72"),
        ("The raid killed 54 civilians, 37 of them children.", "killed 54"),
        ("Two children were among ten people killed.", "killed 10"),
        ("A fourth died in hospital.", "killed 4 total"),
        ("Soldiers fired at a car, shooting one man dead.", "killed 1"),
        ("Up to forty militants were eliminated.", "killed 1-40"),
        ("Forty tanks were destroyed.", ""),
        ("It came in answer to the killing of a general.", ""),
        ("Car bomb kills five, injures 20 in Mogadishu", "killed 5, wounded 20"),
    ],
)
def test_what_a_sentence_counts(text, told):
    found = find_casualties(text, split(text))
    assert sorted(map(shown, found)) == sorted(filter(None, told.split(", ")))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Погибли 5 человек, 20 ранены.", "killed 5, wounded 20"),
        ("В результате обстрела погибли три человека и ранены семь.", "killed 3, wounded 7"),
        ("5 мая 2019 года боевики убили 2 солдат.", "killed 2"),
        ("Загинули 4 людини, ще 9 поранені.", "killed 4, wounded 9"),
        ("Une frappe a tué cinq personnes et blessé dix autres.", "killed 5, wounded 10"),
        ("L'explosion du 3 mai 2019 a fait 12 morts et 30 blessés.", "killed 12, wounded 30"),
        ("Un ataque mató a tres personas e hirió a 12 en la capital del país.", "killed 3, wounded 12"),
        ("Saldırıda üç kişi öldü, 5 kişi yaralandı.", "killed 3, wounded 5"),
        ("قتل ثلاثة أشخاص وأصيب 5 آخرون في القصف.", "killed 3, wounded 5"),
        ("مقتل 12 شخصا في 5 مايو 2019", "killed 12"),
        ("قُتل خمسة عشر مدنياً وأصيب أكثر من عشرين آخرين في الغارة.", "killed 15, wounded 20-21"),
        ("أدى الانفجار إلى مقتل خمسة وعشرين شخصاً بينهم ثلاثة أطفال.", "killed 25"),
        ("Четверо мирных жителей погибли и пятеро получили ранения при обстреле.", "killed 4, wounded 5"),
        ("В результате обстрела погибли двадцать один человек, в том числе двое детей.", "killed 21"),
        ("Обошлось без жертв, никто не пострадал.", "killed 0, wounded 0"),
        ("Внаслідок удару загинули дев'ять осіб, ще чотирнадцять поранено.", "killed 9, wounded 14"),
        ("Les combats ont fait soixante-dix-sept morts, dont deux enfants, et une vingtaine de blessés.", "killed 77, wounded 20"),
        ("Cinquante-cinq corps ont été retrouvés dans le village.", "killed 55"),
        ("La guerre a fait des milliers de morts depuis 2015.", "killed 2000-9999 cumulative"),
        ("Treinta y dos soldados murieron y otros tres resultaron heridos en la emboscada.", "killed 32, wounded 3"),
        ("El ataque, sin que se registraran víctimas, duró una hora.", "killed 0, wounded 0"),
        ("Saldırıda 3'ü çocuk 8 kişi hayatını kaybetti, yirmi beş kişi yaralandı.", "killed 8, wounded 25"),
        ("Patlamada can kaybı yaşanmadı.", "killed 0, wounded 0"),
        ("O ataque na aldeia matou pelo menos vinte e três pessoas e deixou oito feridos.", "killed 23, wounded 8"),
        ("Bei dem Anschlag in der Stadt wurden fünfundzwanzig Menschen getötet und acht verletzt.", "killed 25, wounded 8"),
        ("The firm is hiring 12 people, and the bishop blesses 5 boats on Tue 8 June.", ""),
    ],
)
def test_other_languages(text, told):
    found = find_casualties(text, split(text), foreign_language(text, None))
    assert sorted(map(shown, found)) == sorted(filter(None, told.split(", ")))


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("nine", 9, 9),
        ("twenty - three", 23, 23),
        ("one hundred and five", 105, 105),
        ("1,200", 1200, 1200),
        ("2.5 million", 2_500_000, 2_500_000),
        ("a dozen", 12, 12),
        ("three dozen", 36, 36),
        ("half a dozen", 6, 6),
        ("at least nine", 9, 9),
        ("no fewer than nine", 9, 9),
        ("more than 20", 20, 21),
        ("up to 40", 1, 40),
        ("between 5 and 7", 5, 7),
        ("five to seven", 5, 7),
        ("dozens of", 24, 99),
        ("several", 3, 9),
        ("hundreds of", 200, 999),
        ("tens of thousands of", 20_000, 99_999),
    ],
)
def test_figures(words, low, high):
    read = figure(words.split(), 0)
    assert read is not None
    assert (read.low, read.high, read.end) == (low, high, len(words.split()))


def test_the_words_are_those_of_the_count():
    text = "Officials spoke. The blast killed three civilians and wounded five others, police said."
    killed, wounded = find_casualties(text, split(text))
    assert text[killed.start : killed.end] == "killed three civilians"
    assert text[wounded.start : wounded.end] == "wounded five others"
    assert killed.sentence == wounded.sentence == 1


TEMPLATES = [
    "A blast killed {} people near the river.",
    "{} people were killed near the river.",
    "{} people died near the river.",
    "The blast left {} people dead.",
    "The blast claimed the lives of {} people.",
    "Rescuers recovered the bodies of {} people.",
    "The toll of the blast: {} dead.",
]


@given(number=st.integers(2, 5000), template=st.sampled_from(TEMPLATES), grouped=st.booleans())
def test_any_number_is_read_from_any_wording(number, template, grouped):
    text = template.format(f"{number:,}" if grouped else number)
    [mention] = find_casualties(text, split(text))
    assert (mention.harm, mention.low, mention.high) == (Harm.KILLED, number, number)
    assert text.index(f"{number:,}" if grouped else str(number)) in range(mention.start, mention.end)


WORDS = (
    "killed wounded injuring died were was no casualties one nobody hurt and or including , . the a an two 12 1,200 dozens of "
    "at least up to people soldier soldiers man his wife bodies toll rose left dead lives claimed between since 2011 who that "
    "after Abu Omar not "
)
PIECES = st.sampled_from(sorted(set(WORDS.split())))


@settings(max_examples=300)
@given(text=st.lists(PIECES, max_size=40).map(" ".join) | st.text(max_size=200))
def test_mentions_lie_inside_any_text(text):
    for mention in find_casualties(text, split(text)):
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 <= mention.low <= mention.high
