"""The search: whoever is signed in looks among what they may see."""

ROWS = """
                                    petra karin erik  olga  ulla  sara  rut   ada   eve   nobody
GET  search:search                  200   200   200   200   200   200   200   200   200   login
"""
