import datetime as dt
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail

from .queries import files_of, zip_of


@transaction.atomic
def take_rows(*, programme: Programme, on: dt.date, by: Actor) -> bytes:
    """All rows as one file, and a note of who took them out."""
    content = zip_of(programme, on=on)
    trail.note(by=by, verb="rows_as_files.taken", about=programme)
    return content


@transaction.atomic
def write_rows(*, programme: Programme, folder: Path, on: dt.date, by: Actor) -> None:
    """All rows as files in a new or empty folder, and a note of who took them out.

    Written beside, so that half of them are never taken for all.

    :raises OSError: there is something in the folder already, or it cannot be written
    """
    trail.note(by=by, verb="rows_as_files.taken", about=programme)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as beside:
        whole = Path(beside, "whole")
        whole.mkdir()
        for name, content in files_of(programme, on=on):
            (whole / name).write_bytes(content)
        whole.rename(folder)
