"""The competence of a role over three years, when some leave, some learn and new ones come."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from samverka.development.competence.models import HIGHEST, Competence, Mapping
from samverka.development.competence.queries import Levels, levels
from samverka.engine.arrays import np
from samverka.engine.disclosure import LEAST
from samverka.engine.needs.gaps import Numbers
from samverka.engine.needs.turnover import projected
from samverka.register.partners.models import Organisation

from .models import CriticalRole
from .queries.plans import alike, holders_count

YEARS = 3
STEPS = HIGHEST + 1


@dataclass(frozen=True)
class Assumed:
    """In a year: the share that leaves and the share that rises a level, in per cent; the level
    at which somebody new begins."""

    leaves: float
    rises: float
    new_level: int

    @classmethod
    def of(cls, role: CriticalRole) -> Assumed:
        return cls(float(role.leaves), float(role.rises), role.new_level)


@dataclass(frozen=True)
class Line:
    """Of those who hold the role, how many reach the required level, now and after each year."""

    competence: Competence
    required: int
    reach: tuple[float, ...]
    answered: int
    # Too few have answered here: the shares are the whole programme's.
    is_of_all: bool


@dataclass(frozen=True)
class Projection:
    mapping: Mapping | None
    holders: int
    lines: list[Line]
    # Competences of which too few have answered to tell anything.
    untold: list[Competence]


def projection(role: CriticalRole, assumed: Assumed, *, on: dt.date) -> Projection:
    """By the latest mapping of the programme; of at least five answers, or nothing is told."""
    holders = holders_count(role, on)
    mapping = (
        Mapping.objects.filter(programme=role.plan.programme_id, round__opens_on__lte=on)
        .select_related("round", "programme")
        .order_by("-round__opens_on", "-pk")
        .first()
    )
    if mapping is None:
        return Projection(None, holders, [], [])
    found = levels(mapping)
    wanted = alike(role.function)
    of_role = np.array([alike(found.functions[number]) == wanted for number in found.roles], bool)
    here = of_role & np.isin(np.array(found.organisations, dtype=int), _places(role))
    lines, untold = [], []
    for column, competence in enumerate(found.competences):
        asks = found.required[of_role, column]
        if not len(asks) or np.isnan(asks[0]):
            continue
        line = _line(found, column, int(asks[0]), holders, (here, of_role), assumed)
        if line is None:
            untold.append(competence)
        else:
            lines.append(line)
    return Projection(mapping, holders, lines, untold)


def _places(role: CriticalRole) -> list[int]:
    place = role.plan.organisation_id
    return [place, *Organisation.objects.filter(part_of=place).values_list("pk", flat=True)]


def _line(
    found: Levels,
    column: int,
    required: int,
    holders: int,
    rows: tuple[np.ndarray, np.ndarray],
    assumed: Assumed,
) -> Line | None:
    for is_of_all, chosen in enumerate(rows):
        there = found.current[chosen, column]
        there = there[~np.isnan(there)].astype(int)
        if len(there) >= LEAST:
            shares = np.bincount(there, minlength=STEPS) / len(there)
            told = projected(shares * holders, *_chain(assumed), steps=YEARS)
            reach = tuple(float(year[required:].sum()) for year in told)
            return Line(found.competences[column], required, reach, len(there), bool(is_of_all))
    return None


def _chain(assumed: Assumed) -> tuple[Numbers, Numbers, Numbers]:
    """What `projected` takes: learns, leaves, joins."""
    rises = assumed.rises / 100
    learns = np.eye(STEPS) * (1 - rises) + np.eye(STEPS, k=1) * rises
    learns[-1, -1] = 1
    joins = np.eye(STEPS)[assumed.new_level]
    return learns, np.full(STEPS, assumed.leaves / 100), joins
