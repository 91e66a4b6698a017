"""Which kinds of events a sentence tells, and with which words."""

from collections.abc import Sequence
from dataclasses import replace

from dateline.extraction.captures import ARMED, captured
from dateline.extraction.codebook import EventType
from dateline.extraction.codebook import SubEventType as Kind
from dateline.extraction.dates.vocabulary import MONTHS, SHORT_MONTHS
from dateline.extraction.lexicon import CLASSES
from dateline.extraction.nonevents import ACCIDENTS, MASKS, OPENINGS, TOPICS
from dateline.extraction.patterns import Found, Patterns
from dateline.extraction.tokens import Tokens, clauses, tokenize
from dateline.extraction.trigger import Trigger
from dateline.extraction.triggers import RULES, Open, Rule
from dateline.extraction.weapons import ON_FOOT, by_target, from_afar, weapon_of
from dateline.extraction.words import word_set

_INSTRUMENTS: tuple[tuple[Kind, str], ...] = (
    (Kind.SUICIDE_BOMB, "suicide"),
    (Kind.SUICIDE_BOMB, "suicide #bomber|#attacker|#bombing|#attack|#belt|#vest|drone?"),
    (Kind.SUICIDE_BOMB, "~blow himself|herself|themselves up"),
    (Kind.SUICIDE_BOMB, "#bomber"),
    (Kind.CHEMICAL_WEAPON, "nerve|chemical *1 agent|weapon|weapons|gas|attack|shells|substance"),
    (Kind.CHEMICAL_WEAPON, "chlorine|sarin|toxic gas?"),
    (Kind.CHEMICAL_WEAPON, "poison|poisonous|toxic|mustard gas|gases"),
    (Kind.GRENADE, "#grenade"),
    (Kind.SHELLING_ARTILLERY_MISSILE, "rocket propelled #grenade"),
    (
        Kind.REMOTE_EXPLOSIVE_LANDMINE_IED,
        "car|truck|lorry|van|roadside|motorcycle|vehicle|parcel|magnetic|sticky|pipe|nail|planted|time|homemade #bomb|#device",
    ),
    (Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, "#ied|#landmine|#mine|improvised|explosives|unexploded|booby|ordnance"),
    (Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, "explosive|incendiary #device|#charge|#package"),
    (Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, "#bomb"),
    (Kind.AIR_DRONE_STRIKE, "glide|barrel|cluster|aerial|guided #bomb"),
    (Kind.AIR_DRONE_STRIKE, "$drone"),
    (Kind.AIR_DRONE_STRIKE, "$aircraft"),
    (Kind.AIR_DRONE_STRIKE, "air #strike|#raid|#force|forces"),
    (Kind.AIR_DRONE_STRIKE, "#airstrike|aerial|warplanes|airpower"),
    (Kind.SHELLING_ARTILLERY_MISSILE, "$rocket|$shell"),
    (Kind.SHELLING_ARTILLERY_MISSILE, "artillery|mortar|tank fire|shells|rounds|shelling"),
    (Kind.ARMED_CLASH, "#firefight|#clash|#gunbattle|crossfire"),
    (Kind.ATTACK, "gunmen|gunman|knife|machete|machetes|axe|shot|stabbed|gunfire|masked"),
)
_WEAPONS = frozenset().union(
    *(CLASSES[name] for name in ("drone", "aircraft", "rocket", "shell")),
    word_set(
        """bomb bombs bomber gunmen gunman grenade grenades ied mine landmine explosive explosives attackers militants rebels insurgents
    shot shots gunfire troops soldiers army"""
    ),
)
_HARMED = (
    frozenset()
    .union(
        *(CLASSES[name] for name in ("troops", "protester", "vehicle", "gang")),
        word_set(
            """civilian civilians resident residents villagers dead killed wounded injured injuring killing wounding
            worshippers mosque church"""
        ),
    )
    .difference(TOPICS)
)
"""Beside a trigger, these speak for violence even where words of sport or business stand too."""
_VIOLENT = frozenset(
    kind
    for kind in Kind
    if kind.event_type in (EventType.BATTLES, EventType.EXPLOSIONS_REMOTE_VIOLENCE, EventType.VIOLENCE_AGAINST_CIVILIANS)
)
_CROWDS = frozenset(kind for kind in Kind if kind.event_type in (EventType.PROTESTS, EventType.RIOTS))
_RANK: dict[Kind, int] = {
    kind: rank
    for rank, kind in enumerate(
        (
            Kind.OTHER,
            Kind.CHANGE_TO_GROUP_ACTIVITY,
            Kind.ARRESTS,
            Kind.LOOTING_PROPERTY_DESTRUCTION,
            Kind.PEACEFUL_PROTEST,
            Kind.ATTACK,
            Kind.ARMED_CLASH,
            Kind.PROTEST_WITH_INTERVENTION,
            Kind.VIOLENT_DEMONSTRATION,
            Kind.MOB_VIOLENCE,
            Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
            Kind.SHELLING_ARTILLERY_MISSILE,
            Kind.AIR_DRONE_STRIKE,
            Kind.REMOTE_EXPLOSIVE_LANDMINE_IED,
            Kind.GRENADE,
            Kind.ABDUCTION_FORCED_DISAPPEARANCE,
            Kind.SEXUAL_VIOLENCE,
            Kind.SUICIDE_BOMB,
            Kind.CHEMICAL_WEAPON,
            Kind.DISRUPTED_WEAPONS_USE,
            Kind.AGREEMENT,
            Kind.HEADQUARTERS_OR_BASE_ESTABLISHED,
            Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY,
            Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY,
            Kind.GOVERNMENT_REGAINS_TERRITORY,
        )
    )
}
_SOLDIERS = word_set("soldiers troops fighters rebels militants insurgents army forces mutineers gunmen militiamen")
_SURER = 0.25
"""Words so much surer than others name the kind, whichever is graver."""
_PEOPLE = CLASSES["civilian"] | CLASSES["protester"] | word_set("members men new soldiers")
_OBJECT = (("a",), ("an",), ("the",), ("its",), ("their",), ("civilians",), ("villages",))
"""Behind "bombing" these show that somebody bombed something, not that a bomb went off."""
_EXPLOSIONS = word_set(
    """blast blasts explosion explosions bomb bombs missile missiles shell shells rocket rockets drone drones airstrike airstrikes
    strike strikes shelling"""
)
_COUNTS = word_set("dozens hundreds scores thousands tens people")
_HANDS = ARMED | word_set(
    """mob mobs crowd crowds protesters demonstrators rioters youths residents villagers settlers soldiers troops paramilitaries police
    herders herdsmen arsonists"""
)
_HARM = frozenset({"killed", "killing", "wounded", "wounding", "injured", "injuring", "hurt", "dead"})
_MARCHING = frozenset({"protesters", "protestors", "demonstrators", "rioters", "marchers"})
_HARMLESS = word_set("tear gas stun smoke sound flash percussion bang teargas")
_MONTHS = word_set("in on of since last early late mid until by from during before after between this next and to")
_UNNAMED = frozenset({Open.STRIKE, Open.ATTACK, Open.BLAST, Open.KILL, Open.SHOOT})
_DATING = frozenset(MONTHS) | frozenset(SHORT_MONTHS) | {"night", "nights"}
"""Before two numbers these tell days: "the night of January 19-20"."""
_COUNTING = word_set("killed killing wounded wounding injured injuring at least about some between and or to of in on from with than")
_CRASHED = frozenset({"crash", "crashed", "crashes", "crashing"})
_BROUGHT_DOWN = word_set(
    """shot shooting downed down missile missiles rocket rockets drone drones hit struck fire fired attack attacked attackers rebels
    militants insurgents bomb bombs explosives hijacked hijackers gunmen strike strikes raid raids into"""
)
_TERRITORY = frozenset({Kind.NON_STATE_ACTOR_OVERTAKES_TERRITORY, Kind.GOVERNMENT_REGAINS_TERRITORY})
_SAME_STORY: tuple[frozenset[Kind], ...] = (
    frozenset({Kind.SUICIDE_BOMB, Kind.REMOTE_EXPLOSIVE_LANDMINE_IED}),
    frozenset({Kind.AIR_DRONE_STRIKE, Kind.SHELLING_ARTILLERY_MISSILE, Kind.CHEMICAL_WEAPON}),
    frozenset({Kind.DISRUPTED_WEAPONS_USE, Kind.AIR_DRONE_STRIKE, Kind.SHELLING_ARTILLERY_MISSILE}),
    frozenset({Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, Kind.GRENADE}),
    frozenset({Kind.ARMED_CLASH, Kind.ATTACK, *_TERRITORY}),
    frozenset({Kind.ARMED_CLASH, Kind.ARRESTS}),
    frozenset({Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY, Kind.CHANGE_TO_GROUP_ACTIVITY, *_TERRITORY}),
    frozenset({Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.ATTACK, Kind.MOB_VIOLENCE, Kind.VIOLENT_DEMONSTRATION}),
    frozenset({Kind.ATTACK, Kind.ABDUCTION_FORCED_DISAPPEARANCE, Kind.SEXUAL_VIOLENCE, Kind.MOB_VIOLENCE}),
    frozenset({Kind.ARRESTS, Kind.PROTEST_WITH_INTERVENTION, Kind.VIOLENT_DEMONSTRATION, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS}),
    frozenset({Kind.ARRESTS, Kind.DISRUPTED_WEAPONS_USE}),
    frozenset({Kind.ARMED_CLASH, Kind.SUICIDE_BOMB, Kind.ATTACK}),
    frozenset({Kind.ATTACK, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS}),
    frozenset({Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS}),
    _CROWDS,
)


