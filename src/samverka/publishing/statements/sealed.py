"""What was sent lies sealed: its rows and its files."""

import io
import json

from samverka.toolkit import sealing
from samverka.toolkit.sealed_file import MAGIC, SealedReader, SealedWriter

from .contents import Line
from .models import Row, SentFile

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


def close_file(file: SentFile, body: bytes) -> None:
    """Seal what is in a file, and note which key did."""
    kept = io.BytesIO()
    with SealedWriter(kept, {}) as writer:
        writer.write(body)
    file.body, file.sealed_with = kept.getvalue(), f"{sealing.current_key()}:"


def opened_file(file: SentFile) -> bytes:
    """
    :raises FileProblem: the file was changed, or its key is gone
    """
    kept = io.BytesIO(file.body)
    kept.seek(len(MAGIC))
    return SealedReader(kept).read()
