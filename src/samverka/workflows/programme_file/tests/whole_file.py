"""A programme file in which every section and every key stands, for the tests to spoil."""

EARLIER = """\
namn: Tidigare
nyckel: tidigare
deltar:
  - {organisation: Göteborgsregionen, slag: kommunalförbund, roll: äger}
erfarenheter:
  - {slag: lärdom, lyder: Börja med språket}
"""
WHOLE = """\
namn: Provet  # S1
nyckel: provet
slag: partnerskap
beskrivning: |-
  Första stycket.

  Andra stycket.
börjar: 2018-09  # S24: dagen sägs inte
slutar: 2020
förlängd till: 2021-03-31
budget: 7 247 750,50 kr
budgeten är: hela budgeten
medfinansiering: 25,5 %
teman: [språk, vård]
källan lämnar öppet:
  - fråga: Om planeringen räknas in
    rader: S1
    avgjort: Den räknas in
bygger på:
  - program: tidigare
    hur: bygger på
    anmärkning: Fortsättning
på andra språk:
  - språk: en
    texter:
      - {vad: goal 1, text: Skills}
      - {vad: name, text: The whole}
    skrivet av: Communicator
    skrivet: 2018-09-01
    granskat av: English teacher
    granskat: 2018-10-01
finansiering:
  - fond: Exempelfonden  # S96
    kod: exempelfonden
    förvaltas av: Exempelverket
    från: 2014-01-01
    till: 2020-12-31
    diarienummer: EX 2018/1
    avslutad: 2017-03-01
    regler:
      - {gäller: timmar, regel: hela minuter, källa: Exempellag 1 §, från: 2014-01-01, \
till: 2016-12-31}
      - {gäller: hur finansiären visas, regel: Med märket, källa: Exempellag 2 §, från: 2014-01-01}
      - gäller: uppgifter om deltagare
        regel: Kön och ålder
        frågar efter: [kön, åldersgrupp]
        källa: Exempellag 5 §
        från: 2014-01-01
      - gäller: när det rapporteras
        regel: Två gånger om året
        rapporteras var: 6 månader
        senast efter: 30 dagar
        källa: Exempellag 3 §
        från: 2014-01-01
      - gäller: hur länge det sparas
        regel: Fem år
        sparas: 5 år
        räknas från: sista dagen
        källa: Exempellag 4 §
        från: 2014-01-01
delregioner:
  - {delregion: Norr, leds av: Kungälvs kommun}
deltar:
  - {organisation: Göteborgsregionen, slag: kommunalförbund, roll: äger}
  - organisation: Kungälvs kommun
    slag: kommun
    kommun: Kungälv
    kod: 1482
    roll: deltar
    via: Norr
    kontaktfunktion: Samordnare
    från: 2019-01-01
    till: 2019-12-31
  - {organisation: Enheten, slag: enhet, del av: Göteborgsregionen, roll: följer med forskning}
faser:
  - nummer: 1
    fas: Genomförande
    syfte: Pröva
    börjar: 2018-09
    slutar: 2020
    läge: pågår
    grind:
      beslutas av: Styrgruppen
      beslut: godkänt
      dag: 2018-09-15
      grund: Planen är klar
    villkor:
      - {för: att börja, lyder: Planerna är godkända, syns på: planerna}
      - {för: att sluta, lyder: Rapporten är lämnad, uppfyllt: 2020-12-01, underlag: Rapporten}
    etapper:
      - nummer: 1.1
        fas: Pilot 1
        börjar hos:
          - {organisation: Kungälvs kommun, från: 2018-10-01}
arbetsområden:
  - nummer: 1
    område: Kurser
    delar:
      - {delregion: Norr, ansvarig: Kungälvs kommun, görs: Kurser i norr}
  - {nummer: 2, område: Material, gemensamt: ja}
fält:
  - {fält: Arbetsmarknad, samordnas av: Göteborgsregionen, om: Stöd till de andra}
förstudie:
  fråga: Går det?
  rekommendation: Ja
  beslut: gå vidare
  dag: 2018-10-01
  beslutat av: Styrgruppen
  grund: Det går
erfarenheter:
  - {slag: utgångspunkt, lyder: Börja med språket, ur: tidigare 1}
överenskommelser:
  - överenskommelse: Avtalet
    slag: lokal
    förvaltas av: Göteborgsregionen
    parter:
      - {part: Göteborgsregionen, slag: kommunalförbund}
      - {part: Kungälvs kommun, slag: kommun, kommun: Kungälv, kod: 1482, till: 2020-05-31}
      - {part: Exempelskolan, slag: annat, från version: 2, från: 2019-01-01}
    åtaganden:
      - {nummer: 1, lyder: Alla möts en gång i kvartalet}
      - {nummer: 2, lyder: Kommunen kallar, part: Kungälvs kommun, till version: 1}
      - {nummer: 3, lyder: Skolan kallar, part: Exempelskolan, från version: 2}
    versioner:
      - ansvarsfördelning: Kommunen leder
        roller: En kontakt var
        rutiner: Möten
        gemensamma mål: Skola inom en månad
        uppföljning: Varje år
        från: 2018-09-01
        undertecknad av:
          - {part: Göteborgsregionen, dag: 2018-09-03, som: Förbundsdirektör, på papper: ja}
      - lyder: Ny text
        ändrat: Skolan är med
        från: 2019-01-01
        till: 2020-12-31
        ses över: 2020-06-01
delmål:
  - nummer: 1
    lyder: Kurser för alla
    ansvarig: Göteborgsregionen
    arbetar med:
      - {överenskommelse: Avtalet, åtagande: 1}
    mått:
      - kod: kurser
        mått: Kurser
        så räknas det: Kurser där någon var med
        räknar: hållna kurser
        måltal: högst 10 kurser  # S40
        delar:
          - {del: Norr, måltal: 1 kurser, delregion: Norr, kommuner: [Kungälv, Partille]}
      - kod: vantetid
        mått: Väntetid
        så räknas det: Dagar
        enhet: dagar
        täljare: Dagarna
        nämnare: Personerna
    aktiviteter:
      - aktivitet: Kursen
        slag: kurs
        arrangör: Kungälvs kommun
        för: Föräldrar
        om: Om att vara förälder.
        informationsmöte: ja
        träffar: 7 träffar
        en träff är: 2,5 timmar
        språk: [arabiska, dari]
        kommun: Kungälv
        kod: 1482
        plats: Exempelhuset
        antal platser: 20 platser
        anmälan senast: 2019-01-20
        tillfällen:
          - {dag: 2019-02-05, klockan: 09.00–16.00, rast: 60 minuter}
          - dag: 2019-02-12
    delmål:
      - nummer: 1.1
        lyder: Kurser i norr
        ansvarig: Kungälvs kommun
kontakter:
  - {funktion: Samordnare, organisation: Kungälvs kommun, delmål: 1, visas för alla: ja}
  - {funktion: Expert, organisation: Enheten, fält: Arbetsmarknad, från: 2019-01-01, \
till: 2019-06-30}
grupper:
  - grupp: Styrgruppen
    slag: styrgrupp
    sammankallas av: Göteborgsregionen
    fält: Arbetsmarknad
    syfte: Leda
    möten per år: 4
    medlemmarnas funktion: Chef
    ärenden dryftas: ja
    platser:
      - {organisation: Göteborgsregionen, funktion: Ordförande, tid per månad: 480 minuter}
      - {växlar: Mellan kommunerna, fält: Arbetsmarknad}
metoder:
  - {metod: Språkvän, ägs av: Kungälvs kommun, om: Följer med, för: Nya, behöver: Tid, \
underlag: Prövad}
kompetensområden:
  - område: Samtalsmetoder
    kompetenser:
      - kompetens: Tolkade samtal
        vikt: 3
        nivå 0: Har inte provat
        nivå 1: Känner till
        nivå 2: Klarar med stöd
        nivå 3: Klarar själv
        nivå 4: Lär andra
        nivåer:
          - {funktion: Handläggare, nivå: 3}
          - {funktion: Lärare, nivå: 2}
      - kompetens: Klarspråk
  - område: Kulturförståelse
på plats vid starten:
  - {slag: risklista, lyder: Riskerna är listade}
planer:
  - organisation: Kungälvs kommun
    rader:
      - aktivitet: Språkcafé
        syfte: Öva
        för: Vuxna
        resurser: En halv tjänst
        delmål: 1
        mått: kurser
        från: 2019-01-01
        till: 2019-06-30
        ansvarig: Samordnare
        ansvarig hos: Kungälvs kommun
      - aktivitet: Samtal
        eget mått: Antal samtal
"""


def line_of(words: str) -> int:
    """The line of the first place where the words stand."""
    return WHOLE[: WHOLE.index(words)].count("\n") + 1
