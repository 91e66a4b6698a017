"""Organizations known by the shape of their names: "X Party", "Front for …", "Ministry of …", "X Herald", "Y Brigade"."""

from dateline.recognition.tokens import Tokens, is_capitalized
from dateline.recognition.words import words

Organization = tuple[int, int, bool]
"""First token, last token, and whether it is local: the place it is of stays a place ("Riverton Police")."""

HEADS_BEHIND = words(
    """Party Front Brigade Brigades Battalion Battalions Regiment Division Divisions Corps Army Forces Force Militia Militias
    Movement Organization Organisation Group Network Union Unions League Alliance Coalition Congress Council Committee Commission
    Commissions Federation Confederation Foundation Institute Association Society Assembly Command Directorate Agency Authority
    Administration Bureau Service Services Guard Guards Rangers Fighters Resistance Mujahideen Cartel Syndicate Tribunal
    Secretariat Ministry Parliament Senate Cabinet Embassy Consulate Mission Initiative Campaign Fund Trust Charity Observatory
    Center Centre Academy University College Seminary Times Herald Post Tribune Gazette Journal Chronicle News Press Radio
    Television TV Telegraph Guardian Observer Courier Examiner Inquirer Mail Mirror Star Sun Globe Dispatch Sentinel Bulletin
    Daily Weekly Magazine Review Newspaper Broadcasting Airlines Airways Corp Corporation Inc Ltd Limited LLC Company Co Bank
    Industries Motors Holdings Partners Enterprises Systems Technologies Insurance Energy Oil Petroleum Electric Telecom
    Pharmaceuticals Railways Railway Steel Foods FC CF SC AFC Club United Rovers Wanderers Athletic Athletics Hotspur Albion
    Stars Tigers Lions Bears Eagles Bulldogs Panthers Wildcats Cowboys Giants Yankees Mets Sox Cubs Dodgers Lakers Celtics Knicks
    Bulls Rockets Mavericks Raptors Warriors Patriots Steelers Packers Raiders Broncos Chiefs Saints Falcons Hawks Cardinals
    Pirates Braves Royals Angels Padres Orioles Rays Phillies Flyers Rangers Bruins Canucks Oilers Flames Senators Penguins
    Islanders Devils Sharks Ducks Kings Redskins Ravens Colts Jaguars Titans Texans Vikings Seahawks Dolphins Bills Jets Browns
    Bengals Rams Buccaneers Huskies Trojans Longhorns Aggies Hoosiers Buckeyes Wolverines Spartans Hornets Pistons Grizzlies Spurs
    Suns Nuggets Clippers Marlins Astros Rockies Brewers Reds Twins Mariners War Wars Revolution Uprising Accord Accords Agreement
    Treaty Protocol Convention Declaration Act Championship Championships Cup Games Olympics Open Bowl Festival Marathon Derby
    Prix Prize Award Awards Conference Summit Constitution Charter
    Ordusu Partisi Bakanlığı Örgütü Birliği Cephesi Kuvvetleri Komutanlığı Ajansı Üniversitesi Mahkemesi Meclisi Derneği Vakfı Hareketi
    Tugayı Bankası Müdürlüğü Savcılığı"""
)
"""Behind a name: "Baath Party", "Daily Herald"; events named so are no places either: "Vietnam War", "Geneva Convention"."""

LOCAL_HEADS = words(
    """Police Sheriff Department School Schools Hospital Court Courthouse Jail Library Fire PD EMS Township Borough Municipality
    Commissioners Selectmen Fairgrounds Utilities Waterworks Chamber"""
)
"""An authority or institution of a place: the place before it stays a place."""

INSTITUTION_HEADS = words(
    """University College Institute Academy Council Committee Commission Authority Agency Center Centre Association Assembly Parliament
    Senate Cabinet Administration Bureau Embassy Consulate Tribunal Directorate Service Services Society Electric Energy Railway
    Conference Legislature"""
)
"""Institutions that are in the place they are named after: "Riverton University"."""

HEADS_BEFORE = words(
    """Party Front Brigade Brigades Battalion Army Forces Force Movement Organization Organisation Union League Alliance Coalition
    Congress Council Committee Commission Federation Confederation Foundation Institute Association Society Assembly Directorate
    Agency Authority Bureau Office Department Ministry Minister Secretary Center Centre Academy University College School Faculty
    Bank Fund Trust Daughters Sons Knights Soldiers Guardians Lions Companions Supporters Partisans Brothers Legion Corps Bishop
    Archbishop Archdiocese Diocese Cathedral Museum Order Treaty Battle Declaration Duke Duchess Earl Prince Princess Sultan Emir"""
)
"""Before "of" or "for": "Bank of Riverton", "Front for the Liberation of …"."""

FOREIGN_HEADS_BEFORE = words(
    """Organización Ministerio Partido Frente Ejército Consejo Comité Comisión Universidad Instituto Banco Asociación
    Federación Unión Movimiento Fuerzas Fiscalía Policía Guardia Agencia Organisation Ministère Parti Front Armée Conseil
    Commission Université Institut Banque Association Fédération Union Mouvement Forces Agence"""
)
"""The same before "de" and its like: "Organización Panamericana de la Salud", "Fuerzas Armadas de Colombia"."""

CLUB_HEADS = words(
    """Real Borussia Bayern Atlético Atletico Olympique Dynamo Dinamo Spartak Lokomotiv Shakhtar Sporting Inter Deportivo Eintracht Hertha
    Werder Espanyol Olympiakos Olympiacos Maccabi Hapoel"""
)
"""Before a city they make a sports club: "Real Riverton"."""