def compatible(a: Kind, b: Kind, *, general: bool = False) -> bool:
    """Whether two tellings of these kinds may tell one occurrence; `general` when the words of one do not name its kind."""
    if a is b or any(a in kinds and b in kinds for kinds in _SAME_STORY):
        return True
    if not general:
        return False
    violent = _VIOLENT | {Kind.DISRUPTED_WEAPONS_USE, Kind.LOOTING_PROPERTY_DESTRUCTION, Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS}
    violent |= {Kind.VIOLENT_DEMONSTRATION, Kind.MOB_VIOLENCE}
    return a in violent and b in violent


def lethal(kind: Kind, killed: int | None) -> Kind:
    """The kind with what its deaths say: a protest broken up with people killed was met with excessive force, as in ACLED's codebook."""
    return Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS if killed and kind is Kind.PROTEST_WITH_INTERVENTION else kind


def stronger(a: Trigger, b: Trigger) -> Trigger:
    """Which of two triggers of one occurrence names its kind: the words that name it before those that do not, then the graver kind."""
    hand = {Open.SHOOT, Open.ATTACK, Open.KILL}
    if Kind.ATTACK in (a.kind, b.kind):
        # "came under attack by bandits who set fire to houses"
        hand.add(Open.STRIKE)
    if Kind.LOOTING_PROPERTY_DESTRUCTION in (a.kind, b.kind) and (a.open in hand or b.open in hand):
        return a if a.open in hand else b
    if (a.open is None) != (b.open is None) and {a.open, b.open} != {None, Open.PROTEST} and Open.CAPTURE not in (a.open, b.open):
        return a if a.open is None else b
    if a.open is None and b.open is None and abs(a.weight - b.weight) > _SURER:
        return a if a.weight > b.weight else b
    return a if (_RANK[a.kind], a.weight, -a.start) >= (_RANK[b.kind], b.weight, -b.start) else b


