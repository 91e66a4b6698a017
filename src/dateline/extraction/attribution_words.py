"""The words by which reports say who says so."""

from dateline.recognition.words import words

STATED = words(
    """said says told announced reported reports stated states added adds confirmed confirms declared declares noted explained wrote
    writes revealed disclosed specified pointed tweeted posted relayed indicated clarified acknowledged informed recounted testified
    described mentioned recalled reiterated stressed emphasized emphasised underlined quoted commented concluded observed admitted
    published documented recorded"""
)
CLAIMED = words("claimed claims alleged alleges insisted asserted maintained argued boasted suggested")
DENIED = words("denied denies denying rejected rejects dismissed refuted disputed")
ACCUSED = words("accused accuses accusing blamed blames blaming charged")
THREATENED = words("threatened threatens vowed vows pledged swore promised")
WARNED = words("warned warns warning cautioned predicted")
REPORTING_NEEDS = words(
    "reported reports noted described mentioned recorded rejected dismissed charged posted published states observed documented"
)
"""These verbs do much besides saying: they need "that", a quotation, a day or an outlet beside them."""
ADVERBS = words(
    "also later earlier reportedly further separately has have had previously already officially repeatedly then meanwhile again however"
)
ADJUNCT = words(
    """at a an the in on to its his her their briefing press conference news statement interview reporters journalists late early
    afternoon evening morning night local state television tv radio telegram twitter facebook channel post video message by phone
    with media that issued released published agency daily monday's of from via x social account page newspaper outlet audio
    communique report update weekly official website online email speech address televised during parliament released carried"""
)
"""Words that may stand between a verb of saying and the day of the saying."""
BOUNDS = words("""that while when but because although though whereas where after as which who whom since if until before and""")
PRONOUNS = words("he she it they")
RESUMING = words(
    "source sources statement spokesman spokesperson spokeswoman official officials agency report ministry witness outlet channel"
)
"""With "the" before them these point to the speaker named before."""
UNNAMED = words("source sources witness witnesses resident residents locals activists people villagers eyewitness eyewitnesses survivors")
OFFICIAL = words(
    """ministry minister army military forces force government governor police spokesman spokeswoman spokesperson official officials
    command commander general colonel major brigadier lieutenant captain president presidency premier chief guard guards navy
    authorities authority mod ministry's kremlin pentagon centcom idf coast defense defence intelligence security militia rebels
    group movement junta regime mayor deputy administration brigade council diplomat embassy base officer officers army's troops
    fighters militants insurgents separatists"""
)
"""A speaker told with one of these is a party or its official."""
NEUTRAL = words(
    """hospital medics doctor doctors medical rescue rescuers firefighters ngo observatory monitor monitors monitoring nations un
    humanitarian aid analyst analysts researcher charity redcross cross crescent unicef unhcr ocha helmets civil-defence fire"""
)
MEDIA = words("agency media television tv newspaper radio daily outlet channel broadcaster website network news")
LEADING = words("on in at during meanwhile however but and also earlier later separately for following while as because then so moreover")
