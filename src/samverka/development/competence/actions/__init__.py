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

__all__ = [
    "NameTaken",
    "NobodyToAsk",
    "NotAsked",
    "NothingToAsk",
    "add_area",
    "add_competence",
    "agree_levels",
    "ask_staff",
    "bring_back",
    "change_competence",
    "make_mapping",
    "remove_competence",
    "require_levels",
    "say_own_levels",
    "take_in_shipped",
]
