"""The words of spatial expressions in seven languages, as patterns for a short window before or behind a place's name.

Each pattern is searched for in a window of bounded length, so that the work does not grow with the text.
"""

import re

# --- directions ---------------------------------------------------------------------------------------------------------------------
_EN = r"(?:north|south)[ -]?(?:east|west)(?:ern)?|(?:north|south|east|west)(?:ern)?"
_FR = r"nord[ -]est|nord[ -]ouest|sud[ -]est|sud[ -]ouest|nord|sud|est|ouest"
_ES = r"noreste|nordeste|noroeste|sureste|sudeste|suroeste|sudoeste|norte|sur|este|oeste"
_AR = r"(?:ال)?(?:شمال|جنوب)ي? (?:ال)?(?:شرق|غرب)ي?|(?:ال)?(?:شمال|جنوب|شرق|غرب)ي?"
_RU = r"северо-восток\w*|северо-запад\w*|юго-восток\w*|юго-запад\w*|север\w*|юг\w*|восток\w*|запад\w*"
_UK = r"(?:північн|південн)\w+ (?:схід|захід|сход\w*|заход\w*)|північ\w*|південь|півдн\w*|схід|сход\w*|захід|заход\w*"
_TR = r"kuzeydoğu|kuzeybatı|güneydoğu|güneybatı|kuzey|güney|doğu|batı"
_NORTH = re.compile(r"nor|север|північ|півноч|شمال|kuzey")
_SOUTH = re.compile(r"sou|sud|sur|юг|юж|півд|جنوب|güney")
_WEST = re.compile(r"west|ouest|oeste|запад|захід|заход|غرب|batı")
_EAST = re.compile(r"east|est|восто|схід|сход|شرق|doğu")
_BEARINGS = {"N": 0.0, "NE": 45.0, "E": 90.0, "SE": 135.0, "S": 180.0, "SW": 225.0, "W": 270.0, "NW": 315.0}


def bearing_of(direction: str | None) -> float | None:
    """The bearing in degrees of a direction in any of the languages; None where there is none.

    >>> bearing_of("south-eastern"), bearing_of("noroeste"), bearing_of("شمال شرق"), bearing_of("південніше"), bearing_of(None)
    (135.0, 315.0, 45.0, 180.0, None)
    """
    if direction is None:
        return None
    plain = direction.lower()
    upright = "N" if _NORTH.search(plain) else ("S" if _SOUTH.search(plain) else "")
    across = "W" if _WEST.search(plain) else ("E" if _EAST.search(plain) else "")
    return _BEARINGS.get(upright + across)


# --- amounts ------------------------------------------------------------------------------------------------------------------------
_NUMBERS = {
    word: number
    for number, listed in {
        1: "a one un una bir",
        2: "two deux dos двух двох iki",
        3: "three trois tres трёх трех трьох üç",
        4: "four quatre cuatro четырёх dört",
        5: "five cinq cinco пяти п'яти beş خمسة",
        6: "six seis шести altı",
        7: "seven sept siete семи yedi",
        8: "eight huit ocho восьми sekiz",
        9: "nine neuf nueve девяти dokuz",
        10: "ten dix diez decena dizaine десяти on عشرة",
        12: "twelve douze doce",
        15: "fifteen quinze quince пятнадцати quinzaine",
        20: "twenty vingt veinte vingtaine veintena двадцати двадцять yirmi عشرين",
        30: "thirty trente treinta trentaine treintena тридцати тридцять otuz ثلاثين",
        40: "forty quarante cuarenta quarantaine сорока сорок kırk أربعين",
        50: "fifty cinquante cincuenta cinquantaine cincuentena пятидесяти п'ятдесят elli خمسين",
        100: "hundred cent cien centaine centenar ста сто yüz مئة",
    }.items()
    for word in listed.split()
}
_UNITS = (
    ("nautical", 1.852),
    ("mile", 1.609344),
    ("mi", 1.609344),
    ("milla", 1.609344),
    ("миль", 1.609344),
    ("міль", 1.609344),
    ("ميل", 1.609344),
)
_SHORT_UNITS = frozenset({"m", "м"})
AMOUNT = rf"(?P<amount>\d{{1,4}}(?:[.,]\d{{1,3}})?|(?:{'|'.join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))}))"
UNIT = (
    r"(?P<unit>nautical miles?|"
    r"kilomet(?:er|re)s?|kilom[eè]tres?|kil[oó]metros?|kilometre|kms?|miles?|mi|millas?|met(?:er|re)s?|m[eè]tres?|metros?|m|"
    r"километр\w*|кілометр\w*|км|миль|міль|метр\w*|м|كيلو ?متر\w*|كيلومتر\w*|كلم|كم|ميلا?|متر\w*)\.?"
)


