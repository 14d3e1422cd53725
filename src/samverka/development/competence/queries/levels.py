"""What is required and what there is, person by person: arrays as engine/needs takes them."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Q

from samverka.development.competence.models import (
    AgreedLevel,
    Competence,
    Mapping,
    OwnLevel,
    RequiredLevel,
)
from samverka.engine.arrays import np
from samverka.engine.needs.gaps import Numbers, Whole
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import answers_of
from samverka.register.people.models import Position
from samverka.toolkit.periods import in_force


@dataclass(frozen=True)
class Levels:
    """A mapping as arrays: n persons who were asked, k competences.

    :ivar persons: the row's person, by key; all who were asked, whether they answered or not
    :ivar organisations: where each was asked, by key
    :ivar functions: what the numbers in `roles` are called; the last, empty, is of no function
    :ivar roles: (n,) the function of each person
    :ivar required: (n, k) NaN where the function asks nothing
    :ivar current: (n, k) agreed, else one's own later word, else answered; NaN where nothing
    :ivar importance: (k,)
    """

    persons: list[int]
    organisations: list[int]
    competences: list[Competence]
    functions: list[str]
    roles: Whole
    required: Numbers
    current: Numbers
    importance: Numbers


def levels(mapping: Mapping) -> Levels:
    """Seven questions, however many were asked."""
    asked = asked_once(mapping)
    competences = mapped(mapping)
    functions, roles = _functions(asked, mapping.round.opens_on)
    required = required_levels(competences, functions, on=mapping.round.opens_on)
    return Levels(
        persons=[one.person for one in asked],
        organisations=[one.organisation for one in asked],
        competences=competences,
        functions=functions,
        roles=roles,
        required=required[roles],
        current=_current(mapping, asked, competences),
        importance=np.array([one.importance for one in competences], dtype=float),
    )


class AskedThere(NamedTuple):
    """A person who was asked and where, by key."""

    person: int
    organisation: int


def asked_once(mapping: Mapping) -> list[AskedThere]:
    """Those who were asked about themselves, and are not forgotten."""
    rows = (
        Asked.objects.filter(
            round=mapping.round_id,
            answers_as=Asked.As.ONESELF,
            person__isnull=False,
            person__forgotten_on=None,
        )
        .order_by("organisation_id", "person_id")
        .values_list("person_id", "organisation_id")
    )
    return [AskedThere(person, place) for person, place in rows if person is not None]


def mapped(mapping: Mapping) -> list[Competence]:
    """The competences a mapping asks about, in its order."""
    rows = mapping.mapped.select_related("competence__area").order_by("order")
    return [row.competence for row in rows]


def function_of(title: str) -> str:
    """A function as functions are compared."""
    return " ".join(title.split()).casefold()


def functions_on(persons: Iterable[int], on: dt.date) -> dict[tuple[int, int], str]:
    """{(person, organisation): function} on a day, and under organisation 0 anywhere."""
    held = Position.objects.filter(in_force(on), person__in=list(persons)).order_by(
        "valid_from", "pk"
    )
    found: dict[tuple[int, int], str] = {}
    for person, place, title in held.values_list("person_id", "organisation_id", "title"):
        found[person, place] = found[person, 0] = title
    return found


def _functions(asked: list[AskedThere], on: dt.date) -> tuple[list[str], Whole]:
    held = functions_on((one.person for one in asked), on)
    titles = [held.get(one) or held.get((one.person, 0), "") for one in asked]
    names = {function_of(title): title for title in reversed(titles) if title}
    order = sorted(names)
    place = {name: number for number, name in enumerate(order)}
    roles = [place.get(function_of(title), len(order)) for title in titles]
    return [*(names[name] for name in order), ""], np.array(roles, dtype=np.int64)


def required_levels(
    competences: list[Competence], functions: list[str], *, on: dt.date
) -> Numbers:
    """(functions, k): the newest level on the day that each function asks; NaN where none."""
    column = {one.pk: number for number, one in enumerate(competences)}
    rows: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(functions):
        rows[function_of(name)].append(number)
    found = np.full((len(functions), len(competences)), np.nan)
    asks = RequiredLevel.objects.filter(
        Q(valid_from__lte=on), competence__in=[one.pk for one in competences]
    ).order_by("valid_from")
    for competence, function, level in asks.values_list("competence_id", "function", "level"):
        found[rows.get(function_of(function), []), column[competence]] = level
    return found


def _current(mapping: Mapping, asked: list[AskedThere], competences: list[Competence]) -> Numbers:
    row = {one.person: number for number, one in enumerate(asked)}
    column = {one.pk: number for number, one in enumerate(competences)}
    found = np.full((len(asked), len(competences)), np.nan)
    for one in answers_of(mapping.round):
        if one.asked and one.asked.answers_as == Asked.As.ONESELF and one.asked.person_id in row:
            found[row[one.asked.person_id]] = answered(one.answers, competences)
    # What counts more stands later.
    for model in (OwnLevel, AgreedLevel):
        told = model.objects.filter(mapping=mapping)
        for person, competence, level in told.values_list("person_id", "competence_id", "level"):
            if person in row and competence in column:
                found[row[person], column[competence]] = level
    return found


def answered(said: dict, competences: list[Competence]) -> list[float]:
    """The levels of one response; NaN where nothing was chosen."""
    return [
        float(level) if isinstance(level := said.get(one.item), int) else np.nan
        for one in competences
    ]
