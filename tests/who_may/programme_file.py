"""Where a programme's facts come from, and its file."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programme_file:sources         200   200   200   200   200   200   200   200   404   login
GET  programme_file:download        200   403   403   403   403   403   403   403   404   login
"""


def the_programme(cast):
    return {"programme_key": cast.programme.public_key}


ARGUMENTS = {
    "programme_file:sources": the_programme,
    "programme_file:download": the_programme,
}
