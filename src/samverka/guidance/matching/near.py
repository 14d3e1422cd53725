"""Which municipalities of a round are near one another: all within a distance of each other.

A household that is to live near another may be in any municipality of the same group, so everybody
in a group is near everybody else in it, however the groups are laid. Closest pairs are joined
first, and two groups only where the farthest of them still are near (complete linkage: Sørensen,
A method of establishing groups of equal amplitude in plant sociology, 1948).
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import combinations
from math import dist

from samverka.toolkit.municipal_map import borders

NEAR_KM = 60
STEP_KM = 0.2  # of the grid that the map of municipalities is drawn on


def groups(places: Mapping[str, str]) -> dict[str, str]:
    """{place: group} from {place: municipality's code}; who has no municipality is near nobody."""
    group_of = {code: each[0] for each in grouped(tuple(places.values())) for code in each}
    return {place: group_of.get(code, place) for place, code in places.items()}


def grouped(codes: Sequence[str]) -> Sequence[Sequence[str]]:
    """Municipalities by groups, in the order of their codes."""
    return _grouped(tuple(sorted({code for code in codes if code in borders()})))


@lru_cache(maxsize=64)
def _grouped(codes: tuple[str, ...]) -> Sequence[Sequence[str]]:
    group = {code: [code] for code in codes}
    apart = sorted((km(one, other), one, other) for one, other in combinations(codes, 2))
    for far, one, other in apart:
        here, there = group[one], group[other]
        if far > NEAR_KM:
            break
        if here is not there and all(km(a, b) <= NEAR_KM for a in here for b in there):
            here += there
            group.update(dict.fromkeys(there, here))
    return sorted({id(each): sorted(each) for each in group.values()}.values())


def km(one: str, other: str) -> float:
    """Between the middles of two municipalities, as the crow flies; to some kilometres."""
    return STEP_KM * dist(borders()[one]["middle"], borders()[other]["middle"])
