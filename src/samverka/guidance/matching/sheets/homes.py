"""Homes as a table: what a row has to say, and what is offered already."""

import datetime as dt
from collections.abc import Sequence
from contextlib import suppress

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from samverka.guidance.matching.models import Home, Place
from samverka.guidance.matching.queries.offers import label_key, same_homes
from samverka.toolkit.spreadsheet import Row
from samverka.toolkit.tables import Column

from .rows import Outcome, SheetRow, Table

MOST_ROOMS, MOST_PERSONS = 12, 20
LONGEST = 80
YES = {"x", "ja", "j", "yes", "y", "1", "true", "finns", "نعم"}
NO = {"", "nej", "n", "no", "0", "false", "لا"}
TABLE = Table(
    "homes",
    gettext_lazy("Homes"),
    (
        Column(
            "label",
            pgettext_lazy("to live in", "Home"),
            gettext_lazy("A street with a number."),
            "Skolgatan 1, lgh 1001",
            True,
        ),
        Column("rooms", gettext_lazy("Rooms"), gettext_lazy("Whole rooms."), "3", True),
        Column("most_persons", gettext_lazy("Persons"), gettext_lazy("At the most."), "5", True),
        Column(
            "ground_floor_or_lift",
            gettext_lazy("Ground floor or lift"),
            gettext_lazy("Yes or no."),
            "x",
        ),
        Column("step_free", gettext_lazy("No steps"), gettext_lazy("Yes or no."), ""),
        Column("from_day", gettext_lazy("Free from"), gettext_lazy("A day."), "2026-05-01", True),
    ),
    first="label",
    sizes={"label": 22, "from_day": 10},
)


def examples(mark: str) -> list[Row]:
    return [[mark, 3, 5, "x", "", dt.date(2026, 5, 1)]]


def judge(place: Place, rows: Sequence[SheetRow]) -> None:
    """What each row says, and everything that is wrong with it; in one question."""
    for row in rows:
        row.faults, row.notes, row.outcome = [], [], Outcome.NEW
        if row.is_example("label"):
            row.outcome = Outcome.EXAMPLE
            continue
        row.facts = {
            "label": row.text("label", LONGEST),
            "rooms": row.number_of("rooms", 1, MOST_ROOMS),
            "most_persons": row.number_of("most_persons", 1, MOST_PERSONS),
            "step_free": _yes(row, "step_free"),
            "ground_floor_or_lift": _yes(row, "ground_floor_or_lift"),
            "from_day": _day(row),
        }
        row.facts["ground_floor_or_lift"] |= row.facts["step_free"]
        if not row.faults and not label_key(row.facts["label"]):
            row.fault("label", _("say which home it is."))
    _compare(place, [row for row in rows if row.outcome is not Outcome.EXAMPLE])


def _compare(place: Place, rows: Sequence[SheetRow]) -> None:
    """With what is offered already, and with one another."""
    keys = [label_key(row.facts["label"]) for row in rows]
    there = {home.label_key: home for home in same_homes(place, keys)}
    first: dict[str, int] = {}
    for row, key in zip(rows, keys, strict=True):
        if not key:
            continue
        if key in first:
            text = _("The same home stands in row %(number)s.")
            row.faults.append(text % {"number": first[key]})
        elif home := there.get(key):
            _repeated(place, home, row)
        first.setdefault(key, row.number)


def _repeated(place: Place, home: Home, row: SheetRow) -> None:
    """The very same is passed over, so that a whole list can be sent anew."""
    told = {name: value for name, value in row.facts.items() if name != "label"}
    if home.place_id == place.pk and all(
        getattr(home, name) == value for name, value in told.items()
    ):
        row.outcome = Outcome.SAME
    else:
        text = _("This home is offered already, in %(round)s.")
        row.faults.append(text % {"round": home.place.round.name})


def _yes(row: SheetRow, name: str) -> bool:
    said = row.said.get(name, "").casefold()
    if said not in YES | NO:
        row.fault(name, _("write yes or no."))
    return said in YES


def _day(row: SheetRow) -> dt.date | None:
    with suppress(ValueError):
        day = dt.date.fromisoformat(row.said.get("from_day", ""))
        if 2000 <= day.year <= 2099:
            return day
    row.fault("from_day", _("write a day as 2026-05-01."))
    return None
