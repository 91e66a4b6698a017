"""Words around names that tell places from persons and other things, in the languages that reports come in."""

from dateline.recognition.words import phrases, words

PLACE_PREPOSITIONS = words(
    """in at near inside outside around throughout across within into toward towards via beyond alongside outskirts downtown
    nearby в во у под над возле около біля поблизу під en dans près à vers cerca hacia desde bei nahe في قرب شمال جنوب شرق غرب
    شرقي غربي شمالي جنوبي وسط باتجاه نحو"""
)
"""A place follows more often than not."""

LOOSE_PREPOSITIONS = words(
    """from to of for between against over off through by with on and or via with из от до к на з із від до на de du des from
    del hasta entre von nach aus zu من إلى على بين عن والى حتى"""
)
"""A place may follow, and so may anything else."""

DIRECTIONS = words(
    """north south east west northern southern eastern western central northeast northwest southeast southwest northeastern
    northwestern southeastern southwestern north-east north-west south-east south-west upper lower downtown greater mid inner
    outer rural besieged war-torn occupied rebel-held government-held neighboring neighbouring nearby северной южной
    восточной западной северном южном восточном западном півночі півдні сході заході север юг восток запад nord sud est ouest
    norte sur este oeste"""
)
"""Before a name, they say that it is a place's."""

PLACE_NOUNS = words(
    """city town village villages towns cities province governorate district region state county countryside neighborhood
    neighbourhood suburb suburbs outskirts capital port hamlet settlement municipality area enclave island islands river
    valley camp base airbase airport airfield border frontier coast coastline territory oblast raion department prefecture
    subdistrict sub-district commune parish township borough republic kingdom peninsula desert mountain mountains lake bay
    strait gulf crossing highway road front frontline direction axis pocket zone stronghold prison dam metropolis город
    города городе городом село села селе посёлок поселок поселке деревня деревне деревни деревню посёлка поселка посёлке
    станция станции станице станицы хутор хуторе хутора аул ауле областью область области районе района край міста місті
    місто містом селища селищі селище громаді громади областю села селі область області район району مدينة بلدة قرية محافظة
    ريف منطقة حي ناحية قضاء مخيم مطار معبر مدينتي بلدتي قرى بلدات مدن ضاحية جبل نهر قاعدة العاصمة ville village région
    province gouvernorat capitale ciudad pueblo provincia aldea municipio estado localidad şehri şehrinde şehrine ili ilinde
    ilçesi ilçesinde ilçesine ilçesinden ilçesindeki köyü köyünde köyüne kenti kentinde kentine bölgesi bölgesinde bölgesine
    bölgesindeki kırsalında kırsalı yakınlarında yakınında sınırında limanı limanında adası adasında barrio municipalidad
    parroquia quartier île isla"""
)
"""They say what sort of place is named beside them."""

NAME_NOUNS_BEHIND = words(
    """County Parish Province Governorate District City Town Township Village Region State Oblast Krai Prefecture River Creek
    Valley Lake Island Islands Mountain Mountains Hills Heights Bay Beach Harbor Harbour Port Airport Airfield Airbase Base
    Camp Crossing Dam Desert Peninsula Sea Ocean Strait Gulf Channel Canal Pass Plateau Basin Delta Forest Glacier Falls
    Springs Canyon Countryside Republic Territory Reservation Coast Zone Junction Bridge Park"""
)
"""Capitalized behind a name they belong to it: "Washington County"."""

MIDDLE_NOUNS = words("Air Naval Military International Refugee Oil Gas Power National State Border De-escalation IDP Army Force Nature")
"""Between a name and its noun: "Khmeimim Air Base", "Domiz Refugee Camp"."""

FACILITY_NOUNS = words(
    """base airbase camp airport airfield crossing zone prison dam field plant station checkpoint
    область области областью областей край края крае краю області областю"""
)
"""Written small behind a name they belong to it only where the gazetteer has the whole: "T4 air base"."""

NAME_NOUNS_BEFORE = words(
    """Lake Mount Mt Fort Camp Port Cape Saint St San Santa Gulf Sea Strait Bay Isle Isles Island River
    Tal Tel Tell Khan Kafr Deir Jabal Jebel Wadi Ain"""
)
"""Capitalized before a name they belong to it: "Lake Ohrid", "Tel Rifaat"."""

