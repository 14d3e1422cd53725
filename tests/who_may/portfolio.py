"""All the programmes one may see, and slides of them."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  portfolio:portfolio            200   200   200   200   200   200   200   200   200   login
GET  portfolio:deck_for_all         200   200   200   200   200   200   200   200   200   login
GET  portfolio:deck                 200   200   200   200   200   200   200   200   404   login
"""

ARGUMENTS = {"portfolio:deck": lambda cast: {"programme_key": cast.programme.public_key}}
