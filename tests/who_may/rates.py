"""What an hour is worth: those who lead choose and write, the employers read."""

from samverka.delivery.rates.tests.factories import category, esf

ROWS = """
                        petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  rates:overview     200   200   200   403   200   403   403   403   404   login
GET  rates:choose       200   403   200   403   403   403   403   403   404   login
GET  rates:add_category 200   403   200   403   403   403   403   403   404   login
GET  rates:send         200   403   200   403   403   403   403   403   404   login
POST rates:send         200   403   200   403   403   403   403   403   404   login
GET  rates:to_fill      200   403   200   403   403   403   403   403   404   login
GET  rates:carry_out    405   405   405   405   405   405   405   405   405   login
POST rates:carry_out    302   403   302   403   403   403   403   403   404   login
GET  rates:set_rate     200   403   200   403   403   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def the_fund(cast):
    return {**the_programme(cast), "fund_code": esf(cast).code}


def a_category(cast):
    return {**the_fund(cast), "key": category(cast).public_key}


ARGUMENTS = {
    "rates:overview": the_programme,
    "rates:choose": the_fund,
    "rates:add_category": the_fund,
    "rates:send": the_fund,
    "rates:to_fill": the_fund,
    "rates:carry_out": the_fund,
    "rates:set_rate": a_category,
}
DATA = {}