class KindFinder:
    """Finds triggers in sentences; made once, used for every sentence."""

    def __init__(self) -> None:
        self._rules: Patterns[Rule] = Patterns(RULES, CLASSES)
        self._instruments: Patterns[Kind] = Patterns(((pattern, kind) for kind, pattern in _INSTRUMENTS), CLASSES)
        self.heads = self._rules.heads
        """A sentence without one of these words tells nothing."""
        self.telling = self.heads - _PEOPLE
        """Those of them that tell of deeds or weapons, not merely of people."""

    def find(self, tokens: Tokens) -> tuple[Trigger, ...]:
        """The triggers of a sentence in the order of the text; no two overlap."""
        words = tokens.words
        if self.heads.isdisjoint(words):
            return ()
        found = list(self._rules.find(words))
        if not found:
            return ()
        masks = [(mask.start, mask.end) for mask in MASKS.find(words)]
        asked = max((place for place, word in enumerate(words) if word == "?"), default=-1)
        openings = [(mask.start, mask.end) for mask in OPENINGS.find(words)]
        found = [
            match
            for match in found
            if match.end > asked
            and not _other_sense(match, words)
            and not any(start <= match.start < end for start, end in openings)
            and not any(start < match.end <= end or (start == match.start and match.value.kind is Open.CAPTURE) for start, end in masks)
        ]
        if not found or _off_topic(words, found):
            return ()
        found.sort(key=lambda match: (-match.value.weight, -(match.end - match.start), match.start))
        kept: list[Found[Rule]] = []
        for match in found:
            if not any(match.start < other.end and other.start < match.end for other in kept):
                kept.append(match)
        kept.sort(key=lambda match: match.start)
        named = (one for one in self._instruments.find(words) if not any(start <= one.start < end for start, end in openings))
        instruments = list(named) if any(isinstance(match.value.kind, Open) for match in kept) else []
        if any(_harmless_grenade(one, words) for one in instruments):
            instruments = [one for one in instruments if not _harmless_grenade(one, words)]
            kept = [match for match in kept if match.value.kind is not Open.BLAST]
        numbers = clauses(words)
        triggers = (self._decide(match, words, numbers, instruments) for match in kept)
        return tuple(_by_whom(trigger, words) for trigger in triggers if trigger is not None and not _wreckage(trigger, words))

    def _decide(
        self, match: Found[Rule], words: Sequence[str], numbers: Sequence[int], instruments: Sequence[Found[Kind]]
    ) -> Trigger | None:
        rule = match.value
        if not isinstance(rule.kind, Open):
            return Trigger(match.start, match.end, rule.kind, rule.weight)
        trigger = Trigger(match.start, match.end, Kind.ATTACK, rule.weight, rule.kind)
        head = words[match.start]
        match rule.kind:
            case Open.CAPTURE:
                return captured(trigger, words)
            case Open.PROTEST:
                soldiers = head.startswith("march") and not _SOLDIERS.isdisjoint(words[max(0, trigger.start - 9) : trigger.start])
                if soldiers:
                    return captured(replace(trigger, open=Open.CAPTURE, weight=0.6), words)
                return replace(trigger, kind=Kind.PEACEFUL_PROTEST)
            case _:
                pass
        weapon = weapon_of(trigger, numbers, instruments, words)
        if (weapon is None and not ACCIDENTS.isdisjoint(words) and _WEAPONS.isdisjoint(words)) or _fell_by_itself(words):
            return None
        match rule.kind:
            case Open.STRIKE:
                if weapon is not None:
                    return replace(trigger, kind=weapon, weight=rule.weight + 0.1)
                if head in ("strike", "strikes", "bomb", "bombs", "bombed", "bombing"):
                    return replace(trigger, kind=Kind.AIR_DRONE_STRIKE, weight=0.62)
                if head.startswith(("pound", "pummel")):
                    return replace(trigger, kind=Kind.SHELLING_ARTILLERY_MISSILE, weight=0.62)
                if head in ("struck", "hit", "hits", "striking") and from_afar(trigger, words):
                    return replace(trigger, kind=Kind.AIR_DRONE_STRIKE, weight=0.6)
                if head.startswith(("came", "come")):
                    return replace(trigger, kind=by_target(trigger, words), weight=0.6)
                return replace(trigger, kind=by_target(trigger, words), weight=0.3, guessed=True)
            case Open.BLAST:
                if weapon is not None and weapon is not Kind.ATTACK and weapon is not Kind.ARMED_CLASH:
                    return replace(trigger, kind=weapon, weight=rule.weight + 0.08)
                if head in ("bomb", "bombs", "bombed"):
                    on_foot = not ON_FOOT.isdisjoint(words[max(0, trigger.start - 8) : trigger.start])
                    return replace(trigger, kind=Kind.REMOTE_EXPLOSIVE_LANDMINE_IED if on_foot else Kind.AIR_DRONE_STRIKE, weight=0.6)
                if head == "bombing" and words[trigger.end : trigger.end + 1] in _OBJECT:
                    on_foot = not ON_FOOT.isdisjoint(words[max(0, trigger.start - 8) : trigger.start])
                    return replace(trigger, kind=Kind.REMOTE_EXPLOSIVE_LANDMINE_IED if on_foot else Kind.AIR_DRONE_STRIKE, weight=0.6)
                harmed = not _HARM.isdisjoint(words)
                named = harmed or head not in ("go", "goes", "went")
                return replace(trigger, kind=Kind.REMOTE_EXPLOSIVE_LANDMINE_IED, weight=0.6 if named else 0.3)
            case Open.SHOOT:
                if weapon in (Kind.SHELLING_ARTILLERY_MISSILE, Kind.AIR_DRONE_STRIKE):
                    return replace(trigger, kind=weapon, weight=0.66)
                return replace(trigger, kind=by_target(trigger, words), weight=0.72 if weapon in (None, Kind.ATTACK) else 0.6)
            case Open.ATTACK:
                borne = weapon in (Kind.SHELLING_ARTILLERY_MISSILE, Kind.GRENADE) and not ON_FOOT.isdisjoint(words[: trigger.start])
                if weapon is not None and weapon is not Kind.ATTACK and not borne:
                    return replace(trigger, kind=weapon, weight=rule.weight)
                return replace(trigger, kind=by_target(trigger, words), weight=max(rule.weight - 0.05, 0.0))
            case _:
                if head.startswith(("destroy", "damag")):
                    return replace(trigger, kind=weapon, weight=0.45) if weapon not in (None, Kind.ATTACK) else None
                if weapon is not None:
                    return replace(trigger, kind=weapon, weight=rule.weight)
                if head.startswith(("die", "dying")):
                    return None
                return replace(trigger, kind=by_target(trigger, words), weight=rule.weight - 0.08, guessed=True)


