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
from .applying import (
    Stranger,
    apply,
    apply_in_public,
    give_back,
    seal_needs_anew,
    take_again,
    write_need,
)
from .attendance import (
    Conflict,
    Mark,
    MarkRefused,
    Recorded,
    record_attendance,
    undo_marks,
)
from .checking_in import CheckedIn, check_in
from .make_ups import MakesUpAlready, add_make_up, remove_make_up, restore_make_up
from .many import GoalElsewhere, cancel_many, restore_many, serve_as_before, serve_goal
from .readers import LastReader, add_reader, remove_reader
from .registrations import Refused, register, register_new_person
from .substitutes import come_instead, give_place_again
from .unnamed import count_unnamed
from .waiting import (
    accept_offer,
    back_to_waiting,
    decline_offer,
    forget_needs,
    keep_waiting_lists,
    let_offers_lapse,
    offer_next,
    share_out,
)

__all__ = [
    "CheckedIn",
    "Conflict",
    "GoalElsewhere",
    "HasMakeUp",
    "HasMarks",
    "HasNoSession",
    "IsTooEarly",
    "LastReader",
    "MakesUpAlready",
    "Mark",
    "MarkRefused",
    "Recorded",
    "Refused",
    "Stranger",
    "Times",
    "TimesDoNotFit",
    "accept_offer",
    "add_make_up",
    "add_reader",
    "apply",
    "apply_in_public",
    "back_to_waiting",
    "cancel_activity",
    "cancel_many",
    "check_in",
    "come_instead",
    "correct_activity",
    "count_unnamed",
    "create_activity",
    "decline_offer",
    "forget_needs",
    "give_back",
    "give_place_again",
    "keep_waiting_lists",
    "let_offers_lapse",
    "offer_next",
    "record_attendance",
    "register",
    "register_new_person",
    "remove_make_up",
    "remove_reader",
    "restore_activity",
    "restore_make_up",
    "restore_many",
    "seal_needs_anew",
    "serve_as_before",
    "serve_goal",
    "share_out",
    "take_again",
    "undo_marks",
    "write_need",
]
