"""A small programme file without problems, for the tests to spoil."""

FILE = """\
namn: Föräldrastöd
nyckel: prov
beskrivning: Prov
börjar: 2018-09
slutar: 2019-12
förlängd till: 2020-05
finansiering:
  - fond: Paragraf 37
    kod: paragraf-37
    regler:
      - {gäller: timmar, regel: hela minuter, källa: Förordning (2010:1122) 37 §, från: 2018-09-01}
deltar:
  - {organisation: Göteborgsregionen, slag: kommunalförbund, roll: äger}
  - {organisation: Kungälvs kommun, slag: kommun, kommun: Kungälv, kod: 1482, roll: deltar}
  - {organisation: Partille kommun, slag: kommun, kommun: Partille, kod: 1402, roll: deltar, \
från: 2018-10, till: 2019-06}
delmål:
  - nummer: 1
    lyder: Kompetens
    ansvarig: Göteborgsregionen
    mått:
      - kod: dagar
        mått: Utbildningsdagar
        så räknas det: Dagar där någon var med
        räknar: hållna utbildningsdagar
        måltal: 4 dagar
    aktiviteter:
      - aktivitet: Länderkunskap
        slag: utbildningsdag
        tillfällen:
          - dag: 2019-02-05
            klockan: 09.00–16.00
            rast: 60 minuter
  - nummer: 2
    lyder: Kurser
    ansvarig: Kungälvs kommun
    aktiviteter:
      - aktivitet: Kurs
        slag: kurs
        träffar: 7 träffar
        en träff är: 2,5 timmar
        språk: [dari, tigrinja]
"""


def line_of(words: str) -> int:
    """The line of the first place where the words stand."""
    return FILE[: FILE.index(words)].count("\n") + 1
