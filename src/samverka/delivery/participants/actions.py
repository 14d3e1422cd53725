"""Writes of participants: what is noted, when they begin and end, that they are verified."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.programmes.models import Programme
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.identity import IdentityNumber
from samverka.register.people.models import Person

from .models import FACTS, ChildrenRule, Participant, ParticipantVersion, plain
from .queries import is_staff, leaves_staff_out

DAYS = ("started_on", "ended_on", "verified_on")


class IsStaff(Exception):
    """The fund leaves project staff out, and never asks them for anything."""

    def __init__(self, person: Person):
        super().__init__(
            _(
                "%(name)s has a role or a function in the programme itself. The fund counts no "
                "project staff, so nobody verifies them. Leave the person out."
            )
            % {"name": person}
        )


class DaysDoNotFit(Exception):
    """Somebody would end before they began, or without having begun."""

    def __init__(self, person: Person):
        super().__init__(
            _(
                "The last day of %(name)s must not be before the first one. Write the first day, "
                "or another last day."
            )
            % {"name": person}
        )


@transaction.atomic
def note_participant(
    *,
    person: Person,
    programme: Programme,
    sex: str | None = None,
    age_band: str | None = None,
    is_unaccompanied: bool | None = None,
    number: IdentityNumber | None = None,
    organisation: Organisation | None = None,
    on: dt.date,
    by: Actor,
) -> Participant:
    """Note what is known of what was asked; what another fund asked before stays as it is.

    What is not known yet is left out: the row stands in the list of what is missing.

    :raises NumberOfAnother: somebody the actor sees has the number
    :raises NeedsProtection: it is the replacement id of a protected person
    """
    if number is not None:
        people.set_identity(person=person, number=number, by=by)
    row, _is_new = Participant.objects.select_for_update().get_or_create(
        person=person, programme=programme, defaults={"noted_on": on}
    )
    facts: dict[str, str | bool | int | None] = {
        "sex": sex or None,
        "age_band": age_band or None,
        "is_unaccompanied": is_unaccompanied,
    }
    if row.organisation_id is None and organisation is not None:
        facts["organisation_id"] = organisation.pk
    told = {name: value for name, value in facts.items() if value is not None}
    _change(row, told, by)
    _shut_children(programme, [person.pk], by)
    trail.note(
        by=by,
        verb="participants.noted",
        about=programme,
        person_id=person.pk,
        fields=told,
    )
    return row


def _change(row: Participant, values: Mapping[str, Any], by: Actor) -> bool:
    """Write what differs, and keep what stood there if anything did."""
    before = row.kept
    if all(before[name] == plain(value) for name, value in values.items()):
        return False
    if any(before[name] not in ("", None) for name in values):
        ParticipantVersion.objects.create(
            participant=row, facts=before, replaced_by_id=by.user_id or None
        )
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return True


@transaction.atomic
def begin(
    *,
    programme: Programme,
    persons: Sequence[tuple[Person, int, dt.date]],
    on: dt.date,
    by: Actor,
) -> None:
    """Persons take part from a day each, through an organisation (its key): once each.

    :raises IsStaff: one of them is project staff, and the programme's fund leaves staff out
    """
    rows = []
    for person, organisation_id, first in persons:
        row, _is_new = Participant.objects.select_for_update().get_or_create(
            person=person, programme=programme, defaults={"noted_on": on}
        )
        values: dict[str, Any] = {"started_on": first}
        if row.organisation_id is None:
            values["organisation_id"] = organisation_id
        _change(row, values, by)
        trail.note(
            by=by, verb="participants.begun", about=programme, person_id=person.pk, fields=values
        )
        rows.append(row)
    _refuse_staff(programme, rows, on)
    _shut_children(programme, [row.person_id for row in rows], by)


def _shut_children(programme: Programme, persons: Iterable[int], by: Actor) -> None:
    if ChildrenRule.objects.filter(programme=programme).exists():
        people.set_children(persons=persons, is_child=True, about=programme, by=by)


@transaction.atomic
def set_children_rule(*, programme: Programme, holds: bool, on: dt.date, by: Actor) -> None:
    """Say that those who take part are children and young people, or that they are not (S78).

    Whoever is not a child by another programme either is opened again.
    """
    if holds:
        ChildrenRule.objects.get_or_create(programme=programme, defaults={"since": on})
        trail.note(by=by, verb="participants.children_rule_set", about=programme)
    else:
        ChildrenRule.objects.filter(programme=programme).delete()
        trail.note(by=by, verb="participants.children_rule_ended", about=programme)
    rows = Participant.objects.filter(programme=programme)
    persons = list(rows.values_list("person", flat=True))
    if holds:
        _shut_children(programme, persons, by)
    else:
        _open_again(programme, persons, by)


def _open_again(programme: Programme, persons: Iterable[int], by: Actor) -> None:
    """Those whom no rule of a programme they take part in shuts."""
    ruled = ChildrenRule.objects.values("programme")
    still = Participant.objects.filter(programme__in=ruled, person__in=persons)
    opened = set(persons) - set(still.values_list("person", flat=True))
    people.set_children(persons=opened, is_child=False, about=programme, by=by)


def _refuse_staff(programme: Programme, rows: Sequence[Participant], on: dt.date) -> None:
    if not leaves_staff_out(programme.pk, on=on):
        return
    staff = Participant.objects.filter(is_staff(programme.pk), pk__in=[row.pk for row in rows])
    if first := staff.select_related("person").first():
        raise IsStaff(first.person)


@transaction.atomic
def set_days(
    *,
    participants: Sequence[Participant],
    started_on: dt.date | None = None,
    ended_on: dt.date | None = None,
    end_reason: str = "",
    on: dt.date,
    by: Actor,
) -> None:
    """When they began, when they ended and why; what is not said here stays as it was.

    :raises DaysDoNotFit: a last day before the first one, or without it
    :raises IsStaff: one of them is project staff, and the programme's fund leaves staff out
    """
    said = {"started_on": started_on, "ended_on": ended_on, "end_reason": end_reason}
    values = {name: value for name, value in said.items() if value}
    for row in _locked(participants):
        first, last = started_on or row.started_on, ended_on or row.ended_on
        if last and (first is None or last < first):
            raise DaysDoNotFit(row.person)
        _change(row, values, by)
        trail.note(
            by=by,
            verb="participants.days_set",
            about=row.programme,
            person_id=row.person_id,
            fields=values,
        )
    for programme in {row.programme for row in participants}:
        _refuse_staff(programme, participants, on)


def _locked(participants: Iterable[Participant]) -> list[Participant]:
    """The rows as they are now, in one order, so that two deeds do not wait for one another."""
    keys = [row.pk for row in participants]
    rows = Participant.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("person", "programme").order_by("pk"))


@transaction.atomic
def fill_in(*, participants: Sequence[Participant], by: Actor, **facts: Any) -> None:
    """The same answer for several: `sex`, `age_band` or `is_unaccompanied`."""
    for row in _locked(participants):
        _change(row, facts, by)
        trail.note(
            by=by,
            verb="participants.noted",
            about=row.programme,
            person_id=row.person_id,
            fields=facts,
        )


@transaction.atomic
def verify(*, participants: Sequence[Participant], how: str, on: dt.date, by: Actor) -> None:
    """That the actor has seen what shows that they belong to whom the fund is for (S99).

    Nothing of what it said is kept, and never a copy.

    :raises IsStaff: project staff are never asked, where the programme's fund leaves them out
    """
    rows = _locked(participants)
    for programme in {row.programme for row in rows}:
        _refuse_staff(programme, [row for row in rows if row.programme == programme], on)
    for row in rows:
        values = {"verified_on": on, "verified_how": how, "verified_by_id": by.user_id or None}
        _change(row, values, by)
        trail.note(
            by=by, verb="participants.verified", about=row.programme, person_id=row.person_id
        )


@transaction.atomic
def put_back(
    *, participants: Sequence[Participant], facts: Sequence[Mapping[str, Any]], by: Actor
) -> None:
    """A deed is taken back: each says again what it said; what was undone is in its history."""
    was = {row.pk: before for row, before in zip(participants, facts, strict=True)}
    for row in _locked(participants):
        before = was[row.pk]
        values = {name: before[name] for name in FACTS if name in before}
        for name in DAYS:
            if values.get(name):
                values[name] = dt.date.fromisoformat(values[name])
        _change(row, values, by)
        trail.note(
            by=by,
            verb="participants.put_back",
            about=row.programme,
            person_id=row.person_id,
            fields=values,
        )


@transaction.atomic
def take_back_beginning(
    *, programme: Programme, persons: Sequence[tuple[Person, bool]], by: Actor
) -> None:
    """They do not take part after all; of whom something else was noted, that stays."""
    for person, was_noted in persons:
        row = (
            Participant.objects.select_for_update()
            .filter(programme=programme, person=person)
            .first()
        )
        if row is None:
            continue
        if was_noted or row.versions.exists() or _has_more(row):
            _change(row, {"started_on": None, "ended_on": None, "end_reason": ""}, by)
        else:
            row.delete()
            _open_again(programme, [person.pk], by)
        trail.note(by=by, verb="participants.put_back", about=programme, person_id=person.pk)


def _has_more(row: Participant) -> bool:
    """Whether anything is said beside through whom they came and when they began."""
    return any(
        value not in ("", None)
        for name, value in row.kept.items()
        if name not in ("organisation_id", "started_on")
    )