def kilometers(amount: str, unit: str) -> float:
    """A told distance in kilometers, at most 1,000."""
    number = _NUMBERS.get(amount.lower())
    value = float(number) if number is not None else float(amount.replace(",", "."))
    plain = unit.lower()
    if plain in _SHORT_UNITS or plain.startswith(("met", "mèt", "mét", "метр", "متر")):
        return value / 1000
    factor = next((worth for known, worth in _UNITS if plain.startswith(known)), 1.0)
    return min(value * factor, 1000.0)


# --- what stands before the name ----------------------------------------------------------------------------------------------------
_THE = r"(?:the )?(?:(?:\w+ )?(?:city|town|village|center|centre|capital|port|outskirts) (?:of )?)?"
_OF_FR = r"(?:de l['’]|d['’]|de la |du |des |de )(?:la (?:ville|localité) (?:de |d['’]|du )|l['’])?"
_OF_ES = r"(?:de la |de los |de las |del |de )(?:ciudad de |localidad de )?"
_OF_RU = r"(?:от )?(?:города |г\. |села |посёлка |поселка |деревни |станицы )?"
_OF_UK = r"(?:від )?(?:міста |м\. |села |с\. |селища )?"
_OF_AR = r"(?:من |عن )?(?:مدينة |بلدة |قرية |محافظة |مركز |حي )*"


def _all(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern + r"\Z", re.IGNORECASE) for pattern in patterns)


