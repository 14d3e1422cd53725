"""Every write about organisations, their units, regions and who acts for them."""

from .appointments import appoint, end_appointment
from .organisations import (
    HasOpenUnits,
    MovedAfterThat,
    NameTaken,
    NumberTaken,
    PartOfItself,
    TooDeep,
    add_organisation,
    add_unit,
    close_many,
    close_organisation,
    correct_organisation,
    move_unit,
    reopen_many,
)
from .regions import (
    IsMemberThen,
    LeavesBeforeItCame,
    RegionIsThere,
    add_member,
    add_region,
    end_membership,
    set_population,
)

__all__ = [
    "HasOpenUnits",
    "IsMemberThen",
    "LeavesBeforeItCame",
    "MovedAfterThat",
    "NameTaken",
    "NumberTaken",
    "PartOfItself",
    "RegionIsThere",
    "TooDeep",
    "add_member",
    "add_organisation",
    "add_region",
    "add_unit",
    "appoint",
    "close_many",
    "close_organisation",
    "correct_organisation",
    "end_appointment",
    "end_membership",
    "move_unit",
    "reopen_many",
    "set_population",
]
