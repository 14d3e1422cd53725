"""Months."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  reports:months                 200   200   200   200   200   200   200   200   200   login
"""
