"""Finding rows by the beginning of a text, through an index, on either database."""

from typing import Any

from django.db import connection
from django.db.models import Q


def begins_with(field: str, text: Any, end: Any) -> Q:
    """Rows whose text begins so; the field is indexed and holds the letters a-z.

    SQLite uses no index for "like", but it does for what lies between two texts. PostgreSQL has an
    index of its own for "like", and its order of texts depends on the language of the database.

    :param end: `after` of the text; either may be a place that is filled later
    """
    if connection.vendor != "sqlite":
        return Q(**{f"{field}__startswith": text})
    return Q(**{f"{field}__gte": text, f"{field}__lt": end})


def after(text: str) -> str:
    """The first of the texts that come after all that begin so."""
    return text[:-1] + chr(ord(text[-1]) + 1)
