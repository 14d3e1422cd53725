"""Kinds of organisations and of units, by the words that people write for them."""

from samverka.register.partners.models import Organisation
from samverka.toolkit.tables import plain

Kind, UnitType = Organisation.Kind, Organisation.UnitType

KINDS = {
    Kind.MUNICIPALITY: "kommun,municipality,stad",
    Kind.FEDERATION: "kommunalförbund,förbund,federation,federation of municipalities",
    Kind.COUNTY_BOARD: "länsstyrelse,county board,county administrative board",
    Kind.REGION: "region,landsting",
    Kind.AUTHORITY: "myndighet,statlig myndighet,authority,government agency,agency",
    Kind.UNIVERSITY: "universitet,högskola,lärosäte,universitet eller högskola,university,college",
    Kind.ASSOCIATION: "förening,ideell förening,studieförbund,association,ngo",
    Kind.OTHER: "annan,annat,övrig,övrigt,other",
}
UNIT_TYPES = {
    UnitType.SFI: "sfi,sfi enhet,svenska för invandrare,swedish for immigrants",
    UnitType.ADULT_EDUCATION: "vuxenutbildning,komvux,adult education",
    UnitType.FOLK_HIGH_SCHOOL: "folkhögskola,folk high school",
    UnitType.SCHOOL: "skola,grundskola,school",
    UnitType.UPPER_SECONDARY: "gymnasium,gymnasieskola,upper secondary school",
    UnitType.PRESCHOOL: "förskola,preschool",
    UnitType.SOCIAL_SERVICES: "socialtjänst,social services",
    UnitType.LABOUR_MARKET: "arbetsmarknadsenhet,arbetsmarknad,labour market unit",
    UnitType.HEALTH_CENTRE: "vårdcentral,health centre",
    UnitType.FAMILY_CENTRE: "familjecentral,family centre",
    UnitType.LIBRARY: "bibliotek,library",
    UnitType.DEPARTMENT: "förvaltning,avdelning,department",
    UnitType.OTHER: "annan,annat,övrig,övrigt,other,other unit",
}


def by_words(known: dict, labels: list[tuple]) -> dict[str, str]:
    """Which value each word stands for, the labels of the pages among them."""
    found = {plain(word): value for value, words in known.items() for word in words.split(",")}
    return {plain(str(label)): value for value, label in labels if value} | found
