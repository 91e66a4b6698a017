"""Classes of words that triggers and their arguments are made of."""

from dateline.extraction.words import noun_forms


def _nouns(text: str) -> frozenset[str]:
    return frozenset().union(*(noun_forms(word) for word in text.split()))


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


CLASSES: dict[str, frozenset[str]] = {
    "drone": _nouns("drone uav uas quadcopter shahed geran bayraktar") | {"unmanned"},
    "aircraft": _nouns("jet warplane helicopter gunship bomber warship plane airplane") | {"aircraft", "airforce"},
    "rocket": _nouns("rocket missile projectile katyusha iskander himars smerch uragan tochka scud qassam") | {"grad", "grads", "mlrs", "kalibr"},
    "shell": _nouns("shell mortar howitzer artillery") | {"mortars", "shelling", "bombardment", "cannon"},
    "mine": _nouns("mine landmine ied explosive bomb device ordnance munition booby") | {"ieds", "explosives", "bomb", "bombs", "uxo"},
    "vehicle": _nouns("car vehicle truck bus minibus van convoy motorcycle motorbike pickup taxi tractor jeep lorry cart rickshaw ambulance tanker"),
    "troops": _nouns(
        "soldier troop policeman officer force fighter militant rebel insurgent guard convoy checkpoint outpost base barrack post patrol position "
        "paramilitary gendarme ranger commando marine jihadist terrorist constable serviceman guerrilla cadre conscript peacekeeper headquarter "
        "extremist ambusher reservist combatant separatist vigilante garrison station militiaman commander ranger militia"
    )
    | _words("army police military troops personnel servicemen militia militiamen gendarmerie barracks navy coastguard policewoman jihadis"),
    "civilian": _nouns(
        "civilian villager resident worshipper worshiper farmer herder herdsman woman child man boy girl teenager passenger student pupil "
        "schoolchild family shopper mourner pilgrim refugee worker laborer labourer journalist reporter teacher doctor nurse activist commuter "
        "bystander tourist christian muslim hindu shiite migrant trader miner fisherman local pedestrian elder priest pastor nun imam cleric "
        "politician mayor candidate lawyer judge driver merchant shepherd person victim vendor employee guest parishioner churchgoer patient "
        "settler detainee prisoner councillor councilor lawmaker official businessman couple brother sister father mother son daughter "
        "infant baby kid toddler inhabitant deputy editor blogger monk bishop chief"
    )
    | _words("people civilian civilians police-free schoolchildren women children men clergy crowd congregation teenagers youths youth crowds"),
    "building": _nouns(
        "house home building market mosque church school hospital village town city shop restaurant cafe hotel clinic apartment temple shrine "
        "camp bakery bridge station warehouse depot factory plant refinery port airport airfield office facility site tower block district "
        "neighborhood neighbourhood stadium university funeral wedding playground park street square ferry vessel ship tanker train site "
        "terminal pipeline substation dam farm field workshop supermarket mall club bar"
    )
    | _words("homes infrastructure facilities"),
    "attacker": _nouns(
        "gunman militant rebel insurgent assailant attacker bandit extremist jihadist terrorist fighter raider herder herdsman militia gang "
        "guerrilla soldier policeman assassin extremist settler intruder hitman knifeman"
    )
    | _words("gunmen men troops police army forces militiamen tribesmen cattle-rustlers suspects"),
    "protester": _nouns(
        "protester protestor demonstrator marcher activist student farmer teacher resident worker supporter crowd picketer striker opponent "
        "villager employee nurse doctor doctor driver truck trucker trader lawyer miner pensioner mourner family youth local"
    )
    | _words("people thousands hundreds dozens tens women youths crowds scores"),
    "gang": _nouns("gunman militant bandit rebel kidnapper abductor insurgent pirate gang jihadist assailant intruder") | {"men", "gunmen", "captors"},
    "blast": _nouns("blast explosion bomb bombing"),
    "assault": _nouns("attack assault raid ambush offensive massacre killing shooting bombing strike incursion onslaught"),
    "territory": _nouns(
        "town city village district province area base airport airfield outpost checkpoint position territory neighborhood neighbourhood region "
        "settlement hill height bridge crossing camp capital port stronghold island garrison barrack compound ground headquarter suburb"
    )
    | {"villages", "towns", "territory", "control", "barracks", "headquarters"},
    "state": _words(
        "army military government regime troops police government's loyalists soldiers pro-government loyalist federal national coalition "
        "ukrainian iraqi syrian somali nigerian malian congolese afghan ethiopian libyan yemeni colombian philippine sudanese"
    ),
    "number": _words("one two three four five six seven eight nine ten eleven twelve dozens scores several hundreds many some"),
    "say": _words("say says said saying report reports reported tell tells told announce announced announces claim claims claimed confirm confirmed"),
    "negotiator": _nouns("party faction side government rebel leader minister delegation negotiator group militia tribe community envoy"),
}


def classes_union(*names: str) -> frozenset[str]:
    """The words of several classes together."""
    return frozenset().union(*(CLASSES[name] for name in names))
