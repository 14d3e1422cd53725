"""Claims to funds: whoever leads the programme and answers for its money."""

from samverka.publishing.claims.tests.factories import begun, certificate_of, ready, sent

ROWS = """
                                 petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  claims:list                 200   403   200   403   403   403   403   403   404   login
GET  claims:detail               200   403   200   403   403   403   403   403   404   login
GET  claims:period               200   403   200   403   403   403   403   403   404   login
GET  claims:remove               200   403   200   403   403   403   403   403   404   login
POST claims:remove               302   403   302   403   403   403   403   403   404   login
GET  claims:bring_back           405   405   405   405   405   405   405   405   405   login
POST claims:bring_back           404   403   404   403   403   403   403   403   404   login
GET  claims:make_ready           405   405   405   405   405   405   405   405   405   login
POST claims:make_ready           302   403   302   403   403   403   403   403   404   login
GET  claims:take_back            405   405   405   405   405   405   405   405   405   login
POST claims:take_back            302   403   302   403   403   403   403   403   404   login
GET  claims:send                 405   405   405   405   405   405   405   405   405   login
POST claims:send                 302   403   302   403   403   403   403   403   404   login
GET  claims:progress             200   403   200   403   403   403   403   403   404   login
GET  claims:partners             200   403   200   403   403   403   403   403   404   login
GET  claims:hours                200   403   200   403   403   403   403   403   404   login
GET  claims:certificate          200   403   200   403   403   403   403   403   404   login
GET  claims:costs                200   403   200   403   403   403   403   403   404   login
GET  claims:results              200   403   200   403   403   403   403   403   404   login
GET  claims:texts                200   403   200   403   403   403   403   403   404   login
GET  claims:preview              200   403   200   403   403   403   403   403   404   login
GET  claims:file                 200   403   200   403   403   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def _within(cast, claim, **more):
    return {**the_programme(cast), "key": claim.public_key, **more}


def open_claim(cast):
    return _within(cast, begun(cast))


def ready_claim(cast):
    return _within(cast, ready(cast))


def a_certificate(cast):
    certificate = certificate_of(cast)
    return _within(cast, begun(cast), certificate_key=certificate.public_key)


def a_preview(cast):
    return _within(cast, begun(cast), kind="pdf")


def a_file(cast):
    return _within(cast, sent(cast), kind="pdf")


ARGUMENTS = {
    "claims:list": the_programme,
    "claims:bring_back": lambda cast: the_programme(cast) | {"token": "nothing"},
    "claims:certificate": a_certificate,
    "claims:preview": a_preview,
    "claims:file": a_file,
    "claims:take_back": ready_claim,
    "claims:send": ready_claim,
    **{
        f"claims:{name}": open_claim
        for name in (
            "detail",
            "period",
            "make_ready",
            "remove",
            "progress",
            "partners",
            "hours",
            "costs",
            "results",
            "texts",
        )
    },
}
DATA = {}
