"""What the page of an activity tells besides, to be asked of the database together."""

import datetime as dt
from collections import Counter
from typing import NamedTuple

from django.db.models import Count
from django.db.models.functions import Coalesce

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.accounts.asking import part_for
from samverka.register.people.models import name_told
from samverka.toolkit.many_rows import as_told, part_in_order
from samverka.toolkit.prepared import Given, Prepared
from samverka.toolkit.together import Ask, Part, part_of

from .models import Activity, Attendance
from .queries import own_employers, places_seen


class Place(NamedTuple):
    """What the page shows of a place. As objects, with person and employer, forty are dear."""

    key: int
    public_key: str
    state: str
    answer_by: dt.datetime | None
    person_id: int
    given_name: str
    family_name: str
    forgotten_on: dt.date | None
    user_id: int | None
    identity_hash: str
    organisation_id: int
    organisation: str

    @property
    def name(self) -> str:
        return name_told(self.given_name, self.family_name, self.forgotten_on)


OF_PLACES = (
    *("pk", "public_key", "state", "answer_by", "person_id", "person__given_name"),
    *("person__family_name", "person__forgotten_on", "person__user_id", "person__identity_hash"),
    *("organisation_id", "organisation__name"),
)


def places_shown(actor: Actor, activity: Activity) -> list[Place]:
    """The same as `places_seen`."""
    return list(map(Place._make, as_told(part_for(_places, actor, activity=activity.pk))))


def _places(actor: Actor) -> Part:
    return part_in_order(places_seen(actor, Given("activity")).values_list(*OF_PLACES))


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
