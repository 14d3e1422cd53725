"""Rounds, offers, households, plans, decisions, and what comes after; one file a noun."""

from .after import CaseHandOver, CaseHandOverItem, Stay
from .audits import AuditRun
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
from .texts import LONGEST_SENTENCE, HouseholdSentence
from .wishes import CaseInterest, CaseNeed, CaseTie, NotTo, RelativeNear, Wish

__all__ = [
    "DECISION",
    "LONGEST_SENTENCE",
    "MOST_POINTS",
    "OBJECTION",
    "PROBLEM",
    "AnswerLink",
    "AuditRun",
    "Case",
    "CaseChange",
    "CaseHandOver",
    "CaseHandOverItem",
    "CaseInterest",
    "CaseNeed",
    "CaseTie",
    "Home",
    "HouseholdAnswer",
    "HouseholdSentence",
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
