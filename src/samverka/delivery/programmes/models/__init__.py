"""A programme and what it is made of, one file per noun."""

from .funds import Fund, FundRule
from .goals import Goal, GoalCommitment, Measure, MeasurePart
from .programme import (
    RESERVED_SLUGS,
    OpenPoint,
    Participation,
    Precision,
    Programme,
    ProgrammeFund,
    ProgrammeLink,
    SourceNote,
    SubRegion,
    Theme,
    keys_led_by,
    keys_seen_by,
)
from .roles import Contact, ProgrammeRole
from .structure import (
    AreaPart,
    Field,
    Finding,
    Gate,
    Phase,
    PhaseCriterion,
    PreStudy,
    WorkArea,
)
from .wordings import FIRST, Wording

__all__ = [
    "FIRST",
    "RESERVED_SLUGS",
    "AreaPart",
    "Contact",
    "Field",
    "Finding",
    "Fund",
    "FundRule",
    "Gate",
    "Goal",
    "GoalCommitment",
    "Measure",
    "MeasurePart",
    "OpenPoint",
    "Participation",
    "Phase",
    "PhaseCriterion",
    "PreStudy",
    "Precision",
    "Programme",
    "ProgrammeFund",
    "ProgrammeLink",
    "ProgrammeRole",
    "SourceNote",
    "SubRegion",
    "Theme",
    "Wording",
    "WorkArea",
    "keys_led_by",
    "keys_seen_by",
]