OFFSET = _all(
    r"(?:(?:some|about|around|roughly|approximately|nearly|almost|just) )?"
    r"\b(?:(?P<half>half (?=a\b))|(?P<least>\d{1,3}) ?(?:to|or|-|–) ?)?"
    rf"{AMOUNT}[ -]?{UNIT} (?:\((?:[^()]{{1,20}})\) )?"
    rf"(?:(?:to the |in the |due )?(?P<direction>{_EN}) (?:of|from)|(?:away )?from|outside|off) {_THE}",
    rf"(?:à )?(?:environ |quelque |près de |une |un )?\b{AMOUNT}(?: de)? ?{UNIT} "
    rf"(?:(?:au|à l['’]|vers le |dans le ) ?(?P<direction>{_FR}) )?{_OF_FR}",
    rf"(?:a )?(?:unos |unas |cerca de |una |aproximadamente )?\b{AMOUNT}(?: de)? ?{UNIT} (?:al (?P<direction>{_ES}) )?{_OF_ES}",
    rf"(?:в |за |на )?\b{AMOUNT} ?{UNIT} (?:(?:к|на) )?(?P<direction>{_RU}|(?:северо-|юго-)?(?:восточн|западн)ее|севернее|южнее) {_OF_RU}",
    rf"(?:в |за |у )?\b{AMOUNT} ?{UNIT} (?:на )?(?P<direction>{_UK}|північніше|південніше|східніше|західніше) {_OF_UK}",
    rf"(?:в |за )?\b{AMOUNT} ?{UNIT} (?:от|від) (?:города |міста |села )?",
    rf"(?:على (?:بعد|مسافة) )?(?:نحو |حوالي |قرابة )?\b{AMOUNT} ?{UNIT}ً?ا? (?:(?:إلى|الى|في|من) )?(?P<direction>{_AR}) {_OF_AR}",
    rf"على (?:بعد|مسافة) (?:نحو |حوالي |قرابة )?{AMOUNT} ?{UNIT}ً?ا? (?:عن|من) (?:مدينة |بلدة |قرية )?",
)
"""A distance from the place, mostly with a direction."""
INSIDE = _all(
    rf"\bin the (?:far |extreme |remote |deep )?(?P<direction>{_EN}) (?:part )?of {_THE}",
    rf"\b(?:on|off|along) the (?P<direction>{_EN}) (?:coast|coastline|shores?) of {_THE}",
    rf"\b(?:dans |de |vers )?(?:le |(?<!à )l['’])(?P<direction>{_FR}) {_OF_FR}",
    rf"\ben el (?P<direction>{_ES}) {_OF_ES}",
    rf"\bна (?P<direction>{_RU}) {_OF_RU}",
    rf"\bна (?P<direction>півночі|півдні|сході|заході|північному (?:сході|заході)|південному (?:сході|заході)) {_OF_UK}",
    rf"\bв (?P<direction>\w+) части {_OF_RU}",
    rf"\b[ву] (?P<direction>\w+) частині {_OF_UK}",
)
"""A side of the place, within it."""
TOWARDS = _all(
    rf"\b(?:(?:just|to the|due) )*(?P<direction>{_EN}) of {_THE}",
    rf"\b(?:au |à l['’])(?P<direction>{_FR}) {_OF_FR}",
    rf"\bal (?P<direction>{_ES}) {_OF_ES}",
    rf"\b(?:к )(?P<direction>{_RU}) {_OF_RU}",
    rf"\b(?P<direction>севернее|южнее|(?:северо-|юго-)?(?:восточнее|западнее)) {_OF_RU}",
    rf"\bна (?P<direction>{_UK}) від {_OF_UK}",
    rf"\b(?P<direction>північніше|південніше|східніше|західніше) {_OF_UK}",
    rf"(?:\b|(?<=[وبل]))(?P<direction>{_AR}) {_OF_AR}",
)
"""A direction from the place; within it where the place is an area and the language does not tell the two apart."""
AMBIGUOUS = frozenset({1, 2, 7})
"""Of `TOWARDS`: "au nord du Mali", "al norte de Siria" and "شمال سوريا" lie inside a land, and outside of a town."""
PART = _all(
    rf"\b(?P<direction>{_EN}) (?:part of |parts of |half of )?(?:the )?",
    r"\b(?P<direction>(?:северо-|юго-)?(?:северн|южн|восточн|западн)\w+) (?:част\w+ )?",
    r"\b(?P<direction>(?:північно-|південно-)?(?:північн|південн|східн|західн)\w+) (?:частин\w+ )?",
    rf"\b(?P<direction>{_TR}) ",
)
"""An adjective of direction: "northern Syria", "в восточном Алеппо"."""
RURAL = _all(r"\brural ")
NEAR = _all(
    rf"\b(?:near|nearby|close to|not far from|just outside|outside|around|adjacent to|next to|overlooking|"
    rf"in the (?:vicinity|area|surroundings) of|off(?: the coast of)?) {_THE}",
    rf"\b(?:près|à proximité|aux environs|aux alentours|non loin|autour) {_OF_FR}",
    rf"\b(?:cerca|en las inmediaciones|en las cercanías|en los alrededores|no lejos) {_OF_ES}",
    r"\bjunto a ",
    rf"\b(?:около|возле|близ|вблизи|рядом с|недалеко от|неподалёку от|неподалеку от|в районе|под) {_OF_RU}",
    rf"\b(?:біля|поблизу|неподалік від|неподалік|поруч із|поруч з|під|довкола|в районі|у районі) {_OF_UK}",
    rf"(?:\b|(?<=[وبل]))(?:قرب|بالقرب من|على مقربة من|بجوار|محيط|في محيط|مشارف|على مشارف) {_OF_AR}",
)
"""Close by, in no told direction."""
AROUND = _all(
    rf"(?:\b(?P<direction>{_EN}) )?\b(?:countryside|surroundings|rural areas?|hinterland|environs) (?:of|around) {_THE}",
    rf"\b(?:campagne|environs|alentours)(?: (?P<direction>{_FR}))? {_OF_FR}",
    rf"\b(?:alrededores|zona rural|campo)(?: (?P<direction>{_ES}))? {_OF_ES}",
    rf"\bокрестност\w+ {_OF_RU}",
    r"(?:\b|(?<=[وبل]))(?:ريف|بادية) (?:محافظة |مدينة |بلدة )?",
)
"""The country around a town."""
OUTSKIRTS = _all(
    rf"(?:\b(?P<direction>{_EN}) )?\b(?:outskirts|suburbs?|edges?) of {_THE}",
    rf"\b(?:banlieue|périphérie|faubourgs)(?: (?P<direction>{_FR}))? {_OF_FR}",
    rf"\b(?:afueras|periferia|suburbios)(?: (?P<direction>{_ES}))? {_OF_ES}",
    rf"\b(?:(?P<direction>\w+) )?(?:окраин|пригород|предместь)\w* {_OF_RU}",
    rf"\b(?:(?P<direction>\w+) )?(?:околиц|передміст)\w* {_OF_UK}",
    r"(?:\b|(?<=[وبل]))(?:ضواحي|أطراف|ضاحية) (?:محافظة |مدينة |بلدة )?",
)
"""The edge of a town."""
BETWEEN = _all(
    r"\bbetween (?:the )?(?:(?:cities|towns|villages|city|town|village) of )?",
    r"\b(?:road|highway|motorway|route|railway|line) (?:from|linking|connecting|between) (?:the )?",
    r"\bentre (?:les villes d['’]|les villes de |las ciudades de |las localidades de )?",
    r"\bмежду (?:городами |посёлками |сёлами )?",
    r"\bміж (?:містами |селами )?",
    r"(?:\b|(?<=[وبل]))بين (?:مدينتي |بلدتي |قريتي )?",
    r"\b(?:route|autoroute) (?:reliant |entre |de )",
    r"\b(?:carretera|autopista) (?:entre |que une |de )",
)
JOINTS = frozenset(
    {
        " and ",
        " to ",
        " with ",
        " et ",
        " à ",
        " y ",
        " a ",
        " con ",
        " и ",
        " та ",
        " і ",
        " й ",
        " و",
        " و ",
        " وبين ",
        " وبلدة ",
        " ومدينة ",
    }
)
"""Between the two names of `BETWEEN`."""
DASHES = frozenset({"-", "–", "—", " – ", " - "})
BORDER_WITH = _all(
    r"\b(?:on |near |along |at |by |close to )?(?:the |its |their )?(?:border|frontier|boundary)(?: area| region| crossing| zone)? "
    r"(?:with|of) (?:the )?",
    r"\b(?:à |près de |le long de |vers )?(?:la |sa )frontière (?:avec |de |d['’])(?:la |le |l['’]|les )?",
    r"\b(?:en |cerca de |junto a )?la frontera (?:con |de )(?:el |la )?",
    r"\b(?:на |у |возле |вблизи |около )?границ\w+ с(?:о)? ",
    r"\b(?:на |біля |поблизу |уздовж )?кордон\w+ (?:з|із|зі) ",
    r"(?:على |قرب |عند )?(?:الحدود|حدود|حدودها|الشريط الحدودي) مع ",
)
"""Before the land on the other side of a border."""

