"""The programme's pages."""

# ruff: noqa: E501

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  programme:list                 200   200   200   200   200   200   200   200   200   login
"""
