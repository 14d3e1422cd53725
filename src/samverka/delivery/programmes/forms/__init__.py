"""What can be written about a programme, one form a kind of fact."""

from .background import (
    CarryOverForm,
    DecisionForm,
    FindingForm,
    LinkForm,
    OpenPointForm,
    PreStudyForm,
)
from .funds import FundForm, FundRuleForm, PayForm
from .goals import GoalForm, MeasureForm, MeasurePartForm
from .parts import PartForm
from .programme import (
    NewProgrammeForm,
    ParticipationForm,
    PartnersForm,
    ProgrammeForm,
    SubRegionForm,
)
from .structure import (
    AreaForm,
    AreaPartForm,
    ContactForm,
    CriterionForm,
    FieldForm,
    GateForm,
    PhaseForm,
    StaffForm,
    StageStartForm,
)

__all__ = [
    "AreaForm",
    "AreaPartForm",
    "CarryOverForm",
    "ContactForm",
    "CriterionForm",
    "DecisionForm",
    "FieldForm",
    "FindingForm",
    "FundForm",
    "FundRuleForm",
    "GateForm",
    "GoalForm",
    "LinkForm",
    "MeasureForm",
    "MeasurePartForm",
    "NewProgrammeForm",
    "OpenPointForm",
    "PartForm",
    "ParticipationForm",
    "PartnersForm",
    "PayForm",
    "PhaseForm",
    "PreStudyForm",
    "ProgrammeForm",
    "StaffForm",
    "StageStartForm",
    "SubRegionForm",
]
