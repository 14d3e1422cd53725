"""The programme's pages."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programme:list                 200   200   200   200   200   200   200   200   200   login
GET  programme:detail               200   200   200   200   200   200   200   200   404   login
GET  programme:about                200   200   200   200   200   200   200   200   404   login
GET  programme:by_region            200   200   200   200   200   200   200   200   404   login
GET  programme:taken_part           200   200   200   200   200   200   200   200   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


def a_partner(cast):
    return {**the_programme(cast), "organisation_key": cast.kungalv.public_key}


ARGUMENTS = {
    "programme:detail": the_programme,
    "programme:about": the_programme,
    "programme:by_region": the_programme,
    "programme:taken_part": a_partner,
}
