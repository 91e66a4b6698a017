"""Which parties of the actor table are taken for one another: facts of who belongs to whom, who became whom and who fights beside whom."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Parties that reports name in each other's place, because one is a part, the mother, the heir or the leadership of the others."""

    members: frozenset[str]
    """Ids of the actor table; of states, `RU` and so on stand for the forces, the police and the government."""
    since: int = 1
    until: int = 9999


@dataclass(frozen=True, slots=True)
class Alliance:
    """Sides of one war who strike the same targets, so that witnesses do not know which of them it was."""

    members: frozenset[str]
    countries: frozenset[str]
    """Where they do so: ISO 3166-1 alpha-2."""
    since: int = 1
    until: int = 9999


def _family(members: str, since: int = 1, until: int = 9999) -> Family:
    return Family(frozenset(members.split()), since, until)


def _alliance(countries: str, members: str, since: int = 1, until: int = 9999) -> Alliance:
    return Alliance(frozenset(members.split()), frozenset(countries.split()), since, until)


FAMILIES = (
    # Heirs, names given up and kept in use.
    _family("hayat-tahrir-al-sham jabhat-al-nusra", 2016),
    _family("hayat-tahrir-al-sham syrian-salvation-government", 2017),
    _family("jabhat-al-nusra al-qaeda", 2012, 2017),
    _family("hurras-al-din al-qaeda", 2018),
    _family("free-syrian-army syrian-national-army", 2016),
    _family("syrian-national-army national-front-for-liberation", 2019),
    _family("rapid-support-forces janjaweed", 2003),
    _family("ansaru boko-haram", 2012),
    _family("jamaat-ul-ahrar tehrik-i-taliban-pakistan", 2014),
    _family("haqqani-network taliban", 1995),
    _family("maute-group islamic-state", 2014),
    _family("abu-sayyaf islamic-state", 2014),
    _family("bangsamoro-islamic-freedom-fighters moro-islamic-liberation-front", 2010, 2014),
    _family("return-reclamation-rehabilitation coalition-of-patriots-for-change", 2020),
    _family("union-for-peace-in-the-central-african-republic coalition-of-patriots-for-change", 2020),
    _family("union-for-peace-in-the-central-african-republic seleka", 2013, 2017),
    _family("anti-balaka coalition-of-patriots-for-change", 2020),
    _family("jamaat-ul-mujahideen-bangladesh islamic-state", 2014),
    # Branches of a mother.
    *(
        _family(f"islamic-state {branch}", 2013)
        for branch in (
            "islamic-state-khorasan-province",
            "islamic-state-west-africa-province",
            "islamic-state-in-the-greater-sahara",
            "sinai-province",
            "ansar-al-sunna-mozambique",
            "allied-democratic-forces",
        )
    ),
    _family("islamic-state-west-africa-province boko-haram", 2015),
    *(
        _family(f"al-qaeda {branch}")
        for branch in (
            "al-qaeda-in-the-arabian-peninsula",
            "al-qaeda-in-the-islamic-maghreb",
            "al-shabaab",
            "jamaat-nusrat-al-islam-wal-muslimin",
        )
    ),
    *(
        _family(f"jamaat-nusrat-al-islam-wal-muslimin {member}", 2017)
        for member in ("ansar-dine", "katiba-macina", "al-mourabitoun", "al-qaeda-in-the-islamic-maghreb", "ansaroul-islam")
    ),
    _family("coordination-of-azawad-movements national-movement-for-the-liberation-of-azawad", 2014),
    *(
        _family(f"three-brotherhood-alliance {member}", 2019)
        for member in ("arakan-army", "taang-national-liberation-army", "myanmar-national-democratic-alliance-army")
    ),
    _family("national-unity-government-of-myanmar peoples-defence-force-myanmar", 2021),
    _family("tatmadaw state-administration-council MM", 2021, 2025),
    _family("tatmadaw MM"),
    *(
        _family(f"syrian-democratic-forces {member}", 2015)
        for member in (
            "peoples-protection-units",
            "womens-protection-units",
            "asayish",
            "autonomous-administration-of-north-and-east-syria",
        )
    ),
    _family("peoples-protection-units womens-protection-units democratic-union-party kurdistan-workers-party"),
    _family("kurdistan-workers-party kurdistan-freedom-hawks", 2004),
    *(
        _family(f"syrian-national-army {member}", 2017)
        for member in ("hamza-division", "sultan-murad-division", "sultan-suleiman-shah-division", "levant-front", "ahrar-al-sham")
    ),
    *(
        _family(f"national-front-for-liberation {member}", 2018)
        for member in ("faylaq-al-sham", "ahrar-al-sham", "jaish-al-izza", "free-syrian-army")
    ),
    *(
        _family(f"syrian-opposition {member}", 2011)
        for member in (
            "free-syrian-army",
            "syrian-national-army",
            "national-front-for-liberation",
            "hayat-tahrir-al-sham",
            "jabhat-al-nusra",
            "ahrar-al-sham",
            "jaish-al-islam",
            "faylaq-al-rahman",
            "faylaq-al-sham",
            "jaish-al-izza",
            "jaish-al-fatah",
            "southern-front",
            "levant-front",
            "nour-al-din-al-zenki-movement",
        )
    ),
    *(_family(f"jaish-al-fatah {member}", 2015, 2017) for member in ("jabhat-al-nusra", "ahrar-al-sham", "faylaq-al-sham")),
    _family("hayat-tahrir-al-sham jaish-al-fatah", 2017, 2017),
    _family("hamas izz-ad-din-al-qassam-brigades"),
    _family("fatah al-aqsa-martyrs-brigades palestinian-authority", 2000),
    *(
        _family(f"popular-mobilization-forces {member}", 2014)
        for member in ("kataib-hezbollah", "asaib-ahl-al-haq", "badr-organization", "harakat-hezbollah-al-nujaba", "saraya-al-salam")
    ),
    *(
        _family(f"islamic-resistance-in-iraq {member}", 2020)
        for member in ("kataib-hezbollah", "asaib-ahl-al-haq", "harakat-hezbollah-al-nujaba", "popular-mobilization-forces")
    ),
    _family("islamic-revolutionary-guard-corps quds-force basij IR", 1979),
    _family("kurdistan-regional-government peshmerga", 1992),
    _family("wagner-group RU", 2014),
    _family("kadyrovites RU"),
    _family("donetsk-peoples-republic luhansk-peoples-republic RU", 2014),
    _family("freedom-of-russia-legion russian-volunteer-corps UA", 2022),
    _family("liwa-al-quds national-defense-forces SY", 2012, 2024),
    _family("southern-transitional-council giants-brigades", 2017),
    _family("saudi-led-coalition SA", 2015),
    _family("saudi-led-coalition AE", 2015),
    _family("janjaweed SD", 2003, 2019),
    _family("libyan-national-army wagner-group", 2019),
    _family("government-of-national-accord LY", 2016, 2021),
    _family("g5-sahel-joint-force operation-barkhane FR", 2017, 2022),
    _family("operation-barkhane FR", 2014, 2022),
    *(
        _family(f"{mission} {state}")
        for mission, states in (
            ("resolute-support-mission", "US north-atlantic-treaty-organization"),
            ("international-security-assistance-force", "US GB north-atlantic-treaty-organization"),
            ("combined-joint-task-force-operation-inherent-resolve", "US GB FR"),
            ("african-union-mission-in-somalia", "UG KE ET BI"),
            ("multinational-joint-task-force", "NG NE TD CM"),
            ("east-african-community-regional-force", "KE UG BI"),
        )
        for state in states.split()
    ),
    _family("civilian-joint-task-force NG", 2013),
    _family("volunteers-for-the-defense-of-the-homeland BF", 2020),
    _family("wazalendo mai-mai", 2022),
    _family("wazalendo raia-mutomboki", 2022),
    _family("m23 RW", 2012),
    _family("imbonerakure BI"),
    _family("tigray-peoples-liberation-front oromo-liberation-army", 2021, 2022),
    _family("awami-league chhatra-league"),
    _family("bangladesh-nationalist-party jatiyatabadi-chhatra-dal"),
    _family("jamaat-e-islami islami-chhatra-shibir"),
    _family("colectivos VE"),
    _family("beltran-leyva-cartel sinaloa-cartel", 1990, 2008),
)

