"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed

from .models import AttendanceCertificate
from .queries import Shown, opened
from .subject import subject_of


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """They stay as they were given. Of two over the same, the latest holds."""
    theirs = AttendanceCertificate.objects.defer("body").filter(person=old)
    for row in theirs.in_force():
        same = subject_of(row).columns
        both = AttendanceCertificate.objects.in_force().defer("body").filter(**same)
        there = both.filter(person=new).first()
        if there is not None:
            kept, ended = sorted((row, there), key=lambda one: (one.given_on, one.pk))[::-1]
            ended.is_in_force, ended.ended_on = False, kept.given_on
            ended.replaced_by = None if hasattr(kept, "replaces") else kept
            ended.save(update_fields=["is_in_force", "ended_on", "replaced_by"])
    theirs.update(person=new)
    trail.note(by=by, verb="certificates.person_moved", about=new, person_id=new.pk)


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """All of them go: whoever has a paper with a code finds that nothing is there."""
    AttendanceCertificate.objects.filter(person=person).delete()
    trail.note(by=by, verb="certificates.person_forgotten", about=person, person_id=person.pk)


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    rows = AttendanceCertificate.objects.filter(person=person).defer("body")
    shown = opened(rows.select_related("giver").order_by("given_on", "pk"))
    return [
        Disclosed.of(
            AttendanceCertificate,
            _("Attendance certificates you were given"),
            (_certificate(each) for each in shown),
        )
    ]


def _certificate(shown: Shown) -> dict[str, str]:
    row, said = shown.row, shown.said
    return {
        _("Number"): row.number,
        _("Name then"): said.name,
        _("Activity"): said.title,
        _("Programme"): said.programme,
        _("Given by"): row.giver.name,
        _("Given on"): row.given_on.isoformat(),
        _("Language"): str(row.get_language_display()),
        _("Hours"): said.hours,
        _("Meetings"): ", ".join(f"{day}" for meeting in said.meetings for day in meeting.days),
        _("Hash of the file"): said.sha256,
        _("Holds until"): row.ended_on.isoformat() if row.ended_on else "",
        _("Why it was revoked"): str(row.get_why_revoked_display()),
    }
