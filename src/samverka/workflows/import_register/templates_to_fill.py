"""An empty table to fill, with a second sheet that explains its columns."""

from samverka.register.imports.models import Import
from samverka.toolkit.tables import table_to_fill

from .columns import COLUMNS

NAMES = {"given_name", "family_name"}


def workbook_to_fill(kind: str) -> bytes:
    """Headings as we know them in the reader's language, and what belongs below each."""
    columns = [column for column in COLUMNS[kind] if column.name != "full_name"]
    return table_to_fill(str(Import.Kind(kind).label), columns, NAMES)
