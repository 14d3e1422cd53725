"""Guidelines: Petra leads; Karin and Ulla answer for Kungälv; everybody in the programme reads."""

from samverka.delivery.guidelines.tests.test_guidelines import advice

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  guidelines:list            200   200   200   200   200   200   200   200   404   login
GET  guidelines:create          200   403   403   403   403   403   403   403   404   login
POST guidelines:create          422   403   403   403   403   403   403   403   404   login
GET  guidelines:edition         200   200   200   200   200   200   200   200   404   login
GET  guidelines:edit            200   403   403   403   403   403   403   403   404   login
POST guidelines:edit            422   403   403   403   403   403   403   403   404   login
GET  guidelines:replace         200   403   403   403   403   403   403   403   404   login
POST guidelines:replace         422   403   403   403   403   403   403   403   404   login
GET  guidelines:check           403   200   403   403   200   403   403   403   404   login
POST guidelines:check           403   302   403   403   302   403   403   403   404   login
GET  guidelines:answers         200   200   403   403   200   200   403   403   404   login
"""


def in_programme(cast):
    return {"programme_key": cast.programme.public_key}


def an_edition(cast):
    return in_programme(cast) | {"key": advice(cast).public_key}


def answers(cast):
    return an_edition(cast) | {"organisation_key": cast.kungalv.public_key}


ARGUMENTS = {
    "guidelines:list": in_programme,
    "guidelines:create": in_programme,
    "guidelines:answers": answers,
    **{f"guidelines:{name}": an_edition for name in ("edition", "edit", "replace", "check")},
}
