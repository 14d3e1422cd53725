"""Explanations: everybody in the programme reads, whoever wrote it changes; published, anybody."""

from samverka.publishing.explanations.tests.factories import asked, explanation, published

ROWS = """
                                  petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  explanations:list            200   200   200   200   200   200   200   200   404   login
GET  explanations:create          200   200   403   200   403   403   403   403   404   login
POST explanations:create          422   422   403   422   403   403   403   403   404   login
GET  explanations:detail          200   200   200   200   200   200   200   200   404   login
GET  explanations:questions       200   403   403   200   403   403   403   403   404   login
POST explanations:questions       422   403   403   422   403   403   403   403   404   login
GET  explanations:begin_version   200   403   403   200   403   403   403   403   404   login
POST explanations:begin_version   422   403   403   422   403   403   403   403   404   login
GET  explanations:choose_language 302   403   403   302   403   403   403   403   404   login
GET  explanations:text            200   403   403   200   403   403   403   403   404   login
POST explanations:text            422   403   403   422   403   403   403   403   404   login
GET  explanations:review          200   403   403   200   403   403   403   403   404   login
POST explanations:review          422   403   403   422   403   403   403   403   404   login
GET  explanations:ask             200   403   403   200   403   403   403   403   404   login
POST explanations:ask             422   403   403   422   403   403   403   403   404   login
GET  explanations:publish         405   405   405   405   405   405   405   405   405   login
POST explanations:publish         302   403   403   302   403   403   403   403   404   login
GET  explanations:withdraw        405   405   405   405   405   405   405   405   405   login
POST explanations:withdraw        302   403   403   302   403   403   403   403   404   login
GET  explanations_public:every_service 200 200 200  200   200   200   200   200   200   200
GET  explanations_public:service  200   200   200   200   200   200   200   200   200   200
GET  explanations_public:paper    200   200   200   200   200   200   200   200   200   200
"""


def programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_service(cast):
    return programme(cast) | {"key": explanation(cast).public_key}


def a_version(cast):
    return a_service(cast) | {"number": 1}


def a_text(cast):
    return a_version(cast) | {"language": "sv"}


def one_to_ask_about(cast):
    made = explanation(cast)
    asked(cast, made.versions.get())
    return programme(cast) | {"key": made.public_key, "number": 1}


def one_that_is_read(cast):
    return {"key": published(cast).explanation.public_key, "language": "sv"}


ARGUMENTS = {
    "explanations:list": programme,
    "explanations:create": programme,
    **{f"explanations:{name}": a_service for name in ("detail", "questions", "begin_version")},
    **{f"explanations:{name}": a_version for name in ("choose_language", "publish", "withdraw")},
    "explanations:text": a_text,
    "explanations:review": a_text,
    "explanations:ask": one_to_ask_about,
    "explanations_public:service": one_that_is_read,
    "explanations_public:paper": one_that_is_read,
}
