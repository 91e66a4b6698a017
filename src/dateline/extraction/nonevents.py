"""Words that look like triggers and tell no event: sport, business, weather, culture, accidents, figures of speech, mere mentions."""

from dateline.extraction.lexicon import CLASSES
from dateline.extraction.patterns import Patterns

_MASKS = """
    heart|panic|asthma|anxiety|cyber|cyberattack|personal|verbal|shark|bear|dog|bee|phishing|ransomware|hacker|hacking|acid|media|legal|political|scathing|stinging|veiled|tiger|elephant|crocodile|leopard|allergy #attack
    attack #helicopter|#aircraft|#jet|#dog|#ad|#advert|#submarine|#line|#minded|#midfielder|#vector|#surface
    attack on *2 democracy|freedom|press|judiciary|credibility|character|rights|institutions|values
    strike #drone|#uav|#group|#force|#aircraft|#price|#rate|#action|#ballot|#fund|#partner|#weapon|#capability|#zone
    hunger|general|labor|labour|rail|nurses|teachers|doctors|transport|bus|lightning|pay|wildcat|nationwide|indefinite|workers|train|pilots|tube|junior|union|unions|school|lawyers|dock|taxi|truckers|writers|actors|first|transit|walkout #strike
    on|off|ongoing strike
    #strike over|for|by *3 pay|wages|workers|conditions|teachers|nurses|doctors|salaries|unions|staff|drivers
    ~strike a|an|the *3 deal|balance|chord|pose|tone|note|bargain|gold|equalizer|equaliser|winner|goal|ball|post
    striking workers|similarities|resemblance|contrast|distance|feature|down
    lightning|thunder|bird #strike
    missile|air|anti #defense|#defence|missile
    anti tank|aircraft|air|drone|missile
    air #defense|#defence forces|systems|units|force|battery|batteries|system|missiles
    surface|cruise|ballistic|guided|air|anti missile|missiles #program|programme|#test|#system|#technology|#launch
    #missile|#rocket #launcher|#system|#test|#program|#programme|#scientist
    under fire from|over|for *4 critics|lawmakers|opposition|fans|activists|media|rights|lawmaker|unions|senators|investors|environmentalists
    under fire over|for
    bombing|military|air|bombardment|offensive|election|advertising|bombing|strike campaign|campaigns
    bombing|shooting #suspect|#trial|#victim|#survivor|anniversary|range|guard|star|stars|investigation|season
    ~shoot *3 film|video|scene|movie|documentary|photo|photos|photographs|pictures|footage|commercial|par|hoops
    ~shoot to fame|up|past|ahead
    shot up|at goal|put|stopper|clock|to fame
    penalty #shootout
    penalty|free|long|winning|first|jump|tee #shot
    photo|film|video|music #shoot|shooting
    #shot of *3 whiskey|vodka|vaccine|espresso
    protest #movement|#vote|#song|#album|#leader|#letter|#note|#camp|#organizer|#organiser|#group|#ban
    ~resign|~quit|~walk *4 in protest
    diplomatic|formal|strong|official|written|without|lodge|lodged|file|filed *2 #protest
    arrest #warrant
    cardiac|house|under arrest
    ~arrest *3 decline|slide|slump|fall|attention
    population|baby|cost|data #explosion
    #explosion of|in *2 color|colour|interest|prices|popularity|creativity|demand|growth|cases|costs|data|flavor|flavour|content|spending|debt
    ~explode onto|in popularity|with|out laughter?
    ~breach|~violate|violation|violations|breaches|collapse|terms|extension|lack|end|breakdown|renewal|absence of|the|a|an|any|that|to *2 #ceasefire|#agreement|#truce|#accord|#deal|fire
    #ceasefire|#truce|#agreement|fire violation|violations|talks|proposal|proposals|negotiations|monitor|monitors|monitoring|line|breach|breaches|efforts|terms|plan|mechanism|committee|call|calls|bid
    ~call|~appeal|~push|~urge|~demand|~propose|~press|~discuss|~negotiate|~seek *5 #ceasefire|#truce|#agreement|#accord|#deal|fire
    ~talk|~negotiation|#hope|prospects on|about|for|of *3 #ceasefire|#truce|#agreement|#accord|#deal|fire
    ~fail to *3 #agreement|#deal|#truce|#ceasefire
    despite|under|since|during|before *3 #ceasefire|#truce|#agreement|#accord|#deal
    ~prevent|~avoid|~avert|~deter|~stop|~discourage *3 #clash|#attack|fighting|bloodshed|#conflict|#violence|#shelling|confrontation
    ~prevent *2 ~reach
    ~capture the *2 imagination|mood|attention|moment|spirit|essence|hearts|title|trophy|gold|crown|heart
    ~capture|~film|caught|recorded on|by|in *2 video|camera|film|cctv|photo|photos|cameras|footage|drone
    ~capture *3 footage|image|images|photo|photos|video|market|carbon|data
    carbon capture
    ~seize *2 opportunity|chance|moment|initiative|lead|assets
    trade|business|gas|oil|energy|transfer|loan|climate|film|record|book|tv|television|merger|licensing|sponsorship|contract|cooperation|investment|supply|partnership|tax|coalition|wage|pay|lease|debt|bailout|aviation|fisheries|purchase|takeover|arms|defense|defence|export|broadcast|plea|sale|mineral|minerals #agreement|#deal|#accord|#pact|#treaty
    ~sign *6 #contract|memorandum|bill|law|#player|striker|midfielder|petition|autograph|autographs|executive|decree|mou
    ~burn calories|fat|fuel|out|coal|wood|rubbish|waste|trash
    ~hit single|record|song|show|hard|market|markets|headlines|back|low|high|peak|percent|profit|profits|sales|economy|stores|target|targets|shelves|screens|rock|bottom|snag|milestone|new|out|reset|pause|the
    hit the *2 headlines|market|markets|record|target|post|bar|crossbar|shelves|road|ground|net|jackpot|brakes|mark|roof|books|campaign|economy|poor|sector|industry|lowest|highest|stores|screens|streets
    hard hit
    ~hit|~strike by *3 drought|flood|floods|flooding|recession|inflation|storm|earthquake|cyclone|typhoon|hurricane|sanctions|pandemic|shortage|shortages|lightning|injury|injuries|car|bus|train|truck|vehicle|covid|malaria|cholera|crisis|scandal
    ~kill time|off|bill|deal|game
    ~bombard *4 questions|emails|messages|ads|calls|requests|advertisements
    ~target price|market|audience|group|inflation|customers|rate|growth|of|consumers
    inflation|growth|sales|emission|emissions|climate|price #target
    ~deploy *3 software|funds|technology|capital|tools|airbag|parachute|vaccines|app|service|services|balloons
    ~withdraw from *4 race|election|tournament|match|contest|competition|agreement|treaty|pact|accord|talks|deal|games|event|market|squad
    ~withdraw *3 money|cash|funds|support|bid|complaint|remarks|offer|ambassador|candidacy|statement|bill|charges|application
    ~retreat from *3 promise|pledge|position|market|comments|claim
    retreat for|center|centre|weekend
    ~storm to|into *3 victory|lead|final|office|win|semi|out
    ~storm out|ahead|back|home
    brain|dust|snow|tropical|perfect|winter|sand|hail|thunder|ice|geomagnetic #storm
    #storm ~hit|~batter|~damage|~lash|~kill|surge|warning|season
    ~fight against|for|over|with *3 corruption|cancer|poverty|disease|inflation|malaria|change|crime|hunger|climate|rights|justice|racism|drugs|doping|covid|pandemic|title|place
    ~fight back|off fire|fires|blaze|tears|relegation
    ~fight *2 fire|fires|blaze|wildfire|wildfires|fatigue|obesity
    legal|court|title|relegation|ratings|bidding|custody #battle
    ~battle *2 blaze|fire|fires|wildfire|wildfires|cancer|illness|injury|floods|inflation|relegation
    clash of|between *3 titans|cultures|styles|civilizations|opinions|personalities|egos
    opening|top|semifinal|title|league|cup|derby|premier|group|final|quarterfinal|scheduling|weekend|saturday's #clash
    ~rally to *3 win|victory|beat|percent|high|close|defeat|record|settle|finish
    #stock|#share|market|price|oil|bond|currency #rally|~rally
    ~march toward|towards|to *2 victory|final|title|success
    ~march on for
    ~capture|~win|~take *3 title|trophy|medal|gold|seat|seats|championship|award|votes|prize|set|crown
    ~take control of *3 game|match|company|firm|budget|life|ball
    ~sign|~capture *3 loan|deal worth
    ~fall into|to *3 recession|debt|poverty|lake|river|well|sea|disrepair|coma|trap
    mass|school|prison|public|teenage|summer #retreat|#camp
    ~free of|from|to|up
    ~release *3 album|film|statement|report|figures|song|data|video|footage|music|single|game|trailer|results
    military|army|police #coup
    ~blow *3 whistle|chance|lead|mind|kiss|budget|hot
    ~blow up in *2 face
    ~go off *2 script|rails|course|track|air|menu|screen
    ~loot box
    boxes|box
    ~torch #relay|#bearer
    olympic torch
    ~execute *3 plan|strategy|order|orders|will|code|search|warrant|contract|project|play|pass|trade|trades|program
    ~target *4 for|with *2 sanctions|tariffs|tax
    ~bomb at *2 box
    photo #bomb
    riot #police|gear|act|squad|shield|shields|policemen
    ~seize|~take|~assume|~grab power|office
    deadliest|worst|bloodiest|biggest *1 #attack|#bombing|#clash|#shooting|#assault|#violence|#massacre
    the|some|many|most|dozens *1 wounded|injured
    ~condemn|~denounce|~deplore|~mourn|~decry *6 #attack|#bombing|#strike|#shelling|#killing|#violence|#assault|#raid|#shooting|#massacre|#airstrike|#blast|#explosion
    responsibility|responsible|blame|blamed for *4 #attack|#bombing|#strike|#shelling|#killing|#assault|#raid|#shooting|#blast|#explosion|#massacre
    behind|role|involvement|suspects|suspect|perpetrators|investigation|investigate|investigating|investigated|details|footage|video|motive|anniversary|victims|victim|survivors|aftermath|wake in|of|into? *3 #attack|#bombing|#strike|#shelling|#killing|#assault|#raid|#shooting|#blast|#explosion|#massacre|#kidnapping|#abduction
    in retaliation|response|revenge|reprisal|retribution for|to *4 #attack|#bombing|#strike|#shelling|#killing|#assault|#raid|#shooting|#blast|#explosion|#massacre
    #attack|#killing|#violence|#strike|#bombing against|on *2 humanity
    war on terror
    bath #bomb
    time bomb
    ~raid fridge|store
    stage|stages|staged a comeback|recovery|play|concert
    ~attack *3 policy|policies|decision|idea|plan|bill|critics|critic|opponent|opponents|remarks|press|record|media|government's|budget
    #attack *3 goal|penalty|season|minute
    ~repel water|insects|mosquitoes
    ~disarm *2 charm|smile|critics
    ~establish *3 relations|ties|contact|committee|fund|court|framework
"""

