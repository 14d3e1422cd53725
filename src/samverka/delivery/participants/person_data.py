"""What this module does when a person is moved into another, forgotten or told what is kept."""

import datetime as dt

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.retention.models import Records
from samverka.delivery.retention.queries import must_be_kept
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.people.models import Person
from samverka.toolkit.personal_data import Disclosed, disclosed

from .models import Participant, ParticipantVersion
from .queries import counted


@transaction.atomic
def move_person(*, old: Person, new: Person, by: Actor) -> None:
    """Hand rows over. Two in one programme become one, and what stood in either is kept."""
    for row in Participant.objects.select_for_update().filter(person=old):
        there = (
            Participant.objects.select_for_update()
            .filter(person=new, programme=row.programme_id)
            .first()
        )
        if there is None:
            row.person = new
            row.save(update_fields=["person"])
        else:
            _join(there, row, by)
    trail.note(by=by, verb="participants.person_moved", about=new, person_id=new.pk)


def _join(there: Participant, row: Participant, by: Actor) -> None:
    """The earliest start stays; what the one that stays lacks is taken over."""
    kept = [there.kept, row.kept]
    row.versions.update(participant=there)
    ParticipantVersion.objects.bulk_create(
        ParticipantVersion(participant=there, facts=facts, replaced_by_id=by.user_id or None)
        for facts in kept
    )
    starts = [day for day in (there.started_on, row.started_on) if day]
    there.noted_on = min(there.noted_on, row.noted_on)
    for name in ("sex", "age_band", "organisation_id"):
        setattr(there, name, getattr(there, name) or getattr(row, name))
    if there.is_unaccompanied is None:
        there.is_unaccompanied = row.is_unaccompanied
    _join_end(there, row)
    there.started_on = min(starts, default=None)
    if there.verified_on is None:
        there.verified_on, there.verified_how = row.verified_on, row.verified_how
        there.verified_by_id = row.verified_by_id
    row.delete()
    there.save()


def _join_end(there: Participant, row: Participant) -> None:
    """Who goes on under either name goes on; else the latest last day holds."""
    begun = [each for each in (there, row) if each.started_on]
    if any(each.ended_on is None for each in begun):
        there.ended_on, there.end_reason = None, ""
        return
    # All that have begun have ended here.
    last = max(begun, key=lambda each: each.ended_on or dt.date.min, default=there)
    there.ended_on, there.end_reason = last.ended_on, last.end_reason


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Take the rows away, but for the counts that a fund may still ask for.

    Who counted when they were forgotten goes on counting, so that what was told to a fund stays
    true: an emptied row says of nobody that they were a woman over 60 from February on. What was
    sent of a person in a frozen month is kept by publishing, in rows of its own.
    """
    for row in Participant.objects.select_for_update().filter(
        must_be_kept(Records.PARTICIPANTS, on=on), person=person
    ):
        if counted(row.programme, on=on).filter(pk=row.pk).exists():
            _empty(row, on)
    Participant.objects.filter(person=person, emptied_on=None).delete()
    trail.note(by=by, verb="participants.person_forgotten", about=person, person_id=person.pk)


def _empty(row: Participant, on: dt.date) -> None:
    """Leave what is counted by, and nothing else of what was noted or stood before."""
    row.versions.all().delete()
    row.ended_on, row.end_reason, row.is_unaccompanied = None, "", None
    row.verified_on, row.verified_how, row.verified_by_id = None, "", None
    row.emptied_on = on
    row.save()


def disclose_person(*, person: Person) -> list[Disclosed]:
    """What this module holds of a person."""
    rows = Participant.objects.filter(person=person).select_related("programme", "organisation")
    earlier = ParticipantVersion.objects.filter(participant__person=person)
    return [
        disclosed(
            _("What a programme's fund asked about you"),
            rows.order_by("noted_on", "pk"),
            of=Participant,
            fields=(
                "programme organisation sex age_band is_unaccompanied started_on ended_on "
                "end_reason verified_on verified_how noted_on"
            ),
        ),
        Disclosed.of(
            ParticipantVersion,
            _("What stood there before it was changed"),
            (
                {
                    _("Replaced"): f"{each.replaced_at:%Y-%m-%d}",
                    _("What stood there"): ", ".join(
                        str(value)
                        for name, value in each.facts.items()
                        if value not in ("", None) and not name.endswith("_id")
                    ),
                }
                for each in earlier.order_by("replaced_at", "pk")
            ),
        ),
    ]
