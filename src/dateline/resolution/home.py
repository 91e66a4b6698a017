"""The land that a report is written in: told by its publisher, by its address, and by words that hardly any other land uses."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

from dateline.reading.report import Report
from dateline.recognition.words import words

_WORDS = {
    "US": """sheriff sheriffs statehouse GOP Medicaid Medicare FEMA selectmen congressman congresswoman aldermen alderman troopers
        homecoming sophomore Interstate NCAA NASCAR varsity touchdown touchdowns quarterback softball Thanksgiving statewide countywide
        freshmen ISD""",
    "GB": "constabulary NHS Ofsted Tory Tories GCSE GCSEs Westminster",
    "IE": "Garda gardaí Gardaí gardai Gardai Dáil Taoiseach Tánaiste Oireachtas",
    "CA": "RCMP Mounties MPP MPPs",
    "AU": "NSW Centrelink NRL",
    "IN": "BJP CRPF panchayat Sabha Naxals Naxalites",
    "PK": "ISPR PML-N PTI",
    "BD": "upazila upazilas taka Awami",
    "NG": "naira EFCC INEC LGA",
    "KE": "matatu matatus KDF",
    "ZA": "SAPS",
    "GH": "cedis",
    "PH": "barangay barangays",
    "UA": "hryvnia hryvnias",
    "IL": "shekel shekels Knesset kibbutz",
    "BR": "favela favelas reais",
    "TR": "jandarma",
    "IR": "Majlis rial rials",
}
_COUNTRY_OF_WORD = {word: code for code, listed in _WORDS.items() for word in listed.split()}

_PUBLISHERS = {
    "AF": "TOLOnews|Pajhwok|Khaama Press|Ariana News",
    "AU": "The Age|The Sydney Morning Herald|The Courier-Mail",
    "BD": "The Daily Star|Prothom Alo|Dhaka Tribune|bdnews24|New Age",
    "BF": "Lefaso.net|Burkina24",
    "CD": "Radio Okapi|Actualité.cd",
    "CO": "El Tiempo|El Espectador|Semana",
    "EG": "Al-Ahram|Ahram Online|Mada Masr|Egypt Independent",
    "ET": "Addis Standard|Fana|The Reporter",
    "GB": "The Argus|Manchester Evening News",
    "GE": "Civil.ge|Agenda.ge",
    "IL": "Haaretz|The Jerusalem Post|The Times of Israel|Ynet|Ynetnews",
    "IN": "The Hindu|The Times of India|Hindustan Times|The Indian Express|NDTV|PTI|ANI",
    "IQ": "Shafaq News|Rudaw|Iraqi News|Kurdistan 24|Alsumaria|INA",
    "IR": "IRNA|Tasnim|Fars News|Press TV|Mehr News",
    "KE": "Daily Nation|The Standard|The Star Kenya",
    "LB": "The Daily Star Lebanon|An-Nahar|L'Orient Today|L'Orient-Le Jour|NNA|Al-Akhbar",
    "LY": "Libya Observer|The Libya Update|Libya Herald",
    "ML": "Maliweb|Studio Tamani",
    "MM": "The Irrawaddy|Myanmar Now|Mizzima|DVB",
    "MX": "El Universal|Reforma|Milenio|La Jornada|Proceso",
    "NG": "Premium Times|The Punch|Vanguard|Daily Trust|Sahara Reporters|ThisDay|HumAngle",
    "PH": "Rappler|Philippine Daily Inquirer|MindaNews|The Philippine Star|GMA News",
    "PK": "Dawn|The Express Tribune|The News International|Geo News",
    "PS": "Wafa|Ma'an News|Maan News|Palestine Chronicle",
    "RU": "TASS|RIA Novosti|Interfax|RT|Sputnik|Kommersant|ТАСС|РИА Новости|Интерфакс|Коммерсантъ",
    "SD": "Radio Dabanga|Dabanga|Sudan Tribune|Sudan Times",
    "SO": "Garowe Online|Hiiraan Online|Goobjoog|Shabelle Media Network",
    "SY": "SANA|Enab Baladi|North Press|Syrian Observatory for Human Rights|SOHR|Zaman al-Wasl|Orient News|سانا|عنب بلدي",
    "TR": "Anadolu|Anadolu Agency|Daily Sabah|Hürriyet|Hurriyet Daily News|Milliyet|Cumhuriyet",
    "UA": "Ukrinform|Kyiv Independent|The Kyiv Independent|Ukrainska Pravda|Suspilne|Kyiv Post|UNIAN|Укрінформ|Українська правда|Суспільне",
    "US": "The Washington Post|The New York Times|Los Angeles Times|Chicago Tribune|NPR",
    "VE": "El Nacional|Efecto Cocuyo|El Pitazo",
    "YE": "Saba|Al-Masdar|Yemen Monitor|South24",
}
"""Publishers that write of their own land more than of all others. The great agencies are no hint."""
_COUNTRY_OF_PUBLISHER = {name.casefold(): code for code, listed in _PUBLISHERS.items() for name in listed.split("|")}
_NO_HINT = words("ac ai am at cc cd co dj eu fm gg gl io is la li ly me ms nu pw sc sh so st su tk to tv vc ws")
"""Country codes whose addresses are sold to all the world; .uk is the United Kingdom's, though its code is GB."""
_HOST = re.compile(r"(?:[\w-]+\.)+([a-z]{2})", re.IGNORECASE)


def home_of(report: Report, used: Iterable[str]) -> Counter[str]:
    """How much speaks for each country as the report's home, given the words that it uses."""
    found: Counter[str] = Counter()
    for word in _COUNTRY_OF_WORD.keys() & used:
        found[_COUNTRY_OF_WORD[word]] += 1
    land = _land_of(report)
    if land is not None:
        found[land] += 2
    return found


def _land_of(report: Report) -> str | None:
    """The country of the publisher, by name or by the address; None where neither tells."""
    source = (report.source or "").strip()
    named = _COUNTRY_OF_PUBLISHER.get(source[:80].casefold().removeprefix("the ")) or _COUNTRY_OF_PUBLISHER.get(source[:80].casefold())
    if named is not None:
        return named
    for host in (source[:255], _host_of(report.url)):
        match = _HOST.fullmatch(host)
        if match is not None and match[1].lower() not in _NO_HINT:
            code = match[1].upper()
            return "GB" if code == "UK" else code
    return None


def _host_of(url: str | None) -> str:
    if not url:
        return ""
    try:
        return urlsplit(url[:2000]).hostname or ""
    except ValueError:
        return ""