def _wreckage(trigger: Trigger, words: Sequence[str]) -> bool:
    """Whether an explosion, not a hand, set things on fire: "the blast set dozens of vehicles ablaze"."""
    if trigger.kind is not Kind.LOOTING_PROPERTY_DESTRUCTION:
        return False
    before = words[: trigger.start]
    return not _EXPLOSIONS.isdisjoint(before) and _HANDS.isdisjoint(before)


def _by_whom(trigger: Trigger, words: Sequence[str]) -> Trigger:
    """The trigger, armed men who storm an embassy being no crowd."""
    if trigger.kind is Kind.VIOLENT_DEMONSTRATION and words[trigger.start].startswith("storm"):
        before = words[max(0, trigger.start - 10) : trigger.start]
        if not ARMED.isdisjoint(before) and CLASSES["protester"].isdisjoint(set(before) - _COUNTS):
            return replace(trigger, kind=Kind.ATTACK)
    if trigger.kind is Kind.ARMED_CLASH and words[trigger.end - 1] in ("back", "off") and not _MARCHING.isdisjoint(words):
        # "demonstrators broke through the gate before security forces pushed them back"
        return replace(trigger, kind=Kind.PROTEST_WITH_INTERVENTION)
    if trigger.kind is Kind.LOOTING_PROPERTY_DESTRUCTION and not _MARCHING.isdisjoint(words[max(0, trigger.start - 8) : trigger.end + 4]):
        # "The police station was set ablaze by demonstrators."
        return replace(trigger, kind=Kind.VIOLENT_DEMONSTRATION)
    return trigger


