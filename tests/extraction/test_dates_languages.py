"""Days in the languages besides English, against a report published on Friday, 11 June 2021."""

from datetime import date

import pytest

from dateline.extraction.dates import find_dates
from dateline.recognition.sentences import split

CASES = {
    "fr": [
        ("Le 5 mai 2019, des hommes ont attaqué le village.", "5 mai 2019", "2019-05-05", None),
        ("Une frappe a tué dix personnes jeudi soir.", "jeudi soir", "2021-06-10", "evening"),
        ("Une frappe a eu lieu hier matin.", "hier matin", "2021-06-10", "morning"),
        ("Une frappe a eu lieu il y a deux jours.", "il y a deux jours", "2021-06-09", None),
        ("Une frappe a eu lieu en octobre 2018.", "octobre 2018", "2018-10-01..2018-10-31", None),
    ],
    "es": [
        ("El 5 de mayo de 2019 un ataque mató a tres.", "5 de mayo de 2019", "2019-05-05", None),
        ("El ataque ocurrió el jueves por la noche.", "jueves por la noche", "2021-06-10", "night"),
        ("El ataque ocurrió hace tres días.", "hace tres días", "2021-06-08", None),
        ("El ataque ocurrió el pasado martes.", "pasado martes", "2021-06-08", None),
    ],
    "tr": [
        ("Saldırı 5 Mayıs 2019'da oldu.", "5 Mayıs 2019", "2019-05-05", None),
        ("Saldırı Perşembe akşamı oldu.", "Perşembe akşamı", "2021-06-10", "evening"),
        ("Saldırı iki gün önce oldu.", "iki gün önce", "2021-06-09", None),
        ("Saldırı 2015 yılında oldu.", "2015 yılında", "2015-01-01..2015-12-31", None),
    ],
    "ru": [
        ("5 мая 2019 года боевики атаковали базу.", "5 мая 2019 года", "2019-05-05", None),
        ("Боевики атаковали базу в четверг вечером.", "четверг вечером", "2021-06-10", "evening"),
        ("Боевики атаковали базу два дня назад.", "два дня назад", "2021-06-09", None),
        ("Боевики атаковали базу с 3 по 5 июня.", "3 по 5 июня", "2021-06-03..2021-06-05", None),
    ],
    "uk": [
        ("5 травня 2019 року обстріляли місто.", "5 травня 2019 року", "2019-05-05", None),
        ("Місто обстріляли у четвер увечері.", "четвер увечері", "2021-06-10", "evening"),
        ("Місто обстріляли у п'ятницю.", "п'ятницю", "2021-06-11", None),
    ],
    "ar": [
        ("قتل ثلاثة أشخاص في 5 مايو 2019.", "5 مايو 2019", "2019-05-05", None),
        ("وقع القصف مساء الخميس.", "مساء الخميس", "2021-06-10", "evening"),
        ("وقع القصف قبل يومين.", "قبل يومين", "2021-06-09", None),
        ("وقع القصف في ٣ حزيران/يونيو.", "٣ حزيران/يونيو", "2021-06-03", None),
        ("وقع القصف في 3 تشرين الأول 2020.", "3 تشرين الأول 2020", "2020-10-03", None),
    ],
    "pl": [("Atak miał miejsce 5 marca 2019.", "5 marca 2019", "2019-03-05", None)],
    "cs": [("Útok byl 3. května 2020.", "3. května 2020", "2020-05-03", None)],
}


@pytest.mark.parametrize("told_language", [True, False])
@pytest.mark.parametrize(("language", "case"), [(code, case) for code, cases in CASES.items() for case in cases])
def test_basic_forms(language, case, told_language):
    text, words, told, part = case
    [mention] = find_dates(text, split(text), published=date(2021, 6, 11), language=language if told_language else None)
    assert mention.span is not None
    span = mention.span
    days = str(span.start) if span.start == span.end else f"{span.start}..{span.end}"
    assert (text[mention.start : mention.end], days, mention.time_of_day) == (words, told, part)
