"""Two activities for the same persons on the same day: said, never refused (S14)."""

import datetime as dt
from collections.abc import Collection
from typing import Any, NamedTuple

from django.db.models import QuerySet

from samverka.delivery.programmes.models import Programme
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Part, part_of, together

from .models import Activity, Session


class Clash(NamedTuple):
    """Another activity on a day, for some of the same persons."""

    day: dt.date
    title: str
    key: str


def words_of(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _for_whom(target_group: str, functions: str) -> set[str]:
    """Whom an activity is for: the words of its target group and its functions."""
    return {word.casefold() for word in (*words_of(target_group), *words_of(functions))}


def clashes(
    programme: Programme | None,
    *,
    days: Collection[dt.date],
    target_group: str,
    functions: str = "",
    besides: Activity | None = None,
) -> list[Clash]:
    """What else the programme holds on the days for some of the same persons, by day."""
    asked = _asked(programme, days, _for_whom(target_group, functions), besides)
    return together(asked)[0]


def _asked(
    programme: Programme | None,
    days: Collection[dt.date],
    whom: set[str],
    besides: Activity | None,
) -> Ask:
    if not (whom and days and programme):
        return Ask(list)
    held = _held(programme.pk, set(days))
    if besides:
        held = held.exclude(activity=besides)
    return _said(whom, part_of(held))


def _held(programme: int | Given, days: Any) -> QuerySet[Any, Any]:
    """What is held on the days, and for whom; one that meets twice on a day once."""
    # Along the index of days: all that the programme ever had is more than a few days have.
    sessions = Session.objects.filter(
        of_programme=programme, activity__is_cancelled=False, held_on__in=days
    )
    return sessions.order_by().values_list(*COLUMNS).distinct()


COLUMNS = (
    "held_on",
    "activity__title",
    "activity__public_key",
    "activity__target_group",
    "activity__functions",
)
BESIDE = Prepared(
    lambda: _held(
        Given("programme"),
        Session.objects.filter(activity=Given("activity")).values("held_on"),
    ).exclude(activity=Given("activity"))
)


def _said(whom: set[str], held: Part) -> Ask:
    return Ask(
        lambda found: sorted(
            Clash(*row) for *row, group, who in found if whom & _for_whom(group, who)
        ),
        held,
    )


def clashes_of(activity: Activity) -> Ask:
    """What an activity that stands meets with on its own days."""
    if activity.is_cancelled:
        return Ask(list)
    whom = _for_whom(activity.target_group, activity.functions)
    if not whom:
        return Ask(list)
    return _said(whom, BESIDE.part(programme=activity.programme_id, activity=activity.pk))
