"""Questions: who acts in programmes, what they are made of, their time, and what led to what."""

from .contents import (
    Cell,
    MatrixRow,
    Step,
    contacts_of,
    earlier_of,
    fields_of,
    findings_before,
    findings_of,
    funds_with_rules,
    goal_tree,
    not_yet_in,
    open_points_of,
    participations_by_name,
    pre_study_of,
    set_up_steps,
    sub_regions_of,
    work_matrix,
)
from .deadlines import (
    Deadline,
    FundDays,
    coming_deadlines,
    coming_deadlines_of,
    days_of_funds,
    kept_until,
)
from .keeping import asked_for_by_a_fund
from .lineage import Relative, about_theme, lineage, theme_called
from .naming import find, key_of, of_programme
from .participants import age_bands_of, asked_of_participants, asked_with_bands
from .roles import leads, roles_held, users_acting_for
from .time import Length, closed_phase, length, phases_of
from .wordings import OwnWords, own_words, texts_of, wordings_of

__all__ = [
    "Cell",
    "Deadline",
    "FundDays",
    "Length",
    "MatrixRow",
    "OwnWords",
    "Relative",
    "Step",
    "about_theme",
    "age_bands_of",
    "asked_for_by_a_fund",
    "asked_of_participants",
    "asked_with_bands",
    "closed_phase",
    "coming_deadlines",
    "coming_deadlines_of",
    "contacts_of",
    "days_of_funds",
    "earlier_of",
    "fields_of",
    "find",
    "findings_before",
    "findings_of",
    "funds_with_rules",
    "goal_tree",
    "kept_until",
    "key_of",
    "leads",
    "length",
    "lineage",
    "not_yet_in",
    "of_programme",
    "open_points_of",
    "own_words",
    "participations_by_name",
    "phases_of",
    "pre_study_of",
    "roles_held",
    "set_up_steps",
    "sub_regions_of",
    "texts_of",
    "theme_called",
    "users_acting_for",
    "wordings_of",
    "work_matrix",
]
