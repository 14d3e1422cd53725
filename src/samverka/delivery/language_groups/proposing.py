"""Which groups are proposed for one language: plain Python over what each place wants."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

LOCAL, JOINT, REMOTE = "local", "joint", "remote"
# Why: enough here; together enough; some join a group near; nobody near; fewer than the least.
ENOUGH, TOGETHER, JOINS, FAR, BELOW = "enough", "together", "joins", "far", "below"


@dataclass(frozen=True)
class Wanted:
    """How many want it in a municipality."""

    key: int
    place: str
    persons: int


@dataclass(frozen=True)
class Proposed:
    kind: str
    members: tuple[Wanted, ...]
    reasons: tuple[str, ...]

    @property
    def persons(self) -> int:
        return sum(one.persons for one in self.members)


Far = Callable[[str, str], float]


def propose(wanted: Sequence[Wanted], *, least: int, within: float, far: Far) -> list[Proposed]:
    """Each place is in one group, its own where it can be; the remote one takes the rest.

    :param far: kilometres between two places
    :param within: how far one place of a group may be from the one that it begins with; places of
        one county are near one another at any distance
    """
    groups = [[one] for one in _most_first(wanted) if one.persons >= least]
    rest, alone = [one for one in _most_first(wanted) if one.persons < least], []
    while rest:
        first = rest.pop(0)
        taken = _with_the_nearest(first, rest, least, within, far)
        if taken is None:
            alone.append(first)
            continue
        rest = [one for one in rest if one not in taken]
        groups.append(taken)
    remote = [one for one in alone if not _joined(one, groups, within, far)]
    found = [Proposed(_kind(group), tuple(group), _why(group, least)) for group in groups]
    if remote:
        enough = sum(one.persons for one in remote) >= least
        found.append(Proposed(REMOTE, tuple(remote), (FAR,) if enough else (FAR, BELOW)))
    return found


def _most_first(wanted: Sequence[Wanted]) -> list[Wanted]:
    return sorted(wanted, key=lambda one: (-one.persons, one.place))


def _is_near(one: Wanted, other: Wanted, within: float, far: Far) -> bool:
    same_county = one.place[:2] == other.place[:2]
    return same_county or far(one.place, other.place) <= within


def _with_the_nearest(
    first: Wanted, rest: Sequence[Wanted], least: int, within: float, far: Far
) -> list[Wanted] | None:
    """No more places than it takes; None where those near are too few."""
    near = [one for one in rest if _is_near(first, one, within, far)]
    taken = [first]
    for one in sorted(near, key=lambda one: (far(first.place, one.place), one.place)):
        taken.append(one)
        if sum(each.persons for each in taken) >= least:
            return taken
    return None


def _joined(one: Wanted, groups: list[list[Wanted]], within: float, far: Far) -> bool:
    """Put to the nearest group there is, where one is near."""
    near = [group for group in groups if _is_near(one, group[0], within, far)]
    if not near:
        return False
    min(near, key=lambda group: far(one.place, group[0].place)).append(one)
    return True


def _kind(group: Sequence[Wanted]) -> str:
    return LOCAL if len(group) == 1 else JOINT


def _why(group: Sequence[Wanted], least: int) -> tuple[str, ...]:
    if len(group) == 1:
        return (ENOUGH,)
    return (ENOUGH, JOINS) if group[0].persons >= least else (TOGETHER,)
