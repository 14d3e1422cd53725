"""Rounds, offers, households, plans, decisions, and what comes after; one file a noun."""

from .after import CaseHandOver, CaseHandOverItem, Stay
from .cases import Case, CaseChange, LegalGround, Member, Receiver
from .decisions import (
    DECISION,
    OBJECTION,
    AnswerLink,
    HouseholdAnswer,
    MatchingDecision,
    Objection,
    Proposal,
)
from .offers import Home, Place, PlaceFact
from .plans import PROBLEM, Lock, Placement, Scenario, ScenarioProblem
from .round import MOST_POINTS, MatchingRound, Part, RoundRole, Weight
from .wishes import CaseInterest, CaseNeed, CaseTie, NotTo, RelativeNear, Wish

__all__ = [
    "DECISION",
    "MOST_POINTS",
    "OBJECTION",
    "PROBLEM",
    "AnswerLink",
    "Case",
    "CaseChange",
    "CaseHandOver",
    "CaseHandOverItem",
    "CaseInterest",
    "CaseNeed",
    "CaseTie",
    "Home",
    "HouseholdAnswer",
    "LegalGround",
    "Lock",
    "MatchingDecision",
    "MatchingRound",
    "Member",
    "NotTo",
    "Objection",
    "Part",
    "Place",
    "PlaceFact",
    "Placement",
    "Proposal",
    "Receiver",
    "RelativeNear",
    "RoundRole",
    "Scenario",
    "ScenarioProblem",
    "Stay",
    "Weight",
    "Wish",
]
