"""Competences, mappings and whom one can ask."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from samverka.delivery.programmes.models import Participation, Programme
from samverka.development.competence.models import (
    Area,
    Competence,
    LevelScale,
    Mapping,
    RequiredLevel,
)
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Asked
from samverka.register.instruments.queries import staff_of
from samverka.register.partners.models import Organisation
from samverka.register.people.models import Person, Position
from samverka.toolkit.periods import in_force

from .levels import function_of, required_levels


@dataclass(frozen=True)
class Scale:
    """The words of the levels in one's language, and where they come from."""

    words: tuple[str, ...]
    source: str

    @property
    def choices(self) -> list[tuple[int, str]]:
        return [(step, f"{step} – {word}") for step, word in enumerate(self.words)]


def scale_on(on: dt.date) -> Scale:
    """The newest scale on a day."""
    found = LevelScale.objects.filter(valid_from__lte=on).latest("valid_from")
    words = found.words.get(get_language() or "sv") or found.words["sv"]
    return Scale(tuple(words), found.source)


def asked_about(programme: Programme) -> QuerySet[Competence]:
    """What a new mapping asks about, area by area."""
    return Competence.objects.filter(area__programme=programme, removed_on=None).select_related(
        "area"
    )


def areas_of(programme: Programme) -> QuerySet[Area]:
    return Area.objects.filter(programme=programme)


@dataclass(frozen=True)
class Row:
    """A competence with what each function asks of it; None where it asks nothing."""

    competence: Competence
    # (function, level)
    asks: list[tuple[str, int | None]]


@dataclass(frozen=True)
class Whole:
    """A programme's competences as one table."""

    functions: list[str]
    areas: list[tuple[Area, list[Row]]]

    @property
    def has_some(self) -> bool:
        return any(rows for _area, rows in self.areas)


def whole(programme: Programme, *, on: dt.date) -> Whole:
    """Three questions, however many there are."""
    areas = list(Area.objects.filter(programme=programme))
    rows = list(Competence.objects.filter(area__programme=programme).select_related("area"))
    asked: dict[tuple[int, str], int] = {}
    functions: dict[str, str] = {}
    levels = RequiredLevel.objects.filter(competence__in=rows, valid_from__lte=on)
    for level in levels.order_by("valid_from", "pk"):
        functions.setdefault(function_of(level.function), level.function)
        asked[level.competence_id, function_of(level.function)] = level.level
    found: dict[int, list[Row]] = {area.pk: [] for area in areas}
    for one in rows:
        found[one.area_id].append(
            Row(one, [(said, asked.get((one.pk, name))) for name, said in functions.items()])
        )
    return Whole(list(functions.values()), [(area, found[area.pk]) for area in areas])


def functions_of(actor: Actor, programme: Programme, *, on: dt.date) -> list[str]:
    """Functions that levels are asked of, and those people whom one sees hold with partners."""
    asked = RequiredLevel.objects.filter(competence__area__programme=programme)
    places = participants_of(programme)
    held = Position.objects.filter(
        in_force(on),
        Q(organisation__in=places) | Q(organisation__part_of__in=places),
        person__in=Person.objects.visible_to(actor),
    )
    titles = [*asked.values_list("function", flat=True), *held.values_list("title", flat=True)]
    return sorted({function_of(one): one for one in reversed(titles)}.values())


def participants_of(programme: Programme) -> QuerySet[Organisation]:
    """Organisations that take part in the programme, whenever."""
    part = Participation.objects.filter(programme=programme).values("organisation")
    return Organisation.objects.filter(pk__in=part).order_by("name")


def mappings_of(programme: Programme) -> QuerySet[Mapping]:
    """The newest first, with how many were asked and have answered."""
    asked = Asked.objects.filter(round=OuterRef("round")).order_by()
    done = asked.filter(state=Asked.State.DONE)
    return (
        Mapping.objects.filter(programme=programme)
        .select_related("round")
        .annotate(asked_count=_count(asked), done_count=_count(done))
        .order_by("-round__opens_on", "-pk")
    )


def _count(asked: QuerySet[Asked]) -> Coalesce:
    return Coalesce(Subquery(asked.values("round").annotate(n=Count("pk")).values("n")), 0)


def staff_at(
    actor: Actor,
    organisations: Iterable[Organisation],
    functions: Sequence[str] = (),
    *,
    on: dt.date,
) -> list[tuple[Person, int]]:
    """Those who work there on the day in one of the functions, as far as the actor sees them."""
    staff = staff_of(actor, organisations, on=on)
    if not functions:
        return staff
    wanted = {function_of(one) for one in functions}
    held = Position.objects.filter(in_force(on), person__in=[one.pk for one, _place in staff])
    there = {
        (person, place)
        for person, place, title in held.values_list("person_id", "organisation_id", "title")
        if function_of(title) in wanted
    }
    return [(one, place) for one, place in staff if (one.pk, place) in there]


def staff_then_and_now(actor: Actor, mapping: Mapping, *, on: dt.date) -> list[tuple[Person, int]]:
    """Those who work with the partners now, or did when the mapping began."""
    places = list(participants_of(mapping.programme))
    found = {
        person.pk: (person, place)
        for day in {on, mapping.round.opens_on}
        for person, place in staff_of(actor, places, on=day)
    }
    return list(found.values())


def required_of(
    function: str, competences: Sequence[Competence], *, on: dt.date
) -> dict[int, int | None]:
    """By key of the competence, what a function needs on a day."""
    found = required_levels(list(competences), [function], on=on)[0]
    return {
        one.pk: None if level != level else int(level)
        for one, level in zip(competences, found, strict=True)
    }