# --- what stands behind the name ----------------------------------------------------------------------------------------------------
COUNTRYSIDE = re.compile(
    rf"(?:['’]s)?,? (?:(?P<direction>{_EN}) )?(?P<edge>suburbs|outskirts)\b"
    rf"|(?:['’]s)?,? (?:(?P<side>{_EN}) )?(?:countryside|hinterland|rural areas?)\b"
    rf"|(?:['’]\w+)? (?:(?P<taraf>{_TR}) )?(?:kırsal|(?P<kenar>banliyö|varoş))\w*",
    re.IGNORECASE,
)
ARABIC_SIDE = re.compile(r" (?P<direction>(?:الشمالي|الجنوبي) (?:الشرقي|الغربي)|الشمالي|الجنوبي|الشرقي|الغربي)\b")
"""Behind the name of the town: "ريف حلب الغربي"."""
BEHIND_DIRECTION = re.compile(
    rf"['’](?:n?[ıiuü]n) (?:(?:yaklaşık )?{AMOUNT} ?{UNIT}(?: kadar)? )?(?P<direction>{_TR})s?[ıiuü]n(?:[dt][ae]\w*|[ae]\b)", re.IGNORECASE
)
"""Turkish: "Halep'in 20 km güneyinde"."""
BEHIND_NEAR = re.compile(
    r"(?:['’]\w+)? (?:yakın(?:lar)?ın(?:da|daki)|civarın(?:da|daki)|çevresin(?:de|deki)|dolaylarında)\b|\b (?:area|vicinity)\b",
    re.IGNORECASE,
)
BORDER_BETWEEN = re.compile(
    r"\b(?:on |near |along |at |across )?(?:the )?(?:border|frontier|boundary)(?: area| region)? between (?:the )?\Z", re.IGNORECASE
)
"""Before the first of two lands."""
BORDER_BEHIND = re.compile(r"(?:['’]\w+)? sınır(?:ı|ına|ında|ındaki|ının|ı yakın\w*)\b")
"""Turkish: "Suriye sınırında"."""
BORDER_OF_TWO = re.compile(r"[ -]?(?:border|frontier|boundary)(?: area| region| crossing)?\b")
ROAD_BEHIND = re.compile(r" (?:road|highway|motorway|freeway|railway|expressway)\b", re.IGNORECASE)

TRIGGER = re.compile(
    r"\d|of|from|out|off|near|close|around|next|between|road|highway|border|frontier|overlooking|country|suburb|rural|ern|north|south|"
    r"east|west|\bd[eu']|d’|cerca|junto|entre|front|[\u0400-\u06ff] ?\Z|kuzey|güney|doğu|batı",
    re.IGNORECASE,
)
"""What at least stands in a window that holds an expression; most do not."""
