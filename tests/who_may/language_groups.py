"""Groups for small languages: planned by those who lead; a municipality says how many want one."""

from samverka.delivery.courses.tests.factories import template
from samverka.delivery.language_groups.tests.factories import decided
from tests.people import TODAY

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  language_groups:overview   200   200   200   200   200   200   200   200   404   login
GET  language_groups:least      200   403   403   200   403   403   403   403   404   login
POST language_groups:least      422   403   403   422   403   403   403   403   404   login
GET  language_groups:course     200   200   200   200   200   200   200   200   404   login
GET  language_groups:wish       403   200   403   403   200   403   403   403   404   login
POST language_groups:wish       403   422   403   403   422   403   403   403   404   login
GET  language_groups:make       405   405   405   405   405   405   405   405   405   login
POST language_groups:make       302   403   403   302   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_course(cast):
    decided(cast, from_day=TODAY)
    return programme(cast) | {"key": template(cast).public_key}


ARGUMENTS = {
    **dict.fromkeys(("language_groups:overview", "language_groups:least"), programme),
    **dict.fromkeys(
        ("language_groups:course", "language_groups:wish", "language_groups:make"), a_course
    ),
}
