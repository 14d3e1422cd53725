"""Whether what a deed left still stands: what somebody did after it is not undone with it."""

from collections.abc import Sequence

from django.apps import apps
from django.db import models

from samverka.toolkit.sealing import CannotOpen

from .models import Deed


def left_in(row: models.Model, fields: Sequence[str]) -> list[str]:
    """As the database has it, which may say it in other types than the row at hand."""
    there = type(row)._base_manager.filter(pk=row.pk).values_list(*fields).first() or ()
    return [str(value) for value in there]


def is_as_left(deed: Deed) -> bool:
    """A row that is gone is for the undo itself to tell of."""
    try:
        told = deed.told().get("left", [])
    except CannotOpen:
        return True
    # Which table it was is known to whoever did the deed, in a module above this one.
    tables = {table._meta.label: table for table in apps.get_models()} if told else {}
    for label, key, fields, left in told:
        row = tables[label]._base_manager.filter(pk=key).first()
        if row is not None and left_in(row, fields) != left:
            return False
    return True
