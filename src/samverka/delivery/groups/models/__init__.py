"""Groups, who sits in them, what they meet about and decide: one file per noun."""

from .groups import ActivityField, Group, ReportedTime, Seat, Term
from .meetings import AgendaItem, ConflictOfInterest, Decision, Meeting, PresentSeat
from .tasks import GroupTask

__all__ = [
    "ActivityField",
    "AgendaItem",
    "ConflictOfInterest",
    "Decision",
    "Group",
    "GroupTask",
    "Meeting",
    "PresentSeat",
    "ReportedTime",
    "Seat",
    "Term",
]
