"""Pairs of the kinds that wars and unrest of many countries give, with the actors of the table; the incidents are invented.

Half of them, every second one, no rule was learned from.
"""

from dateline.extraction.event import Actor, Role
from dateline.gazetteer.place import PlaceKind as P
from dateline.recognition.actors import ActorTable
from tests.builders import a_place, an_account
from tests.merging.hard_pairs import Pair


def _area(name, country, lon, lat, radius_km, kind=P.ADMIN1):
    return a_place(name, kind=kind, lon=lon, lat=lat, radius_km=radius_km, country=country, admin1=name if kind is P.ADMIN1 else None)


def _spot(name, country, admin1, lon, lat, kind=P.TOWN, radius_km=None):
    return a_place(name, kind=kind, lon=lon, lat=lat, radius_km=radius_km, country=country, admin1=admin1)


IDLIB_P = _area("Idlib", "SY", 36.6, 35.8, 55)
SARAQIB, NAYRAB = _spot("Saraqib", "SY", "Idlib", 36.80, 35.86), _spot("Nayrab", "SY", "Idlib", 36.735, 35.868, P.VILLAGE)
ARIHA, MAARAT = _spot("Ariha", "SY", "Idlib", 36.61, 35.81), _spot("Maarat al-Numan", "SY", "Idlib", 36.67, 35.65)
ALEPPO = _spot("Aleppo", "SY", "Aleppo", 37.16, 36.20, P.CITY, 10)
SHAAR, BUSTAN = (
    _spot("Shaar", "SY", "Aleppo", 37.19, 36.21, P.NEIGHBORHOOD),
    _spot("Bustan al-Qasr", "SY", "Aleppo", 37.14, 36.19, P.NEIGHBORHOOD),
)
KHARKIV_O = _area("Kharkiv Oblast", "UA", 36.4, 49.6, 110)
KHARKIV = _spot("Kharkiv", "UA", "Kharkiv Oblast", 36.25, 49.99, P.CITY, 12)
SALTIVKA = _spot("Saltivka", "UA", "Kharkiv Oblast", 36.35, 50.03, P.NEIGHBORHOOD)
CHUHUIV = _spot("Chuhuiv", "UA", "Kharkiv Oblast", 36.69, 49.84)
BAKHMUT, CHASIV = _spot("Bakhmut", "UA", "Donetsk Oblast", 38.0, 48.59), _spot("Chasiv Yar", "UA", "Donetsk Oblast", 37.83, 48.59)
KLISHCHIIVKA = _spot("Klishchiivka", "UA", "Donetsk Oblast", 37.95, 48.53, P.VILLAGE)
ENGELS = _spot("Engels air base", "RU", "Saratov Oblast", 46.2, 51.48, P.MILITARY_BASE)
KIVU = _area("North Kivu", "CD", 28.8, -0.8, 130)
GOMA, SAKE = _spot("Goma", "CD", "North Kivu", 29.23, -1.68, P.CITY, 7), _spot("Sake", "CD", "North Kivu", 29.04, -1.57)
RUTSHURU_T = _area("Rutshuru Territory", "CD", 29.4, -1.1, 40, P.ADMIN2)
KIWANJA, OICHA = _spot("Kiwanja", "CD", "North Kivu", 29.42, -1.16), _spot("Oicha", "CD", "North Kivu", 29.52, 0.70)
KHARTOUM, OMDURMAN = (
    _spot("Khartoum", "SD", "Khartoum", 32.53, 15.55, P.CITY, 12),
    _spot("Omdurman", "SD", "Khartoum", 32.44, 15.68, P.CITY, 10),
)
FASHER, ZAMZAM = _spot("El Fasher", "SD", "North Darfur", 25.35, 13.63, P.CITY, 6), _spot("Zamzam", "SD", "North Darfur", 25.30, 13.48)
BORNO = _area("Borno", "NG", 13.1, 11.8, 160)
MAIDUGURI, KONDUGA = _spot("Maiduguri", "NG", "Borno", 13.16, 11.83, P.CITY, 9), _spot("Konduga", "NG", "Borno", 13.42, 11.65)
ZAMFARA, KADUNA = _area("Zamfara", "NG", 6.2, 12.1, 110), _area("Kaduna", "NG", 7.7, 10.4, 120)
ANKA = _spot("Anka", "NG", "Zamfara", 5.93, 12.11)
LASHIO, KYAUKTAW = _spot("Lashio", "MM", "Shan", 97.75, 22.94), _spot("Kyauktaw", "MM", "Rakhine", 92.97, 20.84)
DJIBO, BANDIAGARA = _spot("Djibo", "BF", "Sahel", -1.63, 14.10), _spot("Bandiagara", "ML", "Mopti", -3.61, 14.35)
MARIB_P, MARIB = _area("Marib", "YE", 45.4, 15.6, 90), _spot("Marib", "YE", "Marib", 45.32, 15.46)
SANAA = _spot("Sanaa", "YE", "Amanat al-Asimah", 44.2, 15.35, P.CITY, 12)
BAGHDAD = _spot("Baghdad", "IQ", "Baghdad", 44.36, 33.31, P.CITY, 18)
SADR, KARRADA = (
    _spot("Sadr City", "IQ", "Baghdad", 44.46, 33.39, P.NEIGHBORHOOD, 3),
    _spot("Karrada", "IQ", "Baghdad", 44.42, 33.30, P.NEIGHBORHOOD),
)
ASAD = _spot("Al-Asad Airbase", "IQ", "Anbar", 42.44, 33.79, P.MILITARY_BASE)
KABUL, GHAZNI_P = _spot("Kabul", "AF", "Kabul", 69.17, 34.53, P.CITY, 13), _area("Ghazni", "AF", 67.9, 33.3, 90)
GHAZNI = _spot("Ghazni", "AF", "Ghazni", 68.42, 33.55, P.CITY, 5)
MOGADISHU, AFGOOYE = _spot("Mogadishu", "SO", "Banaadir", 45.34, 2.04, P.CITY, 9), _spot("Afgooye", "SO", "Lower Shabelle", 45.12, 2.14)
PAP = _spot("Port-au-Prince", "HT", "Ouest", -72.34, 18.54, P.CITY, 9)
CITE = _spot("Cité Soleil", "HT", "Ouest", -72.33, 18.58, P.NEIGHBORHOOD)
CULIACAN, MAZATLAN = _spot("Culiacán", "MX", "Sinaloa", -107.39, 24.8, P.CITY, 9), _spot("Mazatlán", "MX", "Sinaloa", -106.41, 23.25)
KHAN_YUNIS, RAFAH = _spot("Khan Yunis", "PS", "Gaza", 34.30, 31.34, P.CITY, 5), _spot("Rafah", "PS", "Gaza", 34.25, 31.29, P.CITY, 4)
GAZA_STRIP = _area("Gaza Strip", "PS", 34.4, 31.4, 22, P.REGION)
TYRE, AITA = _spot("Tyre", "LB", "South", 35.2, 33.27), _spot("Ayta ash-Shab", "LB", "South", 35.33, 33.10, P.VILLAGE)
LYON, PARIS = _spot("Lyon", "FR", "Rhône", 4.84, 45.76, P.CITY, 8), _spot("Paris", "FR", "Paris", 2.35, 48.86, P.CITY, 10)
VILLEURBANNE = _spot("Villeurbanne", "FR", "Rhône", 4.88, 45.77)
DHAKA, CHITTAGONG = _spot("Dhaka", "BD", "Dhaka", 90.4, 23.8, P.CITY, 13), _spot("Chittagong", "BD", "Chittagong", 91.8, 22.33, P.CITY, 10)
SHAHBAG, MIRPUR = (
    _spot("Shahbag", "BD", "Dhaka", 90.395, 23.738, P.NEIGHBORHOOD),
    _spot("Mirpur", "BD", "Dhaka", 90.36, 23.81, P.NEIGHBORHOOD, 3),
)
MARAWI = _spot("Marawi", "PH", "Lanao del Sur", 124.29, 8.0, P.CITY, 5)
DAY0, DAY1, DAY2, DAY3 = "2021-08-09", "2021-08-10", "2021-08-11", "2021-08-12"

