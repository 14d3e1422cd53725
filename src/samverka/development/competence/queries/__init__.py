from .levels import Levels, levels, mapped
from .lists import (
    Scale,
    asked_about,
    functions_of,
    mappings_of,
    participants_of,
    required_of,
    scale_on,
    staff_at,
    whole,
)
from .persons import Own, Unit, agreed_of, asked_at, own_mappings, own_of, unit_of
from .results import Result, rates, result

__all__ = [
    "Levels",
    "Own",
    "Result",
    "Scale",
    "Unit",
    "agreed_of",
    "asked_about",
    "asked_at",
    "functions_of",
    "levels",
    "mapped",
    "mappings_of",
    "own_mappings",
    "own_of",
    "participants_of",
    "rates",
    "required_of",
    "result",
    "scale_on",
    "staff_at",
    "unit_of",
    "whole",
]