NEVER_ALONE = words(
    """North South East West Northern Southern Eastern Western Central University College School Hospital Region Area Federal Democratic
    Republican Former House Senate Power Light Metro Main Mount Lake River Street Road Avenue Highway Port Fort Camp
    Republic Kingdom Province Governorate District County Strait Bay
    Nacional Nacionales Nationale Federal Estatal Municipal Popular Metropolitana Central Norte Sur Nord Sud Norden Gezi Sabah"""
)
"""Capitalized words that are names of places somewhere, but by themselves never meant so."""

OF_NOUNS = words("Gulf Sea Strait Bay Isle Isles Port Republic Kingdom State States Islands Cape Horn Line Valley Territory")
"""Before "of" and a name they belong to it: "Gulf of Aden"."""

WATERS = words("Gulf Sea Strait Bay Isle Isles Cape Horn")
"""Those of them whose name is never the place behind "of" alone: "Gulf of Aden" is not Aden."""

STREET_NOUNS = words(
    """Street Streets St Avenue Ave Road Rd Boulevard Blvd Drive Lane Ln Highway Hwy Parkway Pkwy Turnpike Freeway Expressway Bypass
    Trafficway Crescent"""
)
"""Capitalized behind a name they make it a street: a place, but one that the gazetteer rarely holds."""

HOUSE_NOUNS = words(
    """Court Ct Terrace Plaza Square Hotel Inn Resort Mall Stadium Arena Theater Theatre Restaurant Cafe Church Cathedral Mosque Synagogue
    Temple Hall House Tower Towers Building Museum Gallery Apartments Cemetery Library"""
)
"""Behind a name they make it a house, which is not the place that the name alone would be."""

ROLES = words(
    """President Minister Premier Governor Gov Mayor Senator Sen Rep Sheriff Chief Secretary Ambassador Attorney Judge
    General Commander Spokesman Spokeswoman Spokesperson Bishop Archbishop King Queen Prince Representative Congressman
    Valisi Belediye Emniyet Kaymakamı
    Councilman Commissioner Police Sergeant Prime Foreign Defense Defence Interior Health Finance Democrat Democrats
    Republican Republicans GOP"""
)
"""Capitalized behind a place they name its officials: "Iran President", "Texas Gov."."""

TITLES = words(
    """Mr Mrs Ms Miss Mx Dr Prof Professor Rev Reverend Father Sister Brother Sir Lady Lord Sheikh Sheik Imam Ayatollah
    Mullah Maulana President Vice Minister Premier Chancellor Governor Gov Mayor Senator Sen Rep Representative Congressman
    Congresswoman Councilman Councilwoman Sheriff Chief Secretary Ambassador Attorney Judge Justice Gen General Lt Lieutenant
    Col Colonel Maj Major Capt Captain Cmdr Commander Adm Admiral Brig Brigadier Sgt Sergeant Cpl Corporal Pvt Private Pte
    Officer Detective Det Constable Inspector Marshal Spokesman Spokeswoman Spokesperson Bishop Archbishop Pope Cardinal
    Rabbi King Queen Prince Princess Emir Sultan Director Manager Coach Superintendent Supt Trooper Deputy Engineer Analyst
    Journalist Correspondent Envoy Chairman Chairwoman HMS USS MV MS SS RMS"""
)
"""Before a name they say that it is a person's."""

THINGS = words(
    """flu fever influenza virus disease syndrome encephalitis meningitis haemorrhagic hemorrhagic strain variant crude duck sprouts ham
    cheese sauce beer tea chop carpet shepherd terrier hound retriever roulette Flu Fever Virus Disease Syndrome Effect Protocol Accords
    Agreement Convention Conventions Treaty Declaration Process Doctrine Principles"""
)
"""Behind a name they make it a thing named after the place: "Hong Kong flu", "Marburg virus"."""

LOWER_TITLES = words(
    """spokesman spokeswoman spokesperson commander general colonel president minister mayor governor director activist analyst
    journalist correspondent envoy chairman leader coach captain lawyer actor actress singer author striker midfielder
    defender goalkeeper professor sergeant soldier resident doctor teacher senator dictator"""
)

SPEECH = words(
    """said says told tells added adds noted stated claimed claims explained insisted argued warned recalled replied wrote
    commented joked testified recounted continued asked answered laughed smiled"""
)
"""What persons do with words; behind a name they say that it is a person's, or a government's."""

