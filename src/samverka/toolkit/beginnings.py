"""Finding rows by the beginning of a text, through an index, on either database."""

from django.db import connection
from django.db.models import Q


def begins_with(field: str, text: str) -> Q:
    """Rows whose text begins so; the field is indexed and holds the letters a-z.

    SQLite uses no index for "like", but it does for what lies between two texts. PostgreSQL has an
    index of its own for "like", and its order of texts depends on the language of the database.
    """
    if connection.vendor != "sqlite" or not text:
        return Q(**{f"{field}__startswith": text})
    after = text[:-1] + chr(ord(text[-1]) + 1)
    return Q(**{f"{field}__gte": text, f"{field}__lt": after})
