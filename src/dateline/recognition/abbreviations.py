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

US_STATES = {
    short: name
    for name, shorts in {
        "Alabama": "Ala AL",
        "Alaska": "AK",
        "Arizona": "Ariz AZ",
        "Arkansas": "Ark AR",
        "California": "Calif Cal CA",
        "Colorado": "Colo CO",
        "Connecticut": "Conn CT",
        "Delaware": "Del DE",
        "Florida": "Fla FL",
        "Georgia": "Ga GA",
        "Hawaii": "HI",
        "Idaho": "ID",
        "Illinois": "Ill IL",
        "Indiana": "Ind IN",
        "Iowa": "IA",
        "Kansas": "Kan Kans KS",
        "Kentucky": "Ky KY",
        "Louisiana": "La LA",
        "Maine": "ME",
        "Maryland": "Md MD",
        "Massachusetts": "Mass MA",
        "Michigan": "Mich MI",
        "Minnesota": "Minn MN",
        "Mississippi": "Miss MS",
        "Missouri": "Mo MO",
        "Montana": "Mont MT",
        "Nebraska": "Neb NE",
        "Nevada": "Nev NV",
        "New Hampshire": "N.H. NH",
        "New Jersey": "N.J. NJ",
        "New Mexico": "N.M. NM",
        "New York": "N.Y. NY",
        "North Carolina": "N.C. NC",
        "North Dakota": "N.D. ND",
        "Ohio": "OH",
        "Oklahoma": "Okla OK",
        "Oregon": "Ore OR",
        "Pennsylvania": "Pa PA",
        "Rhode Island": "R.I. RI",
        "South Carolina": "S.C. SC",
        "South Dakota": "S.D. SD",
        "Tennessee": "Tenn TN",
        "Texas": "Tex TX",
        "Utah": "UT",
        "Vermont": "Vt VT",
        "Virginia": "Va VA",
        "Washington": "Wash WA",
        "West Virginia": "W.Va W.Va. WV",
        "Wisconsin": "Wis WI",
        "Wyoming": "Wyo WY",
        "District of Columbia": "D.C. DC",
    }.items()
    for short in shorts.split()
}
"""American states as newspapers and the post shorten them; understood only behind a town and a comma."""
