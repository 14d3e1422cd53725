"""Whether a row is still as a page showed it: of two who change it at once, neither is lost."""

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import models
from django.forms import BoundField

from .texts import listed

LENGTH = 12


def mark_of(row: models.Model) -> str:
    """A short mark of all that a row says, which a page carries along and sends back."""
    said = [getattr(row, field.attname) for field in row._meta.concrete_fields]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:LENGTH]


def in_words(field: BoundField) -> str:
    """What a field of a form holds, as the page says it."""
    value = field.value()
    choices = dict(_flat(getattr(field.field, "choices", ())))
    values = value if isinstance(value, list) else [value]
    said = (choices.get(str(one), one) for one in values if one not in (None, ""))
    return listed(said)


def _flat(choices: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for key, label in choices:
        yield str(key), str(label)
