"""The programme's pages."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programme:list                 200   200   200   200   200   200   200   200   200   login
"""
