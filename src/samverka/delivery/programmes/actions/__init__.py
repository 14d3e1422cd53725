"""Writes of programmes. The `set_` actions make a thing or correct it, and tell what changed."""

from .contacts import (
    EndsBeforeItBegan,
    end_role,
    give_role,
    set_contact,
    staff_contact,
)
from .funds import set_fund, set_fund_rule, set_programme_fund
from .goals import set_goal, set_goal_commitment, set_measure, set_measure_part
from .programme import (
    set_link,
    set_open_point,
    set_participation,
    set_programme,
    set_source_note,
    set_sub_region,
    set_theme,
)
from .removing import IsUsed, remove_fact, restore_facts
from .rows import Outcome
from .structure import (
    set_area,
    set_area_part,
    set_criterion,
    set_field,
    set_finding,
    set_gate,
    set_phase,
    set_pre_study,
)

__all__ = [
    "EndsBeforeItBegan",
    "IsUsed",
    "Outcome",
    "end_role",
    "give_role",
    "remove_fact",
    "restore_facts",
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
    "set_link",
    "set_measure",
    "set_measure_part",
    "set_open_point",
    "set_participation",
    "set_phase",
    "set_pre_study",
    "set_programme",
    "set_programme_fund",
    "set_source_note",
    "set_sub_region",
    "set_theme",
    "staff_contact",
]
