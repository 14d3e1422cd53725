"""What was sent lies sealed, row by row."""

import json

from samverka.toolkit import sealing

from .contents import Line
from .models import Row

CONTEXT = "statements.row"


def closed_line(line: Line) -> str:
    said = [line.key, list(line.cells), line.minutes, line.claimed]
    return sealing.seal(json.dumps(said, ensure_ascii=False), context=CONTEXT)


def opened_line(row: Row) -> Line:
    """
    :raises CannotOpen: the row was changed, or its key is gone
    """
    key, cells, minutes, claimed = json.loads(sealing.unseal(row.cells, context=CONTEXT))
    return Line(
        key=key,
        person_id=row.person_id,
        person_key=row.person_key,
        is_protected=row.is_protected,
        cells=tuple(cells),
        minutes=minutes,
        claimed=claimed,
    )
