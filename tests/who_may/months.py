"""What each programme tells its funds, month by month."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  months:overview                200   200   200   403   200   403   403   403   403   login
"""