TABLE = ActorTable.default()


def _party(name, role):
    """`m23` is the table's; a name with a capital or a blank is not in the table, and neither are the words in quotes."""
    known = TABLE.get(f"actor:{name}")
    if known is not None:
        return Actor(known.name, role, known.id)
    if name[:-3] in ("forces-of", "police-of", "government-of"):
        return Actor(name, role, f"actor:{name}")
    assert name[0] == "~", f"no such actor: {name}"
    return Actor(name[1:], role)


def _account(name, side, values):
    by, against, involved = (values.pop(key, "") for key in ("by_", "against_", "with_"))
    roles = ((by, Role.INITIATOR), (against, Role.TARGET), (involved, Role.INVOLVED))
    actors = tuple(_party(word, role) for words, role in roles for word in words.split())
    text = values.pop("text", f"{name}, as the {side} tells it.")
    return an_account(text, source=side.title(), actors=actors, **values)


def _pairs():
    for name, is_same, left, right, both in _TOLD:
        base = {"on": DAY1, "published": DAY2, "kind": "attack", **both}
        yield Pair(name, is_same, _account(name, "first", base | left), _account(name, "second", base | right))


def _by(words, against=""):
    return {"by_": words, "against_": against}


def _at(place, **values):
    return {"place": place, **values}


