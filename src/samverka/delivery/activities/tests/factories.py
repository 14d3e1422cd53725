"""What the tests of activities stand on."""

import datetime as dt

from samverka.delivery.activities import actions
from samverka.delivery.activities.models import Activity, Registration, Session
from samverka.foundation.accounts.actor import Actor
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import TODAY, Cast

YESTERDAY = TODAY - dt.timedelta(days=1)
TOMORROW = TODAY + dt.timedelta(days=1)
NINE, NOON, FOUR = dt.time(9), dt.time(12), dt.time(16)


def whole_day(day: dt.date = TODAY, key: str = "") -> actions.Times:
    """From nine to four with an hour's break: six hours."""
    return actions.Times(day=day, starts=NINE, ends=FOUR, break_minutes=60, key=key)


def training_day(
    cast: Cast,
    *days: dt.date,
    by: Actor | None = None,
    title: str = "Att arbeta med tolk",
    **facts,
) -> Activity:
    by = by or cast.olga
    return actions.create_activity(
        programme=cast.programme,
        organiser=by.organisation,
        title=title,
        kind=Activity.Kind.TRAINING_DAY,
        sessions=[whole_day(day) for day in days or (TODAY,)],
        by=by,
        **facts,
    )


def place(
    cast: Cast, activity: Activity, person: Person, organisation: Organisation | None = None
) -> Registration:
    return actions.register(
        activity=activity,
        person=person,
        organisation=organisation or cast.kungalv,
        on=TODAY,
        by=cast.olga,
    )


def only_session(activity: Activity) -> Session:
    return activity.sessions.get()
