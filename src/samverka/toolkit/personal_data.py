"""The declaration every model carries: which fields are personal, whose, why and for how long.

Erasure, subject access, research extracts and scrubbed copies all read this one declaration.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .clock import SWEDEN


@dataclass(frozen=True)
class Declared:
    """What a model says of its fields. Every field stands in exactly one of the three sets.

    `subject` is the path of fields from the model to the person ("" where no field is personal,
    "self" where the row is the person). `outlives` names what stays after erasure, and why.
    """

    none: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    sensitive: frozenset[str] = frozenset()
    subject: str = ""
    ground: str | Promise = ""
    keep: str | Promise = ""
    outlives: dict[str, str] = field(default_factory=dict)


def declare(
    *,
    none: str = "",
    personal: str = "",
    sensitive: str = "",
    subject: str = "",
    ground: str | Promise = "",
    keep: str | Promise = "",
    outlives: dict[str, str] | None = None,
) -> Declared:
    """A declaration written as words: `declare(none="id created_at", personal="name", …)`."""
    return Declared(
        none=frozenset(none.split()),
        personal=frozenset(personal.split()),
        sensitive=frozenset(sensitive.split()),
        subject=subject,
        ground=ground,
        keep=keep,
        outlives=outlives or {},
    )


@dataclass(frozen=True)
class Disclosed:
    """What one table holds of somebody, in words that they can read."""

    title: str
    ground: str
    keep: str
    rows: list[dict[str, str]]

    @classmethod
    def of(
        cls, model: type[models.Model], title: str, rows: Iterable[dict[str, str]]
    ) -> "Disclosed":
        """Rows in words of their module, with ground and time of the table."""
        declared = model.personal_data  # type: ignore[attr-defined]
        return cls(title, str(declared.ground), str(declared.keep), list(rows))


def disclosed(
    title: str, rows: Iterable[models.Model], *, of: type[models.Model], fields: str
) -> Disclosed:
    """The named fields of the rows, under their own labels, with ground and time of the table."""
    said = ({_label(of, name): _value(row, name) for name in fields.split()} for row in rows)
    return Disclosed.of(of, title, said)


def _label(model: type[models.Model], name: str) -> str:
    return str(capfirst(str(model._meta.get_field(name).verbose_name)))  # type: ignore[union-attr]


def _value(row: models.Model, name: str) -> str:
    in_words = getattr(row, f"get_{name}_display", None)
    value = in_words() if in_words else getattr(row, name)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, dt.datetime):
        return f"{value.astimezone(SWEDEN):%Y-%m-%d %H:%M}"
    return "" if value is None else str(value)
