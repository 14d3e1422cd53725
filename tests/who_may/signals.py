"""Need signals: whoever plans reads them; a sub-project leader types those of the own place."""

from samverka.development.signals.tests.factories import typed

ROWS = """
                               petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  signals:overview     200   200   403   200   200   403   200   403   404   login
GET  signals:detail       200   200   403   200   200   403   200   403   404   login
GET  signals:add_table    200   200   403   403   403   403   403   403   404   login
POST signals:add_table    422   422   403   403   403   403   403   403   404   login
GET  signals:settle       200   403   403   403   403   403   403   403   404   login
POST signals:settle       422   403   403   403   403   403   403   403   404   login
GET  signals:take_back    405   405   405   405   405   405   405   405   405   login
POST signals:take_back    302   302   403   403   403   403   403   403   404   login
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def municipality(cast):
    return programme(cast) | {"key": cast.kungalv.public_key}


def table(cast):
    return programme(cast) | {"key": typed(cast, cast.kungalv, [5, 6]).public_key}


ARGUMENTS = {
    "signals:overview": programme,
    "signals:detail": municipality,
    "signals:add_table": programme,
    "signals:settle": programme,
    "signals:take_back": table,
}