def _harmless_grenade(found: Found[Kind], words: Sequence[str]) -> bool:
    """Whether what went off was a means of the police: "a tear gas grenade exploded"."""
    return found.value is Kind.GRENADE and not _HARMLESS.isdisjoint(words[max(0, found.start - 2) : found.start])


def _other_sense(match: Found[Rule], words: Sequence[str]) -> bool:
    """Whether the words mean something else: the month of March, a grenade that is no weapon of war."""
    last = words[match.end - 1]
    if last == "march":
        beside = words[match.end : match.end + 1]
        return (bool(beside) and beside[0].isdecimal()) or (
            match.end > 1 and (words[match.end - 2] in _MONTHS or words[match.end - 2].isdecimal())
        )
    if match.value.kind is Kind.GRENADE:
        at = next((place for place in range(match.start, match.end) if words[place].startswith("grenade")), match.start)
        return not _HARMLESS.isdisjoint(words[max(0, at - 2) : at])
    return False


def _unnamed(rule: Rule) -> bool:
    """Whether a rule's words leave the kind open; the kind `attack` is not the open trigger of the same name."""
    return isinstance(rule.kind, Open) and rule.kind in _UNNAMED


def _calm(kind: Kind | Open) -> bool:
    """Whether words of sport or culture may well stand beside such an event: "seized the town and used its theater …"."""
    return kind in (Open.PROTEST, Open.CAPTURE) or (isinstance(kind, Kind) and kind.event_type is EventType.STRATEGIC_DEVELOPMENTS)


