"""Pairs that no weight was chosen with: what they give is an estimate for reports not seen."""

from tests.merging import hard_pairs as p
from tests.merging.hard_pairs import DAY1, DAY2, DAY3, different, same

ARMY, REBELS, MILITIA, POLICE = ({"by": name} for name in ("Army", "Rebels", "Militia", "Police"))
FOES = {"by": "Army", "against": "Rebels"}
HURT = {"by": "Rebels", "against": "Army"}
STRIKE, SHELLING, ATTACK, CLASH = ({"kind": kind} for kind in ("air_drone_strike", "shelling_artillery_missile", "attack", "armed_clash"))
MINE, SUICIDE, ARRESTS, MARCH = (
    {"kind": kind} for kind in ("remote_explosive_landmine_ied", "suicide_bomb", "arrests", "peaceful_protest")
)


def dead(low, high=None):
    return {"killed": low if high is None else (low, high)}


def at(place):
    return {"place": place}


_SAME = (
    ("a", {}, {}, STRIKE | dead(5) | ARMY),
    ("b", dead(10), dead(12), SHELLING | FOES),
    ("c", dead(16) | {"published": DAY1}, dead(25) | {"published": DAY3}, SUICIDE | REBELS),
    ("d", {}, dead(3), CLASH | FOES),
    ("e", at(p.KARST), {"near": True}, SHELLING | REBELS | dead(2)),
    ("f", ATTACK, MINE, dead(11)),
    ("g", SUICIDE, ATTACK, dead(13) | REBELS),
    ("h", at(p.MIRNA_DISTRICT), {}, MINE | dead(9) | REBELS),
    ("i", at(p.NORTH), {}, SUICIDE | dead(37) | REBELS),
    ("j", at(p.OLD_DARO), at(p.DARO), STRIKE | dead(14) | ARMY),
    ("k", at(p.VESSIN), at(p.DARO), SUICIDE | dead(18) | REBELS),
    ("l", at(p.MIRNA_TWICE), {}, ATTACK | MILITIA | dead(4)),
    ("m", {"status": "denied"}, {"status": "alleged"}, ATTACK | ARMY | dead(23)),
    ("n", {"status": "alleged"}, {}, STRIKE | ARMY | dead(7)),
    ("o", {"on": None}, {}, SUICIDE | REBELS | dead(21)),
    ("p", {"on": "2019-05-13/2019-05-19"}, {}, STRIKE | ARMY | dead(12)),
    ("q", {"on": f"{DAY1}/{DAY2}"}, {"on": DAY1}, CLASH | FOES | dead(8)),
    ("r", {"time_of_day": "night"}, {"on": DAY2, "time_of_day": "morning"}, STRIKE | ARMY | dead(6) | {"published": DAY3}),
    ("s", {"on": None}, {"on": None}, {"status": "planned"} | REBELS | at(p.KARST) | ATTACK),
    ("t", MARCH, {"kind": "protest_with_intervention"}, at(p.TOLKA)),
    ("u", {"kind": "violent_demonstration"}, {"kind": "protest_with_intervention"}, at(p.DARO) | POLICE),
    ("v", {"kind": "government_regains_territory"}, {}, {"kind": "government_regains_territory"} | FOES),
    ("w", {"kind": "abduction_forced_disappearance"}, {}, {"kind": "abduction_forced_disappearance"} | MILITIA | at(p.SELM)),
    ("x", {"kind": "disrupted_weapons_use"}, STRIKE, at(p.KARST) | REBELS | dead(0)),
    ("y", {"wounded": 12}, {"wounded": 12}, {"kind": "grenade"}),
    ("z", dead(3) | {"wounded": 9}, dead(3), {"kind": "grenade"} | at(p.DARO)),
    ("aa", {"salience": "background", "published": "2020-09-01"}, {}, SUICIDE | dead(41)),
    ("ab", {"by": '"armed men"'}, {}, ATTACK | dead(6) | at(p.TOLKA)),
    ("ac", {}, {}, {"kind": "agreement"} | FOES | at(p.DARO)),
    ("ad", {}, {"published": DAY3}, {"kind": "chemical_weapon"} | dead(8)),
    ("ae", dead(2), dead(2, 3), MINE | at(p.M9)),
    ("af", SHELLING, STRIKE, ARMY | dead(10)),
    ("ag", {}, {"killed": 12}, ATTACK | MILITIA | at(p.SELM)),
    ("ah", {"against": "Farmers"}, {}, ATTACK | MILITIA | dead(15)),
    ("ai", {"against": "Farmers"}, {"against": "Villagers"}, ATTACK | MILITIA | dead(15)),
    ("aj", dead(7), dead(6), {"kind": "excessive_force_against_protesters"} | at(p.DARO) | POLICE),
    ("ak", {"kind": "mob_violence"}, {"kind": "mob_violence", "status": "alleged"}, dead(3) | at(p.DARO)),
    ("al", {}, {}, {"kind": "sexual_violence"} | MILITIA | at(p.SELM)),
    ("am", {"kind": "looting_property_destruction"}, {}, {"kind": "looting_property_destruction"} | MILITIA | at(p.SELM)),
    ("an", {}, dead(1), {"kind": "disrupted_weapons_use"} | ARMY | at(p.KARST)),
    ("ao", dead(60, 70), dead(64), STRIKE | at(p.DARO)),
    ("ap", {}, {}, ARRESTS | POLICE | at(p.OLD_DARO)),
)
_DIFFERENT = (
    ("b", {"against": "Police"} | dead(1), {"against": "Fishermen"} | dead(9), REBELS | ATTACK),
    ("c", {"against": "Hospital"} | dead(8), {"against": "Militia"} | dead(2), ARMY | STRIKE),
    ("d", dead(50), dead(2), SHELLING),
    ("e", dead(0), dead(9), MINE),
    ("f", {}, {"on": DAY2}, MINE | dead(2)),
    ("g", {}, {"on": DAY3}, ATTACK | MILITIA | dead(4)),
    ("h", {}, {"on": "2019-05-17"}, STRIKE | ARMY | dead(6)),
    ("i", {}, {"on": "2017-05-14", "published": "2017-05-15"}, SUICIDE | dead(12)),
    ("j", at(p.SELM), {}, STRIKE | ARMY | dead(1)),
    ("k", at(p.TOLKA), at(p.SELM), CLASH | FOES),
    ("l", at(p.FAR_TOWN), {}, SHELLING | ARMY | dead(5)),
    ("m", at(p.FAR_MIRNA), {}, SUICIDE | dead(20)),
    ("n", at(p.OLD_DARO), at(p.NEW_DARO), ATTACK | dead(1)),
    ("o", at(p.OLD_DARO), at(p.VESSIN), STRIKE | ARMY),
    ("p", at(p.NORTH), {}, SHELLING | ARMY),
    ("q", at(p.SOUTH), at(p.NORTH), ATTACK | dead(7)),
    ("r", at(p.LAND), {}, CLASH | FOES),
    ("s", at(p.UPLANDS), {}, STRIKE),
    ("t", {"status": "planned"}, {}, ATTACK | REBELS),
    ("u", {"status": "planned"}, {"status": "alleged"}, {"kind": "chemical_weapon"} | REBELS),
    ("v", {"on": None}, {"on": None, "published": "2020-02-01"}, {"status": "planned"} | ATTACK | REBELS),
    ("w", ARMY | {"against": "Rebels"}, REBELS | {"against": "Army"}, STRIKE),
    ("x", ARMY | dead(11), MILITIA | dead(3), ATTACK),
    ("y", ARMY, {"by": "Coalition"}, STRIKE),
    ("z", {"time_of_day": "morning"} | dead(1), {"time_of_day": "evening"} | dead(8), SHELLING | ARMY),
    ("aa", MARCH, ATTACK, at(p.DARO)),
    ("ab", MARCH, SHELLING, at(p.DARO)),
    ("ac", ARRESTS, STRIKE, {}),
    ("ad", ARRESTS, MINE, {}),
    ("ae", {"kind": "agreement"}, STRIKE, {}),
    ("af", {"kind": "mob_violence"}, CLASH, at(p.DARO)),
    ("ag", {"kind": "grenade"}, STRIKE, dead(2)),
    ("ah", {"kind": "sexual_violence"}, SHELLING, REBELS),
    ("ai", {"on": "2019-05", "salience": "background"}, {}, SHELLING | ARMY),
    ("aj", {"on": "2019", "salience": "background"}, {}, SUICIDE | REBELS),
    ("ak", {"on": None, "published": "2019-07-01"}, {}, STRIKE | ARMY),
    ("al", {"on": None, "published": "2019-05-08"}, {}, SUICIDE | REBELS),
    ("am", at(None), at(None), STRIKE | ARMY),
    ("an", at(None) | {"on": None}, at(None) | {"on": None}, SUICIDE | REBELS),
    ("ao", {}, {"on": DAY2}, MARCH | at(p.TOLKA)),
    ("ap", {}, {"on": DAY2}, ARRESTS | POLICE),
    ("aq", at(p.KARST), at(p.TOLKA), {"kind": "disrupted_weapons_use"} | ARMY),
    ("ar", at(p.CROSSING), {}, ATTACK | REBELS | dead(3)),
    ("as", at(p.M9) | dead(1), at(p.M9) | dead(14), CLASH),
    (
        "at",
        dead(4) | {"against": "Police"},
        dead(4) | {"against": "Militia"} | {"time_of_day": "evening"},
        ATTACK | {"on": DAY2} | at(p.TOLKA) | REBELS,
    ),
    ("au", {"kind": "headquarters_or_base_established"}, CLASH, ARMY),
    ("av", {"kind": "other"}, MARCH, at(p.DARO)),
    ("aw", {"kind": "change_to_group_activity"}, STRIKE, ARMY),
)
HELD = (
    *(same(f"Same {name}", left, right, **both) for name, left, right, both in _SAME),
    *(different(f"Different {name}", left, right, **both) for name, left, right, both in _DIFFERENT),
)
