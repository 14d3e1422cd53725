"""Places at an activity."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from samverka.delivery.activities.models import Activity, Registration
from samverka.delivery.activities.queries import last_day_to_register, seats_left
from samverka.delivery.participants.actions import note_participant
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.register.partners.models import Organisation
from samverka.register.people import actions as people
from samverka.register.people.models import KnownTo, Person
from samverka.toolkit.clock import now
from samverka.toolkit.texts import day

from .history import sheets_changed


class Refused(Exception):
    """No place is given; its text says why, and what one can do."""


@transaction.atomic
def register(
    *,
    activity: Activity,
    person: Person,
    organisation: Organisation,
    on: dt.date,
    late: bool = False,
    by: Actor,
) -> Registration:
    """Give a person a place; `organisation` is the employer it counts for.

    `late` lets those who run the activity add somebody after the last day to register: people
    come without having registered. A full activity stays full.
    """
    # The lock lets one of two who ask for the last seat go first.
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    if not Person.objects.filter(pk=person.pk, forgotten_on=None).exists():
        raise Refused(_("The person was joined with another, or removed. Search anew."))
    place = Registration.objects.filter(activity=activity, person=person).first()
    _check_place(activity, place, on, late)
    place = place or Registration(activity=activity, person=person)
    place.organisation = organisation
    place.state, place.answer_by = Registration.State.REGISTERED, None
    place.registered_at = now()
    place.save()
    people.make_known(
        person=person,
        organisation=activity.organiser,
        reason=KnownTo.Reason.ACTIVITY,
        on=on,
        by=by,
    )
    sheets_changed(activity)
    trail.note(by=by, verb="activities.registered", about=activity, person_id=person.pk)
    return place


def _check_place(activity: Activity, place: Registration | None, on: dt.date, late: bool) -> None:
    closes = last_day_to_register(activity)
    if activity.is_cancelled:
        raise Refused(_("The activity is cancelled, so nobody can be registered."))
    if place and place.state == Registration.State.REGISTERED:
        raise Refused(_("The person is already registered."))
    if on > closes and not late:
        raise Refused(
            _("The last day to register was %(day)s. Ask the organiser if there is still room.")
            % {"day": day(closes)}
        )
    if seats_left(activity) == 0:
        raise Refused(
            _("All %(seats)s seats are taken. Ask the organiser, a place may become free.")
            % {"seats": activity.seats}
        )


@transaction.atomic
def register_new_person(
    *,
    activity: Activity,
    given_name: str,
    family_name: str,
    organisation: Organisation,
    title: str,
    on: dt.date,
    by: Actor,
    **asked: Any,
) -> Registration:
    """Somebody nobody has met before gets a place: the person and the place, or neither.

    :param asked: what the programme's fund asks, as `note_participant` takes it
    """
    person = people.register_person(
        given_name=given_name,
        family_name=family_name,
        employer=organisation,
        title=title,
        on=on,
        by=by,
    )
    if asked:
        note_participant(
            person=person,
            programme=activity.programme,
            organisation=organisation,
            **asked,
            on=on,
            by=by,
        )
    return register(
        activity=activity, person=person, organisation=organisation, on=on, late=True, by=by
    )