ALLIANCES = (
    _alliance(
        "SY",
        "SY RU IR hezbollah islamic-revolutionary-guard-corps quds-force national-defense-forces liwa-al-quds liwa-fatemiyoun "
        "liwa-zainebiyoun wagner-group",
        2011,
        2024,
    ),
    _alliance("SY", "TR syrian-national-army free-syrian-army national-front-for-liberation", 2016),
    _alliance("SY IQ", "syrian-democratic-forces US GB FR combined-joint-task-force-operation-inherent-resolve", 2014),
    _alliance("IQ", "IQ US popular-mobilization-forces peshmerga combined-joint-task-force-operation-inherent-resolve", 2014, 2018),
    _alliance("YE", "YE saudi-led-coalition SA AE US giants-brigades", 2015),
    _alliance("YE", "US GB IL", 2023),
    _alliance("UA", "RU donetsk-peoples-republic luhansk-peoples-republic wagner-group kadyrovites", 2014),
    _alliance("AF", "AF US GB resolute-support-mission international-security-assistance-force", 2001, 2021),
    _alliance("SO", "SO US KE ET african-union-mission-in-somalia ahlu-sunna-waljamaa"),
    _alliance("ML", "ML FR wagner-group minusma operation-barkhane g5-sahel-joint-force"),
    _alliance("NG NE TD CM", "NG NE TD CM multinational-joint-task-force civilian-joint-task-force"),
    _alliance("LY", "libyan-national-army wagner-group RU AE EG", 2014),
    _alliance("LY", "LY government-of-national-accord TR", 2016),
    _alliance("CD", "CD wazalendo mai-mai democratic-forces-for-the-liberation-of-rwanda BI monusco", 2022),
    _alliance("CF", "CF wagner-group RU RW minusca", 2018),
    _alliance("ET", "ET ER fano-militia", 2020, 2022),
    _alliance("PS IL", "hamas palestinian-islamic-jihad izz-ad-din-al-qassam-brigades popular-front-for-the-liberation-of-palestine"),
    _alliance("MM", "arakan-army kachin-independence-army karen-national-union karenni-nationalities-defence-force chin-national-front "
              "peoples-defence-force-myanmar taang-national-liberation-army myanmar-national-democratic-alliance-army", 2021),
    _alliance("HT", "HT multinational-security-support-mission", 2023),
    _alliance("CO", "CO united-self-defense-forces-of-colombia", 1997, 2006),
)  # fmt: skip
