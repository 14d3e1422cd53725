"""The administrator's pages."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  administration:overview        403   403   403   403   403   403   403   200   403   login
"""