def _off_topic(words: Sequence[str], found: Sequence[Found[Rule]]) -> bool:
    """Whether the sentence is about sport, business, culture or health, as far as weapons and people in it do not speak against it."""
    hits = sum(word in TOPICS for word in words) + 2 * _scored(words)
    if not hits or any(_counts_dead(match, words) for match in found):
        return False
    telling = {place for match in found for place in range(match.start, match.end)}
    beside = [word for place, word in enumerate(words) if place not in telling]
    if not any(word in _WEAPONS or word in _HARMED for word in beside):
        return hits > 1 or not any(_calm(match.value.kind) for match in found)
    named = any(match.value.weight >= 0.85 and not _unnamed(match.value) for match in found)
    return hits > named and hits > sum(word in _WEAPONS for word in words)


def _scored(words: Sequence[str]) -> bool:
    """Whether a result of a match stands there: "crushed Liverpool 5-2"."""
    return any(
        a.isdecimal()
        and b.isdecimal()
        and len(a) < 3
        and len(b) < 3
        and (before.isalpha() and before not in _COUNTING and before not in _DATING)
        for before, a, b in zip(words, words[1:], words[2:], strict=False)
    )


def _fell_by_itself(words: Sequence[str]) -> bool:
    """Whether an aircraft crashed and nothing says that anybody brought it down."""
    return not _CRASHED.isdisjoint(words) and not CLASSES["aircraft"].isdisjoint(words) and _BROUGHT_DOWN.isdisjoint(words)


def _counts_dead(match: Found[Rule], words: Sequence[str]) -> bool:
    """Whether the words kill people of flesh: "killed three children as they played football"."""
    if match.value.kind is not Open.KILL or not words[match.start].startswith("kill"):
        return False
    people = words[match.end : match.end + 6]
    return any(word in CLASSES["civilian"] or word in CLASSES["troops"] or word in CLASSES["number"] for word in people)


_BY_HAND = word_set("gunmen gunman bandits assailants raiders shot shoot shooting shootings gunfire fire fired")
_NAMED: Patterns[None] = Patterns(((pattern, None) for pattern, rule in RULES if not _unnamed(rule)), CLASSES)


def is_general(words: str) -> bool:
    """Whether a trigger's words leave the kind of event open: "attack", "killed", but not "shelling" and not "gunmen attacked"."""
    tokens = tokenize(words, 0, len(words))
    return _BY_HAND.isdisjoint(tokens.words) and next(_NAMED.find(tokens.words), None) is None


def graver(a: Kind, b: Kind) -> Kind:
    """Which of two kinds names an occurrence that is told as both."""
    return a if _RANK[a] >= _RANK[b] else b
