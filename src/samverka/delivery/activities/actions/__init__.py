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
from .applying import apply, give_back, write_need
from .attendance import (
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
    "accept_offer",
    "apply",
    "cancel_activity",
    "cancel_many",
    "correct_activity",
    "create_activity",
    "decline_offer",
    "give_back",
    "let_offers_lapse",
    "offer_next",
    "record_attendance",
    "register",
    "register_new_person",
    "restore_activity",
    "restore_many",
    "serve_as_before",
    "serve_goal",
    "share_out",
    "undo_marks",
    "write_need",
]
