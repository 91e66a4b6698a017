"""Words around a toll in the languages besides English: "the number of dead", "to", "one", and those who are counted one by one."""

from dateline.extraction.dates.tokens import fold


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split())


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(word) for word in phrase.split()) for phrase in listed.split("|"))


TOTALS: tuple[tuple[str, ...], ...] = _phrases(
    "жертвами|число погибших|количество погибших|число жертв|число убитых|кількість загиблих|число загиблих|кількість жертв|"
    "nombre de morts|nombre de tués|nombre de victimes|bilan|"
    "número de muertos|cifra de muertos|número de fallecidos|cifra de fallecidos|saldo|"
    "ölenlerin sayısı|ölü sayısı|can kaybı|kaybedenlerin sayısı|"
    "عدد القتلى|حصيلة القتلى|عدد قتلى|حصيلة قتلى|عدد الضحايا|عدد الشهداء"
)
"""Words before a whole toll: "число погибших выросло до 15"."""
TO: frozenset[str] = _words("до à au de a إلى الى ile")
"""Words before the figure that such a toll has reached."""
PEOPLE: frozenset[str] = _words(
    """personne femme homme enfant soldat policier civil civile fillette garçon journaliste gendarme militaire
    persona mujer hombre niño niña soldado policía joven periodista
    kişi kadın erkek çocuk asker polis sivil genç gazeteci
    женщина женщину мужчина мужчину ребенок человек солдат полицейский девочка мальчик подросток
    жінка жінку чоловік чоловіка дитина людина військовий дівчинка хлопчик
    شخص امراة رجل رجلا طفل طفلة جندي شرطي مدني شاب شابا صحفي فتى"""
)
"""One of these beside a word of harm is one dead or wounded: "погибла женщина"."""
ONE: frozenset[str] = _words("un une una один одна одну одного bir واحد")
