"""Every write of certification."""

from .certifying import (
    CategoryLacks,
    ChangedMeanwhile,
    MonthIsNotOver,
    NoRule,
    NothingNew,
    OwnHours,
    SignedByOneself,
    SignedLater,
    SignedTooEarly,
    Word,
    certify,
)
from .classifying import classify
from .papers import Paper, seal_papers_anew
from .reminding import Reminded, remind

__all__ = [
    "CategoryLacks",
    "ChangedMeanwhile",
    "MonthIsNotOver",
    "NoRule",
    "NothingNew",
    "OwnHours",
    "Paper",
    "Reminded",
    "SignedByOneself",
    "SignedLater",
    "SignedTooEarly",
    "Word",
    "certify",
    "classify",
    "remind",
    "seal_papers_anew",
]
