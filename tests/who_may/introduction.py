"""The introduction: whoever leads the programme; others who lead a part or head a unit read."""

from samverka.development.introduction.tests.factories import a_test, chosen

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  introduction:overview          200   200   403   403   200   403   403   403   404   login
GET  introduction:persons           200   200   403   403   200   403   403   403   404   login
GET  introduction:course            200   403   403   403   403   403   403   403   404   login
POST introduction:course            422   403   403   403   403   403   403   403   404   login
GET  introduction:test_new          200   403   403   403   403   403   403   403   404   login
POST introduction:test_new          422   403   403   403   403   403   403   403   404   login
GET  introduction:test              200   404   403   403   404   404   403   403   404   login
GET  introduction:ask                405   405   405   405   405   405   405   405   405   login
POST introduction:ask               302   404   403   403   404   404   403   403   404   login
GET  introduction:key               200   404   403   403   404   404   403   403   404   login
POST introduction:key               302   404   403   403   404   404   403   403   404   login
"""


def programme(cast):
    chosen(cast)
    return {"programme_key": cast.programme.public_key}


def of_test(cast):
    return {
        "programme_key": cast.programme.public_key,
        "key": a_test(cast, key={}).round.public_key,
    }


ARGUMENTS = {
    "introduction:overview": programme,
    "introduction:persons": programme,
    "introduction:course": programme,
    "introduction:test_new": programme,
    "introduction:test": of_test,
    "introduction:ask": of_test,
    "introduction:key": of_test,
}
