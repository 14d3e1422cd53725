"""What the page of an activity tells besides, to be asked of the database together."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import Coalesce

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Part, part_of

from .models import Activity, Attendance
from .queries import own_employers


def times_there(activity: Activity) -> Ask:
    """How many persons were there so many times, the most times first; each person once (S29)."""
    return Ask(
        lambda rows: sorted(Counter(count for _person, count in rows).items(), reverse=True),
        TIMES.part(activity=activity.pk),
    )


TIMES = Prepared(
    lambda: (
        Attendance.objects.filter(session__activity=Given("activity"), mark=Attendance.Mark.HERE)
        .values_list("person")
        # Whoever came to a part of a meeting and to its make-up was at one meeting.
        .annotate(times=Count(Coalesce("session__makes_up", "session"), distinct=True))
        .order_by()
    )
)


def themes_asked(activity: Activity) -> Ask:
    """What it is about, by name."""
    return Ask(lambda rows: sorted(name for (name,) in rows), THEMES.part(activity=activity.pk))


THEMES = Prepared(
    lambda: (
        Activity.objects.filter(pk=Given("activity"), themes__isnull=False)
        .values_list("themes__name")
        .order_by()
    )
)


class Employer(NamedTuple):
    """Whom one may register oneself for, and as whom."""

    person_key: str
    organisation_key: str
    organisation: str


def employers_asked(actor: Actor, *, on: dt.date) -> Ask:
    """The same as `own_employers`, to be asked together with other things."""
    return Ask(
        lambda found: [Employer(*row[1:]) for row in sorted(found)],
        part_for(_employers, actor, on),
    )


def _employers(actor: Actor, on: dt.date) -> Part:
    return part_of(
        own_employers(actor, on=on).values_list(
            "pk", "person__public_key", "organisation__public_key", "organisation__name"
        )
    )
