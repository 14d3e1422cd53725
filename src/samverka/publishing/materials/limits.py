"""How much a version may hold: room for a course with pictures, none for a trap."""

# A package with its manifest stays below what may be sent (FILE_UPLOAD_MAX_MEMORY_SIZE).
MOST_BYTES = 19_000_000
MOST_PACKAGE = 20_000_000
MOST_FILES = 100
MOST_MANIFEST = 200_000
LONGEST_NAME = 120
LONGEST_TITLE = 200
LONGEST_TEXT = 5_000
# What a PDF says, written out for those who cannot read it.
MOST_SAID = 60_000
HIGHEST_VERSION = 9_999