MASKS: Patterns[None] = Patterns(((line.strip(), None) for line in _MASKS.strip().splitlines()), CLASSES)
"""A trigger that lies wholly within a match tells no event."""

TOPICS: frozenset[str] = frozenset(
    """
    goal goals midfielder striker goalkeeper defender coach quarterback referee penalty halftime touchdown innings wicket wickets batsman
    bowler tournament championship league playoff playoffs semifinal semifinals quarterfinal season fixture scorer stadiums teammate
    teammates fifa uefa nba nfl ipl cricket football soccer rugby tennis basketball hockey baseball golf boxing olympic olympics
    shares stocks profit profits revenue earnings shareholders investors investor quarterly nasdaq dow inflation dividend markets gdp
    retailer startup merger acquisition bonds analysts consumer consumers album concert film movie novel actor actress singer band box-office
    festival theater theatre museum exhibition comedy drama recipe chef fashion celebrity songwriter novelist painter paintings premiere
    screenplay audience audiences video-game gamers gaming chess virus vaccine vaccines outbreak tumor cancer patients malaria flu
    """.split()
)
"""Words of sport, business, culture and health: two or more in a sentence without a weapon or a fighter make it no event."""

ACCIDENTS: frozenset[str] = frozenset(
    """
    earthquake quake flood floods flooding landslide landslides avalanche cyclone typhoon hurricane tornado monsoon wildfire wildfires drought
    heatwave storm storms volcano eruption tsunami lightning derailed derailment capsized sank collision collided crash crashed overturned
    drowned accident accidental stampede boiler cylinder fireworks firecracker sawmill colliery poisoning methanol bootleg outbreak
    cholera ebola dengue famine starvation overdose mudslide rockfall sinkhole bus-crash landslip short-circuit blizzard rains
    """.split()
)
"""Words of accidents and nature: with one of them and no weapon, deaths and explosions are no events."""