GOVERNING = words(
    """accused accuses accuse denied denies deny condemned condemns condemn blamed blames blame vowed vows warned warns urged
    urges called calls demanded demands rejected rejects announced announces says said wants wanted insists insisted claims
    claimed believes supports supported backs backed opposes opposed threatens threatened agreed agrees refused refuses sent
    sends imposed imposes recognized recognizes responded responds retaliated hopes fears hailed welcomed welcomes criticized
    criticizes accepted signed signs suspended expelled summoned designated designates hosts declared declares plans planned
    seeks sought has had is was will would maintains considers launched обвинил обвинила отрицает заявила заявил осудила
    осудил призвала призвал отверг отвергла"""
)
"""What governments do; behind a state or a capital they make it stand for its government."""

PLACE_VERBS = words(
    """hit hits struck strikes bombed bombs shelled shells attacked attacks raided raids captured captures seized seizes
    entered enters stormed storms besieged besieges reached reaches left leaves recaptured retook retakes took takes
    liberated liberates occupied occupies invaded invades controls controlled rocked rocks shook visited visits targeted
    targets targeting hitting striking bombing shelling attacking entering leaving reaching evacuated evacuates flee
    fled bombard bombarded pounded visit enter leave reach attack"""
)
"""What is done to a place: "bombed Afrin", "left Homs"."""

DECIDING = GOVERNING - words("has had is was will would called launched sent plans planned signed said declared hosts")
"""Those of them that towns and lands as such never do."""

PARTICLES = words(
    """al el as ash es esh ad ed an en ar er at et az ez ul il de del du des da do di la le les las los sur upon on of the and e y i ibn
    abu bin na under am der den van эз эш аль эль ас ад ан ар"""
)
"""Small words inside names: "Jisr ash-Shughur", "Isle of Man"."""

FOREIGN_HEADS = words(
    """La Le Les El Los Las Un Una Une Uno Des Du Au Aux En Et Il Elle Ils On Der Die Das Den Ein Eine Dans Sur Selon Pour Por Para Con Tras
    Desde Dos Tres Deux Trois Quatre Bir Bu Ve De Del Se Su Y Al Lo Da Do Dos Os As No Na
    Aynı Öte Ancak Fakat Ayrıca Daha Bunun Bugün Dün Bazı Diğer Olay Olayda Saldırı Saldırıda Yerel Her Çok İki Üç Dört Beş Onun İlk Patlama
    Aucun Aucune Plusieurs Cette Ces Cet Ce Leur Mais Après Avant Depuis Lors Hier Cinq Six Sept Huit Neuf Dix Ailleurs
    Este Esta Estos Estas Según Ningún Ninguna Varios Varias Cuatro Cinco Seis Siete Ocho Nueve Diez Otro Otra Otros Otras Ayer Hoy También
    Además Durante Mientras Segundo Após Pelo Pelos Pelas Pela Outro Outra Outros Outras Quatro Também Ontem Hoje Nenhum
    Nach Bei Seit Mehrere Zwei Drei Vier Fünf Sechs Sieben Acht Neun Zehn Zwölf Laut Am Im Vor Mit Auch Gegen Unter Wie Rund Mindestens
    Zuvor Zudem Insgesamt"""
)
"""Small words of other languages, capitalized at the heads of their sentences; alone they name no place."""

CYRILLIC_HEADS = words(
    """В Во На У Из С Со От К До По За Под Над При После О Об Для Через Между Около Как Но И А Это Что Он Она Они Его Её Их Все Так
    Также Из-за Із Зі Від Біля Поблизу Після Під Про Між Щодо Він Вона Вони Як Але Та Й І Їх Це Цього Внаслідок Унаслідок Вночі
    Ночью Утром Вранці Сегодня Вчера Того Тем Тім Цього Цей Ця Ці Ті Той Та Тот Эта Этот Эти Те Там Тут Ще Еще Ещё Уже Вже Кроме Крім
    Молотова Всего Усього Всі Її Их Ему Йому Им Їм Нам Наш Наша Уранці Увечері Ввечері Вечером Днем Днём Вдень Позже Пізніше Ранее
    Раніше Тогда Тоді Теперь Тепер Сейчас Зараз Среди Серед Против Проти Согласно Згідно Наразі Пока Поки Когда Коли Где Де Кто Хто
    Чем Чим"""
)
"""Small words of Russian and Ukrainian, capitalized at the heads of their sentences."""

