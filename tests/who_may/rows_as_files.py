"""The rows of a programme as files: for those who answer for what its funds are told."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  rows_as_files:rows             200   403   200   403   403   403   403   403   404   login
"""

ARGUMENTS = {"rows_as_files:rows": lambda cast: {"programme_key": cast.programme.public_key}}
