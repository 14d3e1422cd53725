from .bookings import BookingRefused, accept, change_place, propose
from .making import begin_plan
from .modules import NameTaken, add_module, bring_module_back, change_module, remove_module
from .plans import (
    PlanRefused,
    add_own_line,
    bring_line_back,
    change_line,
    decide_plan,
    make_plan,
    remove_line,
    reopen_plan,
)
from .sessions import When, set_closed_days, set_sessions

__all__ = [
    "BookingRefused",
    "NameTaken",
    "PlanRefused",
    "When",
    "accept",
    "add_module",
    "add_own_line",
    "begin_plan",
    "bring_line_back",
    "bring_module_back",
    "change_line",
    "change_module",
    "change_place",
    "decide_plan",
    "make_plan",
    "propose",
    "remove_line",
    "remove_module",
    "reopen_plan",
    "set_closed_days",
    "set_sessions",
]
