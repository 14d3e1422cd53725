"""Certified hours: the employer's own certify them; those who lead say what counts, and remind."""

from samverka.delivery.certification.tests.factories import certified_month, taken_in
from samverka.delivery.rates.tests.factories import esf

ROWS = """
                                      petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  certification:overview           200   200   200   403   200   403   403   403   404   login
GET  certification:remind             405   405   405   405   405   405   405   405   405   login
POST certification:remind             302   403   302   403   403   403   403   403   404   login
GET  certification:missing            200   200   200   403   200   403   403   403   404   login
GET  certification:missing_from_us    200   200   200   403   200   403   403   403   403   login
GET  certification:remind_all         405   405   405   405   405   405   405   405   405   login
POST certification:remind_all         302   403   302   403   403   403   403   403   403   login
GET  certification:classify           200   403   200   403   403   403   403   403   404   login
GET  certification:certify            403   200   200   403   200   403   403   403   404   login
GET  certification:form_pdf           403   200   200   403   200   403   403   403   404   login
GET  certification:take_in_paper      403   200   200   403   200   403   403   403   404   login
GET  certification:paper              403   200   403   403   200   403   403   403   404   login
GET  certification:certificate        200   200   200   403   200   403   403   403   404   login
GET  certification:certificate_pdf    200   200   200   403   200   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def the_fund(cast):
    return {**the_programme(cast), "fund_code": esf(cast).code}


def the_month(cast):
    return {**the_fund(cast), "month": "2026-02"}


def a_certificate(cast):
    return {**the_programme(cast), "key": certified_month(cast).public_key}


def a_paper(cast):
    return {**the_programme(cast), "key": taken_in(cast).public_key}


ARGUMENTS = {
    "certification:missing": the_programme,
    "certification:missing_from_us": lambda cast: {},
    "certification:remind_all": lambda cast: {},
    "certification:take_in_paper": the_month,
    "certification:paper": a_paper,
    "certification:overview": the_programme,
    "certification:remind": the_programme,
    "certification:classify": the_fund,
    "certification:certify": the_month,
    "certification:form_pdf": the_month,
    "certification:certificate": a_certificate,
    "certification:certificate_pdf": a_certificate,
}
DATA = {}
