"""Companies: for those who work with them in the programme; the economist reads."""

from samverka.delivery.companies.tests.factories import company, link, result

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  companies:list             200   200   200   200   403   403   403   403   404   login
GET  companies:create           200   200   403   200   403   403   403   403   404   login
POST companies:create           422   422   403   422   403   403   403   403   404   login
GET  companies:report           200   200   200   200   403   403   403   403   404   login
GET  companies:hand_over        405   405   405   405   405   405   405   405   405   login
POST companies:hand_over        302   302   403   302   403   403   403   403   404   login
GET  companies:hand_back        405   405   405   405   405   405   405   405   405   login
POST companies:hand_back        302   302   403   302   403   403   403   403   404   login
GET  companies:compare          405   405   405   405   405   405   405   405   405   login
POST companies:compare          302   302   403   302   403   403   403   403   404   login
GET  companies:compare_back     405   405   405   405   405   405   405   405   405   login
POST companies:compare_back     302   302   403   302   403   403   403   403   404   login
GET  companies:detail           200   200   200   200   403   403   403   403   404   login
GET  companies:edit             200   200   403   200   403   403   403   403   404   login
GET  companies:add              200   200   403   200   403   403   403   403   404   login
GET  companies:after            200   200   403   200   403   403   403   403   404   login
GET  companies:end_link         200   200   403   200   403   403   403   403   404   login
POST companies:end_link         422   422   403   422   403   403   403   403   404   login
GET  companies:remove           405   405   405   405   405   405   405   405   405   login
POST companies:remove           302   302   403   302   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_token(cast):
    return programme(cast) | {"token": "nothing"}


def the_company(cast):
    return programme(cast) | {"key": company(cast).public_key}


def a_need(cast):
    return the_company(cast) | {"what": "behov"}


def value_before(cast):
    work = company(cast)
    made = result(cast, work, 7, None)
    return programme(cast) | {"key": work.public_key, "row_key": made.public_key}


def a_link(cast):
    one, two = company(cast, "Ett"), company(cast, "Två")
    made = link(cast, one, two)
    return programme(cast) | {"key": one.public_key, "row_key": made.public_key}


ARGUMENTS = {
    "companies:list": programme,
    "companies:create": programme,
    "companies:report": programme,
    "companies:hand_over": programme,
    "companies:hand_back": a_token,
    "companies:compare": programme,
    "companies:compare_back": a_token,
    "companies:detail": the_company,
    "companies:edit": the_company,
    "companies:add": a_need,
    "companies:after": value_before,
    "companies:end_link": a_link,
    "companies:remove": lambda cast: value_before(cast) | {"what": "resultat"},
}
