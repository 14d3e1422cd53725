from .at_work import ever_here, held_here
from .merges import remembered
from .named import first_named
from .persons import (
    access_list,
    children_roles,
    employed_by,
    former_employers,
    functions_seen,
    is_employed,
    number_of,
    organisations_seen,
    persons_seen,
    with_number,
    with_positions,
    works_elsewhere_too,
)
from .same import Double, Match, Sought, find_same, likely_doubles, likely_pairs
from .search import matching

__all__ = [
    "Double",
    "Match",
    "Sought",
    "access_list",
    "children_roles",
    "employed_by",
    "ever_here",
    "find_same",
    "first_named",
    "former_employers",
    "functions_seen",
    "held_here",
    "is_employed",
    "likely_doubles",
    "likely_pairs",
    "matching",
    "number_of",
    "organisations_seen",
    "persons_seen",
    "remembered",
    "with_number",
    "with_positions",
    "works_elsewhere_too",
]
