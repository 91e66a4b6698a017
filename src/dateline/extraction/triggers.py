"""The words that tell an event, as patterns with the kind they tell and how surely they tell it.

A kind that begins with "?" is open: the words around decide it (see `kinds.py`).
"""

from dataclasses import dataclass
from enum import StrEnum

from dateline.extraction.codebook import SubEventType as Kind


class Open(StrEnum):
    """A trigger whose kind its arguments decide."""

    STRIKE = "strike"
    """Something hit something: a weapon is sought."""
    ATTACK = "attack"
    """Somebody attacked somebody: a weapon, then the target is sought."""
    BLAST = "blast"
    """Something exploded."""
    KILL = "kill"
    """Somebody was hurt; how is sought."""
    SHOOT = "shoot"
    """Shots were fired at somebody."""
    CAPTURE = "capture"
    """Ground changed hands: who took it is sought."""
    PROTEST = "protest"
    """People demonstrated: what became of it is sought."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a pattern tells."""

    kind: Kind | Open
    weight: float
    """From 0 to 1: how surely the words alone tell such an event."""


_TABLE: tuple[tuple[Kind | Open, float, str], ...] = (
    (
        Kind.AIR_DRONE_STRIKE,
        0.9,
        """
        #airstrike|#airraid
        air|aerial #strike|#raid|#attack|#assault|#bombardment|bombing|bombings|bombardments
        $drone #strike|#attack|#raid|#assault|~hit|~slam|~crash|~explode|~target|~attack|~damage|~kill
        kamikaze|suicide|attack|explosive $drone *3 ~hit|~strike|~attack|~target|~slam|~explode
        $drone *3 ~hit|~strike|~target|~slam|~attack|~pound|~crash|~explode
        $drone ~drop
        $aircraft *4 ~bomb|~bombard|~pound|~strike|~hit|~target|~attack|~pummel|~strafe|~drop|~raid
        barrel #bomb
        glide|guided|aerial|cluster #bomb
        ~carry|~launch|~conduct|~mount out? *2 raids
        bombing #raid|#run|#sortie
        ~bomb *4 from? the air
        aerospace|air #force|forces *3 ~destroy|~hit|~strike|~target|~bomb|~attack|~pound|~kill|~eliminate
        us|u|american|israeli|russian|saudi|turkish|coalition|french #strike ~kill|~hit|~target|~destroy|on|against|in|near
        helicopter|helicopters *2 ~fire|~shell|~strafe
        $drone *2 ~fire|~launch *2 #missile|#rocket
        attack with|using|by *3 drones|uavs
        """,
    ),
    (
        Kind.SHELLING_ARTILLERY_MISSILE,
        0.9,
        """
        ~shell
        #shelling|cannonade
        $rocket|$shell #attack|#strike|#fire|#barrage|#salvo|#volley|#shelling|#bombardment|exchanges|duel|duels
        $rocket|$shell #round *3 ~hit|~land|~strike|~fall|~explode
        $rocket|$shell *4 ~hit|~strike|~land|~slam|~fall|~target|~pound|~crash|~explode|~rain|~smash|~damage|~kill|~destroy|~wound
        $rocket|$shell *3 fired|launched|lobbed at|on|toward|towards|into|by
        ~fire|~launch|~lob *6 $rocket|$shell|rounds|salvo|barrage
        barrage|salvo|volley|hail|rain of *3 $rocket|$shell
        ~rain *3 $rocket|$shell
        ~bombard
        #bombardment
        ~pound|~pummel *6 with|using|by *3 artillery|rockets|mortars|shells|tanks|howitzers
        tank|artillery|mortar #fire|#shelling|#round
        came under fire from *3 artillery|mortars|tanks
        under heavy? artillery|rocket|mortar|shell
        multiple launch rocket *2 ~fire|~hit|~strike
        ~trade|~exchange *2 artillery|rocket|mortar fire
        """,
    ),
    (
        Kind.REMOTE_EXPLOSIVE_LANDMINE_IED,
        0.9,
        """
        roadside|road|car|truck|motorcycle|motorbike|vehicle|parcel|letter|bicycle|magnetic|sticky|remote|homemade|pipe|time|planted|nail|donkey #bomb|bombing|bombings|#blast|#explosion
        #ied|improvised *1 ~explode|~detonate|~hit|#blast|#attack|#explosion|~kill|~strike|~go|~wound
        #landmine|land|anti #mine|personnel|#explosion|#blast
        #mine ~explode|#explosion|#blast|~detonate|~kill|~go
        #landmine|#ied
        improvised explosive #device
        #bomb|#device|explosives|#mine|#landmine|#ied *6 ~explode|~detonate|exploded|detonated|went|~blow|~kill|~wound|~injure
        ~drive|~step|ran|run|hit|struck|~trigger|~touch|~ride *5 #mine|#landmine|#ied|explosive|#bomb
        #bomb|#explosive *2 ~tear|~rip|~kill|~go|~hit|~strike|~wound|~injure|~target|~destroy|attached|hidden|planted
        explosive #device *5 ~explode|~detonate|~go|~kill|~strike|~hit|~target
        ~detonate|~plant|~lay *4 #bomb|#device|explosives|#mine|#ied|#landmine
        booby trapped|trap|traps
        unexploded *3 ~explode|~detonate|~kill
        war #remnant *4 ~explode|~kill
        bombing|bombings at|in|on|near|outside|of|kills|killed|targeting|targeted|that
        """,
    ),
    (
        Kind.SUICIDE_BOMB,
        0.97,
        """
        suicide #bomb|#bomber|bombing|bombings|#attack|#blast|#explosion|#attacker|#assault|#vest|#belt|mission|missions|car|truck
        ~blow himself|herself|themselves|itself up
        ~detonate|~explode|~activate|~trigger|~set *2 his|her|their|an|a|suicide|explosive *2 #vest|#belt|explosives|#jacket
        explosive|explosives|suicide #belt|#vest
        explosives laden|packed|filled|rigged *1 $vehicle *4 ~ram|~drive|into
        ~drive|~ram *3 explosives|explosive|bomb laden|packed|filled *2 $vehicle
        ~ram|~drive *6 $vehicle *3 laden|packed|filled|loaded|rigged with explosives
        """,
    ),
    (
        Kind.GRENADE,
        0.92,
        """
        grenade|grenades #attack|#blast|#explosion|~explode|~kill|thrown|~hurl|~injure|~wound|lobbed|~detonate
        ~throw|~hurl|~lob|~toss|~fling *4 grenade|grenades
        hand #grenade
        #grenade *3 at|into|outside|inside|near|exploded
        """,
    ),
    (
        Kind.CHEMICAL_WEAPON,
        0.95,
        """
        chemical|gas|chlorine|sarin|nerve|toxic|mustard #attack|#strike|#assault|#agent|#shell|#rocket|#bomb|#barrel|#munition|#weapon ~kill|on|in|against|used|was|~hit|~strike|~be
        chemical|gas|chlorine|sarin|nerve|toxic|poison *1 #attack|#strike|#assault
        ~use|~drop|~release|~fire *4 chlorine|sarin|mustard|poisonous|nerve *2
        ~gas *3 $civilian
        exposure|exposed|exposes to *4 chlorine|sarin|gas|agent|chemical|chemicals
        symptoms *4 chlorine|sarin|nerve|chemical
        """,
    ),
    (
        Kind.ATTACK,
        0.85,
        """
        ~stab|~behead|~lynch|~assassinate|~massacre|~execute|~murder|~slaughter|~decapitate
        #stabbing|#beheading|#assassination|#massacre
        ~hack *4 to death
        gun|gunned|gunning|mow|mowed down
        drive by shooting|shootings
        shot dead|execution
        mass shooting|shootings|killing|killings
        ~open fire at|on|inside|into *5 $civilian|$building|$vehicle
        ~storm|~raid|~attack *5 village|villages|church|mosque|school|camp|hospital|farm|market|hamlet|hotel
        knife|machete|axe|arson|gun|acid #attack|#assault|#rampage
        extrajudicial|summary|summarily|targeted #killing|#execution|executed
        attempt on *3 life
        ~escape|~survive *3 assassination
        torture|tortured to death
        ~beat *5 to death
        beaten up?
        ~torture
        ~kill *6 in cold blood
        ~ambush *4 $civilian|$vehicle
        mass|execution style killing|killings
        """,
    ),
    (
        Kind.ABDUCTION_FORCED_DISAPPEARANCE,
        0.92,
        """
        ~abduct|~kidnap
        #abduction|#kidnapping|kidnappings
        ~take|~hold|~seize *5 hostage|hostages|captive|captives
        ~snatch *4 $civilian|from
        forced|forcibly|enforced ~disappear|#disappearance
        ~go missing after
        ~whisk|~bundle|~drag *5 into|away *3 $vehicle|unknown
        whisked|marched away|off
        ~take|taken away by *3 $gang
        ~carry|~take off|away *4 $civilian
        """,
    ),
    (
        Kind.SEXUAL_VIOLENCE,
        0.95,
        """
        ~rape
        gang ~rape
        sexual|sexually #assault|~assault|violence|~abuse|abused|assaulted|#attack
        #rape of|by
        """,
    ),
    (
        Kind.ARMED_CLASH,
        0.88,
        """
        #clash|~clash
        #firefight|#gunfight|#gunbattle|#shootout|#skirmish|#crossfire
        gun|pitched|fierce|street|running|ground|heavy #battle
        exchange|exchanged|exchanges|exchanging|~trade of? small? #gunfire|fire|shots|gunfire
        fierce|heavy|intense|sporadic|renewed|fresh|deadly fighting|combat|clashes|battles
        fighting ~erupt|~break|~continue|~rage|~flare|~intensify|between|in|near|around|at|with|broke
        ~fight|~battle *4 $troops
        battled|fought|battling *5 in|for|around|near|at
        ~ambush
        ~repel|~repulse|~beat|~push|~fight *3 attack|attacks|assault|assaults|offensive|back|off|attackers|advance|raid|incursion
        ~open fire on|at *4 $troops
        ~launch|~mount|~begin *3 ground|infantry|major|large|new|fresh #offensive|#assault|#counteroffensive|#counterattack
        #counteroffensive|#counterattack
        ~die|~kill|killed in? *2 combat|fighting|action|clashes|battle
        ~kill|killed *4 in? a? gun battle|firefight
        hand to hand combat|fighting
        sniper fire|shots|killed|kills|shot
        ~engage *3 in *2 firefight|combat|battle
        """,
    ),
    (
        Kind.GOVERNMENT_REGAINS_TERRITORY,
        0.9,
        """
        ~recapture|~retake|~regain|~reclaim|~liberate|~reconquer|~recover *6 $territory
        ~recapture|~retake|~reclaim|~liberate
        ~regain *4 control
        #recapture of
        ~drive|~push|~clear|~oust|~expel|~flush *6 out of
        ~restore *3 control over|of
        ~hoist|~raise *5 flag *4 over|in|at|on
        """,
    ),
    (
        Open.CAPTURE,
        0.85,
        """
        ~capture|~overrun|~seize|~conquer|~occupy|~take *6 $territory
        ~overrun|~conquer
        ~take|~seize|~gain|~wrest|~win|~assume|~get *3 control of|over
        ~wrest *6 from
        ~take over *4 $territory
        ~fall to|into *4 rebels|militants|insurgents|taliban|islamic|group|fighters|jihadists|forces|army|m23|separatists|hands|government|junta|troops
        fell after|on|late|early|without
        #capture|#fall|#seizure of
        ~plant|~raise *3 their|its flag
        """,
    ),
    (
        Kind.NON_VIOLENT_TRANSFER_OF_TERRITORY,
        0.85,
        """
        ~hand|~turn|~pass|~give over *5 $territory|control
        ~cede|~surrender|~abandon|~evacuate|~vacate|~relinquish *6 $territory|control
        ~pull|~withdraw *2 out? from *4 $territory
        without a fight|resistance|firing
        ~hand over
        handover of *4 $territory|control
        unopposed
        """,
    ),
    (
        Kind.CHANGE_TO_GROUP_ACTIVITY,
        0.8,
        """
        ~redeploy|~withdraw|~retreat|~regroup
        ~deploy *6 troops|forces|soldiers|police|tanks|peacekeepers|units|armor|battalions|battalion|reinforcements|fighters|vehicles|brigade|marines|contingent
        troops|forces|soldiers|peacekeepers|units|reinforcements|fighters|marines have|has|were|was|be|been|are|begun *2 deployed|deploying
        first|newly deployed
        #withdrawal|#redeployment|#deployment|#retreat|#pullout|#pullback|#drawdown of|from|by|in|to
        ~pull|~pulling out|back *4 from|of
        ~send|~move|~dispatch|~rush *4 reinforcements|troops|convoys|tanks|armor|soldiers|battalion
        ~mass|~amass *3 troops|forces|soldiers|tanks
        ~arrive *3 to reinforce
        #reinforcement ~arrive|~reach|~enter|were|sent
        ~enter *5 convoy|column
        ~surrender to|with
        ~lay|~put|~give down|up? *2 weapons|arms
        ~surrender|surrendered *4 weapons|arms
        ~merge with|into
        ~defect to|from
        military exercise|exercises|drill|drills
        ~disband|~demobilise|~demobilize|~disarm
        ~join forces with
        ~impose *3 curfew
        """,
    ),
    (
        Kind.HEADQUARTERS_OR_BASE_ESTABLISHED,
        0.9,
        """
        ~establish|~set|~build|~erect|~open|~construct up? *4 base|bases|outpost|outposts|headquarters|camp|checkpoint|checkpoints|post|posts|garrison|point|points *2
        new military|observation|naval|air|army|forward base|bases|post|posts|outpost
        """,
    ),
    (
        Kind.DISRUPTED_WEAPONS_USE,
        0.92,
        """
        ~shoot|~bring|~take *6 down *4 $drone|$rocket|$aircraft|projectiles|$number
        ~shoot|shot *2 down
        ~shoot down
        ~bring|brought down *4 $drone|$rocket|$aircraft
        ~down *4 $drone|$rocket|$aircraft
        ~intercept|~neutralize|~neutralise|~destroy *5 $drone|$rocket|$aircraft
        $drone|$rocket *6 intercepted|downed|jammed|neutralized|neutralised|repelled|thwarted
        air defense|defenses|defence|defences|systems *4 ~repel|~intercept|~destroy|~confront|~engage|~activate|~respond|~shoot|~down|~thwart|~work
        anti air|aircraft *4 ~repel|~intercept|~destroy|~confront|~engage|~shoot|~down
        ~confront *5 $drone|$rocket|$aircraft
        ~repel|~thwart|~foil|~repulse *4 $drone|$rocket
        ~repel|~thwart|~foil *6 $drone|$rocket #attack|#strike
        iron dome *3 ~intercept
        ~defuse|~disarm|~deactivate
        ~seize|~find|~discover|~uncover|~recover|~confiscate|~unearth|~intercept *6 weapons|arms|ammunition|explosives|cache|ied|ieds|rifles|bombs|detonators|grenades
        bomb disposal *6 ~defuse|~destroy|~neutralize
        ~foil|~thwart|~disrupt|~prevent|~avert *5 #plot|#attack|bombing|bomb|#assault
        controlled #explosion|#detonation
        ~demine|~clear *3 #mine|#landmine
        weapons|arms #cache|#depot|#stockpile *3 ~find|found|~seize|~discover|uncovered
        ~fail to explode
        """,
    ),
    (
        Kind.ARRESTS,
        0.88,
        """
        ~arrest|~detain
        #arrest of
        ~round up *4
        ~take|~remand *4 into custody
        ~capture|~apprehend|~nab *6 #suspect|#leader|#militant|#commander|#man|#fighter|#member|#smuggler
        mass #arrest|#detention
        ~jail *3
        #raid *4 ~arrest|~detain
        """,
    ),
    (
        Kind.AGREEMENT,
        0.88,
        """
        ~sign|~reach|~conclude|~strike|~clinch|~seal|~broker|~agree|~ink|~announce|~declare|~agreed|~initial|~finalize|~finalise on? *8 #ceasefire|#agreement|#accord|#truce|#deal|#pact|#treaty|#armistice|fire
        #ceasefire|#truce|#agreement|#accord|#deal|fire *6 signed|reached|agreed|concluded|brokered|announced|declared|takes|took|came|comes|went|goes|into|began|entered
        ~agree to *5 #ceasefire|#truce|cease|exchange|halt|end|withdraw|pause
        prisoner|prisoners|hostage #swap|#exchange
        ~swap|~exchange *3 prisoners|detainees|captives|bodies
        peace #deal|#agreement|#accord ~sign|between|with
        """,
    ),
    (
        Kind.LOOTING_PROPERTY_DESTRUCTION,
        0.86,
        """
        ~loot|~pillage|~plunder|~ransack|~vandalize|~vandalise|~torch|~bulldoze|~demolish
        ~set *6 on fire|ablaze|alight
        ~set fire to
        ~burn *6 $building|$vehicle|crops|fields|houses|property|huts
        ~burn|burned|burnt down|to
        ~steal|~rustle|~rob *4 cattle|livestock|camels|goats|sheep|aid|food|supplies|grain|crops
        #arson
        ~demolition|#demolition of
        ~uproot *4 trees
        ~sabotage|~deface|~desecrate
        """,
    ),
    (
        Open.PROTEST,
        0.88,
        """
        ~protest against|over|outside|in|at|to|the|after|demanding|on|near|for
        #protest|#demonstration
        $protester *5 ~march|~protest|~demonstrate|~rally|~picket|~gather
        ~stage|~hold|~organize|~organise|~join|~launch *4 #protest|#rally|#demonstration|#march|#sit|#vigil|#picket|procession
        rallied|marched|marching|rallying *5 against|demanding|for|to|through|outside|in|over|on|across
        #rally|#march *2 against|demanding|in|outside|held
        ~demonstrate *4 against|demanding|in|outside|over
        ~take to the streets
        sit in|ins
        protesters|protestors|demonstrators|marchers
        ~block|~blockade *5 road|roads|highway|highways|street|bridge|motorway
        anti government|regime|coup #protest|#rally|#demonstration|#march
        """,
    ),
    (
        Kind.EXCESSIVE_FORCE_AGAINST_PROTESTERS,
        0.94,
        """
        ~shoot|~kill|shots *8 protesters|protestors|demonstrators|marchers
        ~fire *2 at|on|into|upon *4 protesters|protestors|demonstrators|marchers|crowd|crowds
        ~open fire *4 protesters|protestors|demonstrators|marchers|crowd|crowds|rally|march|protest
        protesters|protestors|demonstrators *5 killed|shot|dead|wounded by
        live #round|ammunition|fire|bullets *8 protesters|protestors|demonstrators|crowd|crowds|march|rally|protest
        protesters|protestors|demonstrators|crowd|crowds|march|rally|protest *10 live #round|ammunition|fire|bullets
        crackdown|massacre|killing of *3 protesters|demonstrators
        """,
    ),
    (
        Kind.PROTEST_WITH_INTERVENTION,
        0.92,
        """
        ~fire|~use|~deploy|~disperse|~lob *8 tear gas|teargas|rubber|cannon|cannons|canisters
        ~disperse *6 protesters|protestors|demonstrators|crowd|crowds|protest|demonstration|rally|march|sit
        tear gas|teargas *8 protesters|protestors|demonstrators|crowd|crowds|protest|demonstration|rally|march
        protesters|protestors|demonstrators|protest|rally|demonstration|march *8 dispersed|teargassed|broken
        ~break|~clear|~shut up *5 protest|sit|demonstration|rally|march|camp
        ~arrest|~detain *6 protesters|protestors|demonstrators|activists|marchers
        """,
    ),
    (
        Kind.VIOLENT_DEMONSTRATION,
        0.92,
        """
        #riot|~riot
        #rioter|rioting
        protesters|protestors|demonstrators|crowds|youths|students|supporters|residents *6 ~torch|~burn|~hurl|~throw|~pelt|~loot|~storm|~ransack|~vandalize|~attack|~smash|set
        ~clash *5 with|police *3 protesters|demonstrators|police
        protesters|demonstrators|protestors *4 ~clash
        clashes *4 between? *6 protesters|demonstrators
        ~pelt *4 with *2 stones|rocks|bottles
        ~throw|~hurl *4 stones|rocks|molotov|petrol|firebombs|bottles
        ~storm *4 parliament|embassy|consulate
        protest|demonstration|rally|march *4 turned|turns violent
        violent #protest|#demonstration
        """,
    ),
    (
        Kind.MOB_VIOLENCE,
        0.93,
        """
        mob|mobs *6 ~beat|~lynch|~attack|~burn|~kill|~torch|~storm|~set|~stone|~loot|~ransack|~destroy|~hack|stoned
        #mob|vigilante violence|attack|attacks|justice|killing|killings
        ~lynch *6
        #lynching
        angry|enraged #mob|crowd|crowds *6 ~beat|~lynch|~attack|~burn|~kill|~torch|~set|~stone|~ransack
        ~beat|beaten *5 by *2 mob|crowd|villagers|residents|locals
        communal|ethnic|intercommunal|sectarian|religious #clash|violence|#riot|unrest
        rival fans|supporters|villagers|groups *3 ~clash|~fight
        ~brawl|#brawl between
        """,
    ),
    (
        Kind.OTHER,
        0.7,
        """
        mass #grave
        ~release|~free *5 hostages|prisoners|detainees|captives|abductees
        prison|jail #break|#breakout
        ~declare|~impose *4 martial law|emergency
        coup|#putsch ~topple|~oust|against|in|attempt|attempts|leaders
        ~overthrow|~topple *4 president|government|regime
        """,
    ),
    (
        Open.CAPTURE,
        0.3,
        """
        ~capture|~seize
        took|takes|taken
        """,
    ),
    (
        Open.STRIKE,
        0.72,
        """
        ~hit|~strike|targeted|targeting|~pound|~pummel|bombed|~hammer
        #strike on|against|in|near|at|kill|kills|killed|hit|hits|targeting|targeted|have|of
        #attack with|using|by *4 $drone|$rocket|$shell
        came under attack|fire
        ~come under *2 attack|fire
        """,
    ),
    (
        Open.BLAST,
        0.78,
        """
        #blast|#explosion
        ~explode|~detonate
        ~blow up
        bombed
        #bombing
        blew|blown up
        ~go|went off
        """,
    ),
    (
        Open.SHOOT,
        0.75,
        """
        ~open fire
        ~shoot
        #shooting|gunfire
        ~fire *3 at|on|into|upon
        ~spray *4 bullets
        """,
    ),
    (
        Open.ATTACK,
        0.84,
        """
        ~attack|~storm|~raid|~overrun|~assault|~target *6 checkpoint|checkpoints|outpost|outposts|barracks|patrol|convoy|garrison|police|army|military|base|soldiers|troops|positions|headquarters|post|posts|camp
        #attack|#assault|#raid|#ambush on|against|at|targeting *5 checkpoint|checkpoints|outpost|outposts|barracks|patrol|convoy|garrison|police|army|military|base|soldiers|troops|positions|headquarters|post|posts
        """,
    ),
    (
        Open.ATTACK,
        0.7,
        """
        ~attack|~assault|~raid|~storm|~assail
        #attack|#assault|#raid|#ambush|#onslaught|#incursion
        gunmen|bandits|assailants|raiders|jihadists|militants *6 ~kill|~attack|~storm|~raid
        violence *4 ~kill|~leave
        """,
    ),
    (
        Open.KILL,
        0.6,
        """
        ~kill|~slay
        ~wound
        ~injure
        killings|killing
        lost their|his|her lives|life
        left|leaving|leaves|claimed|claims|claiming *4 dead|lives|killed|wounded|injured
        ~die in|of|from|when|after|during|at|on
        died
        #body|bodies *4 found|recovered|discovered|pulled|dumped
        martyred
        ~destroy|~damage
        """,
    ),
)

RULES: tuple[tuple[str, Rule], ...] = tuple(
    (line.strip(), Rule(kind, weight)) for kind, weight, lines in _TABLE for line in lines.strip().splitlines() if line.strip()
)
