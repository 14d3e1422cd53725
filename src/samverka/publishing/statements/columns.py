"""The closed list of what a column may give, with its words, and the rows it can be asked of."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from samverka.delivery.activities.models import Activity
from samverka.delivery.participants.models import Participant
from samverka.delivery.programmes.models import band_of

from .contents import Cell
from .models import Layout

Rows = Layout.Rows
OF_PERSONS = frozenset({Rows.PARTICIPANTS, Rows.HOURS})
PARTICIPANTS = frozenset({Rows.PARTICIPANTS})
HOURS = frozenset({Rows.HOURS})
ACTIVITIES = frozenset({Rows.ACTIVITIES})
EVERY = frozenset(Rows.values)


@dataclass(frozen=True)
class Field:
    """What a column gives: its word, of which rows, and whether a cell may be empty."""

    code: str
    word: str | Promise
    rows: frozenset[str]
    is_needed: bool = False
    is_day: bool = False
    is_sum: bool = False
    # What a code is called.
    words: Callable[[str], object] | None = None

    def said(self, cell: Cell) -> str | Promise | int | dt.date | None:
        """A cell as it is read: a day as a day, a code by its word, in the language in use."""
        if cell is None or cell == "":
            return None
        if self.is_day:
            return dt.date.fromisoformat(str(cell))
        if isinstance(cell, bool):
            return _("Yes") if cell else _("No")
        return str(self.words(str(cell)) or cell) if self.words else cell


SEX = dict(Participant.Sex.choices)
KIND = dict(Activity.Kind.choices)

FIELDS = {
    each.code: each
    for each in (
        Field("number", _("Identity number"), OF_PERSONS, is_needed=True),
        Field("name", _("Name"), OF_PERSONS),
        Field("sex", _("Sex"), OF_PERSONS, is_needed=True, words=SEX.get),
        Field("age_band", _("Age group"), OF_PERSONS, is_needed=True, words=band_of),
        Field("is_unaccompanied", _("Child who came without parents"), PARTICIPANTS),
        Field("contact", _("E-mail or telephone"), PARTICIPANTS, is_needed=True),
        Field("started_on", _("First day"), EVERY, is_day=True),
        Field("ended_on", _("Last day"), PARTICIPANTS | ACTIVITIES, is_day=True),
        Field("end_reason", _("Why it ended"), PARTICIPANTS),
        Field("verified_on", _("Verified"), PARTICIPANTS, is_needed=True, is_day=True),
        Field("verified_how", _("How it was verified"), PARTICIPANTS, is_needed=True),
        Field("organisation", _("Organisation"), EVERY),
        Field("org_number", _("Organisation number"), EVERY),
        Field("municipality", _("Municipality"), EVERY),
        Field("municipality_code", _("Municipality code"), EVERY),
        Field("minutes", _("Minutes"), EVERY, is_sum=True),
        Field("whole_hours", _("Whole hours"), EVERY, is_sum=True),
        Field("category", _("Category"), HOURS),
        Field("title", _("Activity"), ACTIVITIES),
        Field("kind", _("Kind of activity"), ACTIVITIES, words=KIND.get),
        Field("target_group", _("For whom"), ACTIVITIES),
        Field("sessions", _("Sessions"), ACTIVITIES, is_sum=True),
        # A person may come to several activities: their counts are no sum.
        Field("persons", _("Persons"), ACTIVITIES),
        Field("women", _("Women"), ACTIVITIES),
        Field("men", _("Men"), ACTIVITIES),
        Field("others", _("Other or not noted"), ACTIVITIES),
        # Heads that were counted where nobody is named; in no count of persons.
        Field("unnamed", _("Others, not named"), ACTIVITIES, is_sum=True),
        Field("month", _("Month"), EVERY),
        Field("text", _("The same text in every row"), EVERY),
        Field("empty", _("Empty column"), EVERY),
    )
}


def fields_of(layout: Layout) -> list[Field]:
    """The fields of a layout's columns, in their order."""
    return [FIELDS[column["field"]] for column in layout.columns]
