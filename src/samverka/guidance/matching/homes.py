"""Room in homes as counts, such that whoever is placed can be given a home that fits.

A home has a size m and a level l (how it is reached: 0 anyhow, 1 by a lift, 2 without a step); a
household of p persons that needs level a can have it where m ≥ p and l ≥ a. That each household at
a place gets a home of its own is a question of pairs; the engine counts room. The bridge is Hall's
theorem (P. Hall, On representatives of subsets, 1935).

A *stair* is a set of homes with a least size for each level, s₀ ≥ s₁ ≥ s₂: all homes with m ≥ s_l.
A household belongs to the stair if every home that fits it does, which is p ≥ s_a.

**Claim.** Households at a place can each be given a home that fits if and only if, for each stair,
no more households belong to it than it has homes.

*Proof.* If they can, those who belong to a stair have their homes in it, each another one. If they
cannot, then by Hall there is a set S of households that has fewer homes which fit any of them than
it has households. Let N be those homes, and for each level let s_l be the least size p of anybody
in S whose level is at most l (more than any home has, where there is none). That is a stair, since
the least over more is no greater, and its homes are exactly N: a home (m, l) fits somebody in S
just when m ≥ s_l. Everybody in S belongs to it. So more households belong to it than it has
homes. ∎

So each stair is a resource of which a household takes one if it belongs to it, and the plan's
counts are exact. Stairs with the same sorts of homes always have as many homes as one another, so
only the one to which most households belong is kept; those to which nobody can belong never bind.

Most stairs never bind, and each costs the engine time. So one begins with the plain ones, with
the same least size at each level, and adds those that a plan breaks until none is: the
value is then that of all stairs, and the bound holds since a plan within all is within some.
"""

from collections.abc import Iterable, Sequence
from itertools import product

from .facts import STEP_FREE, HomeKind

LEVELS = range(STEP_FREE + 1)
NO_SIZE = 10_000  # more than any home has
Stair = tuple[int, ...]
Sort = tuple[int, int]  # a household's persons, and the level it needs


def stairs(sorts: Iterable[Sort], kinds: Iterable[HomeKind]) -> tuple[Stair, ...]:
    """The stairs that may bind, for these sorts of households and kinds of homes."""
    offered = sorted(set(kinds))
    placeable = {sort for sort in sorts if any(kind.fits(*sort) for kind in offered)}
    sizes = [
        sorted({persons for persons, level in placeable if level == asked} | {NO_SIZE})
        for asked in LEVELS
    ]
    largest: dict[frozenset[HomeKind], Stair] = {}
    for chosen in product(*sizes):
        stair = tuple(min(chosen[: level + 1]) for level in LEVELS)
        homes = frozenset(kind for kind in offered if holds(stair, kind))
        if homes and (homes not in largest or _holds_more(stair, largest[homes])):
            largest[homes] = stair
    return tuple(sorted(largest.values()))


def plain(found: Iterable[Stair]) -> tuple[Stair, ...]:
    """Those that only ask for size."""
    return tuple(stair for stair in found if len(set(stair)) == 1)


def _holds_more(stair: Stair, other: Stair) -> bool:
    """Of two stairs with the same homes one may have lower least sizes: to it more belong."""
    return all(mine <= theirs for mine, theirs in zip(stair, other, strict=True))


def holds(stair: Stair, kind: HomeKind) -> bool:
    return kind.size >= stair[kind.level]


def belongs(stair: Stair, sort: Sort) -> bool:
    persons, level = sort
    return persons >= stair[level]


def key(stair: Stair) -> str:
    """A name that says which homes are meant: "stair:4:4:2"."""
    return "stair:" + ":".join(str(size) for size in stair)


def stair_of(name: str) -> Stair | None:
    """The stair of a name, or None where it is another resource."""
    word, _colon, rest = name.partition(":")
    return tuple(int(size) for size in rest.split(":")) if word == "stair" else None


def given(sorts: Sequence[Sort], homes: Sequence[HomeKind]) -> list[int | None]:
    """For each household the number of a home, each home once, as many as can be.

    Augmenting paths (Kuhn 1955). The smallest home that fits is tried first, so that large and
    step-free homes are left for those who need them.
    """
    order = sorted(range(len(homes)), key=lambda number: (homes[number], number))
    taken: dict[int, int] = {}

    def find(household: int, seen: set[int]) -> bool:
        for number in order:
            if number in seen or not homes[number].fits(*sorts[household]):
                continue
            seen.add(number)
            if number not in taken or find(taken[number], seen):
                taken[number] = household
                return True
        return False

    for household in sorted(range(len(sorts)), key=lambda row: sorts[row][::-1], reverse=True):
        find(household, set())
    found: list[int | None] = [None] * len(sorts)
    for number, household in taken.items():
        found[household] = number
    return found
