"""Persons."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  people:list                    200   200   200   200   200   200   200   200   200   login
"""
