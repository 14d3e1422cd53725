"""Groups, who sits in them, what they meet about and decide: one file per noun."""

from .groups import ActivityField, Continuation, Group, ReportedTime, Seat, Term
from .guarding import NoPerson
from .meetings import AgendaItem, ConflictOfInterest, Decision, Meeting, PresentSeat
from .needs import AgreedNeed
from .tasks import GroupTask

__all__ = [
    "ActivityField",
    "AgendaItem",
    "AgreedNeed",
    "ConflictOfInterest",
    "Continuation",
    "Decision",
    "Group",
    "GroupTask",
    "Meeting",
    "NoPerson",
    "PresentSeat",
    "ReportedTime",
    "Seat",
    "Term",
]
