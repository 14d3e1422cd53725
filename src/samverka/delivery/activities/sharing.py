"""Who gets a seat: one rule, told to whoever applies and kept by every write (S28).

Seats go in the order people applied, those of the first group before others. Until a day that the
organiser sets, others get no seat at all; from that day what is left is theirs.
"""

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from samverka.toolkit.texts import day, listed

from .models import Activity


@dataclass(frozen=True)
class Applicant:
    """Somebody without a seat, as far as the rule looks at them."""

    key: int
    is_first_group: bool
    applied_at: dt.datetime

    @property
    def turn(self) -> tuple[bool, dt.datetime, int]:
        return (not self.is_first_group, self.applied_at, self.key)


def who_gets(
    applicants: Iterable[Applicant], *, seats: int, is_for_everybody: bool
) -> list[Applicant]:
    """Those who get the free seats, in their turn."""
    may = [one for one in applicants if is_for_everybody or one.is_first_group]
    return sorted(may, key=lambda one: one.turn)[:seats]


def is_for_everybody(activity: Activity, *, on: dt.date) -> bool:
    """Whether others than the first group may get a seat on a day."""
    return activity.first_group_until is None or on >= activity.first_group_until


def phrases(first_group: str) -> list[str]:
    """The functions as the organiser wrote them, one by one."""
    return [phrase for part in re.split(r"[,;\n]", first_group) if (phrase := part.strip())]


def is_of_first_group(function: str, first_group: str) -> bool:
    """Whether a function has one of the words at the beginning of a word: "1:e socialsekreterare"
    is a socialsekreterare, and a förskollärare is no lärare.
    """
    return any(
        re.search(rf"\b{re.escape(phrase)}", function, re.IGNORECASE)
        for phrase in phrases(first_group)
    )


def rule_told(activity: Activity, *, on: dt.date) -> str:
    """The rule as applicants read it; nothing where seats do not run out."""
    if activity.seats is None:
        return ""
    if not activity.first_group:
        return _(
            "There are %(seats)s seats. They are given in the order people apply; when all are "
            "taken you are put on the waiting list."
        ) % {"seats": activity.seats}
    facts = {
        "seats": activity.seats,
        "group": listed(phrases(activity.first_group)),
        "day": day(activity.first_group_until),
    }
    if is_for_everybody(activity, on=on):
        return (
            _(
                "There are %(seats)s seats. Since %(day)s they are for everybody, in the order "
                "people applied. On the waiting list these stand before others: %(group)s."
            )
            % facts
        )
    return (
        _(
            "There are %(seats)s seats. They are first for: %(group)s. Others who apply are put "
            "on the waiting list until %(day)s. From that day the seats that are left go to them, "
            "in the order they applied."
        )
        % facts
    )
