"""Pairs of accounts that are easy to take for one incident, or for two, and are not.

Every account is coded as a good coder would code its report. In an invented country (XA): Mirna and Tolka are towns 9 km apart in
North province, Selm a village between them, Karst an air base by Mirna; Daro is a city in South province with quarters and a suburb,
Vessin.
"""

from dataclasses import dataclass

from dateline.gazetteer.place import PlaceKind as P
from dateline.merging.incident import Account
from tests.builders import a_place, an_account

NORTH = a_place("North", kind=P.ADMIN1, lon=40.1, lat=35.1, radius_km=60, admin1="North")
SOUTH = a_place("South", kind=P.ADMIN1, lon=40.2, lat=33.8, radius_km=60, admin1="South")
LAND = a_place("Xandria", kind=P.COUNTRY, lon=40.0, lat=34.5, radius_km=300, admin1=None)
NEIGHBOR = a_place("Yorland", kind=P.COUNTRY, lon=43.0, lat=36.0, radius_km=250, country="YB", admin1=None)
UPLANDS = a_place("Uplands", kind=P.REGION, lon=40.1, lat=35.0, radius_km=40)
MIRNA_DISTRICT = a_place("Mirna District", kind=P.ADMIN2, lon=40.0, lat=35.0, radius_km=18)
MIRNA = a_place("Mirna", lon=40.0, lat=35.0)
MIRNA_TWICE = a_place("Mirna", lon=40.004, lat=35.003, kind=P.VILLAGE, id="other:mirna")
FAR_MIRNA = a_place("Mirna", lon=40.3, lat=33.7, admin1="South", id="test:mirna-south")
TOLKA = a_place("Tolka", lon=40.1, lat=35.0)
SELM = a_place("Selm", kind=P.VILLAGE, lon=40.05, lat=35.01)
FAR_TOWN = a_place("Brod", lon=41.0, lat=35.4, admin1="North")
KARST = a_place("Karst Air Base", kind=P.MILITARY_BASE, lon=40.03, lat=34.98)
DARO = a_place("Daro", kind=P.CITY, lon=40.2, lat=33.8, radius_km=9, admin1="South")
OLD_DARO = a_place("Old Daro", kind=P.NEIGHBORHOOD, lon=40.21, lat=33.81, admin1="South")
NEW_DARO = a_place("New Daro", kind=P.NEIGHBORHOOD, lon=40.24, lat=33.84, admin1="South")
VESSIN = a_place("Vessin", lon=40.26, lat=33.83, admin1="South")
M9 = a_place("M9 highway", kind=P.ROAD, lon=40.1, lat=34.6, radius_km=40, admin1=None)
CROSSING = a_place("Gate of Yor", kind=P.CROSSING, lon=41.2, lat=35.9)
DAY1, DAY2, DAY3 = "2019-05-14", "2019-05-15", "2019-05-16"


@dataclass(frozen=True)
class Pair:
    """Two accounts and whether one incident is behind them."""

    name: str
    same: bool
    left: Account
    right: Account


def _pair(same, name, left, right, **both):
    base = {"place": MIRNA, "on": DAY1, "published": DAY2, **both}
    return Pair(
        name,
        same,
        an_account(f"{name}, as the first tells it.", **{"source": "First", **base, **left}),
        an_account(f"{name}; the second's account of that.", **{"source": "Second", **base, **right}),
    )


def same(name, left, right, **both):
    return _pair(True, name, left, right, **both)


def different(name, left, right, **both):
    return _pair(False, name, left, right, **both)


