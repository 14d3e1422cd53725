"""Signing in."""

ROWS = """
                     petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  account_login   302   302   302   302   302   302   302   302   302   200
GET  account_logout  200   200   200   200   200   200   200   200   200   302
"""