ARTICLE_PREFIXES = words("al el as ash es esh ad ed an en ar er at et az ez")
"""Written small before a hyphen they may begin a name: "al-Bab"."""

MONTHS_AND_DAYS = words(
    """January February March April May June July August September October November December Jan Feb Mar Apr Jun Jul Aug Sep
    Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    Ramadan Eid Christmas Easter"""
)

COMMON = words(
    """Police Most Of Best Nice Reading Mobile Orange Union Central Liberty Bath Sandwich Hope Independence Enterprise
    Commerce Union Normal Eagle Buffalo Beaver Price Short Long Young Old Rich Strong Battle Army Navy Air Force Bank Banks
    Post Mail Star Sun Moon Man Men Woman Women Boy Girl Child Children House Home School Church College Hospital Market
    Center Centre Street Road Park Bridge Field Fields Hill Hills Lake River Water Fire Earth Stone Rock Rose Lily Iris Daisy
    Ruby Pearl Diamond Gold Silver Iron Steel Coal Salt Sugar Coffee Tea Rice Corn Wheat Apple Cherry Peach Lemon Olive Oil
    Gas Energy Power Electric Signal Western Eastern Northern Southern West East North South Many Same Opportunity Friendship
    Peace War Victory Freedom Justice Truth Love Joy Faith Grace Mercy Honor Glory Progress Success Surprise Why Roll Friend
    Lost Big Small Little Great Grand Royal King Queen Prince Duke Earl Baron Lord Lady Bishop Pope Abbot Monk Saint Angel
    Major General Colonel Captain Sergeant Private Media Press News Times Mission Justice Congress Senate House Parliament
    Council Court Speaker Chairman Governor Mayor President Minister Premier Secretary Judge Sheriff Marshal Commission
    Committee Board Group Team Club Society Party Front Force Forces Guard Islamic Christian Muslim Jewish Hindu God Jesus
    Christ Allah Internet Facebook Twitter Google Apple Windows Android Amazon Oracle Galaxy Sierra Delta Alpha Beta
    Gamma Omega Echo Bravo Charlie Victor Mike Golf Hotel Papa Romeo Tango Uniform Whiskey Yankee Zulu
    Spring Summer Autumn Fall Winter Morning Evening Night Day Week Month Year Man Bar Ham Hook Bow Deal Diss Eye Loose Looe
    Ware Wash Well Wells Ford Wood Woods Green Brown Black White Gray Grey Blue Red Yellow Pink Civil Republic Federal
    National International Global World State States Country County City Town Village Public General Santa Premier Operation
    Center Data Drone Drones Bus Train Ship Boat Plane Car Truck Justice Officer Officers Rebels Militants Soldiers Troops
    Residents Witnesses Sources Activists Authorities Officials Credit Photo Video Image Source Title Link Read Share Update
    Breaking Live Watch Downtown Main Union Senior Junior Elementary Middle High Catholic Student Students Teacher Teachers
    Parents Family Community Service Thanks Please Welcome Hello Yes Ok Okay Check Place Places Point Ball Bell Baker Cook
    Smith Mason Carter Miller Fisher Hunter Marine Enter Along Mine Try Ore Ada Eye Page Pages See Look Visit Buy Sell Top
    Left Right Ash Oak Elm Pine Cedar Maple Birch Willow Allah Sunni Shia Bible Quran Medicare Medicaid Social Security
    Treasury Defense Defence Interior Health Education Transportation"""
)
"""Common words that are also names of places somewhere; alone they need a reason to be taken for one."""