PAIRS = (
    # Told with another word, place, day or toll, and the same.
    same("A strike told plainly by two", {"killed": 4}, {"killed": 4}),
    same("A strike, once without a toll", {"killed": 4, "by": "Air Force"}, {}),
    same("A strike that another calls an attack", {"killed": 6}, {"kind": "attack", "killed": 6}),
    same(
        "A strike that another calls shelling",
        {"by": "Army", "killed": 3},
        {"kind": "shelling_artillery_missile", "by": "Army", "killed": 3},
    ),
    same("The toll climbs", {"killed": 5, "published": DAY1}, {"killed": 17, "published": DAY3}, kind="suicide_bomb"),
    same("About a dozen and exactly eleven", {"killed": (10, 14)}, {"killed": 11}),
    same("Nine dead and eight dead", {"killed": 9, "wounded": 30}, {"killed": 8, "wounded": 26}),
    same("Known to the province, with toll and author", {"place": NORTH, "killed": 7, "by": "Army"}, {"killed": 7, "by": "Army"}),
    same("Known to the district", {"place": MIRNA_DISTRICT, "killed": 2}, {"killed": 2}),
    same(
        "Known to a region, with author and toll",
        {"place": UPLANDS, "killed": 12, "by": "Rebels"},
        {"killed": 12, "by": "Rebels"},
        kind="attack",
    ),
    same("Near the town", {"near": True}, {"place": KARST}, kind="disrupted_weapons_use", by="Army"),
    same("The base and the town beside it", {"place": KARST}, {}, kind="disrupted_weapons_use"),
    same("One town twice in the gazetteer", {}, {"place": MIRNA_TWICE}, killed=3),
    same("A quarter and its city", {"place": OLD_DARO, "killed": 21}, {"place": DARO, "killed": 19}, kind="remote_explosive_landmine_ied"),
    same("A suburb and its city, same dead, same author", {"place": VESSIN}, {"place": DARO}, killed=13, by="Army"),
    same("Around midnight", {"on": DAY1, "time_of_day": "night"}, {"on": DAY2, "killed": 5}, by="Army", killed=5, published=DAY3),
    same("Night and early morning", {"time_of_day": "night"}, {"time_of_day": "morning"}, killed=2),
    same("A mine that another calls a suicide bomber", {"kind": "suicide_bomb"}, {"kind": "remote_explosive_landmine_ied"}, killed=9),
    same(
        "Claimed by one side, denied by the other",
        {"status": "alleged", "by": "Army"},
        {"status": "denied", "by": "Army"},
        kind="attack",
        killed=8,
    ),
    same(
        "Blame disputed",
        {"status": "alleged", "by": "Army", "killed": 14},
        {"by": "Rebels", "killed": 14},
        kind="shelling_artillery_missile",
    ),
    same("Told as history years later", {"salience": "background", "published": "2021-02-01"}, {"killed": 70}, kind="chemical_weapon"),
    same(
        "Told as history to the month, the same rare kind and dead",
        {"salience": "background", "on": "2019-05", "killed": 71, "published": "2021-02-01"},
        {"killed": 71},
        kind="chemical_weapon",
    ),
    same("A week's span and its day", {"on": "2019-05-13/2019-05-19", "killed": 6, "by": "Army"}, {"killed": 6, "by": "Army"}),
    same("One without a day, told the next day, same toll", {"on": None}, {}, killed=15, by="Army"),
    same("One plan told by two", {"on": None}, {"on": None, "published": DAY3}, status="planned", place=KARST, by="Rebels"),
    same("A march and a march that was stopped", {"kind": "peaceful_protest"}, {"kind": "protest_with_intervention"}, place=DARO),
    same(
        "Protesters shot",
        {"kind": "peaceful_protest", "killed": 3},
        {"kind": "excessive_force_against_protesters", "killed": 3},
        place=DARO,
    ),
    same("A clash that took the town", {"kind": "armed_clash"}, {"kind": "government_regains_territory"}, by="Army", against="Rebels"),
    same("Seized or arrested", {"kind": "abduction_forced_disappearance"}, {"kind": "arrests"}, by="Militia", place=TOLKA),
    same(
        "Drones shot down, told as an attack repelled",
        {"kind": "disrupted_weapons_use"},
        {"kind": "air_drone_strike"},
        place=KARST,
        by="Rebels",
    ),
    same("An ambush on the highway", {"place": M9, "killed": 6}, {"place": M9, "killed": 6}, kind="attack", by="Militia"),
    same("Two days' span and its second day", {"on": f"{DAY1}/{DAY2}"}, {"on": DAY2}, kind="armed_clash", by="Army", against="Rebels"),
    same("An author named and not named", {"by": '"unknown gunmen"'}, {}, kind="attack", killed=4, place=DARO),
    same("Nobody hurt, says one; three hurt, says the other", {"killed": 0}, {"wounded": 3}),
    # As alike as can be, and not the same.
    different("The next day's strike on the same town", {"killed": 2}, {"on": DAY2, "killed": 5}, by="Army"),
    different("Two days later", {}, {"on": DAY3}, by="Army", killed=3),
    different("The next day's clash", {}, {"on": DAY2}, kind="armed_clash", by="Army", against="Rebels"),
    different("Towns nine kilometers apart", {}, {"place": TOLKA}, by="Army", killed=3),
    different("A village four kilometers off", {}, {"place": SELM}, by="Army"),
    different("Towns of one name in two provinces", {}, {"place": FAR_MIRNA}, by="Army"),
    different("Two quarters of one city", {"place": OLD_DARO}, {"place": NEW_DARO}, kind="remote_explosive_landmine_ied"),
    different("A plan and the deed", {"status": "planned"}, {}, place=KARST, by="Rebels"),
    different("Plans a year apart", {"on": None}, {"on": None, "published": "2020-05-20"}, status="planned", place=KARST),
    different("A protest and a battle", {"kind": "peaceful_protest"}, {"kind": "armed_clash"}, place=DARO),
    different("A protest and a strike", {"kind": "peaceful_protest"}, {"kind": "air_drone_strike"}, place=DARO),
    different(
        "Morning and evening, other dead, other author",
        {"time_of_day": "morning", "by": "Army", "killed": 1},
        {"time_of_day": "evening", "by": "Rebels", "killed": 9},
    ),
    different(
        "Each side shells the other's town half",
        {"by": "Army", "against": "Rebels"},
        {"by": "Rebels", "against": "Army"},
        kind="shelling_artillery_missile",
    ),
    different("Two authors, two tolls", {"by": "Army", "killed": 22}, {"by": "Coalition", "killed": 3}),
    different("A strike in the province and one in a town, no more known", {"place": NORTH}, {}),
    different("The province's capital and the other province", {"place": SOUTH, "killed": 3}, {"killed": 3}),
    different("A far town of the same province", {"place": FAR_TOWN}, {}, killed=2),
    different("In the country and in a town", {"place": LAND}, {}, killed=1),
    different("Two countries", {"place": NEIGHBOR}, {"place": LAND}, by="Army", killed=40),
    different("The month's strikes and one of them", {"on": "2019-05", "salience": "background"}, {}),
    different("The year's attacks on the base and one of them", {"on": "2019", "salience": "background"}, {}, place=KARST, by="Rebels"),
    different("The same day of another year", {}, {"on": "2020-05-14", "published": "2020-05-15"}, by="Army", killed=3),
    different("Background without a day", {"on": None, "salience": "background"}, {}, by="Army"),
    different("Neither placed, same army", {"place": None}, {"place": None}, by="Army", kind="armed_clash"),
    different("Neither placed nor dated", {"place": None, "on": None}, {"place": None, "on": None}, kind="attack"),
    different("A clash and an arrest", {"kind": "armed_clash"}, {"kind": "arrests"}, by="Army"),
    different("A truce signed and a shelling", {"kind": "agreement"}, {"kind": "shelling_artillery_missile"}),
    different("Clashes and, that day, a strike by others", {"kind": "armed_clash", "by": "Rebels"}, {"by": "Coalition", "killed": 6}),
    different("The base and a crossing far off", {"place": KARST}, {"place": CROSSING}, kind="disrupted_weapons_use"),
    different("A roadside bomb and, that day, a strike", {"kind": "remote_explosive_landmine_ied", "killed": 2}, {"killed": 11}),
    different("An undated strike told a month later", {"on": None, "published": "2019-06-20"}, {}, by="Army"),
    different("Told before it happened", {"on": None, "published": "2019-05-10"}, {}, by="Army", killed=3),
    different("Forty dead and none", {"killed": 40, "by": "Army"}, {"killed": 0, "by": "Coalition"}),
    different("A grenade and a protest", {"kind": "grenade"}, {"kind": "peaceful_protest"}, place=DARO),
)
