"""Months."""

import datetime as dt

from samverka.publishing.reports.tests.factories import session, was_there
from tests.people import person

MARCH = dt.date(2026, 3, 1)

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  reports:months                 200   200   200   403   200   403   200   403   403   login
GET  reports:month                  200   200   200   403   200   403   200   403   404   login
GET  reports:download               200   200   200   403   200   403   200   403   404   login
GET  reports:person                 200   200   200   403   200   403   404   403   404   login
"""


def march(cast):
    return {"programme_key": cast.programme.public_key, "month": MARCH}


def amanda_in_march(cast):
    """Kungälv's Amanda, at the federation's day."""
    amanda = person("Amanda", cast.kungalv)
    was_there(session(cast, MARCH), amanda, cast.kungalv)
    return {**march(cast), "person_key": amanda.public_key}


ARGUMENTS = {
    "reports:month": march,
    "reports:download": march,
    "reports:person": amanda_in_march,
}
