"""What this module does when a person is moved into another, forgotten or told what is kept."""

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Ask, DaysOff, Interpreter, InterpreterBooking, InterpreterLanguage


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand a place in a pool over; where both have one, what the older was asked goes to it."""
    for row in Interpreter.objects.select_for_update().filter(person=old):
        there = Interpreter.objects.filter(person=new, programme=row.programme_id).first()
        if there is None:
            Interpreter.objects.filter(pk=row.pk).update(person=new)
            continue
        Ask.objects.filter(interpreter=row).update(interpreter=there)
        spoken = there.languages.values("variety")
        row.languages.exclude(variety__in=spoken).update(interpreter=there)
        row.days_off.update(interpreter=there)
        row.delete()
    trail.note(by=by, verb="interpreting.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, by: Actor) -> None:
    """They leave the pool; what they had taken and has not been waits for somebody else."""
    theirs = Ask.objects.filter(
        interpreter__person=person, state__in=[Ask.State.WAITING, Ask.State.ACCEPTED]
    )
    InterpreterBooking.objects.filter(
        pk__in=theirs.values("booking"),
        state__in=[InterpreterBooking.State.ASKED, InterpreterBooking.State.CONFIRMED],
        outcome="",
    ).update(state=InterpreterBooking.State.OPEN)
    Interpreter.objects.filter(person=person).delete()
    trail.note(by=by, verb="interpreting.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """Their place in a pool, their languages, what they were asked and what they booked."""
    rows = Interpreter.objects.filter(person=person).order_by("pk")
    spoken = InterpreterLanguage.objects.filter(interpreter__person=person).order_by("pk")
    off = DaysOff.objects.that_hold().filter(interpreter__person=person).order_by("pk")
    asks = Ask.objects.filter(interpreter__person=person).order_by("pk")
    booked = InterpreterBooking.objects.filter(requested_by=person.user_id or 0).order_by("pk")
    return [
        disclosed(
            _("You as interpreter"),
            rows.select_related("programme", "municipality"),
            of=Interpreter,
            fields="programme municipality adult_checked_on adult_checked_by left_on",
        ),
        disclosed(
            _("Languages you interpret"),
            spoken,
            of=InterpreterLanguage,
            fields="variety direction level valid_until",
        ),
        disclosed(_("Your days off"), off, of=DaysOff, fields="first_day last_day"),
        disclosed(
            _("Bookings you were asked about"), asks, of=Ask, fields="state why declared_on"
        ),
        disclosed(
            _("Interpreters you booked"),
            booked,
            of=InterpreterBooking,
            fields="variety mode about day declared_on",
        ),
    ]
