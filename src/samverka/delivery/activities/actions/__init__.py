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
from .applying import apply, give_back, write_need
    Conflict,
    Mark,
    MarkRefused,
    Recorded,
    record_attendance,
    undo_marks,
)
from .many import GoalElsewhere, cancel_many, restore_many, serve_as_before, serve_goal
from .registrations import Refused, register, register_new_person
from .waiting import accept_offer, decline_offer, let_offers_lapse, offer_next, share_out

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
    "correct_activity",
    "create_activity",
    "record_attendance",
    "register",
    "register_new_person",
    "restore_activity",
    "restore_many",
    "serve_as_before",
    "serve_goal",
    "decline_offer",
    "give_back",
    "let_offers_lapse",
    "offer_next",
    "undo_marks",
]
    "share_out",
    "write_need",
