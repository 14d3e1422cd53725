"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed
from samverka.toolkit.texts import hours

from .models import ConflictOfInterest, PresentSeat, ReportedTime, Term


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand the seats over. Both on one seat in turn is nothing odd: the terms stay as they are."""
    Term.objects.filter(person=old).update(person=new)
    trail.note(by=by, verb="groups.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Terms that go on end; minutes keep the seat, and lose why it took no part in an item."""
    theirs = Term.objects.filter(person=person)
    theirs.filter(valid_from__gte=on).update(person=None)
    theirs.filter(valid_to=None).update(valid_to=on)
    theirs.filter(valid_to__gt=on).update(valid_to=on)
    ConflictOfInterest.objects.filter(term__person=person).update(note="")
    trail.note(by=by, verb="groups.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    terms = Term.objects.filter(person=person).select_related("seat__group", "organisation")
    times = ReportedTime.objects.filter(term__person=person).select_related("term__seat__group")
    present = PresentSeat.objects.filter(term__person=person).select_related("meeting__group")
    conflicts = ConflictOfInterest.objects.filter(term__person=person).select_related(
        "item__meeting__group"
    )
    return [
        _table(_("Groups you sit or sat in"), Term, [_term(row) for row in terms]),
        _table(_("Time you gave groups"), ReportedTime, [_time(row) for row in times]),
        _table(
            _("Meetings you were at"),
            PresentSeat,
            [
                {_("Group"): row.meeting.group.name, _("Day"): row.meeting.held_on.isoformat()}
                for row in present
            ],
        ),
        _table(
            _("When you took no part in an item"),
            ConflictOfInterest,
            [
                {
                    _("Group"): row.item.meeting.group.name,
                    _("Item"): row.item.title,
                    _("Conflict of interest"): row.note,
                }
                for row in conflicts
            ],
        ),
    ]


def _table(title: str, model, rows: list[dict[str, str]]) -> Disclosed:
    declared = model.personal_data
    return Disclosed(title, str(declared.ground), str(declared.keep), rows)


def _term(row: Term) -> dict[str, str]:
    return {
        _("Group"): row.seat.group.name,
        _("Organisation"): row.organisation.name,
        _("From"): row.valid_from.isoformat(),
        _("To"): row.valid_to.isoformat() if row.valid_to else "",
    }


def _time(row: ReportedTime) -> dict[str, str]:
    return {
        _("Group"): row.term.seat.group.name,
        _("Month"): f"{row.month:%Y-%m}",
        _("Time"): hours(row.minutes),
    }
