"""How much a table may be: room for a large municipality, none for a trap."""

MOST_BYTES = 20_000_000
MOST_UNPACKED = 80_000_000
MOST_ROWS = 50_000
# Points for each of the 290 municipalities stand in a column each.
MOST_COLUMNS = 400
MOST_CELLS = 1_000_000
LONGEST_CELL = 5_000
