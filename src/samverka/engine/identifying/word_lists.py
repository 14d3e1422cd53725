"""Words that the look of a name depends on: common given names, and capitals that are no person.

Given names are from general knowledge, common in Sweden and in languages of people who came
lately; no register was read, and none of them tells of anybody.
"""

GIVEN_NAMES = frozenset(
    """
    abbas abdi abdirahman abdullah abdullahi adam adnan adina agneta ahmad ahmed aisha alan
    alem aleksandr alexander ali alicia alina alma amal amanda amin amina amir amira anders
    andrej anette anna annika antonio arash aras arif arman asha asif astrid aster awet axel
    ayan aziz bahar bashir behrouz bengt berhane bilal birgitta britta carina carl catharina
    charlotta christer christina dalia dana daniel danait dariusz david dawit diana dina dmytro
    ebba elena elham elias elin ella elsa emil emilia emma erik esmail ester eva ewa fadi
    fadumo farah farhad farid fatemeh fatima fatuma fawzi felix fikret filip filmon firas
    fredrik frida ghazal ghada gunilla gunnar gustav gulnara habiba habtom hadi hamid hamza
    hana hanna hassan hawa hedda helena henrik hiba hodan hosein hossein huda hugo hussein
    ibrahim idris ilyas inger ingrid irina iryna isaias ismail ivan jalal jamal jamila jan
    javad jawad jelena jenny jerzy johan johanna johannes jonas josef julia kamal karim karin
    karl karolina katarina kateryna kerstin khadija khadra khaled khalid khalil kidane kristina
    lars laila lejla lena leyla lidia lina linnea ljiljana lovisa lucas ludmila luwam magnus
    mahdi mahmoud majid malik malin mansour margareta maria mariam marie marina marjan marko
    marta marwan maryam maryna mathias mattias mehdi mehmet meron michael mihret mikael milad
    mina mirjam mohamad mohamed mohammad mohammed mohsen mona morteza mostafa muhammad muhammed
    mulugeta munira musa mustafa mykola nadia nadja naima najib nasrin natalia natalija nils
    noor nora nour nura oksana oleh olena oleksandr olga olivia omar omid oskar osman parisa
    parwin patrik per peter petra pia rabia rahel rahim ramin rana rania rasha rashid reem reza
    rima robel roger roksana ronja roza ruth saeed sabina sadia sahra said salah saleh salem
    salim salma samira samir samuel sanna sara sarah selam selma semira senait serhij seynab
    shadi shahin shabnam shirin simret sirwan sofia sohrab soraya stefan sulayman suleiman
    susanna svetlana svitlana tahir tanja tarek tariq tatjana tekle tesfay thomas tigist tove
    tsegay ulf ulla ulrika usman viktor viktoria volodymyr wahid walid waleed wilma william
    wolde yahya yared yasin yasmin yohannes yonas yosef yusuf yulia zahra zainab zakaria zaid
    zeinab zewdi ziad zohra örjan åke åsa
    """.split()  # noqa: SIM905
)

# Names that are also words: alone they are held for the word.
ORDINARY = frozenset(
    """
    alla ask berg björk björn bo dag dal dana ek en exempel fall falk frank frid glad hag hans
    han hej hem hon holm is jan kan karl kung kulle lilja lind linn liv lo lund man mark maj
    mars mina min mona my mål nils per plan prov ros rosa rut saga sara sjö skog sol sten stig
    storm ström svan tor ung vi vide vik vit vår väg än äng är ör
    """.split()  # noqa: SIM905
)

# Capitals inside a sentence that are no person, beside the places one hands in.
NO_PERSONS = frozenset(
    """
    afghanistan afrika albanien algeriet amerika amhariska arabemiraten arabiska
    arbetsförmedlingen asien balkan bangladesh barnen barnahus barnkonventionen
    barnombudsmannen belarus belgien bibeln bosnien bosnien-hercegovina bris bulgarien canada
    chile colombia damaskus danmark dari diskrimineringsombudsmannen egypten england eritrea
    esf estland etiopien europa europakommissionen excel facebook familjecentralen filippinerna
    finland folkhälsomyndigheten frankrike försäkringskassan fn gaza genèvekonventionen
    georgien grekland göteborgsregionen google halland holland indien indonesien instagram irak
    iran irland island israel italien japan jemen jordanien jul kabul kambodja kanada kenya
    kina kirgizistan komvux koranen korset kosovo kronofogden kroatien kurdistan lettland
    libanon libyen lidingö litauen lucia läkare lärvux länsstyrelsen makedonien mali malta
    marocko mexico migrationsverket moldavien montenegro moskén myanmar nederländerna nigeria
    norden norge norr nyår nordafrika ordförande ordföranden outlook pakistan palestina
    persiska påsk påsken peru polen polisen portugal powerpoint projektet ramadan region
    regionen regeringen riksdagen rumänien ryssland rädda röda samverka schweiz senegal serbien
    sfi sida sis skåne skatteverket skolinspektionen skolverket skype slovakien slovenien
    småland snapchat somalia somaliland spanien socialstyrelsen statistiska storbritannien
    sudan svenska sverige sydafrika sydsudan syrien tadzjikistan teams thailand tiktok tigrinja
    tjeckien tolkförmedlingen tunisien turkiet turkmenistan tyskland uganda ukraina ungern
    universitetet usa uzbekistan vietnam vab västafrika västsverige whatsapp word youtube zoom
    öst österrike öresund
    """.split()  # noqa: SIM905
)
NO_PERSON_ENDS = (  # noqa: SIM905
    "akademin akuten biblioteket bron byrån centralen centret centrum delegationen departementet "
    "enheten fakulteten fonden forum föreningen förbundet förmedlingen församlingen förvaltningen "
    "gatan gymnasiet gymnasium huset högskola högskolan inspektionen institutet jouren jourens "
    "kassan kliniken kommissionen kommittén kommun kommunen konventionen kyrkan lagen landet län "
    "länet mottagningen museet myndigheten nämnden nätverket ombudsmannen parken programmet "
    "projektet rådet regionen samverkan skola skolan skolans sjukhuset skolverket stiftelsen "
    "styrelsen torget universitet universitetet verket vårdcentral vården vägen"
).split()
# "Ytterby skola", "Osby kommun": the word before is a place.
PLACE_AFTER = frozenset(
    """
    kommun kommuns kommunen län läns stad stads stadsdel skola skolan förskola gymnasium bvc
    vårdcentral vårdcentralens församling bibliotek familjecentral folkhögskola sjukhus station
    torg centrum region regionen kyrka moské köpcentrum museum universitet högskola idrottshall
    if aik bk ik konvention konventionen metoden modellen
    """.split()  # noqa: SIM905
)
