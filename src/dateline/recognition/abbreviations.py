"""Abbreviations whose full stop does not end a sentence; lower case, without that stop."""

from dateline.recognition.words import words

BEFORE_NAME = words(
    """mr mrs ms mx dr prof rev fr sr hon gov sen rep pres amb gen lt col maj capt cpt cmdr cdr adm brig sgt cpl pvt pfc spc insp det supt
    st ste mt ft msgr sheikh eng messrs mme mlle m lt.gen maj.gen brig.gen lt.col vs v cf e.g i.e approx ca al-hajj del assoc asst dep
    г ул им д р т.н т.е гг обл пос"""
)
"""A name or figure follows: "Maj. Gen. Ali", "St. Petersburg"."""

BEFORE_NUMBER = words("no nos vol art sec p pp fig ch pt jan feb mar apr jun jul aug sep sept oct nov dec № n nr")
"""A number follows: "No. 4", "Nov. 4"; before anything else they may end a sentence."""

INNER = words(
    """jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun inc co corp ltd llc bros jr etc
    dept univ    ave blvd rd ln hwy rte a.m p.m est u.s u.k u.n u.s.a d.c e.u al ala ariz ark calif colo conn del fla ga ill ind kan ky la
    mass md mich minn    miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo"""
)
"""They stand inside sentences and may also end one: the word that follows decides."""
