import pytest

from dateline.merging.comparing.alliances import ALLIANCES, FAMILIES
from dateline.merging.comparing.kinship import Kinship, actor_key, kinship
from dateline.recognition.actors import ActorTable
from tests.builders import an_account, an_actor, an_incident
from tests.merging.hard_pairs_world import SARAQIB, TABLE


@pytest.mark.parametrize(
    ("a", "b", "country", "year", "nearness"),
    [
        ("actor:boko-haram", "actor:boko-haram", "NG", 2015, Kinship.SAME),
        ("actor:hamas", "actor:izz-ad-din-al-qassam-brigades", "PS", 2014, Kinship.FAMILY),
        ("actor:hayat-tahrir-al-sham", "actor:jabhat-al-nusra", "SY", 2018, Kinship.FAMILY),
        ("actor:hayat-tahrir-al-sham", "actor:jabhat-al-nusra", "SY", 2013, Kinship.STRANGERS),
        ("actor:syrian-arab-air-force", "actor:government-of-sy", "SY", 2016, Kinship.FAMILY),
        ("actor:forces-of-sa", "actor:saudi-led-coalition", "YE", 2016, Kinship.FAMILY),
        ("actor:armed-forces-of-russia", "actor:syrian-arab-army", "SY", 2019, Kinship.ALLIES),
        ("actor:armed-forces-of-russia", "actor:syrian-arab-army", "UA", 2023, Kinship.STRANGERS),
        ("actor:armed-forces-of-russia", "actor:armed-forces-of-ukraine", "UA", 2023, Kinship.STRANGERS),
        ("gunmen", "actor:boko-haram", "NG", 2015, Kinship.KIND),
        ("unknown gunmen", "bandits", "NG", 2015, Kinship.KIND),
        ("gunmen", "actor:sudanese-armed-forces", "SD", 2023, Kinship.STRANGERS),
        ("security forces", "actor:haitian-national-police", "HT", 2023, Kinship.KIND),
        ("sham falcons", "sham falcons brigade", None, None, Kinship.FAMILY),
    ],
)
def test_names_that_may_be_one_party(a, b, country, year, nearness):
    assert kinship(a, b, country, year) is nearness
    assert kinship(b, a, country, year) is nearness


def test_the_tables_name_only_known_actors_and_states():
    for members in (group.members for group in (*FAMILIES, *ALLIANCES)):
        assert len(members) >= 2
        for member in members:
            assert len(member) == 2 or TABLE.get(f"actor:{member}") is not None, member
    assert TABLE is ActorTable.default()


def test_an_incident_keeps_both_names_of_a_party():
    told = [
        an_account(f"By {name}.", place=SARAQIB, actors=[an_actor(f'"{name}"')], killed=4)
        for name in ("Sham Falcons", "Sham Falcons Brigade")
    ]
    assert {actor_key(actor) for actor in an_incident(*told).actors} == {"sham falcons", "sham falcons brigade"}
