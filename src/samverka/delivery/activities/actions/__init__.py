"""Every write of activities, with the failures one can expect."""

from .activities import (
    HasMakeUp,
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
from .make_ups import MakesUpAlready, add_make_up, remove_make_up
from .many import GoalElsewhere, cancel_many, restore_many, serve_as_before, serve_goal
from .registrations import Refused, register, register_new_person
from .waiting import accept_offer, decline_offer, let_offers_lapse, offer_next, share_out

__all__ = [
    "Conflict",
    "GoalElsewhere",
    "HasMakeUp",
    "HasMarks",
    "HasNoSession",
    "IsTooEarly",
    "MakesUpAlready",
    "Mark",
    "MarkRefused",
    "Recorded",
    "Refused",
    "Times",
    "TimesDoNotFit",
    "accept_offer",
    "add_make_up",
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
    "remove_make_up",
    "restore_activity",
    "restore_many",
    "serve_as_before",
    "serve_goal",
    "share_out",
    "undo_marks",
    "write_need",
]
