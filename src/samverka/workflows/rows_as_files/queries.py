"""A programme's rows as files, and all of them in one."""

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from samverka.delivery.programmes.models import Programme

from . import certified, claims, figures, held, persons, told
from .tables import Asked, Table

README = Path(__file__).with_name("readme_sv.md")


def tables_of(programme: Programme, *, on: dt.date) -> Iterator[Table]:
    about = Asked(programme, on)
    for noun in (held, certified, persons, told, claims):
        yield from noun.tables(about)
    yield from figures.tables(about)


def files_of(programme: Programme, *, on: dt.date) -> Iterator[tuple[str, bytes]]:
    """Each file's name and content, what they are before the rest."""
    text = README.read_text(encoding="utf-8")
    text = text.replace("{{programme}}", programme.name).replace("{{day}}", f"{on}")
    yield "README.md", text.encode()
    for table in tables_of(programme, on=on):
        yield table.file


def zip_of(programme: Programme, *, on: dt.date) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(programme, on=on):
            archive.writestr(name, content)
    return buffer.getvalue()
