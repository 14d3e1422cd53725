"""A programme and what it is made of, one file per noun."""

from .age_bands import AgeBand, NoAgeBands, band_of, in_common, read_bands
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
    StageStart,
    WorkArea,
)
from .wordings import FIRST, Wording

__all__ = [
    "FIRST",
    "RESERVED_SLUGS",
    "AgeBand",
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
    "NoAgeBands",
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
    "StageStart",
    "SubRegion",
    "Theme",
    "Wording",
    "WorkArea",
    "band_of",
    "in_common",
    "keys_led_by",
    "keys_seen_by",
    "read_bands",
]
