"""Turkish case endings as English prepositions."""

BEHIND = frozenset({"in", "at", "from", "near"})
"""Prepositions that the tables write behind a noun ("city in"), since the ending stands behind the name."""
_CASES = {
    "in": "de da te ta nde nda deki daki teki taki ndeki ndaki",
    "from": "den dan ten tan nden ndan",
    "on": "e a ye ya ne na",
    "at": "i u yi yu ni nu ü yü nü",
}
_PREPOSITIONS = {ending: preposition for preposition, endings in _CASES.items() for ending in endings.split()}
_MOTION = ("git", "gel", "kaç", "dön", "götür", "sevk", "ulaş", "var", "ziyaret", "yürü", "çekil", "kaldır", "gönder")


def preposition(ending: str, *, moving: bool) -> str | None:
    """What a case ending means as a preposition: "de" is in; None for the genitive and the plural.

    A dative is where something moves to if the sentence tells a motion, else what is attacked.
    """
    found = _PREPOSITIONS.get(ending)
    return "to" if found == "on" and moving else found


def is_motion(word: str) -> bool:
    """Whether the word is a form of going, coming, sending or withdrawing."""
    return word.startswith(_MOTION) and not word.startswith(("gece", "geliş", "vurul", "vurdu"))
