"""Working time.

Sara, who works at Kungälv, has handed in her month. Karin and Ulla answer for Kungälv's staff; all
others see nothing of it. Petra leads the programme, and may write down what its fund takes.
"""

from samverka.delivery.working_time.models import Allocation
from samverka.delivery.working_time.tests.factories import amif, as_person, ceiling, saras_month

ROWS = """
                                        petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  working_time:mine                  200   200   200   200   200   200   200   200   200   login
GET  working_time:begin                 405   405   405   405   405   405   405   405   405   login
POST working_time:begin                 404   403   404   404   403   302   404   404   404   login
GET  working_time:month                 404   200   404   404   200   200   404   404   404   login
POST working_time:month                 404   403   404   404   403   302   404   404   404   login
GET  working_time:pdf                   404   200   404   404   200   200   404   404   404   login
GET  working_time:hand_in               405   405   405   405   405   405   405   405   405   login
POST working_time:hand_in               404   403   404   404   403   302   404   404   404   login
GET  working_time:take_back             405   405   405   405   405   405   405   405   405   login
POST working_time:take_back             404   403   404   404   403   302   404   404   404   login
GET  working_time:approve               405   405   405   405   405   405   405   405   405   login
POST working_time:approve               404   302   404   404   302   403   404   404   404   login
GET  working_time:take_back_approval    405   405   405   405   405   405   405   405   405   login
POST working_time:take_back_approval    404   302   404   404   302   403   404   404   404   login
GET  working_time:send_back             405   405   405   405   405   405   405   405   405   login
POST working_time:send_back             404   422   404   404   422   403   404   404   404   login
GET  working_time:staff                 200   200   200   403   200   403   403   403   404   login
GET  working_time:allocate              200   200   403   403   200   403   403   403   404   login
POST working_time:allocate              422   422   403   403   422   403   403   403   404   login
GET  working_time:end_allocation        404   200   403   403   200   403   403   403   404   login
POST working_time:end_allocation        404   422   403   403   422   403   403   403   404   login
GET  working_time:ceilings              200   403   403   403   403   403   403   403   404   login
POST working_time:ceilings              422   403   403   403   403   403   403   403   404   login
GET  working_time:set_pay_rule          200   403   403   403   403   403   403   403   404   login
POST working_time:set_pay_rule          422   403   403   403   403   403   403   403   404   login
GET  working_time:costs                 403   403   200   403   403   403   403   403   404   login
GET  working_time:set_rate              403   403   404   403   403   403   403   403   404   login
POST working_time:set_rate              403   403   404   403   403   403   403   403   404   login
GET  working_time:activities            200   200   200   403   200   403   403   403   404   login
POST working_time:activities            422   403   403   403   403   403   403   403   404   login
GET  working_time:remind                405   405   405   405   405   405   405   405   405   login
POST working_time:remind                302   302   403   403   302   403   403   403   404   login
GET  working_time:approve_many          405   405   405   405   405   405   405   405   405   login
POST working_time:approve_many          302   302   403   403   302   403   403   403   404   login
GET  working_time:take_back_many        405   405   405   405   405   405   405   405   405   login
POST working_time:take_back_many        302   302   403   403   302   403   403   403   404   login
"""


def of_report(cast):
    return {"key": saras_month(cast).public_key}


def of_programme(cast):
    ceiling(cast)
    return {"programme_key": cast.programme.public_key}


def of_share(cast):
    return of_programme(cast) | {"key": share_key(cast)}


def share_key(cast):
    saras_month(cast)
    return as_share(cast).public_key


def as_share(cast):
    sara = as_person(cast.sara, cast.kungalv)
    return Allocation.objects.get(person=sara)


def of_fund(cast):
    return {"programme_key": cast.programme.public_key, "fund_code": amif(cast).code}


def of_sara(cast):
    saras_month(cast)
    return {**of_fund(cast), "key": as_person(cast.sara, cast.kungalv).public_key}


def to_begin(cast):
    return {"allocation": share_key(cast)}


ARGUMENTS = {
    f"working_time:{name}": of_report
    for name in [
        *("month", "pdf", "hand_in", "take_back", "approve", "take_back_approval", "send_back")
    ]
} | {
    "working_time:staff": of_programme,
    "working_time:allocate": of_programme,
    "working_time:ceilings": of_programme,
    "working_time:set_pay_rule": of_programme,
    "working_time:costs": of_fund,
    "working_time:activities": of_fund,
    "working_time:set_rate": of_sara,
    "working_time:remind": of_programme,
    "working_time:approve_many": of_programme,
    "working_time:end_allocation": of_share,
    "working_time:take_back_many": lambda cast: of_programme(cast) | {"token": "nothing"},
}
DATA = {"working_time:begin": to_begin}
