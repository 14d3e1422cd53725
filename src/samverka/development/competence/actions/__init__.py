from .competences import (
    NameTaken,
    add_area,
    add_competence,
    bring_back,
    change_competence,
    remove_competence,
    require_levels,
    take_in_shipped,
)
from .levels import NotAsked, agree_levels, say_own_levels
from .mapping import NobodyToAsk, NothingToAsk, ask_staff, make_mapping
from .newcomers import ask_newcomers
from .taking_in import Given, IsClosed, Outcome, take_in_answers, take_in_table

__all__ = [
    "Given",
    "IsClosed",
    "NameTaken",
    "NobodyToAsk",
    "NotAsked",
    "NothingToAsk",
    "Outcome",
    "add_area",
    "add_competence",
    "agree_levels",
    "ask_newcomers",
    "ask_staff",
    "bring_back",
    "change_competence",
    "make_mapping",
    "remove_competence",
    "require_levels",
    "say_own_levels",
    "take_in_answers",
    "take_in_shipped",
    "take_in_table",
]
