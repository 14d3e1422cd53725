"""Every write about persons, with the failures one can expect."""

from .children import give_children_role, set_children, take_children_role
from .doubles import ask_again, ask_many_again, tell_apart, tell_many_apart
from .merges import forget_old_merges, remember_merge, seal_merges_anew
from .numbers import (
    NeedsProtection,
    NumberOfAnother,
    NumberTwice,
    seal_numbers_anew,
    set_identity,
    show_identity,
)
from .persons import (
    CORRECTABLE,
    HasAnAccount,
    NewPerson,
    correct_person,
    link_user,
    register_many,
    register_person,
)
from .positions import (
    HasTheFunction,
    add_position,
    end_position,
    forget_former_employers,
    make_known,
)
from .protection import (
    NobodyOnTheList,
    end_protection,
    grant_access,
    protect,
    withdraw_access,
)
from .several import BeganLater, end_positions, set_contacts, set_ends

__all__ = [
    "CORRECTABLE",
    "BeganLater",
    "HasAnAccount",
    "HasTheFunction",
    "NeedsProtection",
    "NewPerson",
    "NobodyOnTheList",
    "NumberOfAnother",
    "NumberTwice",
    "add_position",
    "ask_again",
    "ask_many_again",
    "correct_person",
    "end_position",
    "end_positions",
    "end_protection",
    "forget_former_employers",
    "forget_old_merges",
    "give_children_role",
    "grant_access",
    "link_user",
    "make_known",
    "protect",
    "register_many",
    "register_person",
    "remember_merge",
    "seal_merges_anew",
    "seal_numbers_anew",
    "set_children",
    "set_contacts",
    "set_ends",
    "set_identity",
    "show_identity",
    "take_children_role",
    "tell_apart",
    "tell_many_apart",
    "withdraw_access",
]
