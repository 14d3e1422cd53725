"""Every write of activities, with the failures one can expect."""

from .activities import (
    HasMarks,
    HasNoSession,
    IsTooEarly,
    Times,
    TimesDoNotFit,
    cancel_activity,
    correct_activity,
    create_activity,
    restore_activity,
)
from .attendance import (
    Conflict,
    Mark,
    MarkRefused,
    Recorded,
    record_attendance,
    undo_marks,
)
from .many import GoalElsewhere, cancel_many, restore_many, serve_as_before, serve_goal
from .registrations import Refused, cancel_registration, register, register_new_person

__all__ = [
    "Conflict",
    "GoalElsewhere",
    "HasMarks",
    "HasNoSession",
    "IsTooEarly",
    "Mark",
    "MarkRefused",
    "Recorded",
    "Refused",
    "Times",
    "TimesDoNotFit",
    "cancel_activity",
    "cancel_many",
    "cancel_registration",
    "correct_activity",
    "create_activity",
    "record_attendance",
    "register",
    "register_new_person",
    "restore_activity",
    "restore_many",
    "serve_as_before",
    "serve_goal",
    "undo_marks",
]
