"""Activities, their sessions and their attendance."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  activities:list                200   200   200   200   200   200   200   200   200   login
"""
