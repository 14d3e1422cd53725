"""What the page of an activity tells besides, to be asked of the database together."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import Coalesce

from samverka.foundation.accounts.actor import Actor
from samverka.toolkit.together import Ask, part_of

from .models import Activity, Attendance
from .queries import own_employers


def times_there(activity: Activity) -> Ask:
    """How many persons were there so many times, the most times first; each person once (S29)."""
    marks = Attendance.objects.filter(session__activity=activity, mark=Attendance.Mark.HERE)
    # Whoever came to a part of a meeting and to its make-up was at one meeting.
    meeting = Coalesce("session__makes_up", "session")
    times = marks.values_list("person").annotate(times=Count(meeting, distinct=True))
    return Ask(
        lambda rows: sorted(Counter(count for _person, count in rows).items(), reverse=True),
        part_of(times),
    )


class Employer(NamedTuple):
    """Whom one may register oneself for, and as whom."""

    person_key: str
    organisation_key: str
    organisation: str


def employers_asked(actor: Actor, *, on: dt.date) -> Ask:
    """The same as `own_employers`, to be asked together with other things."""
    rows = own_employers(actor, on=on).values_list(
        "pk", "person__public_key", "organisation__public_key", "organisation__name"
    )
    return Ask(lambda found: [Employer(*row[1:]) for row in sorted(found)], part_of(rows))
