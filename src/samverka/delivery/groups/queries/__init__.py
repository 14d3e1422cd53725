"""Questions about groups, by what they are about."""

from .fields import FieldPair, field_pairs, fields_with_people
from .meetings import (
    AttendanceRow,
    Level,
    Period,
    attendance_by_municipality,
    calendar,
    levels,
    meetings_of,
    next_day_proposed,
    open_questions,
    terms_present,
)
from .mine import my_meetings, my_tasks
from .seats import (
    MonthOfTime,
    SeatRow,
    can_be_seated,
    groups_with_facts,
    municipalities_without_member,
    municipalities_without_seat,
    named,
    participating_municipalities,
    seats_on,
    terms_sitting,
    time_of_month,
)

__all__ = [
    "AttendanceRow",
    "FieldPair",
    "Level",
    "MonthOfTime",
    "Period",
    "SeatRow",
    "attendance_by_municipality",
    "calendar",
    "can_be_seated",
    "field_pairs",
    "fields_with_people",
    "groups_with_facts",
    "levels",
    "meetings_of",
    "municipalities_without_member",
    "municipalities_without_seat",
    "my_meetings",
    "my_tasks",
    "named",
    "next_day_proposed",
    "open_questions",
    "participating_municipalities",
    "seats_on",
    "terms_present",
    "terms_sitting",
    "time_of_month",
]
