"""A mapping and a programme's modules as engine/needs takes them, and its plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from samverka.development.competence.models import Competence
from samverka.development.competence.queries import Levels, Result
from samverka.engine.arrays import np
from samverka.engine.needs import plan as planning
from samverka.engine.needs.gaps import Numbers

from .models import TrainingModule

Weights = Mapping[str, int]


@dataclass(frozen=True)
class Computed:
    """A line of a plan, before it is kept."""

    module: TrainingModule
    area: str
    line: planning.Line
    competences: list[Competence]

    @property
    def lifted(self) -> list[list]:
        """[name of the competence, persons, levels], the most first."""
        return [
            [self.competences[number].name, persons, levels]
            for number, persons, levels in self.line.lifted
        ]


def weighted(found: Levels, weights: Weights) -> Numbers:
    """The weights chosen, else the programme's own."""
    return np.array(
        [weights.get(one.public_key, one.importance) for one in found.competences], dtype=float
    )


def as_asked(module: TrainingModule, found: Levels) -> planning.Module | None:
    """The module over the mapping's columns; None where the mapping asks nothing it lifts."""
    column = {one.pk: number for number, one in enumerate(found.competences)}
    keys = [column[one.pk] for one in module.competences.all() if one.pk in column]
    if not keys:
        return None
    return planning.Module(
        key=module.public_key,
        competences=tuple(sorted(keys)),
        up_to=module.up_to,
        places=module.places,
        minutes=module.minutes,
        least_gap=module.least_gap,
        most_gap=module.most_gap,
    )


def computed(
    found: Levels, modules: Iterable[TrainingModule], weights: Weights, areas: Mapping[int, str]
) -> list[Computed]:
    """The lines in the order in which they are worth most.

    :param areas: the area of each competence, by key
    """
    of_key = {one.public_key: one for one in modules}
    asked = [each for one in of_key.values() if (each := as_asked(one, found))]
    lines = planning.plan(found.required, found.current, weighted(found, weights), asked)
    return [
        Computed(
            of_key[line.module.key], _area(line, found.competences, areas), line, found.competences
        )
        for line in lines
    ]


def areas_of(result: Result, competences: Iterable[Competence]) -> dict[int, str]:
    """Those found in the answers; the programme's own where too few answered."""
    found = {row.competence.pk: area.name for area in result.areas for row in area.rows}
    return {one.pk: found.get(one.pk, one.area.name) for one in competences}


def _area(line: planning.Line, competences: list[Competence], areas: Mapping[int, str]) -> str:
    """Where most of the levels that it lifts are."""
    levels: defaultdict[str, float] = defaultdict(float)
    for number, _persons, lifted in line.lifted:
        levels[areas[competences[number].pk]] += lifted
    return max(levels, key=lambda area: levels[area])


def worths(found: Levels, modules: Iterable[TrainingModule], weights: Weights) -> Numbers:
    """(n, modules): what each meets of each person's need after those before it, in levels."""
    current, importance = found.current.copy(), weighted(found, weights)
    columns = []
    for one in modules:
        module = as_asked(one, found)
        if module is None:
            columns.append(np.zeros(len(current)))
            continue
        lift, keys = planning.lifts(module, found.required, current), list(module.competences)
        columns.append((lift * importance[keys]).sum(axis=1))
        risen = np.where(lift > 0, np.maximum(current[:, keys], module.up_to), current[:, keys])
        current[:, keys] = risen
    table: Numbers = np.column_stack(columns) if columns else np.zeros((len(current), 0))
    return table