def _kind(kind):
    return {"kind": kind}


STRIKE, SHELLING, CLASH, ATTACK = (_kind(kind) for kind in ("air_drone_strike", "shelling_artillery_missile", "armed_clash", "attack"))
MINE, SUICIDE, GRENADE = (_kind(kind) for kind in ("remote_explosive_landmine_ied", "suicide_bomb", "grenade"))
MARCH, RIOT, FORCE = (_kind(kind) for kind in ("peaceful_protest", "violent_demonstration", "excessive_force_against_protesters"))
DISPERSED, MOB, ARRESTS = (_kind(kind) for kind in ("protest_with_intervention", "mob_violence", "arrests"))
ABDUCTION, SHOT_DOWN, LOOTING = (
    _kind(k) for k in ("abduction_forced_disappearance", "disrupted_weapons_use", "looting_property_destruction")
)
TAKEN_BY_ARMY, TAKEN = _kind("government_regains_territory"), _kind("non_state_actor_overtakes_territory")
PLAN = {"status": "planned"}
RU, SAA, UA_ARMY = "armed-forces-of-russia", "syrian-arab-army", "armed-forces-of-ukraine"
SAME, APART = True, False

_TOLD = (
    # Names of one party.
    ("Nusra for the group that it became", SAME, _by("hayat-tahrir-al-sham"), _by("jabhat-al-nusra"), _at(SARAQIB, killed=7)),
    (
        "The front's shelling, called the opposition's",
        SAME,
        _by("hayat-tahrir-al-sham"),
        _by("syrian-opposition"),
        SHELLING | _at(ALEPPO, killed=4),
    ),
    ("A named group and plain rebels", SAME, _by("m23"), _by("~rebels"), _at(KIWANJA, killed=12)),
    ("Rebels without a name or a toll", SAME, _by("m23", "~civilians"), _by("~rebels"), _at(KIWANJA)),
    ("Russian jets or the regime's", SAME, _by(RU), _by("syrian-arab-air-force"), STRIKE | _at(ARIHA, killed=9)),
    ("The air force and the army it belongs to", SAME, _by("syrian-arab-air-force"), _by(SAA), STRIKE | _at(SARAQIB)),
    ("Paramilitaries of the RSF", SAME, _by("rapid-support-forces"), _by("~paramilitaries"), SHELLING | _at(OMDURMAN, killed=(20, 25))),
    ("The RSF and the Janjaweed", SAME, _by("rapid-support-forces", "~villagers"), _by("janjaweed"), _at(ZAMZAM, killed=30)),
    ("Gunmen, whom another names", SAME, _by("~gunmen"), _by("boko-haram"), _at(KONDUGA, killed=8)),
    ("Jihadists, whom another names", SAME, _by("~jihadists"), _by("jamaat-nusrat-al-islam-wal-muslimin"), _at(DJIBO, killed=15)),
    ("A branch and its mother", SAME, _by("islamic-state-khorasan-province"), _by("islamic-state"), SUICIDE | _at(KABUL, killed=21)),
    ("West Africa's province and Boko Haram", SAME, _by("islamic-state-west-africa-province"), _by("boko-haram"), _at(KONDUGA, killed=11)),
    ("The brigades of a movement", SAME, _by("izz-ad-din-al-qassam-brigades"), _by("hamas"), CLASH | _at(KHAN_YUNIS)),
    (
        "Militants for the movement",
        SAME,
        _by("israel-defense-forces", "~militants"),
        _by("israel-defense-forces", "hamas"),
        STRIKE | _at(RAFAH, killed=3),
    ),
    ("Police of the state and police", SAME, _by("haitian-national-police"), _by("~police"), CLASH | _at(CITE, killed=5)),
    ("Troops of the army", SAME, _by("~troops", "~rebels"), _by("tatmadaw", "arakan-army"), CLASH | _at(KYAUKTAW)),
    ("Junta and military", SAME, _by("state-administration-council"), _by("tatmadaw"), STRIKE | _at(LASHIO, killed=6)),
    ("A cartel and gunmen", SAME, _by("sinaloa-cartel"), _by("~gunmen"), CLASH | _at(CULIACAN, killed=8)),
    ("An alliance and its member", SAME, _by("three-brotherhood-alliance"), _by("taang-national-liberation-army"), TAKEN | _at(LASHIO)),
    ("Wagner and Russia's army", SAME, _by("wagner-group"), _by(RU), TAKEN | _at(KLISHCHIIVKA)),
    ("Saudi-led jets, and Saudi jets", SAME, _by("saudi-led-coalition"), _by("forces-of-sa"), STRIKE | _at(SANAA, killed=14)),
    (
        "NATO's mission and the Americans",
        SAME,
        _by("resolute-support-mission"),
        _by("united-states-armed-forces"),
        STRIKE | _at(GHAZNI, killed=13),
    ),
    ("Bandits and gunmen", SAME, _by("~bandits"), _by("~gunmen"), ABDUCTION | _at(ANKA)),
    ("Armed groups of one kind that fight each other", APART, _by("g9-family-and-allies"), _by("g-pep"), _at(CITE, killed=3)),
    ("Two rebel groups, one town, one day", APART, _by("m23"), _by("allied-democratic-forces"), _at(OICHA)),
    ("Each side shells on one day", APART, _by("rapid-support-forces"), _by("sudanese-armed-forces"), SHELLING | _at(FASHER)),
    ("Each side shells, tolls differ", APART, _by(RU), _by(UA_ARMY), SHELLING | _at(BAKHMUT) | {}),
    ("Turkish drone and coalition drone", APART, _by("turkish-armed-forces"), _by(RU), STRIKE | _at(ALEPPO)),
    ("Gunmen kill two, the army kills nine", APART, _by("~gunmen") | {"killed": 2}, _by("tatmadaw") | {"killed": 9}, _at(LASHIO)),
    ("Jihadists and herders, other tolls", APART, _by("~jihadists") | {"killed": 22}, _by("~herders") | {"killed": 3}, _at(BANDIAGARA)),
    ("Police and a mob", APART, _by("~police") | {"killed": 1}, _by("~mob") | MOB | {"killed": 2}, _at(PAP)),
    ("Old name for a group of another land", APART, _by("taliban"), _by("tehrik-i-taliban-pakistan"), _at(GHAZNI) | {"killed": None}),
    # Successive strikes, double taps and days that run into each other.
    ("A double tap told as one", SAME, {"killed": 5}, {"killed": 11}, STRIKE | _at(MAARAT) | _by(RU)),
    (
        "Two raids on one day, told by time",
        APART,
        {"time_of_day": "morning", "killed": 3},
        {"time_of_day": "evening", "killed": 8},
        STRIKE | _at(MAARAT),
    ),
    (
        "Night raid and afternoon raid, one author",
        APART,
        {"time_of_day": "night"},
        {"time_of_day": "afternoon"},
        STRIKE | _at(SARAQIB) | _by(RU),
    ),
    (
        "Successive nights",
        APART,
        {"time_of_day": "night", "published": DAY1},
        {"time_of_day": "night", "on": DAY2},
        STRIKE | _at(KHARKIV) | _by(RU),
    ),
    (
        "The eve and the small hours",
        SAME,
        {"time_of_day": "night"},
        {"on": DAY2, "time_of_day": "night"},
        SHELLING | _at(KHARKIV, killed=6) | _by(RU),
    ),
    (
        "A day earlier by the other clock",
        SAME,
        {"on": DAY0, "time_of_day": "evening"},
        {"on": DAY1, "time_of_day": "morning"},
        SUICIDE | _at(KABUL, killed=13),
    ),
    ("The next day's raid of the same toll", APART, {}, {"on": DAY2, "published": DAY3}, STRIKE | _at(SARAQIB, killed=4) | _by(RU)),
    ("A raid of the same toll two days before", APART, {"on": DAY0, "published": DAY1}, {"on": DAY2}, STRIKE | _at(RAFAH, killed=3)),
    ("A week's clashes and the clash of a day", APART, {"on": "2021-08-04/2021-08-10"}, {}, CLASH | _at(BAKHMUT) | _by(RU, UA_ARMY)),
    (
        "Day told by one, weekend by the other",
        SAME,
        {"on": "2021-08-07/2021-08-08"},
        {"on": "2021-08-08"},
        ABDUCTION | _at(ANKA) | _by("~gunmen"),
    ),
    ("One unsure of the day", SAME, {"on": "2021-08-09/2021-08-10"}, {}, MINE | _at(DJIBO, killed=9)),
    (
        "Two unsure of the day, other tolls",
        APART,
        {"on": "2021-08-09/2021-08-10", "killed": 2},
        {"on": "2021-08-10/2021-08-11", "killed": 19},
        MINE | _at(DJIBO),
    ),
    # Places told with another precision, and neighbors.
    ("The quarter and the city", SAME, _at(SALTIVKA), _at(KHARKIV), SHELLING | _by(RU) | {"killed": 3}),
    ("Two quarters, one toll", APART, _at(SHAAR), _at(BUSTAN), STRIKE | {"killed": 5} | _by(SAA)),
    ("The oblast and the city, one toll", SAME, _at(KHARKIV_O), _at(KHARKIV), SHELLING | _by(RU) | {"killed": 6}),
    ("The oblast and one of its towns, tolls apart", APART, _at(KHARKIV_O, killed=1), _at(CHUHUIV, killed=5), SHELLING | _by(RU)),
    ("The oblast and one of its towns, no tolls", APART, _at(KHARKIV_O), _at(CHUHUIV), SHELLING | _by(RU)),
    ("State and village, rare deed, many dead", SAME, _at(ZAMFARA), _at(ANKA), _by("~gunmen") | {"killed": 58}),
    ("Two states, one deed each", APART, _at(ZAMFARA), _at(KADUNA), _by("~gunmen") | {"killed": 18}),
    ("Neighboring towns of one front", APART, _at(BAKHMUT), _at(CHASIV), SHELLING | _by(RU) | {"killed": 2}),
    ("Neighboring towns, a village near", APART, _at(KLISHCHIIVKA), _at(BAKHMUT), CLASH | _by(RU, UA_ARMY)),
    (
        "Near the town and the village by it",
        SAME,
        _at(SARAQIB, near=True),
        _at(NAYRAB),
        CLASH | _by("hayat-tahrir-al-sham", SAA) | {"killed": 17},
    ),
    ("Territory and town, author and dead", SAME, _at(RUTSHURU_T), _at(KIWANJA), _by("m23") | {"killed": 171}),
    ("Province and provincial capital of one name, one toll", SAME, _at(MARIB_P), _at(MARIB), SHELLING | _by("houthis") | {"killed": 8}),
    ("Two sister cities across a river", APART, _at(KHARTOUM), _at(OMDURMAN), STRIKE | _by("sudanese-armed-forces")),
    ("The camp and the town by it", APART, _at(FASHER), _at(ZAMZAM), SHELLING | _by("rapid-support-forces")),
    ("The suburb and the city, riots", SAME, _at(VILLEURBANNE), _at(LYON), RIOT | {"wounded": 12} | _by("~protesters")),
    (
        "The strip and one of its cities, other tolls",
        APART,
        _at(GAZA_STRIP, killed=41),
        _at(RAFAH, killed=6),
        STRIKE | _by("israel-defense-forces"),
    ),
    (
        "The strip and the city, the same toll",
        SAME,
        _at(GAZA_STRIP),
        _at(KHAN_YUNIS),
        STRIKE | _by("israel-defense-forces") | {"killed": 23},
    ),
    (
        "A market in the quarter and in the capital",
        SAME,
        _at(SADR, killed=35),
        _at(BAGHDAD, killed=(30, 36)),
        SUICIDE | _by("islamic-state"),
    ),
    ("Two bombs in the capital", APART, _at(SADR, killed=35), _at(KARRADA, killed=4), MINE),
    ("No place but author and toll", SAME, _at(None), _at(MARIB), SUICIDE | _by("al-qaeda-in-the-arabian-peninsula") | {"killed": 43}),
    ("No place and no toll", APART, _at(None), _at(MARIB), SHELLING | _by("houthis")),
    # Kinds told otherwise.
    (
        "An ambush told as a clash",
        SAME,
        ATTACK,
        CLASH,
        _at(BANDIAGARA, killed=10) | _by("jamaat-nusrat-al-islam-wal-muslimin", "~soldiers"),
    ),
    ("Car bomb or suicide bomber", SAME, MINE, SUICIDE, _at(MOGADISHU, killed=14) | _by("al-shabaab")),
    ("Bomb and gun attack on a hotel", SAME, SUICIDE, ATTACK, _at(MOGADISHU, killed=21) | _by("al-shabaab")),
    ("Rockets told as drones", SAME, SHELLING, STRIKE, _at(ASAD, wounded=3) | _by("islamic-resistance-in-iraq")),
    ("Drones shot down, drones that struck", SAME, SHOT_DOWN, STRIKE, _at(ENGELS, killed=3) | _by(UA_ARMY)),
    ("A raid that took prisoners", SAME, ABDUCTION, ATTACK, _at(ANKA, killed=4) | _by("~bandits")),
    ("A massacre and its looting", SAME, LOOTING | {"killed": 20}, ATTACK | {"killed": 22}, _at(ZAMZAM) | _by("rapid-support-forces")),
    ("Town taken after a clash", SAME, CLASH, TAKEN, _at(SAKE) | _by("m23", "forces-armees-de-la-republique-democratique-du-congo")),
    (
        "Town taken and, that day, taken back",
        APART,
        TAKEN | _by("m23"),
        TAKEN_BY_ARMY | _by("forces-armees-de-la-republique-democratique-du-congo"),
        _at(SAKE),
    ),
    ("A march that police fired on", SAME, MARCH, FORCE | {"killed": 4}, _at(SHAHBAG) | {"with_": "~students"}),
    ("A riot and arrests after it", SAME, RIOT, DISPERSED, _at(PARIS) | {"with_": "~protesters ~police"}),
    ("Arrests and an attack, one town", APART, ARRESTS | _by("~police"), ATTACK | _by("~gunmen"), _at(CULIACAN)),
    ("A mine and shelling, one town", APART, MINE | {"killed": 1}, SHELLING | {"killed": 1}, _at(KHARKIV)),
    (
        "A strike and a shelling by both sides",
        APART,
        STRIKE | _by("sudanese-armed-forces"),
        SHELLING | _by("rapid-support-forces"),
        _at(KHARTOUM),
    ),
    ("A clash and a lynching", APART, CLASH, MOB, _at(GOMA)),
    # Tolls that grow and words that are unsure.
    ("Toll from 9 to 44 in two days", SAME, {"killed": 9}, {"killed": 44, "published": DAY3}, SUICIDE | _at(GHAZNI) | _by("taliban")),
    ("Toll from 2 to 3", SAME, {"killed": 2, "wounded": 7}, {"killed": 3, "wounded": 6}, SHELLING | _at(CHUHUIV) | _by(RU)),
    ("Dozens, and thirty-eight", SAME, {"killed": (24, 99)}, {"killed": 38}, MINE | _at(KABUL)),
    (
        "One soldier, twelve civilians",
        APART,
        {"killed": 1} | _by("taliban", "~soldiers"),
        {"killed": 12} | _by("taliban", "~civilians"),
        _at(GHAZNI),
    ),
    ("One hundred, and two", APART, {"killed": 104}, {"killed": 2}, STRIKE | _at(KHAN_YUNIS) | _by("israel-defense-forces")),
    (
        "Both sides claim the other's losses",
        SAME,
        {"killed": 40, "status": "alleged"} | _by(RU, UA_ARMY),
        {"killed": 5} | _by(UA_ARMY, RU),
        CLASH | _at(CHASIV),
    ),
    ("Denied by the army, told by a monitor", SAME, {"status": "denied"}, {"killed": 12}, STRIKE | _at(LASHIO) | _by("tatmadaw")),
    ("Each blames the other, one toll", SAME, _by(RU), _by(UA_ARMY), {"status": "alleged", "killed": 7} | SHELLING | _at(BAKHMUT)),
    ("Wounded only, the same number", SAME, {"wounded": 16}, {"wounded": 16, "killed": 0}, GRENADE | _at(MOGADISHU)),
    # Protests of many cities on one day.
    ("Two cities of one protest day", APART, _at(LYON), _at(PARIS), MARCH | {"with_": "~protesters"}),
    ("City and suburb march", APART, _at(LYON), _at(VILLEURBANNE), MARCH | {"with_": "~students"}),
    ("Two quarters march", APART, _at(SHAHBAG), _at(MIRPUR), MARCH | {"with_": "~students"}),
    ("The city's march told in its quarter", SAME, _at(SHAHBAG), _at(DHAKA), MARCH | {"with_": "~students"}),
    ("Marches for and against", APART, {"with_": "awami-league"}, {"with_": "bangladesh-nationalist-party"}, MARCH | _at(CHITTAGONG)),
    ("Saturday's march and Sunday's", APART, {}, {"on": DAY2}, MARCH | _at(PARIS) | {"with_": "~protesters"}),
    # Plans.
    ("A plan and the deed a day later", APART, PLAN | {"on": DAY2}, {"on": DAY2, "published": DAY3}, MARCH | _at(PARIS)),
    ("A plan told again", SAME, {"on": DAY3}, {"on": DAY3, "published": DAY1}, PLAN | MARCH | _at(DHAKA) | {"with_": "~students"}),
    ("Plans against two towns", APART, _at(SAKE), _at(GOMA), PLAN | {"on": None} | _by("m23")),
    (
        "Two plans of one day, foes",
        APART,
        _by("awami-league"),
        _by("bangladesh-nationalist-party"),
        PLAN | {"on": DAY3} | MARCH | _at(DHAKA),
    ),
    # Later tellings.
    (
        "A siege begun, told a month after",
        SAME,
        {"published": "2021-09-20", "salience": "background"},
        {"killed": 9},
        _at(MARAWI) | _by("maute-group"),
    ),
    (
        "An anniversary of another year",
        APART,
        {"on": "2020-08-10", "published": DAY1, "salience": "background"},
        {},
        SUICIDE | _at(BAGHDAD, killed=30),
    ),
    (
        "Last week's raid, undated, in today's report",
        APART,
        {"on": None, "salience": "background"},
        {},
        STRIKE | _at(AITA) | _by("israel-defense-forces"),
    ),
    ("Two strikes, two villages, one day, one toll", APART, _at(TYRE), _at(AITA), STRIKE | _by("israel-defense-forces") | {"killed": 2}),
    ("A town near the capital and the capital", APART, _at(MOGADISHU), _at(AFGOOYE), MINE | _by("al-shabaab") | {"killed": 6}),
    (
        "A follow-up without a day, with a risen toll",
        SAME,
        {"on": None, "killed": 19},
        {"killed": 15},
        MINE | _at(DJIBO) | _by("~jihadists"),
    ),
    (
        "A checkpoint attacked, told in both tongues",
        SAME,
        _by("~insurgents"),
        _by("balochistan-liberation-army"),
        CLASH | _at(GHAZNI, killed=5),
    ),
    (
        "Gunmen twice on one day in one city",
        APART,
        {"killed": 1, "time_of_day": "morning"},
        {"killed": 4, "time_of_day": "night"},
        _by("~gunmen") | _at(MAZATLAN),
    ),
    (
        "Soldiers die, villagers die",
        APART,
        _by("~gunmen", "~soldiers") | {"killed": 6},
        _by("~gunmen", "~villagers") | {"killed": 15},
        _at(ANKA),
    ),
)

WORLD = tuple(_pairs())
LEARNED, KEPT = WORLD[::2], WORLD[1::2]
