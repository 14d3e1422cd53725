"""Texts in small letters and without marks, kept beside what they are made of to be searched.

A database that knows the marks of no alphabet compares letter by letter in C; a pattern that knows
them is asked of each row through Python. So what many rows are searched by is kept plain too:

    class Activity(KeepsPlain):
        title = models.CharField(max_length=150)
        plain_title = PlainField("title")

It is made when a row is saved or created in bulk. A field of `of` that is written by
`QuerySet.update` leaves it as it was: write through `save`. See docs/decisions/0025.
"""

from collections.abc import Iterable
from typing import Any
from unicodedata import normalize

from django.db import models

# Latin letters with marks, in either case.
MARKED = range(0xC0, 0x180)


def _letters_without_marks() -> dict[int, str]:
    plain = ((sign, normalize("NFD", chr(sign))[0]) for sign in MARKED)
    return {sign: letter for sign, letter in plain if letter.isascii()}


WITHOUT_MARKS = _letters_without_marks()


def plain(text: str) -> str:
    """As a text is looked for: in small letters, without marks, words one space apart."""
    return " ".join(normalize("NFC", text).translate(WITHOUT_MARKS).lower().split())


class PlainField(models.TextField):
    """Other fields of the row in plain letters: each a line that a space begins.

    So every word has a space before it, and what ends before a line's end is in no last line.
    """

    def __init__(self, *of: str, **how: Any):
        super().__init__(**{"default": "", "editable": False, **how})
        self.of = of

    def deconstruct(self) -> Any:
        """In migrations it is a text: what it is made of is of no concern to the database."""
        name, _path, _args, how = super().deconstruct()
        return name, "django.db.models.TextField", [], how

    def pre_save(self, row: models.Model, add: bool) -> str:
        text = lines(*(getattr(row, name) for name in self.of))
        setattr(row, self.attname, text)
        return text


def lines(*texts: str) -> str:
    """What a plain field of these texts holds; nothing where all are empty."""
    return "\n".join(f" {plain(text)}" for text in texts) if any(texts) else ""


class KeepsPlain(models.Model):
    """Whose plain fields are written whenever something that they are made of is."""

    class Meta:
        abstract = True

    def save(self, *others: Any, update_fields: Iterable[str] | None = None, **how: Any) -> None:
        if update_fields:
            update_fields = {*update_fields, *self._plain_fields_of(set(update_fields))}
        super().save(*others, update_fields=update_fields, **how)

    def _plain_fields_of(self, written: set[str]) -> Iterable[str]:
        fields = (field for field in self._meta.fields if isinstance(field, PlainField))
        return [field.attname for field in fields if written & set(field.of)]
