"""What the tests of imports send, and how they have it looked through and written."""

from django.core.files.base import ContentFile

from samverka.foundation.accounts.actor import Actor
from samverka.register.imports.models import Import
from samverka.toolkit import spreadsheet
from samverka.workflows.import_register import actions

HEADINGS = ["Förnamn", "Efternamn", "Personnummer", "E-post", "Befattning"]


def file(content: bytes, name: str = "personal.xlsx") -> ContentFile:
    return ContentFile(content, name)


def table(*rows, headings=HEADINGS) -> ContentFile:
    """A workbook as a municipality's staff system makes it."""
    return file(spreadsheet.xlsx("Personal", headings, rows))


def looked_through(sent: ContentFile, *, by: Actor, kind: str = "persons") -> Import:
    """The file sent and read, as when the worker has done its task."""
    batch = actions.begin_import(kind=kind, file=sent, language="en", by=by)
    actions.read_file.func(batch.pk)
    batch.refresh_from_db()
    return batch


def written(batch: Import, *, by: Actor) -> Import:
    actions.confirm(batch=batch, by=by)
    actions.write_rows.func(batch.pk)
    batch.refresh_from_db()
    return batch


def decided(batch: Import, chosen: dict[str, str], *, by: Actor) -> Import:
    actions.decide(batch=batch, decided=chosen, by=by)
    actions.read_file.func(batch.pk)
    batch.refresh_from_db()
    return batch


def outcomes(batch: Import) -> list[str]:
    return list(batch.rows.order_by("number").values_list("outcome", flat=True))


def problems(batch: Import) -> list[tuple[str, str]]:
    """Cells and sentences of every row."""
    rows = batch.rows.order_by("number")
    return [tuple(problem) for row in rows for problem in row.said["problems"]]
