"""Newsletters: whoever leads the programme writes and sends them."""

from samverka.publishing.newsletters.tests.factories import issue

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  newsletters:list               200   403   403   403   403   403   403   403   404   login
GET  newsletters:new                200   403   403   403   403   403   403   403   404   login
GET  newsletters:detail             200   403   403   403   403   403   403   403   404   login
GET  newsletters:edit               200   403   403   403   403   403   403   403   404   login
GET  newsletters:progress           200   403   403   403   403   403   403   403   404   login
GET  newsletters:send               405   405   405   405   405   405   405   405   405   login
POST newsletters:send               302   403   403   403   403   403   403   403   404   login
GET  newsletters:take_back          405   405   405   405   405   405   405   405   405   login
POST newsletters:take_back          302   403   403   403   403   403   403   403   404   login
GET  newsletters:go_on              405   405   405   405   405   405   405   405   405   login
POST newsletters:go_on              302   403   403   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def an_issue(cast):
    return programme(cast) | {"key": issue(cast).public_key}


ARGUMENTS = {
    "newsletters:list": programme,
    "newsletters:new": programme,
    "newsletters:detail": an_issue,
    "newsletters:edit": an_issue,
    "newsletters:progress": an_issue,
    "newsletters:send": an_issue,
    "newsletters:take_back": an_issue,
    "newsletters:go_on": an_issue,
}
