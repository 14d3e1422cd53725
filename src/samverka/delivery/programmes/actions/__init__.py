"""Writes of programmes. The `set_` actions make a thing or correct it, and tell what changed."""

from .as_seen import ChangedByAnother, correct_as_seen
from .commitments import set_goals_of_commitment
from .contacts import (
    end_role,
    give_role,
    resume_role,
    set_contact,
    staff_contact,
)
from .funds import set_fund, set_fund_rule, set_programme_fund
from .goals import set_goal, set_goal_commitment, set_measure, set_measure_part
from .many import end_participations, show_contacts
from .programme import (
    AddressIsTaken,
    set_kind,
    set_link,
    set_open_point,
    set_participation,
    set_programme,
    set_sub_region,
    set_theme,
)
from .removing import (
    CANNOT_GO,
    ChangedSince,
    IsUsed,
    OwnerStays,
    remove_fact,
    restore_facts,
)
from .rows import Outcome
from .setting_up import (
    HasNoRecommendation,
    Rough,
    add_fund,
    add_participations,
    carry_over,
    correct_programme,
    decide_pre_study,
    remove_programme,
    set_up_programme,
)
from .sources import set_source_notes
from .structure import (
    meet_criterion,
    set_area,
    set_area_part,
    set_criterion,
    set_field,
    set_finding,
    set_gate,
    set_phase,
    set_phase_state,
    set_pre_study,
    set_stage_start,
)
from .wordings import set_wording

__all__ = [
    "CANNOT_GO",
    "AddressIsTaken",
    "ChangedByAnother",
    "ChangedSince",
    "HasNoRecommendation",
    "IsUsed",
    "Outcome",
    "OwnerStays",
    "Rough",
    "add_fund",
    "add_participations",
    "carry_over",
    "correct_as_seen",
    "correct_programme",
    "decide_pre_study",
    "end_participations",
    "end_role",
    "give_role",
    "meet_criterion",
    "remove_fact",
    "remove_programme",
    "restore_facts",
    "resume_role",
    "set_area",
    "set_area_part",
    "set_contact",
    "set_criterion",
    "set_field",
    "set_finding",
    "set_fund",
    "set_fund_rule",
    "set_gate",
    "set_goal",
    "set_goal_commitment",
    "set_goals_of_commitment",
    "set_kind",
    "set_link",
    "set_measure",
    "set_measure_part",
    "set_open_point",
    "set_participation",
    "set_phase",
    "set_phase_state",
    "set_pre_study",
    "set_programme",
    "set_programme_fund",
    "set_source_notes",
    "set_stage_start",
    "set_sub_region",
    "set_theme",
    "set_up_programme",
    "set_wording",
    "show_contacts",
    "staff_contact",
]
