"""Taking in a municipality: who helps for the organisation that leads."""

ROWS = """
                                petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  take_in:create             200   403   403   200   403   403   403   403   404   login
POST take_in:create             422   403   403   422   403   403   403   403   404   login
"""

ARGUMENTS = {"take_in:create": lambda cast: {"programme_key": cast.programme.public_key}}
