"""A unit's agreed levels, and one's own of all kinds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet, Sum

from samverka.delivery.activities.models import Attendance
from samverka.development.competence.models import AgreedLevel, Competence, Mapping, OwnLevel
from samverka.engine.arrays import np
from samverka.foundation.accounts.actor import Actor
from samverka.register.instruments.models import Asked, Response
from samverka.register.instruments.queries import answers_in
from samverka.register.people.models import Person

from .levels import functions_on, mapped, required_levels


@dataclass(frozen=True)
class Cell:
    """What a person's function asks of a competence, and what was agreed."""

    required: int | None
    agreed: int | None

    @property
    def lacks(self) -> bool:
        if self.required is None or self.agreed is None:
            return False
        return self.agreed < self.required


@dataclass(frozen=True)
class Unit:
    """One's own unit: a row of each competence, a column of each person."""

    people: list[tuple[Person, str]]
    rows: list[tuple[Competence, list[tuple[Person, Cell]]]]


def _asked_at(actor: Actor, mapping: Mapping) -> QuerySet[Asked]:
    """Those asked at the actor's own organisation whom the actor sees, by name."""
    here = Q(organisation=actor.organisation_id) | Q(organisation__part_of=actor.organisation_id)
    return (
        Asked.objects.filter(
            here,
            round=mapping.round_id,
            answers_as=Asked.As.ONESELF,
            person__in=Person.objects.visible_to(actor),
            person__forgotten_on=None,
        )
        .select_related("person")
        .order_by("person__family_name", "person__given_name", "pk")
    )


def persons_asked_at(actor: Actor, mapping: Mapping) -> QuerySet[Person]:
    """Whom the actor can have the talk with."""
    return Person.objects.filter(pk__in=_asked_at(actor, mapping).values("person"))


def unit_of(actor: Actor, mapping: Mapping) -> Unit:
    """Agreed levels of one's own staff: never what somebody answered."""
    asked = [(one.person, one.organisation_id) for one in _asked_at(actor, mapping) if one.person]
    competences = mapped(mapping)
    on = mapping.round.opens_on
    held = functions_on((person.pk for person, _place in asked), on)
    titles = [held.get((person.pk, place), "") for person, place in asked]
    required = required_levels(competences, titles, on=on)
    agreed = {
        (person, competence): level
        for person, competence, level in AgreedLevel.objects.filter(
            mapping=mapping, person__in=[person.pk for person, _place in asked]
        ).values_list("person_id", "competence_id", "level")
    }
    rows = [
        (
            competence,
            [
                (
                    person,
                    Cell(_whole(required[row, k]), agreed.get((person.pk, competence.pk))),
                )
                for row, (person, _place) in enumerate(asked)
            ],
        )
        for k, competence in enumerate(competences)
    ]
    people = [(person, title) for (person, _place), title in zip(asked, titles, strict=True)]
    return Unit(people, rows)


def _whole(level: float) -> int | None:
    return None if np.isnan(level) else int(level)


@dataclass(frozen=True)
class OwnRow:
    """All that is noted of one's level of a competence."""

    competence: Competence
    required: int | None
    answered: int | None
    own: int | None
    own_on: dt.date | None
    agreed: int | None
    agreed_on: dt.date | None

    @property
    def now(self) -> int | None:
        """What counts: agreed, else one's own later word, else what one answered."""
        found = (self.agreed, self.own, self.answered)
        return next((level for level in found if level is not None), None)

    @property
    def lacks(self) -> bool:
        return self.required is not None and self.now is not None and self.now < self.required


@dataclass(frozen=True)
class Own:
    """A mapping that one was asked in, and what is noted."""

    mapping: Mapping
    person: Person
    function: str
    has_answered: bool
    rows: list[OwnRow]
    texts: dict[str, str]


def oneself(actor: Actor | None) -> Person | None:
    """The person one is; nobody where the account is of nobody."""
    if actor is None:
        return None
    return Person.objects.filter(user=actor.user_id, forgotten_on=None).first()


def minutes_of(person: Person) -> int:
    """What somebody has taken part in, in all."""
    here = Attendance.objects.filter(person=person, mark=Attendance.Mark.HERE)
    return here.aggregate(minutes=Sum("minutes"))["minutes"] or 0


def own_mappings(actor: Actor | None) -> QuerySet[Mapping]:
    """Those one was asked in oneself, the newest first."""
    if actor is None:
        return Mapping.objects.none()
    asked = Asked.objects.filter(person__user=actor.user_id, answers_as=Asked.As.ONESELF)
    return (
        Mapping.objects.filter(round__in=asked.values("round"))
        .select_related("round", "programme")
        .order_by("-round__opens_on", "-pk")
    )


def own_of(mapping: Mapping, person: Person) -> Own:
    competences = mapped(mapping)
    on = mapping.round.opens_on
    asked = Asked.objects.get(round=mapping.round_id, person=person, answers_as=Asked.As.ONESELF)
    held = functions_on([person.pk], on)
    title = held.get((person.pk, asked.organisation_id)) or held.get((person.pk, 0), "")
    required = required_levels(competences, [title], on=on)[0]
    response = Response.objects.filter(asked=asked, state=Response.State.DONE).first()
    said = answers_in(response) if response else {}
    own = _levels(OwnLevel, "said_on", mapping, person)
    agreed = _levels(AgreedLevel, "agreed_on", mapping, person)
    rows = [
        OwnRow(
            one,
            _whole(required[k]),
            said.get(one.item),
            *own.get(one.pk, (None, None)),
            *agreed.get(one.pk, (None, None)),
        )
        for k, one in enumerate(competences)
    ]
    texts = {name: text for name, text in said.items() if isinstance(text, str)}
    return Own(mapping, person, title, response is not None, rows, texts)


def _levels(
    model: type[AgreedLevel] | type[OwnLevel], day: str, mapping: Mapping, person: Person
) -> dict[int, tuple[int, dt.date]]:
    found = model.objects.filter(mapping=mapping, person=person)
    return {row.competence_id: (row.level, getattr(row, day)) for row in found}


def agreed_of(mapping: Mapping, person: Person) -> dict[int, int | None]:
    """By key of the competence, the level that was agreed."""
    found = _levels(AgreedLevel, "agreed_on", mapping, person)
    return {key: level for key, (level, _day) in found.items()}
