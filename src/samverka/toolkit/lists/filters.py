"""What a list is narrowed by: a form whose values stand in the address."""

import re
from functools import reduce
from operator import and_, or_
from typing import Any

from django import forms
from django.db.models import Q
from django.forms.utils import flatatt
from django.utils.functional import cached_property
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from samverka.toolkit.markup import format_html, format_html_join

SELECTED = mark_safe(" selected")


# Drawn here, since Django draws each choice by a template of its own: of 290 municipalities that
# is most of the page's time.
class Choices(forms.Select):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = "" if value is None else str(value)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            ((key, SELECTED if str(key) == chosen else "", label) for key, label in self.choices),
        )
        attributes = flatatt({**self.attrs, **(attrs or {}), "name": name})
        return format_html("<select{}>{}</select>", attributes, options)


class Tick(forms.CheckboxInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = {**self.attrs, **(attrs or {}), "name": name, "checked": bool(value)}
        return format_html('<input type="checkbox"{}>', flatatt(attributes))


def draw_lightly(field: forms.Field) -> None:
    """Where one chooses among some, or ticks, let what is above draw it."""
    if type(field.widget) is forms.Select:
        field.widget = Choices(field.widget.attrs)
        field.choices = field.choices  # type: ignore[attr-defined]
    elif type(field.widget) is forms.CheckboxInput:
        field.widget = Tick(field.widget.attrs)


class SearchInput(forms.TextInput):
    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        attributes = {**self.attrs, **(attrs or {}), "name": name, "value": value or ""}
        return format_html('<input type="search"{}>', flatatt(attributes))


class Search(forms.CharField):
    """Words to look for; the list follows what is typed."""

    def __init__(self, **options: Any):
        attributes = {"autocomplete": "off", "data-live": ""}
        settings = {"label": _("Search"), "max_length": 100, "required": False}
        super().__init__(widget=SearchInput(attributes), **{**settings, **options})


class Filters(forms.Form):
    """Give it fields. None is required, and what cannot be read narrows nothing."""

    def __init__(self, *args: Any, **options: Any):
        # Ids of their own: the page may hold another form with the same fields.
        super().__init__(*args, **{**options, "auto_id": "filter_%s"})
        for field in self.fields.values():
            field.required = False
            draw_lightly(field)
            if isinstance(field.widget, Choices | Tick):
                field.widget.attrs["data-submit"] = ""

    @cached_property
    def chosen(self) -> dict[str, Any]:
        """What each field came to; a field that holds nonsense came to nothing."""
        self.is_valid()
        return {
            name: self.cleaned_data[name] if name in self.cleaned_data else field.clean("")
            for name, field in self.fields.items()
        }

    @property
    def drawn(self) -> SafeString:
        """Each field with its label; nothing here is ever refused, so there are no errors."""
        return format_html_join(
            "",
            '<div class="{}"><label for="{}">{}</label>{}</div>',
            (
                (
                    "field tick" if isinstance(field.field, forms.BooleanField) else "field",
                    field.id_for_label,
                    field.label,
                    _widget(field),
                )
                for field in self
            ),
        )

    @property
    def is_narrowed(self) -> bool:
        return any(value not in (None, "", False, []) for value in self.chosen.values())


def _widget(field: forms.BoundField) -> SafeString:
    """Without what Django asks for first: what is wrong with it, and what helps to fill it in."""
    widget = field.field.widget
    drawn: SafeString = widget.render(field.html_name, field.value(), {"id": field.auto_id})
    return drawn


def holding(words: str, *fields: str) -> Q:
    """Rows that hold every word in one of the fields."""
    # By pattern, since SQLite's own "like" does not know that Å and å are one letter.
    patterns = [re.escape(word) for word in words.split()]
    each = (
        reduce(or_, (Q(**{f"{field}__iregex": pattern}) for field in fields))
        for pattern in patterns
    )
    return reduce(and_, each, Q())
