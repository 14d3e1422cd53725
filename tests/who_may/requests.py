"""What persons ask about their own data: the employer answers; the administrator sees no name."""

from samverka.register.requests.tests.factories import asked
from tests.people import person

ROWS = """
                                 petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  subject_requests:register   200   200   403   403   200   403   403   200   403   login
GET  subject_requests:of_person  403   200   403   403   200   404   404   404   404   login
POST subject_requests:of_person  403   302   403   403   302   404   404   404   404   login
GET  subject_requests:detail     404   200   404   404   200   404   404   404   404   login
POST subject_requests:detail     404   302   404   404   302   404   404   404   404   login
GET  subject_requests:take_on    405   405   405   405   405   405   405   405   405   login
POST subject_requests:take_on    404   302   404   404   302   404   404   404   404   login
GET  subject_requests:extend     405   405   405   405   405   405   405   405   405   login
POST subject_requests:extend     404   302   404   404   302   404   404   404   404   login
"""


def amanda(cast):
    return {"key": person("Amanda", cast.kungalv, cast.gr).public_key}


def a_request(cast):
    return {"key": asked(cast, person("Amanda", cast.kungalv, cast.gr)).public_key}


ARGUMENTS = {
    "subject_requests:of_person": amanda,
    "subject_requests:detail": a_request,
    "subject_requests:take_on": a_request,
    "subject_requests:extend": a_request,
}
DATA = {
    "subject_requests:of_person": lambda cast: {"kind": "access", "received_on": "2026-03-01"},
    "subject_requests:detail": lambda cast: {"answer": "done", "ground": ""},
}
