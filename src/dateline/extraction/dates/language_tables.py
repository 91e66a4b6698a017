"""What days are called in the languages besides English: basic forms, one table a language."""

from dataclasses import dataclass, field

from dateline.extraction.dates.expressions import Expression, Night, Offset, Unit, Weekend, Whole
from dateline.extraction.dates.tokens import fold


def _set(words: str) -> frozenset[str]:
    return frozenset(fold(word) for word in words.split())


def _numbered(groups: str, first: int) -> dict[str, int]:
    return {fold(name): place for place, group in enumerate(groups.split(), first) for name in group.split("|")}


def _day(offset: int, *, anaphoric: bool = False) -> Offset:
    return Offset(Unit.DAY, offset, offset, anaphoric=anaphoric)


_MEANINGS: dict[str, Expression] = {
    "today": _day(0),
    "yesterday": _day(-1),
    "before": _day(-2),
    "pastday": Offset(Unit.DAY, -1, 0),
    "lately": Offset(Unit.DAY, -5, 0),
    "tomorrow": _day(1),
    "night": Night(),
    "week": Whole(Unit.WEEK, -1),
    "thisweek": Whole(Unit.WEEK, 0),
    "month": Whole(Unit.MONTH, -1),
    "thismonth": Whole(Unit.MONTH, 0),
    "year": Whole(Unit.YEAR, -1),
    "weekend": Weekend(),
    "same": _day(0, anaphoric=True),
    "eve": _day(-1, anaphoric=True),
    "next": _day(1, anaphoric=True),
}


def _phrases(lines: str) -> dict[tuple[str, ...], Expression]:
    """Lines of "meaning: wording | wording"."""
    found: dict[tuple[str, ...], Expression] = {}
    for line in lines.strip().splitlines():
        meaning, wordings = line.split(":", 1)
        for wording in wordings.split("|"):
            found[tuple(fold(word) for word in wording.split())] = _MEANINGS[meaning.strip()]
    return found


def _times(morning: str, afternoon: str, evening: str, night: str) -> dict[str, str]:
    named = {"morning": morning, "afternoon": afternoon, "evening": evening, "night": night}
    return {fold(word): part for part, words in named.items() for word in words.split()}


def _units(day: str, week: str, month: str, year: str, hour: str) -> dict[str, Unit]:
    named = {Unit.DAY: day, Unit.WEEK: week, Unit.MONTH: month, Unit.YEAR: year, Unit.HOUR: hour}
    return {fold(word): unit for unit, words in named.items() for word in words.split()}


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language's dates, all folded."""

    months: dict[str, int]
    weekdays: dict[str, int]
    phrases: dict[tuple[str, ...], Expression]
    times: dict[str, str]
    units: dict[str, Unit]
    numbers: dict[str, int]
    joints: frozenset[str]
    """Words between a day and its month, a month and its year, and the ends of a range."""
    leads: frozenset[str]
    """Words before a bare month or year, besides those that stand behind a year."""
    year_words: frozenset[str]
    ago_before: frozenset[str]
    ago_after: frozenset[str]
    last: frozenset[str]
    """Beside a weekday: the one that was last."""
    following: frozenset[str]
    """Beside a weekday: the one to come."""
    since: frozenset[str]
    common: frozenset[str]
    """Frequent words that tell the language."""
    paired_months: dict[tuple[str, str], int] = field(default_factory=dict)
    duals: dict[str, tuple[Unit, int]] = field(default_factory=dict)
    """Units that hold their number: "two days" in one Arabic word."""


