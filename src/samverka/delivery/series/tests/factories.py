"""What the tests of series stand on."""

import datetime as dt

from samverka.delivery.activities.actions import Mark, record_attendance, register
from samverka.delivery.activities.models import Activity, Attendance
from samverka.delivery.activities.tests.factories import training_day
from samverka.delivery.series import actions
from samverka.delivery.series.models import ActivitySeries
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person
from tests.people import TODAY, Cast

DAYS = [TODAY - dt.timedelta(days=number) for number in (40, 30, 20, 10)]


def series(
    cast: Cast,
    *activities: Activity,
    title: str = "Fyra utbildningsdagar",
    part_of: ActivitySeries | None = None,
    is_removed: bool = False,
) -> ActivitySeries:
    made = actions.create_series(
        programme=cast.programme,
        organiser=cast.gr,
        title=title,
        part_of=part_of,
        activities=activities or [training_day(cast, DAYS[0])],
        by=cast.olga,
    )
    if is_removed:
        actions.remove_series(series=made, on=TODAY, by=cast.olga)
    return made


def four_days(cast: Cast) -> list[Activity]:
    return [
        training_day(cast, day, title=f"Dag {number}") for number, day in enumerate(DAYS, start=1)
    ]


def came(cast: Cast, person: Person, organisation: Organisation, *activities: Activity) -> None:
    """Somebody was there the whole time."""
    for activity in activities:
        session = activity.sessions.get()
        given = register(
            activity=activity,
            person=person,
            organisation=organisation,
            on=session.held_on,
            by=cast.olga,
        )
        record_attendance(
            session=session,
            marks=[Mark(key=given.public_key, mark=Attendance.Mark.HERE)],
            on=session.held_on,
            by=cast.olga,
        )
