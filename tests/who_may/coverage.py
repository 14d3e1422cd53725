"""Whom of the staff a programme reaches: for those who lead or follow it, as sums."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  coverage:staff                 200   200   200   403   403   403   200   403   404   login
"""

ARGUMENTS = {"coverage:staff": lambda cast: {"programme_key": cast.programme.public_key}}