FRENCH = Language(
    months=_numbered(
        "janvier|janv février|févr mars avril|avr mai juin juillet|juil août septembre|sept octobre|oct novembre|nov décembre|déc", 1
    ),
    weekdays=_numbered("lundi mardi mercredi jeudi vendredi samedi dimanche", 0),
    phrases=_phrases("""
        pastday: ces dernières vingt - quatre heures | ces dernières 24 heures | les dernières 24 heures | dernières vingt - quatre heures
        lately: ces derniers jours | ces jours - ci
        today: aujourd ' hui | aujourd ’ hui | ce matin | cet après - midi | ce soir | ce jour
        yesterday: hier
        before: avant - hier
        tomorrow: demain
        night: la nuit dernière | cette nuit | dans la nuit
        week: la semaine dernière | la semaine passée
        thisweek: cette semaine
        month: le mois dernier
        thismonth: ce mois - ci
        year: l ' année dernière | l ’ année dernière | l ' an dernier | l ’ an dernier
        weekend: ce week - end | le week - end | le week - end dernier
        same: le même jour | ce jour - là | dans la même journée | la même nuit | le jour même
        eve: la veille | un jour plus tôt | la veille au soir
        next: le lendemain | un jour plus tard | dès le lendemain
    """),
    times=_times("matin matinée aube", "midi", "soir soirée", "nuit minuit"),
    units=_units("jour jours", "semaine semaines", "mois", "an ans année années", "heure heures"),
    numbers=_numbered("un|une deux trois quatre cinq six sept huit neuf dix", 1),
    joints=_set("au et à"),
    leads=_set("en début fin mi de depuis dès avant après jusqu courant l d janvier"),
    year_words=_set("année an"),
    ago_before=_set("a"),
    ago_after=_set("plus"),
    last=_set("dernier dernière passé"),
    following=_set("prochain prochaine"),
    since=_set("depuis"),
    common=_set("le la les des et dans une du est par sur qui que pour un de en été son ses ont avec ce au aux"),
)
SPANISH = Language(
    months=_numbered(
        "enero|ene febrero|feb marzo abril|abr mayo junio|jun julio|jul agosto|ago septiembre|setiembre|sep|sept octubre|oct noviembre|nov "
        "diciembre|dic",
        1,
    ),
    weekdays=_numbered("lunes martes miércoles jueves viernes sábado domingo", 0),
    phrases=_phrases("""
        pastday: las últimas 24 horas | las últimas veinticuatro horas
        lately: los últimos días | estos últimos días
        today: hoy | esta mañana | esta tarde
        yesterday: ayer
        before: anteayer | antes de ayer
        tomorrow: mañana por
        night: anoche | la noche pasada
        week: la semana pasada
        thisweek: esta semana
        month: el mes pasado
        thismonth: este mes
        year: el año pasado
        weekend: el fin de semana | este fin de semana
        same: el mismo día | ese mismo día | ese día | la misma jornada | la misma noche | este mismo día
        eve: el día anterior | la víspera | un día antes | el día previo
        next: al día siguiente | el día siguiente | un día después
    """),
    times=_times("mañana madrugada amanecer", "tarde mediodía", "anochecer", "noche medianoche"),
    units=_units("día días", "semana semanas", "mes meses", "año años", "hora horas"),
    numbers=_numbered("un|una dos tres cuatro cinco seis siete ocho nueve diez", 1),
    joints=_set("de del al y a el hasta"),
    leads=_set("en de desde hasta durante hacia para"),
    year_words=_set("año"),
    ago_before=_set("hace"),
    ago_after=_set("atrás"),
    last=_set("pasado pasada último"),
    following=_set("próximo próxima"),
    since=_set("desde"),
    common=_set("el los las de en un una que del por con para se y su sus al fue la lo como este esta"),
)
TURKISH = Language(
    months=_numbered("ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık", 1),
    weekdays=_numbered("pazartesi salı çarşamba perşembe cuma cumartesi pazar", 0),
    phrases=_phrases("""
        pastday: son 24 saatte | son 24 saat içinde
        lately: son günlerde
        today: bugün | bu sabah | bu akşam
        yesterday: dün
        before: evvelsi gün | önceki gün
        tomorrow: yarın
        night: dün gece
        week: geçen hafta
        thisweek: bu hafta
        month: geçen ay
        thismonth: bu ay
        year: geçen yıl
        weekend: hafta sonu
        same: aynı gün | aynı günün | o gün | aynı gece
        eve: bir gün önce | bir önceki gün
        next: ertesi gün | bir gün sonra
    """),
    times=_times("sabah sabahı sabaha şafak", "öğle öğleden öğlen", "akşam akşamı", "gece gecesi geceyarısı"),
    units=_units("gün", "hafta", "ay", "yıl sene", "saat"),
    numbers=_numbered("bir iki üç dört beş altı yedi sekiz dokuz on", 1),
    joints=_set("ve ile ila"),
    leads=_set("bu"),
    year_words=_set("yılında yılı yılından yıl senesinde"),
    ago_before=frozenset(),
    ago_after=_set("önce evvel"),
    last=_set("geçen geçtiğimiz"),
    following=_set("gelecek önümüzdeki"),
    since=_set("beri"),
    common=_set("ve bir bu ile için olarak da de olan sonra"),
)
RUSSIAN = Language(
    months=_numbered(
        "январь|января|январе|янв февраль|февраля|феврале|фев март|марта|марте апрель|апреля|апреле|апр май|мая|мае июнь|июня|июне "
        "июль|июля|июле август|августа|августе|авг сентябрь|сентября|сентябре|сен октябрь|октября|октябре|окт ноябрь|ноября|ноябре "
        "декабрь|декабря|декабре|дек",
        1,
    ),
    weekdays=_numbered(
        "понедельник|понедельника|понедельнику вторник|вторника|вторнику среда|среду|среды|среде четверг|четверга|четвергу "
        "пятница|пятницу|пятницы|пятнице суббота|субботу|субботы|субботе воскресенье|воскресенья|воскресенью",
        0,
    ),
    phrases=_phrases("""
        pastday: за сутки | за минувшие сутки | за прошедшие сутки | за последние сутки | в течение суток | за день
        lately: в последние дни | за последние дни
        today: сегодня
        yesterday: вчера
        before: позавчера
        tomorrow: завтра
        night: прошлой ночью | минувшей ночью | этой ночью | ночью | за ночь
        week: на прошлой неделе | на минувшей неделе
        thisweek: на этой неделе
        month: в прошлом месяце
        thismonth: в этом месяце
        year: в прошлом году
        weekend: в выходные | на выходных
        same: в тот же день | в этот день | в этот же день | того же дня | тем же вечером | той же ночью
        eve: накануне | днем ранее | за день до этого | сутками ранее
        next: на следующий день | днем позже | на другой день
    """),
    times=_times("утром утра утро рассвете", "днем полдень", "вечером вечера вечер", "ночью ночь ночи полночь"),
    units=_units("день дня дней", "неделю недели недель", "месяц месяца месяцев", "год года лет", "час часа часов"),
    numbers=_numbered("один|одну два|две три четыре пять шесть семь восемь девять десять", 1),
    joints=_set("по и до на г"),
    leads=_set("в с до к за начале конце середине"),
    year_words=_set("год года году г годом"),
    ago_before=frozenset(),
    ago_after=_set("назад"),
    last=_set("прошлый прошлую прошлое минувший минувшую"),
    following=_set("следующий следующую будущий"),
    since=_set("с со"),
    common=_set("и в на что по не с как из для были был это"),
)
UKRAINIAN = Language(
    months=_numbered(
        "січень|січня|січні лютий|лютого|лютому березень|березня|березні квітень|квітня|квітні травень|травня|травні "
        "червень|червня|червні липень|липня|липні серпень|серпня|серпні вересень|вересня|вересні жовтень|жовтня|жовтні "
        "листопад|листопада|листопаді грудень|грудня|грудні",
        1,
    ),
    weekdays=_numbered(
        "понеділок|понеділка|понеділком вівторок|вівторка|вівторком середа|середу|середи|середою "
        "четвер|четверга|четвергом п’ятниця|пятницю субота|суботу|суботи|суботою неділя|неділю|неділі|неділею",
        0,
    ),
    phrases=_phrases("""
        pastday: за добу | за минулу добу | упродовж доби | протягом доби | за останню добу | минулої доби | впродовж доби
        lately: останніми днями | за останні дні
        today: сьогодні
        yesterday: вчора | учора
        before: позавчора
        tomorrow: завтра
        night: минулої ночі | цієї ночі | вночі | уночі
        week: минулого тижня
        thisweek: цього тижня
        month: минулого місяця
        thismonth: цього місяця
        year: минулого року | торік
        weekend: на вихідних
        same: того ж дня | цього ж дня | тієї ж ночі | того ж вечора | цього дня | того дня
        eve: напередодні | днем раніше | за день до того
        next: наступного дня
    """),
    times=_times("вранці ранку ранок зранку світанку", "вдень опівдні", "ввечері увечері вечора вечір", "вночі уночі ніч ночі опівночі"),
    units=_units("день дні днів", "тиждень тижні тижнів", "місяць місяці місяців", "рік роки років", "годину години годин"),
    numbers=_numbered("один|одну два|дві три чотири пять шість сім вісім девять десять", 1),
    joints=_set("по і й та до на"),
    leads=_set("в у з до від за початку кінці середині на"),
    year_words=_set("рік року році р роком"),
    ago_before=frozenset(),
    ago_after=_set("тому"),
    last=_set("минулий минулу минулої"),
    following=_set("наступний наступну"),
    since=_set("з із від"),
    common=_set("і в у на що з та не як за його було це від"),
)
ARABIC = Language(
    months=_numbered(
        "يناير|جانفي فبراير|فيفري|شباط مارس|آذار أبريل|ابريل|إبريل|نيسان|أفريل مايو|أيار|ماي يونيو|يونيه|حزيران|جوان "
        "يوليو|يوليه|تموز|جويلية أغسطس|آب|أوت سبتمبر|أيلول أكتوبر نوفمبر ديسمبر",
        1,
    ),
    weekdays=_numbered("الاثنين|الإثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد", 0),
    phrases=_phrases("""
        pastday: الساعات الـ 24 الماضية | الساعات الأربع والعشرين الماضية | الساعات 24 الماضية | 24 ساعة الماضية
        lately: في الأيام الأخيرة | خلال الأيام الماضية | الأيام القليلة الماضية
        today: اليوم | هذا اليوم | صباح اليوم | مساء اليوم | فجر اليوم
        yesterday: أمس | يوم أمس | مساء أمس | صباح أمس | فجر أمس | البارحة
        before: أمس الأول | أول أمس | أول من أمس
        tomorrow: غدا
        night: الليلة الماضية | ليل أمس | ليلة أمس
        week: الأسبوع الماضي
        thisweek: هذا الأسبوع
        month: الشهر الماضي
        thismonth: هذا الشهر | الشهر الجاري
        year: العام الماضي | السنة الماضية
        same: في اليوم نفسه | اليوم نفسه | اليوم ذاته | في اليوم ذاته | نفس اليوم | في نفس اليوم | في ذات اليوم
        eve: اليوم السابق | قبل ذلك بيوم | في اليوم السابق | قبلها بيوم
        next: اليوم التالي | في اليوم التالي
    """),
    times=_times("صباح فجر الصباح الفجر صباحا", "ظهر عصر الظهر ظهرا بعد", "مساء المساء", "ليل ليلة الليل ليلا"),
    units=_units("يوم أيام يوما", "أسبوع أسابيع", "شهر أشهر شهور", "عام أعوام سنة سنوات", "ساعة ساعات"),
    numbers=_numbered("واحد اثنين ثلاثة|ثلاث أربعة|أربع خمسة|خمس ستة|ست سبعة|سبع ثمانية|ثماني تسعة|تسع عشرة|عشر", 1),
    joints=_set("من إلى و حتى في"),
    leads=_set("في منذ خلال شهر من بداية نهاية منتصف أواخر مطلع أوائل وفي حتى"),
    year_words=_set("عام العام سنة بعام وعام"),
    ago_before=_set("قبل منذ"),
    ago_after=frozenset(),
    last=_set("الماضي الماضية الفائت"),
    following=_set("المقبل القادم المقبلة"),
    since=_set("منذ"),
    common=_set("في من على إلى أن التي عن مع"),
    paired_months={
        tuple(map(fold, names)): number  # type: ignore[misc]
        for names, number in {
            ("كانون", "الثاني"): 1,
            ("تشرين", "الأول"): 10,
            ("تشرين", "الثاني"): 11,
            ("كانون", "الأول"): 12,
        }.items()
    },
    duals={fold("يومين"): (Unit.DAY, 2), fold("أسبوعين"): (Unit.WEEK, 2), fold("شهرين"): (Unit.MONTH, 2), fold("عامين"): (Unit.YEAR, 2)},
)
PORTUGUESE = Language(
    months=_numbered(
        "janeiro|jan fevereiro|fev março abril|abr maio junho|jun julho|jul agosto|ago setembro|set outubro|out novembro|nov dezembro|dez",
        1,
    ),
    weekdays=_numbered("segunda terça quarta quinta sexta sábado domingo", 0),
    phrases=_phrases("""
        pastday: as últimas 24 horas | nas últimas 24 horas
        lately: nos últimos dias | os últimos dias
        today: hoje | esta manhã | esta tarde | nesta manhã
        yesterday: ontem
        before: anteontem
        tomorrow: amanhã
        night: na noite passada | a noite passada | esta noite | nesta madrugada
        week: a semana passada | na semana passada
        thisweek: esta semana | nesta semana
        month: o mês passado | no mês passado
        thismonth: este mês | neste mês
        year: o ano passado | no ano passado
        weekend: o fim de semana | no fim de semana | este fim de semana | neste fim de semana
        same: no mesmo dia | nesse dia | naquele dia | nesse mesmo dia
        eve: no dia anterior | na véspera | um dia antes
        next: no dia seguinte | um dia depois
    """),
    times=_times("manhã madrugada amanhecer", "tarde", "anoitecer", "noite"),
    units=_units("dia dias", "semana semanas", "mês meses", "ano anos", "hora horas"),
    numbers=_numbered("um|uma dois|duas três quatro cinco seis sete oito nove dez", 1),
    joints=_set("de do da a ao e até"),
    leads=_set("em de desde até durante"),
    year_words=_set("ano"),
    ago_before=_set("há"),
    ago_after=_set("atrás"),
    last=_set("passado passada último última"),
    following=_set("próximo próxima"),
    since=_set("desde"),
    common=_set("o os as do da dos das em um uma que não com para por na no nas nos ao pela pelo foi são uma mais"),
)
GERMAN = Language(
    months=_numbered(
        "januar|jan|jänner februar|feb märz april|apr mai juni|jun juli|jul august|aug september|sep|sept oktober|okt november|nov "
        "dezember|dez",
        1,
    ),
    weekdays=_numbered(
        "montag|montagabend|montagmorgen|montagnachmittag dienstag|dienstagabend|dienstagmorgen|dienstagnachmittag "
        "mittwoch|mittwochabend|mittwochmorgen|mittwochnachmittag donnerstag|donnerstagabend|donnerstagmorgen|donnerstagnachmittag "
        "freitag|freitagabend|freitagmorgen|freitagnachmittag samstag|samstagabend|samstagmorgen|sonnabend|samstagnachmittag "
        "sonntag|sonntagabend|sonntagmorgen|sonntagnachmittag",
        0,
    ),
    phrases=_phrases("""
        pastday: in den vergangenen 24 stunden | binnen 24 stunden
        lately: in den vergangenen tagen | in den letzten tagen
        today: heute | heute morgen | heute früh
        yesterday: gestern | gestern abend
        before: vorgestern
        night: in der nacht | vergangene nacht | letzte nacht | über nacht
        week: vergangene woche | letzte woche | vergangener woche | in der vergangenen woche | in der vorwoche
        thisweek: diese woche | in dieser woche
        month: vergangenen monat | letzten monat | im vergangenen monat
        thismonth: diesen monat | in diesem monat
        year: vergangenes jahr | im vergangenen jahr | letztes jahr | im vorjahr
        weekend: am wochenende | am vergangenen wochenende
        same: am selben tag | am gleichen tag | noch am selben tag
        eve: am vortag | am tag zuvor | einen tag zuvor | tags zuvor
        next: am tag darauf | am folgenden tag | am nächsten tag | einen tag später
    """),
    times=_times("morgen früh vormittag morgens morgengrauen", "nachmittag mittag", "abend abends", "nacht nachts mitternacht"),
    units=_units("tag tage tagen", "woche wochen", "monat monate monaten", "jahr jahre jahren", "stunde stunden"),
    numbers=_numbered("einem|einer|ein zwei drei vier fünf sechs sieben acht neun zehn", 1),
    joints=frozenset({".", *_set("bis und")}),
    leads=_set("im ende anfang mitte seit"),
    year_words=_set("jahr jahre jahres"),
    ago_before=_set("vor"),
    ago_after=frozenset(),
    last=_set("vergangenen vergangener letzten letzter vorigen"),
    following=_set("kommenden nächsten"),
    since=_set("seit"),
    common=_set("der die das und den dem des mit von bei auf ist sich wurde wurden nach für im am ein eine nicht auch zum zur"),
)
LANGUAGES = {
    "fr": FRENCH,
    "es": SPANISH,
    "tr": TURKISH,
    "ru": RUSSIAN,
    "uk": UKRAINIAN,
    "ar": ARABIC,
    "pt": PORTUGUESE,
    "de": GERMAN,
}
ENGLISH_COMMON = _set("the of and in to was were on that by from with")
