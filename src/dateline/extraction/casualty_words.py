"""The words by which reports count the dead and the wounded."""

from dateline.recognition.words import words

KILL_ACTIVE = words("killing kills kill slaying murdering assassinating executing massacring beheading")
KILL_EITHER = words("killed slain murdered executed assassinated beheaded massacred martyred slaughtered lynched electrocuted")
DIE = words("died die dies dying perished drowned succumbed")
WOUND_ACTIVE = words("wounding injuring injures wounds maiming injure wound")
WOUND_EITHER = words("wounded injured hurt maimed hospitalized hospitalised")
DEAD_NOUNS = words("deaths fatalities fatality death killings")
WOUND_NOUNS = words("injuries injury wounded injured")
BE = words("was were been being is are be got get")
HAVE = words("have has had having")
ADVERBS = words(
    """also reportedly allegedly immediately instantly later seriously critically severely slightly lightly badly gravely fatally
    accidentally both all each either together confirmed still not never only apparently believed found reported feared said to then
    since so far now himself herself themselves either deliberately brutally"""
)
SUBSET = words("including among mostly one most some whom many")
PERSON = words(
    """man woman boy girl child baby infant toddler mother father son daughter brother sister wife husband grandmother grandfather uncle
    aunt cousin soldier officer policeman policewoman civilian fighter militant rebel insurgent commander journalist reporter
    cameraman photographer medic doctor nurse paramedic driver teacher student worker farmer shepherd guard bodyguard sergeant
    lieutenant captain colonel general major corporal conscript gunman attacker bomber assailant suspect prisoner hostage villager
    resident passerby bystander shopkeeper protester demonstrator activist lawyer judge mayor governor lawmaker minister official
    politician cleric imam priest pastor monk tribesman elder leader peacekeeper contractor volunteer rescuer firefighter
    pilot sailor marine ranger constable inspector deputy person victim teenager teen youth pensioner elderly local national
    citizen jihadist terrorist herder pilgrim tourist migrant refugee trader merchant vendor employee engineer technician member
    head chief serviceman trooper cadet recruit deserter spy informant baker fisherman man's nephew niece grandson granddaughter
    businessman businesswoman entrepreneur musician caregiver employer motorcyclist
    ambassador envoy spokesman diplomat detainee inmate captive pupil worshipper worshiper parishioner churchgoer laborer
    labourer shopper trainee carer aide adviser advisor preacher missionary nun bishop rabbi mechanic caretaker cook intern clerk
    pedestrian cyclist motorist passenger sniper guerrilla operative emir sheikh sheik"""
)
PLURAL_PEOPLE = words(
    "people men women children police personnel troops policemen gunmen infantry cavalry clergy servicemen tribesmen staff crew"
)
NOT_IN_NAMES = words(
    """in at on near by when while after before during as but that which who where since from with for into inside outside amid because
    and or said says if though although until against over under along across around through toward towards via following leaving
    causing including among than then is are was were be been being has have had will would were: ; . , ( ) — – : " “ ” ? !"""
)
JUST_BEFORE = words(
    """in at on by with near from since within after before during for about per than under into against through to around
    inside aged age"""
)
"""Before a number these words show that it is no part of a list of victims."""
OTHER_UNITS = words(
    """mm km kilometers kilometres miles meters metres hours minutes days weeks months years year percent rockets missiles shells drones
    vehicles tanks houses homes buildings cars trucks strikes airstrikes raids attacks bombs mortars rounds villages towns cities tons
    tonnes kg dollars pm am gmt local suicide january february march april may june july august september october november december
    barrels grenades helicopters aircraft jets warplanes boats ships bases positions checkpoints schools hospitals mosques churches
    separate different incidents clashes explosions blasts th st nd rd cows sheep goats cattle animals"""
)
SINCE_LONG = (
    ("so", "far", "this", "year"),
    ("this", "year"),
    ("since", "the"),
    ("over", "the", "past"),
    ("in", "the", "past"),
    ("over", "the", "last"),
    ("in", "the", "conflict"),
    ("in", "the", "war"),
    ("during", "the", "war"),
    ("of", "the", "war"),
    ("of", "the", "conflict"),
    ("of", "war"),
    ("of", "conflict"),
    ("in", "recent", "years"),
    ("in", "recent", "months"),
    ("since", "then"),
    ("over", "the", "years"),
    ("in", "the", "country"),
    ("across", "the", "country"),
    ("around", "the", "country"),
    ("throughout", "the", "country"),
    ("nationwide",),
    ("countrywide",),
)
DESTROYED = words("eliminated neutralized neutralised liquidated destroyed")
"""What communiqués do to fighters; of anything else it tells no deaths."""
FIGHTERS = words(
    """militant mercenary mercenaries terrorist fighter soldier insurgent rebel gunman gunmen troops nationalist serviceman servicemen
    jihadist"""
)
LONG_THINGS = words("war conflict insurgency uprising fighting violence unrest")
"""What "has killed" people over years; one attack "killed" them."""
