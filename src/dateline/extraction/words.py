"""English word forms: what a verb or a noun looks like in a sentence."""

_IRREGULAR: dict[str, tuple[str, ...]] = {
    "sweep": ("sweeps", "swept", "sweeping"),
    "flee": ("flees", "fled", "fleeing"),
    "burst": ("bursts", "bursting"),
    "split": ("splits", "splitting"),
    "steal": ("steals", "stole", "stolen", "stealing"),
    "give": ("gives", "gave", "given", "giving"),
    "ride": ("rides", "rode", "ridden", "riding"),
    "run": ("runs", "ran", "running"),
    "draw": ("draws", "drew", "drawn", "drawing"),
    "freeze": ("freezes", "froze", "frozen", "freezing"),
    "hide": ("hides", "hid", "hidden", "hiding"),
    "lead": ("leads", "led", "leading"),
    "meet": ("meets", "met", "meeting"),
    "shut": ("shuts", "shutting"),
    "rise": ("rises", "rose", "risen", "rising"),
    "hurt": ("hurts", "hurting"),
    "sink": ("sinks", "sank", "sunk", "sinking"),
    "chant": ("chants", "chanted", "chanting"),
    "shoot": ("shoots", "shot", "shooting"),
    "hit": ("hits", "hitting"),
    "strike": ("strikes", "struck", "striking", "stricken"),
    "fight": ("fights", "fought", "fighting"),
    "blow": ("blows", "blew", "blown", "blowing"),
    "fall": ("falls", "fell", "fallen", "falling"),
    "fly": ("flies", "flew", "flown", "flying"),
    "take": ("takes", "took", "taken", "taking"),
    "bring": ("brings", "brought", "bringing"),
    "break": ("breaks", "broke", "broken", "breaking"),
    "burn": ("burns", "burned", "burnt", "burning"),
    "set": ("sets", "setting"),
    "hold": ("holds", "held", "holding"),
    "beat": ("beats", "beaten", "beating"),
    "throw": ("throws", "threw", "thrown", "throwing"),
    "withdraw": ("withdraws", "withdrew", "withdrawn", "withdrawing"),
    "overrun": ("overruns", "overran", "overrunning"),
    "retake": ("retakes", "retook", "retaken", "retaking"),
    "win": ("wins", "won", "winning"),
    "leave": ("leaves", "left", "leaving"),
    "send": ("sends", "sent", "sending"),
    "lose": ("loses", "lost", "losing"),
    "die": ("dies", "died", "dying"),
    "kidnap": ("kidnaps", "kidnapped", "kidnapping", "kidnaped"),
    "drive": ("drives", "drove", "driven", "driving"),
    "go": ("goes", "went", "gone", "going"),
    "find": ("finds", "found", "finding"),
    "come": ("comes", "came", "coming"),
    "put": ("puts", "putting"),
    "slay": ("slays", "slew", "slain", "slaying"),
    "plot": ("plots", "plotted", "plotting"),
    "rob": ("robs", "robbed", "robbing"),
    "seek": ("seeks", "sought", "seeking"),
    "mean": ("means", "meant", "meaning"),
    "say": ("says", "said", "saying"),
    "tell": ("tells", "told", "telling"),
    "begin": ("begins", "began", "begun", "beginning"),
    "open": ("opens", "opened", "opening"),
    "gas": ("gases", "gassed", "gassing"),
    "hurl": ("hurls", "hurled", "hurling"),
    "rally": ("rallies", "rallied", "rallying"),
    "raid": ("raids", "raided", "raiding"),
    "set_off": ("set off",),
    "lay": ("lays", "laid", "laying"),
    "swear": ("swears", "swore", "sworn", "swearing"),
    "tear": ("tears", "tore", "torn", "tearing"),
    "spray": ("sprays", "sprayed", "spraying"),
    "hack": ("hacks", "hacked", "hacking"),
    "behead": ("beheads", "beheaded", "beheading"),
    "defuse": ("defuses", "defused", "defusing"),
    "stab": ("stabs", "stabbed", "stabbing"),
    "gun": ("guns", "gunned", "gunning"),
    "down": ("downs", "downed", "downing"),
    "repel": ("repels", "repelled", "repelling"),
    "ram": ("rams", "rammed", "ramming"),
    "quit": ("quits", "quitting"),
    "free": ("frees", "freed", "freeing"),
    "drop": ("drops", "dropped", "dropping"),
    "club": ("clubs", "clubbed", "clubbing"),
    "mob": ("mobs", "mobbed", "mobbing"),
    "plan": ("plans", "planned", "planning"),
    "admit": ("admits", "admitted", "admitting"),
    "bomb": ("bombs", "bombed", "bombing"),
    "cut": ("cuts", "cutting"),
    "stop": ("stops", "stopped", "stopping"),
    "sign": ("signs", "signed", "signing"),
    "seize": ("seizes", "seized", "seizing"),
    "abduct": ("abducts", "abducted", "abducting"),
    "attack": ("attacks", "attacked", "attacking"),
}
_PLURALS = {"man": "men", "woman": "women", "child": "children", "policeman": "policemen", "gunman": "gunmen"}
_VOWELS = "aeiou"


def verb_forms(lemma: str) -> frozenset[str]:
    """Every form of a verb: `verb_forms("shell") == {"shell", "shells", "shelled", "shelling"}`."""
    if lemma in _IRREGULAR:
        return frozenset((lemma, *_IRREGULAR[lemma]))
    if lemma.endswith("e"):
        return frozenset({lemma, f"{lemma}s", f"{lemma}d", f"{lemma[:-1]}ing"})
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return frozenset({lemma, f"{lemma[:-1]}ies", f"{lemma[:-1]}ied", f"{lemma}ing"})
    plural = f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else f"{lemma}s"
    if len(lemma) <= 4 and lemma[-1] not in "aeiouwxy" and lemma[-2] in _VOWELS and lemma[-3:-2] not in tuple(_VOWELS):
        return frozenset({lemma, plural, f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing"})
    return frozenset({lemma, plural, f"{lemma}ed", f"{lemma}ing"})


def noun_forms(lemma: str) -> frozenset[str]:
    """A noun and its plural."""
    if lemma in _PLURALS:
        return frozenset({lemma, _PLURALS[lemma]})
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        return frozenset({lemma, f"{lemma[:-1]}ies"})
    return frozenset({lemma, f"{lemma}es" if lemma.endswith(("s", "x", "z", "ch", "sh")) else f"{lemma}s"})


def word_set(text: str) -> frozenset[str]:
    """The words of a text that lists them."""
    return frozenset(text.split())
