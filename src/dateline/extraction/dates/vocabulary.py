"""The words that English dates are made of."""

from dateline.extraction.dates.expressions import Unit
from dateline.recognition.words import words


def numbered(names: str, first: int = 1) -> dict[str, int]:
    """Each word with its place in the list; alternatives are joined by "|"."""
    return {name: place for place, group in enumerate(names.split(), first) for name in group.split("|")}


MONTHS = numbered("january february march april may june july august september october november december")
SHORT_MONTHS = numbered("jan feb|febr mar apr x jun jul aug sep|sept oct nov dec")
SHORT_MONTHS.pop("x")
WEEKDAYS = numbered("monday tuesday wednesday thursday friday saturday sunday", 0)
SHORT_WEEKDAYS = numbered("mon tue|tues wed|weds thu|thur|thurs fri sat sun", 0)
UNITS = {
    **dict.fromkeys(("minute", "minutes"), Unit.MINUTE),
    **dict.fromkeys(("hour", "hours"), Unit.HOUR),
    **dict.fromkeys(("day", "days", "night", "nights"), Unit.DAY),
    **dict.fromkeys(("week", "weeks"), Unit.WEEK),
    **dict.fromkeys(("month", "months"), Unit.MONTH),
    **dict.fromkeys(("year", "years"), Unit.YEAR),
    **dict.fromkeys(("decade", "decades"), Unit.DECADE),
}
NUMBERS = numbered(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
NUMBERS |= {"a": 1, "an": 1, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
ORDINALS = numbered(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth "
    "seventeenth eighteenth nineteenth twentieth"
)
ORDINALS["thirtieth"] = 30
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
SEASONS = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}

TIMES_OF_DAY = {
    "morning": "morning",
    "mornings": "morning",
    "dawn": "morning",
    "daybreak": "morning",
    "sunrise": "morning",
    "midday": "afternoon",
    "noon": "afternoon",
    "lunchtime": "afternoon",
    "afternoon": "afternoon",
    "evening": "evening",
    "dusk": "evening",
    "sunset": "evening",
    "nightfall": "evening",
    "night": "night",
    "midnight": "night",
}

COUNTED = words(
    """people persons civilians soldiers troops fighters militants rebels insurgents terrorists gunmen men women children
    families policemen police officers members personnel others dead killed wounded injured bodies victims protesters
    demonstrators migrants refugees prisoners detainees hostages students villagers residents workers homes houses
    villages vehicles tanks rockets shells missiles drones strikes rounds bombs mortars km kilometers kilometres miles
    meters metres tons tonnes kg mm cm dollars pounds euros hectares acres square percent displaced patients passengers
    journalists households troopers tribesmen suspects attackers jihadists pilgrims farmers herders gmt utc local hours am
    pm buildings schools hospitals shops cars trucks boats aircraft deaths injuries casualties arrests attacks air
    airstrikes raids artillery american russian turkish syrian israeli ukrainian"""
)
"""After a number these words show that it counts something; it is no day and no year then."""

MEASURES = words(
    """km kilometers kilometres miles meters metres tons tonnes kg mm cm dollars pounds euros hectares acres square percent
    gmt utc local hours am pm rounds % °"""
)
"""After four digits these words show that they are no year."""

YEAR_BEFORE = words(
    """in since during of from until till by throughout through early mid late before after between year years circa around
    about back for autumn fall spring summer winter and or to end beginning start half than"""
)
"""Words after which four digits are a year."""
MONTH_BEFORE = words(
    """in since during of from until till by throughout through early mid late before after between last this next past every
    to and previous following for around about or earlier each until"""
)
"""Words after which the bare name of a month is a date."""
FORMAL_NAMES = words(
    """movement alliance coalition square street bridge brigade brigades avenue forces university hospital stadium airport
    school division battalion times telegraph mirror mail express herald tribune post world guardian star independent
    front group camp road boulevard bloc militia network sun forum martyrs"""
)
"""After a day these capitalized words make it a part of a name: "April 6 Movement", "Sunday Times"."""
NAMED_DAYS = frozenset({"black", "bloody", "good", "ash", "palm", "super", "easter", "girl", "man", "cyber", "manic", "every", "each"})
"""Before a weekday these words make it a name, or a habit."""
AUXILIARY_FUTURE = words(
    """will shall ll scheduled due upcoming expected planned plan plans planning intends intend slated deadline tomorrow
    forthcoming expects vowed threatened ahead set"""
)
PAST_VERBS = words(
    """said told was were had did struck hit shot fell took came went began saw held left lost broke fought blew made found
    met sent kept gave drove flew ran won fled rose set put became stood led brought got wrote spoke heard has have"""
)
