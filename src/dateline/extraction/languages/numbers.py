"""Numbers above ten and collective numerals that count people, and the words for none, in the languages besides English."""

from dateline.extraction.dates.tokens import fold

_NUMBERS = """
11 onze once одиннадцать одинадцять|одинадцятеро
12 douze doce двенадцать дванадцять|дванадцятеро
13 treize trece тринадцать тринадцять
14 quatorze catorce четырнадцать чотирнадцять
15 quinze quince пятнадцать
16 seize dieciséis шестнадцать шістнадцять
17 dix-sept diecisiete семнадцать сімнадцять
18 dix-huit dieciocho восемнадцать вісімнадцять
19 dix-neuf diecinueve девятнадцать
20 vingt veinte двадцать двадцять yirmi عشرون|عشرين
30 trente treinta тридцать тридцять otuz ثلاثون|ثلاثين
40 quarante cuarenta сорок kırk اربعون|اربعين
50 cinquante cincuenta пятьдесят elli خمسون|خمسين
60 soixante sesenta шестьдесят шістдесят altmış ستون|ستين
100 cent cien сто yüz مئة|مائة
2 двое|двоих|двух двоє|двох обоих شخصان|شخصين|طفلان|طفلين|جنديان|جنديين|شرطيان|رجلان|رجلين
2 متظاهران|مدنيان|عنصران|شابان|عاملان|امراتان|امراتين|قتيلان|قتيلين|صحفيان|صحافيان|شقيقان
3 трое|троих|трёх троє|трьох ثلاثة|ثلاث
4 четверо|четверых|четырёх четверо|чотирьох اربعة|اربع
5 пятеро|пятерых|пяти خمسة|خمس
6 шестеро|шестерых|шести шестеро ستة|ست
7 семеро|семерых|семи семеро سبعة|سبع
8 восьмеро|восьми восьми ثمانية|ثمان
9 девяти تسعة|تسع
10 десятеро|десятерых|десяти|десяток десятеро dizaine decena عشرة|عشر
12 douzaine docena
15 quinzaine quincena
20 vingtaine veintena
30 trentaine treintena
40 quarantaine cuarentena
50 cinquantaine cincuentena
60 soixantaine
100 centaine centenar сотня|сотни
"""


def _read() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _NUMBERS.strip().splitlines():
        value, *words = line.split()
        for word in words:
            found |= {fold(form): int(value) for form in word.split("|")}
    return found


def _words(listed: str) -> frozenset[str]:
    return frozenset(fold(word) for word in listed.split())


COUNTS: dict[str, int] = _read()
"""Folded number words with their values; what is written with a hyphen or an apostrophe inside is no single token and is left out."""
NONE: frozenset[str] = _words("нет без немає aucun aucune sans ningún ninguna sin لا دون بدون yok olmadı")
"""Beside a word of harm: nobody was."""
EMPTY: frozenset[str] = _words(
    "victime victimes blessé blessés víctimas heridos muertos жертв пострадавших погибших постраждалих загиблих ضحايا اصابات",
)
"""Words of harm that a word for none may stand beside."""
