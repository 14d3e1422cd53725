"""What tables say: competences with what functions need, and answers given elsewhere."""

import datetime as dt
from collections.abc import Mapping as By
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.development.competence.models import Area, Competence, Mapping, RequiredLevel
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.instruments import actions as instruments
from samverka.register.instruments.models import Asked
from samverka.register.people.models import Person

LANGUAGE = "sv"


@dataclass(frozen=True)
class Given:
    """A competence as a table or a programme's file gives it; only the facts that it says."""

    area: str
    name: str
    facts: By[str, object] = field(default_factory=dict)
    # {function: level}
    asks: By[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    new: int
    changed: int
    areas: int = 0

    @property
    def is_something(self) -> bool:
        return bool(self.new or self.changed or self.areas)


class IsClosed(Exception):
    """A round that was closed by hand takes no answers."""

    def __str__(self):
        return _("The mapping is closed. Open its round again, then take the answers in.")


@transaction.atomic
def take_in_table(
    *,
    programme: Programme,
    rows: Sequence[Given],
    areas: Sequence[str] = (),
    valid_from: dt.date,
    by: Actor,
) -> Outcome:
    """New areas and competences last; those that are there get what the rows say anew.

    :param areas: those that shall be there even if no row is in them
    """
    held, made = _areas(programme, [*areas, *(row.area for row in rows)])
    there = {
        (one.area.name, one.name): one
        for one in Competence.objects.filter(area__programme=programme).select_related("area")
    }
    new = changed = 0
    for row in rows:
        one = there.get((row.area, row.name))
        if one is None:
            area = held[row.area]
            one = Competence.objects.create(
                area=area, name=row.name, order=area.competences.count(), **row.facts
            )
            there[row.area, row.name] = one
            new += 1
            _require(one, row.asks, valid_from)
        elif _correct(one, row.facts) + _require(one, row.asks, valid_from):
            changed += 1
    outcome = Outcome(new, changed, made)
    if outcome.is_something:
        trail.note(by=by, verb="competence.table_taken_in", about=programme)
    return outcome


def _areas(programme: Programme, names: Sequence[str]) -> tuple[dict[str, Area], int]:
    """Every area by name, and how many of them are new."""
    there = {one.name: one for one in Area.objects.filter(programme=programme)}
    before = len(there)
    for name in names:
        if name not in there:
            there[name] = Area.objects.create(programme=programme, name=name, order=len(there))
    return there, len(there) - before


def _correct(one: Competence, facts: By[str, object]) -> bool:
    changed = {name: value for name, value in facts.items() if getattr(one, name) != value}
    for name, value in changed.items():
        setattr(one, name, value)
    if changed:
        one.save(update_fields=list(changed))
    return bool(changed)


def _require(one: Competence, asks: By[str, int], valid_from: dt.date) -> bool:
    """Only what is not asked already: from a day on a level holds until another is said."""
    known = RequiredLevel.objects.filter(competence=one, valid_from__lte=valid_from)
    rows = known.order_by("valid_from", "pk").values_list("function", "level")
    standing = {function.casefold(): level for function, level in rows}
    new = {
        function: level
        for function, level in asks.items()
        if standing.get(function.casefold()) != level
    }
    RequiredLevel.objects.bulk_create(
        [
            RequiredLevel(competence=one, function=function, level=level, valid_from=valid_from)
            for function, level in new.items()
        ],
        update_conflicts=True,
        unique_fields=["competence", "function", "valid_from"],
        update_fields=["level"],
    )
    return bool(new)


@transaction.atomic
def take_in_answers(
    *,
    mapping: Mapping,
    rows: Sequence[tuple[Person, int, By[str, int]]],
    on: dt.date,
    by: Actor,
) -> int:
    """What each (person, place, levels) answered elsewhere; who has answered here keeps theirs.

    Answers how many were taken in. They stand as of a day of the round.

    :raises IsClosed: the round was closed by hand
    """
    held = mapping.round
    if held.closed_on is not None:
        raise IsClosed
    day = min(max(on, held.opens_on), held.closes_on)
    persons = [(person, place) for person, place, _levels in rows]
    instruments.ask(asked_round=held, persons=persons, on=day, by=by)
    asked = {
        one.person_id: one
        for one in Asked.objects.filter(
            round=held,
            person__in=[person.pk for person, _place in persons],
            about=None,
            answers_as=Asked.As.ONESELF,
        )
    }
    count = 0
    for person, _place, levels in rows:
        one = asked[person.pk]
        if one.state in (Asked.State.DONE, Asked.State.DECLINED):
            continue
        response = instruments.begin(asked_round=held, asked=one, language=LANGUAGE, on=day, by=by)
        instruments.save_answers(response=response, answers=levels, on=day, by=by)
        instruments.finish(response=response, on=day, by=by)
        trail.note(by=by, verb="competence.answer_taken_in", about=mapping, person_id=person.pk)
        count += 1
    return count
