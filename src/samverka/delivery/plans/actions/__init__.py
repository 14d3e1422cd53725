"""Every write of plans, with the failures one can expect."""

from .items import (
    add_item,
    copy_items,
    correct_item,
    link_activity,
    make_activity,
    move_item,
    remove_items,
    report_progress,
    restore_items,
    unlink_activity,
)
from .many import give_lines, report_on_lines
from .plans import (
    HasLaterRevision,
    HasPlan,
    Incomplete,
    NotNow,
    approve_plan,
    revise_plan,
    send_back_plan,
    send_plan,
    start_plan,
    take_back_plan,
    withdraw_approval,
)
from .risks import add_risk, correct_risk, remove_risk, restore_risk
from .start import add_start_point, note_start, take_back_start, use_usual_start_points

__all__ = [
    "HasLaterRevision",
    "HasPlan",
    "Incomplete",
    "NotNow",
    "add_item",
    "add_risk",
    "add_start_point",
    "approve_plan",
    "copy_items",
    "correct_item",
    "correct_risk",
    "give_lines",
    "link_activity",
    "make_activity",
    "move_item",
    "note_start",
    "remove_items",
    "remove_risk",
    "report_on_lines",
    "report_progress",
    "restore_items",
    "restore_risk",
    "revise_plan",
    "send_back_plan",
    "send_plan",
    "start_plan",
    "take_back_plan",
    "take_back_start",
    "unlink_activity",
    "use_usual_start_points",
    "withdraw_approval",
]
