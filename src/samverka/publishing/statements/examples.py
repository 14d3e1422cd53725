"""A layout shown to people: as the file it could have come from, and with a row made up."""

import yaml
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .columns import fields_of
from .contents import Cell
from .models import Layout

IN_THE_FILE = ("code", "name", "rows", "period_months", "about", "source", "is_verified", "note")
# A made-up person, activity and time. The number is one of those reserved for tests.
MADE_UP: dict[str, Cell] = {
    "number": "19890630-2396",
    "name": "Amanda Exempel",
    "sex": "woman",
    "age_band": "18-60",
    "is_unaccompanied": False,
    "contact": "amanda@example.org",
    "started_on": "2026-02-03",
    "ended_on": "2026-02-27",
    "end_reason": "",
    "verified_on": "2026-02-03",
    "organisation": "Exempel kommun",
    "org_number": "000000-0000",
    "municipality": "Exempel",
    "municipality_code": "0000",
    "minutes": 1050,
    "whole_hours": 17,
    "category": "1",
    "sessions": 7,
    "persons": 12,
    "women": 7,
    "men": 4,
    "others": 1,
    "month": "2026-02",
}


def every_layout() -> QuerySet[Layout]:
    """Every version of each layout, the newest first."""
    return Layout.objects.order_by("name", "-version")


def example_of(layout: Layout) -> list[object]:
    """A cell for each column, made up."""
    words = {
        "title": _("Course in parenting"),
        "kind": _("Course"),
        "target_group": _("Parents"),
        "end_reason": _("Work"),
        "verified_how": _("Residence permit"),
    }
    cells: list[object] = []
    for column, field in zip(layout.columns, fields_of(layout), strict=True):
        made_up = column.get("text") or words.get(field.code) or MADE_UP.get(field.code)
        cells.append(field.said(made_up))
    return cells


def as_text(layout: Layout) -> str:
    """The layout's file: to keep, or to change and bring as one's own."""
    told = {name: getattr(layout, name) for name in IN_THE_FILE}
    told["columns"] = layout.columns
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=95)
