"""The programme's pages."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programme:list                 200   200   200   200   200   200   200   200   200   login
GET  programme:detail               200   200   200   200   200   200   200   200   404   login
"""

ARGUMENTS = {"programme:detail": lambda cast: {"key": cast.programme.public_key}}