ARABIC_COMMON = words(
    """مدينة بلدة قرية محافظة منطقة ريف عسكرية عسكري قوات الجيش جيش حي شارع مركز قاعدة مطار معبر مخيم جبل نهر وادي تل عين بيت
    دير كفر خان سوق باب الشمالي الجنوبي الشرقي الغربي شمال جنوب شرق غرب وسط على عند بعد قبل خلال منذ اليوم أمس الأحد الاثنين
    الثلاثاء الأربعاء الخميس الجمعة السبت مصدر مصادر قتل قتلى جرحى قصف غارة هجوم انفجار عن من إلى في كان كانت قال قالت هذا
    هذه ذلك التي الذي عدد بينهم نساء أطفال طفل مدنيين مدني أحمد محمد علي حسن حسين عمر خالد سعيد صالح سالم عبد الله يوسف
    إبراهيم محمود مصطفى ياسين ناصر منصور فارس سليمان داود موسى عيسى الحرب السلام الأمن الدفاع الداخلية الخارجية الصحة الإعلام
    النظام المعارضة الثورة الحكومة الدولة الشعب الحزب الجبهة الحرة الحر الوطني الوطنية المدفعية الطيران طائرة طائرات مسيرة
    صاروخ صواريخ قذائف سيارة مفخخة عبوة ناسفة لغم رصاص اشتباكات مدرسة مدارس مستشفى مسجد جامع السبع الجديدة المنصورة الحسين
    الحسن المدينة البلد القرية الزهراء النصر الوحدة السلام القدس المركزي المركزية الرئيسي الرئيسية الرئاسي الجمهوري الإسلامي الإسلامية
    الأمني الأمنية الدولي الدولية الإقليمي العربي العربية الكبير الكبرى الصغير الجديد القديم القديمة الأول الثاني الثالث العام الخاص
    التركي الروسي الإيراني الأميركي الأمريكي الإسرائيلي السوري العراقي اليمني الليبي السوداني المصري اللبناني الفلسطيني بلدات قرى مدن
    محافظات مناطق أحياء ضواحي المحافظة المنطقة البلدة العاصمة الحدود المجلس الوزراء الرئيس الشرطة القوات السكان المدنيين الأهالي
    المتظاهرين المحتجين الجنود العناصر التنظيم الحركة الفصائل الطائرات الغارة الهجوم الانفجار القصف الاشتباكات المواجهات المعارك"""
)
"""Arabic words and given names that are also names of villages; only a word of place before them lets them be one."""

CAPITALS = phrases(
    """Kabul, Tirana, Algiers, Luanda, Buenos Aires, Yerevan, Canberra, Vienna, Baku, Manama, Dhaka, Minsk, Brussels,
    La Paz, Sarajevo, Gaborone, Brasilia, Sofia, Ouagadougou, Bujumbura, Phnom Penh, Yaounde, Ottawa, Bangui, N'Djamena,
    Santiago, Beijing, Bogota, Kinshasa, Brazzaville, San Jose, Zagreb, Havana, Nicosia, Prague, Copenhagen, Djibouti,
    Quito, Cairo, San Salvador, Asmara, Tallinn, Addis Ababa, Helsinki, Paris, Libreville, Tbilisi, Berlin, Accra, Athens,
    Guatemala City, Conakry, Port-au-Prince, Tegucigalpa, Budapest, Reykjavik, New Delhi, Delhi, Jakarta, Tehran, Teheran,
    Baghdad, Dublin, Jerusalem, Tel Aviv, Rome, Abidjan, Tokyo, Amman, Astana, Nairobi, Pristina, Kuwait City, Bishkek,
    Vientiane, Riga, Beirut, Monrovia, Tripoli, Vilnius, Luxembourg, Antananarivo, Kuala Lumpur, Bamako, Nouakchott,
    Mexico City, Chisinau, Ulaanbaatar, Podgorica, Rabat, Maputo, Naypyidaw, Naypyitaw, Windhoek, Kathmandu, The Hague,
    Amsterdam, Wellington, Managua, Niamey, Abuja, Pyongyang, Skopje, Oslo, Muscat, Islamabad, Ramallah, Panama City, Lima,
    Manila, Warsaw, Lisbon, Doha, Bucharest, Moscow, Kigali, Riyadh, Dakar, Belgrade, Freetown, Bratislava, Ljubljana,
    Mogadishu, Pretoria, Seoul, Juba, Madrid, Colombo, Khartoum, Stockholm, Bern, Damascus, Taipei, Dushanbe, Dodoma,
    Bangkok, Tunis, Ankara, Ashgabat, Kampala, Kiev, Kyiv, Abu Dhabi, London, Washington, Montevideo, Tashkent, Caracas,
    Hanoi, Sanaa, Sana'a, Lusaka, Harare, Kremlin, Stepanakert, Tskhinvali, Москва, Киев, Київ, Вашингтон, Анкара, Дамаск,
    Тегеран, Лондон, Париж, Берлин"""
)
"""Seats of government, which stand for the government itself before words such as "accused"."""