_HEADS = CLUB_HEADS | HEADS_BEHIND | LOCAL_HEADS | HEADS_BEFORE | FOREIGN_HEADS_BEFORE

NOT_NAMES = words(
    """The A An In On At By For From Of To And But Or Nor If When While As After Before Since Until With Without Under Over Near
    Between During Meanwhile However Also Then There Here This That These Those It Its He She His Her They Their We Our You Your I
    My Who What Where Why How Which Some Many Most All Both Each Every Any No Not Only Another Other Such Several Few One Two
    Three Four Five Six Seven Eight Nine Ten Is Are Was Were Be Been Has Have Had Do Does Did Will Would Could Should May Might
    Can Must Said Says According About Because Although Though Despite Following Earlier Later Now Today Yesterday Tomorrow Still
    Just Even More Less Last Next First Second New Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March
    April June July August September October November December"""
)
"""Words that are capitalized at the head of a sentence without belonging to the name behind them."""

PLACE_NOUNS = words(
    """Base Airbase Airport Airfield Camp County Parish Province Governorate District City Town Village Street Avenue Road Square
    Island Valley Mountain River Lake Bay Beach Park Heights Hills Bridge Crossing Dam Field Prison Port"""
)
"""Behind what looks like an organization's head, they make the whole a place: "Riverton Air Force Base"."""

_PEOPLES = words(
    "People Peoples Women Men Children Lord King Queen Workers Students Student Farmers Teachers Saint Nation Journalists Boys Girls"
)
"""Their possessive belongs to the name: "People's Front"; any other is of an owner: "Syria's Baath Party"."""

_INNER = frozenset(
    {"al", "el", "de", "del", "la", "las", "los", "von", "van", "bin", "ibn", "ul", "e", "i", "ash", "as", "an", "ad", "at", "ar", "az"}
)
_OF = frozenset({"of", "for"})
_FOREIGN_OF = frozenset({"de", "del", "des", "du", "para", "pour"})
_FOREIGN_ARTICLES = frozenset({"la", "las", "los", "el", "les", "the", "all"})
_MOST_WORDS = 7


def find_organizations(tokens: Tokens) -> list[Organization]:
    """Organizations by the shape of their names, sorted and not overlapping."""
    found: list[Organization] = []
    words_of = tokens.words
    for index, word in enumerate(words_of):
        if word not in _HEADS:
            continue
        following = words_of[index + 1] if index + 1 < len(words_of) and tokens.gap(index) == " " else ""
        if following in PLACE_NOUNS:
            continue
        behind = word in HEADS_BEHIND
        local = not behind and word in LOCAL_HEADS
        first = _leftward(tokens, index)
        last = _rightward(tokens, index) if word in HEADS_BEFORE or word in FOREIGN_HEADS_BEFORE else index
        if word in CLUB_HEADS and following and is_capitalized(following) and following not in NOT_NAMES:
            first, last = index, index + 1
        if last == index and (first == index or not (behind or local)):
            continue
        if found and first <= found[-1][1]:
            previous_first, previous_last, previous_local = found[-1]
            if previous_last < last:
                found[-1] = (min(previous_first, first), last, previous_local and local)
            continue
        found.append((first, last, local))
    return found


def _leftward(tokens: Tokens, head: int) -> int:
    """The first token of the capitalized run that ends at the head."""
    first = head
    at = head - 1
    while at >= 0 and head - at <= _MOST_WORDS:
        word = tokens.words[at]
        gap = tokens.gap(at)
        if gap not in (" ", "-", " & ", "'s ", "’s ", "\u00a0", "' ", "’ ", "/"):
            break
        if "s " in gap and word not in _PEOPLES:
            break
        if is_capitalized(word):
            if word in NOT_NAMES:
                break
            first = at
        elif word not in _INNER:
            break
        at -= 1
    return first


def _rightward(tokens: Tokens, head: int) -> int:
    """The last token of "of the Liberation of X and Y" behind the head; the head itself where nothing follows."""
    last = head
    at = head + 1
    foreign = tokens.words[head] in FOREIGN_HEADS_BEFORE
    while at < len(tokens) and at - head <= _MOST_WORDS + 2:
        if tokens.gap(at - 1) not in (" ", "-", "\u00a0", "'s ", "’s "):
            break
        word = tokens.words[at]
        if is_capitalized(word) and last > head:
            last = at
        elif foreign and is_capitalized(word) and word not in NOT_NAMES and last == head and at == head + 1 and _before_of(tokens, at):
            pass  # "Organización Panamericana de la Salud"
        elif word in _OF or (foreign and word in _FOREIGN_OF) or (word == "and" and last > head):
            step = at + 1
            while word != "and" and step < len(tokens) and tokens.words[step] in _FOREIGN_ARTICLES and tokens.gap(step - 1) == " ":
                step += 1
            if step >= len(tokens) or tokens.gap(step - 1) not in (" ", "-") or not is_capitalized(tokens.words[step]):
                break
            if word == "and" and (tokens.words[step] in HEADS_BEFORE or not _has_of(tokens, head, at)):
                break
            at = last = step
        elif word not in _INNER:
            break
        at += 1
    return last


def _before_of(tokens: Tokens, at: int) -> bool:
    """Whether a word like "de" stands behind a token."""
    return at + 1 < len(tokens) and tokens.gap(at) == " " and tokens.words[at + 1] in _FOREIGN_OF


def _has_of(tokens: Tokens, head: int, end: int) -> bool:
    return any(tokens.words[i] in _OF for i in range(head, end))
