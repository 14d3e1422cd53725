import datetime as dt

from django.db import transaction

from samverka.delivery.activities import person_data as activities
from samverka.delivery.certification import person_data as certification
from samverka.delivery.check_in import person_data as check_in
from samverka.delivery.groups import person_data as groups
from samverka.delivery.interpreting import person_data as interpreting
from samverka.delivery.invitations import person_data as invitations
from samverka.delivery.participants import person_data as participants
from samverka.delivery.programmes import person_data as programmes
from samverka.delivery.retention import person_data as retention
from samverka.delivery.working_time import person_data as working_time
from samverka.development.competence import person_data as competence
from samverka.development.supply import person_data as supply
from samverka.development.training import person_data as training
from samverka.foundation.accounts import person_data as accounts
from samverka.foundation.accounts.actor import Actor
from samverka.foundation.audit import trail
from samverka.foundation.deeds import person_data as deeds
from samverka.foundation.drafts import person_data as drafts
from samverka.guidance.matching import person_data as matching
from samverka.publishing.calendars import person_data as calendars
from samverka.publishing.certificates import person_data as certificates
from samverka.publishing.claims import person_data as claims
from samverka.publishing.newsletters import person_data as newsletters
from samverka.publishing.statements import person_data as statements
from samverka.register.instruments import person_data as instruments
from samverka.register.people import person_data as people
from samverka.register.people.models import Person
from samverka.register.people.queries import number_of
from samverka.register.requests import person_data as requests

from .queries import holds_about


@transaction.atomic
def forget_person(*, person: Person, on: dt.date, by: Actor) -> None:
    """Erase somebody in every module, the highest first, and close their account.

    :raises retention.IsHeld: there is a hold on them, or on a programme they stand in
    """
    user = person.user
    if holds_about(person):
        raise retention.IsHeld
    names = _written(person)
    newsletters.forget_person(person=person, by=by)
    claims.forget_person(person=person, by=by)
    statements.forget_person(person=person, on=on, by=by)
    certificates.forget_person(person=person, on=on, by=by)
    invitations.forget_person(person=person, by=by)
    interpreting.forget_person(person=person, by=by)
    certification.forget_person(person=person, on=on, by=by)
    working_time.forget_person(person=person, on=on, by=by)
    groups.forget_person(person=person, on=on, by=by)
    check_in.forget_named(person=person, names=names, by=by)
    activities.forget_person(person=person, on=on, by=by)
    participants.forget_person(person=person, on=on, by=by)
    retention.forget_person(person=person, on=on, by=by)
    matching.forget_person(person=person, by=by)
    competence.forget_person(person=person, by=by)
    training.forget_person(person=person, by=by)
    supply.forget_person(person=person, by=by)
    instruments.forget_person(person=person, by=by)
    requests.forget_person(person=person, on=on, by=by)
    people.forget_person(person=person, on=on, by=by)
    drafts.forget_named(names=names, by=by)
    deeds.forget_named(names=names, by=by)
    if user is not None:
        drafts.forget_user(user=user, by=by)
        deeds.forget_user(user=user, by=by)
        calendars.forget_user(user=user, by=by)
        programmes.forget_user(user=user, by=by)
        accounts.forget_user(user=user, by=by)
        trail.note(by=by, verb="accounts.user_forgotten", about=user, person_id=person.pk)


def _written(person: Person) -> list[str]:
    """How others may have written who it is, in what they have not saved yet."""
    number = number_of(person)
    numbers = [number.number, number.number.replace("-", "")] if number else []
    short = [written[2:] for written in numbers]
    return [str(person), person.email, person.phone, *numbers, *short]
